import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.text import PROTOCOLS, TAGS, clean, excerpt, normalise, render
from tests.long import examples
from tests.odd import hostile_html, naughty_strings

DANGEROUS = re.compile(
    r"<(?!/?(?:%s)\b)|<[^>]+\s(?:on|style|id|name|hx-|data-)|href=\"(?!https?:|mailto:)" % "|".join(TAGS)
)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Ett **viktigt** ord", "<p>Ett <strong>viktigt</strong> ord</p>\n"),
        ("Rad ett\nrad två", "<p>Rad ett<br>\nrad två</p>\n"),
        ("# Rubrik", "<h3>Rubrik</h3>\n"),
        ("### Rubrik", "<h4>Rubrik</h4>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("[a](https://example.org)", '<p><a href="https://example.org" rel="nofollow noopener">a</a></p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](alert:80)", "<p>[a](alert:80)</p>\n"),
        ("<b>fet</b> & 1 < 2", "<p>&lt;b&gt;fet&lt;/b&gt; &amp; 1 &lt; 2</p>\n"),
        (
            "![bild](https://example.org/x.png)",
            '<p>!<a href="https://example.org/x.png" rel="nofollow noopener">bild</a></p>\n',
        ),
    ],
)
def test_render(source, html):
    assert render(source) == html


@pytest.mark.parametrize("source", hostile_html() + naughty_strings())
def test_nothing_dangerous_survives(source):
    for html in (render(source), clean(source)):
        assert DANGEROUS.search(html) is None, html


@given(st.text(alphabet="<>\"'=/ aonscript:img&#x;\n*_[]()`", max_size=200))
@settings(max_examples=examples(200))
def test_cleaning_twice_changes_nothing(source):
    assert clean(clean(source)) == clean(source)
    assert DANGEROUS.search(render(source)) is None


@pytest.mark.parametrize("source", hostile_html())
def test_the_library_that_may_come_next_leaves_nothing_dangerous_either(source):
    html = nh3.clean(
        source,
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=set(PROTOCOLS),
        link_rel="nofollow noopener",
    )
    assert DANGEROUS.search(html) is None


def test_text_above_the_limit_is_refused_before_it_is_parsed():
    with pytest.raises(ValueError, match="longer than"):
        render("x" * 20_001)


@pytest.mark.parametrize("source", ["<" * 20_000, "[" * 20_000, "*a " * 6000, "> " * 9000, "`" * 20_000])
def test_hostile_text_at_the_limit_is_rendered(source):
    assert DANGEROUS.search(render(source)) is None


def test_normalise_keeps_words_and_drops_control_characters():
    assert normalise("  a\r\nb\x00\x07  ") == "a\nb"


def test_excerpt_is_one_line_cut_at_a_word():
    assert excerpt("**Vi började** varje\nmåndag med tystnad", 25) == "Vi började varje måndag…"

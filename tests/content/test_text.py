import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.text import TAGS, clean, excerpt, normalise, render
from tests.long import examples
from tests.odd import hostile_html, naughty_strings

DANGEROUS = re.compile(
    r"<(?!/?(?:%s)\b)|<[^>]+\s(?:on|style|id|name|hx-|data-)|<[^>]*\shref=\"(?!https?:|mailto:)" % "|".join(TAGS)
)


LINK = '<a href="{0}" rel="nofollow noopener">{0}</a>'


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
        ("[a](tel:112)", "<p>[a](tel:112)</p>\n"),
        ("[r]: http://a\n\n[r]", f"<p>[r]: {LINK.format('http://a')}</p>\n<p>[r]</p>\n"),
        ("Se https://a.se/b_c?x=1.", f"<p>Se {LINK.format('https://a.se/b_c?x=1')}.</p>\n"),
        ("(https://a.se/<script>)", f"<p>({LINK.format('https://a.se/')}&lt;script&gt;)</p>\n"),
        ("`https://a.se`", "<p><code>https://a.se</code></p>\n"),
        ("a.se www.a.se a@b.se //a.se ftp://a.se", "<p>a.se www.a.se a@b.se //a.se ftp://a.se</p>\n"),
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


def test_text_above_the_limit_is_refused_before_it_is_parsed():
    with pytest.raises(ValueError, match="longer than"):
        render("x" * 20_001)


# What a parser or a cleaner may take long over, or make much of: repeated up to the limit of an entry.
PATTERNS = [
    *(
        "<",
        "[",
        "![",
        "[[",
        "[a][",
        "*a ",
        "> ",
        "`",
        "``` ",
        "&",
        '"',
        "&#x0;",
        "<!--",
        "***a***",
        "_*",
        "a\n",
        "\\\n",
    ),
    *("-\n*\n", "1.\n-\n", "#\n-\n", "##\n", "---\n", "> a\n", "- > ", "* a\n  * b\n", "- - - - - - - - - - \n"),
    *(
        "<http://a>",
        "[](http://a)",
        "http://a ",
        "http://",
        "https://a.b/(",
        "http://a.b.",
        "https://a/?a&a=",
        "x@http:",
    ),
]
# What else a text may be put together from.
PARTS = [*PATTERNS, "[r]", "[r]: http://a/" + "a" * 300, "\n\n", "é", "http://a"]
SWELLING = "[r]: http://a/" + "a" * 5000 + "\n\n" + "[r]," * 3700


def bound(source):
    return min(10 * len(source) + 100, 200_000)


def seconds_for(source):
    """Of the processor; what else the machine does in that moment is no fault of the text."""
    began = time.process_time()
    render(source)
    return time.process_time() - began


# As much as fits, and as much as is still read for its signs.
FULL = [(pattern * 20_000)[:20_000] for pattern in PATTERNS]
NEARLY = ["\n".join(text.split("\n")[:2_000])[:4_990] for text in FULL]
ADDRESSES = [(one * 100).ljust(20_000, "a") for one in ("http://", "https://a.b/(", "http://a.b.")]


@pytest.mark.parametrize("source", [SWELLING, *FULL, *NEARLY, *ADDRESSES])
def test_hostile_text_at_the_limit_is_rendered_soon_and_stays_small(source):
    assert min(seconds_for(source) for _time in range(3)) < 0.2
    html = render(source)
    assert len(html) <= bound(source)
    assert DANGEROUS.search(html) is None


@given(
    st.lists(st.sampled_from([*PATTERNS, "[r]", "[r]: http://a/" + "a" * 300, "\n\n", "é", "http://a"]), max_size=200)
)
@settings(max_examples=examples(100))
def test_no_text_swells(parts):
    assert len(render("".join(parts))) <= bound("".join(parts))


@pytest.mark.parametrize(
    ("source", "html"), [("-\n*\n" * 500, "<p>-<br>\n*<br>\n"), ("- a\n" * 50, "<ul>\n<li>a</li>\n")]
)
def test_what_would_swell_is_shown_as_it_was_typed(source, html):
    assert render(source).startswith(html)


def test_a_list_of_very_many_addresses_stays_text():
    assert render("http://a " * 100).count("<a ") == 100
    assert render("http://a " * 101).count("<a ") == 0


def test_normalise_keeps_words_and_drops_control_characters():
    assert normalise("  a\r\nb\x00\x07  ") == "a\nb"


def test_excerpt_is_one_line_cut_at_a_word():
    assert excerpt("**Vi började** varje\nmåndag med tystnad", 25) == "Vi började varje måndag…"

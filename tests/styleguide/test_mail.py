"""Every mail of the product, in both languages: well-formed, in its reader's language, without pictures or spies."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.http import Http404

from notices.lines import Line, Section
from notices.mail import compose
from styleguide.mail import NAMES, mail_sample, sample, samples
from tests.odd import hostile_html

VOID = {"meta", "br", "hr"}
# What people write with, in a mail that brings all of it.
WRITTEN = {"strong", "em", "ol", "code", "pre", "h3", "h4", "hr", "br"}
LAID_OUT = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "div",
    "h1",
    "h2",
    "p",
    "a",
    "blockquote",
    "ul",
    "li",
    "b",
}
ALLOWED = {*WRITTEN, *LAID_OUT, "b"}


class Reader(HTMLParser):
    """Notes which elements a page opens, and that each is closed where it belongs."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.met, self.attributes = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.met.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_well_formed_and_light(name, language):
    html = sample(name, language).html
    page = Reader(html)
    assert page.open == []
    assert set(page.met) <= ALLOWED
    assert html.startswith("<!doctype html>")
    assert ("lang", language) in page.attributes
    assert ("content", "light dark") in page.attributes
    assert not {"src", "srcset", "background", "onclick"} & {name for name, _value in page.attributes}
    assert "url(" not in html
    assert len(html) < 20_000


@pytest.mark.parametrize("name", NAMES)
def test_text_and_page_lead_to_the_same_places(name):
    mail = sample(name, "sv")
    page = [value for attribute, value in Reader(mail.html).attributes if attribute == "href"]
    for address in page:
        assert address in mail.text
    assert len(page) >= 1


@pytest.mark.parametrize("name", NAMES)
def test_the_languages_differ_and_hold_nothing_unfilled(name):
    swedish, english = sample(name, "sv"), sample(name, "en")
    # An announcement is called what its author has called it.
    assert (swedish.subject != english.subject) == (name != "announcement")
    assert swedish.text != english.text
    for one in (swedish, english):
        assert one.subject.strip() == one.subject != ""
        assert not re.search(r"{[{%]|[}%]}|None", one.subject + one.text + one.html)
        assert "\n\n\n\n" not in one.text


def test_an_anonymous_actor_has_no_name():
    assert sample("anonymous", "sv").subject.startswith("Någon i kohorten svarade på det du frågade")
    assert sample("anonymous", "en").subject.startswith("Somebody in the cohort answered what you asked")


def test_all_are_shown_and_no_others(rf):
    assert [(name, language) for name, language, _mail in samples()] == [
        (name, language) for name in NAMES for language in ("sv", "en")
    ]
    assert b"<html lang" in mail_sample(rf.get("/"), "digest", "sv").content
    for name, language in (("nothing", "sv"), ("digest", "de"), ("../base", "sv")):
        with pytest.raises(Http404):
            mail_sample(rf.get("/"), name, language)


@pytest.mark.parametrize("text", [*hostile_html()[:40], "\u202e" + "x" * 300, "a\r\nBcc: b@example.org\r\n\r\nc"])
def test_hostile_texts_become_text_in_every_mail(text):
    line = Line(text, text, text, text, "/post/1/").in_lines()
    more = {"kind": "digest", "choice_url": "/", "stop_url": "/", "sections": [Section(text, (line,))], "line": line}
    cohort, invitation = SimpleNamespace(name=text), SimpleNamespace(name=text, runs_out_on=None)
    more |= {"invitation": invitation, "cohort": cohort, "by": cohort, "path": "/", "window": None}
    for template in ("invitation", "notice", "digest"):
        written = compose(language="sv", template=template, context=more)
        page = Reader(written.html)
        assert (page.open, set(page.met) <= ALLOWED) == ([], True)
        assert len(written.subject.splitlines()) == 1
        assert len(written.subject) <= 150

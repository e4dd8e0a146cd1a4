"""No page in Swedish holds a sentence of ours in English."""

import re
from html import unescape

import polib
import pytest
from django.utils.translation import override

from tests.addresses import request_of
from tests.matrix import ROWS
from tests.test_translations import CATALOGUE, PLACEHOLDER

FEWEST_WORDS = 3


def sentences() -> dict[str, tuple[str, re.Pattern[str]]]:
    """What is said in English and otherwise in Swedish: its longest part, and all of it with anything in the places
    that are filled in.
    """
    entries = polib.pofile(str(CATALOGUE))
    swedish = {text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())}
    found = {}
    for text in {text for entry in entries for text in (entry.msgid, entry.msgid_plural)} - swedish:
        parts = PLACEHOLDER.split(" ".join(text.split()))
        if len(re.findall(r"[^\W\d]{2,}", " ".join(parts))) >= FEWEST_WORDS:
            found[text] = max(parts, key=len), re.compile(".{1,80}?".join(re.escape(part) for part in parts))
    return found


def english_in(html: str, known: dict[str, tuple[str, re.Pattern[str]]]) -> list[str]:
    # A sentence may stand on some lines of a template.
    page = " ".join(unescape(html).split())
    return [text for text, (part, pattern) in known.items() if part in page and pattern.search(page)]


def test_a_sentence_in_english_is_found():
    patterns = sentences()
    assert len(patterns) > 500
    assert english_in("<p>You were signed out\n while you wrote. Hej</p>", patterns)
    assert english_in("<p>Våren 2027 can help with: allt. Your text is kept on this device.</p>", patterns)
    assert english_in("<p>Du blev utloggad medan du skrev.</p>", patterns) == []


@pytest.mark.parametrize("name", ["alva", "outsider", "tove", "maja", None])
def test_no_address_answers_in_english(name, request, client_as, things):
    with override("sv"):
        # The CMS names rights as Django stores them.
        rows = [row for row in ROWS if row.startswith("GET ") and "wagtailusers_groups:" not in row]
        addresses = {request_of(row, things)[1] for row in rows}
    people = things["people"]
    person = people.get(name) or (request.getfixturevalue(name) if name else None)
    client, patterns, met = client_as(person), sentences(), {}
    client.cookies["django_language"] = "sv"
    for address in sorted(addresses):
        response = client.get(address, follow=True)
        if "html" in response.headers.get("Content-Type", "") and (found := english_in(response.text, patterns)):
            met[address] = found
    assert met == {}
    assert len(addresses) > 60

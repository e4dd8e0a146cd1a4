"""Pasted addresses: whatever people keep them in."""

import time

import pytest
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from cohorts.addresses import Guest, Unclear, can_be_written_to, understand
from tests.odd import naughty_strings

ALVA_SAYS = ("alva@example.org", "Alva Berg")
ALVA, BO = Guest(*ALVA_SAYS), Guest("bo@example.org", "Bo Lind")


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        ("alva@example.org", [Guest("alva@example.org")]),
        ("alva@example.org, bo@example.org", [Guest("alva@example.org"), Guest("bo@example.org")]),
        ("alva@example.org\n\nbo@example.org;\n", [Guest("alva@example.org"), Guest("bo@example.org")]),
        ("Alva Berg <alva@example.org>, Bo Lind <bo@example.org>", [ALVA, BO]),
        ("Berg, Alva <alva@example.org>; Lind, Bo <bo@example.org>", [ALVA, BO]),
        ('"Berg, Alva" <alva@example.org>, Bo Lind <bo@example.org>', [ALVA, BO]),
        ("<alva@example.org>", [Guest("alva@example.org")]),
        ("mailto:alva@example.org", [Guest("alva@example.org")]),
        ("Alva@Example.org, alva@example.ORG", [Guest("Alva@Example.org")]),
        ("Åsa Öberg <asa.oberg+x@räksmörgås.se>", [Guest("asa.oberg+x@räksmörgås.se", "Åsa Öberg")]),
        ("namn;e-post\nAlva Berg;alva@example.org\n\nBo Lind;bo@example.org", [ALVA, BO]),
        (
            "\ufeffE-post\tNamn\tEnhet\tRoll\nbo@example.org\tBo Lind\tTekniska\tIdéinspiratör",
            [Guest("bo@example.org", "Bo Lind", "inspirer", "Tekniska")],
        ),
        (
            "namn;e-post;roll\r\nAlva Berg;alva@example.org;kursledare\r\n",
            [Guest("alva@example.org", "Alva Berg", "trainer")],
        ),
        # As it lies in mails, papers and sheets.
        ("Alva Berg\talva@example.org", [ALVA]),
        ("alva@example.org bo@example.org", [Guest("alva@example.org"), Guest("bo@example.org")]),
        ("Berg, Alva <alva@example.org>\nLind, Bo <bo@example.org>", [ALVA, BO]),
        ("alva@example.org, Lind, Bo <bo@example.org>", [Guest("alva@example.org"), BO]),
        ("von der Esch, Ann <ann@example.org>", [Guest("ann@example.org", "Ann von der Esch")]),
        ("(alva@example.org)", [Guest("alva@example.org")]),
        ("- alva@example.org\n* bo@example.org", [Guest("alva@example.org"), Guest("bo@example.org")]),
        ("• alva@example.org", [Guest("alva@example.org")]),
        ("1. Alva Berg, alva@example.org\n2) Bo Lind bo@example.org", [ALVA, BO]),
        ("alva@example.org.", [Guest("alva@example.org")]),
        ("'alva@example.org'", [Guest("alva@example.org")]),
        ("<mailto:alva@example.org>", [Guest("alva@example.org")]),
        ("[Alva Berg](mailto:alva@example.org)", [ALVA]),
        ("mailto:alva@example.org?subject=Hej", [Guest("alva@example.org")]),
        ("åsa@ängelholm.se", [Guest("åsa@ängelholm.se")]),
        ("a\u030asa@ängelholm.se", [Guest("åsa@ängelholm.se")]),
        ("alva\u200b@example.org\u00ad", [Guest("alva@example.org")]),
        ("Alva\xa0Berg\xa0<alva@example.org>", [ALVA]),
        ("o'brien@example.org", [Guest("o'brien@example.org")]),
        ("Till: Alva Berg <alva@example.org>; Kopia: Bo Lind <bo@example.org>", [ALVA, BO]),
        ("Alva Berg: alva@example.org", [ALVA]),
        ("alva@example.org (Alva Berg)", [ALVA]),
        ("alva@example.org Alva Berg", [ALVA]),
        ("alva@example.org, Alva Berg", [ALVA]),
        ("alva@example.org Alva Berg, bo@example.org Bo Lind", [ALVA, BO]),
        ("Skriv till alva@example.org så svarar hon", [Guest("alva@example.org")]),
        ("Alva;Berg;alva@example.org", [ALVA]),
        (
            "Alva Berg;alva@example.org;inspiratör;Vårdboendet Linden;engelska",
            [Guest("alva@example.org", "Alva Berg", "inspirer", "Vårdboendet Linden", "en")],
        ),
        ("Mejladress\nalva@example.org", [Guest("alva@example.org")]),
        ("Namn;E-mailadress\nAlva Berg;alva@example.org", [ALVA]),
        ("E-post (arbete);Namn\nalva@example.org;Alva Berg", [ALVA]),
        ("E-post (arbete);E-post (privat);Namn\n;alva@example.org;Alva Berg", [ALVA]),
        ("\nsep=;\nnamn;mejl\nAlva Berg;alva@example.org", [ALVA]),
        ("Förnamn;Efternamn;E-post\nAlva;Berg;alva@example.org", [ALVA]),
        ("Email|Name\nalva@example.org|Alva Berg", [ALVA]),
        ("Namn;E-post\n;Alva Berg <alva@example.org>", [ALVA]),
        ("Namn;E-post;Språk\nAlva Berg;alva@example.org;English", [Guest(*ALVA_SAYS, language="en")]),
        ("Namn;E-post;Roll\nAlva Berg;alva@example.org;Chef", [Guest(*ALVA_SAYS, unknown_role="Chef")]),
        ('name,email,role\n"Berg, Alva",alva@example.org,Trainer', [Guest("alva@example.org", "Alva Berg", "trainer")]),
    ],
)
def test_what_is_understood(text, guests):
    assert understand(text).guests == tuple(guests)
    assert understand(text).unclear == ()


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("Alva Berg", Unclear(1, "Alva Berg")),
        ("bo@example.org\nalva@", Unclear(2, "alva@")),
        ("a@b", Unclear(1, "a@b")),
        ("a@b..se", Unclear(1, "a@b..se")),
        ("namn;e-post\nAlva;alva", Unclear(2, "Alva alva")),
        ("a@b_c.se", Unclear(1, "a@b_c.se")),
        ("alva@exam\u202eple.org", Unclear(1, "alva@exam ple.org")),
        ("Till: Karin", Unclear(1, "Till: Karin")),
        ("Alva Berg <alva@example.org>, Kim", Unclear(1, "Kim")),
        ("Kim; Alva Berg <alva@example.org>", Unclear(1, "Kim")),
        ("a@localhost", Unclear(1, "a@localhost")),
        ("sep=;\nnamn;e-post\nAlva;alva", Unclear(3, "Alva alva")),
        (f"alva@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.org", None),
    ],
)
def test_what_is_not_is_told_with_its_line(text, unclear):
    told = understand(text).unclear
    assert told == (unclear,) if unclear else len(told) == 1


def test_a_name_is_one_line_without_odd_signs():
    [guest] = understand('"Alva\u202e\x07\tBerg" <alva@example.org>').guests
    assert guest.name == "Alva Berg"


def test_there_is_an_end_to_it():
    understood = understand("\n".join(f"coach{number}@example.org" for number in range(302)))
    assert (len(understood.guests), len(understood.unclear), len(understood.too_many)) == (300, 0, 2)


@given(st.text(max_size=200) | st.sampled_from(naughty_strings()))
def test_no_text_breaks_it(text):
    for guest in understand(text).guests:
        assert (guest.email + guest.name + guest.unit).isprintable()
        if can_be_written_to(guest.email):
            validate_email(guest.email)


@given(st.text(alphabet="aå0._-+@ \u200b\u202e", max_size=60), st.text(alphabet="aå0.-_", max_size=80))
def test_every_address_that_is_understood_can_be_written_to(before, after):
    for guest in understand(f"{before}@{after}.se").guests:
        assert guest.email.isprintable()
        if can_be_written_to(guest.email):
            validate_email(guest.email)


def test_a_table_with_a_broken_cell_is_told_and_nothing_is_lost():
    text = "namn;e-post\nAlva Berg;alva@example.org\nBo;" + "x" * 200_000
    understood = understand(text)
    assert understood.guests == (ALVA,)
    assert understood.unclear[0].line == 3


@pytest.mark.parametrize("sign", ["a", "@", "a@", "<", '"', ",", ";", "a.", "\n", '"a,', "a@a."])
def test_a_long_text_is_read_in_time(sign):
    began = time.perf_counter()
    understand((sign * 100_000)[:100_000])
    assert time.perf_counter() - began < 2

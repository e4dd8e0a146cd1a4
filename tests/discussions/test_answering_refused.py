"""Answering by mail: what she is told when it is not posted."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from cohorts.services import end_cohort, leave
from discussions.models import Post
from discussions.services import hide, lock, move, withdraw_post
from tests.conftest import membership_of
from tests.discussions.writing import QUOTED, begin, letter, say, send

pytestmark = pytest.mark.usefixtures("takes_answers")


def leaves(opening, bo, cohort, tove):
    leave(membership=membership_of(bo, cohort))


def is_locked(opening, bo, cohort, tove):
    lock(thread=opening.thread, is_locked=True)


def is_hidden(opening, bo, cohort, tove):
    hide(post=opening, by=tove, reason="Dumt")


def is_moved(opening, bo, cohort, tove):
    move(post=opening, to=begin(cohort, tove).thread)


def is_taken_back(opening, bo, cohort, tove):
    say(opening.thread, bo, "Ett ord")
    withdraw_post(post=opening)


def ends(opening, bo, cohort, tove):
    end_cohort(cohort=cohort, today=timezone.localdate())


@pytest.mark.parametrize(
    ("happens", "refusal", "reason"),
    [
        (leaves, "left", "Du kan inte läsa kohortens inlägg längre."),
        (is_locked, "closed", "Det går inte att skriva där längre."),
        (is_hidden, "hidden", "En kursledare har dolt det du svarade på."),
        (is_moved, "gone", "Det du svarade på finns inte kvar, eller står någon annanstans nu."),
        (is_taken_back, "gone", "Det du svarade på finns inte kvar, eller står någon annanstans nu."),
        (ends, "closed", "Det går inte att skriva där längre."),
    ],
)
def test_she_is_told_once_why_it_was_not_posted(receive, opening, bo, cohort, tove, happens, refusal, reason):
    raw, before = letter(bo, opening), Post.objects.count()
    happens(opening, bo, cohort, tove)
    before = Post.objects.count()
    assert receive(raw) == f"not posted: {refusal}"
    [told] = mail.outbox
    assert (told.to, told.subject) == (["bo@example.org"], "Ditt svar hamnade inte i tråden")
    assert reason in told.body
    assert "Så här gör vi." in told.body
    assert "Om möten" not in told.body
    assert told.message()["Auto-Submitted"] == "auto-replied"
    assert receive(raw) == f"not posted: {refusal}"
    assert (mail.outbox, Post.objects.count()) == ([], before)


def test_an_address_ends_after_ninety_days(receive, opening, bo):
    raw = letter(bo, opening)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert receive(raw) == "not posted: late"
    assert "90 dagar" in mail.outbox[0].body
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert receive(raw) == "posted"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (QUOTED, "empty"),
        ("", "empty"),
        ("-- \nBo Lind", "empty"),
        ("Skickat från min iPhone", "empty"),
        ("\u200b\n \n", "empty"),
        ("x" * 10_001, "too long"),
        ("x" * 10_000, "posted"),
        ("x" * 1_000_000, "too big"),
        ("x" * 5_000_000, "too big"),
    ],
)
def test_what_holds_nothing_or_too_much(receive, opening, bo, text, refusal):
    said = receive(letter(bo, opening, text))
    assert said == (refusal if refusal == "posted" else f"not posted: {refusal}")
    assert len([one for one in mail.outbox if one.to == [bo.email]]) == (refusal != "posted")


def test_without_names_it_shows_none(receive, cohort, alva, bo):
    opening = begin(cohort, alva, is_anonymous=True, source="Hur? @Bo Lind")
    assert send(bo)[0].body.endswith("De visas utan namn. Skriv inte under med ditt heller.\n")
    assert receive(letter(bo, opening, "Jag håller inne. Jag är nog bo här.\nHej")) == "posted"
    assert opening.replies.get().is_nameless


@pytest.mark.parametrize(
    "text", ["Hej\n\nMvh\nBo", "Hej\n/Bo Lind", "Hej\n\nbo lind, Exempelkommun\ntel", "nå mig på Bo@example.org nu"]
)
def test_without_names_hers_is_not_posted_by_mistake(receive, cohort, alva, bo, text):
    opening = begin(cohort, alva, is_anonymous=True)
    assert receive(letter(bo, opening, text)) == "not posted: named"
    assert "utan din signatur" in mail.outbox[0].body


def test_a_trainer_signs_as_she_wants(receive, cohort, alva, tove):
    opening = begin(cohort, alva, is_anonymous=True)
    assert receive(letter(tove, opening, "Tack.\nTove Ek")) == "posted"
    assert not opening.replies.get().is_nameless


def test_it_meets_the_limit_of_the_page(settings, receive, opening, bo):
    settings.ACCOUNT_RATE_LIMITS = {"post": "2/m/user", "answer": "1/h/user"}
    told = []
    for number in range(4):
        said = receive(letter(bo, opening, f"Nummer {number}", Message_ID=f"<{number}@x>"))
        told.append((said, len([one for one in mail.outbox if one.to == [bo.email]])))
    assert told == [("posted", 0), ("posted", 0), ("not posted: too often", 1), ("not posted: too often", 0)]


def test_files_are_left_out_and_that_is_said(receive, opening, bo):
    kind = 'multipart/mixed; boundary="x"'
    parts = (
        "--x\nContent-Type: text/plain\n\nHej\n--x\nContent-Type: application/pdf\nContent-Disposition: attachment; "
    )
    raw = letter(bo, opening, parts + "filename=a.pdf\n\n%PDF-\n--x--\n", Content_Type=kind)
    assert receive(raw) == "posted"
    [told] = [one for one in mail.outbox if one.to == [bo.email]]
    assert told.subject == "Ditt svar står i tråden, utan filerna"
    assert f"/post/{opening.replies.get().pk}/" in told.body
    assert not opening.replies.get().attachments.exists()

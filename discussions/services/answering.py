"""Verbs of answering by mail: what somebody wrote is posted below what she answered, or she is told why it is not."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.limits import TooOften, spend
from accounts.models import User
from accounts.queries import is_address_of
from content.text import POST_LIMIT, normalise
from discussions.incoming import Answer, Incoming, read_answer
from discussions.models import Post
from discussions.queries import Refusal, answered_post, shows_no_name
from discussions.reply_addresses import ReplyAddress, read_addresses, takes_answers
from discussions.services.locking import Gone
from discussions.services.posts import Closed, create_post, post_of_submission
from notices import services as notices

SUBMISSIONS = UUID("3f1c2a5e-6f0b-4d0c-9a39-5c1d6f1b7e52")
# Seconds in which somebody is told once of the same mail.
TOLD_ONCE = 24 * 60 * 60

REASONS = {
    Refusal.LATE: _("The address for answers in a mail works for 90 days, and that time is over."),
    Refusal.LEFT: _("You do not read that board any more."),
    Refusal.GONE: _("What you answered is no longer there, or stands somewhere else now."),
    Refusal.HIDDEN: _("A trainer has hidden what you answered."),
    Refusal.CLOSED: _("Posting there is closed."),
    Refusal.WAITS: _("Its module is not open to you yet."),
    Refusal.FIRST: _("In that thread you write first, and then read and answer others. Begin on the board."),
    Refusal.EMPTY: _("We found no words of yours in it, only what you answered."),
    Refusal.TOO_LONG: _("It is longer than a post can be, which is 10,000 characters."),
    Refusal.TOO_BIG: _("It is bigger than 1 megabyte. Pictures and papers are added on the board."),
    Refusal.NAMED: _(
        "No names are shown in that thread, and your name or address stands in what you wrote. Send it without, for "
        "example without your signature."
    ),
    Refusal.TOO_OFTEN: _("That was a lot in a short time. Wait a while, then send it again."),
}


@dataclass(frozen=True)
class Outcome:
    """What became of a mail: the post, if there is one, and in a few words for the log what was done."""

    done: str
    post: Post | None = None


def answer_by_mail(*, mail: Incoming) -> Outcome:
    """Post what a mail says below the post whose address it was sent to. Safe to repeat with the same mail.

    Only who holds the address and writes from an address of hers is heard, and told why it was not posted; everybody
    else is told nothing. It meets the limits that a post on the page meets.
    """
    address = read_addresses(mail.addressed_to) if takes_answers() else None
    if address is None:
        return Outcome("ignored: not sent to an address for answers")
    if mail.is_automatic:
        return Outcome("ignored: written by a machine")
    person = User.objects.filter(pk=address.person, is_active=True).first()
    if person is None or not mail.sender or not is_address_of(person, mail.sender):
        return Outcome("ignored: not from the person whose address for answers it is")
    submission_id = uuid5(SUBMISSIONS, f"{person.pk}:{mail.key}")
    if known := post_of_submission(author=person, submission_id=submission_id):
        return Outcome("ignored: posted already", known)
    with override(person.language):
        return _answer(person, address, mail, submission_id)


def _answer(person: User, address: ReplyAddress, mail: Incoming, submission_id: UUID) -> Outcome:
    answer = Answer() if mail.is_too_big else read_answer(mail)
    found = Refusal.LATE if address.has_ended else answered_post(person, address.thread, address.post, get_language())
    refusal = found if isinstance(found, Refusal) else _wrong_with(answer, mail, found, person)
    if refusal is None and isinstance(found, Post):
        try:
            post = create_post(
                thread=found.thread, author=person, source=answer.text, submission_id=submission_id, parent=found
            )
        except TooOften:
            refusal = Refusal.TOO_OFTEN
        except Closed:
            refusal = Refusal.CLOSED
        except Gone:
            refusal = Refusal.GONE
        else:
            notices.mark_read_by_keys(person=person, keys=[found.event])
            if answer.has_files:
                _tell(person, post, "", "", submission_id)
            return Outcome("posted", post)
    assert refusal is not None
    _tell(person, found if isinstance(found, Post) else None, refusal, answer.text, submission_id)
    return Outcome(f"not posted: {refusal}")


def _wrong_with(answer: Answer, mail: Incoming, post: Post, person: User) -> Refusal | None:
    """What is in the way of posting an answer, in what it says."""
    if mail.is_too_big:
        return Refusal.TOO_BIG
    # Signs without a shape, such as what some programs leave on an empty line, say nothing.
    if not any(sign.isprintable() and not sign.isspace() for sign in answer.text):
        return Refusal.EMPTY
    if len(normalise(answer.text)) > POST_LIMIT:
        return Refusal.TOO_LONG
    return Refusal.NAMED if shows_no_name(person, post.thread) and _names(answer.text, person) else None


def _names(text: str, person: User) -> bool:
    """Whether a text holds the name or an address of a person, or ends with a part of her name, as signatures do."""
    folded, name = text.casefold(), person.name.casefold()
    last = folded.split("\n")[-1].strip(" .,;:!/*_–-").split()
    return name in folded or person.email.casefold() in folded or (0 < len(last) < 4 and last[-1] in name.split())


def _tell(person: User, about: Post | None, refusal: str, text: str, submission_id: UUID) -> None:
    """Write to whoever sent a mail what became of it, once, with her own words if they were not posted."""
    if not cache.add(f"discussions:told:{submission_id}", True, TOLD_ONCE):
        return
    try:
        spend(user=person, action="answer")
    except TooOften:
        return
    path = reverse("post", args=[about.pk]) if about else "/"
    notices.write_mail(
        to=person.email,
        language=person.language,
        template="answer",
        context={"reason": REASONS[Refusal(refusal)] if refusal else "", "text": text[:POST_LIMIT], "path": path},
        essential=False,
        headers={"Auto-Submitted": "auto-replied"},
    )

"""Verbs of drafts: what somebody has begun to write is kept until she has posted it, or emptied the box."""

from uuid import UUID

from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort
from content import text
from discussions.models import Draft, Post


def keep_draft(
    *, user: User, cohort: Cohort, place: str, source: str, title: str = "", submission_id: UUID | None = None
) -> Draft | None:
    """Keep what stands in a box, and return it; None when the box is empty. Safe to repeat; the last one counts.

    What comes late, when the same submission is posted already, is not kept.
    """
    source, title = text.normalise(source), text.normalise(title)
    drafts = Draft.objects.filter(user=user, cohort=cohort, place=place)
    if submission_id and Post.objects.filter(author=user, submission_id=submission_id).exists():
        return None
    if not source and not title:
        drafts.delete()
        return None
    facts = {"source": source, "title": title, "kept_at": timezone.now()}
    return Draft.objects.update_or_create(user=user, cohort=cohort, place=place, defaults=facts)[0]


def forget_draft(*, user: User, cohort_id: int, place: str) -> None:
    """Let go of a draft that was posted."""
    Draft.objects.filter(user=user, cohort_id=cohort_id, place=place).delete()

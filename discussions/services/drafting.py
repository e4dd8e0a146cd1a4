"""Verbs of drafts: what somebody has begun to write is kept until she has posted it, or emptied the box."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.limits import spend
from accounts.models import User
from cohorts.models import Cohort
from content import text
from content.conflicts import EditConflict
from discussions.models import Draft
from discussions.services.posts import first_text, post_of_submission

# More boxes than these nobody writes in; the oldest go.
MOST_DRAFTS = 50


class Posted(Exception):
    """The submission is on the board already. `is_same`: the text is what was posted, or the beginning of it."""

    def __init__(self, is_same: bool) -> None:
        super().__init__("The submission is posted.")
        self.is_same = is_same


def refuse_posted(*, author: User, submission_id: UUID | None, source: str) -> None:
    """Raise Posted for a submission that is posted."""
    post = post_of_submission(author=author, submission_id=submission_id) if submission_id else None
    if post:
        raise Posted(first_text(post=post).startswith(text.normalise(source)))


@transaction.atomic
def keep_draft(
    *,
    user: User,
    cohort: Cohort,
    box: str,
    source: str,
    title: str = "",
    manner: dict[str, str] | None = None,
    submission_id: UUID | None = None,
    since: str | None = None,
) -> Draft | None:
    """Keep what stands in a box, and return it; None when the box is empty. Safe to repeat.

    `since` is the stamp of the draft that the box began from, empty for none; None takes whatever is there. Raises
    EditConflict when it has changed since, Posted for what is posted already, and TooOften.
    """
    source, title = text.normalise(source), text.normalise(title)
    refuse_posted(author=user, submission_id=submission_id, source=source)
    draft = Draft.objects.select_for_update().begun_by(user, cohort.pk).filter(box=box).first()
    if draft and since is not None and draft.stamp != since and (draft.source, draft.title) != (source, title):
        raise EditConflict(draft)
    if not source and not title:
        Draft.objects.filter(user=user, cohort=cohort, box=box).delete()
        return None
    facts: dict[str, Any] = {"source": source, "title": title, "manner": manner or {}, "kept_at": timezone.now()}
    facts["submission_id"] = submission_id
    spend(user=user, action="save")
    kept, is_new = Draft.objects.update_or_create(user=user, cohort=cohort, box=box, defaults=facts)
    if is_new:
        beyond = Draft.objects.filter(user=user, cohort=cohort).order_by("-kept_at").values("pk")[MOST_DRAFTS:]
        Draft.objects.filter(pk__in=list(beyond.values_list("pk", flat=True))).delete()
    return kept

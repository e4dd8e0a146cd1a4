"""The verb of saying a post otherwise."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.limits import spend
from content.conflicts import EditConflict
from discussions.models import Post
from discussions.services.locking import Gone
from discussions.services.posts import Closed
from discussions.services.telling import tell_anew, tell_of_names


@transaction.atomic
def edit(*, post: Post, source: str, expected_version: int, without: Sequence[int] = ()) -> Post:
    """Say it otherwise; the earlier text is kept for the author. The same text again changes nothing.

    `without` are the numbers of files that go for good. `expected_version` is how many earlier texts there were when
    she began. Whoever is called by name only now is told. Raises Gone, Closed, TooOften, and EditConflict when another
    window has changed the post since.
    """
    locked = Post.objects.select_for_update(of=("self",)).select_related("thread__cohort", "author")
    found = locked.filter(pk=post.pk, withdrawn_at=None).first()
    if found is None:
        raise Gone
    if not found.thread.takes_posts:
        raise Closed
    earlier = found.source
    found.write(source)
    if found.source != earlier and found.version != expected_version:
        raise EditConflict(Post.objects.get(pk=post.pk))
    if without and found.attachments.filter(pk__in=without).delete()[0]:
        Post.objects.filter(pk=found.pk).update(edited_at=timezone.now())
    if found.source != earlier:
        spend(user=found.author, action="post")
        _keep_change(found, earlier)
    return found


def _keep_change(post: Post, earlier: str) -> None:
    post.versions.create(source=earlier)
    post.edited_at = timezone.now()
    post.save(update_fields=["source", "html", "stems", "rules_version", "edited_at"])
    tell_anew(post=post)
    if post.hidden_at is None:
        tell_of_names(post=post, earlier=earlier)

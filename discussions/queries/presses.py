"""What may be done with a post, as it stands to a person."""

from accounts.models import User
from discussions.models import Post
from discussions.presses import Press, Standing, presses_on


def presses_of(post: Post, user: User, *, is_trainer: bool = False, **around: bool) -> frozenset[Press]:
    """What a person may do with a post that she may read; `around` holds what `Standing` knows of the posts and threads
    beside it. No query for a post with its thread and cohort.
    """
    return presses_on(
        Standing(
            is_mine=post.author_id == user.pk,
            is_trainer=is_trainer,
            is_withdrawn=post.withdrawn_at is not None,
            is_hidden=post.hidden_at is not None,
            is_answer=post.parent_id is not None,
            is_nameless=post.is_nameless,
            in_nameless_thread=post.thread.is_anonymous,
            takes_posts=post.thread.takes_posts,
            **around,
        )
    )

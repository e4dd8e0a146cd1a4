"""What a person has saved on a board to read later."""

from dataclasses import dataclass

from cohorts.models import Membership
from content.text import excerpt
from discussions.models import Post
from discussions.queries.titles import author_of, prompt_titles, title_of

MOST_SAVED = 20


@dataclass(frozen=True)
class Saved:
    """A post that was saved for later, in its thread; without a name where none is shown."""

    post: Post
    title: str
    author: str
    excerpt: str


def saved_at(membership: Membership, language: str) -> list[Saved]:
    """The newest posts that the holder of a place has saved there, the last one first. One query, and one for titles
    of prompts.
    """
    saved = Post.objects.saved_at(membership).select_related("thread", "author")
    posts = list(saved.order_by("-savings__saved_at", "-pk").filter(savings__user=membership.user_id)[:MOST_SAVED])
    titles = prompt_titles([post.thread.step_key for post in posts if post.thread.step_key], language)
    return [Saved(post, title_of(post.thread, titles), author_of(post), excerpt(post.source)) for post in posts]

"""Verbs of rendering: posts that were cleaned by older rules are made anew."""

from content import text
from discussions.models import Post

AT_ONCE = 1_000


def renew_posts() -> int:
    """Render what was rendered by older rules, a thousand posts at a time, and return how many those were. A page that
    shows one meanwhile renders it itself.
    """
    old = Post.objects.exclude(rules_version=text.RULES_VERSION).order_by("pk")
    found = list(old.only("pk", "source", "rules_version")[:AT_ONCE])
    for post in found:
        # What was changed meanwhile is rendered by the new rules already.
        unchanged = Post.objects.filter(pk=post.pk, rules_version=post.rules_version)
        unchanged.update(html=text.render(post.source), rules_version=text.RULES_VERSION)
    return len(found)

"""What stands below each post: what can be done with it, and the box to answer it.

Posts differ in little there. So each kind is rendered once for a page, as a pattern with signs where posts differ, and
filled in for each: rendering it anew took longer than all that was said.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from discussions.boxes import box_of
from discussions.forms import PostForm
from discussions.queries import Conversation, PostLine

register = template.Library()
# No address or token holds such signs. The name is filled in last, so that it may.
POST, SUBMISSION, NAME = "⟦post⟧", "⟦submission⟧", "⟦name⟧"
# What a pattern knows of its page.
AROUND = ("cohort", "thread", "talk", "user", "request", "csrf_token")


@register.simple_tag
def begun_answer(talk: Conversation, parent: int) -> PostForm | None:
    """A form with what was begun as an answer to a post, if anything was."""
    draft = talk.drafts.get(box_of(talk.thread.pk, talk.thread.step_key, parent))
    return PostForm.for_answer(draft) if draft else None


@register.simple_tag
def fresh_box(talk: Conversation | None) -> PostForm:
    """A form for the box below a thread, beside one that came back with errors."""
    box = box_of(talk.thread.pk, talk.thread.step_key) if talk else ""
    return PostForm.for_answer(talk.drafts.get(box) if talk else None)


@register.simple_tag
def doing_url(doing: str, slug: str) -> str:
    """The address at which something is done with a post, with a sign in place of its number."""
    return f"/{POST}/".join(reverse(f"discussions:{doing}", args=[slug, 0]).rsplit("/0/", 1))


@register.simple_tag(takes_context=True)
def doings(context: template.Context, line: PostLine) -> SafeString:
    """What can be done with a post."""
    post: Any = line.post
    kind = (
        line.is_mine,
        post.helped_me,
        post.helped_count,
        bool(post.hidden_at),
        bool(post.parent_id),
        post.is_nameless,
    )
    return _filled(context, "doings", kind, line, dict)


@register.simple_tag(takes_context=True)
def answer_box(context: template.Context, line: PostLine) -> SafeString:
    """An empty box to answer a post in."""
    return _filled(context, "answer", line.is_mine, line, lambda: {"form": _blank_answer()})


def _blank_answer() -> PostForm:
    form = PostForm(initial={"submission_id": SUBMISSION}, auto_id=f"answer-{POST}-%s")
    form.since = ""
    return form


def _filled(
    context: template.Context, name: str, kind: Any, line: PostLine, facts: Callable[[], dict[str, Any]]
) -> SafeString:
    """A template of this room for one post. `kind` is all that it depends on beside the number and the name: the
    pattern is made of the first post of its kind on the page.
    """
    patterns: dict[Any, str] = context["patterns"]
    if (name, kind) not in patterns:
        around = {one: context.get(one) for one in AROUND}
        signs = {"line": line, "post": POST, "name": NAME}
        patterns[name, kind] = render_to_string(f"discussions/{name}.html", around | signs | facts())
    filled = patterns[name, kind].replace(POST, str(line.post.pk)).replace(SUBMISSION, str(uuid4()))
    return SafeString(filled.replace(NAME, escape(line.voice.short_name)))

"""The boxes to answer in, one below each post."""

from typing import Any
from uuid import uuid4

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from discussions.boxes import box_of
from discussions.forms import PostForm
from discussions.queries import Conversation

register = template.Library()
# What differs between the empty boxes of a page. No name, address or token holds such signs.
PARENT, SUBMISSION = "⟦parent⟧", "⟦submission⟧"


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
def doing_url(patterns: dict[str, Any], doing: str, slug: str, pk: int) -> str:
    """The address at which something is done with a post. Worked out once for a page, since there are many posts."""
    if doing not in patterns:
        patterns[doing] = reverse(f"discussions:{doing}", args=[slug, 0])
    return patterns[doing].replace("/0/", f"/{pk}/")


@register.simple_tag(takes_context=True)
def answer_box(context: template.Context, parent: int) -> SafeString:
    """An empty box to answer a post in.

    It is rendered once for a page and filled in for each post: ten forms took longer than all that was said.
    """
    patterns: dict[str, Any] = context["patterns"]
    if "answer" not in patterns:
        form = PostForm(initial={"submission_id": SUBMISSION}, auto_id=f"answer-{PARENT}-%s")
        form.since = ""
        around = {name: context.get(name) for name in ("cohort", "thread", "user", "csrf_token")}
        box = {"form": form, "parent": PARENT, "heading": _("Your answer")}
        patterns["answer"] = render_to_string("discussions/post_form.html", around | box)
    return SafeString(patterns["answer"].replace(PARENT, str(parent)).replace(SUBMISSION, str(uuid4())))

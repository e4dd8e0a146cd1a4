from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from content.text import POST_LIMIT

TOO_LONG = {
    "max_length": _(
        "The text has %(show_value)s characters, and there is room for %(limit_value)s. "
        "Shorten it, or post it in parts."
    )
}


class PostForm(forms.Form):
    """Something to say. The submission id makes a double click one post."""

    text = forms.CharField(
        label=_("Your text"),
        max_length=POST_LIMIT,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first."), **TOO_LONG},
    )
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def with_nothing_to_answer(self, error: Any) -> "PostForm":
        """The same text in the box below the thread, since what it answered has no box any more."""
        data = self.data.copy()
        data["parent"] = ""
        form = PostForm(data, auto_id=self.auto_id)
        form.add_error("text", error)
        return form

    @classmethod
    def blank(cls, auto_id: str = "post_%s", **options: Any) -> "PostForm":
        """An empty form with a submission of its own."""
        return cls(initial={"submission_id": uuid4()}, auto_id=auto_id, **options)

    @property
    def fresh(self) -> "PostForm":
        """An empty form for another box on the same page, with ids of its own."""
        return PostForm.blank(f"post_{uuid4().hex[:8]}_%s")


class EditForm(forms.Form):
    """A post to say otherwise."""

    text = forms.CharField(
        label=_("Your text"),
        max_length=POST_LIMIT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Write something, or take the post back."), **TOO_LONG},
    )


class ThreadForm(PostForm):
    """A free thread: what it is about, and its first post."""

    title = forms.CharField(
        label=_("What is it about?"), max_length=150, error_messages={"required": _("Give the thread a title.")}
    )
    is_announcement = forms.BooleanField(
        label=_("Announcement"),
        required=False,
        help_text=_("Everybody in the cohort is told at once, by mail as well."),
    )
    field_order = ["title", "text"]

    def __init__(self, *args: Any, is_trainer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_trainer:
            del self.fields["is_announcement"]

"""What is done with a post or a thread: why, where it moves to, how much to hear of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import offer
from accounts.resubmission import Resubmittable
from content.forms import WrittenField
from discussions.models import Following, Thread


class ReasonForm(Resubmittable, forms.Form):
    """Why something is done that concerns somebody else."""

    resubmits = True
    reason = WrittenField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give a reason.")},
    )


class MoveForm(Resubmittable, forms.Form):
    """Another thread of the same board."""

    # Nothing is typed: a press that was lost is made again.
    resubmits = False
    to = forms.ModelChoiceField(
        label=_("Move to"), queryset=Thread.objects.none(), error_messages={"required": _("Choose a thread.")}
    )

    def __init__(self, *args: Any, threads: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", threads, lambda thread: titles.get(thread.pk, thread.title))


class FollowForm(Resubmittable, forms.Form):
    """How much to hear of; empty means what holds for the board."""

    # Nothing is typed: a press that was lost is made again.
    resubmits = False
    level = forms.ChoiceField(choices=[("", ""), *Following.Level.choices], required=False)

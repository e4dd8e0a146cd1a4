"""What is done with a post or a thread: why, where it moves to, how much to hear of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import field_of, offer
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


class SplitForm(Resubmittable, forms.Form):
    """Posts of a thread that become a thread of their own. The number makes a double click one thread."""

    resubmits = True
    title = WrittenField(
        label=_("What is it about?"), max_length=150, error_messages={"required": _("Give the thread a title.")}
    )
    posts = forms.TypedMultipleChoiceField(
        label=_("Posts that go there"),
        help_text=_(
            "Answers come along with what they answer. An answer that you choose alone stands on its own there."
        ),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one post."),
            "invalid_choice": _("A post that you chose is no longer here. Choose again."),
        },
    )
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, posts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "posts", forms.TypedMultipleChoiceField).choices = posts

    @property
    def chosen(self) -> dict[str, Any]:
        """What a valid form says, as the verb of splitting takes it."""
        return {name: self.cleaned_data[name] for name in ("title", "posts", "submission_id")}


class FollowForm(Resubmittable, forms.Form):
    """How much to hear of; empty means what holds for the board."""

    # Nothing is typed: a press that was lost is made again.
    resubmits = False
    level = forms.ChoiceField(choices=[("", ""), *Following.Level.choices], required=False)

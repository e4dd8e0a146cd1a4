"""Forms of when a cohort meets."""

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.forms.utils import from_current_timezone
from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.resubmission import Resubmittable
from cohorts.models import Gathering

USUAL_LENGTH = timedelta(hours=1)


class GatheringForm(Resubmittable, forms.ModelForm):
    """When and where a cohort meets. The number makes a double click one gathering."""

    resubmits = True
    uid = forms.UUIDField(widget=forms.HiddenInput)
    ends = forms.TimeField(
        label=_("Ends"),
        required=False,
        help_text=_("If left empty: an hour later."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time as 15:30.")},
    )
    field_order = ["title", "starts_at", "ends", "place"]

    class Meta:
        model = Gathering
        fields = ["title", "starts_at", "place"]
        widgets = {"starts_at": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})}
        error_messages = {
            "title": {"required": _("Give the gathering a title.")},
            "starts_at": {"required": _("Choose a day and a time.")},
        }

    @property
    def facts(self) -> dict[str, Any]:
        """What a valid form says of the gathering, as the verbs take it."""
        return {name: self.cleaned_data[name] for name in ("title", "starts_at", "ends_at", "place")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("starts_at") and "ends" in data:
            data["ends_at"] = self._end(data["starts_at"], data["ends"])
        return data

    def _end(self, starts_at: datetime, ends: Any) -> datetime:
        """The end on the same day; an hour later where none is given. What cannot be is said beside the field."""
        if ends is None:
            return starts_at + USUAL_LENGTH
        try:
            ends_at = from_current_timezone(datetime.combine(localtime(starts_at), ends))
        except forms.ValidationError as error:
            self.add_error("ends", error)
            return starts_at
        if ends_at <= starts_at:
            self.add_error("ends", _("That is not later than it begins. Check both times."))
        return ends_at


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("A word why, if you like"),
        max_length=300,
        required=False,
        help_text=_("Stands in the mail to everybody."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CancelForm(Resubmittable, forms.Form):
    """A gathering to cancel, with a word why."""

    resubmits = True
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "cancel"})


class ChangeForm(GatheringForm):
    """A gathering to change, with a word why. The sequence tells what the form was made from."""

    reason = reason_field()
    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    field_order = ["title", "starts_at", "ends", "place", "reason"]

    def __init__(self, *args: Any, instance: Gathering, **kwargs: Any) -> None:
        begun = {"uid": instance.uid, "sequence": instance.sequence, "ends": localtime(instance.ends_at).time()}
        super().__init__(*args, **{**kwargs, "instance": instance, "initial": begun})

    def meets(self, current: Gathering) -> "ChangeForm":
        """The same form once more, to hold against what somebody else has saved meanwhile."""
        data = cast(QueryDict, self.data).copy()
        data["sequence"] = str(current.sequence)
        form = ChangeForm(data, instance=current)
        form.add_error(
            None, _("Somebody else has changed the gathering meanwhile. Save once more if yours is to hold.")
        )
        return form

"""Forms of when things happen in a cohort."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import field_of, offer
from accounts.resubmission import Resubmittable
from cohorts.models import Cohort, Membership
from courses.outline import ModuleRow
from courses.pace import A_WEEK, Pace, monday_of
from desk.context import day_in_words, week_in_words
from desk.forms.fields import day_field

# Weeks that may be skipped after the last module, for a course that grows.
SPARE_WEEKS = 8


class PaceForm(Resubmittable, forms.Form):
    """The first day, weeks to skip, and for each module a day and whether it waits for it. Empty: as the pace says."""

    resubmits = True
    starts_on = day_field(gettext_lazy("First day"))
    skipped_weeks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weeks without a module"),
        required=False,
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, modules: Sequence[ModuleRow], pace: Pace, **kwargs: Any) -> None:
        initial = {"starts_on": pace.starts_on, "skipped_weeks": [day.isoformat() for day in pace.skipped]}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.modules, self.dated = modules, pace.dated
        self.fields["starts_on"].help_text = day_in_words(pace.starts_on)
        field_of(self, "skipped_weeks", forms.TypedMultipleChoiceField).choices = weeks_of(pace, len(modules))
        plan = Pace(pace.starts_on, pace.skipped).plan([row.key for row in modules])
        for row in modules:
            day = day_field(row.title, required=False, initial=pace.dated.get(row.key))
            day.help_text = _("If left empty: %(day)s") % {"day": day_in_words(plan[row.key].opens_on)}
            self.fields[f"day-{row.key}"] = day
            self.fields[f"closed-{row.key}"] = forms.BooleanField(
                label=_("Closed until then"), required=False, initial=row.key in pace.closed
            )

    @property
    def lines(self) -> list[tuple[ModuleRow, forms.BoundField, str, forms.BoundField]]:
        """Each module with its day, what the day is that was chosen for it, and whether it waits."""
        chosen = {key: day_in_words(day) for key, day in self.dated.items()}
        return [
            (row, self[f"day-{row.key}"], chosen.get(row.key, ""), self[f"closed-{row.key}"]) for row in self.modules
        ]

    @property
    def decision(self) -> dict[str, Any]:
        """What a valid form says, as the verb that sets the pace takes it."""
        data, keys = self.cleaned_data, [row.key for row in self.modules]
        return {
            "starts_on": data["starts_on"],
            "skipped_weeks": data["skipped_weeks"],
            "modules": keys,
            "dated": {key: data[f"day-{key}"] for key in keys if data[f"day-{key}"]},
            "closed": {key for key in keys if data[f"closed-{key}"]},
        }


class OwnDayForm(Resubmittable, forms.Form):
    """A day for one person."""

    resubmits = True
    membership = forms.ModelChoiceField(
        label=gettext_lazy("Person"),
        queryset=Membership.objects.none(),
        error_messages={"required": gettext_lazy("Choose a person.")},
    )
    module = forms.TypedChoiceField(label=gettext_lazy("Module"), coerce=UUID)
    opens_on = day_field(gettext_lazy("Day"))

    def __init__(self, *args: Any, cohort: Cohort, modules: Sequence[ModuleRow], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "own"})
        here = cohort.memberships.learners()
        people = here.select_related("user").order_by("user__name")
        offer(self, "membership", people, lambda membership: membership.user.name)
        field_of(self, "module", forms.TypedChoiceField).choices = [(str(row.key), row.title) for row in modules]


def weeks_of(pace: Pace, modules: int) -> list[tuple[str, str]]:
    """The weeks from the first day on, as choices: their Monday and what they are called."""
    first = monday_of(pace.starts_on)
    number = modules + len(pace.skipped) + SPARE_WEEKS
    mondays = sorted({first + A_WEEK * at for at in range(number)} | pace.skipped)
    return [(day.isoformat(), week_in_words(day)) for day in mondays]

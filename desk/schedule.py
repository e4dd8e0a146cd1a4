"""The trainer decides when things happen in her cohort: the pace, days of single modules and people, and meetings."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import field_of, offer
from accounts.kept import Kept
from accounts.requests import SignedInRequest
from cohorts import services
from cohorts.models import Cohort, Meeting, Membership, PlannedModule, within_reason
from cohorts.queries import pace_of
from cohorts.schedules import modules_of
from courses.outline import ModuleRow
from courses.pace import A_WEEK, Pace, monday_of
from desk.cohort import header, led
from desk.views import page_header

# Weeks that may be skipped after the last module, for a course that grows.
SPARE_WEEKS = 8


def day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    wrong = gettext_lazy("Choose a day.")
    errors = {"required": wrong, "invalid": wrong}
    return forms.DateField(label=label, widget=widget, validators=[within_reason], error_messages=errors, **options)


class PaceForm(Kept, forms.Form):
    """The first day, weeks to skip, and for each module a day and whether it waits for it. Empty: as the pace says."""

    keeps = True
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
        self.modules = modules
        field_of(self, "skipped_weeks", forms.TypedMultipleChoiceField).choices = weeks_of(pace, len(modules))
        plan = Pace(pace.starts_on, pace.skipped).plan([row.key for row in modules])
        for row in modules:
            day = day_field(row.title, required=False, initial=pace.dated.get(row.key))
            day.help_text = _("If left empty: %(day)s") % {"day": date_format(plan[row.key].opens_on, "j F Y")}
            self.fields[f"day-{row.key}"] = day
            self.fields[f"closed-{row.key}"] = forms.BooleanField(
                label=_("Closed until then"), required=False, initial=row.key in pace.closed
            )

    @property
    def lines(self) -> list[tuple[ModuleRow, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"day-{row.key}"], self[f"closed-{row.key}"]) for row in self.modules]

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


class OwnDayForm(Kept, forms.Form):
    """A day for one person."""

    keeps = True
    place = forms.ModelChoiceField(
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
        offer(self, "place", people, lambda place: place.user.name)
        field_of(self, "module", forms.TypedChoiceField).choices = [(str(row.key), row.title) for row in modules]


class MeetingForm(Kept, forms.ModelForm):
    """When and where a cohort meets. The number makes a double click one meeting."""

    keeps = True
    uid = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "minutes", "place"]
        widgets = {"starts_at": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})}
        error_messages = {
            "title": {"required": gettext_lazy("Give the meeting a title.")},
            "starts_at": {"required": gettext_lazy("Choose a day and a time.")},
        }


def weeks_of(pace: Pace, modules: int) -> list[tuple[str, str]]:
    """The weeks from the first day on, as choices: their Monday and what they are called."""
    first = monday_of(pace.starts_on)
    number = modules + len(pace.skipped) + SPARE_WEEKS
    mondays = sorted({first + A_WEEK * at for at in range(number)} | pace.skipped)
    return [(day.isoformat(), _week(day)) for day in mondays]


def _week(monday: date) -> str:
    days = {"first": date_format(monday, "j F"), "last": date_format(monday + timedelta(days=6), "j F")}
    return _("Week %(number)s (%(first)s – %(last)s)") % {"number": monday.isocalendar().week, **days}


def schedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows the schedule; POST with `do` takes one of its forms."""
    cohort = led(request, slug)
    modules, pace = modules_of(cohort, get_language()), pace_of(cohort)
    do = request.POST.get("do", "")
    given = {name: request.POST if do == name else None for name in ("pace", "own", "meeting")}
    forms_ = {
        "pace": PaceForm(given["pace"], modules=modules, pace=pace),
        "own": OwnDayForm(given["own"], cohort=cohort, modules=modules),
        "meeting": MeetingForm(given["meeting"], initial={"uid": uuid4()}),
    }
    if do in forms_ and forms_[do].is_valid():
        _take(cohort, do, forms_[do])
        messages.success(request, _("The schedule is saved."))
        return redirect("desk:schedule", slug=slug)
    context = {"cohort": cohort, "form": forms_["pace"], "own": forms_["own"], "meeting": forms_["meeting"]}
    context |= {
        "slug": slug,
        "own_days": _own_days(cohort, modules),
        "meetings": cohort.meetings.all(),
        **header(cohort, _("Schedule")),
    }
    return render(request, "desk/schedule.html", context, status=422 if do in forms_ else 200)


def _take(cohort: Cohort, do: str, form: Any) -> None:
    data = form.cleaned_data
    if do == "pace":
        services.set_pace(cohort=cohort, **form.decision)
    elif do == "own":
        services.set_own_day(
            cohort=cohort, user=data["place"].user, module_key=data["module"], opens_on=data["opens_on"]
        )
    else:
        services.arrange_meeting(cohort=cohort, **data)


@require_POST
def forget_own_day(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let a person go with the others again. Safe to repeat."""
    cohort = led(request, slug)
    cohort.planned.exclude(user=None).filter(pk=pk).delete()
    messages.success(request, _("The day is removed."))
    return redirect("desk:schedule", slug=slug)


def meeting(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """GET shows a meeting to change; POST changes it, or with `remove` takes it out."""
    found = get_object_or_404(Meeting.objects.led_by(request.user), pk=pk, cohort__slug=slug)
    form = MeetingForm(request.POST or None, instance=found, initial={"uid": found.uid})
    if "remove" in request.POST:
        found.delete()
        messages.success(request, _("The meeting is removed."))
        return redirect("desk:schedule", slug=slug)
    if form.is_valid():
        services.arrange_meeting(cohort=found.cohort, **form.cleaned_data | {"uid": found.uid})
        messages.success(request, _("The schedule is saved."))
        return redirect("desk:schedule", slug=slug)
    trail = [{"url": reverse("desk:schedule", args=[slug]), "label": _("Schedule")}]
    context = {"form": form, "cohort": found.cohort, **page_header(found.title, trail)}
    return render(request, "desk/meeting.html", context, status=422 if form.errors else 200)


def _own_days(cohort: Cohort, modules: Sequence[ModuleRow]) -> list[tuple[PlannedModule, str]]:
    titles = {row.key: row.title for row in modules}
    planned = cohort.planned.exclude(user=None).select_related("user").order_by("user__name", "opens_on")
    return [(one, titles.get(one.module_key, _("A module that is no longer in the course"))) for one in planned]

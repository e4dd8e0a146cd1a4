"""One form starts a cohort: what it is, who trains it, and pasted addresses; it shows what it read before it sends."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import offer
from accounts.limits import TOO_OFTEN, TooOften
from accounts.models import Organisation, User
from accounts.requests import SignedInRequest
from cohorts.addresses import Guest, understand
from cohorts.models import Cohort, Membership
from cohorts.services import start_cohort
from courses.models import CoursePage
from desk.fields import PageField, PeopleField
from desk.people import GuestsForm, in_words, told
from desk.schedule import day_field
from desk.views import page_header

TRAINERS = "Trainers"


class StartForm(GuestsForm):
    """A new cohort. The number makes a double click one cohort."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        error_messages={"required": gettext_lazy("Give the cohort a name.")},
    )
    course = PageField(
        label=gettext_lazy("Course"),
        queryset=CoursePage.objects.none(),
        error_messages={"required": gettext_lazy("Choose a course.")},
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.all(), required=False
    )
    starts_on = day_field(gettext_lazy("First day"), initial=timezone.localdate)
    trainers = PeopleField(
        label=gettext_lazy("Trainers"),
        queryset=User.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Those who already train a cohort. Invite other trainers below, in a table with a column for the role."
        ),
    )
    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["name", "course", "organisation", "starts_on", "trainers", "addresses"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addresses"].required = False
        courses = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        offer(self, "course", courses.order_by("title"))
        leading = Membership.objects.trainers().values("user")
        known = User.objects.filter(Q(pk__in=leading) | Q(pk=by.pk), is_active=True)
        offer(self, "trainers", known.order_by("name"), lambda person: f"{person.name} · {person.email}")
        self.fields["trainers"].initial = [] if by.is_superuser else [by.pk]
        self.by = by

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        guests = understand(data.get("addresses", "")).guests
        if self.by.is_superuser and not data.get("trainers") and not any(one.role == "trainer" for one in guests):
            self.add_error("trainers", _("Choose a trainer, or invite one below."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What a valid form says of the cohort, as the verb that starts one takes it."""
        data = self.cleaned_data
        kept = ("name", "organisation", "starts_on", "trainers", "submission_id")
        return {"course_key": data["course"].translation_key, **{name: data[name] for name in kept}}


def may_start(user: User) -> bool:
    """Whether somebody may start cohorts: who trains one, who writes courses, and site managers."""
    trains = Membership.objects.trainers().filter(user=user)
    return user.is_superuser or trains.exists() or user.groups.filter(name=TRAINERS).exists()


def start(request: SignedInRequest) -> HttpResponse:
    """GET shows the form; POST shows what was understood, and with `send` starts the cohort."""
    if not may_start(request.user):
        raise Http404
    form = StartForm(request.POST or None, by=request.user, initial={"submission_id": uuid4()})
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        understood = understand(form.cleaned_data["addresses"])
        if "send" in request.POST and (cohort := _start(request, form, understood.guests)):
            return redirect("desk:people", slug=cohort.slug)
        standing = {person.email.lower(): "in" for person in form.cleaned_data["trainers"]}
        context |= {"understood": understood, "guests": in_words(understood.guests, standing)}
    trail = [{"url": reverse("desk:desk"), "label": _("My cohorts")}]
    context |= page_header(_("Start a cohort"), trail)
    return render(request, "desk/start.html", context, status=422 if form.errors else 200)


def _start(request: SignedInRequest, form: StartForm, guests: Sequence[Guest]) -> Cohort | None:
    try:
        cohort, sent = start_cohort(**form.facts, guests=guests, by=request.user)
    except TooOften:
        form.add_error("addresses", TOO_OFTEN)
        return None
    started = _("%(cohort)s is started.") % {"cohort": cohort.name}
    messages.success(request, f"{started} {told(sent)}")
    return cohort

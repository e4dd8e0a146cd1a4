"""Forms of a cohort as a whole: who comes to it, how it begins, and what holds for it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import OwnFieldsForm, offer
from accounts.models import Organisation, User
from accounts.resubmission import Resubmittable
from cohorts.addresses import Guest
from cohorts.models import Cohort
from cohorts.queries import all_trainers, co_trainers_of
from courses.models import CoursePage
from desk.forms.fields import PageField, PeopleField, day_field
from desk.forms.guests import GuestsForm


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
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none(), required=False
    )
    starts_on = day_field(gettext_lazy("First day"), initial=timezone.localdate)
    trainers = PeopleField(
        label=gettext_lazy("Trainers"),
        queryset=User.objects.none(),
        required=False,
        help_text=gettext_lazy("Those you tick are asked by mail, and train the cohort when they have accepted."),
    )
    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["name", "course", "organisation", "starts_on", "trainers", "addresses", "file"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also = _("Other trainers are asked here too: choose the role in their rows.")
        self.fields["addresses"].help_text = f"{self.fields['addresses'].help_text} {also}"
        courses = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        offer(self, "course", courses.order_by("title"))
        # Whoever trains elsewhere is nobody's to see, save for a site manager; she is asked by her address.
        known = all_trainers() | User.objects.filter(pk=by.pk) if by.is_superuser else co_trainers_of(by)
        offer(self, "trainers", known, lambda person: f"{person.name} · {person.email}")
        offer_organisations(self, by)
        self.by = by

    def need_trainer(self, guests: Iterable[Guest]) -> None:
        """Refuse a cohort that nobody would train: a site manager starts it for others."""
        somebody = bool(self.cleaned_data.get("trainers")) or any(guest.role == "trainer" for guest in guests)
        if self.by.is_superuser and not somebody:
            self.add_error("trainers", _("Choose a trainer, or invite one below."))

    @property
    def facts(self) -> dict[str, Any]:
        """What a valid form says of the cohort, as the verb that starts one takes it."""
        data = self.cleaned_data
        kept = ("name", "organisation", "starts_on", "trainers", "submission_id")
        return {"course_key": data["course"].translation_key, **{name: data[name] for name in kept}}


class SettingsForm(Resubmittable, OwnFieldsForm):
    """What holds for a cohort. Whether it is open for self-study is changed by a verb, which tells its people."""

    resubmits = True
    is_open = forms.BooleanField(
        label=gettext_lazy("Open for self-study"),
        required=False,
        help_text=gettext_lazy(
            "Anybody with an account may join. There are no dates, and everybody goes at their own pace. "
            "The people of the cohort are told. "
            "Who joins in this way reads on the board what is begun from now on, nothing of before."
        ),
    )
    takes_out = forms.BooleanField(
        label=gettext_lazy("Those who joined by themselves leave the cohort"),
        required=False,
        help_text=gettext_lazy("Holds when you close it for self-study. They keep what they have done."),
    )
    field_order = ["name", "organisation", "is_open", "takes_out", "readable_months", "is_always_named"]

    class Meta:
        model = Cohort
        fields = ["name", "organisation", "readable_months", "is_always_named"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, by)
        self.fields["is_open"].initial = self.instance.is_open
        if not self.instance.is_open and not self.instance.memberships.current().filter(joined_by_self=True).exists():
            del self.fields["takes_out"]


def offer_organisations(form: forms.BaseForm, by: User) -> None:
    """Let a form choose where a person and her cohorts belong, or all for a site manager: who else is on the site is
    nobody's to see.
    """
    found = Organisation.objects.all()
    if not by.is_superuser:
        of_cohorts = Cohort.objects.led_by(by).exclude(organisation=None).values("organisation")
        found = found.filter(Q(pk=by.organisation_id) | Q(pk__in=of_cohorts))
        form.fields["organisation"].help_text = _("Yours and those of your cohorts. A site manager can choose others.")
    offer(form, "organisation", found)

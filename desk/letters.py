"""A mail from a trainer to people of her cohort; it begins as a friendly word to those who have gone quiet."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.forms import offer
from accounts.kept import Kept
from accounts.limits import TOO_OFTEN, TooOften
from accounts.requests import SignedInRequest
from cohorts.models import Cohort, Membership
from cohorts.services import write_to
from desk.cohort import header, led
from desk.fields import PeopleField
from desk.signs import quiet_in


class LetterForm(Kept, forms.Form):
    """A mail to some people of a cohort. The number makes a double click one mail."""

    keeps = True
    to = PeopleField(
        label=gettext_lazy("To"),
        queryset=Membership.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=150, error_messages={"required": gettext_lazy("Write a subject.")}
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = cohort.memberships.learners().filter(user__is_active=True)
        offer(self, "to", here.select_related("user").order_by("user__name"), lambda place: place.user.name)


def write(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows a letter to those who have gone quiet; POST sends it to those who are chosen."""
    cohort = led(request, slug)
    form = LetterForm(request.POST or None, cohort=cohort, initial=_begun(request, cohort))
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("subject", "text", "submission_id")}
        people = [place.user for place in form.cleaned_data["to"]]
        try:
            write_to(cohort=cohort, author=request.user, people=people, **facts)
            messages.success(request, _told(len(people)))
            return redirect("desk:now", slug=slug)
        except TooOften:
            form.add_error("text", TOO_OFTEN)
    context = {"cohort": cohort, "slug": slug, "form": form, **header(cohort, _("Write to people"))}
    return render(request, "desk/write.html", context, status=422 if form.errors else 200)


def _begun(request: SignedInRequest, cohort: Cohort) -> dict[str, Any]:
    """A friendly letter to those who have gone quiet, to be said in one's own words."""
    return {
        "to": [place.pk for place in quiet_in(cohort, timezone.now())],
        "subject": _("How are you getting on?"),
        "text": _(
            "Hello,\n\nI have not seen you in %(cohort)s for a while. Is something in the way? "
            "Ten minutes are enough to get going again, and I am glad to help.\n\n%(name)s"
        )
        % {"cohort": cohort.name, "name": request.user.get_short_name()},
        "submission_id": uuid4(),
    }


def _told(number: int) -> str:
    words = ngettext(
        "Your mail to %(number)s person is on its way.", "Your mail to %(number)s people is on its way.", number
    )
    return words % {"number": number}

"""A mail from a trainer to people of her cohort; it begins as a friendly word to those who have gone quiet."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.limits import TOO_OFTEN, TooOften
from accounts.requests import SignedInRequest
from cohorts.models import Cohort
from cohorts.services import send_message
from desk.attention import quiet_in
from desk.forms.messages import MessageForm
from desk.views.cohorts import header, led


def write(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows a letter to those who have gone quiet; POST sends it to those who are chosen."""
    cohort = led(request, slug)
    form = MessageForm(request.POST or None, cohort=cohort, initial=_begun(request, cohort))
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("subject", "text", "submission_id")}
        people = [membership.user for membership in form.cleaned_data["to"]]
        try:
            send_message(cohort=cohort, author=request.user, people=people, **facts)
            messages.success(request, _told(len(people)))
            return redirect("desk:now", slug=slug)
        except TooOften:
            form.add_error("text", TOO_OFTEN)
    context = {"cohort": cohort, "slug": slug, "form": form, **header(cohort, _("Write to people"))}
    return render(request, "desk/write.html", context, status=422 if form.errors else 200)


def _begun(request: SignedInRequest, cohort: Cohort) -> dict[str, Any]:
    """A friendly letter to those who have gone quiet, to be said in one's own words."""
    return {
        "to": [membership.pk for membership in quiet_in(cohort, timezone.now())],
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

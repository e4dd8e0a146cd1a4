"""The form of a mail to people of a cohort."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import offer
from accounts.resubmission import Resubmittable
from cohorts.models import Cohort, Membership
from desk.forms.fields import PeopleField


class MessageForm(Resubmittable, forms.Form):
    """A mail to some people of a cohort. The number makes a double click one mail."""

    resubmits = True
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
        offer(self, "to", here.select_related("user").order_by("user__name"), lambda membership: membership.user.name)

"""Forms of one member of a cohort."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import offer
from accounts.resubmission import Resubmittable
from cohorts.models import Cohort, Membership


class RoleForm(Resubmittable, forms.ModelForm):
    # Nothing is typed: a press that was lost is made again.
    resubmits = False

    class Meta:
        model = Membership
        fields = ["role"]


class MoveForm(Resubmittable, forms.Form):
    # Nothing is typed: a press that was lost is made again.
    resubmits = False
    to = forms.ModelChoiceField(
        label=gettext_lazy("Move to"),
        queryset=Cohort.objects.none(),
        error_messages={"required": gettext_lazy("Choose a cohort.")},
    )

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", cohorts)

"""Forms of one member of a cohort."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import offer
from accounts.kept import Kept
from cohorts.models import Cohort, Membership


class RoleForm(Kept, forms.ModelForm):
    # Nothing is typed: a press that was lost is made again.
    keeps = False

    class Meta:
        model = Membership
        fields = ["role"]


class MoveForm(Kept, forms.Form):
    # Nothing is typed: a press that was lost is made again.
    keeps = False
    to = forms.ModelChoiceField(
        label=gettext_lazy("Move to"),
        queryset=Cohort.objects.none(),
        error_messages={"required": gettext_lazy("Choose a cohort.")},
    )

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", cohorts)

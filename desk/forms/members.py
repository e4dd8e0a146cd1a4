"""Forms of one member of a cohort."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import field_of, offer
from accounts.resubmission import Resubmittable
from cohorts.models import Cohort, Membership
from courses.outline import LEARNERS


class RoleForm(Resubmittable, forms.ModelForm):
    """The role of a member. A trainer's is not given here: she is asked, and keeps it until she or others step down."""

    # Nothing is typed: a press that was lost is made again.
    resubmits = False

    class Meta:
        model = Membership
        fields = ["role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [role for role in Membership.Role if role in LEARNERS or self.instance.is_trainer]
        field_of(self, "role", forms.ChoiceField).choices = [(role.value, role.label) for role in given]


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

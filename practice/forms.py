from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.resubmission import Resubmittable
from practice.models import PracticeLog


class PracticeLogForm(Resubmittable, forms.ModelForm):
    """When the task was done, and a line about it."""

    resubmits = True

    class Meta:
        model = PracticeLog
        fields = ["done_on", "line"]
        labels = {"done_on": _("When did you do it?"), "line": _("How did it go? A line is enough.")}
        help_texts = {"line": _("Only you can read this. Write no names of service users.")}
        widgets = {
            "done_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "line": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_done_on(self) -> date:
        done_on = self.cleaned_data["done_on"]
        today = timezone.localdate()
        if done_on > today:
            raise forms.ValidationError(_("That day is still to come. Come back when it is done."))
        if done_on < today - timedelta(days=3 * 365):
            raise forms.ValidationError(_("That is more than three years ago. Check the year."))
        return done_on

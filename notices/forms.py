from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.resubmission import Resubmittable
from notices.models import MailChoice


class MailChoiceForm(Resubmittable, forms.ModelForm):
    """How often the summary comes, and whether some things come at once."""

    # Nothing is typed: a press that was lost is made again.
    resubmits = False

    class Meta:
        model = MailChoice
        fields = ["digest", "at_once", "gatherings"]
        labels = {
            "digest": _("How often do you want a summary?"),
            "at_once": _("Mail me at once"),
            "gatherings": _("Mail me about gatherings"),
        }
        help_texts = {
            "digest": _(
                "What concerns you, and what is new in your cohorts, if you have not read it here already. "
                "If nothing is new, no mail comes."
            ),
            "at_once": _(
                "When somebody mentions you or answers what you asked, when a trainer has an announcement, "
                "and when a new trainer will soon read what you shared."
            ),
            "gatherings": _(
                "When one is arranged, moved or cancelled, with an appointment for your calendar, and the day before."
            ),
        }
        widgets = {"digest": forms.RadioSelect}

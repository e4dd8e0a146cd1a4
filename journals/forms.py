from django import forms
from django.utils.translation import gettext_lazy as _

from content.text import ENTRY_LIMIT


class EntryForm(forms.Form):
    """What the author sends: her text, and the version that she began from."""

    text = forms.CharField(
        label=_("Your text"),
        required=False,
        strip=False,
        max_length=ENTRY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 14, "class": "sheet-text", "autocomplete": "off"}),
        error_messages={
            "max_length": _(
                "The text has %(show_value)s characters, and there is room for %(limit_value)s. "
                "Nothing is lost: shorten it here, or keep the rest somewhere else."
            )
        },
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

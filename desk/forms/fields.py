"""Fields of forms on the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cohorts.models import within_reason

# Greater numbers name nothing, and no database takes them.
GREATEST = 2**63 - 1


def is_number(value: Any) -> bool:
    """Whether a value of a form may name a row."""
    return str(value).isascii() and str(value).isdecimal() and int(value) <= GREATEST


class PageField(forms.ModelChoiceField):
    """A page, chosen from a list."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value if value in self.empty_values or is_number(value) else "0")


class PeopleField(forms.ModelMultipleChoiceField):
    """Some people, or their places, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        given = value if isinstance(value, (list, tuple)) else []
        return super().clean([one for one in given if is_number(one)])


def day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    wrong = gettext_lazy("Choose a day.")
    errors = {"required": wrong, "invalid": wrong}
    return forms.DateField(label=label, widget=widget, validators=[within_reason], error_messages=errors, **options)

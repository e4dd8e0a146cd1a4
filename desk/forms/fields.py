"""Fields of forms on the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.numbers import row_number
from cohorts.models import within_reason


class PageField(forms.ModelChoiceField):
    """A page, chosen from a list."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value if value in self.empty_values or row_number(value) else "0")


class PeopleField(forms.ModelMultipleChoiceField):
    """Some people, or their places, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        given = value if isinstance(value, (list, tuple)) else []
        return super().clean([one for one in given if row_number(one) is not None])


def day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    wrong = gettext_lazy("Choose a day.")
    errors = {"required": wrong, "invalid": wrong}
    return forms.DateField(label=label, widget=widget, validators=[within_reason], error_messages=errors, **options)

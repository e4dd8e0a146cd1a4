"""Fields of forms on the desk."""

from typing import Any

from django import forms

# Greater numbers name nothing, and no database takes them.
GREATEST = 2**63 - 1


class PeopleField(forms.ModelMultipleChoiceField):
    """Some people, or their places, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        given = value if isinstance(value, (list, tuple)) else []
        return super().clean([one for one in given if str(one).isdecimal() and int(one) <= GREATEST])

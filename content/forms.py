"""Fields for what people write."""

from typing import Any

from django import forms

from content.text import normalise


class WrittenField(forms.CharField):
    """A text as it is stored: its length counts what is written and not how a browser ends lines, and a text of signs
    that nobody sees is empty.
    """

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")

"""Fields for what people write, and the form of every page in the CMS."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from accounts.resubmission import MARK, Resubmittable, mark_of
from content.text import normalise


class WrittenField(forms.CharField):
    """A text as it is stored: its length counts what is written and not how a browser ends lines, and a text of signs
    that nobody sees is empty.
    """

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")


class PageForm(Resubmittable, WagtailAdminPageForm):
    """A page in the CMS: what is in it waits when its author is signed out, and it is whole when it is published."""

    resubmits = True
    # A page of a course is longer than what else is written, and only those who write it can send one.
    most_characters = 2_000_000

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark = mark_of(PageForm, self.for_user.pk) if self.for_user else ""
        self.fields[MARK] = forms.CharField(required=False, initial=mark, widget=forms.HiddenInput)

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for field, problem in self.instance.missing().items():
                self.add_error(field, problem)

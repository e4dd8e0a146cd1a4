"""How pages of a course are copied in the CMS."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm

from accounts.resubmission import Resubmittable


class DraftCopyForm(Resubmittable, CopyForm):
    """A copy begins as a draft: what cohorts are taking changes only when somebody publishes it."""

    # A title that is typed again at once.
    resubmits = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)

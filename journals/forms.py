from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import field_of
from accounts.numbers import row_number
from accounts.resubmission import Resubmittable
from cohorts.models import Cohort
from content.text import ENTRY_LIMIT, POST_LIMIT, paragraphs
from journals.models import Entry
from journals.queries import Prompts, Wanted, chosen_text

TOO_LONG = gettext_lazy(
    "The text has %(show_value)s characters, and there is room for %(limit_value)s. "
    "Nothing is lost: shorten it here, or keep the rest somewhere else."
)


class EntryForm(Resubmittable, forms.Form):
    """What the author sends: her text, and the version that she began from."""

    resubmits = True
    text = forms.CharField(
        label=gettext_lazy("Your text"),
        required=False,
        strip=False,
        max_length=ENTRY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 14, "class": "sheet-text", "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class TimelineForm(Resubmittable, forms.Form):
    """What to look for among one's own entries; a choice that is not there is left out."""

    # Asks, and changes nothing.
    resubmits = False
    SHOW = {
        "all": gettext_lazy("Everything"),
        "private": gettext_lazy("Only what is private"),
        "shared": gettext_lazy("Only what is shared"),
        "letters": gettext_lazy("Letters to myself"),
    }
    q = forms.CharField(label=gettext_lazy("Words to look for"), required=False, max_length=200)
    prompt = forms.ChoiceField(label=gettext_lazy("Prompt"), required=False)
    show = forms.ChoiceField(label=gettext_lazy("Show"), required=False, choices=SHOW)

    def __init__(self, prompts: Prompts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "prompt", forms.ChoiceField).choices = [
            ("", _("All prompts and free entries")),
            *prompts.by_course,
        ]

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        data = self.cleaned_data if self.is_bound else {}
        return Wanted(data.get("q", ""), data.get("prompt") or None, data.get("show") or "all")


class NoteForm(Resubmittable, forms.Form):
    """What an author notes of an entry afterwards: how deep she went, and when it comes back to her."""

    resubmits = True
    WHEN = {
        "": gettext_lazy("It does not come back"),
        "weeks": gettext_lazy("In six weeks"),
        "months": gettext_lazy("In three months"),
        "day": gettext_lazy("On a day that I choose, my first meeting perhaps"),
    }
    depth = forms.TypedChoiceField(
        label=gettext_lazy("How deep did I go?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("No note")), *Entry.Depth.choices],
        widget=forms.RadioSelect,
    )
    when = forms.ChoiceField(
        label=gettext_lazy("Let it come back to me"), required=False, choices=WHEN, widget=forms.RadioSelect
    )
    day = forms.DateField(
        label=gettext_lazy("The day"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    @classmethod
    def about(cls, entry: Entry) -> "NoteForm":
        when = "day" if entry.returns_on else ""
        return cls(initial={"depth": entry.depth, "when": when, "day": entry.returns_on})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == "day" and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose a day."))
        return cleaned

    @property
    def returns_on(self) -> date | None:
        """The day that the entry comes back, or None."""
        today = timezone.localdate()
        days: dict[str, date | None] = {"weeks": today + timedelta(weeks=6), "months": today + timedelta(days=91)}
        days["day"] = self.cleaned_data.get("day")
        return days.get(self.cleaned_data["when"])


class ShareForm(Resubmittable, forms.Form):
    """Which paragraphs go out, where to, and that they name no service user."""

    resubmits = True
    PLACE = {
        "prompt": gettext_lazy("In the cohort’s conversation by this prompt"),
        "thread": gettext_lazy("As a thread of its own on the board"),
        "trainers": gettext_lazy("To the trainers alone"),
    }
    paragraph = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What do you want to share?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one paragraph.")},
    )
    cohort = forms.TypedChoiceField(label=gettext_lazy("Cohort"))
    place = forms.ChoiceField(label=gettext_lazy("Where?"), choices=PLACE, widget=forms.RadioSelect)
    LATER = {
        "no": gettext_lazy("Only those named here"),
        "yes": gettext_lazy("Trainers who come later too, after I have been told and had seven days to say no"),
    }
    title = forms.CharField(label=gettext_lazy("What is it about?"), required=False, max_length=150)
    later = forms.ChoiceField(
        label=gettext_lazy("Who may read it later?"), required=False, choices=LATER, widget=forms.RadioSelect
    )
    named = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, entry: Entry, cohorts: Sequence[Cohort], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.cohorts = entry, cohorts
        field_of(self, "paragraph", forms.TypedMultipleChoiceField).choices = list(enumerate(paragraphs(entry.text)))
        cohort = field_of(self, "cohort", forms.TypedChoiceField)
        cohort.choices = [(str(one.pk), one.name) for one in cohorts]
        cohort.coerce = {str(one.pk): one for one in cohorts}.get
        if entry.step_key is None:
            field_of(self, "place", forms.ChoiceField).choices = [
                one for one in self.PLACE.items() if one[0] != "prompt"
            ]

    @classmethod
    def blank(cls, entry: Entry, cohorts: Sequence[Cohort]) -> "ShareForm":
        first = {"place": "prompt" if entry.step_key else "thread"}
        return cls(entry, cohorts, initial={**first, "version": entry.version, "submission_id": uuid4()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("place") == "thread" and not cleaned.get("title", "").strip():
            self.add_error("title", _("Give the thread a title."))
        if cleaned.get("version") != self.entry.version:
            self.add_error("paragraph", _("The entry has changed since. Choose once more."))
        if "paragraph" in cleaned and len(chosen_text(self.entry, cleaned["paragraph"])) > POST_LIMIT:
            limit = _("There is room for %(limit)s characters. Choose fewer paragraphs.") % {"limit": POST_LIMIT}
            self.add_error("paragraph", limit)
        return cleaned

    @property
    def source(self) -> str:
        return chosen_text(self.entry, self.cleaned_data["paragraph"])

    @property
    def shown_readers(self) -> set[int]:
        """The numbers of the trainers whom its author was shown."""
        numbers = map(row_number, self.cleaned_data["named"].split(","))
        return {number for number in numbers if number is not None}

    @property
    def takes_later(self) -> bool:
        return self.cleaned_data["later"] == "yes"

    @property
    def title_or_none(self) -> str:
        return self.cleaned_data["title"] if self.cleaned_data["place"] == "thread" else ""

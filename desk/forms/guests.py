"""Forms of who is to be invited: a text or a file however it was kept, and the rows that were read out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.resubmission import Resubmittable
from cohorts.addresses import (
    LONGEST_NAME,
    MOST,
    Guest,
    Unclear,
    Understood,
    UnreadableSheet,
    can_be_written_to,
    is_address,
    text_of_sheet,
    understand,
)
from cohorts.models import Membership

MOST_BYTES = 2_000_000
UNREACHABLE = gettext_lazy("Mail does not reach an address with å, ä, ö or the like before the @. Ask for another.")


class GuestsForm(Resubmittable, forms.Form):
    """Addresses in whatever way they were kept."""

    resubmits = True
    addresses = forms.CharField(
        label=gettext_lazy("Addresses"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Paste any text: a list, a mail, rows of a table. Names beside the addresses come along, and so do role, "
            "unit and language from a table with headings. You see and can change everything before it is sent."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"), required=False, help_text=gettext_lazy("Excel (.xlsx), CSV or plain text.")
    )

    def clean_file(self) -> str:
        """The text of the file; empty without one."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is bigger than 2 MB."))
        try:
            return text_of_sheet(file.read())
        except UnreadableSheet:
            raise ValidationError(_("This file could not be read as a table or a text.")) from None

    def leave(self, guests: Sequence[Guest]) -> None:
        """Show no longer what has become rows: only those for whom there was no room."""
        lines = [f"{one.name} <{one.email}>" for one in guests]
        data = cast(QueryDict, self.data).copy()
        data["addresses"] = "\n".join(lines)
        self.data = data

    @cached_property
    def understood(self) -> Understood:
        """What a valid form says: the people of its text, then those of its file."""
        return understand("\n".join(filter(None, (self.cleaned_data["addresses"], self.cleaned_data["file"]))))


class GuestForm(Resubmittable, forms.Form):
    """One to be invited. It is kept with the form that it stands in."""

    resubmits = True
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME, required=False)
    email = forms.CharField(
        label=gettext_lazy("Address"),
        error_messages={"required": gettext_lazy("Write an address, or leave the row out.")},
        widget=forms.TextInput(attrs={"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Membership.Role.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    unit = forms.CharField(max_length=LONGEST_NAME, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is to be known of this one before she is written to, in words.
        self.notes: list[str] = []

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if not is_address(email):
            raise ValidationError(_("This is no e-mail address."))
        if not can_be_written_to(email):
            raise ValidationError(UNREACHABLE)
        return str(email)

    @property
    def guest(self) -> Guest:
        return Guest(**{name: self.cleaned_data[name] for name in ("email", "name", "role", "unit", "language")})


class GuestFormSet(forms.BaseFormSet):
    """The rows that were read, as they stand to be changed and sent."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Leave out")

    @property
    def guests(self) -> list[Guest]:
        """Those of valid rows that are not left out, each address once."""
        kept: dict[str, Guest] = {}
        for form in self.forms:
            if not form.cleaned_data.get("DELETE"):
                kept.setdefault(form.guest.email.lower(), form.guest)
        return list(kept.values())

    def note_standing(self, words: Mapping[str, str]) -> None:
        """Put beside each row what is known of its address, by addresses in small letters."""
        for form in self.forms:
            form.notes += filter(None, [words.get(str(form["email"].value() or "").lower(), "")])


GuestRows = cast(
    type[GuestFormSet],
    forms.formset_factory(
        GuestForm, formset=GuestFormSet, extra=0, can_delete=True, max_num=MOST, absolute_max=MOST, validate_max=True
    ),
)
PREFIX = "guests"


def rows_of(guests: Sequence[Guest], language: str) -> GuestFormSet:
    """Rows to be looked through, in this language where a guest has none of her own."""
    rows = GuestRows(prefix=PREFIX, initial=[asdict(one) | {"language": one.language or language} for one in guests])
    for form, guest in zip(rows.forms, guests, strict=True):
        if guest.unknown_role:
            form.notes.append(_("“%(word)s” is no role here: choose one.") % {"word": guest.unknown_role})
        if not can_be_written_to(guest.email):
            form.notes.append(UNREACHABLE)
    return rows


class GuestList:
    """Who stands on a page that invites: the rows that were sent with it, and those that its text and file add.

    `is_settled` when everybody was seen in a row as she stands: only such a list is sent. `unclear` holds what could
    not be read; `is_full` when there was no room for all.
    """

    rows: GuestFormSet | None
    guests: list[Guest]
    unclear: tuple[Unclear, ...]

    def __init__(self, form: GuestsForm, language: str) -> None:
        sent = GuestRows(form.data, prefix=PREFIX) if f"{PREFIX}-TOTAL_FORMS" in form.data else None
        self.rows, self.guests, self.unclear, self.is_settled = sent, [], (), False
        self.is_full = False
        self.has_errors = not form.is_valid() or bool(sent and not sent.is_valid())
        if self.has_errors:
            return
        earlier = sent.guests if sent else []
        known = {one.email.lower() for one in earlier}
        new = [one for one in form.understood.guests if one.email.lower() not in known]
        room = MOST - len(earlier)
        self.guests, self.unclear = [*earlier, *new[:room]], form.understood.unclear
        self.is_settled = not new[:room]
        if self.guests:
            self.rows = rows_of(self.guests, language)
            rest = [*new[room:], *form.understood.too_many]
            self.is_full = bool(rest)
            form.leave(rest)

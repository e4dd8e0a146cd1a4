"""What is said on a board: posts, threads, and drafts of them."""

from collections.abc import Iterable
from typing import Any, Self, cast
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.forms import field_of
from accounts.resubmission import Resubmittable
from content.files import Unfit
from content.forms import WrittenField
from content.text import POST_LIMIT
from discussions.boxes import is_box
from discussions.files import MOST_BYTES, MOST_FILES, Checked, check
from discussions.models import Attachment, Draft, Thread
from discussions.quoting import with_quote

TOO_LONG = {
    "max_length": _(
        "The text has %(show_value)s characters, and there is room for %(limit_value)s. "
        "Shorten it, or post it in parts."
    )
}


UNFIT = {
    "too_big": _(
        "%(name)s is too big. A file may have 10 megabytes, and a picture 16 million pixels. Choose a smaller one."
    ),
    "broken": _("%(name)s cannot be read. It may have been damaged on its way. Choose the file again."),
    "unknown": _(
        "%(name)s is neither a picture (JPEG, PNG, WebP, GIF) nor a PDF. Save it as one of these and choose it again."
    ),
}


NO_PDF = _("A PDF can hold its author's name, so none goes with a post without names. Send a picture instead.")


FEW = _("You are fewer than five here, so others easily guess who wrote what.")
ALWAYS_NAMED = _(
    "In this cohort threads always show names, and that was not so when you began. Nothing is posted yet. "
    "Send it once more if you want to say it with your name."
)


# The ids of the fields in the box below a post. Links and `answering.js` know them.
ANSWER_IDS = "answer-%d-%%s"


UNKNOWN_BOX = _("The draft could not be saved. Copy your text, load the page again and paste it.")


def is_box_or_refused(name: str) -> None:
    if not is_box(name):
        raise forms.ValidationError(UNKNOWN_BOX)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some pictures and PDFs, each checked by what it holds."""

    def __init__(self, **kwargs: Any) -> None:
        accept = "image/jpeg,image/png,image/webp,image/gif,application/pdf"
        super().__init__(widget=FilesInput(attrs={"accept": accept}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:
        given = [file for file in data or [] if isinstance(file, UploadedFile)]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("A post can have %(number)s files at most. Choose again."), params={"number": MOST_FILES}
            )
        return [self._checked(file) for file in given]

    @staticmethod
    def _checked(file: UploadedFile) -> Checked:
        name = file.name or ""
        try:
            if (file.size or 0) > MOST_BYTES:
                raise Unfit("too_big")
            return check(name, file.read())
        except Unfit as unfit:
            raise forms.ValidationError(UNFIT[unfit.reason], params={"name": name[:80]}) from None


class PostForm(Resubmittable, forms.Form):
    """Something to say. The submission id makes a double click one post."""

    resubmits = True
    text = WrittenField(
        label=_("Your text"),
        max_length=POST_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first."), **TOO_LONG},
    )
    files = FilesField(  # type: ignore[assignment]  # A form has no other use for what came under this name.
        label=_("Pictures or PDFs"),
        help_text=_("Five at most. Pictures are saved anew, without data on place and camera."),
    )
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    submission_id = forms.UUIDField(widget=forms.HiddenInput)
    # What stood by the box when it was shown, so that nobody is named who was told that no name is shown.
    expects_no_name = forms.BooleanField(required=False, widget=forms.HiddenInput)

    # The stamp of the draft that the box began from, empty for none; not known of a form that came back with errors.
    since: str | None = None
    # What stands in the box of somebody else's words, for a script that brings back what a device held.
    quoted = ""

    @property
    def said(self) -> dict[str, Any]:
        """What a valid form says, as the verb of posting takes it."""
        data = self.cleaned_data
        kept = ("submission_id", "files", "expects_no_name")
        return {"source": data["text"], **{name: data[name] for name in kept}}

    def fits(self, is_anonymous: bool) -> bool:
        """Whether a valid form may be posted where names are shown or not; says what is in the way."""
        if is_anonymous and not all(file.may_be_nameless for file in self.cleaned_data["files"]):
            self.add_error("files", NO_PDF)
        return self.is_valid()

    def sent_below(self, error: Any) -> "PostForm":
        """The same text in the box below the thread, since what it answered may have no box any more.

        What was said of names is not expected a second time.
        """
        data = cast(QueryDict, self.data).copy()
        data["parent"] = data["expects_no_name"] = ""
        form = PostForm(data, auto_id=self.auto_id)
        form.add_error("text", error)
        return form

    @classmethod
    def blank(cls, auto_id: str = "post_%s", draft: Draft | None = None, **options: Any) -> Self:
        """An empty form with a submission of its own; with what was begun before, if there is a draft."""
        begun = {"text": draft.source, "title": draft.title, **draft.manner} if draft else {}
        form = cls(initial={"submission_id": uuid4(), **begun}, auto_id=auto_id, **options)
        form.since = draft.stamp if draft else ""
        return form

    @classmethod
    def for_answer(cls, post: int, draft: Draft | None = None, quoted: str = "") -> "PostForm":
        """A form for the box below a post; with a quote below what was begun there."""
        form = PostForm.blank(ANSWER_IDS % post, draft)
        if quoted:
            form.quoted = quoted
            form.initial["text"] = with_quote(form.initial.get("text", ""), quoted, POST_LIMIT)
        return form


class EditForm(Resubmittable, forms.Form):
    """A post to say otherwise."""

    resubmits = True
    text = WrittenField(
        label=_("Your text"),
        max_length=POST_LIMIT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Write something, or take the post back."), **TOO_LONG},
    )
    without = forms.TypedMultipleChoiceField(
        label=_("Files to remove"),
        help_text=_("They go for good when you save."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, files: Iterable[Attachment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(file.pk, f"{file.name} ({filesizeformat(file.size)})") for file in files]
        field_of(self, "without", forms.TypedMultipleChoiceField).choices = choices
        if not choices:
            # What was ticked may have gone in another window: that is as it was meant.
            del self.fields["without"]

    @property
    def changed(self) -> dict[str, Any]:
        """What a valid form says, as the verb of changing takes it."""
        data = self.cleaned_data
        return {
            "source": data["text"],
            "expected_version": data["version"],
            "without": data.get("without", ()),
        }


class ThreadForm(PostForm):
    """A free thread: what it is about, of which kind and in which manner, and its first post."""

    title = WrittenField(
        label=_("What is it about?"), max_length=150, error_messages={"required": _("Give the thread a title.")}
    )
    kind = forms.ChoiceField(
        label=_("What kind of thread is it?"),
        choices=Thread.Kind.choices,
        widget=forms.RadioSelect,
        initial=Thread.Kind.TALK,
        required=False,
    )
    is_anonymous = forms.BooleanField(
        label=_("Without names"),
        required=False,
        help_text=_(
            "Nobody in the cohort sees who writes what. This holds for the whole thread and cannot be changed. "
            "Trainers write with their names. A trainer who must know can find out who wrote a post, has to give "
            "a reason, and the author is told."
        ),
    )
    is_write_first = forms.BooleanField(
        label=_("Write first, then read"),
        required=False,
        help_text=_("You see the others' answers once you have answered yourself."),
    )
    field_order = ["title", "kind", "text"]

    def __init__(
        self, *args: Any, is_trainer: bool = False, takes_nameless: bool = True, is_small: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not takes_nameless:
            del self.fields["is_anonymous"]
        elif is_small:
            nameless = self.fields["is_anonymous"]
            nameless.help_text = format_html("<strong>{}</strong> {}", FEW, nameless.help_text)
        if not is_trainer:
            del self.fields["is_write_first"]
            kinds = [choice for choice in Thread.Kind.choices if choice[0] != Thread.Kind.ANNOUNCEMENT]
            field_of(self, "kind", forms.ChoiceField).choices = kinds

    @property
    def opening(self) -> dict[str, Any]:
        """What a valid form says, as the verb that opens a thread takes it."""
        data = self.cleaned_data
        said = {"title": data["title"], "source": data["text"], "files": data["files"]}
        manner = {"is_anonymous": data.get("is_anonymous", False), "is_write_first": data.get("is_write_first", False)}
        return {**said, **manner, "kind": data["kind"] or Thread.Kind.TALK, "submission_id": data["submission_id"]}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "is_anonymous" not in self.fields and self.data.get("is_anonymous"):
            self.add_error("text", ALWAYS_NAMED)
        if data.get("kind") == Thread.Kind.ANNOUNCEMENT and data.get("is_anonymous"):
            self.add_error("is_anonymous", _("An announcement shows your name. Untick “Without names”."))
        if data.get("is_anonymous") and not all(file.may_be_nameless for file in data.get("files", ())):
            self.add_error("files", NO_PDF)
        return data


class DraftForm(Resubmittable, forms.Form):
    """What stands in a box of a board while somebody writes."""

    # Saves itself, and is kept on the device until it is saved.
    resubmits = False
    MANNER = ("kind", "is_anonymous", "is_write_first")
    text = WrittenField(required=False, max_length=POST_LIMIT)
    title = WrittenField(required=False, max_length=150)
    box = forms.CharField(validators=[is_box_or_refused])
    submission_id = forms.UUIDField(required=False)
    since = forms.CharField(required=False, max_length=40)
    asks = forms.BooleanField(required=False)
    kind = forms.ChoiceField(required=False, choices=Thread.Kind.choices)
    is_anonymous = forms.BooleanField(required=False)
    is_write_first = forms.BooleanField(required=False)

    @property
    def begun(self) -> dict[str, Any]:
        """What a valid form says, as the verb that keeps a draft takes it."""
        data = self.cleaned_data
        manner = {name: data[name] for name in self.MANNER if data[name]}
        since = data["since"] if "since" in self.data else None
        said = {"box": data["box"], "source": data["text"], "title": data["title"], "manner": manner}
        return {**said, "submission_id": data["submission_id"], "since": since}

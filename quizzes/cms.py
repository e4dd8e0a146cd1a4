"""Questions in and out of a quiz, in the CMS: for those who may edit the page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.resubmission import Resubmittable
from quizzes.exchange import gift, package
from quizzes.exchange.reading import read
from quizzes.kinds import QUESTION_BLOCKS
from quizzes.models import QuizPage
from quizzes.queries import plain_questions
from quizzes.services import DraftChanged, add_to_draft, look

REASONS = {
    "not_text": gettext_lazy("The file is no text."),
    "too_big": gettext_lazy("The file is bigger than 2 MB."),
    "doctype": gettext_lazy("The file declares a document type, which question files do not need. It is not read."),
    "broken_xml": gettext_lazy("The XML is broken."),
    "no_questions": gettext_lazy("There are no questions in the file."),
    "no_answer": gettext_lazy("The question has no answers."),
    "open_brace": gettext_lazy("A brace is missing."),
    "essay": gettext_lazy("A free text cannot be marked. Make it a reflection."),
    "numerical": gettext_lazy("A number within limits is not supported."),
    "several_right": gettext_lazy("Several answers are right, but only one can be chosen."),
    "no_right": gettext_lazy("No answer is right."),
    "few_options": gettext_lazy("There are fewer than two options."),
    "same_options": gettext_lazy("Two options say the same."),
    "few_parts": gettext_lazy("There are too few parts."),
    "unknown_kind": gettext_lazy("This kind of question is not supported."),
    "broken_pair": gettext_lazy("A pair is not written as “this = that”."),
    "no_header": gettext_lazy("The table lacks a needed column."),
    "unknown_truth": gettext_lazy("It does not say whether the statement is true."),
    "weights": gettext_lazy("Answers that were partly right count as not right here."),
    "picture": gettext_lazy("Some pictures are left out. Add them in the editor."),
    "wildcard": gettext_lazy("The star in an answer is an ordinary sign here."),
    "extra_match": gettext_lazy("An answer without a partner is left out."),
}
QUESTION_LABELS = {name: block.label for name, block in QUESTION_BLOCKS}


class QuestionFileForm(Resubmittable, forms.Form):
    """A file, or what was copied from one."""

    resubmits = True
    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=gettext_lazy("GIFT, Moodle XML or CSV.")
    )
    text = forms.CharField(
        label=gettext_lazy("or paste the questions here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste questions."))
        return cleaned

    def data_of(self) -> bytes:
        file = self.cleaned_data.get("file")
        return file.read() if file else self.cleaned_data["text"].encode()


def import_questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a file's questions before anything is made; then add them to the draft."""
    quiz = _editable(request, pk)
    if "seal" in request.POST:
        return _add(request, quiz)
    form = QuestionFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, **_header(quiz, _("Import questions"))}
    if form.is_bound and form.is_valid():
        looked = look(quiz=quiz, found=read(form.data_of()))
        found = looked.found
        context |= {
            "look": looked,
            "lines": [(one, QUESTION_LABELS[one.kind]) for one in found.questions],
            "unreadable": [(one, REASONS[one.code]) for one in found.unreadable],
            "notes": [(one, REASONS[one.code]) for one in found.notes],
        }
    return render(request, "quizzes/cms/import.html", context)


@require_safe
def export_questions(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The live questions of a quiz as a file, `form` gift or package."""
    quiz = _editable(request, pk)
    write, ending = {"gift": (gift.write, "gift.txt"), "package": (package.write, "md")}[form]
    response = HttpResponse(write(plain_questions(quiz)), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{quiz.slug}.{ending}"'
    return response


def _add(request: SignedInRequest, quiz: QuizPage) -> HttpResponse:
    try:
        number = add_to_draft(quiz=quiz, user=request.user, seal=request.POST["seal"])
    except DraftChanged:
        messages.warning(request, _("The quiz has changed since. Nothing was added; look at the file again."))
        return redirect("quiz_import", pk=quiz.pk)
    told = ngettext(
        "%(number)s question is added to the draft. Nothing is published yet.",
        "%(number)s questions are added to the draft. Nothing is published yet.",
        number,
    )
    messages.success(request, told % {"number": number})
    return redirect("wagtailadmin_pages:edit", quiz.pk)


def _editable(request: SignedInRequest, pk: int) -> QuizPage:
    quiz = get_object_or_404(QuizPage, pk=pk)
    if not quiz.permissions_for_user(request.user).can_edit():
        raise Http404
    return quiz


def _header(quiz: QuizPage, title: str) -> dict[str, Any]:
    edit = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    crumbs = [{"url": edit, "label": quiz.title}, {"url": "", "label": title}]
    return {"page_title": title, "breadcrumbs_items": crumbs, "header_icon": "download", "quiz": quiz}

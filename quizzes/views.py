"""The quiz page: where you stand, one question at a time, and the result. GET shows, POST acts."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.numbers import row_number
from accounts.requests import SignedInRequest
from courses.context import step_context
from courses.requests import EnrolledRequest
from quizzes import services
from quizzes.forms import read
from quizzes.given import Given
from quizzes.kinds import KINDS
from quizzes.models import Attempt, QuizPage
from quizzes.queries import QuestionLine, changed_since, history_of, question_lines, read_again
from quizzes.snapshots import snapshot


def quiz(request: EnrolledRequest, page: QuizPage) -> HttpResponse:
    if request.method == "POST":
        return ACTIONS.get(request.POST.get("action", ""), _unknown)(request, page)
    if request.enrolment.is_preview:
        return _preview(request, page)
    if "attempt" in request.GET:
        return _show_result(request, page)
    attempt = services.open_attempt(coach=request.user, quiz=page)
    if attempt and "overview" not in request.GET:
        return _show_questions(request, page, attempt, request.GET.get("question", ""))
    context = {"history": history_of(request.user, page), "open_attempt": attempt}
    return render(request, "quizzes/start.html", step_context(request, page) | context)


def _start(request: EnrolledRequest, page: QuizPage) -> HttpResponse:
    services.start(coach=request.user, quiz=page)
    return redirect(page.get_url(request))


def _answer(request: EnrolledRequest, page: QuizPage) -> HttpResponse:
    attempt = _attempt(request, page, request.POST.get("attempt"))
    sent = read(request.POST, attempt.questions)
    if "question" not in request.POST:
        # A part was moved, which saves nothing.
        return _show_questions(request, page, attempt, sent.pressed, given=sent.given)
    if sent.pressed not in sent.given:
        raise Http404
    saved = sent.pressed_alone if attempt.tells_at_once else sent.ready
    try:
        services.answer(attempt=attempt, given=saved)
    except services.AttemptIsOver:
        return redirect(f"{page.get_url(request)}?attempt={attempt.pk}")
    unsaved = {one.question.id: one for one in sent.given.values() if one not in saved}
    if sent.pressed in unsaved:
        error = str(KINDS[unsaved[sent.pressed].question.kind].missing)
        return _show_questions(request, page, attempt, sent.pressed, given=unsaved, error=error)
    wanted, focus = _after_answer(page, attempt, sent.pressed)
    if page.layout == QuizPage.Layout.ALL or _wants_fragment(request):
        # What is not saved yet stands in this page alone, so it is not left for another one.
        return _show_questions(request, page, attempt, wanted, given=unsaved, focus=focus)
    return redirect(f"{page.get_url(request)}?question={wanted}#{focus}")


def _after_answer(page: QuizPage, attempt: Attempt, question_id: str) -> tuple[str, str]:
    """Where an answer leads: a question, and the id of what to look at first.

    To its feedback, or to the next open question where feedback comes at the end.
    """
    number = [question.id for question in attempt.questions].index(question_id) + 1
    if attempt.tells_at_once:
        return question_id, f"feedback-{number}"
    if page.layout == QuizPage.Layout.ALL:
        return question_id, f"question-{number}"
    following = [line for line in question_lines(attempt) if not line.is_answered and line.number > number]
    return (following[0].question.id, f"question-{following[0].number}") if following else (question_id, "finish")


def _finish(request: EnrolledRequest, page: QuizPage) -> HttpResponse:
    """Close the attempt. Where all questions stand in one form, what is filled in is saved, and what is not is told."""
    attempt = _attempt(request, page, request.POST.get("attempt"))
    with suppress(services.AttemptIsOver):
        services.answer(attempt=attempt, given=read(request.POST, attempt.questions).filled_in)
        if request.POST["action"] == "hand_in" and any(not line.is_answered for line in question_lines(attempt)):
            return _show_questions(request, page, attempt, focus="finish")
        services.finish(attempt=attempt)
    return redirect(f"{page.get_url(request)}?attempt={attempt.pk}")


def _unknown(request: EnrolledRequest, page: QuizPage) -> HttpResponse:
    return redirect(page.get_url(request))


ACTIONS = {"start": _start, "answer": _answer, "hand_in": _finish, "finish": _finish}
FRAGMENTS = {QuizPage.Layout.ONE: "quizzes/one_question.html", QuizPage.Layout.ALL: "quizzes/all_questions.html"}


def _attempt(request: EnrolledRequest, page: QuizPage, pk: str | None) -> Attempt:
    own = Attempt.objects.visible_to(request.user).filter(step_key=page.translation_key)
    return get_object_or_404(own, pk=row_number(pk))


def _wants_fragment(request: SignedInRequest) -> bool:
    """Whether a script asks, which puts the questions into the page that is there."""
    return request.headers.get("X-Fragment") == "quiz"


def _show_questions(
    request: EnrolledRequest,
    page: QuizPage,
    attempt: Attempt,
    wanted: str = "",
    *,
    given: dict[str, Given] | None = None,
    error: str = "",
    focus: str = "",
) -> HttpResponse:
    """The wanted question, or the first open one; or all of them. `given` is what they were given and is not saved."""
    lines = [line.holding((given or {}).get(line.question.id)) for line in question_lines(attempt)]
    line = next((line for line in lines if line.question.id == wanted), None) or _first_open(lines)
    context: dict[str, Any] = {"page": page, "attempt": attempt, "lines": lines, "line": line}
    context |= {"error": error, "focus": focus, **_neighbours(lines, line)}
    context["fragment"] = FRAGMENTS[QuizPage.Layout(page.layout)]
    status = 422 if error else 200
    if _wants_fragment(request):
        return render(request, context["fragment"], context, status=status)
    return render(request, "quizzes/questions.html", step_context(request, page) | context, status=status)


def _show_result(request: EnrolledRequest, page: QuizPage) -> HttpResponse:
    attempt = _attempt(request, page, request.GET["attempt"])
    if attempt.finished_at is None:
        return redirect(page.get_url(request))
    context, lines = step_context(request, page), question_lines(attempt)
    context |= {
        "attempt": attempt,
        "lines": lines,
        "right": sum(line.is_right for line in lines),
        "sure_and_wrong": [line for line in lines if line.is_sure_and_wrong],
        "history": history_of(request.user, page),
        "changed": changed_since(attempt, page),
        "read_again": read_again(lines, context["outline"]),
    }
    return render(request, "quizzes/result.html", context)


def _preview(request: EnrolledRequest, page: QuizPage) -> HttpResponse:
    language = page.locale.language_code
    attempt = Attempt(language=language, wording=snapshot(page, seed=0), pass_mark=page.pass_mark)
    lines = [QuestionLine(number, question, None) for number, question in enumerate(attempt.questions, start=1)]
    return render(request, "quizzes/preview.html", step_context(request, page) | {"lines": lines})


def _first_open(lines: list[QuestionLine]) -> QuestionLine | None:
    return next((line for line in lines if not line.is_answered), lines[-1] if lines else None)


def _neighbours(lines: list[QuestionLine], line: QuestionLine | None) -> dict[str, Any]:
    """What can be reached from a question: the next one without an answer, and which are still open."""
    still_open = [other for other in lines if not other.is_answered]
    following = [other for other in still_open if line and other.number > line.number] or still_open
    next_open = next((other for other in following if other is not line), None)
    return {"next_open": next_open, "still_open": still_open}

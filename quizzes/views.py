"""The quiz page: where you stand, one question at a time, and the result. GET shows, POST acts."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from courses.context import step_context
from quizzes import services
from quizzes.freezing import freeze
from quizzes.kinds import KINDS
from quizzes.models import Attempt, QuizPage
from quizzes.queries import QuestionLine, changed_since, history_of, question_lines, read_again


def quiz(request: HttpRequest, page: QuizPage) -> HttpResponse:
    if request.method == "POST":
        return ACTIONS.get(request.POST.get("action", ""), _unknown)(request, page)
    if request.enrolment.is_preview:
        return _preview(request, page)
    if "attempt" in request.GET:
        return _show_result(request, page)
    attempt = services.open_attempt(coach=request.user, quiz=page)
    if attempt and "overview" not in request.GET:
        return _show_questions(request, page, attempt)
    context = {"history": history_of(request.user, page), "open_attempt": attempt}
    return render(request, "quizzes/start.html", step_context(request, page) | context)


def _start(request: HttpRequest, page: QuizPage) -> HttpResponse:
    services.start(coach=request.user, quiz=page)
    return redirect(page.get_url(request))


def _answer(request: HttpRequest, page: QuizPage) -> HttpResponse:
    attempt = _attempt(request, page, request.POST.get("attempt"))
    question = next((one for one in attempt.questions if one.id == request.POST.get("question")), None)
    if question is None:
        raise Http404
    kind = KINDS[question.kind]
    given = kind.given(question, request.POST)
    if "move" in request.POST:
        return _show_questions(request, page, attempt, question.id, given=given)
    try:
        services.answer(attempt=attempt, question=question, chosen=given, confidence=request.POST.get("confidence", ""))
    except ValueError:
        # Another tab may have finished it since.
        attempt.refresh_from_db(fields=["finished_at"])
        if attempt.finished_at:
            return redirect(f"{page.get_url(request)}?attempt={attempt.pk}")
        return _show_questions(request, page, attempt, question.id, given=given, error=str(kind.missing))
    return redirect(page.get_url(request) + _after_answer(page, attempt, question.id))


def _after_answer(page: QuizPage, attempt: Attempt, question_id: str) -> str:
    """Where an answer leads: to its feedback, or to the next open question where feedback comes at the end."""
    number = [question.id for question in attempt.questions].index(question_id) + 1
    if attempt.tells_at_once:
        return f"?question={question_id}#feedback-{number}"
    if page.layout == QuizPage.Layout.ALL:
        return f"?question={question_id}#question-{number}"
    following = [line for line in question_lines(attempt) if not line.is_answered and line.number > number]
    return f"?question={following[0].question.id}" if following else f"?question={question_id}#finish"


def _finish(request: HttpRequest, page: QuizPage) -> HttpResponse:
    attempt = services.finish(attempt=_attempt(request, page, request.POST.get("attempt")))
    return redirect(f"{page.get_url(request)}?attempt={attempt.pk}")


def _unknown(request: HttpRequest, page: QuizPage) -> HttpResponse:
    return redirect(page.get_url(request))


ACTIONS = {"start": _start, "answer": _answer, "finish": _finish}


def _attempt(request: HttpRequest, page: QuizPage, pk: str | None) -> Attempt:
    own = Attempt.objects.visible_to(request.user).filter(step_key=page.translation_key)
    return get_object_or_404(own, pk=pk if pk and pk.isdecimal() and len(pk) < 19 else None)


def _show_questions(
    request: HttpRequest, page: QuizPage, attempt: Attempt, question_id: str = "", *, given: Any = None, error: str = ""
) -> HttpResponse:
    """The question that was asked for, or the first open one; or all of them. `given` is what it was given so far."""
    lines = question_lines(attempt)
    wanted = question_id or request.GET.get("question", "")
    line = next((line for line in lines if line.question.id == wanted), None) or _first_open(lines)
    if line and given is not None:
        line = replace(line, given=given)
        lines[line.number - 1] = line
    context = {"attempt": attempt, "lines": lines, "line": line, "error": error, **_neighbours(lines, line)}
    template = "quizzes/all_questions.html" if page.layout == QuizPage.Layout.ALL else "quizzes/question.html"
    return render(request, template, step_context(request, page) | context, status=422 if error else 200)


def _show_result(request: HttpRequest, page: QuizPage) -> HttpResponse:
    attempt = _attempt(request, page, request.GET["attempt"])
    if attempt.finished_at is None:
        return redirect(page.get_url(request))
    context, lines = step_context(request, page), question_lines(attempt)
    context |= {
        "attempt": attempt,
        "lines": lines,
        "history": history_of(request.user, page),
        "changed": changed_since(attempt, page),
        "read_again": read_again(lines, context["outline"]),
    }
    return render(request, "quizzes/result.html", context)


def _preview(request: HttpRequest, page: QuizPage) -> HttpResponse:
    language = page.locale.language_code
    attempt = Attempt(language=language, wording=freeze(page, seed=0), pass_mark=page.pass_mark)
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

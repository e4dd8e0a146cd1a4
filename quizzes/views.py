"""The quiz page: where you stand, one question at a time, and the result. GET shows, POST acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from courses.context import step_context
from quizzes import services
from quizzes.freezing import freeze
from quizzes.models import Attempt, QuizPage
from quizzes.queries import QuestionLine, history_of, question_lines


def quiz(request: HttpRequest, page: QuizPage) -> HttpResponse:
    if request.method == "POST":
        return ACTIONS.get(request.POST.get("action", ""), _unknown)(request, page)
    if request.enrolment.is_preview:
        return _preview(request, page)
    if "attempt" in request.GET:
        return _show_result(request, page)
    attempt = services.open_attempt(coach=request.user, quiz=page)
    if attempt and "overview" not in request.GET:
        return _show_question(request, page, attempt)
    context = {"history": history_of(request.user, page), "open_attempt": attempt}
    return render(request, "quizzes/start.html", step_context(request, page) | context)


def _start(request: HttpRequest, page: QuizPage) -> HttpResponse:
    services.start(coach=request.user, quiz=page)
    return redirect(page.get_url(request))


def _answer(request: HttpRequest, page: QuizPage) -> HttpResponse:
    attempt = _attempt(request, page, request.POST.get("attempt"))
    question_id, chosen = request.POST.get("question", ""), request.POST.getlist("option")
    try:
        services.answer(attempt=attempt, question_id=question_id, chosen=chosen)
    except KeyError as error:
        raise Http404 from error
    except ValueError:
        if attempt.finished_at:
            return redirect(f"{page.get_url(request)}?attempt={attempt.pk}")
        return _show_question(request, page, attempt, question_id, error=_("Choose an answer first."))
    return redirect(f"{page.get_url(request)}?question={question_id}#feedback")


def _finish(request: HttpRequest, page: QuizPage) -> HttpResponse:
    attempt = services.finish(attempt=_attempt(request, page, request.POST.get("attempt")))
    return redirect(f"{page.get_url(request)}?attempt={attempt.pk}")


def _unknown(request: HttpRequest, page: QuizPage) -> HttpResponse:
    return redirect(page.get_url(request))


ACTIONS = {"start": _start, "answer": _answer, "finish": _finish}


def _attempt(request: HttpRequest, page: QuizPage, pk: str | None) -> Attempt:
    own = Attempt.objects.visible_to(request.user).filter(step_key=page.translation_key)
    return get_object_or_404(own, pk=pk if pk and pk.isdecimal() and len(pk) < 19 else None)


def _show_question(
    request: HttpRequest, page: QuizPage, attempt: Attempt, question_id: str = "", error: str = ""
) -> HttpResponse:
    lines = question_lines(attempt)
    wanted = question_id or request.GET.get("question", "")
    line = next((line for line in lines if line.question.id == wanted), None) or _first_open(lines)
    context = {"attempt": attempt, "lines": lines, "line": line, "error": error, **_neighbours(lines, line)}
    return render(request, "quizzes/question.html", step_context(request, page) | context, status=422 if error else 200)


def _show_result(request: HttpRequest, page: QuizPage) -> HttpResponse:
    attempt = _attempt(request, page, request.GET["attempt"])
    if attempt.finished_at is None:
        return redirect(page.get_url(request))
    context = {"attempt": attempt, "lines": question_lines(attempt), "history": history_of(request.user, page)}
    return render(request, "quizzes/result.html", step_context(request, page) | context)


def _preview(request: HttpRequest, page: QuizPage) -> HttpResponse:
    language = page.locale.language_code
    attempt = Attempt(language=language, wording=freeze(page), pass_mark=page.pass_mark)
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

"""The practice step. GET shows the task, POST notes that it is done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.context import go_on_after, step_context
from courses.requests import EnrolledRequest
from practice.forms import PracticeLogForm
from practice.models import PracticeLog, PracticePage
from practice.services import mark_done


def practice(request: EnrolledRequest, page: PracticePage) -> HttpResponse:
    log = None
    if not request.enrolment.is_preview:
        log = PracticeLog.objects.visible_to(request.user).filter(step_key=page.translation_key).first()
    form = PracticeLogForm(
        request.POST if request.method == "POST" else None,
        instance=log,
        initial=None if log else {"done_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        mark_done(coach=request.user, step_key=page.translation_key, **form.cleaned_data)
        messages.success(request, _("Noted. It counts as done."))
        return go_on_after(request, page)
    context = step_context(request, page) | {"form": form, "log": log}
    return render(request, "practice/practice.html", context, status=422 if form.is_bound else 200)

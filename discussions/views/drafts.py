"""What somebody is writing in a box of a board, kept while she writes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from discussions import services
from discussions.forms import UNKNOWN_BOX, DraftForm
from discussions.views.boards import membership_at


@login_required
@require_POST
def draft(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep what somebody is writing, or with `asks` tell only whether it is posted.

    Answered with when it was kept, or with what stands in the way.
    """
    membership, form = membership_at(request.user, slug), DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _in_the_way(form)}, status=422)
    try:
        if form.cleaned_data["asks"]:
            facts = {"submission_id": form.begun["submission_id"], "source": form.begun["source"]}
            services.refuse_posted(author=request.user, **facts)
            return JsonResponse({"posted": False})
        kept = services.keep_draft(user=request.user, cohort=membership.cohort, **form.begun)
    except services.Posted as posted:
        return JsonResponse({"posted": True, "same": posted.is_same})
    except services.EditConflict as conflict:
        other = {"title": conflict.current.title, "text": conflict.current.source, "since": conflict.current.stamp}
        told = _("Something else was written here in another window or on another device.")
        return JsonResponse({"error": told, "other": other, "show": _("Show that text")}, status=409)
    saved = _("Draft saved %(time)s") % {"time": time_format(timezone.localtime(), "TIME_FORMAT")}
    return JsonResponse({"saved": saved, "since": kept.stamp if kept else ""})


def _in_the_way(form: DraftForm) -> str:
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    if "max_length" in codes:
        return _("Too long to be saved. Shorten it, or post it in parts.")
    return str(UNKNOWN_BOX)

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from notices.models import Notice
from notices.services import mark_read


@login_required
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what a notice is about. A POST, since it marks the notice as read."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read(notice=notice)
    return redirect(notice.path)

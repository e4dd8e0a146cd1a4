from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from notices.forms import MailChoiceForm
from notices.models import Notice
from notices.queries import bounce_of, mail_choice
from notices.services import choose_mail, decline_mail, forget_bounce, mark_all_read, mark_read, resume_mail
from notices.stopping import read_token

NOTICES_ON_A_PAGE = 25


@login_required
def notices(request: SignedInRequest) -> HttpResponse:
    """What somebody should hear about, the newest first; POST marks all of it as read."""
    if request.method == "POST":
        mark_all_read(person=request.user)
        messages.success(request, _("All notices are marked as read."))
        return redirect("notices")
    own = Notice.objects.visible_to(request.user).select_related("actor")
    page = Paginator(own, NOTICES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/notices.html", {"notices": page})


@login_required
@require_POST
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead to what a notice is about. A POST, since it marks the notice as read."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read(notice=notice)
    return redirect(notice.path)


@login_required
def choose(request: SignedInRequest) -> HttpResponse:
    """How much somebody wants by mail, and whether her address takes it; POST saves, or tries the address again."""
    user = request.user
    if request.method == "POST" and "try_again" in request.POST:
        forget_bounce(address=user.email)
        messages.success(request, _("We try your address again with the next mail."))
        return redirect("mail_choice")
    form = MailChoiceForm(request.POST or None, instance=mail_choice(user))
    if request.method == "POST" and form.is_valid():
        choose_mail(user=user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("mail_choice")
    context = {"form": form, "bounce": bounce_of(user)}
    return render(request, "notices/mail.html", context, status=422 if form.errors else 200)


@csrf_exempt
@sensitive_variables("token")
def stop_mail(request: SignedInRequest, token: str) -> HttpResponse:
    """GET shows one button and changes nothing, since mail programs follow links; POST stops, also without a sign-in.

    A mail program posts without our token against forged forms (RFC 8058): the signed address is what it takes.
    """
    found = read_token(token)
    user, kind = found or (None, "")
    with override(_language_of(request, user)):
        context = {"kind": kind, "state": "broken" if user is None else "asking"}
        if user and request.method == "POST" and "again" in request.POST:
            resume_mail(user=user, kind=kind, before=request.POST["again"])
            context["state"] = "taken_back"
        elif user and request.method == "POST":
            context |= {"state": "stopped", "before": decline_mail(user=user, kind=kind)}
        response = render(request, "notices/stop.html", context, status=200 if user else 404)
        response.headers["Content-Language"] = get_language()
    return response


def _language_of(request: SignedInRequest, user: User | None) -> str:
    """The language of whom the mail was for, until she chooses another on the page."""
    return user.language if user and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES else get_language()

"""What a person says about herself, her copy of all that is kept of her, and her way out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import ErasureForm, NameForm, ProfileForm
from accounts.middleware import set_language_cookie
from accounts.reauthentication import recently_authenticated
from accounts.requests import SignedInRequest
from accounts.services import DAYS_TO_THINK, cancel_erasure, deactivate, name_person
from discussions.queries import room_of
from home import services
from home.changes import waiting_changes
from home.context_processors import your_data_url
from home.contracts import leaving_of
from home.models import PersonalExport


@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    """What a person says about herself, and the way to her sign-in settings."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = name_person(person=form.save(), name=form.cleaned_data["name"], by=request.user)
        with override(user.language):
            messages.success(request, _("Your details are saved."))
            response = redirect(reverse("profile"))
        set_language_cookie(response, user.language)
        return response
    context = {"form": form, "changes": waiting_changes(request.user)}
    return render(request, "home/profile.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def say_name(request: SignedInRequest) -> HttpResponse:
    """A person says what she is called, where only her address or what others wrote is known."""
    form = NameForm(request.POST, instance=request.user)
    if not form.is_valid():
        return render(request, "home/say_name.html", {"form": form}, status=422)
    name_person(person=request.user, name=form.cleaned_data["name"], by=request.user)
    messages.success(request, _("Your details are saved."))
    return redirect("root")


@login_required
def your_data(request: SignedInRequest) -> HttpResponse:
    """GET shows what is kept of a person, and her copies of it; POST has a copy made."""
    if request.method == "POST":
        services.request_export(person=request.user, by=request.user)
        messages.success(
            request, _("We are making your copy. You get a mail when it is ready, and find it on this page.")
        )
        return redirect("your_data")
    context = {
        "leaving": leaving_of(request.user),
        "exports": PersonalExport.objects.visible_to(request.user)[:3],
        "about_url": your_data_url(),
        "room": room_of(request.user.pk),
    }
    return render(request, "home/your_data.html", context)


@login_required
@recently_authenticated
@require_safe
def download_export(request: SignedInRequest, pk: int) -> FileResponse:
    """A person's copy, to her alone."""
    found = get_object_or_404(PersonalExport.objects.visible_to(request.user).exclude(ready_at=None), pk=pk)
    services.note_download(export=found, by=request.user)
    name = f"gnista-{localdate(found.requested_at).isoformat()}.zip"
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@login_required
def leave_site(request: SignedInRequest) -> HttpResponse:
    """GET shows what becomes of everything; POST lets the account rest, has it erased, or takes that back."""
    person, form = request.user, ErasureForm(request.POST if "erase" in request.POST else None)
    if "rest" in request.POST:
        deactivate(person=person, by=person)
        logout(request)
        messages.success(request, _("Your account is resting, and you are signed out."))
        return redirect("root")
    if "cancel" in request.POST:
        cancel_erasure(person=person, by=person)
        messages.success(request, _("Your account stays as it is."))
        return redirect("leave_site")
    leaving = leaving_of(person)
    if form.is_valid() and not leaving.obstacles:
        services.plan_erasure(person=person, by=person, keeps_texts=form.keeps_texts, today=localdate())
        return redirect("leave_site")
    context = {"leaving": leaving, "form": form, "day": localdate() + DAYS_TO_THINK}
    return render(request, "home/leave.html", context, status=409 if form.is_bound else 200)

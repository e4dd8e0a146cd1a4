"""One member of a cohort: another role, the question to train it, a place in another cohort, or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.forms import NameForm
from accounts.limits import TooOften
from accounts.models import User
from accounts.reauthentication import recently_authenticated
from accounts.requests import SignedInRequest
from accounts.services import NameChosen, name_person
from cohorts import services
from cohorts.models import Cohort, Membership
from cohorts.queries import question_to_train
from desk.forms.members import MoveForm, RoleForm
from desk.views.cohorts import header, led

REFUSALS = (services.LastTrainer, services.Unasked, services.NotOpen, TooOften, NameChosen)


@recently_authenticated
def person(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """GET shows a member; POST with `do` gives her another role or name, asks her to train, moves
    her, or takes her out.
    """
    cohort = led(request, slug)
    membership = get_object_or_404(cohort.memberships.current().select_related("user", "cohort"), pk=pk)
    others = Cohort.objects.led_by(request.user).filter(ended_on=None).exclude(pk=cohort.pk)
    do = request.POST.get("do", "")
    role = RoleForm(request.POST if do == "role" else None, instance=membership)
    move = MoveForm(request.POST if do == "move" else None, cohorts=others)
    named = NameForm(request.POST if do == "name" else None, instance=User(name=membership.user.name))
    form = {"role": role, "move": move, "name": named}.get(do)
    if do in ("out", "ask") or (form and form.is_valid()):
        return _done(request, slug, do, Membership.objects.select_related("user", "cohort").get(pk=pk), form)
    context = {"cohort": cohort, "slug": slug, "membership": membership, "role": role, "move": move, "others": others}
    context["named"] = None if membership.user.has_chosen_name else named
    context |= {"question": question_to_train(membership), **header(cohort, membership.user.name)}
    return render(request, "desk/person.html", context, status=422 if form else 200)


def _done(request: SignedInRequest, slug: str, do: str, membership: Membership, form: Any) -> HttpResponse:
    name = {"name": membership.user.name}
    try:
        if do == "role":
            services.change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
            told = _("The role is changed.")
        elif do == "name":
            name_person(person=membership.user, name=form.cleaned_data["name"], by=request.user)
            told = _("The name is written. Only its owner can change it once it is confirmed.")
        elif do == "move":
            to = services.move_member(membership=membership, to=form.cleaned_data["to"], by=request.user).cohort
            told = _("%(name)s is moved to %(cohort)s.") % {**name, "cohort": to.name}
        elif do == "ask":
            services.ask_to_train(membership=membership, by=request.user)
            told = _("%(name)s is asked by mail. Nothing changes until the answer is yes.") % name
        else:
            services.take_out(membership=membership, by=request.user)
            told = _("%(name)s is no longer in the cohort.") % name
    except REFUSALS as refused:
        messages.error(request, _why(refused))
        return redirect("desk:person", slug=slug, pk=membership.pk)
    messages.success(request, told)
    return redirect("desk:people", slug=slug)


def _why(refused: Exception) -> str:
    """Why a verb did not do what was asked of it, in words."""
    if isinstance(refused, TooOften):
        return str(refused.words)
    if isinstance(refused, services.LastTrainer):
        return _("A cohort needs a trainer. First ask somebody else to train it, who has to accept.")
    if isinstance(refused, NameChosen):
        return _("This person has written the name, and is the only one to change it.")
    if isinstance(refused, services.NotOpen):
        return _("Nobody comes into that cohort any more.")
    return _("Nobody becomes a trainer unasked. Ask, and wait for the answer.")

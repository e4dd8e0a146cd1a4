"""Who may fetch the files of lessons."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from wagtail import hooks


@hooks.register("before_serve_document")
def only_for_people_who_are_signed_in(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A file belongs to the training, not to one course: whoever has an account may fetch it, nobody else."""
    return None if request.user.is_authenticated else redirect_to_login(request.get_full_path())

"""Who may fetch the files of lessons."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from content.queries import is_on_an_open_page


@hooks.register("before_serve_document")
def only_for_people_who_are_signed_in(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A file belongs to the training, not to one course: whoever has an account may fetch it. Nobody else, save where
    it stands on a page that is open to everybody.
    """
    if request.user.is_authenticated or is_on_an_open_page(document, request):
        return None
    return redirect_to_login(request.get_full_path())

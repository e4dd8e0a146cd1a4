"""The request as views behind the sign-in get it."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind `login_required`, the gate of a course or the door of the CMS: somebody is signed in."""

    user: User

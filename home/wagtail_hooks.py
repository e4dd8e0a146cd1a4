"""What the front door adds to the CMS: a person's data and the end of a cohort, as a site manager looks after them."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from accounts.models import User
from home.views import cohort_deletion, person, sign_in_of_person


@hooks.register("register_admin_urls")
def person_url() -> list:
    return [
        path("people/<row:pk>/", person, name="person"),
        path("people/<row:pk>/signing-in/", sign_in_of_person, name="sign_in_of_person"),
    ]


@hooks.register("register_admin_urls")
def cohort_deletion_url() -> list:
    return [path("cohorts/<row:pk>/deletion/", cohort_deletion, name="cohort_deletion")]


@hooks.register("register_user_listing_buttons")
def person_button(user: User, request_user: User) -> Iterator[Button]:
    if request_user.is_superuser:
        yield Button(_("Account and data"), reverse("person", args=[user.pk]), icon_name="user", priority=20)
        yield Button(_("Signing in"), reverse("sign_in_of_person", args=[user.pk]), icon_name="key", priority=21)

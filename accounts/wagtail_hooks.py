"""People in the CMS are looked after one at a time, on pages that note what was done."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks

from accounts.models import User
from accounts.viewsets import OrganisationViewSet


@hooks.register("before_bulk_action")
def nothing_for_many_people_at_once(request: HttpRequest, action_type: str, objects: Any, action: Any) -> None:
    if User in action.models:
        raise Http404


@hooks.register("register_admin_viewset")
def organisation_viewset() -> OrganisationViewSet:
    return OrganisationViewSet("organisations", url_prefix="organisations")

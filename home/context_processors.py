from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool


def site_navigation(request: HttpRequest) -> dict[str, Any]:
    """The main menu of somebody who is signed in, `nav_items`, and the links at the foot, `footer_links`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav_items": [], "footer_links": _footer()}
    places = [
        (_("My training"), f"/{get_language()}/"),
        (_("Cohort"), reverse("discussions:own_board")),
        (_("Journal"), reverse("journals:journal")),
    ]
    current = max((url for _label, url in places if request.path.startswith(url)), key=len, default="")
    return {"nav_items": [NavItem(label, url, url == current) for label, url in places], "footer_links": _footer()}


def _footer() -> list[NavItem]:
    """Pages that the training package brings; their addresses stand in it."""
    root = f"/{get_language()}/"
    return [
        NavItem(_("Accessibility"), root + _("accessibility/"), False),
        NavItem(_("Your data"), root + _("your-data/"), False),
    ]

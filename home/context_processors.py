from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from notices.queries import unread_count


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool
    icon: str = ""


def site_navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav_items`, the main menu of somebody who is signed in; `unread_notices`, a number; `footer_links`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav_items": [], "footer_links": _footer()}
    places = [
        (_("My training"), f"/{get_language()}/", ""),
        (_("Cohort"), reverse("discussions:own_board"), ""),
        (_("Journal"), reverse("journals:journal"), ""),
        (_("Notices"), reverse("notices"), "bell"),
    ]
    current = max((url for _label, url, _icon in places if request.path.startswith(url)), key=len, default="")
    return {
        "nav_items": [NavItem(label, url, url == current, icon) for label, url, icon in places],
        "unread_notices": partial(unread_count, user),
        "footer_links": _footer(),
    }


def _footer() -> list[NavItem]:
    """Pages that the training package brings; their addresses stand in it."""
    root = f"/{get_language()}/"
    return [
        NavItem(_("Accessibility"), root + _("accessibility/"), False),
        NavItem(_("Your data"), your_data_url(), False),
    ]


def your_data_url() -> str:
    """The page that says what is stored, who sees it and how long it is kept, in the language of the moment."""
    return f"/{get_language()}/" + _("your-data/")

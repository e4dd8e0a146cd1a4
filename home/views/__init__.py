"""The front door, a person's settings, her data and her way out, and the doors of the site."""

from home.views.account import download_export, leave_site, profile, your_data
from home.views.pages import front, root, serve_page, set_language, start, welcome
from home.views.people import person
from home.views.site import cms_login, healthz, readyz, robots, security_contact

__all__ = [
    "cms_login",
    "download_export",
    "front",
    "healthz",
    "leave_site",
    "person",
    "profile",
    "readyz",
    "robots",
    "root",
    "security_contact",
    "serve_page",
    "set_language",
    "start",
    "welcome",
    "your_data",
]

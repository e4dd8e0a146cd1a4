"""The front door, a person's settings, her data and her way out, the end of a cohort, and the doors of the site."""

from home.views.account import download_export, leave_site, profile, say_name, your_data
from home.views.changes import account_change, sign_in_of_person
from home.views.cohorts import cohort_deletion
from home.views.pages import front, root, serve_page, set_language, start, welcome
from home.views.people import person
from home.views.proof import proof, proof_by_mail, recovery_phrase, second_factor
from home.views.search import search
from home.views.site import cms_login, healthz, readyz, robots, security_contact

__all__ = [
    "account_change",
    "cms_login",
    "cohort_deletion",
    "download_export",
    "front",
    "healthz",
    "leave_site",
    "person",
    "profile",
    "proof",
    "proof_by_mail",
    "readyz",
    "recovery_phrase",
    "robots",
    "root",
    "say_name",
    "search",
    "second_factor",
    "security_contact",
    "serve_page",
    "set_language",
    "sign_in_of_person",
    "start",
    "welcome",
    "your_data",
]

"""Who may do what: every address of ours × every persona. An address without a row fails."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from accounts.models import User
from tests.addresses import PAGES, request_of
from tests.clock import moment
from tests.conftest import page_of, sign_in
from tests.guards import addresses_without_rows, kinds_of_pages, names_of_addresses

PERSONAS = [
    "anonymous",
    "alva",
    "bo",
    "sten",
    "ex_member",
    "ex_trainer",
    "outsider",
    "tove",
    "ungrouped",
    "other_trainer",
    "later_trainer",
    "self_study",
    "maja",
]

# What each persona meets: k = page, m = moved on (302), l = sign-in first, 4 = 404, 5 = 405, r = refused by the CMS.
# fmt: off
ROWS = {
    # anonymous alva bo sten ex_member ex_trainer outsider tove ungrouped other_trainer later_trainer self_study maja
    "GET root":                    "m m m m m m m m m m m m m",
    "GET start":                   "k k k k k k k k k k k k k",
    "POST start":                  "k k k k k k k k k k k k k",
    "GET healthz":                 "k k k k k k k k k k k k k",
    "GET readyz":                  "k k k k k k k k k k k k k",
    "GET robots":                  "k k k k k k k k k k k k k",
    "GET security_contact":        "k k k k k k k k k k k k k",
    "POST set_language":           "m m m m m m m m m m m m m",
    "GET course":                  "l k k k 4 k 4 k k k k k k",
    "POST course":                 "l k k k 4 k 4 k k k k k k",
    "GET module":                  "l k k k 4 k 4 k k k k k k",
    "POST module":                 "l k k k 4 k 4 k k k k k k",
    "GET lesson":                  "l k k k 4 k 4 k k k k k k",
    "POST lesson":                 "l m m m 4 m 4 m m m m m m",
    "GET quiz":                    "l k k k 4 k 4 k k k k k k",
    "POST quiz":                   "l m m m 4 m 4 m m m m m m",
    "GET result of alva":          "l m 4 4 4 4 4 4 4 4 4 4 4",
    "POST answer of alva":         "l k 4 4 4 4 4 4 4 4 4 4 4",
    "POST finish of alva":         "l m 4 4 4 4 4 4 4 4 4 4 4",
    "GET reflection":              "l k k k 4 k 4 k k k k k k",
    "POST reflection":             "l k k k 4 k 4 k k k k k k",
    "GET discussion":              "l k k k 4 k 4 k k k k k k",
    "POST discussion":             "l k k k 4 k 4 k k k k k k",
    "GET practice":                "l k k k 4 k 4 k k k k k k",
    "POST practice":               "l k k k 4 k 4 k k k k k k",
    "GET standard page":           "k k k k k k k k k k k k k",
    "POST standard page":          "k k k k k k k k k k k k k",
    "GET wagtaildocs_serve":       "l k k k k k k k k k k k k",
    "GET no such page":            "4 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST no such page":           "4 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET resubmit":                "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST resubmit":               "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET profile":                 "l k k k k k k k k k k k k",
    "POST profile":                "l k k k k k k k k k k k k",
    "GET your_data":               "l k k k k k k k k k k k k",
    "POST your_data":              "l m m m m m m m m m m m m",
    "GET journals:journal":        "l k k k k k k k k k k k k",
    "GET journals:new":            "l m m m m m m m m m m m m",
    "GET journals:write":          "l k k k k k k k k k k k k",
    "POST journals:write":         "l k k k k k k k k k k k k",
    "GET journals:bin":            "l k k k k k k k k k k k k",
    "GET journals:take_home":      "l k k k k k k k k k k k k",
    "GET journals:dialogues":      "l k k k k k k k k k k k k",
    "POST preview":                "l k k k k k k k k k k k k",
    "GET journals:entry":          "l k 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:entry":         "l m 4 4 4 4 4 4 4 4 4 4 4",
    "GET journals:then_and_now":   "l k 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:then_and_now":  "l k 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:note":          "l m 4 4 4 4 4 4 4 4 4 4 4",
    "GET journals:versions":       "l k 4 4 4 4 4 4 4 4 4 4 4",
    "GET journals:version":        "l k 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:version":       "l m 4 4 4 4 4 4 4 4 4 4 4",
    "GET journals:share":          "l k 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:share":         "l k 4 4 4 4 4 4 4 4 4 4 4",
    "GET journals:dialogue":       "l k 4 4 4 4 4 k k 4 4 4 4",
    "POST journals:dialogue":      "l m 4 4 4 4 4 m m 4 4 4 4",
    "POST journals:withdraw":      "l m 4 4 4 4 4 4 4 4 4 4 4",
    "GET journals:shares":         "l k k k k k k k k k k k k",
    "GET readers":                 "l m m m m m m m m m m m m",
    "GET journals:left":           "l k k k k k k k k k k k k",
    "POST journals:take_back":     "l m m m m m m m m m m m m",
    "POST journals:refuse":        "l m 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:later":         "l m 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:keep_open":     "l 4 4 4 4 4 4 m m 4 4 4 4",
    "POST journals:throw_away":    "l m 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:bring_back":    "l m 4 4 4 4 4 4 4 4 4 4 4",
    "GET journals:destroy of what is not in the bin": "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST journals:destroy of what is not in the bin": "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET letter":                  "l m m m m m m m m m m m m",
    "GET dialogue":                "l m m m m m m m m m m m m",
    "GET discussions:own_board":   "l m m m k m k m m m m m k",
    "GET discussions:board":       "l k k 4 4 4 4 k k 4 k k 4",
    "GET discussions:search":      "l k k 4 4 4 4 k k 4 k k 4",
    "GET discussions:new_thread":  "l k k 4 4 4 4 k k 4 k k 4",
    "POST discussions:new_thread": "l m m 4 4 4 4 m m 4 m m 4",
    "GET discussions:thread":      "l k k 4 4 4 4 k k 4 k k 4",
    "POST discussions:thread":     "l m m 4 4 4 4 m m 4 m m 4",
    "GET discussions:edit_post":   "l k 4 4 4 4 4 4 4 4 4 4 4",
    "POST discussions:edit_post":  "l m 4 4 4 4 4 4 4 4 4 4 4",
    "POST discussions:withdraw_post": "l m 4 4 4 4 4 4 4 4 4 4 4",
    "POST discussions:mark_read":  "l m m 4 4 4 4 m m 4 m m 4",
    "POST discussions:follow_board": "l m m 4 4 4 4 m m 4 m m 4",
    "POST discussions:draft":      "l k k 4 4 4 4 k k 4 k k 4",
    "GET discussions:names":       "l k k 4 4 4 4 k k 4 k k 4",
    "GET discussions:file":        "l k k 4 4 4 4 k k 4 k 4 4",
    "POST discussions:follow_thread": "l m m 4 4 4 4 m m 4 m m 4",
    "POST discussions:arrange":    "l 4 4 4 4 4 4 m m 4 m 4 4",
    "POST discussions:helped":     "l m m 4 4 4 4 m m 4 m 4 4",
    "GET discussions:report":      "l 4 k 4 4 4 4 k k 4 k 4 4",
    "POST discussions:report":     "l 4 m 4 4 4 4 m m 4 m 4 4",
    "GET discussions:hide":        "l 4 4 4 4 4 4 k k 4 k 4 4",
    "POST discussions:hide":       "l 4 4 4 4 4 4 m m 4 m 4 4",
    "POST discussions:show":       "l 4 4 4 4 4 4 m m 4 m 4 4",
    "POST discussions:settle":     "l 4 4 4 4 4 4 m m 4 m 4 4",
    "GET discussions:move":        "l 4 4 4 4 4 4 k k 4 k 4 4",
    "POST discussions:move":       "l 4 4 4 4 4 4 m k 4 k 4 4",
    "GET discussions:open_name":   "l 4 4 4 4 4 4 k k 4 k 4 4",
    "POST discussions:open_name":  "l 4 4 4 4 4 4 k k 4 k 4 4",
    "GET discussions:reports":     "l 4 4 4 4 4 4 k k 4 k 4 4",
    "GET reports":                 "l 4 4 4 4 4 4 m m 4 m 4 4",
    "GET board":                   "l m m 4 4 4 4 m m 4 m m 4",
    "GET post":                    "l m m 4 4 4 4 m m 4 m 4 4",
    "GET notices":                 "l k k k k k k k k k k k k",
    "POST notices":                "l m m m m m m m m m m m m",
    "GET mail_choice":             "l k k k k k k k k k k k k",
    "POST mail_choice":            "l m m m m m m m m m m m m",
    "GET stop_mail of alva":       "k k k k k k k k k k k k k",
    "POST stop_mail of alva":      "k k k k k k k k k k k k k",
    "GET stop_mail with a broken link": "4 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST stop_mail with a broken link": "4 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST open_notice of bo":      "l 4 m 4 4 4 4 4 4 4 4 4 4",
    "GET cms_login":               "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST cms_login":              "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET desk:desk":               "l r r r r k r k r k k r k",
    "GET desk:matrix":             "l r r r r 4 r k r 4 k r k",
    "GET desk:items":              "l r r r r 4 r k r 4 k r k",
    "GET desk:people":             "l r r r r 4 r k r 4 k r k",
    "POST desk:people":            "l r r r r 4 r m r 4 m r m",
    "POST desk:start":             "l r r r r m r m r m m r m",
    "POST desk:renew":             "l r r r r 4 r m r 4 m r m",
    "POST desk:withdraw":          "l r r r r 4 r m r 4 m r m",
    "GET desk:start":              "l r r r r k r k r k k r k",
    "GET desk:now":                "l r r r r 4 r k r 4 k r k",
    "GET desk:write":              "l r r r r 4 r k r 4 k r k",
    "POST desk:write":             "l r r r r 4 r m r 4 m r m",
    "GET desk:settings":           "l r r r r 4 r k r 4 k r k",
    "POST desk:settings":          "l r r r r 4 r m r 4 m r m",
    "GET desk:person":             "l r r r r 4 r k r 4 k r k",
    "POST desk:person":            "l r r r r 4 r m r 4 m r m",
    "GET people":                  "l k k 4 4 4 4 k k 4 k k 4",
    "POST people":                 "l m m 4 4 4 4 m m 4 m m 4",
    "GET leave":                   "l k k 4 4 4 4 k k 4 k k 4",
    # Whoever is the last trainer is asked to find another first.
    "POST leave":                  "l m m 4 4 4 4 m m 4 409 m 4",
    "POST join_open":              "l m m m m m m m m m m m m",
    "POST join_open of a cohort that is not open": "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET desk:schedule":           "l r r r r 4 r k r 4 k r k",
    "POST desk:schedule":          "l r r r r 4 r m r 4 m r m",
    "POST desk:forget_own_day":    "l r r r r 4 r m r 4 m r m",
    "GET desk:gathering":          "l r r r r 4 r k r 4 k r k",
    "POST desk:gathering":         "l r r r r 4 r m r 4 m r m",
    "GET schedule":                "l k k 4 4 4 4 k k 4 k k 4",
    "POST renew_feed":             "l m m 4 4 4 4 m m 4 m m 4",
    "GET calendar of alva":        "k k k k k k k k k k k k k",
    "GET calendar with a wrong address": "4 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET invitation":              "k k k k k k k k k k k k k",
    "POST invitation":             "l 409 409 409 409 409 409 409 409 409 409 409 409",
    "GET quiz_import":             "l r r r r k r k r k 4 r k",
    "POST quiz_import":            "l r r r r k r k r k 4 r k",
    "GET quiz_gift":               "l r r r r k r k r k 4 r k",
    "GET quiz_package":            "l r r r r k r k r k 4 r k",
    "GET cohorts:index":           "l r r r r r r r r r r r k",
    "GET cohorts:add":             "l r r r r r r r r r r r k",
    "POST cohorts:add":            "l r r r r r r r r r r r k",
    "GET cohorts:edit":            "l r r r r r r r r r r r k",
    "POST cohorts:edit":           "l r r r r r r r r r r r k",
    "GET cohorts:history":         "l r r r r r r r r r r r k",
    "GET cohorts:history_results": "l r r r r r r r r r r r k",
    "GET cohorts:index_results":   "l r r r r r r r r r r r k",
    "GET cohorts:usage":           "l r r r r r r r r r r r k",
    "GET download_export of alva": "l k 4 4 4 4 4 4 4 4 4 4 4",
    "GET leave_site":              "l k k k k k k k k k k k k",
    "POST leave_site":             "l m m m m m m m m m m m m",
    "GET person":                  "l r r r r 4 r 4 r 4 4 r k",
    "POST person":                 "l r r r r 4 r 4 r 4 4 r m",
    "GET wagtailusers_users:edit": "l r r r r r r r r r r r k",
    "POST wagtailusers_users:edit": "l r r r r r r r r r r r k",
    "GET cohort_deletion": "l r r r r 4 r 4 r 4 4 r k",
    "POST cohort_deletion": "l r r r r 4 r 4 r 4 4 r m",
    "GET account_change of alva": "k k k k k k k k k k k k k",
    "POST account_change of alva": "k k k k k k k k k k k k k",
    "GET account_change with a broken link": "4 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST account_change with a broken link": "4 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET second_factor": "l m m m m m m m m m m m m",
    "GET recovery_phrase": "l k k k k k k k k k k k k",
    "POST recovery_phrase": "l k k k k k k k k k k k k",
    "GET proof": "l m m m m m m m m m m m m",
    "POST proof": "l m m m m m m m m m m m m",
    "GET proof_by_mail of a journal that is open": "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "POST proof_by_mail of a journal that is open": "l 4 4 4 4 4 4 4 4 4 4 4 4",
    "GET sign_in_of_person": "l r r r r 4 r 4 r 4 4 r k",
    "POST sign_in_of_person": "l r r r r 4 r 4 r 4 4 r m",
    "GET wagtailusers_users:add": "l r r r r r r r r r r r k",
    "POST wagtailusers_users:add": "l r r r r r r r r r r r k",
    "GET wagtailusers_groups:add": "l r r r r r r r r r r r k",
    "POST wagtailusers_groups:add": "l r r r r r r r r r r r k",
    "GET wagtailusers_groups:edit": "l r r r r r r r r r r r k",
    "POST wagtailusers_groups:edit": "l r r r r r r r r r r r k",
    "GET wagtailusers_groups:delete": "l r r r r r r r r r r r k",
    "POST wagtailusers_groups:delete": "l r r r r r r r r r r r m",
    "GET wagtailusers_groups:delete of one that the code knows": "l r r r r 4 r 4 r 4 4 r 4",
    "POST wagtailusers_groups:delete of one that the code knows": "l r r r r 4 r 4 r 4 4 r 4",
    "GET wagtailusers_users:index": "l r r r r r r r r r r r k",
    "GET wagtailusers_users:index_results": "l r r r r r r r r r r r k",
}
# fmt: on


def met(response):
    if response.status_code == 302:
        if response.url.startswith("/accounts/login/") or response.url.startswith("/cms/login/"):
            return "l"
        return "r" if response.url == "/cms/" else "m"
    return {200: "k", 422: "k", 404: "4", 405: "5"}.get(response.status_code, str(response.status_code))


@pytest.fixture(scope="module")
def asking(standing_things, django_db_blocker):
    """The rows' addresses, and the session of each persona: made once, and as they were when a row begins."""
    with django_db_blocker.unblock(), moment(), override("sv"):
        persons = {user.email.split("@")[0]: user for user in User.objects.all()}
        sessions = {name: session_of(persons[name]) for name in PERSONAS[1:]}
        requests = {row: request_of(row, standing_things) for row in ROWS}
    return requests, sessions


def session_of(user):
    return sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value


def client_in(session):
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


@pytest.mark.parametrize("row", ROWS)
def test_row(row, asking, db):
    requests, sessions = asking
    method, url, data = requests[row]
    seen = {}
    for name in PERSONAS:
        client = client_in(sessions.get(name))
        response = client.get(url) if method == "GET" else client.post(url, data)
        seen[name] = refused_or(met(response), url, client)
    assert seen == dict(zip(PERSONAS, ROWS[row].split(), strict=True))


def refused_or(result, url, client):
    """The CMS sends somebody without its rights to its door, where she meets a 404, or home from a part of it."""
    if url.startswith("/cms/") and result == "l" and "_auth_user_id" in client.session:
        return "r"
    return result


def test_every_address_of_ours_has_its_rows():
    assert addresses_without_rows(ROWS) == set()


def test_what_has_no_row_is_not_answered(asking, client_as, maja):
    """An address has a row for each way it is asked, looking and acting: the other way is refused to everybody."""
    ways = {row.split(" ")[1]: row for row in ROWS}
    client, answered = client_as(maja), []
    for name in ways.keys() & set(names_of_addresses()):
        _method, url, _data = asking[0][ways[name]]
        asked = {row.split(" ")[0] for row in ROWS if row.split(" ")[1] == name}
        for method in {"GET", "POST"} - asked:
            status = client.generic(method, url).status_code
            if status != 405:
                answered.append((method, name, status))
    assert answered == []


def test_every_kind_of_page_has_its_rows(db):
    named = {row.split(" ", 1)[1] for row in ROWS}
    met = {page_of(package_id)._meta.label for name, package_id in PAGES.items() if name in named}
    # The front door is met by its own row, and what all steps share is no kind of page of its own.
    assert kinds_of_pages() - met == {"home.HomePage", "courses.Step"}

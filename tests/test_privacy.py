"""A private entry is found nowhere: a marker word and every address, as everybody but its author."""

from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.log import AdminEmailHandler
from django.utils.translation import override
from wagtail.models import Page

from discussions.services import create_post
from home.routing import url_in_language
from journals.models import Share
from journals.services import remark, save_entry
from tests.addresses import request_of
from tests.conftest import OTHERS
from tests.matrix import ROWS

MARKER = "Zxqvaruhusmarkör"


@pytest.fixture
def entry(alva, reflection):
    return save_entry(
        author=alva, step_key=reflection.translation_key, text=f"Jag vågade inte. {MARKER}", expected_version=0
    )


def addresses(cohort, entry):
    for language in ("sv", "en"):
        with override(language):
            yield f"/{language}/"
            yield reverse("journals:journal")
            yield reverse("journals:versions", args=[entry.key])
            yield reverse("profile")
            yield reverse("discussions:board", args=[cohort.slug])
    yield reverse("desk:matrix", args=[cohort.slug])
    yield reverse("wagtailadmin_home")
    yield reverse("wagtailadmin_pages:search") + "?q=vågade"
    yield reverse("wagtailadmin_reports:site_history")
    for page in Page.objects.live().exclude(depth=1):
        yield page.get_url()
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield reverse("wagtailadmin_pages:history", args=[page.pk])


def test_the_marker_reaches_its_author(client_as, alva, entry, reflection):
    assert MARKER in client_as(alva).get(reflection.get_url()).text
    assert MARKER in client_as(alva).get(reverse("journals:journal")).text


@pytest.mark.parametrize("name", ["bo", "tove", "sten", "maja", None])
def test_the_marker_reaches_nobody_else(name, request, client_as, entry, cohort):
    client = client_as(request.getfixturevalue(name) if name else None)
    met = {url: client.get(url, follow=True) for url in addresses(cohort, entry)}
    assert [url for url, response in met.items() if MARKER in response.text] == []


QUERIES = ["?q=zxqvaruhus", "?q=vågade", "?show=shared", "?form=json", "?form=page", "?form=docx"]


# What is said on a board and to its trainers, for those who are there now.
SAID = "Zxqvasagtmarkör"
THERE = ["bo", "tove", "ungrouped", "later_trainer", "self_study"]
# What was shared with those who trained the cohort then, and what was said on its board before somebody joined who may
# not read that: each for fewer than are there.
SHARED, EARLIER = "Zxqvadelatmarkör", "Zxqvaförrmarkör"
READ_BY = {SHARED: {"tove", "ungrouped"}, EARLIER: {"bo", "tove", "ungrouped", "later_trainer"}}
ELSEWHERE = ["sten", "maja", *(name for name in OTHERS if name not in THERE)]


@pytest.mark.parametrize(
    ("name", "language"), [*((name, "sv") for name in THERE + ELSEWHERE), ("tove", "en"), ("sten", "en")]
)
def test_a_walk_over_every_address_finds_what_one_may_read(name, language, request, client_as, alva, things):
    """Every address of the access matrix, and with words that would find it."""
    own = things["entry"]
    save_entry(author=alva, key=own.key, text=f"Jag vågade inte. {MARKER}", expected_version=own.version)
    create_post(thread=things["thread"], author=alva, source=f"Ett svar, {SAID}", submission_id=uuid4())
    remark(share=things["share"], author=alva, source=f"Till er, {SAID} {SHARED}", submission_id=uuid4())
    first = things["thread"].posts.order_by("pk").first()
    create_post(
        thread=things["thread"], author=alva, source=f"Om det där, {EARLIER}", submission_id=uuid4(), parent=first
    )
    Share.objects.filter(pk=things["share"].pk).update(source=SHARED)
    with override("sv"):
        addresses = {request_of(row, things)[1] for row in ROWS if row.startswith("GET ")}
        searched = [
            reverse("search"),
            reverse("journals:journal"),
            reverse("journals:take_home"),
            reverse("wagtailadmin_pages:search"),
        ]
    addresses |= {address + query for address in searched for query in QUERIES}
    client = client_as(things["people"].get(name) or request.getfixturevalue(name))
    met = {url: b"".join(client.get(url_in_language(url, language), follow=True)) for url in addresses}
    assert [url for url, page in met.items() if MARKER.encode() in page] == []
    assert any(SAID.encode() in page for page in met.values()) is (name in THERE)
    for word, readers in READ_BY.items():
        assert any(word.encode() in page for page in met.values()) is (name in readers)
    assert len(met) > 100


def test_the_author_finds_it_in_every_form(client_as, alva, entry):
    client = client_as(alva)
    for query in QUERIES[:2]:
        assert MARKER in client.get(reverse("journals:journal") + query).text
    for query in QUERIES[3:5]:
        assert MARKER.encode() in client.get(reverse("journals:take_home") + query).content


def test_no_report_of_an_error_holds_it(alva, reflection, settings, monkeypatch, caplog):
    settings.ADMINS = ["it@example.org"]

    def fail(**anything):
        raise RuntimeError("Something broke.")

    monkeypatch.setattr("journals.services.save_entry", fail)
    client = Client(raise_request_exception=False)
    client.force_login(alva)
    with caplog.at_level("ERROR", logger="django.request"):
        assert client.post(reflection.get_url(), {"text": MARKER, "version": "0"}).status_code == 500
    [record] = [one for one in caplog.records if one.name == "django.request"]
    AdminEmailHandler(include_html=True).emit(record)
    reports = [message.body + "".join(part.content for part in message.alternatives) for message in mail.outbox]
    assert all("RuntimeError" in report and "version" in report for report in reports)
    assert any("<html" in report for report in reports)
    assert not any(MARKER in report for report in reports)
    assert MARKER not in caplog.text


def test_the_marker_is_in_no_mail_log_or_revision(entry, caplog):
    call_command("update_index", verbosity=0)
    assert MARKER not in caplog.text
    assert not any(MARKER in str(message.message()) for message in mail.outbox)
    assert not any(MARKER in str(page.latest_revision.content) for page in Page.objects.exclude(latest_revision=None))

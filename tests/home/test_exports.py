"""A person's copy of all that is kept of her: whole, readable, and hers alone."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountEvent
from discussions.files import check
from discussions.models import Attachment, Post
from home.models import PersonalExport
from home.services import make_export, request_export, tick
from journals.services import save_entry
from quizzes.given import Given
from quizzes.services import answer
from tests.content.files import PDF
from tests.html import squeezed


@pytest.fixture
def fetched(things, alva, client_as, django_capture_on_commit_callbacks):
    """What Alva finds in her copy, as she fetches it."""
    question = things["attempt"].questions[0]
    answer(attempt=things["attempt"], given=[Given(question, [question.options[0].id], "sure")])
    post = Post.objects.filter(author=alva).first()
    file = check("../../Kartan åäö.pdf", PDF)
    Attachment.objects.create(post=post, **file.facts)
    client = client_as(alva)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("your_data"))
    response = client.get(reverse("download_export", args=[PersonalExport.objects.get().pk]))
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_it_holds_what_every_room_keeps(fetched, things, alva):
    entries = json.loads(fetched.read("data/journals.json"))
    assert [entry["text"] for entry in entries["entry"]] == ["Två"]
    assert [version["text"] for version in entries["entryversion"]] == ["Ett", "Två"]
    posts = json.loads(fetched.read("data/discussions.json"))["post"]
    assert [post["source"] for post in posts] == ["Ett svar"]
    assert json.loads(fetched.read("data/accounts.json"))["user"][0]["email"] == alva.email
    assert json.loads(fetched.read("data/cohorts.json"))["membership"][0]["role"] == "coach"


def test_its_page_reads_well(fetched, alva):
    page = squeezed(fetched.read("index.html").decode())
    assert '<html lang="sv">' in page
    assert "Det här sparar Gnista om dig" in page
    assert '<dt>Kohort</dt><dd dir="auto">Exempelkommun, hösten 2026</dd>' in page
    assert '<dt>Roll</dt><dd dir="auto">Idécoach</dd>' in page
    assert "{" not in page.split("</style>")[1]


def test_files_lie_in_their_rooms_folder_and_nowhere_else(fetched):
    names = fetched.namelist()
    assert [name for name in names if name.startswith("files/discussions/") and name.endswith(".pdf")]
    assert not [name for name in names if ".." in name or name.startswith("/")]
    [quiz] = [name for name in names if name.startswith("files/quizzes/")]
    assert "Ditt svar" in fetched.read(quiz).decode()


def test_hostile_text_is_text(things, alva, client_as, django_capture_on_commit_callbacks):
    entry = things["entry"]
    save_entry(author=alva, key=entry.key, text="<script>alert(1)</script>", expected_version=entry.version)
    with django_capture_on_commit_callbacks(execute=True):
        request_export(person=alva, by=alva)
    page = ZipFile(PersonalExport.objects.get().file.open("rb")).read("index.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_she_gets_a_mail_when_it_is_ready(fetched, alva):
    [letter] = [one for one in mail.outbox if "kopia" in one.subject]
    assert (letter.to, letter.subject) == ([alva.email], "Din kopia från Gnista är klar")
    assert reverse("your_data") in letter.body


def test_it_is_logged_who_asked_and_who_fetched(fetched, alva):
    assert list(AccountEvent.objects.values_list("kind", "person", "by")) == [
        ("export_downloaded", alva.pk, alva.pk), ("export_requested", alva.pk, alva.pk)
    ]  # fmt: skip


def test_a_second_press_makes_no_second_copy(alva):
    assert request_export(person=alva, by=alva) == request_export(person=alva, by=alva)
    assert PersonalExport.objects.count() == 1


@pytest.mark.parametrize("name", ["bo", "tove", "maja", "sten"])
def test_nobody_else_fetches_it(name, request, alva, client_as, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        export = request_export(person=alva, by=request.getfixturevalue("maja"))
    url = reverse("download_export", args=[export.pk])
    assert client_as(request.getfixturevalue(name)).get(url).status_code == 404
    assert client_as(alva).get(url).status_code == 200


def test_one_that_is_not_ready_cannot_be_fetched(alva, client_as):
    export = request_export(person=alva, by=alva)
    assert client_as(alva).get(reverse("download_export", args=[export.pk])).status_code == 404
    assert "håller på att göras" in client_as(alva).get(reverse("your_data")).text


def test_one_that_fails_says_so_and_can_be_asked_for_again(
    alva, client_as, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*anything):
        raise OSError("The disk is full.")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr("home.services.exporting.write_export", fail)
        first = request_export(person=alva, by=alva)
    assert "gick inte att göra" in client_as(alva).get(reverse("your_data")).text
    assert request_export(person=alva, by=alva) != first


def test_a_task_that_runs_twice_makes_it_once(alva, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        export = request_export(person=alva, by=alva)
        make_export.enqueue(pk=export.pk)
    assert len(mail.outbox) == 1


def test_it_is_deleted_after_a_week_with_its_file(alva, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        request_export(person=alva, by=alva)
    file = PersonalExport.objects.get().file
    tick(now=timezone.now() + timedelta(days=6, hours=23))
    assert file.storage.exists(file.name)
    tick(now=timezone.now() + timedelta(days=7, minutes=1))
    assert not file.storage.exists(file.name)
    assert not PersonalExport.objects.exists()

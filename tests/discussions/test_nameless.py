"""Who writes without a name is found nowhere: not by any address, in any language, in a file, or by what moves."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from accounts.models import User
from desk.queries import cohort_matrix
from discussions.files import check
from discussions.models import Attachment, DiscussionPage, Post, Thread
from discussions.services import (
    Named,
    create_post,
    keep_draft,
    mark_helped,
    move,
    open_thread,
    report,
    thread_of_prompt,
)
from home.routing import url_in_language
from progress.rules import Progress
from progress.services import record
from tests.addresses import request_of
from tests.conftest import page_of
from tests.discussions.test_files import PDF, picture
from tests.matrix import ROWS

NAME = "Bonifatius Markörsson"
TRACES = [word.encode() for word in ("Bonifatius", "Markörsson", "markorsson")]


@pytest.fixture
def hidden_bo(bo):
    """Bo under a name that stands nowhere else, in a unit and at an address of the same kind."""
    User.objects.filter(pk=bo.pk).update(name=NAME, unit="Enheten Markörsson", email="markorsson@example.org")
    bo.refresh_from_db()
    return bo


@pytest.fixture
def nameless(cohort, alva, hidden_bo):
    """All that Bo may do without a name: he asks, answers, adds a picture, begins a draft, is thanked and reported."""
    facts = {"cohort": cohort, "kind": "question", "is_anonymous": True, "source": "Kvalster"}
    opening = open_thread(title="Fråga", author=hidden_bo, submission_id=uuid4(), **facts)
    thread = open_thread(title="En annan", author=alva, submission_id=uuid4(), **facts).thread
    shown = [check("Bonifatius Markörsson.jpg", picture())]
    said = create_post(thread=thread, author=hidden_bo, source="Kvalster", submission_id=uuid4(), files=shown)
    for post in (opening, said):
        answer = create_post(thread=post.thread, author=alva, source="Svar", submission_id=uuid4(), parent=post)
        mark_helped(post=post, user=alva, helped=True)
        report(post=post, by=alva, reason="Se hit")
        mark_helped(post=answer, user=hidden_bo, helped=True)
    keep_draft(user=hidden_bo, cohort=cohort, box=f"thread:{opening.thread_id}", source="Utkast")
    Post.objects.filter(pk=opening.pk).update(posted_at=timezone.now() - timedelta(days=5))
    return [opening, said]


@pytest.fixture
def by_prompt(cohort, hidden_bo, discussion):
    """What Bo says by a prompt of the course, without a name."""
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    DiscussionPage.objects.filter(pk=discussion.pk).update(is_anonymous=True)
    thread = thread_of_prompt(cohort_id=cohort.pk, step_key=discussion.translation_key)
    return create_post(thread=thread, author=hidden_bo, source="Kvalster", submission_id=uuid4())


# Where he stands as a member of the cohort, or as somebody whom a trainer looks up, and not as who wrote.
AS_A_MEMBER = ("people", "discussions:board", "discussions:names", "desk:matrix", "desk:people", "desk:write")
AS_A_MEMBER += ("discussions:own_board", "discussions:thread", "desk:schedule", "desk:person", "journals:share")
AS_A_MEMBER += ("board", "discussion", "post", "wagtailusers_users:index", "wagtailusers_users:index_results")
AS_A_MEMBER += ("discussions:split",)


@pytest.mark.parametrize("name", ["alva", "tove", "sten", "maja"])
def test_no_address_of_the_product_names_him(name, request, client_as, things, nameless):
    client = client_as(request.getfixturevalue(name))
    with override("sv"):
        rows = [row for row in ROWS if row.startswith("GET ") and row.split(" ", 1)[1] not in AS_A_MEMBER]
        addresses = {request_of(row, things)[1] for row in rows}
        for post in nameless:
            slug = post.thread.cohort.slug
            addresses |= {reverse("discussions:thread", args=[slug, post.thread_id]), reverse("post", args=[post.pk])}
            doings = ("report", "hide", "open_name")
            addresses |= {reverse(f"discussions:{doing}", args=[slug, post.pk]) for doing in doings}
            addresses.add(reverse("discussions:search", args=[slug]) + "?q=kvalster")
    addresses |= {url_in_language(url, "en") for url in addresses}
    met = {url: b"".join(client.get(url, follow=True)) for url in addresses}
    found = {url: [trace for trace in TRACES if trace in page] for url, page in met.items()}
    assert {url: traces for url, traces in found.items() if traces} == {}
    assert len(met) > 120


@pytest.mark.parametrize("name", ["alva", "tove"])
def test_where_he_is_a_member_he_stands_as_one_alone(name, request, client_as, cohort, discussion, nameless, by_prompt):
    """As often as somebody who has written nothing."""
    silent = User.objects.get(email="alva@example.org" if name == "tove" else "tove@example.org")
    client = client_as(request.getfixturevalue(name))
    page = client.get(reverse("discussions:board", args=[cohort.slug])).text
    lines, people = page.split('class="people"')
    assert people.count(NAME) == people.count(f">{silent.name}<") == 1
    # What he said with his name elsewhere bears it.
    named = [line for line in lines.split("<li ") if NAME in line]
    assert [line for line in named if "Utan namn" in line or "kvalster" in line] == []
    step = client.get(discussion.get_url()).text
    assert NAME not in step
    assert "Deltagare 1" in step


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("field", ["is_anonymous", "is_write_first"])
def test_what_one_language_promises_holds_in_all(cohort, discussion, language, field):
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    page = page_of("T1.discussion", language)
    DiscussionPage.objects.filter(pk=page.pk).update(**{field: True})
    assert getattr(thread_of_prompt(cohort_id=cohort.pk, step_key=discussion.translation_key), field)


def test_a_promise_that_no_longer_holds_names_nobody(client_as, cohort, discussion, bo):
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    DiscussionPage.objects.filter(pk=discussion.pk).update(is_anonymous=True)
    client = client_as(bo)
    page = client.get(discussion.get_url())
    assert 'name="expects_no_name" value="on"' in page.text
    DiscussionPage.objects.update(is_anonymous=False)
    form = {"text": "Det vågar jag bara utan namn", "submission_id": str(uuid4()), "expects_no_name": "on"}
    met = client.post(discussion.get_url(), form)
    assert met.status_code == 422
    assert not Post.objects.filter(author=bo, source__startswith="Det vågar").exists()
    assert "Det vågar jag bara utan namn" in met.text
    assert "Här visas namn nu" in met.text
    assert 'name="expects_no_name"' not in met.text
    assert client.post(discussion.get_url(), {**form, "expects_no_name": ""}).status_code == 302


def test_a_form_that_is_wrong_settles_nothing(client_as, cohort, discussion, bo):
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    assert client_as(bo).post(discussion.get_url(), {"text": "", "submission_id": str(uuid4())}).status_code == 422
    assert not Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).exists()


@pytest.mark.parametrize("where", ["new_thread", "thread"])
def test_files_tell_nobodys_name(client_as, cohort, bo, where):
    client, url = client_as(bo), reverse("discussions:new_thread", args=[cohort.slug])
    form = {"title": "T", "is_anonymous": "on"} if where == "new_thread" else {}
    if where == "thread":
        opening = open_thread(cohort=cohort, author=bo, title="T", source="S", is_anonymous=True, submission_id=uuid4())
        url = reverse("discussions:thread", args=[cohort.slug, opening.thread_id])
    for name, content, status in (("Bo Lind.pdf", PDF, 422), ("Bo Lind.jpg", picture(), 302)):
        files = [SimpleUploadedFile(name, content)]
        said = {"text": "Så här", "submission_id": str(uuid4()), "files": files}
        met = client.post(url, form | said)
        assert met.status_code == status
    assert list(Attachment.objects.values_list("name", flat=True)) == ["bild.jpg"]


def test_no_way_leads_a_pdf_into_a_post_without_a_name(cohort, bo):
    opening = open_thread(cohort=cohort, author=bo, title="T", source="S", is_anonymous=True, submission_id=uuid4())
    with pytest.raises(Named):
        create_post(
            thread=opening.thread, author=bo, source="S", submission_id=uuid4(), files=[check("Bo Lind.pdf", PDF)]
        )


def test_a_picture_without_a_name_keeps_its_own_kind(cohort, bo):
    clear = io.BytesIO()
    Image.new("RGBA", (4, 4)).save(clear, "PNG")
    facts = {"cohort": cohort, "author": bo, "title": "T", "source": "S", "submission_id": uuid4()}
    open_thread(**facts, is_anonymous=True, files=[check("Bo Lind.png", clear.getvalue())])
    assert Attachment.objects.get().name == "bild.png"


def test_nothing_moves_out_of_a_thread_without_names_or_into_one(client_as, cohort, alva, bo, tove):
    facts = {"cohort": cohort, "author": bo, "source": "S"}
    first = open_thread(title="Ett", is_anonymous=True, submission_id=uuid4(), **facts)
    second = open_thread(title="Två", is_anonymous=True, submission_id=uuid4(), **facts)
    named = open_thread(title="Tre", submission_id=uuid4(), **facts)
    said = create_post(thread=first.thread, author=alva, source="Ett svar", submission_id=uuid4())
    for post, to in ((said, second), (said, named), (named, second)):
        move(post=post, to=to.thread)
        assert Post.objects.get(pk=post.pk).thread_id == post.thread_id
    assert client_as(tove).get(reverse("discussions:move", args=[cohort.slug, said.pk])).status_code == 404


def test_the_matrix_tells_nothing_of_who_wrote(client_as, cohort, lesson, tove, by_prompt, discussion, bo):
    record(coach=bo, step_key=lesson.translation_key)
    matrix = cohort_matrix(tove, cohort.slug, "sv")
    membership = [step.key for module in matrix.modules for step in module.steps].index(discussion.translation_key)
    assert {row.states[membership] for row in matrix.rows} == {"untold"}
    [row] = [row for row in matrix.rows if row.name == NAME]
    assert row.progress == Progress(done=1, required=row.progress.required)
    assert "visas inte" in client_as(tove).get(reverse("desk:matrix", args=[cohort.slug])).text

"""Pictures and files of the course go to people with an account, and say one thing to caches."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import PageViewRestriction, ReferenceIndex

from discussions.models import Attachment
from discussions.services import create_post, thread_of_prompt
from home.models import HomePage
from tests.conftest import page_of
from tests.content.files import PDF, telling


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def image(db):
    return Image.objects.create(title="Bild", file=ContentFile(telling(), "a.jpg"))


@pytest.fixture
def made(image):
    return image.get_rendition("width-960")


@pytest.fixture
def paper(db):
    document = Document(title="Papper", file=ContentFile(PDF, "papper.pdf"))
    document._set_document_file_metadata()
    document.save()
    return document


def show(page, *blocks):
    page.body = [*blocks]
    page.save_revision().publish()


def shown(image):
    return ("picture", {"image": image, "alt": "A", "caption": ""})


def test_a_picture_is_for_people_with_an_account(client_as, alva, image, made):
    for url in (made.url, image.file.url):
        response = client_as(None).get(url)
        assert response.url == f"{reverse('account_login')}?next={url}"
        response = client_as(alva).get(url)
        assert response.getvalue()[:2] == b"\xff\xd8"
        assert response.headers["Content-Type"] == "image/jpeg"


def test_a_picture_on_a_lesson_is_shown_to_nobody_outside(client_as, image, made, lesson):
    show(lesson, shown(image))
    assert ReferenceIndex.get_references_to(image).exists()
    assert client_as(None).get(made.url).status_code == 302


@pytest.mark.parametrize("find", [lambda: HomePage.objects.first(), lambda: page_of("about")])
def test_a_picture_on_an_open_page_is_shown_to_visitors(client_as, image, made, find):
    show(find(), shown(image))
    assert client_as(None).get(made.url).status_code == 200
    # The original stands on no page.
    assert client_as(None).get(image.file.url).status_code == 302


def test_a_page_that_is_not_open_any_more_shows_its_pictures_to_nobody(client_as, image, made):
    page = page_of("about")
    show(page, shown(image))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client_as(None).get(made.url).status_code == 302
    restriction.delete()
    assert client_as(None).get(made.url).status_code == 200
    page.unpublish()
    assert client_as(None).get(made.url).status_code == 302


def test_a_file_on_an_open_page_is_for_visitors_too(client_as, paper):
    assert client_as(None).get(paper.url).status_code == 302
    show(page_of("about"), ("download", {"document": paper, "title": "Papper"}))
    assert client_as(None).get(paper.url).getvalue() == PDF


@pytest.mark.parametrize(
    "path",
    ["original_images/nej.jpg", "images/..", "images/.hidden", "documents/papper.pdf", "../config/urls.py", "images/",
     "wagtail_uploads/a.jpg", "images/a/b.jpg", "images/a.html", "images/a\x00.jpg", "images/%2e%2e/%2e%2e/a.jpg"],
)  # fmt: skip
def test_nothing_else_of_the_folder_is_handed_out(client_as, maja, paper, media, path):
    (media / "images").mkdir(exist_ok=True)
    (media / "images" / "a.html").write_text("<script>")
    assert client_as(maja).get(f"/media/{path}").status_code == 404


def test_nobody_outside_learns_which_pictures_there_are(client_as, made):
    assert client_as(None).get(made.url).status_code == client_as(None).get("/media/images/nej.jpg").status_code


def test_what_a_browser_has_is_not_sent_again(client_as, alva, made, paper):
    client = client_as(alva)
    for url in (made.url, paper.url):
        first = client.get(url)
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert client.get(url, headers={"If-None-Match": '"another"'}).status_code == 200
    since = client.get(made.url).headers["Last-Modified"]
    assert client.get(made.url, headers={"If-Modified-Since": since}).status_code == 304


def test_a_web_server_in_front_sends_what_may_be_sent(client_as, alva, made, paper, settings):
    settings.MEDIA_ACCEL = "/from-disk/"
    response = client_as(alva).get(made.url)
    assert (response.headers["X-Accel-Redirect"], response.content) == (f"/from-disk/{made.file.name}", b"")
    assert response.headers["Content-Type"] == "image/jpeg"
    response = client_as(alva).get(paper.url)
    assert response.headers["X-Accel-Redirect"] == "/from-disk/documents/papper.pdf"
    assert response.headers["Content-Type"] == "application/pdf"
    for url in (made.url, paper.url):
        refused = client_as(None).get(url)
        assert refused.status_code == 302
        assert "X-Accel-Redirect" not in refused.headers


def test_a_signed_in_person_costs_her_session_and_no_more(client_as, alva, made, django_assert_num_queries):
    client = client_as(alva)
    client.get(made.url)
    with django_assert_num_queries(2):
        client.get(made.url)


@pytest.fixture
def board_file(client_as, alva, cohort, discussion):
    thread = thread_of_prompt(cohort_id=cohort.pk, step_key=discussion.translation_key)
    post = create_post(thread=thread, author=alva, source="Hej", submission_id=uuid4())
    return Attachment.objects.create(post=post, kind="pdf", name="a.pdf", content=PDF, size=len(PDF))


def test_private_files_say_one_thing_to_caches(client_as, alva, made, paper, board_file, cohort):
    client, url = client_as(alva), reverse("discussions:file", args=[cohort.slug, board_file.pk])
    said = {
        made.url: "private, max-age=3600",
        paper.url: "private, no-cache",
        url: "private, no-cache",
        "/sv/": "max-age=0, no-cache, no-store, must-revalidate, private",
    }
    assert {address: client.get(address).headers["Cache-Control"] for address in said} == said
    for address in list(said)[:3]:
        headers = client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers.get("Content-Encoding", "") in ("", "None")


def test_a_file_of_a_post_that_is_there_already_is_not_sent_again(client_as, alva, board_file, cohort):
    client, url = client_as(alva), reverse("discussions:file", args=[cohort.slug, board_file.pk])
    etag = client.get(url).headers["ETag"]
    again = client.get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    board_file.post.attachments.all().delete()
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404

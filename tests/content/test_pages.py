"""A page of the CMS: a draft may be half done, nothing of it is lost, and what is published is whole."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.resubmission import mark_of
from content.blocks import LESSON_BLOCKS, PAGE_BLOCKS
from content.forms import PageForm
from content.models import StandardPage, Unfinished
from courses.models import LessonPage
from quizzes.kinds import QUESTION_BLOCKS
from quizzes.models import QuizPage

STREAMS = [
    (LessonPage, "body", LESSON_BLOCKS),
    (QuizPage, "questions", QUESTION_BLOCKS),
    (StandardPage, "body", PAGE_BLOCKS),
]


def lesson_form(lesson, body, **more):
    plain = {"title": lesson.title, "slug": lesson.slug, "summary": "", "minutes": 5, "roles": ""}
    return nested_form_data(
        {**plain, "objectives": streamfield([]), "body": streamfield(body), "comments": inline_formset([]), **more}
    )


def a_list(values):
    """A list block as the CMS sends it."""
    return streamfield([("item", value) for value in values])


def errors_in(response):
    """The page as its script reads it."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), unescape(response.text))


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize(
    ("model", "field", "name"), [(model, field, name) for model, field, blocks in STREAMS for name, _block in blocks]
)
def test_an_empty_block_is_saved_as_a_draft_and_shows_itself(db, model, field, name):
    """One that refused kept the whole page from being saved."""
    stream = model._meta.get_field(field).stream_block
    block = stream.child_blocks[name]
    value = stream.to_python([{"type": name, "value": block.get_prep_value(block.get_default())}])
    kept = stream.clean_deferred(value)
    assert [child.block_type for child in kept] == [name]
    if model is not QuizPage:
        assert kept.render_as_block().strip()


def test_a_self_check_without_a_right_answer_is_a_draft_and_is_not_published(client_as, maja, lesson):
    option = {"text": "Ja", "right": "", "why": "Så är det."}
    form = lesson_form(lesson, [("self_check", {"question": "Hur?", "options": a_list([option, option])})])
    client = client_as(maja)
    assert client.post(edit_url(lesson), form).status_code == 302
    draft = Page.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert draft.body[0].value["question"] == "Hur?"
    refused = client.post(edit_url(lesson), {**form, "action-publish": "1"})
    assert refused.status_code == 200
    assert "Markera minst ett alternativ som rätt." in errors_in(refused)


def test_an_empty_lesson_is_not_published(client_as, maja, lesson):
    client = client_as(maja)
    refused = client.post(edit_url(lesson), {**lesson_form(lesson, []), "action-publish": "1"})
    assert "En lektion behöver något att läsa." in errors_in(refused)
    assert LessonPage.objects.get(pk=lesson.pk).body
    assert client.post(edit_url(lesson), lesson_form(lesson, [])).status_code == 302
    assert not Page.objects.get(pk=lesson.pk).get_latest_revision_as_object().body


@pytest.mark.parametrize(
    ("fixture", "field", "named"), [("lesson", "body", "innehåll"), ("quiz", "questions", "frågor")]
)
def test_nor_by_any_other_door(client_as, maja, request, fixture, field, named):
    page = request.getfixturevalue(fixture)
    setattr(page, field, [])
    revision = page.save_revision()
    with pytest.raises(Unfinished):
        revision.publish()
    client = client_as(maja)
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{many}?id={page.pk}", {"include_descendants": ""})
    assert answer.url == edit_url(page)
    [message] = get_messages(answer.wsgi_request)
    assert page.title in str(message)
    assert named in str(message)
    assert getattr(type(page).objects.get(pk=page.pk), field)


def test_what_is_half_done_is_not_published_with_others(lesson):
    lesson.body = [("text", RichText("<p>Hej</p>")), ("fact", {"body": RichText(""), "source": ""})]
    revision = lesson.save_revision()
    with pytest.raises(Unfinished, match="innehåll"):
        revision.publish()


class TestSignedOut:
    """A trainer's session ends while she writes."""

    def form(self, maja, lesson):
        text = [("text", rich_text("<p>Zxordsomskrevs</p>"))]
        return lesson_form(lesson, text) | {"resubmittable": mark_of(PageForm, maja.pk)}

    def test_what_she_saves_waits_while_she_signs_in(self, client_as, maja, lesson):
        door = Client().post(edit_url(lesson), self.form(maja, lesson), follow=True)
        assert door.redirect_chain[-1][0].startswith("/accounts/login/?next=/accounts/resubmit/")

    def test_a_page_that_saves_itself_says_what_to_do_and_keeps_nothing(self, maja, lesson):
        answer = Client().post(edit_url(lesson), self.form(maja, lesson), headers={"accept": "application/json"})
        assert answer.status_code == 403
        assert answer.json()["error_code"] == "validation_error"
        assert "Tryck på spara" in answer.json()["error_message"]

    def test_a_token_that_is_gone_loses_nothing(self, maja, lesson):
        client = Client(enforce_csrf_checks=True)
        client.force_login(maja)
        answer = client.post(edit_url(lesson), self.form(maja, lesson), headers={"origin": "http://testserver"})
        assert answer.url.startswith("/accounts/resubmit/")

    def test_where_both_are_gone_it_is_kept_once(self, maja, lesson):
        client = Client(enforce_csrf_checks=True)
        answer = client.post(edit_url(lesson), self.form(maja, lesson), headers={"origin": "http://testserver"})
        assert answer.url.startswith("/accounts/login/?next=/accounts/resubmit/")
        assert len(list(get_messages(answer.wsgi_request))) == 1

    def test_a_long_page_is_kept_too(self, maja, lesson):
        long = [("text", rich_text(f"<p>{'Ord ' * 100_000}</p>"))]
        form = lesson_form(lesson, long) | {"resubmittable": mark_of(PageForm, maja.pk)}
        assert Client().post(edit_url(lesson), form).url.startswith("/accounts/login/?next=/accounts/resubmit/")

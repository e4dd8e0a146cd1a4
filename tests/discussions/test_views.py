import re
from uuid import uuid4

import pytest

from discussions.models import Post, Thread
from discussions.services import open_thread
from tests.odd import hostile_html, naughty_strings, some


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


@pytest.fixture
def thread(cohort, discussion):
    return Thread.objects.get(cohort=cohort, step_key=discussion.translation_key)


def said(text, **more):
    return {"text": text, "submission_id": str(uuid4()), **more}


def test_a_post_stands_in_the_step_and_on_the_board(coach, discussion, cohort):
    coach.post(discussion.get_url(), said("Ordningen vi talar i."))
    assert "Ordningen vi talar i." in coach.get(discussion.get_url()).text
    assert "Vad kan vi påverka?" in coach.get(f"/sv/kohort/{cohort.slug}/").text


def test_older_threads_are_a_page_away(coach, alva, cohort):
    for number in range(30):
        open_thread(cohort=cohort, author=alva, title=f"Tråd {number}", source="Hej", submission_id=uuid4())
    board = f"/sv/kohort/{cohort.slug}/"
    first = coach.get(board).text
    older = re.search(r'href="(\?after=[01]{2}-\d+)"', first)[1]
    second = coach.get(board + older).text
    shown = re.findall(r">(Tråd \d+|Vad kan vi påverka\?|Välkommen)</a></h2>", first + second)
    assert len(shown) == len(set(shown)) == 32
    assert 'href="?after=' not in second
    assert f'href="{board}"' in second


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "²", ""])
def test_an_odd_page_of_the_board_is_the_first(coach, cohort, after):
    board = f"/sv/kohort/{cohort.slug}/"
    assert "Välkommen" in coach.get(board, {"after": after}).text


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_what_cannot_be_posted_is_told_and_kept(coach, discussion, text):
    response = coach.post(discussion.get_url(), said(text))
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text


def test_an_answer_with_an_error_keeps_its_place(coach, discussion, thread):
    parent = thread.posts.first()
    response = coach.post(discussion.get_url(), said("x" * 10_001, parent=parent.pk))
    assert response.text.count('aria-invalid="true"') == 1
    forms = {line.post.pk: form for line, form in response.context["rows"]}
    assert forms[parent.pk]["parent"].value() == str(parent.pk)


@pytest.mark.parametrize("parent", ["0", "-1", "abc", "999999", "9" * 30])
def test_an_answer_to_nothing_is_told(coach, discussion, parent):
    assert coach.post(discussion.get_url(), said("Hej", parent=parent)).status_code == 422
    assert not Post.objects.filter(source="Hej").exists()


def test_a_post_of_another_cohort_cannot_be_answered(coach, discussion, client_as, sten):
    client_as(sten).post(discussion.get_url(), said("Hos oss"))
    foreign = Post.objects.get(source="Hos oss")
    assert coach.post(discussion.get_url(), said("Hej", parent=foreign.pk)).status_code == 422


@pytest.mark.parametrize("submission", ["", "abc", "0" * 200])
def test_an_odd_submission_is_no_500(coach, discussion, submission):
    assert coach.post(discussion.get_url(), {"text": "Hej", "submission_id": submission}).status_code == 422


@pytest.mark.long
def test_hostile_and_odd_text_is_shown_harmlessly(coach, discussion):
    for text in some(hostile_html() + naughty_strings()):
        coach.post(discussion.get_url(), said(text))
    page = coach.get(discussion.get_url())
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "onerror=" not in page.text.replace("onerror=&", "").replace("onerror=$", "") or "<img" not in page.text


def test_hostile_titles_are_shown_harmlessly(coach, cohort):
    for title in hostile_html():
        coach.post(f"/sv/kohort/{cohort.slug}/ny-trad/", said("Hej", title=title[:150]))
    page = coach.get(f"/sv/kohort/{cohort.slug}/")
    assert page.status_code == 200
    assert "<script" not in page.text.replace('<script type="module" src="', "")


def test_an_editor_without_a_cohort_posts_nothing(client_as, maja, discussion):
    response = client_as(maja).post(discussion.get_url(), said("Hej"))
    assert response.status_code == 200
    assert not Post.objects.filter(source="Hej").exists()

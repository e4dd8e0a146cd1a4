"""One search over all that a person may see, and over nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from cohorts.models import PlannedModule
from courses.models import LessonPage
from courses.services import make_findable
from discussions.services import open_thread
from home.contracts import kinds
from journals.models import Entry
from journals.services import bring_back, destroy, save_entry, throw_away
from tests.conftest import page_of
from tests.odd import hostile_html


def sv(name, *args):
    with override("sv"):
        return reverse(name, args=args)


@pytest.fixture
def look(client_as):
    """What the page of the search says to somebody."""

    def page(user, query, language="sv", **more):
        with override(language):
            answer = client_as(user).get(reverse("search"), {"q": query, **more})
        assert answer.status_code == 200
        return answer.text

    return page


@pytest.fixture
def lesson_with_words():
    lesson = page_of("T1.1")
    lesson.title, lesson.body = "Tystnadens värde", [("text", "<p>En kollegas ofärdiga mjölkpaket</p>")]
    lesson.save()
    return lesson


def shut(cohort, **facts):
    module = page_of("T1")
    return PlannedModule.objects.create(cohort=cohort, module_key=module.translation_key, is_closed=True, **facts)


def test_the_kinds_are_those_of_the_rooms():
    assert [kind.name for kind in kinds()] == ["pages", "people", "boards", "journal"]


def test_everything_that_holds_a_word_is_found_from_the_header(look, client_as, alva, bo, cohort, lesson_with_words):
    open_thread(cohort=cohort, author=bo, title="T", source="Två mjölkpaketen", submission_id=uuid4())
    save_entry(author=alva, key=uuid4(), text="Ett mjölkpaket för mig", expected_version=0)
    page = look(alva, "mjölkpaket")
    assert page.count("<mark>mjölkpaket</mark>") == 2
    assert "<mark>mjölkpaketen</mark>" in page
    assert lesson_with_words.get_url() in page
    assert f'action="{sv("search")}"' in client_as(alva).get("/sv/").text


def test_people_of_my_cohorts_are_found_and_no_others(look, alva, bo, sten, cohort):
    User.objects.filter(pk__in=[bo.pk, sten.pk]).update(name="Åsa Bönquist")
    page = look(alva, "asa bönq")
    assert page.count("<mark>Åsa</mark>") == 1
    assert f"#person-{bo.pk}" in page
    cohort.memberships.filter(user=bo).update(left_at=timezone.now())
    assert f"#person-{bo.pk}" not in look(alva, "bönquist")
    User.objects.filter(pk=bo.pk).update(name="Nils")
    assert "Bönquist" not in look(alva, "nils").replace('value="nils"', "")


def test_nothing_of_others_is_found(look, sten, alva, bo, cohort, lesson_with_words):
    open_thread(cohort=cohort, author=bo, title="T", source="Kvalster", submission_id=uuid4())
    save_entry(author=alva, key=uuid4(), text="Kvalster", expected_version=0)
    assert "<mark>" not in look(sten, "kvalster")
    assert look(bo, "kvalster").count("<mark>") == 1


def test_an_outsider_finds_no_course(look, alva, cohort, lesson_with_words):
    assert lesson_with_words.get_url() in look(alva, "tystnad")
    cohort.memberships.filter(user=alva).update(left_at=timezone.now())
    assert lesson_with_words.get_url() not in look(alva, "tystnad")


class TestPages:
    def test_in_the_language_of_the_reader_and_live(self, look, alva, lesson_with_words):
        assert lesson_with_words.get_url() not in look(alva, "tystnad", "en")
        lesson_with_words.unpublish()
        assert lesson_with_words.get_url() not in look(alva, "tystnad")

    def test_a_draft_is_found_when_it_is_published(self, look, alva, lesson_with_words):
        lesson_with_words.title = "Kvalster"
        revision = lesson_with_words.save_revision()
        assert "<mark>" not in look(alva, "kvalster")
        revision.publish()
        assert "<mark>Kvalster</mark>" in look(alva, "kvalster")
        assert "stems" not in revision.content

    def test_those_whose_title_holds_the_word_come_first(self, look, alva, lesson_with_words):
        other = page_of("T1").add_child(
            instance=LessonPage(title="Mjölkpaket", slug="sist", locale=lesson_with_words.locale)
        )
        page = look(alva, "mjölkpaket")
        assert page.index(other.get_url()) < page.index(lesson_with_words.get_url())

    def test_of_a_shut_module_only_what_its_outline_shows(self, look, alva, tove, cohort, lesson_with_words):
        planned = shut(cohort, opens_on=timezone.localdate() + timedelta(days=9))
        url = lesson_with_words.get_url()
        assert url not in look(alva, "mjölkpaket")
        assert url in look(alva, "tystnad")
        assert "mjölkpaket" not in look(alva, "tystnad")
        assert "mjölkpaket</mark>" in look(tove, "mjölkpaket")
        PlannedModule.objects.filter(pk=planned.pk).update(opens_on=timezone.localdate())
        assert url in look(alva, "mjölkpaket")

    def test_questions_of_a_quiz_give_nothing_away(self, quiz):
        quiz.save()
        assert "?" not in quiz.said

    def test_those_of_before_are_made_findable_once(self, look, alva, lesson_with_words):
        LessonPage.objects.filter(pk=lesson_with_words.pk).update(stems="", title_stems="", said="")
        assert "<mark>" not in look(alva, "mjölkpaket")
        assert make_findable() == 1
        assert make_findable() == 0
        assert "<mark>mjölkpaket</mark>" in look(alva, "mjölkpaket")


class TestJournal:
    def test_follows_what_becomes_of_an_entry(self, look, alva):
        entry = save_entry(author=alva, key=uuid4(), text="Kvalster", expected_version=0)
        assert "<mark>Kvalster</mark>" in look(alva, "kvalster")
        entry = save_entry(author=alva, key=entry.key, text="Mjölkpaket", expected_version=1)
        assert "<mark>" not in look(alva, "kvalster")
        throw_away(entry=entry)
        assert "<mark>" not in look(alva, "mjölkpaket")
        bring_back(entry=entry)
        assert "<mark>" in look(alva, "mjölkpaket")
        destroy(entry=entry)
        assert not Entry.objects.filter(stems__contains="mjölk").exists()

    def test_is_silent_while_it_is_closed(self, look, alva):
        save_entry(author=alva, key=uuid4(), text="Kvalster", expected_version=0)
        User.objects.filter(pk=alva.pk).update(sealed_at=timezone.now())
        alva.refresh_from_db()
        assert "<mark>" not in look(alva, "kvalster")
        assert "<mark>" not in look(alva, "kvalster", kind="journal")

    def test_marks_what_was_looked_for_in_the_journal_itself(self, client_as, alva):
        save_entry(author=alva, key=uuid4(), text="En kollega <b>sa</b> nej", expected_version=0)
        page = client_as(alva).get(sv("journals:journal"), {"q": "kollegor"}).text
        assert "<mark>kollega</mark> &lt;b" in page
        assert "<mark>" not in client_as(alva).get(sv("journals:journal"), {"q": "%"}).text


def test_one_kind_comes_page_by_page(look, alva, cohort):
    for number in range(30):
        save_entry(author=alva, key=uuid4(), text=f"Kvalster {number}", expected_version=0)
    page = look(alva, "kvalster")
    assert page.count("<mark>Kvalster</mark> ") == 3
    assert "kind=journal" in page
    first, second = (look(alva, "kvalster", kind="journal", page=page) for page in (1, 2))
    assert (first.count('class="thread-line"'), second.count('class="thread-line"')) == (25, 5)
    assert "kind=journal&amp;page=2" in first


@pytest.mark.parametrize(
    "query", ["", " ", "i", "x" * 500, "🙂", "שלום", "%", "_", "\\", "*", '"', ":", "AND", "NEAR(", "'"]
)
def test_any_query_is_answered(look, alva, query):
    for kind in ("", "pages", "people", "boards", "journal", "elsewhere"):
        assert "<h1" in look(alva, query, kind=kind)


def test_hostile_queries_are_shown_as_text(look, alva):
    for query in hostile_html()[::25]:
        assert "<script>alert" not in look(alva, query)
    assert "Inget innehåller" in look(alva, "finnsintealls")

"""Structure is one for all languages: what an editor does to it in one is done to all, and sums are the same."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from courses.models import CoursePage, LessonPage, ModulePage
from courses.queries import CoursePlace, course_modules, course_outline, courses_by_key
from tests.long import run_machine

LANGUAGES = ("sv", "en")


def in_english(page):
    return page.get_translation(Locale.objects.get(language_code="en")).specific


def rows_of(course):
    """The steps of a course by module, as each language shows them."""
    return [(row.key, [step.key for step in row.steps]) for row in course_modules(CoursePlace.of(course))]


def tree_of(course):
    """Keys of all pages of a course in the order of its tree, with whether they are live."""
    return list(course.get_descendants().order_by("path").values_list("translation_key", "depth", "live"))


def again(page):
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def extra(module):
    """A second lesson of the module, in Swedish alone."""
    page = LessonPage(title="Ny lektion", slug="ny-lektion", minutes=20, body=[("text", RichText("<p>Läs.</p>"))])
    module.add_child(instance=page)
    return LessonPage.objects.get(pk=page.pk)


class TestDoneInBoth:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("position", [0, 2])
    def test_a_new_order(self, client_as, maja, course, quiz, language, position):
        page = quiz if language == "sv" else in_english(quiz)
        url = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
        assert client_as(maja).post(f"{url}?position={position}").status_code == 200
        siblings = list(again(page).get_parent().get_children())
        assert siblings[position].pk == page.pk
        assert tree_of(course) == tree_of(in_english(course))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_move_to_another_module(self, client_as, maja, course, module, lesson, language):
        other = module.copy(update_attrs={"slug": "annan", "title": "Annan"}, recursive=False, keep_live=True)
        other.copy_for_translation(Locale.objects.get(language_code="en"))
        page = lesson if language == "sv" else in_english(lesson)
        target = other if language == "sv" else in_english(other)
        client_as(maja).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
        assert again(page).get_parent().pk == target.pk
        assert [key for key, *_ in tree_of(course)] == [key for key, *_ in tree_of(in_english(course))]

    def test_a_move_where_its_address_is_taken(self, course, module, lesson):
        english = Locale.objects.get(language_code="en")
        other = module.copy(update_attrs={"slug": "annan", "title": "Annan"}, recursive=False, keep_live=True)
        twin = other.copy_for_translation(english)
        twin.add_child(instance=LessonPage(title="There", slug=in_english(lesson).slug, locale=english))
        again(lesson).move(again(other), pos="last-child")
        moved = in_english(lesson)
        assert moved.get_parent().pk == twin.pk
        assert moved.slug.endswith("-2")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_taking_down_and_bringing_back(self, client_as, maja, lesson, language):
        page, other = (lesson, in_english(lesson)) if language == "sv" else (in_english(lesson), lesson)
        draft = again(other)
        draft.title = "Inte klar"
        draft.save_revision()
        url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        assert "one translation" in client_as(maja).get(url).text
        client_as(maja).post(url)
        assert [again(one).live for one in (page, other)] == [False, False]
        again(page).save_revision().publish()
        assert [again(one).live for one in (page, other)] == [True, True]
        assert again(other).title != "Inte klar"
        assert again(other).get_latest_revision_as_object().title == "Inte klar"

    def test_many_at_once(self, client_as, maja, lesson, quiz):
        pages = [in_english(page) for page in (lesson, quiz)]
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        client_as(maja).post(f"{url}?" + "&".join(f"id={page.pk}" for page in pages))
        assert [again(page).live for page in (lesson, quiz, *pages)] == [False] * 4

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_deleting(self, client_as, maja, course, module, lesson, language):
        page = lesson if language == "sv" else in_english(lesson)
        client_as(maja).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert not Page.objects.filter(translation_key=lesson.translation_key).exists()
        assert tree_of(course) == tree_of(in_english(course))
        assert Page.find_problems() == ([], [], [], [], [])

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_copy_is_a_draft_in_both(self, client_as, maja, course, module, language):
        before = rows_of(course)
        page = module if language == "sv" else in_english(module)
        form = {
            "new_title": "Kopia",
            "new_slug": "kopia",
            "new_parent_page": str(page.get_parent().pk),
            "copy_subpages": "on",
            "publish_copies": "on",
            "alias": "on",
        }
        client_as(maja).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
        copy = ModulePage.objects.get(slug="kopia", locale=page.locale)
        assert not copy.get_descendants(inclusive=True).live().exists()
        assert copy.get_descendants().count() == module.get_descendants().count()
        assert rows_of(course) == rows_of(in_english(course)) == before
        assert tree_of(course) == tree_of(in_english(course))

    def test_what_is_no_part_of_a_course_is_left_alone(self, course):
        home = course.get_parent().specific
        home.save_revision().publish()
        in_english(home).unpublish()
        assert again(home).live

    def test_a_course_grows_in_its_first_language(self, client_as, maja, module):
        for page, status in ((module, 200), (in_english(module), 302)):
            url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", page.pk])
            assert client_as(maja).get(url).status_code == status


class TestWhatIsNotTranslated:
    def test_counts_in_both_and_leads_to_the_page_that_is_there(self, course, module, extra):
        extra.save_revision().publish()
        swedish, english = (course_modules(CoursePlace.of(one)) for one in (course, in_english(course)))
        assert [step.key for step in swedish[0].steps] == [step.key for step in english[0].steps]
        row = english[0].steps[-1]
        assert (row.title, row.url) == ("Ny lektion", extra.get_url())
        assert english[0].title == in_english(module).title
        assert english[0].steps[0].url.startswith("/en/")

    def test_what_is_in_english_alone_counts_in_neither(self, course, module):
        twin = in_english(module)
        twin.add_child(instance=LessonPage(title="Only here", slug="only-here", locale=twin.locale))
        assert rows_of(course) == rows_of(in_english(course))

    def test_a_course_that_is_in_one_language_is_met_in_any(self, course):
        CoursePage.objects.filter(pk=in_english(course).pk).update(live=False)
        assert courses_by_key([course.translation_key], "en") == [again(course)]

    def test_required_is_the_same_whatever_a_translation_says(self, course, lesson):
        english = in_english(lesson)
        english.required, english.minutes, english.roles = False, 99, "coach"
        english.save()
        swedish, english = (course_modules(CoursePlace.of(one)) for one in (course, in_english(course)))
        for one, other in zip(swedish[0].steps, english[0].steps, strict=True):
            assert (one.required, one.minutes, one.roles) == (other.required, other.minutes, other.roles)


@pytest.mark.parametrize(("language", "queries"), [("sv", 1), ("en", 2)])
@pytest.mark.parametrize("number", [1, 3])
def test_queries(course, module, language, queries, number):
    for at in range(number - 1):
        module.copy(update_attrs={"slug": f"m{at}"}, recursive=True, keep_live=True)
    place = CoursePlace.of(course if language == "sv" else in_english(course))
    course_modules(place)
    with CaptureQueriesContext(connection) as captured:
        course_modules(place)
    assert len(captured) == queries


class Edits(RuleBasedStateMachine):
    """Random edits in either language by the verbs of the CMS; after each the sums are the same in both."""

    course = None

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint()

    def teardown(self):
        transaction.savepoint_rollback(self.before)

    def page(self, language, at):
        course = self.course if language == "sv" else in_english(self.course)
        pages = [page.specific for page in again(course).get_descendants().order_by("path")]
        return pages[at % len(pages)] if pages else None

    @rule(language=st.sampled_from(LANGUAGES), at=st.integers(0, 30), to=st.integers(0, 30))
    def reorder(self, language, at, to):
        page = self.page(language, at)
        siblings = list(page.get_siblings().exclude(pk=page.pk)) if page else []
        if siblings:
            page.move(again(siblings[to % len(siblings)]), pos="right" if to % 2 else "left")

    @rule(language=st.sampled_from(LANGUAGES), at=st.integers(0, 30))
    def take_down(self, language, at):
        if page := self.page(language, at):
            page.unpublish()

    @rule(language=st.sampled_from(LANGUAGES), at=st.integers(0, 30))
    def publish(self, language, at):
        if page := self.page(language, at):
            page.save_revision().publish()

    @rule(language=st.sampled_from(LANGUAGES), at=st.integers(0, 30))
    def delete(self, language, at):
        page = self.page(language, at)
        if page and page.get_siblings().count() > 1:
            page.delete()

    @rule(at=st.integers(0, 30))
    def create(self, at):
        modules = list(again(self.course).get_children().order_by("path").specific())
        if modules:
            module = modules[at % len(modules)]
            page = LessonPage(title="Ny", slug=f"ny-{uuid4().hex[:8]}", body=[("text", RichText("<p>Läs.</p>"))])
            module.add_child(instance=page)
            page.save_revision().publish()

    @invariant()
    def sums_are_the_same(self):
        courses = (again(self.course), in_english(self.course))
        first, second = (course_outline(CoursePlace.of(one), role="coach", coach_id=None) for one in courses)
        assert first.progress == second.progress
        assert [line.row.key for line in first.steps] == [line.row.key for line in second.steps]
        assert sum(line.row.minutes for line in first.steps) == sum(line.row.minutes for line in second.steps)


@pytest.mark.long
def test_sums_are_the_same_in_every_language_after_any_edits(course):
    Edits.course = course
    run_machine(Edits, short=(10, 12), long=(200, 30))

from datetime import UTC, date, datetime

from django.utils import timezone

from accounts.services import create_person
from cohorts.models import Cohort
from cohorts.services import join
from desk.queries import cohort_matrix
from desk.rendering import matrix_rows
from progress.models import Completion
from progress.services import record
from tests.conftest import page_of


def rows_of(user, cohort, language="sv"):
    return {row.name: row for row in cohort_matrix(user, cohort.slug, language).rows}


def test_a_step_for_the_other_role_is_optional(tove, cohort):
    rows = rows_of(tove, cohort)
    assert "optional" in rows["Alva Berg"].states
    assert rows["Alva Berg"].states != rows["Bo Lind"].states or rows["Alva Berg"].progress == rows["Bo Lind"].progress


def test_optional_steps_done_are_shown_and_not_counted(tove, alva, cohort):
    optional = page_of("T1").get_children().exact_type(*{type(page_of("T1.1"))}).specific().last()
    record(coach=alva, step_key=optional.translation_key)
    row = rows_of(tove, cohort)["Alva Berg"]
    assert row.states.count("done") == 1
    assert row.progress.done <= row.progress.required


def test_the_same_in_either_language(tove, alva, cohort, lesson):
    record(coach=alva, step_key=lesson.translation_key)
    swedish, english = (rows_of(tove, cohort, language) for language in ("sv", "en"))
    assert {name: row.states for name, row in swedish.items()} == {name: row.states for name, row in english.items()}


def test_the_latest_day_is_one_in_stockholm_and_of_this_course(tove, alva, cohort, lesson, quiz):
    late_in_the_evening_in_utc = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)
    keys = {lesson.translation_key: late_in_the_evening_in_utc, quiz.translation_key: datetime(2026, 11, 1, tzinfo=UTC)}
    another_course = {cohort.course_key: timezone.now()}
    for key, moment in (keys | another_course).items():
        Completion.objects.create(coach=alva, step_key=key, completed_at=moment)
    assert rows_of(tove, cohort)["Alva Berg"].last_done_on == date(2026, 11, 4)
    assert rows_of(tove, cohort)["Bo Lind"].last_done_on is None


def test_who_left_is_not_in_it(tove, alva, cohort):
    alva.memberships.update(left_at=timezone.now())
    assert list(rows_of(tove, cohort)) == ["Bo Lind"]


def test_no_one_else_gets_one(alva, sten, cohort):
    assert cohort_matrix(alva, cohort.slug, "sv") is None
    assert cohort_matrix(sten, cohort.slug, "sv") is None


def test_a_cohort_without_people_or_course_is_no_fault(maja, tove, cohort, course):
    Cohort.objects.create(name="Tom", slug="tom", course_key=course.translation_key)
    assert cohort_matrix(maja, "tom", "sv").rows == ()
    assert cohort_matrix(maja, "tom", "sv").cohort_name == "Tom"
    course.unpublish()
    assert cohort_matrix(tove, cohort.slug, "sv").modules == ()


def test_odd_names_are_text(tove, cohort):
    join(cohort=cohort, user=create_person(email="x@example.org", name='<b onclick="x">Åsa & co</b>', unit="<i>Köket"))
    html = matrix_rows(cohort_matrix(tove, cohort.slug, "sv").rows)
    assert "&lt;b onclick=&quot;x&quot;&gt;Åsa &amp; co&lt;/b&gt;" in html
    assert "<i>" not in html

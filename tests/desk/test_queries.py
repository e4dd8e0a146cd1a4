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
    return {row.membership.user.name: row for row in cohort_matrix(user, cohort.slug, language).rows}


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


def test_the_latest_thing_done(tove, alva, cohort, lesson, quiz):
    record(coach=alva, step_key=lesson.translation_key)
    latest = record(coach=alva, step_key=quiz.translation_key).completed_at
    # What belongs to another course says nothing about this one.
    Completion.objects.create(coach=alva, step_key=cohort.course_key, completed_at=timezone.now())
    assert rows_of(tove, cohort)["Alva Berg"].last_done_at == latest


def test_who_left_is_not_in_it(tove, alva, cohort):
    alva.memberships.update(left_at=timezone.now())
    assert list(rows_of(tove, cohort)) == ["Bo Lind"]


def test_no_one_else_gets_one(alva, sten, cohort):
    assert cohort_matrix(alva, cohort.slug, "sv") is None
    assert cohort_matrix(sten, cohort.slug, "sv") is None


def test_a_cohort_without_people_or_course_is_no_fault(maja, tove, cohort, course):
    empty = Cohort.objects.create(name="Tom", slug="tom", course_key=course.translation_key)
    assert cohort_matrix(maja, "tom", "sv").rows == ()
    assert cohort_matrix(maja, "tom", "sv").cohort == empty
    course.unpublish()
    assert cohort_matrix(tove, cohort.slug, "sv").modules == ()


def test_odd_names_are_text(tove, cohort):
    join(cohort=cohort, user=create_person(email="x@example.org", name='<b onclick="x">Åsa & co</b>', unit="<i>Köket"))
    html = matrix_rows(cohort_matrix(tove, cohort.slug, "sv").rows)
    assert "&lt;b onclick=&quot;x&quot;&gt;Åsa &amp; co&lt;/b&gt;" in html
    assert "<i>" not in html

"""The part of a digest with the step that somebody goes on with."""

import pytest

from home.queries import own_training, step_section


def test_it_is_the_step_that_her_start_page_shows(alva, cohort):
    step = own_training(alva, "sv").current.outline.next_step.row
    section = step_section(alva)
    [line] = section.lines
    assert (section.heading, section.is_news) == ("Ditt nästa steg", False)
    assert (line.what, line.path) == (step.title, step.url)
    assert line.where.endswith(f" · {step.minutes} minuter")


def test_who_takes_no_course_has_none(tove, maja, cohort):
    assert [step_section(person).lines for person in (tove, maja)] == [(), ()]


@pytest.mark.parametrize("people", [1, 3])
def test_it_costs_what_her_training_costs(alva, bo, cohort, people, django_assert_num_queries):
    # Where the site lies is looked up once for all.
    step_section(alva)
    for person in (alva, bo, alva)[:people]:
        with django_assert_num_queries(5):
            step_section(person)

"""What a cohort's answers say about the questions: for its trainers, without names, as a page and as a file."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.services import create_person
from cohorts.services import join
from desk.exports import as_file, harmless
from desk.items import item_table
from quizzes import services
from tests.quizzes.conftest import give


def answer(person, quiz, *places, confidence="", finish=True):
    """Answer each question with the option at its place, in the order of the author."""
    attempt = services.start(coach=person, quiz=quiz)
    for question, place in zip(attempt.questions, places, strict=False):
        chosen = [question.options[place].id]
        give(attempt, question, chosen, confidence)
    return services.finish(attempt=attempt) if finish else attempt


def lines(user, cohort, quiz, language="sv"):
    table = item_table(user, cohort.slug, quiz.translation_key, language)
    return [(row.question.text, row.item.asked, row.item.right, row.item.slip, row.is_current) for row in table.rows]


def test_answers_become_lines_in_the_readers_language(tove, alva, bo, cohort, quiz):
    answer(alva, quiz, 0, 2, 1)
    answer(bo, quiz, 1, 0, 0, confidence="sure")
    answer(alva, quiz, 1, 1, 1)
    assert lines(tove, cohort, quiz) == [
        ("Vad är psykologisk trygghet?", 2, 1, "Låga krav", True),
        ("Vilka hör dit?", 2, 0, "Skostorlek", True),
        ("Högt tänkande ger flest idéer.", 2, 1, "Sant", True),
    ]
    assert lines(tove, cohort, quiz, "en")[0][0] == "What is psychological safety?"


def test_a_changed_question_is_a_line_of_its_own(tove, alva, bo, cohort, quiz):
    answer(alva, quiz, 1)
    quiz.questions[0].value["text"] = "Vad menas med trygghet?"
    quiz.save_revision().publish()
    answer(bo, quiz, 0)
    assert [(text, asked, now) for text, asked, _right, _slip, now in lines(tove, cohort, quiz)] == [
        ("Vad menas med trygghet?", 1, True),
        ("Vad är psykologisk trygghet?", 1, False),
    ]


def test_answers_that_may_still_change_are_left_out(tove, alva, cohort, quiz):
    quiz.feedback = "at_end"
    quiz.save_revision().publish()
    answer(alva, quiz, 0, finish=False)
    assert lines(tove, cohort, quiz) == []


def test_another_cohort_and_trainers_are_left_out(tove, sten, cohort, quiz):
    answer(sten, quiz, 0)
    answer(tove, quiz, 0)
    assert lines(tove, cohort, quiz) == []


def test_it_names_nobody(client_as, tove, alva, cohort, quiz):
    answer(alva, quiz, 1, 2, 0)
    url = reverse("desk:items", args=[cohort.slug, quiz.translation_key])
    for address in (url, f"{url}?format=csv"):
        text = client_as(tove).get(address).content.decode()
        assert "Låga krav" in text
        assert "Alva" not in text
        assert "alva@" not in text


def test_only_quizzes_of_the_cohorts_course(tove, cohort, lesson):
    assert item_table(tove, cohort.slug, lesson.translation_key, "sv") is None


def test_the_table_as_files(client_as, tove, alva, cohort, quiz):
    answer(alva, quiz, 1, 2, 0)
    url = reverse("desk:items", args=[cohort.slug, quiz.translation_key])
    client = client_as(tove)
    read = list(csv.reader(StringIO(client.get(f"{url}?format=csv").content.decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(client.get(f"{url}?format=xlsx").content)).active
    assert ["" if cell.value is None else str(cell.value) for cell in sheet[2]] == read[1]
    assert read[1][:6] == ["Vad är psykologisk trygghet?", "dagens", "1", "0", "Låga krav", "1"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(text):
    assert harmless(text).startswith("'")


def test_a_formula_in_a_question_is_a_text_in_a_file(client_as, tove, alva, cohort, quiz):
    quiz.questions[0].value["text"] = '=cmd|"/c calc"!A1\x0b'
    quiz.save_revision().publish()
    answer(alva, quiz, 0)
    url = reverse("desk:items", args=[cohort.slug, quiz.translation_key])
    book = load_workbook(BytesIO(client_as(tove).get(f"{url}?format=xlsx").content))
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", '\'=cmd|"/c calc"!A1')


# Signs that no XML can hold, and some beside them that it can.
ODD_SIGNS = "".join(map(chr, [*range(32), *range(127, 160), 0xD800, 0xDFFF, 0xFDD0, 0xFFFD, 0xFFFE, 0xFFFF, 0x10FFFF]))


def test_no_sign_breaks_a_file():
    book = load_workbook(BytesIO(as_file([[f"a{ODD_SIGNS}z"]], "t", "xlsx").content))
    assert book.active["A1"].value[0] + book.active["A1"].value[-1] == "az"


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_people(tove, cohort, quiz, people, django_assert_num_queries):
    for number in range(people):
        person = create_person(email=f"p{number}@example.org", name=f"P {number}")
        join(cohort=cohort, user=person)
        answer(person, quiz, 0, 0, 0)
    with django_assert_num_queries(3):
        item_table(tove, cohort.slug, quiz.translation_key, "sv")

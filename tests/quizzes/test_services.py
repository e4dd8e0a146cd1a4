import pytest

from progress.queries import done_keys
from quizzes import services
from quizzes.models import Answer, Attempt
from quizzes.queries import history_of, question_lines


def right_choice(question):
    return sorted(question.right_ids)


def wrong_choice(question):
    return [next(option.id for option in question.options if not option.right)]


@pytest.fixture
def attempt(alva, quiz):
    return services.start(coach=alva, quiz=quiz)


def answer_all(attempt, choose):
    for question in attempt.questions:
        services.answer(attempt=attempt, question_id=question.id, chosen=choose(question))


def test_starting_again_continues_the_open_attempt(alva, quiz, attempt):
    assert services.start(coach=alva, quiz=quiz) == attempt


def test_an_attempt_freezes_wording_in_every_language(attempt):
    assert {language: rows[0]["text"] for language, rows in attempt.wording.items()} == {
        "sv": "Vad är psykologisk trygghet?",
        "en": "What is psychological safety?",
    }


def test_an_attempt_is_untouched_by_edits(quiz, attempt):
    quiz.questions = []
    quiz.pass_mark = 1
    quiz.save_revision().publish()
    attempt.refresh_from_db()
    assert (len(attempt.questions), attempt.pass_mark) == (3, 80)


def test_a_translation_that_lacks_a_question_is_left_out(alva, quiz):
    english = quiz.get_translations().get()
    del english.questions[0]
    english.save_revision().publish()
    assert set(services.start(coach=alva, quiz=quiz).wording) == {"sv"}


def test_the_first_answer_stands(attempt):
    question = attempt.questions[0]
    services.answer(attempt=attempt, question_id=question.id, chosen=wrong_choice(question))
    services.answer(attempt=attempt, question_id=question.id, chosen=right_choice(question))
    assert list(attempt.answers.values_list("mark", flat=True)) == [0.0]


@pytest.mark.parametrize("chosen", [[], ["nonsense"]])
def test_what_cannot_be_marked_is_refused(attempt, chosen):
    with pytest.raises(ValueError, match="Nothing that could be marked"):
        services.answer(attempt=attempt, question_id=attempt.questions[0].id, chosen=chosen)
    assert Answer.objects.count() == 0


def test_an_unknown_question_is_refused(attempt):
    with pytest.raises(KeyError):
        services.answer(attempt=attempt, question_id="nonsense", chosen=["x"])


def test_passing_makes_the_step_done(alva, quiz, attempt):
    answer_all(attempt, right_choice)
    finished = services.finish(attempt=attempt)
    assert (finished.score, finished.passed) == (100, True)
    assert quiz.translation_key in done_keys(alva.pk)


def test_failing_leaves_the_step_open(alva, quiz, attempt):
    answer_all(attempt, wrong_choice)
    assert services.finish(attempt=attempt).score == 0
    assert quiz.translation_key not in done_keys(alva.pk)


def test_questions_without_an_answer_count_as_not_right(attempt):
    question = attempt.questions[0]
    services.answer(attempt=attempt, question_id=question.id, chosen=right_choice(question))
    assert services.finish(attempt=attempt).score == 33


def test_finishing_twice_changes_nothing(attempt):
    first = services.finish(attempt=attempt)
    assert services.finish(attempt=attempt).finished_at == first.finished_at


def test_a_finished_attempt_takes_no_more_answers(attempt):
    services.finish(attempt=attempt)
    attempt.refresh_from_db()
    question = attempt.questions[0]
    with pytest.raises(ValueError, match="Nothing that could be marked"):
        services.answer(attempt=attempt, question_id=question.id, chosen=right_choice(question))


def test_the_best_try_is_kept(alva, quiz, attempt):
    answer_all(attempt, right_choice)
    services.finish(attempt=attempt)
    services.finish(attempt=services.start(coach=alva, quiz=quiz))
    history = history_of(alva, quiz)
    assert [(one.score, one.passed) for one in (history.best, history.latest)] == [(100, True), (0, False)]


def test_a_new_try_meets_the_new_wording(alva, quiz, attempt):
    services.finish(attempt=attempt)
    quiz.questions[0].value["text"] = "Ny fråga?"
    quiz.save_revision().publish()
    assert services.start(coach=alva, quiz=quiz).questions[0].text == "Ny fråga?"
    assert Attempt.objects.get(pk=attempt.pk).questions[0].text == "Vad är psykologisk trygghet?"


def test_no_option_is_known_to_be_right_before_the_answer(attempt):
    lines = question_lines(attempt)
    assert {option.right for line in lines for option in line.options} == {None}

import pytest
from django.http import QueryDict

from progress.queries import done_keys
from quizzes import services
from quizzes.kinds import KINDS
from quizzes.models import Answer, Attempt
from quizzes.queries import history_of, question_lines
from tests.quizzes.conftest import give


def right_choice(question):
    return sorted(question.right_ids)


def wrong_choice(question):
    return [next(option.id for option in question.options if not option.right)]


@pytest.fixture
def attempt(alva, quiz):
    return services.start(coach=alva, quiz=quiz)


def answer_all(attempt, choose):
    for question in attempt.questions:
        give(attempt, question, choose(question))


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
    quiz.save()
    attempt.refresh_from_db()
    assert (len(attempt.questions), attempt.pass_mark) == (3, 80)


def test_a_translation_that_lacks_a_question_is_left_out(alva, quiz):
    english = quiz.get_translations().get()
    del english.questions[0]
    english.save_revision().publish()
    assert set(services.start(coach=alva, quiz=quiz).wording) == {"sv"}


def test_the_first_answer_stands(attempt):
    question = attempt.questions[0]
    give(attempt, question, wrong_choice(question))
    give(attempt, question, right_choice(question))
    assert list(attempt.answers.values_list("mark", flat=True)) == [0.0]


@pytest.mark.parametrize("chosen", [[], ["nonsense"]])
def test_what_cannot_be_marked_is_refused(attempt, chosen):
    with pytest.raises(ValueError, match="Nothing that could be marked"):
        give(attempt, attempt.questions[0], chosen)
    assert Answer.objects.count() == 0


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
    give(attempt, question, right_choice(question))
    assert services.finish(attempt=attempt).score == 33


def test_finishing_twice_changes_nothing(attempt):
    first = services.finish(attempt=attempt)
    assert services.finish(attempt=attempt).finished_at == first.finished_at


def test_a_finished_attempt_takes_no_more_answers(attempt):
    services.finish(attempt=attempt)
    attempt.refresh_from_db()
    question = attempt.questions[0]
    with pytest.raises(services.AttemptIsOver):
        give(attempt, question, right_choice(question))


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


def test_nothing_is_explained_before_the_answer(attempt):
    assert [line.explained for line in question_lines(attempt)] == [[], [], []]


# Every kind ------------------------------------------------------------------------------------------


RIGHT = {
    "order": lambda question: [option.id for option in question.options],
    "match": lambda question: {option.id: option.id for option in question.options},
    "short_text": lambda question: ["108"],
}
WRONG = {
    "order": lambda question: [option.id for option in question.options][::-1],
    "match": lambda question: {
        option.id: question.options[place - 1].id for place, option in enumerate(question.options)
    },
    "short_text": lambda question: ["hundrasju"],
}


def right_answer(question):
    return RIGHT.get(question.kind, right_choice)(question)


def wrong_answer(question):
    return WRONG.get(question.kind, wrong_choice)(question)


def answers_of(attempt, choose):
    return {question.kind: give(attempt, question, choose(question)) for question in attempt.questions}


def test_every_kind_is_marked_right(alva, every_kind):
    attempt = services.start(coach=alva, quiz=every_kind)
    assert {kind: answer.mark for kind, answer in answers_of(attempt, right_answer).items()} == dict.fromkeys(
        ["single", "multiple", "true_false", "order", "match", "short_text"], 1.0
    )
    assert services.finish(attempt=attempt).score == 100


def test_every_kind_says_why_it_was_wrong(alva, every_kind):
    attempt = services.start(coach=alva, quiz=every_kind)
    answers_of(attempt, wrong_answer)
    for line in question_lines(attempt):
        assert not line.is_right
        assert {"wrong"} <= {part.state for part in line.explained}, line.question.kind
        assert all(part.verdict and part.text for part in line.explained)


def test_the_order_of_options_stays_within_a_try_and_changes_between_tries(alva, every_kind):
    shown = set()
    for _try in range(8):
        attempt = services.start(coach=alva, quiz=every_kind)
        again = services.start(coach=alva, quiz=every_kind)
        assert [question.shown for question in attempt.questions] == [question.shown for question in again.questions]
        shown.add(attempt.questions[0].shown)
        assert list(attempt.questions[3].shown) != RIGHT["order"](attempt.questions[3])
        services.finish(attempt=attempt)
    assert len(shown) > 1


def test_both_languages_of_a_try_have_the_same_order(alva, quiz):
    attempt = services.start(coach=alva, quiz=quiz)
    swedish, english = (
        [tuple(question["shown"]) for question in attempt.wording[language]] for language in ("sv", "en")
    )
    assert swedish == english


def test_options_stand_as_written_where_nothing_is_shuffled(alva, every_kind):
    every_kind.shuffles = False
    every_kind.save_revision().publish()
    question = services.start(coach=alva, quiz=every_kind).questions[0]
    assert [option.text for option in question.shown_options] == ["Ja", "Nej", "Kanske"]


def test_some_questions_are_drawn_in_the_order_of_the_page(alva, every_kind):
    every_kind.draws = 3
    every_kind.save_revision().publish()
    order = [str(child.id) for child in every_kind.questions]
    drawn = set()
    for _try in range(8):
        attempt = services.start(coach=alva, quiz=every_kind)
        ids = [question.id for question in attempt.questions]
        assert len(ids) == 3
        assert ids == sorted(ids, key=order.index)
        drawn.add(tuple(ids))
        services.finish(attempt=attempt)
    assert len(drawn) > 1


def test_where_feedback_comes_at_the_end_the_last_answer_counts(alva, every_kind):
    every_kind.feedback = "at_end"
    every_kind.save_revision().publish()
    attempt = services.start(coach=alva, quiz=every_kind)
    answers_of(attempt, wrong_answer)
    assert all(line.explained == [] and line.is_answered for line in question_lines(attempt))
    answers_of(attempt, right_answer)
    assert services.finish(attempt=attempt).score == 100
    attempt.refresh_from_db()
    assert all(line.explained for line in question_lines(attempt))


def test_how_sure_somebody_is_never_changes_the_mark(alva, every_kind):
    attempt = services.start(coach=alva, quiz=every_kind)
    question = attempt.questions[0]
    answer = give(attempt, question, wrong_answer(question), "sure")
    assert (answer.confidence, answer.mark) == ("sure", 0.0)
    other = attempt.questions[1]
    odd = give(attempt, other, right_answer(other), "nonsense")
    assert (odd.confidence, odd.mark) == ("", 1.0)


@pytest.mark.parametrize(
    "form",
    [
        "",
        "option=",
        "option=x",
        "option=x&option=y&option=z&option=w",
        "text=",
        "text=%00%20",
        "text=" + "a" * 300,
        "pair-x=1",
        "move=x:up",
    ],
)
def test_no_kind_takes_a_form_that_holds_no_answer(alva, every_kind, form):
    attempt = services.start(coach=alva, quiz=every_kind)
    for question in attempt.questions:
        given = KINDS[question.kind].given(question, QueryDict(form))
        with pytest.raises(ValueError, match="Nothing that could be marked"):
            give(attempt, question, given)
        assert KINDS[question.kind].form(question, given)

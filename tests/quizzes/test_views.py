"""The quiz page: nothing leaks before the answer, nothing breaks on bad input, everything goes on where it was left."""

import re

import pytest

from quizzes import services
from quizzes.models import Answer, Attempt
from tests.conftest import page_of
from tests.quizzes.conftest import COMMON, QUESTIONS, RIGHT_WHY, WRONG_WHY


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


@pytest.fixture
def attempt(coach, quiz, alva):
    coach.post(quiz.get_url(), {"action": "start"})
    return Attempt.objects.get(coach=alva)


def answer(attempt, index=0, *chosen):
    question = attempt.questions[index]
    return {"action": "answer", "attempt": attempt.pk, "question": question.id, f"{question.id}-option": list(chosen)}


def without_tokens(html):
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"', "", html)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_the_page_is_the_same_whatever_answer_is_right(coach, quiz, attempt, index):
    url = f"{quiz.get_url()}?question={attempt.questions[index].id}"
    before = without_tokens(coach.get(url).text)
    for rows in attempt.wording.values():
        options = rows[index]["options"]
        for option in options:
            option["right"], option["why"] = not option["right"], "Något annat"
        rows[index]["explanation"] = "En annan förklaring"
    attempt.save()
    assert without_tokens(coach.get(url).text) == before


def told(question):
    """A frozen question whose author wrote otherwise everything that may not be met before the answer."""
    hidden = {**question, "explanation": "En annan", "source": "Någon annan", "level": "know"}
    hidden["options"] = [
        {**option, "right": not option["right"], "why": "Något annat"} for option in question["options"]
    ]
    if question["kind"] == "order":
        hidden["options"] = hidden["options"][1:] + hidden["options"][:1]
    if question["kind"] == "match":
        pairs = [option["pair"] for option in question["options"]]
        hidden["options"] = [
            {**option, "pair": pair} for option, pair in zip(hidden["options"], pairs[1:] + pairs[:1], strict=True)
        ]
    if question["kind"] == "short_text":
        hidden["options"] = [{**option, "text": "ett annat svar"} for option in hidden["options"]]
        hidden["shown"] = [option["id"] for option in hidden["options"]]
    return hidden


@pytest.mark.parametrize("index", range(6))
@pytest.mark.parametrize("layout", ["one", "all"])
def test_no_kind_gives_its_answer_away(coach, every_kind, alva, index, layout):
    every_kind.layout = layout
    every_kind.save_revision().publish()
    attempt = services.start(coach=alva, quiz=every_kind)
    url = f"{every_kind.get_url()}?question={attempt.questions[index].id}"
    before = coach.get(url)
    attempt.wording = {language: [told(row) for row in rows] for language, rows in attempt.wording.items()}
    attempt.save()
    after = coach.get(url)
    assert without_tokens(after.text) == without_tokens(before.text)
    assert {**after.headers, "Expires": ""} == {**before.headers, "Expires": ""}
    for hidden in (RIGHT_WHY, WRONG_WHY, "Så är det.", "Källa 2020", "hundraåtta"):
        assert hidden not in before.text


def form_of(question, attempt, **fields):
    own = {f"{question.id}-{name}": value for name, value in fields.items()}
    pressed = {} if "move" in fields else {"question": question.id}
    return {"action": "answer", "attempt": attempt.pk, **pressed, **own}


@pytest.mark.parametrize("layout", ["one", "all"])
@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_every_kind_is_answered_by_its_form(coach, every_kind, alva, layout, feedback):
    every_kind.layout, every_kind.feedback, every_kind.asks_confidence = layout, feedback, True
    every_kind.save_revision().publish()
    coach.post(every_kind.get_url(), {"action": "start"})
    attempt = Attempt.objects.get(coach=alva)
    for question in attempt.questions:
        ids = [option.id for option in question.options]
        fields = {
            "order": {"option": ids},
            "match": {f"pair-{option.id}": option.pair for option in question.options},
            "short_text": {"text": " HUNDRAÅTTA. "},
        }.get(question.kind, {"option": sorted(question.right_ids)})
        response = coach.post(
            every_kind.get_url(), form_of(question, attempt, confidence="sure", **fields), follow=True
        )
        assert response.status_code == 200
    assert set(attempt.answers.values_list("mark", "confidence")) == {(1.0, "sure")}
    response = coach.post(every_kind.get_url(), {"action": "finish", "attempt": attempt.pk}, follow=True)
    assert "100 %" in response.text
    assert "Så är det." in response.text


def test_what_a_script_gets_tells_nothing_of_the_next_question(coach, every_kind, alva):
    """An answer brings its feedback and the question after it, which must not bring its own answer along."""
    attempt = services.start(coach=alva, quiz=every_kind)
    for number, question in enumerate(attempt.questions[:-1], start=1):
        given = {"option": sorted(question.right_ids) or list(question.shown)}
        given |= {f"pair-{option.id}": option.pair for option in question.options}
        response = coach.post(every_kind.get_url(), form_of(question, attempt, **given), headers={"X-Fragment": "quiz"})
        assert response.status_code == 200
        assert "<html" not in response.text
        assert f'id="feedback-{number}"' in response.text
        assert f'id="question-{number + 1}"' in response.text
        before = without_tokens(response.text).partition('class="next-question"')[2]
        rows = attempt.wording["sv"]
        kept, rows[number:] = rows[number:], [told(row) for row in rows[number:]]
        attempt.save()
        url = f"{every_kind.get_url()}?question={question.id}"
        after = without_tokens(coach.get(url).text).partition('class="next-question"')[2]
        assert after.split("</form>")[0] == before.split("</form>")[0]
        rows[number:] = kept
        attempt.save()


def test_all_that_is_filled_in_is_kept_with_any_press(coach, every_kind, alva):
    """Where answers may be changed until the end, a press saves whatever is filled in, but no order merely met."""
    every_kind.layout, every_kind.feedback = "all", "at_end"
    every_kind.save_revision().publish()
    attempt = services.start(coach=alva, quiz=every_kind)
    single, _multiple, _true_false, order, _match, text = attempt.questions
    form = form_of(single, attempt, option=single.options[0].id)
    form |= form_of(order, attempt, option=list(order.shown)) | form_of(text, attempt, text="108")
    response = coach.post(every_kind.get_url(), {**form, "question": single.id})
    assert set(attempt.answers.values_list("question_id", flat=True)) == {single.id, text.id}
    assert RIGHT_WHY not in response.text
    coach.post(every_kind.get_url(), {**form, "question": order.id})
    assert set(attempt.answers.values_list("question_id", flat=True)) == {single.id, text.id, order.id}
    handed_in = coach.post(every_kind.get_url(), {"action": "hand_in", "attempt": attempt.pk})
    assert [line.number for line in handed_in.context["still_open"]] == [2, 3, 5]
    attempt.refresh_from_db()
    assert attempt.finished_at is None


def test_parts_are_moved_without_javascript(coach, every_kind, alva):
    attempt = services.start(coach=alva, quiz=every_kind)
    question = attempt.questions[3]
    order = list(question.shown)
    response = coach.post(every_kind.get_url(), form_of(question, attempt, option=order, move=f"{order[1]}:up"))
    assert [part.id for part in response.context["line"].form["parts"]] == [order[1], order[0], *order[2:]]
    assert not Answer.objects.exists()


@pytest.mark.parametrize("move", ["", "x", "x:up", ":", "up", "\x00:down"])
def test_odd_moves_move_nothing(coach, every_kind, alva, move):
    attempt = services.start(coach=alva, quiz=every_kind)
    question = attempt.questions[3]
    response = coach.post(every_kind.get_url(), form_of(question, attempt, option=list(question.shown), move=move))
    assert [part.id for part in response.context["line"].form["parts"]] == list(question.shown)


def test_an_answer_that_is_not_whole_keeps_what_was_chosen(coach, every_kind, alva):
    attempt = services.start(coach=alva, quiz=every_kind)
    question = attempt.questions[4]
    first = question.options[0]
    response = coach.post(every_kind.get_url(), form_of(question, attempt, **{f"pair-{first.id}": "1"}))
    assert response.status_code == 422
    assert "Välj något för varje del först." in response.text
    assert response.text.count('<option value="1" selected>') == 1


def test_an_answer_may_be_changed_until_the_end(coach, every_kind, alva):
    every_kind.feedback = "at_end"
    every_kind.save_revision().publish()
    attempt = services.start(coach=alva, quiz=every_kind)
    question = attempt.questions[0]
    for option in question.options:
        response = coach.post(every_kind.get_url(), form_of(question, attempt, option=option.id), follow=True)
        assert RIGHT_WHY not in response.text
    assert attempt.answers.get().chosen == [question.options[-1].id]


def test_an_answer_is_explained_right_away(coach, quiz, attempt):
    wrong = next(option for option in attempt.questions[0].options if not option.right)
    response = coach.post(quiz.get_url(), answer(attempt, 0, wrong.id), follow=True)
    for words in ("Inte rätt", "Trygghet och krav går ihop.", "Kraven får vara höga.", "Edmondson 1999"):
        assert words in response.text


def test_no_choice_is_told_beside_the_question(coach, quiz, attempt):
    response = coach.post(quiz.get_url(), answer(attempt))
    assert response.status_code == 422
    assert "Välj ett svar först." in response.text


@pytest.mark.parametrize("value", ["", "0", "-1", "9" * 30, "abc", "1 OR 1=1", "٣"])
def test_odd_attempts_are_404(coach, quiz, attempt, value):
    assert coach.post(quiz.get_url(), {**answer(attempt), "attempt": value}).status_code == 404
    assert coach.get(quiz.get_url(), {"attempt": value}).status_code == 404


@pytest.mark.parametrize("value", ["", "nonsense", "<b>", "x" * 5000])
def test_odd_questions_and_options_never_break(coach, quiz, attempt, value):
    assert coach.post(quiz.get_url(), {**answer(attempt), "question": value}).status_code == 404
    assert coach.post(quiz.get_url(), answer(attempt, 0, value)).status_code == 422
    assert coach.get(quiz.get_url(), {"question": value}).status_code == 200
    assert not Answer.objects.exists()


def test_an_unknown_action_leads_back(coach, quiz):
    assert coach.post(quiz.get_url(), {"action": "explode"}).url == quiz.get_url()


def test_answers_survive_leaving_and_the_other_language(coach, quiz, attempt):
    right = next(iter(attempt.questions[0].right_ids))
    coach.post(quiz.get_url(), answer(attempt, 0, right))
    english = page_of("T1.quiz", "en")
    page = coach.get(english.get_url())
    assert "Which belong?" in page.text
    assert [line.is_right for line in page.context["lines"]] == [True, False, False]


def test_a_quiz_without_questions_says_so(coach, quiz):
    quiz.questions = []
    quiz.save()
    assert "Här finns inga frågor än." in coach.get(quiz.get_url()).text


def test_the_start_says_how_many_questions_a_try_has(coach, every_kind):
    assert "6 frågor" in coach.get(every_kind.get_url()).text
    every_kind.draws = 4
    every_kind.save_revision().publish()
    assert "4 frågor" in coach.get(every_kind.get_url()).text
    every_kind.draws = 40
    every_kind.save_revision().publish()
    assert "6 frågor" in coach.get(every_kind.get_url()).text


def test_a_preview_shows_questions_that_were_never_saved(rf, tove, quiz):
    for kind, value in QUESTIONS:
        quiz.questions.append((kind, {**COMMON, **value}))
    request = rf.get("/")
    request.user = tove
    response = quiz.make_preview_request(original_request=request)
    assert response.status_code == 200
    assert "Ordning?" in response.text


def test_an_answer_after_the_end_leads_to_the_result(coach, quiz, attempt):
    wrong = next(option for option in attempt.questions[0].options if not option.right)
    services.finish(attempt=attempt)
    response = coach.post(quiz.get_url(), answer(attempt, 0, wrong.id))
    assert response.url == f"{quiz.get_url()}?attempt={attempt.pk}"

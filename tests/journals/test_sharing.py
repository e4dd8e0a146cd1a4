"""Sharing by choice: a copy goes out, to those who were named before, and can be taken back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.services import create_person
from cohorts.models import Membership
from cohorts.services import join
from courses.models import Step
from discussions.models import Post, Thread
from discussions.queries import conversation, latest_threads
from discussions.services import create_post
from journals import services
from journals.models import Remark, Share
from journals.queries import chosen_text
from journals.services import destroy, save_entry, throw_away
from notices.models import Notice
from tests.conftest import membership_of

TEXT = "Första stycket.\n\nAndra, *hemligt* stycke.\n\nTredje stycket."


@pytest.fixture
def entry(alva, reflection):
    return save_entry(author=alva, step_key=reflection.translation_key, text=TEXT, expected_version=0)


@pytest.fixture
def coach(client_as, alva):
    return client_as(alva)


def on_board(entry, cohort, title="", source="Första stycket.", submission=None):
    return services.share_with_cohort(
        entry=entry, cohort=cohort, source=source, title=title, submission_id=submission or uuid4()
    )


def with_trainers(entry, cohort, submission=None):
    return services.share_with_trainers(
        entry=entry, cohort=cohort, source="Första stycket.", submission_id=submission or uuid4()
    )


def form_of(entry, cohort, **fields):
    common = {"version": entry.version, "submission_id": str(uuid4()), "cohort": cohort.pk, "title": ""}
    return {**common, "paragraph": ["0", "2"], "place": "prompt", **fields}


def test_chosen_paragraphs_in_the_order_of_the_text(entry):
    assert chosen_text(entry, [2, 0]) == "Första stycket.\n\nTredje stycket."


def test_the_card_is_what_the_board_will_show(coach, entry, cohort):
    url, form = reverse("journals:share", args=[entry.key]), form_of(entry, cohort)
    card = coach.post(url, form)
    assert "2 personer i Exempelkommun, hösten 2026 kan läsa det, och de som kommer med senare." in card.text
    assert not Post.objects.filter(source__contains="Första").exists()
    shared = coach.post(url, {**form, "confirmed": "on", "share": ""}, follow=True)
    for page in (card, shared):
        assert '<div class="post-text" dir="auto"><p>Första stycket.</p>\n<p>Tredje stycket.</p>\n</div>' in page.text
        assert "hemligt" not in page.text
        assert "Idécoach" in page.text


def test_nothing_goes_out_before_the_line_on_service_users(coach, entry, cohort):
    response = coach.post(reverse("journals:share", args=[entry.key]), {**form_of(entry, cohort), "share": ""})
    assert response.status_code == 422
    assert "Läs igenom texten och kryssa i rutan." in response.text
    assert not Share.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"paragraph": []}, "Välj minst ett stycke."),
        ({"paragraph": ["9"]}, "field-error"),
        ({"paragraph": ["x"]}, "field-error"),
        ({"place": "thread"}, "Ge tråden en rubrik."),
        ({"version": "0"}, "Anteckningen har ändrats sedan dess."),
        ({"version": ""}, "Anteckningen har ändrats sedan dess."),
    ],
)
def test_what_cannot_be_shared_is_told(coach, entry, cohort, fields, told):
    form = {**form_of(entry, cohort, confirmed="on"), **fields}
    response = coach.post(reverse("journals:share", args=[entry.key]), form)
    assert response.status_code == 422
    assert told in response.text
    assert not Share.objects.exists()


@pytest.mark.parametrize("fields", [{"place": "x"}, {"submission_id": "x"}, {"cohort": "9" * 30}, {"cohort": ""}])
def test_odd_forms_share_nothing(coach, entry, cohort, fields):
    response = coach.post(
        reverse("journals:share", args=[entry.key]), {**form_of(entry, cohort, confirmed="on"), **fields}
    )
    assert response.status_code == 422
    assert not Share.objects.exists()


def test_nobody_shares_with_a_cohort_that_she_is_not_in(coach, entry, other_cohort):
    form = form_of(entry, other_cohort, confirmed="on")
    assert coach.post(reverse("journals:share", args=[entry.key]), form).status_code == 422
    assert not Share.objects.exists()


def test_those_who_share_by_a_prompt_meet_in_one_thread(alva, bo, entry, cohort):
    other = save_entry(author=bo, step_key=entry.step_key, text="Bos text", expected_version=0)
    posts = [on_board(entry, cohort).post, on_board(other, cohort, source="Bos text").post]
    assert len({post.thread_id for post in posts}) == 1
    [line, *_rest] = latest_threads(membership_of(alva, cohort), "sv", limit=5)
    assert line.title == Step.objects.get(translation_key=entry.step_key, locale__language_code="sv").title


def test_a_thread_of_its_own(entry, cohort):
    post = on_board(entry, cohort, title="Tysta minuter").post
    assert (post.thread.title, post.thread.step_key) == ("Tysta minuter", None)


def test_a_double_click_shares_once(entry, cohort):
    submission = uuid4()
    assert on_board(entry, cohort, "T", submission=submission) == on_board(entry, cohort, "T", submission=submission)
    submission = uuid4()
    assert with_trainers(entry, cohort, submission) == with_trainers(entry, cohort, submission)
    assert (Share.objects.count(), Post.objects.filter(source="Första stycket.").count()) == (2, 1)


def test_a_form_sent_again_after_taking_back_shares_nothing(entry, cohort):
    submission = uuid4()
    services.withdraw_share(share=on_board(entry, cohort, "T", submission=submission))
    assert on_board(entry, cohort, "T", submission=submission).withdrawn_at
    assert not Post.objects.filter(source="Första stycket.").exists()


def test_the_entry_never_changes_by_it(entry, cohort):
    services.withdraw_share(share=on_board(entry, cohort))
    entry.refresh_from_db()
    assert (entry.text, entry.version) == (TEXT, 1)


def test_what_is_taken_back_disappears(entry, cohort):
    share = on_board(entry, cohort, "Min tråd")
    services.withdraw_share(share=share)
    services.withdraw_share(share=share)
    share.refresh_from_db()
    assert (share.post, share.source, bool(share.withdrawn_at)) == (None, "", True)
    assert not Thread.objects.filter(title="Min tråd").exists()


def test_answers_of_others_stay_with_a_note(client_as, alva, bo, entry, cohort):
    share = on_board(entry, cohort, "Min tråd")
    thread = share.post.thread
    create_post(thread=thread, author=bo, source="Modigt!", submission_id=uuid4(), parent=share.post)
    services.withdraw_share(share=share)
    page = client_as(bo).get(reverse("discussions:thread", args=[cohort.slug, thread.pk]))
    assert "Den som skrev har tagit tillbaka texten." in page.text
    assert "Modigt!" in page.text
    assert "Första stycket" not in page.text
    assert "Min tråd" not in page.text
    assert latest_threads(membership_of(alva, cohort), "sv", limit=1)[0].title == "En text som har tagits tillbaka"
    assert len(conversation(thread, alva).lines) == 1


def test_an_answer_to_what_was_just_taken_back_keeps_its_text(client_as, bo, entry, cohort):
    share = on_board(entry, cohort, "Min tråd")
    thread = share.post.thread
    create_post(thread=thread, author=bo, source="En egen tanke", submission_id=uuid4())
    answer = {"text": "Till dig", "parent": share.post.pk, "submission_id": str(uuid4())}
    services.withdraw_share(share=share)
    response = client_as(bo).post(reverse("discussions:thread", args=[cohort.slug, thread.pk]), answer)
    assert response.status_code == 422
    assert "Till dig</textarea>" in response.text


def test_what_is_shared_with_trainers_is_read_by_author_and_trainers(alva, bo, tove, sten, maja, entry, cohort):
    share = with_trainers(entry, cohort)
    seen = [person for person in (alva, bo, tove, sten, maja) if share in Share.objects.visible_to(person)]
    assert seen == [alva, tove]
    Membership.objects.filter(user=tove).delete()
    assert share not in Share.objects.visible_to(tove)


def test_what_stands_on_the_board_is_a_post_there_and_no_dialogue(client_as, alva, tove, entry, cohort):
    share = on_board(entry, cohort)
    assert share in Share.objects.visible_to(alva)
    assert share not in Share.objects.visible_to(tove)
    assert client_as(tove).get(reverse("journals:dialogue", args=[share.pk])).status_code == 404


def test_a_dialogue_tells_the_others_and_never_its_text(alva, tove, entry, cohort):
    colleague = create_person(email="kollega@example.org", name="Kim")
    join(cohort=cohort, user=colleague, role=Membership.Role.TRAINER)
    share = with_trainers(entry, cohort)
    services.remark(share=share, author=tove, source="Vad höll dig?", submission_id=uuid4())
    told = Notice.objects.filter(kind__in=["shared", "remark"]).values_list("recipient__name", "kind", "subject")
    assert set(told) == {
        ("Tove Ek", "shared", ""),
        ("Kim", "shared", ""),
        ("Alva Berg", "remark", ""),
        ("Kim", "remark", ""),
    }


def test_a_dialogue_on_the_page(client_as, alva, tove, entry, cohort):
    share = with_trainers(entry, cohort)
    url = reverse("journals:dialogue", args=[share.pk])
    said = {"text": "Vad **höll** dig?", "submission_id": str(uuid4())}
    for _twice in range(2):
        assert client_as(tove).post(url, said).url == url
    assert share.remarks.count() == 1
    page = client_as(alva).get(url)
    assert "<strong>höll</strong>" in page.text
    assert client_as(alva).post(url, {"text": " ", "submission_id": str(uuid4())}).status_code == 422
    client_as(alva).post(reverse("journals:withdraw", args=[share.pk]))
    page = client_as(tove).get(url)
    assert "Första stycket" not in page.text
    assert "<strong>höll</strong>" in page.text


def test_only_the_author_takes_back(client_as, tove, entry, cohort):
    share = with_trainers(entry, cohort)
    assert client_as(tove).post(reverse("journals:withdraw", args=[share.pk])).status_code == 404


def test_what_is_shared_outlives_its_entry(client_as, alva, tove, entry, cohort):
    share = with_trainers(entry, cohort)
    destroy(entry=throw_away(entry=entry))
    assert "Första stycket" in client_as(tove).get(reverse("journals:dialogue", args=[share.pk])).text
    response = client_as(alva).post(reverse("journals:withdraw", args=[share.pk]), follow=True)
    assert response.status_code == 200


def test_the_list_of_dialogues(client_as, tove, bo, entry, cohort):
    with_trainers(entry, cohort)
    assert "Alva Berg" in client_as(tove).get(reverse("journals:dialogues")).text
    assert "Alva Berg" not in client_as(bo).get(reverse("journals:dialogues")).text


def test_who_is_in_no_cohort_has_nobody_to_share_with(client_as, alva, entry):
    Membership.objects.filter(user=alva).delete()
    page = client_as(alva).get(reverse("journals:share", args=[entry.key]))
    assert "det finns ingen att dela med" in page.text


@pytest.mark.parametrize("verb", ["share", "remark"])
def test_what_cannot_be_told_is_not_said_either(entry, cohort, alva, tove, monkeypatch, verb):
    """Told and said in one transaction: sent again, it is both."""
    share = services.share_with_trainers(entry=entry, cohort=cohort, source="Först", submission_id=uuid4())
    before, number = Notice.objects.count(), uuid4()

    def send():
        if verb == "share":
            return services.share_with_trainers(entry=entry, cohort=cohort, source="Sedan", submission_id=number)
        return services.remark(share=share, author=alva, source="Sedan", submission_id=number)

    with monkeypatch.context() as broken:
        broken.setattr("notices.services.tell", lambda **facts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send()
    assert (Share.objects.count(), Remark.objects.count()) == (1, 0)
    assert send() == send()
    assert Notice.objects.count() == before + 1

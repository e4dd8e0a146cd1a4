"""Nobody becomes a trainer unasked, and a trainer meets nobody of cohorts that she does not train."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.services import create_person
from cohorts.addresses import Guest
from cohorts.models import Cohort, Invitation
from cohorts.services import (
    NotForYou,
    NotOpen,
    Unasked,
    accept_invitation,
    ask_to_train,
    change_role,
    decline_invitation,
    end_cohort,
    invite,
    join,
    leave,
    move_member,
    start_cohort,
)
from tests.conftest import membership_of
from tests.guests import rows
from tests.odd import naughty_strings

START = reverse("desk:start")


def page_about(person, cohort):
    return reverse("desk:person", args=[cohort.slug, membership_of(person, cohort).pk])


@pytest.fixture
def ask(client_as, cohort, alva, tove, django_capture_on_commit_callbacks):
    """Tove asks Alva to train with her, and the address in the mail is returned."""

    def press():
        with django_capture_on_commit_callbacks(execute=True):
            answer = client_as(tove).post(page_about(alva, cohort), {"do": "ask"}, follow=True)
        assert "Alva Berg får en fråga med mejl. Ingenting ändras förrän svaret är ja." in answer.text
        links = [link for one in mail.outbox for link in re.findall(r"http://[^/\s]+(/\S+/inbjudan/\S+)", one.body)]
        return links[-1]

    return press


def stands(person, cohort):
    return membership_of(person, cohort).role, person.groups.filter(name="Desk").exists()


def test_who_is_asked_stays_what_she_is_until_she_says_yes(client_as, alva, tove, cohort, ask):
    link = ask()
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["alva@example.org"], "Vill du bli kursledare för Exempelkommun, hösten 2026?")
    ]
    assert stands(alva, cohort) == ("coach", False)
    assert client_as(alva).get(reverse("desk:now", args=[cohort.slug])).status_code == 302
    assert "Ja, jag vill bli kursledare" in client_as(alva).get(link).text
    assert client_as(alva).post(link).status_code == 302
    assert stands(alva, cohort) == ("trainer", True)
    assert client_as(alva).get(reverse("desk:now", args=[cohort.slug])).status_code == 200


def test_no_thank_you_changes_nothing_and_is_seen_on_the_desk(client_as, alva, tove, cohort, ask):
    link = ask()
    answer = client_as(alva).post(link, {"decline": "1"}, follow=True)
    assert "Du har tackat nej. Ingenting har ändrats." in answer.text
    assert stands(alva, cohort) == ("coach", False)
    assert "har tackat nej" in client_as(tove).get(reverse("desk:people", args=[cohort.slug])).text
    for response in (client_as(alva).get(link), client_as(alva).post(link)):
        assert "Du har tackat nej" in response.text
    assert stands(alva, cohort) == ("coach", False)


def test_the_desk_shows_who_was_asked_and_takes_it_back(client_as, alva, tove, cohort, ask):
    link, desk = ask(), client_as(tove)
    assert "tillfrågad som kursledare, har inte svarat" in desk.get(reverse("desk:people", args=[cohort.slug])).text
    page = desk.get(page_about(alva, cohort)).text
    assert "har inte svarat än" in page
    assert 'value="ask"' not in page
    [question] = cohort.invitations.filter(role="trainer")
    desk.post(reverse("desk:withdraw", args=[cohort.slug, question.pk]))
    assert 'value="ask"' in desk.get(page_about(alva, cohort)).text
    assert client_as(alva).post(link).status_code == 409
    assert stands(alva, cohort) == ("coach", False)


def test_the_question_is_asked_once_and_after_a_no_by_a_press_of_its_own(alva, cohort, ask):
    ask()
    ask()
    assert len(mail.outbox) == 1
    decline_invitation(invitation=cohort.invitations.get(role="trainer"), user=alva)
    ask()
    assert len(mail.outbox) == 2


def test_a_list_writes_to_nobody_again_who_has_said_no(client_as, alva, tove, sten, cohort):
    invite(cohort=cohort, by=tove, guests=[Guest(sten.email)])
    decline_invitation(invitation=cohort.invitations.get(), user=sten)
    before = len(mail.outbox)
    sent = invite(cohort=cohort, by=tove, guests=[Guest("STEN@example.org", "", "trainer")])
    assert ([one.email for one in sent.declined], sent.invited) == (["STEN@example.org"], [])
    page = client_as(tove).post(reverse("desk:people", args=[cohort.slug]), rows(sten.email), follow=True)
    assert "Har tackat nej tidigare, får inget nytt mejl: sten@example.org." in page.text
    assert len(mail.outbox) == before


def test_the_question_of_another_is_nobodys_to_answer(client_as, bo, alva, cohort, ask):
    link = ask()
    assert client_as(bo).post(link, {"decline": "1"}).status_code == 409
    with pytest.raises(NotForYou):
        decline_invitation(invitation=cohort.invitations.get(role="trainer"), user=bo)
    assert cohort.invitations.get(role="trainer").state == Invitation.State.WAITING


@pytest.mark.parametrize("first", ["yes", "no"])
def test_the_first_answer_counts(alva, cohort, ask, first):
    ask()
    question = cohort.invitations.get(role="trainer")
    if first == "yes":
        accept_invitation(invitation=question, user=alva)
        decline_invitation(invitation=question, user=alva)
    else:
        decline_invitation(invitation=question, user=alva)
        with pytest.raises(NotOpen):
            accept_invitation(invitation=question, user=alva)
    assert stands(alva, cohort) == (("trainer", True) if first == "yes" else ("coach", False))


def test_a_question_ends_with_the_place_it_was_asked_in(alva, tove, cohort, ask):
    ask()
    question = cohort.invitations.get(role="trainer")
    leave(membership=membership_of(alva, cohort))
    with pytest.raises(NotOpen):
        accept_invitation(invitation=question, user=alva)
    assert ask_to_train(membership=membership_of(alva, cohort), by=tove) is None


def test_nobody_is_asked_into_a_cohort_that_has_ended(client_as, alva, tove, cohort):
    end_cohort(cohort=cohort, today=timezone.localdate())
    page = client_as(tove).post(page_about(alva, cohort), {"do": "ask"}, follow=True)
    assert "Det går inte längre att komma med i den kohorten." in page.text
    assert not cohort.invitations.filter(role="trainer").exists()


@pytest.mark.parametrize("role", ["trainer", "", "TRAINER", "x" * 1000])
def test_no_form_of_the_desk_gives_the_role(client_as, alva, tove, cohort, role):
    assert client_as(tove).post(page_about(alva, cohort), {"do": "role", "role": role}).status_code == 422
    assert stands(alva, cohort) == ("coach", False)


def test_no_verb_gives_the_role_unasked(alva, cohort):
    with pytest.raises(Unasked):
        change_role(membership=membership_of(alva, cohort), role="trainer")
    assert stands(alva, cohort) == ("coach", False)


def test_a_trainer_steps_down_by_herself(client_as, bo, tove, cohort):
    join(cohort=cohort, user=bo, role="trainer")
    client = client_as(bo)
    assert client.post(page_about(bo, cohort), {"do": "role", "role": "coach"}).status_code == 302
    assert stands(bo, cohort) == ("coach", False)


def test_a_trainer_is_not_moved_but_asked(client_as, bo, tove, cohort, other_cohort):
    for one in (cohort, other_cohort):
        join(cohort=one, user=tove, role="trainer")
    join(cohort=cohort, user=bo, role="trainer")
    client, url = client_as(tove), page_about(bo, cohort)
    assert 'value="move"' not in client.get(url).text
    page = client.post(url, {"do": "move", "to": other_cohort.pk}, follow=True)
    assert "Ingen blir kursledare utan att ha tackat ja." in page.text
    with pytest.raises(Unasked):
        move_member(membership=membership_of(bo, cohort), to=other_cohort)
    assert stands(bo, cohort) == ("trainer", True)
    assert not other_cohort.memberships.filter(user=bo).exists()


def test_nobody_is_moved_into_a_cohort_that_takes_nobody(alva, cohort, other_cohort):
    end_cohort(cohort=other_cohort, today=timezone.localdate())
    with pytest.raises(NotOpen):
        move_member(membership=membership_of(alva, cohort), to=other_cohort)
    assert membership_of(alva, cohort).left_at is None


# Starting a cohort --------------------------------------------------------------------------------------


@pytest.fixture
def facts(course):
    return {"name": "Våren", "course": course.pk, "starts_on": "2027-02-01", "submission_id": str(uuid4()), "send": ""}


@pytest.fixture
def stranger(other_cohort):
    """Who trains another cohort and belongs elsewhere."""
    elsewhere = Organisation.objects.create(name="Främlingskommun")
    person = create_person(email="frida@example.org", name="Frida Främling", organisation=elsewhere)
    join(cohort=other_cohort, user=person, role="trainer")
    Cohort.objects.filter(pk=other_cohort.pk).update(organisation=elsewhere)
    return person


def test_a_trainer_meets_nobody_of_other_cohorts(client_as, tove, bo, maja, cohort, stranger):
    join(cohort=cohort, user=bo, role="trainer")
    for address in (START, reverse("desk:settings", args=[cohort.slug])):
        page = client_as(tove).get(address).text
        assert "Främling" not in page
        assert "frida@" not in page
    assert "Bo Lind · bo@example.org" in client_as(tove).get(START).text
    assert "Frida Främling · frida@example.org" in client_as(maja).get(START).text
    assert "Främlingskommun" in client_as(maja).get(START).text


@pytest.mark.parametrize("field", ["trainers", "organisation"])
def test_nor_by_number(client_as, tove, facts, stranger, field):
    value = {"trainers": [stranger.pk], "organisation": stranger.organisation_id}[field]
    page = client_as(tove).post(START, {**facts, field: value})
    assert page.status_code == 422
    assert "Främling" not in page.text
    assert not Cohort.objects.filter(name="Våren").exists()


def test_nor_in_the_settings_by_number(client_as, tove, cohort, stranger):
    url, facts = reverse("desk:settings", args=[cohort.slug]), {"name": "Hösten", "readable_months": 6}
    assert client_as(tove).post(url, {**facts, "organisation": stranger.organisation_id}).status_code == 422
    assert client_as(tove).post(url, {**facts, "organisation": cohort.organisation_id or ""}).status_code == 302


def test_a_typed_address_tells_nothing_of_whose_it_is(client_as, tove, facts, cohort, stranger):
    told = []
    for address in (stranger.email, "ingen@example.org"):
        form = {"addresses": f"e-post;roll\n{address};kursledare"}
        for url, more in ((START, facts), (reverse("desk:people", args=[cohort.slug]), {})):
            page = client_as(tove).post(url, {key: value for key, value in (more | form).items() if key != "send"})
            told.append(
                re.sub(r"csrf\S+|nonce\S+|value=\"\S+\"", "", page.text.split("<main")[-1]).replace(address, "@")
            )
    assert told[0] == told[2]
    assert told[1] == told[3]


def test_who_starts_a_cohort_trains_it_and_all_others_are_asked(
    client_as, tove, bo, cohort, stranger, facts, django_capture_on_commit_callbacks
):
    join(cohort=cohort, user=bo, role="trainer")
    guests = rows(stranger.email, role="trainer")
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client_as(tove).post(START, facts | {"trainers": [bo.pk]} | guests)
    started = Cohort.objects.get(name="Våren")
    assert [(place.user, place.role) for place in started.memberships.all()] == [(tove, "trainer")]
    assert sorted(one.to[0] for one in mail.outbox) == ["bo@example.org", "frida@example.org"]
    assert set(started.invitations.values_list("role", flat=True)) == {"trainer"}
    accept_invitation(invitation=started.invitations.get(email=bo.email), user=bo)
    assert stands(bo, started) == ("trainer", True)


def test_a_site_manager_asks_too_and_may_choose_herself(maja, tove, course):
    facts = {"name": "Våren", "course_key": course.translation_key, "organisation": None, "guests": []}
    facts |= {"starts_on": timezone.localdate(), "by": maja}
    for trainers, now in (([tove], []), ([tove, maja], [maja])):
        started, _sent = start_cohort(**facts, trainers=trainers, submission_id=uuid4())
        assert [place.user for place in started.memberships.all()] == now
        assert [one.email for one in started.invitations.all()] == ["tove@example.org"]


def test_a_form_that_is_sent_again_after_the_end_is_told_so(client_as, tove, facts):
    client_as(tove).post(START, facts)
    end_cohort(cohort=Cohort.objects.get(name="Våren"), today=timezone.localdate())
    page = client_as(tove).post(START, facts)
    assert (page.status_code, "Börja på en ny." in page.text) == (422, True)


def test_a_question_runs_out_as_any_invitation_does(alva, cohort, ask):
    ask()
    cohort.invitations.update(sent_at=timezone.now() - timedelta(days=31))
    with pytest.raises(NotOpen):
        accept_invitation(invitation=cohort.invitations.get(role="trainer"), user=alva)


@pytest.mark.parametrize("text", [text for text in naughty_strings() if 0 < len(text.strip()) <= 100][:40])
def test_odd_names_make_questions_that_hold(alva, tove, cohort, text, django_capture_on_commit_callbacks):
    User.objects.update(name=text)
    with django_capture_on_commit_callbacks(execute=True):
        ask_to_train(membership=membership_of(alva, cohort), by=User.objects.get(pk=tove.pk))
    [letter] = mail.outbox
    assert "\n" not in letter.subject
    assert letter.message().as_bytes()

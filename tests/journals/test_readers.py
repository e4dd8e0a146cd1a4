"""Who reads what was shared with trainers: those who were named, and later ones only when its author was told."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.services import create_person
from cohorts import services as cohorts
from discussions.services import Closed
from journals import services
from journals.models import Share, ShareReader
from journals.services import save_entry
from notices.models import Notice
from tests.conftest import membership_of


@pytest.fixture
def entry(alva, reflection):
    return save_entry(author=alva, step_key=reflection.translation_key, text="Ett.\n\nTvå.", expected_version=0)


@pytest.fixture
def kim(db):
    return create_person(email="kim@example.org", name="Kim Dahl")


def shared(entry, cohort, **facts):
    return services.share_with_trainers(entry=entry, cohort=cohort, source="Ett.", submission_id=uuid4(), **facts)


@pytest.mark.parametrize("way", ["invited", "changed", "site manager"])
def test_who_becomes_a_trainer_later_reads_nothing_of_before(entry, cohort, kim, bo, maja, way):
    share = shared(entry, cohort)
    person = {"changed": bo, "site manager": maja}.get(way, kim)
    if way == "changed":
        cohorts.join(cohort=cohort, user=bo, role="trainer")
    else:
        cohorts.join(cohort=cohort, user=person, role="trainer")
    assert membership_of(person, cohort).is_trainer
    assert share not in Share.objects.visible_to(person)


def test_a_trainer_who_was_away_reads_nothing_of_before(entry, cohort, tove, kim):
    cohorts.join(cohort=cohort, user=kim, role="trainer")
    share = shared(entry, cohort)
    assert share in Share.objects.visible_to(kim)
    cohorts.change_role(membership=membership_of(kim, cohort), role="coach")
    cohorts.join(cohort=cohort, user=kim, role="trainer")
    assert share not in Share.objects.visible_to(kim)


def test_the_card_names_who_reads_now_and_asks_again_when_that_has_changed(client_as, entry, cohort, alva, kim):
    client, url = client_as(alva), reverse("journals:share", args=[entry.key])
    form = {"version": entry.version, "submission_id": str(uuid4()), "cohort": cohort.pk, "title": ""}
    form |= {"paragraph": ["0"], "place": "trainers", "named": str(membership_of_tove(cohort))}
    assert "Tove Ek" in client.post(url, form).text
    cohorts.join(cohort=cohort, user=kim, role="trainer")
    again = client.post(url, form | {"confirmed": "on", "share": ""})
    assert again.status_code == 422
    assert "Kim Dahl" in again.text
    assert not Share.objects.exists()


def membership_of_tove(cohort):
    return cohort.memberships.trainers().get().user_id


@pytest.fixture
def kept_for_later(entry, cohort):
    return shared(entry, cohort, takes_later=True)


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days))


def becomes_trainer(person, cohort):
    return cohorts.join(cohort=cohort, user=person, role="trainer")


def told(author):
    return Notice.objects.filter(recipient=author, kind="reader")


@pytest.mark.parametrize(("days", "reads"), [(0, False), (6.99, False), (7.01, True)])
def test_a_later_trainer_reads_seven_days_after_the_author_was_told(kept_for_later, cohort, alva, kim, days, reads):
    becomes_trainer(kim, cohort)
    assert told(alva).get().actor == kim
    with in_days(days):
        assert (kept_for_later in Share.objects.visible_to(kim)) is reads


def test_nobody_is_told_of_a_trainer_who_reads_nothing(entry, cohort, alva, kim):
    shared(entry, cohort)
    becomes_trainer(kim, cohort)
    assert not told(alva).exists()
    assert not ShareReader.objects.filter(person=kim).exists()


def test_the_author_is_told_once_of_all_that_she_shared_and_by_mail(
    entry, cohort, alva, kim, django_capture_on_commit_callbacks
):
    for _share in range(3):
        shared(entry, cohort, takes_later=True)
    with django_capture_on_commit_callbacks(execute=True):
        becomes_trainer(kim, cohort)
    assert told(alva).count() == 1
    [message] = [one for one in mail.outbox if one.to == [alva.email]]
    assert "Kim" in message.subject
    assert "/readers/" in message.body


def test_one_press_says_no_to_all_that_a_new_trainer_waits_for(client_as, entry, cohort, alva, kim):
    shares = [shared(entry, cohort, takes_later=True) for _share in range(2)]
    becomes_trainer(kim, cohort)
    client = client_as(alva)
    page = client.get(told(alva).get().path, follow=True)
    [newcomer] = page.context["newcomers"]
    assert newcomer.number == 2
    assert "Säg nej till Kim Dahl" in page.text
    for _twice in range(2):
        pressed = client.post(reverse("journals:refuse", args=[newcomer.reader.pk]), {"everything": "1"}, follow=True)
        assert "Kim Dahl läser det inte." in pressed.text
    with in_days(30):
        assert not Share.objects.visible_to(kim).filter(pk__in=[share.pk for share in shares]).exists()


def test_what_was_refused_stays_refused_when_she_comes_back(kept_for_later, cohort, alva, kim):
    becomes_trainer(kim, cohort)
    services.refuse_reader(reader=ShareReader.objects.get(person=kim))
    cohorts.leave(membership=membership_of(kim, cohort))
    becomes_trainer(kim, cohort)
    assert not told(alva).exists()
    with in_days(30):
        assert kept_for_later not in Share.objects.visible_to(kim)


def test_a_trainer_who_comes_back_waits_anew(kept_for_later, cohort, alva, tove, kim):
    becomes_trainer(kim, cohort)
    assert kept_for_later in Share.objects.visible_to(tove)
    cohorts.change_role(membership=membership_of(tove, cohort), role="coach")
    assert kept_for_later not in Share.objects.visible_to(tove)
    cohorts.join(cohort=cohort, user=tove, role="trainer")
    assert kept_for_later not in Share.objects.visible_to(tove)
    assert told(alva).filter(actor=tove).exists()
    with in_days(8):
        assert kept_for_later in Share.objects.visible_to(tove)


def test_a_notice_of_a_reader_goes_when_she_is_a_trainer_no_more(kept_for_later, cohort, alva, kim):
    becomes_trainer(kim, cohort)
    cohorts.leave(membership=membership_of(kim, cohort))
    assert not Notice.objects.filter(kind__in=["reader", "trainer"]).exists()


def test_an_author_who_has_left_is_told_and_says_no(client_as, kept_for_later, cohort, alva, kim):
    becomes_trainer(kim, cohort)
    cohorts.leave(membership=membership_of(alva, cohort))
    page = client_as(alva).get(told(alva).get().path, follow=True)
    assert "Säg nej till Kim Dahl" in page.text


def test_who_could_not_be_told_of_is_no_trainer_and_reads_nothing(kept_for_later, cohort, kim, monkeypatch):
    monkeypatch.setattr("journals.services.offer_to_trainer", lambda **facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        becomes_trainer(kim, cohort)
    assert not cohort.memberships.filter(user=kim).exists()


def test_without_a_row_nobody_reads(entry, cohort, tove, kim):
    share = shared(entry, cohort)
    ShareReader.objects.all().delete()
    assert share not in Share.objects.visible_to(tove)


def test_the_author_chooses_later_trainers_afterwards_and_takes_that_back(client_as, entry, cohort, alva, kim, bo):
    share = shared(entry, cohort)
    becomes_trainer(kim, cohort)
    client, url = client_as(alva), reverse("journals:later", args=[share.pk])
    for _twice in range(2):
        assert client.post(url).status_code == 302
    with in_days(8):
        assert share in Share.objects.visible_to(kim)
    assert client.post(url, {"undo": ""}).status_code == 302
    becomes_trainer(bo, cohort)
    with in_days(8):
        assert share not in Share.objects.visible_to(kim)
        assert share not in Share.objects.visible_to(bo)


def test_who_reads_already_goes_on_when_later_ones_are_refused(kept_for_later, cohort, tove):
    services.choose_later(share=kept_for_later, takes_later=False)
    assert kept_for_later in Share.objects.visible_to(tove)


def test_a_reader_who_is_refused_reads_and_hears_no_more(client_as, entry, cohort, alva, tove):
    share = shared(entry, cohort)
    services.remark(share=share, author=alva, source="Till dig", submission_id=uuid4())
    reader = ShareReader.objects.get(share=share, person=tove)
    assert client_as(tove).post(reverse("journals:refuse", args=[reader.pk])).status_code == 404
    client_as(alva).post(reverse("journals:refuse", args=[reader.pk]))
    assert share not in Share.objects.visible_to(tove)
    assert not Notice.objects.filter(recipient=tove).exists()
    with pytest.raises(Closed):
        services.remark(share=share, author=tove, source="Men", submission_id=uuid4())


def test_a_later_trainer_is_told_nothing_before_she_reads(kept_for_later, cohort, alva, kim):
    becomes_trainer(kim, cohort)
    services.remark(share=kept_for_later, author=alva, source="Mer", submission_id=uuid4())
    assert not Notice.objects.filter(recipient=kim).exists()


@pytest.mark.parametrize(("chosen", "later"), [("yes", True), ("no", False), ("", False), (None, False)])
def test_the_careful_choice_is_the_one_that_is_made_for_her(client_as, entry, cohort, alva, tove, chosen, later):
    form = {"version": entry.version, "submission_id": str(uuid4()), "cohort": cohort.pk, "title": ""}
    form |= {"paragraph": ["0"], "place": "trainers", "named": str(tove.pk), "confirmed": "on", "share": ""}
    if chosen is not None:
        form["later"] = chosen
    url = reverse("journals:share", args=[entry.key])
    for _twice in range(2):
        assert client_as(alva).post(url, form).status_code == 302
    assert Share.objects.get().takes_later is later


@pytest.mark.parametrize("named", ["", "x", "0", "-1", "9" * 400, "💥", "‮3", "<b>3</b>"])
def test_odd_names_of_readers_share_nothing(client_as, entry, cohort, alva, named):
    form = {"version": entry.version, "submission_id": str(uuid4()), "cohort": cohort.pk, "title": ""}
    form |= {"paragraph": ["0"], "place": "trainers", "named": named, "confirmed": "on", "later": "yes"}
    page = client_as(alva).post(reverse("journals:share", args=[entry.key]), form)
    assert page.status_code == 422
    assert 'value="yes" checked' in " ".join(page.text.split())
    assert not Share.objects.exists()


def test_where_nobody_trains_there_is_nobody_to_share_with(client_as, entry, cohort, alva):
    cohort.memberships.trainers().update(left_at=timezone.now())
    form = {"version": entry.version, "submission_id": str(uuid4()), "cohort": cohort.pk, "title": ""}
    form |= {"paragraph": ["0"], "place": "trainers", "named": ""}
    for sent in (form, form | {"confirmed": "on", "share": ""}):
        page = client_as(alva).post(reverse("journals:share", args=[entry.key]), sent)
        assert "Kohorten har ingen annan kursledare just nu" in page.text
    assert not Share.objects.exists()


@pytest.mark.parametrize("page", ["journals:dialogue", "journals:share", "journals:shares"])
def test_who_reads_now_and_who_will_stands_where_the_author_looks(
    client_as, entry, kept_for_later, cohort, alva, tove, kim, page
):
    becomes_trainer(kim, cohort)
    args = {"journals:dialogue": [kept_for_later.pk], "journals:share": [entry.key]}.get(page, [])
    shown = client_as(alva).get(reverse(page, args=args)).text
    assert "Tove Ek" in shown
    assert "Kim Dahl" in shown
    assert "om du inte säger nej" in shown


def test_a_reader_learns_nothing_of_the_other_readers(client_as, kept_for_later, cohort, tove, kim):
    becomes_trainer(kim, cohort)
    page = client_as(tove).get(reverse("journals:dialogue", args=[kept_for_later.pk])).text
    assert "Kim Dahl" not in page


def test_what_stands_on_the_board_says_for_how_many_and_whom_later(client_as, entry, cohort, alva):
    services.share_with_cohort(entry=entry, cohort=cohort, source="Ett.", title="T", submission_id=uuid4())
    page = client_as(alva).get(reverse("journals:shares")).text
    assert "alla i Exempelkommun, hösten 2026 (2 personer utom du) och de som kommer med senare" in page


def test_what_was_shared_before_is_read_by_those_who_train_now(entry, cohort, other_cohort, tove, kim, alva):
    """What the migration does to shares of the last release."""
    becomes_trainer(kim, cohort)
    share = shared(entry, cohort)
    cohorts.leave(membership=membership_of(kim, cohort))
    ShareReader.objects.all().delete()
    import_module("journals.migrations.0007_readers_of_before").name_readers(apps, None)
    [reader] = ShareReader.objects.all()
    assert (reader.person, reader.reads_from, reader.share.takes_later) == (tove, share.shared_at, False)
    assert share in Share.objects.visible_to(tove)

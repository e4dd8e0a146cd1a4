"""What somebody wrote in a cohort that she has left: dialogues end, and what is hers she takes back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services import create_person
from cohorts import services as cohorts
from cohorts.models import Cohort
from discussions.services import Closed, open_thread
from journals import services
from journals.models import Share
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


def becomes_trainer(person, cohort):
    return cohorts.join(cohort=cohort, user=person, role="trainer")


def test_who_has_left_writes_in_no_dialogue(entry, cohort, alva):
    share = shared(entry, cohort)
    cohorts.leave(membership=membership_of(alva, cohort))
    with pytest.raises(Closed):
        services.remark(share=share, author=alva, source="En sak till", submission_id=uuid4())


def test_who_trained_once_writes_in_no_dialogue(entry, cohort, kim):
    cohorts.join(cohort=cohort, user=kim, role="trainer")
    share = shared(entry, cohort)
    cohorts.leave(membership=membership_of(kim, cohort))
    with pytest.raises(Closed):
        services.remark(share=share, author=kim, source="En sak till", submission_id=uuid4())


def test_who_has_left_finds_what_she_wrote_and_takes_it_back(client_as, cohort, alva, bo):
    post = open_thread(cohort=cohort, author=alva, title="T", source="Det jag sade", submission_id=uuid4())
    open_thread(cohort=cohort, author=bo, title="T", source="Det Bo sade", submission_id=uuid4())
    cohorts.leave(membership=membership_of(alva, cohort))
    client = client_as(alva)
    page = client.get("/sv/dagbok/kvar/").text
    assert "Det jag sade" in page
    assert "Det Bo sade" not in page
    for _twice in range(2):
        assert client.post("/sv/dagbok/kvar/ta-tillbaka/", {"post": post.pk}).status_code == 302
    assert "Det jag sade" not in client.get("/sv/dagbok/kvar/").text


def test_a_dialogue_is_kept_open_by_a_trainer(client_as, entry, cohort, alva, tove):
    share = shared(entry, cohort)
    cohorts.leave(membership=membership_of(alva, cohort))
    url, said = reverse("journals:dialogue", args=[share.pk]), {"text": "En sak", "submission_id": str(uuid4())}
    coach, trainer = client_as(alva), client_as(tove)
    assert "<textarea" not in coach.get(url).text
    refused = coach.post(url, said)
    assert (refused.status_code, "En sak</textarea>" in refused.text) == (422, True)
    assert trainer.post(url, said).status_code == 422
    keep = reverse("journals:keep_open", args=[share.pk])
    assert coach.post(keep).status_code == 404
    assert "Håll samtalet öppet" in trainer.get(url).text
    for _twice in range(2):
        assert trainer.post(keep).status_code == 302
    assert coach.post(url, said).status_code == 302
    assert trainer.post(url, {"text": "Svar", "submission_id": str(uuid4())}).status_code == 302
    assert Notice.objects.filter(recipient=alva, kind="remark").exists()
    assert trainer.post(keep, {"undo": ""}).status_code == 302
    assert coach.post(url, {"text": "Mer", "submission_id": str(uuid4())}).status_code == 422
    # Sent once more, what was said before is said, and not refused.
    assert coach.post(url, said).status_code == 302


def test_a_dialogue_ends_when_the_board_is_read_no_longer(entry, cohort, alva, tove):
    share = shared(entry, cohort)
    cohorts.end_cohort(cohort=cohort, today=timezone.localdate())
    services.remark(share=share, author=alva, source="Tack", submission_id=uuid4())
    cohorts.end_cohort(cohort=cohort, today=timezone.localdate() - timedelta(days=300))
    Cohort.objects.filter(pk=cohort.pk).update(readable_until=timezone.localdate() - timedelta(days=1))
    for person in (alva, tove):
        with pytest.raises(Closed):
            services.remark(share=share, author=person, source="En sak till", submission_id=uuid4())
    assert share in Share.objects.visible_to(alva)


def test_nobody_keeps_open_what_she_does_not_read(entry, cohort, alva, bo, kim):
    share = shared(entry, cohort)
    becomes_trainer(kim, cohort)
    for person in (alva, bo, kim):
        services.keep_open(share=share, by=person, is_kept_open=True)
    share.refresh_from_db()
    assert not share.is_kept_open


def test_a_remark_is_taken_back_by_whoever_said_it_even_from_outside(client_as, entry, cohort, alva, tove, kim):
    becomes_trainer(kim, cohort)
    share = shared(entry, cohort)
    said = services.remark(share=share, author=kim, source="Kims ord", submission_id=uuid4())
    cohorts.leave(membership=membership_of(kim, cohort))
    client = client_as(kim)
    assert "Kims ord" in client.get(reverse("journals:left")).text
    take_back = reverse("journals:take_back")
    client_as(tove).post(take_back, {"remark": said.pk})
    said.refresh_from_db()
    assert said.source == "Kims ord"
    for _twice in range(2):
        assert client.post(take_back, {"remark": said.pk}).status_code == 302
    said.refresh_from_db()
    assert (said.source, bool(said.withdrawn_at)) == ("", True)
    assert not Notice.objects.filter(kind="remark").exists()
    page = client_as(alva).get(reverse("journals:dialogue", args=[share.pk])).text
    assert "Den som skrev har tagit tillbaka texten." in page


@pytest.mark.parametrize("field", ["post", "remark"])
@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30, "💥"])
def test_odd_numbers_take_nothing_back(client_as, alva, field, number):
    assert client_as(alva).post(reverse("journals:take_back"), {field: number}).status_code == 302


def test_nobody_takes_back_what_is_anothers(client_as, cohort, alva, bo):
    post = open_thread(cohort=cohort, author=bo, title="T", source="Det Bo sade", submission_id=uuid4())
    client_as(alva).post(reverse("journals:take_back"), {"post": post.pk})
    post.refresh_from_db()
    assert post.source == "Det Bo sade"


def test_what_stands_where_she_reads_is_no_longer_left(client_as, cohort, alva):
    open_thread(cohort=cohort, author=alva, title="T", source="Det jag sade", submission_id=uuid4())
    assert "Det jag sade" not in client_as(alva).get(reverse("journals:left")).text
    Cohort.objects.filter(pk=cohort.pk).update(readable_until=timezone.localdate() - timedelta(days=1))
    assert "Det jag sade" in client_as(alva).get(reverse("journals:left")).text

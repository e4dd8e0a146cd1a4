"""Who is told that somebody has become a trainer, and when nobody is."""

from uuid import uuid4

import pytest

from accounts.services import create_person
from cohorts import services
from cohorts.models import Cohort
from notices.models import Notice
from tests.conftest import membership_of


@pytest.fixture
def kim(db):
    return create_person(email="kim@example.org", name="Kim Dahl")


def told():
    return set(Notice.objects.filter(kind="trainer").values_list("recipient__name", "actor__name"))


@pytest.mark.parametrize("way", ["invitation", "role"])
def test_the_people_of_a_cohort_hear_who_trains_them_now(client_as, cohort, alva, bo, tove, kim, way):
    if way == "invitation":
        invitation = cohort.invitations.create(email=kim.email, role="trainer")
        services.accept_invitation(invitation=invitation, user=kim)
    else:
        services.join(cohort=cohort, user=kim)
        services.join(cohort=cohort, user=kim, role="trainer")
    assert told() == {(name, "Kim Dahl") for name in ("Alva Berg", "Bo Lind", "Tove Ek")}
    notice = Notice.objects.get(recipient=alva, kind="trainer")
    assert notice.headline == "Kim är kursledare här nu"
    assert client_as(alva).get(notice.path, follow=True).status_code == 200


def test_each_event_is_told_once(cohort, kim):
    for _twice in range(2):
        services.join(cohort=cohort, user=kim, role="trainer")
        services.join(cohort=cohort, user=kim, role="trainer")
    assert Notice.objects.filter(kind="trainer").count() == 3
    services.change_role(membership=membership_of(kim, cohort), role="coach")
    assert told() == set()
    services.join(cohort=cohort, user=kim, role="trainer")
    assert Notice.objects.filter(kind="trainer").count() == 3


def test_nobody_is_told_of_the_first_trainer_or_of_those_who_start(cohort, course, tove, kim, maja, alva):
    facts = {"course_key": course.translation_key, "organisation": None, "starts_on": cohort.starts_on, "guests": []}
    services.start_cohort(name="Ny", trainers=[tove, kim], by=maja, submission_id=uuid4(), **facts)
    alone = Cohort.objects.create(name="Utan", slug="utan", course_key=course.translation_key)
    services.join(cohort=alone, user=alva)
    services.join(cohort=alone, user=kim, role="trainer")
    assert told() == set()


def test_who_has_left_is_not_told(cohort, alva, kim):
    services.leave(membership=membership_of(alva, cohort))
    services.join(cohort=cohort, user=kim, role="trainer")
    assert "Alva Berg" not in {name for name, _actor in told()}


def test_who_leaves_is_told_no_longer(cohort, alva, kim):
    services.join(cohort=cohort, user=kim, role="trainer")
    services.leave(membership=membership_of(alva, cohort))
    assert "Alva Berg" not in {name for name, _actor in told()}


def test_a_role_begins_when_it_changes_and_when_somebody_comes_back(cohort, bo):
    first = membership_of(bo, cohort).role_since
    services.change_role(membership=membership_of(bo, cohort), role="inspirer")
    assert membership_of(bo, cohort).role_since == first
    services.join(cohort=cohort, user=bo, role="trainer")
    second = membership_of(bo, cohort).role_since
    services.leave(membership=membership_of(bo, cohort))
    services.join(cohort=cohort, user=bo, role="trainer")
    assert first < second < membership_of(bo, cohort).role_since

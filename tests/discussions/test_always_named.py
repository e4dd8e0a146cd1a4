"""A trainer may have a cohort always show names; in a small one, who starts a thread is told what that means."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.services import create_person
from cohorts.models import Cohort
from cohorts.services import join
from discussions.models import DiscussionPage, Post, Thread
from discussions.services import Named, create_post, keep_draft, open_thread, thread_of_prompt
from tests.html import squeezed

FEW = "Ni är färre än fem här"


@pytest.fixture
def named(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(is_always_named=True)
    cohort.refresh_from_db()
    return cohort


def address(cohort):
    return reverse("discussions:new_thread", args=[cohort.slug])


def test_a_trainer_switches_it_on_and_off(client_as, cohort, alva, tove):
    url, facts = reverse("desk:settings", args=[cohort.slug]), {"name": cohort.name, "readable_months": 6}
    for more, is_always_named in (({"is_always_named": "on"}, True), ({}, False)):
        assert client_as(tove).post(url, {**facts, **more}).status_code == 302
        assert Cohort.objects.get(pk=cohort.pk).is_always_named is is_always_named
        assert ('name="is_anonymous"' in client_as(alva).get(address(cohort)).text) is not is_always_named


def test_no_thread_without_names_is_offered_or_begun(client_as, named, alva):
    page = squeezed(client_as(alva).get(address(named)).text)
    assert 'name="is_anonymous"' not in page
    assert "visar alltid namn" in page
    facts = {"cohort": named, "author": alva, "title": "T", "source": "S", "submission_id": uuid4()}
    with pytest.raises(Named):
        open_thread(is_anonymous=True, **facts)


def test_who_ticked_it_before_it_was_switched_on_is_named_by_no_surprise(client_as, named, alva):
    client, number = client_as(alva), str(uuid4())
    form = {"title": "Rubrik", "text": "Kvalster", "is_anonymous": "on", "submission_id": number}
    met = client.post(address(named), form)
    assert met.status_code == 422
    assert "Kvalster" in met.text
    assert not Post.objects.filter(source="Kvalster").exists()
    del form["is_anonymous"]
    assert client.post(address(named), form).status_code == 302
    assert not Thread.objects.get(posts__source="Kvalster").is_anonymous


def test_a_draft_that_was_begun_without_names_opens_with_them(client_as, named, alva):
    keep_draft(user=alva, cohort=named, box="new", source="Utkastet", title="T", manner={"is_anonymous": "on"})
    page = client_as(alva).get(address(named)).text
    assert "Utkastet" in page
    assert "visar alltid namn" in page


def test_what_there_is_stays_without_names(client_as, cohort, alva, bo):
    facts = {"cohort": cohort, "author": alva, "title": "T", "source": "S", "submission_id": uuid4()}
    thread = open_thread(is_anonymous=True, **facts).thread
    Cohort.objects.filter(pk=cohort.pk).update(is_always_named=True)
    said = create_post(thread=thread, author=bo, source="Svar", submission_id=uuid4(), expects_no_name=True)
    assert said.is_nameless
    assert "Alva Berg" not in client_as(bo).get(reverse("discussions:thread", args=[cohort.slug, thread.pk])).text
    # A double click that comes late is the same thread.
    cohort.refresh_from_db()
    assert open_thread(is_anonymous=True, **facts).thread == thread


@pytest.mark.parametrize("is_always_named", [False, True])
def test_a_prompt_of_the_course_begins_with_names_too(cohort, discussion, is_always_named):
    Cohort.objects.filter(pk=cohort.pk).update(is_always_named=is_always_named)
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    DiscussionPage.objects.filter(pk=discussion.pk).update(is_anonymous=True)
    thread = thread_of_prompt(cohort_id=cohort.pk, step_key=discussion.translation_key)
    assert thread.is_anonymous is not is_always_named


@pytest.mark.parametrize(("more", "is_warned"), [(2, True), (3, False)])
def test_fewer_than_five_learners_are_told_that_names_are_guessed(client_as, cohort, alva, more, is_warned):
    for number in range(more):
        join(cohort=cohort, user=create_person(email=f"m{number}@example.org", name=f"M {number}"))
    assert (FEW in client_as(alva).get(address(cohort)).text) is is_warned


def test_a_form_that_comes_back_warns_too(client_as, cohort, alva):
    met = client_as(alva).post(address(cohort), {"title": "", "text": "Ord", "submission_id": str(uuid4())})
    assert met.status_code == 422
    assert FEW in met.text

"""What costs others something can be done often, and not without end, through whatever door; nothing that was written
is lost by it. The numbers stand here a second time on purpose.
"""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.limits import TooOften, spend
from accounts.models import User
from accounts.resubmission import mark_of
from cohorts.models import Invitation, Message
from cohorts.services import send_message
from config.settings import base
from discussions.models import Post, Report
from discussions.services import create_post, open_thread
from journals.forms import EntryForm
from journals.models import Remark, Share
from journals.services import remark, save_entry, share_with_trainers
from tests.addresses import a_cohort_of
from tests.guests import rows

TOO_OFTEN = "Det blev mycket på kort tid."


@pytest.fixture(autouse=True)
def limits(settings):
    """Those that hold for the product."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


def use_up(person, action, times):
    for _time in range(times):
        spend(user=person, action=action)


def said(**more):
    return {"text": "Skrivet", "submission_id": str(uuid4()), **more}


# Each door to a text that others are told of: its address, and what goes through it.
DOORS = {
    "a thread": lambda at: (at["new_thread"], said(title="Ny")),
    "an answer": lambda at: (at["thread"], said()),
    "a change": lambda at: (at["edit"], {"text": "Skrivet", "version": 0}),
    "a remark": lambda at: (at["dialogue"], said()),
    "a share as a thread": lambda at: (at["share"], at["sharing"] | {"place": "thread", "title": "Ny"}),
    "a share by the prompt": lambda at: (at["share"], at["sharing"] | {"place": "prompt"}),
    "a share with the trainers": lambda at: (at["share"], at["sharing"] | {"place": "trainers"}),
}


@pytest.fixture
def at(things, cohort, alva, reflection):
    entry = save_entry(author=alva, step_key=reflection.translation_key, text="Skrivet", expected_version=2)
    own = things["thread"].posts.filter(author=alva).latest("pk")
    cache.clear()
    trainers = cohort.memberships.trainers().values_list("user", flat=True)
    sharing = {"paragraph": "0", "cohort": cohort.pk, "version": entry.version, "submission_id": str(uuid4())}
    return {
        "new_thread": reverse("discussions:new_thread", args=[cohort.slug]),
        "thread": reverse("discussions:thread", args=[cohort.slug, things["thread"].pk]),
        "edit": reverse("discussions:edit_post", args=[cohort.slug, own.pk]),
        "dialogue": reverse("journals:dialogue", args=[things["share"].pk]),
        "share": reverse("journals:share", args=[entry.key]),
        "sharing": sharing | {"confirmed": "on", "share": "", "named": ",".join(map(str, trainers))},
    }


def written():
    texts = Post.objects.filter(source="Skrivet").count()
    shares = Share.objects.filter(source="Skrivet", audience=Share.Audience.TRAINERS).count()
    return texts + shares + Remark.objects.filter(source="Skrivet").count()


@pytest.mark.parametrize("door", DOORS)
def test_thirty_texts_a_minute_whatever_the_door(client_as, alva, at, door):
    client, (url, form) = client_as(alva), DOORS[door](at)
    use_up(alva, "post", 30)
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert TOO_OFTEN in refused.text
    assert "Skrivet" in refused.text
    assert written() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        use_up(alva, "post", 29)
        assert client.post(url, form).status_code == 302
        assert written() == 1
        with pytest.raises(TooOften):
            use_up(alva, "post", 1)


def test_three_hundred_texts_an_hour(db, alva, bo):
    now = timezone.now()
    for minute in range(10):
        with time_machine.travel(now + timedelta(minutes=minute * 2), tick=False):
            use_up(alva, "post", 30)
    with time_machine.travel(now + timedelta(minutes=30), tick=False):
        with pytest.raises(TooOften):
            use_up(alva, "post", 1)
        use_up(bo, "post", 1)


def test_what_came_through_is_answered_also_at_the_limit(cohort, things, alva):
    sent = {
        open_thread: {"cohort": cohort, "author": alva, "title": "T"},
        create_post: {"thread": things["thread"], "author": alva},
        remark: {"share": things["share"], "author": alva},
        share_with_trainers: {"entry": things["entry"], "cohort": cohort},
    }
    again = {verb: facts | {"source": "S", "submission_id": uuid4()} for verb, facts in sent.items()}
    cache.clear()
    use_up(alva, "post", 26)
    first = {verb: verb(**facts).pk for verb, facts in again.items()}
    assert {verb: verb(**facts).pk for verb, facts in again.items()} == first
    for verb, facts in sent.items():
        with pytest.raises(TooOften):
            verb(**facts, source="S", submission_id=uuid4())


@pytest.mark.parametrize("verb", ["post", "remark", "share"])
def test_no_door_takes_a_text_of_more_than_ten_thousand_characters(cohort, things, alva, verb):
    def send(text):
        facts = {"source": text, "submission_id": uuid4()}
        if verb == "post":
            return create_post(thread=things["thread"], author=alva, **facts)
        if verb == "remark":
            return remark(share=things["share"], author=alva, **facts)
        return share_with_trainers(entry=things["entry"], cohort=cohort, **facts)

    assert send("x" * 10_000).pk
    with pytest.raises(ValueError, match="10001 characters"):
        send("x" * 10_001)


def test_twenty_reports_an_hour(client_as, cohort, alva, bo):
    client = client_as(alva)
    use_up(alva, "report", 19)
    first, second = (
        open_thread(cohort=cohort, author=bo, title="T", source="S", submission_id=uuid4()) for _time in range(2)
    )
    for post, status in ((first, 302), (first, 302), (second, 422)):
        met = client.post(reverse("discussions:report", args=[cohort.slug, post.pk]), {"reason": "Titta"})
        assert met.status_code == status
    assert TOO_OFTEN in met.text
    assert "Titta</textarea>" in met.text
    assert Report.objects.get().post == first


def mails(cohort, alva, number):
    invitation = cohort.invitations.get_or_create(email="nora@example.org")[0]
    letter = {"to": [cohort.memberships.get(user=alva).pk], "subject": "S", "text": f"Brev {number}"}
    start = a_cohort_of(cohort) | rows(f"start{number}@example.org") | {"name": f"Grupp {number}"}
    return {
        "people": (reverse("desk:people", args=[cohort.slug]), rows(f"ny{number}@example.org")),
        "write": (reverse("desk:write", args=[cohort.slug]), {**letter, "submission_id": str(uuid4())}),
        "renew": (reverse("desk:renew", args=[cohort.slug, invitation.pk]), {}),
        "start": (reverse("desk:start"), start),
    }


@pytest.mark.parametrize("name", ["people", "write", "renew", "start"])
def test_sixty_presses_an_hour_that_send_mail(client_as, cohort, tove, alva, name, django_capture_on_commit_callbacks):
    client = client_as(tove)
    use_up(tove, "mail", 58)
    for number in range(3):
        url, form = mails(cohort, alva, number)[name]
        with django_capture_on_commit_callbacks(execute=True):
            met = client.post(url, form, follow=True)
    assert TOO_OFTEN in met.text
    assert len(mail.outbox) == 2
    assert met.status_code == (200 if name == "renew" else 422)
    assert name == "renew" or next(iter(form[one] for one in ("text", "addresses") if one in form)) in met.text
    assert not cohort.__class__.objects.filter(name="Grupp 2").exists()


def test_a_new_address_asked_for_somebody_counts_among_them(client_as, maja, alva):
    User.objects.filter(pk=alva.pk).update(last_login=timezone.now())
    use_up(maja, "mail", 59)
    client, address = client_as(maja), reverse("sign_in_of_person", args=[alva.pk])
    asked = [client.post(address, {"address": "1", "email": f"{number}@example.org"}) for number in range(2)]
    assert [answer.status_code for answer in asked] == [302, 429]
    assert alva.changes.get(settled_at=None).email == "0@example.org"


def test_a_question_to_train_counts_among_them(client_as, cohort, tove, alva, bo):
    use_up(tove, "mail", 59)
    for person, sent in ((alva, 1), (alva, 1), (bo, 1)):
        place = cohort.memberships.get(user=person)
        met = client_as(tove).post(reverse("desk:person", args=[cohort.slug, place.pk]), {"do": "ask"}, follow=True)
        assert cohort.invitations.filter(role="trainer").count() == sent
    assert TOO_OFTEN in met.text


def test_six_hundred_invitations_a_day(client_as, cohort, other_cohort, tove):
    """Over all cohorts, renewed ones among them; a list that is too long is refused whole, and stands in its field."""
    other_cohort.invitations.bulk_create(
        Invitation(cohort=other_cohort, email=f"gast{number}@example.org", sent_by=tove) for number in range(599)
    )
    url, client = reverse("desk:people", args=[cohort.slug]), client_as(tove)
    refused = client.post(url, rows("a@example.org", "b@example.org"))
    assert (refused.status_code, "Du kan skicka 600 inbjudningar på en dag." in refused.text) == (422, True)
    assert all(f'value="{email}"' in refused.text for email in ("a@example.org", "b@example.org"))
    assert client.post(url, rows("a@example.org")).status_code == 302
    [sent] = cohort.invitations.all()
    renewed = client.post(reverse("desk:renew", args=[cohort.slug, sent.pk]), follow=True)
    assert "Du kan skicka 600 inbjudningar på en dag." in renewed.text
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        assert client.post(url, rows("b@example.org")).status_code == 302


def test_a_letter_that_was_sent_is_sent_once_also_at_the_limit(cohort, tove, alva):
    sent = {"people": [alva], "subject": "S", "text": "T", "submission_id": uuid4()}
    use_up(tove, "mail", 59)
    assert send_message(cohort=cohort, author=tove, **sent) == send_message(cohort=cohort, author=tove, **sent)
    assert Message.objects.count() == 1


def test_what_saves_itself_waits_and_what_is_sent_says_so_beside_the_text(client_as, alva, cohort, reflection):
    client = client_as(alva)
    use_up(alva, "save", 119)
    url, form = reflection.get_url(), {"text": "Skrivet", "version": "0"}
    assert client.post(url, form | {"autosave": "1"}).json()["version"] == 1
    refused = client.post(url, {"text": "Skrivet om", "version": "1", "autosave": "1"})
    assert (refused.status_code, TOO_OFTEN in refused.json()["error"]) == (429, True)
    refused = client.post(url, {"text": "Skrivet om", "version": "1"})
    assert (refused.status_code, "Skrivet om</textarea>" in refused.text) == (422, True)
    assert TOO_OFTEN in refused.text
    draft = {"text": "Påbörjat", "box": "new", "autosave": "1"}
    assert client.post(reverse("discussions:draft", args=[cohort.slug]), draft).status_code == 429
    assert client.post(url, form | {"version": "1"}).status_code == 302, "The same text again costs nothing."


def test_looking_and_thanking_have_an_end(client_as, cohort, alva, bo, tove):
    post = open_thread(cohort=cohort, author=bo, title="T", source="S", submission_id=uuid4())
    doors = {
        "look": (reverse("preview"), {"text": "Hej"}, 200),
        "help": (reverse("discussions:helped", args=[cohort.slug, post.pk]), {}, 302),
    }
    for action, (url, form, status) in doors.items():
        use_up(alva, action, 59)
        assert client_as(alva).post(url, form).status_code == status
        refused = client_as(alva).post(url, form)
        assert (refused.status_code, "Det blev mycket på kort tid" in refused.text) == (429, True)
        assert client_as(tove).post(url, form).status_code == status
        # A look is put into the page that asked for it, so what is told there is no page of its own.
        assert ("<html" in refused.text) == (action != "look")


def test_thirty_forms_a_day_wait_for_somebody_who_is_signed_out(alva, bo, reflection):
    def sent_by(person):
        form = {"text": "Skrivet", "resubmittable": mark_of(EntryForm, person.pk)}
        return Client().post(reflection.get_url(), form).headers["Location"]

    use_up(alva, "resubmit", 29)
    assert ["resubmit" in sent_by(alva) for _time in range(2)] == [True, False]
    assert "resubmit" in sent_by(bo)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        assert "resubmit" in sent_by(alva)


def test_a_limit_stands_in_tests_as_a_number():
    """A test that asks the product for its limit agrees with every limit."""
    asking = [
        f"{path.name}: {line}"
        for path in Path(__file__).parent.rglob("test_*.py")
        for line in path.read_text().splitlines()
        if re.match(r"from .* import .*\b(MOST_\w+|\w*_LIMIT|DAYS_\w+)\b", line)
    ]
    assert asking == []

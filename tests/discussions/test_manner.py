"""In which manner people write: without names among colleagues, and write first."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Membership
from cohorts.services import join
from discussions.models import DiscussionPage, NameOpening, Post, Thread
from discussions.queries import conversation
from discussions.services import create_post, edit, follow_board, move, open_thread, thread_of_prompt, withdraw_post
from home.services import send_digests
from notices.models import Notice

NAME = "Bonifatius Markörsson"


@pytest.fixture
def hidden_bo(bo):
    """Bo under a name that stands nowhere else, in a unit and at an address of the same kind."""
    User.objects.filter(pk=bo.pk).update(name=NAME, unit="Enheten Markörsson", email="markorsson@example.org")
    bo.refresh_from_db()
    return bo


def begin(cohort, author, source="Hur gör ni?", **manner):
    return open_thread(cohort=cohort, author=author, title="Utan namn", source=source, submission_id=uuid4(), **manner)


def write(thread, author, text="Ett svar", parent=None):
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4(), parent=parent)


def address(name, post):
    return reverse(f"discussions:{name}", args=[post.thread.cohort.slug, post.pk])


def thread_page(thread):
    return reverse("discussions:thread", args=[thread.cohort.slug, thread.pk])


def traces_of_bo(text: str) -> list[str]:
    return [trace for trace in ("Bonifatius", "Markörsson", "markorsson") if trace in text]


def test_a_nameless_author_is_found_nowhere(
    client_as, cohort, alva, hidden_bo, tove, django_capture_on_commit_callbacks
):
    for person in (alva, tove):
        follow_board(user=person, cohort=cohort, level="all")
    User.objects.update(date_joined=timezone.now() - timezone.timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):
        opening = begin(cohort, hidden_bo, kind="question", is_anonymous=True)
        answer = write(opening.thread, alva)
        said = write(opening.thread, hidden_bo, f"@{alva.name} kvalster", parent=answer)
        edit(post=said, source=f"@{alva.name} kvalster igen", expected_version=0)
    Notice.objects.update(created_at=timezone.now() - timezone.timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        send_digests(now=timezone.now())
    to_others = [one for one in mail.outbox if one.to != [hidden_bo.email]]
    assert len(to_others) >= 2
    assert [traces_of_bo(one.message().as_string() + one.body) for one in to_others] == [[]] * len(to_others)
    for person in (alva, tove):
        client = client_as(person)
        for page in (
            thread_page(opening.thread),
            reverse("notices"),
            reverse("discussions:search", args=[cohort.slug]) + "?q=kvalster",
            address("report", said),
        ):
            response = client.get(page)
            assert response.status_code == 200
            assert traces_of_bo(response.text) == []
    assert not Notice.objects.filter(actor=hidden_bo).exists()


def test_the_cms_shows_no_post_of_a_nameless_author(client_as, cohort, hidden_bo, maja):
    begin(cohort, hidden_bo, is_anonymous=True)
    text = client_as(maja).get("/cms/").text
    assert "discussions/thread" not in text
    assert "discussions/post" not in text


def test_voices_are_numbered_and_stay_so(cohort, alva, bo, tove):
    opening = begin(cohort, bo, is_anonymous=True)
    first = write(opening.thread, alva)
    write(opening.thread, tove)
    write(opening.thread, bo, parent=first)
    withdraw_post(post=first)
    names = [line.voice.name for line in conversation(opening.thread, tove).lines]
    assert names == ["Deltagare 1", "Deltagare 2", "Tove Ek"]
    talk = conversation(opening.thread, alva)
    assert talk.lines[1].voice.name == "Deltagare 2 (du)"
    assert talk.lines[1].replies[0].voice.name == "Deltagare 1"


def test_who_becomes_trainer_later_stays_nameless_in_what_she_wrote(cohort, alva, bo):
    opening = begin(cohort, bo, is_anonymous=True)
    join(cohort=cohort, user=bo, role=Membership.Role.TRAINER)
    assert conversation(opening.thread, alva).lines[0].voice.name == "Deltagare 1"


def test_no_press_makes_a_thread_show_names(client_as, cohort, bo, tove):
    opening = begin(cohort, bo, is_anonymous=True)
    named = begin(cohort, tove)
    move(post=opening, to=named.thread)
    opening.refresh_from_db()
    assert opening.thread_id != named.thread_id
    page = client_as(tove).get(address("move", opening)).text
    assert f'value="{named.thread_id}"' not in page
    assert not Thread._meta.get_field("is_anonymous").editable


def test_the_trainer_opens_a_name_with_a_reason_that_is_kept_and_told(client_as, cohort, alva, hidden_bo, tove):
    opening = begin(cohort, hidden_bo, is_anonymous=True)
    client, url = client_as(tove), address("open_name", opening)
    before = client.get(url)
    assert traces_of_bo(before.text) == []
    assert client.post(url, {"reason": " "}).status_code == 422
    assert not NameOpening.objects.exists()
    for _press in range(2):
        assert NAME in client.post(url, {"reason": "Oro för en kollega"}).text
    assert NameOpening.objects.get().reason == "Oro för en kollega"
    notice = Notice.objects.get(recipient=hidden_bo)
    assert (notice.kind, notice.actor, notice.subject) == (Notice.Kind.OPENED, tove, "Oro för en kollega")
    log = client.get(reverse("discussions:reports", args=[cohort.slug])).text
    assert "Oro för en kollega" in log
    assert traces_of_bo(log) == []
    assert traces_of_bo(client.get(thread_page(opening.thread)).text) == []
    assert client_as(alva).get(url).status_code == 404


def test_a_name_that_is_shown_is_not_opened(client_as, cohort, bo, tove):
    assert client_as(tove).get(address("open_name", begin(cohort, bo))).status_code == 404


@pytest.fixture
def prompt_thread(cohort, discussion):
    """The prompt's thread as the trainer wants it: write first."""
    Thread.objects.filter(cohort=cohort, step_key=discussion.translation_key).delete()
    DiscussionPage.objects.filter(pk=discussion.pk).update(is_write_first=True)
    return thread_of_prompt(cohort_id=cohort.pk, step_key=discussion.translation_key)


def test_others_wait_until_one_has_written(client_as, cohort, discussion, prompt_thread, alva, bo, tove):
    write(prompt_thread, bo, "Kvalsterord från Bo")
    client = client_as(alva)
    before = [
        client.get(url).text
        for url in (
            discussion.get_url(),
            thread_page(prompt_thread),
            reverse("discussions:board", args=[cohort.slug]),
            reverse("discussions:search", args=[cohort.slug]) + "?q=kvalsterord",
            "/sv/",
        )
    ]
    assert ["Kvalsterord från Bo" in text for text in before] == [False] * 5
    assert "1 inlägg väntar på dig." in before[0]
    assert "Kvalsterord från Bo" in client_as(tove).get(discussion.get_url()).text
    client.post(discussion.get_url(), {"text": "Mitt eget", "submission_id": str(uuid4())})
    page = client.get(discussion.get_url()).text
    assert "Kvalsterord från Bo" in page
    assert "väntar på dig" not in page


def test_notices_tell_nothing_of_what_waits(cohort, prompt_thread, alva, bo):
    follow_board(user=alva, cohort=cohort, level="all")
    said = write(prompt_thread, bo, f"@{alva.name} Kvalsterord")
    edit(post=said, source=f"@{alva.name} Kvalsterord igen", expected_version=0)
    assert Notice.objects.get(recipient=alva).subject == ""


def test_what_waits_can_be_neither_answered_nor_marked(client_as, cohort, prompt_thread, alva, bo):
    said = write(prompt_thread, bo)
    client = client_as(alva)
    answer = {"text": "Gissat", "submission_id": str(uuid4()), "parent": said.pk}
    assert client.post(thread_page(prompt_thread), answer).status_code == 422
    for name in ("helped", "report"):
        assert client.post(address(name, said), {"reason": "x"}).status_code == 404


def test_what_opens_a_free_thread_is_read_by_all(cohort, alva, bo, tove):
    opening = begin(cohort, tove, is_write_first=True)
    write(opening.thread, bo)
    talk = conversation(opening.thread, alva)
    assert [line.post for line in talk.lines] == [opening]
    assert talk.held_back == 1


def test_only_trainers_ask_to_write_first_and_announce(client_as, cohort, alva, tove):
    url = reverse("discussions:new_thread", args=[cohort.slug])
    form = {"title": "T", "text": "S", "is_write_first": "on", "is_anonymous": "on", "kind": "question"}
    for person in (alva, tove):
        client_as(person).post(url, form | {"submission_id": str(uuid4())})
    manners = Thread.objects.filter(title="T").order_by("pk").values_list("is_write_first", "is_anonymous", "kind")
    assert list(manners) == [(False, True, "question"), (True, True, "question")]
    announcement = form | {"kind": "announcement", "submission_id": str(uuid4())}
    assert client_as(tove).post(url, announcement).status_code == 422
    assert client_as(alva).post(url, announcement).status_code == 422


def test_who_trained_once_reads_no_more_there_than_others(cohort, alva, bo, tove):
    opening = begin(cohort, bo, is_write_first=True)
    write(opening.thread, alva)
    here = Post.objects.filter(thread=opening.thread)
    assert here.readable_by(tove.pk).count() == 2
    cohort.memberships.filter(user=tove).update(left_at=timezone.now())
    assert here.readable_by(tove.pk).count() == 1

"""Mail about posts: announcements whole, mentions with the words around them, and all as it is when it is sent."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from cohorts.services import end_cohort, leave
from content.text import around
from discussions.models import Attachment, Thread
from discussions.naming import calls
from discussions.queries import about_post
from discussions.services import create_post, edit, hide, lock, open_thread, withdraw_post
from notices import tasks
from notices.lines import About
from notices.models import Notice
from notices.tasks import ATTEMPTS, mail_notice, mail_notices
from tests.conftest import membership_of

ODD_TITLES = ["x\r\nBcc: y@example.org", "å" * 150, "<script>1</script>", "\u202eבוקר\u2067 טוב 🙂"]
LONG = "En lång rad med ord. " * 200


def announce(cohort, author, **more):
    said = {"title": "Ny tid", "source": "Vi ses **klockan tio**.\n\nTa med fika.", "kind": "announcement", **more}
    return open_thread(cohort=cohort, author=author, submission_id=uuid4(), **said)


def say(thread, author, text, **more):
    return create_post(thread=thread, author=author, source=text, submission_id=uuid4(), **more)


def begin(cohort, author, **more):
    said = {"title": "Om möten", "source": "Hur gör ni?", "submission_id": uuid4(), **more}
    return open_thread(cohort=cohort, author=author, **said)


def send(person, **facts):
    """What goes to a person by mail, as the worker sends it some time later."""
    mail.outbox.clear()
    mail_notices.func(list(Notice.objects.filter(recipient=person, **facts).values_list("pk", flat=True)))
    return mail.outbox


# Announcements ---------------------------------------------------------------------------------------


def test_an_announcement_comes_whole(cohort, alva, tove):
    post = announce(cohort, tove)
    [letter] = send(alva)
    assert (letter.to, letter.subject) == ([alva.email], f"Ny tid · {cohort.name}")
    assert "Vi ses **klockan tio**.\n\nTa med fika." in letter.body
    assert f"http://127.0.0.1:8000/post/{post.pk}/" in letter.body
    page = letter.alternatives[0].content
    assert "<p>Vi ses <strong>klockan tio</strong>.</p>" in page
    assert "<p>Ta med fika.</p>" in page
    for body in (letter.body, page):
        assert f"Tove har något att meddela · {cohort.name}" in body


def test_a_long_one_is_not_cut(cohort, alva, tove):
    announce(cohort, tove, source=(LONG + "SLUT")[-10_000:])
    [letter] = send(alva)
    assert "SLUT" in letter.body
    assert "SLUT" in letter.alternatives[0].content


def test_its_files_are_named_with_a_link(cohort, alva, tove):
    post = announce(cohort, tove)
    facts = {"kind": "pdf", "content": b"%PDF-", "size": 5}
    file = Attachment.objects.create(post=post, name="Karta\u202e <b>.pdf", **facts)
    [letter] = send(alva)
    path = "http://127.0.0.1:8000" + reverse("discussions:file", args=[cohort.slug, file.pk])
    assert f"* Karta <b>.pdf\n  {path}" in letter.body
    assert f'href="{path}"' in letter.alternatives[0].content
    assert "Karta &lt;b&gt;.pdf" in letter.alternatives[0].content


@pytest.mark.parametrize(
    "title", ["x\r\nBcc: y@example.org", "å" * 150, "<script>1</script>", "\u202eבוקר\u2067 טוב 🙂"]
)
def test_odd_titles_make_one_line(cohort, alva, tove, title):
    announce(cohort, tove, title=title)
    [letter] = send(alva)
    sent = letter.message()
    assert (sent.get_all("To"), sent.get_all("Bcc")) == ([alva.email], None)
    assert len(letter.subject) <= 150
    page = letter.alternatives[0].content
    assert "<script>" not in page
    assert "\u202e" not in letter.subject + letter.body + page


def test_html_and_odd_signs_do_no_harm(cohort, alva, tove):
    announce(cohort, tove, source='<img src=x onerror=alert(1)>\n\u202e[a](javascript:alert(1))\nRAD\u2028TVÅ "<b>')
    [letter] = send(alva)
    page = letter.alternatives[0].content
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in letter.body


def test_it_says_what_the_post_says_when_it_is_sent(cohort, alva, tove):
    post = announce(cohort, tove)
    edit(post=post, source="Vi ses klockan elva.", expected_version=0)
    [letter] = send(alva)
    assert "klockan elva" in letter.body
    assert "klockan tio" not in letter.body + letter.alternatives[0].content


@pytest.mark.parametrize("ending", ["hidden", "taken back", "left", "deleted", "over"])
def test_what_is_gone_when_it_would_be_sent_is_not(cohort, alva, tove, maja, ending):
    post = announce(cohort, tove)
    pks = list(Notice.objects.filter(recipient=alva).values_list("pk", flat=True))
    if ending == "hidden":
        hide(post=post, by=tove, reason="Fel dag")
    elif ending == "taken back":
        withdraw_post(post=post)
    elif ending == "left":
        leave(membership=membership_of(alva, cohort))
    elif ending == "deleted":
        cohort.delete()
    else:
        end_cohort(cohort=cohort, today=timezone.localdate() - timezone.timedelta(days=400))
    mail.outbox.clear()
    mail_notices.func(pks)
    assert mail.outbox == []


def test_a_notice_that_was_left_behind_leads_to_no_mail(cohort, alva, tove):
    """As if a post had been hidden in the same moment as its notices were written."""
    post = announce(cohort, tove)
    type(post).objects.filter(pk=post.pk).update(hidden_at=timezone.now())
    assert send(alva) == []
    assert about_post(alva, post.pk, is_whole=True) == About(is_gone=True)
    assert about_post(alva, 10**9, is_whole=True) == About(is_gone=True)


def test_a_mail_that_is_tried_again_is_written_anew(cohort, alva, tove, monkeypatch):
    post = announce(cohort, tove)
    pk, later = Notice.objects.get(recipient=alva).pk, []
    backend = mail_notice.get_backend()

    def refuse(self):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        patch.setattr(type(backend), "supports_defer", True)
        patch.setattr(type(backend), "enqueue", lambda self, task, args, kwargs: later.append((task, args)))
        mail_notice.func(pk)
        with pytest.raises(ConnectionRefusedError):
            mail_notice.func(pk, attempt=ATTEMPTS)
    [(task, args)] = later
    assert task.run_after > timezone.now()
    edit(post=post, source="Vi ses klockan elva.", expected_version=0)
    mail.outbox.clear()
    mail_notice.func(*args)
    [letter] = mail.outbox
    assert (list(args), "klockan elva" in letter.body) == ([pk, 2], True)


def test_what_waits_to_be_mailed_holds_no_text(cohort, alva, tove, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks, "_is_done", lambda letter, attempt: sent.append(letter) or True)
    announce(cohort, tove)
    mail_notices.func([notice.pk for notice in Notice.objects.filter(recipient=alva)])
    assert [letter.to for letter in sent] == [[alva.email]]


@pytest.mark.parametrize("files", [1, 3])
def test_it_costs_as_much_for_one_file_as_for_three(cohort, alva, tove, files, django_assert_num_queries):
    post = announce(cohort, tove)
    for number in range(files):
        Attachment.objects.create(post=post, name=f"{number}.pdf", kind="pdf", content=b"%PDF-", size=5)
    with django_assert_num_queries(2):
        assert len(about_post(alva, post.pk, is_whole=True).whole.files) == files


def test_where_each_writes_first_an_announcement_is_still_read(cohort, alva, tove):
    announce(cohort, tove, is_write_first=True)
    [letter] = send(alva)
    assert "Ta med fika." in letter.body


# Mentions --------------------------------------------------------------------------------------------


def around_of(person):
    return Notice.objects.get(recipient=person, kind="mention").subject


def test_a_mention_shows_the_words_around_it(cohort, alva, bo):
    post = say(begin(cohort, bo).thread, bo, f"{LONG}Vad säger du om det, @Alva Berg, du som var där? {LONG}")
    said = around_of(alva)
    assert "Vad säger du om det, @Alva Berg, du som var där?" in said
    assert said.startswith("…")
    assert said.endswith("…")
    assert 150 < len(said) <= 200
    words = post.source.split()
    assert all(word in words for word in said.strip("…").split())
    [letter] = send(alva, kind="mention")
    for body in (letter.body, letter.alternatives[0].content):
        assert said in body


def test_it_is_in_the_list_of_notices(client_as, cohort, alva, bo):
    say(begin(cohort, bo).thread, bo, f"{LONG}**Fråga** till @alva berg: _hur_ går det?")
    page = client_as(alva).get("/sv/notiser/").text
    assert "Fråga till @alva berg: hur går det?" in page


def test_each_is_shown_her_own_place(cohort, alva, bo, tove):
    say(begin(cohort, tove).thread, tove, f"@Alva Berg tar med fika. {LONG} Och @Bo Lind tar med kaffe.")
    assert around_of(alva).startswith("@Alva Berg tar med fika.")
    assert around_of(bo).endswith("Och @Bo Lind tar med kaffe.")


def test_a_changed_post_shows_other_words(cohort, alva, bo):
    post = say(begin(cohort, bo).thread, bo, f"{LONG}Kan du det, @Alva Berg?")
    edit(post=post, source=f"{LONG}Kan du ta det, @Alva Berg?", expected_version=0)
    assert around_of(alva).endswith("Kan du ta det, @Alva Berg?")
    edit(post=post, source="Nu är det gjort.", expected_version=1)
    assert around_of(alva) == "Nu är det gjort."


def test_who_is_called_by_a_change_is_shown_the_words_too(cohort, alva, bo):
    post = say(begin(cohort, bo).thread, bo, "Vem kan?")
    edit(post=post, source=f"{LONG}Kan du det, @Alva Berg?", expected_version=0)
    assert around_of(alva).endswith("Kan du det, @Alva Berg?")


def test_without_names_nobody_is_named_by_it(cohort, alva, bo):
    User.objects.filter(pk=bo.pk).update(name="Bonifatius Ek")
    say(begin(cohort, alva, is_anonymous=True).thread, User.objects.get(pk=bo.pk), "Hej @Alva Berg, vad tycker du?")
    [letter] = send(alva, kind="mention")
    everything = letter.message().as_string() + letter.body + letter.alternatives[0].content
    assert "Bonifatius" not in everything
    assert "Någon i kohorten nämnde dig" in letter.body
    assert "Hej @Alva Berg, vad tycker du?" in letter.body


def test_where_each_writes_first_a_mention_shows_the_title_alone(cohort, alva, bo, tove):
    thread = begin(cohort, tove, is_write_first=True).thread
    say(thread, bo, "Hej @Alva Berg, hemligt")
    assert around_of(alva) == "Om möten"
    assert "hemligt" not in send(alva, kind="mention")[0].body


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("@Bo hej", 0, "@Bo hej"),
        ("hej (@Bo) du", 5, "hej (@Bo) du"),
        ("hej\n\n@Bo\n- ett\n- två", 5, "hej @Bo ett två"),
        ("", 0, ""),
        ("x" * 300, 150, "…" + "x" * 65 + "x" * 133 + "…"),
        ("före " * 50 + "@Bo", 250, "…" + "före " * 39 + "@Bo"),
        ("@Bo " + "efter " * 50, 0, "@Bo " + "efter " * 31 + "efter…"),
    ],
)
def test_words_around_a_place(text, place, said):
    found = around(text, place)
    assert len(found) <= 200
    assert found == said


@given(st.text(max_size=600), st.integers(0, 600), st.integers(20, 200))
def test_it_is_never_too_long(text, place, length):
    found = around(text, min(place, len(text)), length)
    assert len(found) <= length
    assert "\n" not in found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ẞẞ @Åsa", {5: 3}),
        ("İİİ @åsa", {5: 4}),
        ("@Alva Berg och @Alva", {1: 0, 2: 15}),
        ("@Bo Ek och @Bo Ek", {3: 0, 4: 0}),
    ],
)
def test_where_somebody_is_called(text, places):
    names = {1: "Alva Berg", 2: "Alva", 3: "Bo Ek", 4: "Bo Ek", 5: "Åsa"}
    assert calls(text, names) == places


# Whether it can be answered --------------------------------------------------------------------------


def test_a_locked_thread_takes_no_answers(cohort, alva, tove):
    post = announce(cohort, tove)
    assert about_post(alva, post.pk, is_whole=False).is_answered
    lock(thread=post.thread, is_locked=True)
    assert not about_post(alva, post.pk, is_whole=False).is_answered


def test_where_each_writes_first_answers_wait(cohort, alva, bo, tove):
    thread = begin(cohort, tove, is_write_first=True).thread
    post = say(thread, bo, "Mitt")
    assert not about_post(alva, post.pk, is_whole=False).is_answered
    say(Thread.objects.get(pk=thread.pk), alva, "Mitt också")
    assert about_post(alva, post.pk, is_whole=False).is_answered

"""Mail about posts: announcements whole, mentions with the words around them, and all as it is when it is sent."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cohorts.services import end_cohort, leave
from discussions.models import Attachment, Thread
from discussions.queries import about_post
from discussions.services import edit, hide, lock, withdraw_post
from notices import tasks
from notices.lines import About
from notices.models import Notice
from notices.tasks import ATTEMPTS, mail_notice, mail_notices
from tests.conftest import membership_of
from tests.discussions.writing import LONG, announce, begin, say, send

ODD_TITLES = ["x\r\nBcc: y@example.org", "å" * 150, "<script>1</script>", "\u202eבוקר\u2067 טוב 🙂"]


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

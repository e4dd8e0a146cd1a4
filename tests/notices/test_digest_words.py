"""What stands in a digest: what waits first, the rest beside it, and the same words as text and as a page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from accounts.models import User
from accounts.services import create_person
from notices.lines import Line, Said, Section
from notices.models import Notice
from notices.queries import Window, unread_sections
from notices.services import choose_mail, mark_all_read, write_digest
from tests.notices.telling import tell_one

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def nora(db):
    """Somebody who joined a fortnight ago."""
    person = create_person(email="nora@example.org", name="Nora Ny")
    User.objects.filter(pk=person.pk).update(date_joined=NOW - 2 * WEEK)
    return User.objects.get(pk=person.pk)


def told(person, actor, at, key, **facts):
    facts = {"kind": Notice.Kind.SHARED, "subject": "Två", "path": "/dialogue/1/", "place": "Kohorten", **facts}
    notice = tell_one(person, actor, key=key, **facts)
    Notice.objects.filter(pk=notice.pk).update(created_at=at)


def waiting(person, window):
    return list(unread_sections(person, window)[0].lines)


def test_what_asks_most_of_her_stands_first(nora, bo):
    kinds = ["announcement", "reply", "gathering", "mention", "trainer", "answer", "post", "thread"]
    choose_mail(user=nora, at_once=False)
    for kind in kinds:
        told(nora, bo, NOW - DAY, f"share:{kind}", kind=kind, subject=kind)
    first, rest = unread_sections(nora, Window(NOW - WEEK, NOW))
    assert [line.excerpt for line in first.lines] == ["mention", "answer", "reply", "announcement", "gathering"]
    assert [line.excerpt for line in rest.lines] == ["trainer"]


def test_every_kind_has_its_place(nora, bo):
    choose_mail(user=nora, at_once=False)
    for kind in Notice.Kind:
        told(nora, bo, NOW - DAY, f"share:{kind}", kind=kind)
    first, rest = unread_sections(nora, Window(NOW - WEEK, NOW))
    assert len(first.lines) == 15
    assert [line.what for line in rest.lines] == [
        "öppnade kohorten för självstudier: andra kan gå med och läsa det som skrivs från och med nu",
        "är kursledare här nu",
    ]


def test_a_mention_waits_until_it_is_read_though_it_was_mailed(nora, bo):
    for kind in ("mention", "answer"):
        told(nora, bo, NOW - DAY, f"share:{kind}", kind=kind)
    Notice.objects.update(mailed_at=NOW)
    window = Window(NOW - WEEK, NOW)
    assert [line.what for line in waiting(nora, window)] == ["nämnde dig"]
    mark_all_read(person=nora)
    assert waiting(nora, window) == []


def test_what_is_no_news_comes_beside_news_alone(nora, django_capture_on_commit_callbacks):
    step = Section("Nästa", (Line("Ett steg", path="/sv/"),), is_news=False)
    window = Window(NOW - WEEK, NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert not write_digest(user=nora, window=window, sections=[step, Section("Nytt", ())])
        assert write_digest(user=nora, window=window, sections=[step, Section("Nytt", (Line("Något"),))])
    [message] = mail.outbox
    assert message.body.index("Ett steg") < message.body.index("Något")


def test_text_and_page_tell_the_same(nora, django_capture_on_commit_callbacks):
    said = (Said("Bo <b>Lind", "Vi\nskriver \u202eförst"), Said("Någon", "Ja & nej"))
    line = Line("Tråden", path="/post/1/", said=said, more="och 2 inlägg till")
    with django_capture_on_commit_callbacks(execute=True):
        write_digest(user=nora, window=Window(NOW - WEEK, NOW), sections=[Section("Kohorten", (line,), "4 nya inlägg")])
    [message] = mail.outbox
    assert "KOHORTEN · 4 nya inlägg\n\n* Tråden\n  Bo <b>Lind: Vi skriver först\n  Någon: Ja & nej\n" in message.body
    assert "  och 2 inlägg till\n  http://127.0.0.1:8000/post/1/" in message.body
    page = message.alternatives[0].content
    for words in ("Kohorten", "4 nya inlägg", "Bo &lt;b&gt;Lind", "Vi skriver först", "Ja &amp; nej", "och 2 inlägg"):
        assert words in page

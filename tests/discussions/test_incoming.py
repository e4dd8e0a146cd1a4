"""What a mail says, whoever's program wrote it: the words above what they answer, and nothing that breaks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import from_html
from discussions.incoming import Answer, answer_in, read_answer, read_head
from tests.odd import naughty_strings

FROM = "Gnista <gnista@example.org>"
HEAD = f"Från: {FROM}\nSkickat: den 1 december 2026 10:00\nTill: Alva\nÄmne: Hej\n\nDet du svarade på\n"
ENGLISH = f"From: {FROM}\nSent: Tuesday, December 1, 2026\nTo: Alva\nSubject: Hej\n\nWhat was said\n"
# What stands below an answer, as programs write it.
BELOW = {
    "Gmail": "Den tis 1 dec. 2026 kl 10:00 skrev Gnista <gnista@example.org>:\n\n> Bo nämnde dig\n",
    "Gmail, cut": "Den tis 1 dec. 2026 kl 10:00 skrev Gnista <\ngnista@example.org>:\n\n> Bo nämnde dig\n",
    "Gmail in English": "On Tue, Dec 1, 2026 at 10:00 AM Gnista <gnista@example.org> wrote:\n\n> Bo\n",
    "Gmail in English, cut": "On Tue, Dec 1, 2026 at 10:00 AM Gnista Long <gnista@example.org>\nwrote:\n\n> Bo\n",
    "Apple": "Skickat från min iPhone\n\n> 1 dec. 2026 kl. 10:00 skrev Gnista <gnista@example.org>:\n> \n> Bo\n",
    "Apple in English": f"Sent from my iPhone\n\n> On 1 Dec 2026, at 10:00, {FROM} wrote:\n> \n> Bo\n",
    "Outlook": f"________________________________\n{HEAD}",
    "Outlook, short": HEAD,
    "Outlook in English": ENGLISH,
    "Outlook on a phone": f"Hämta Outlook för iOS<https://aka.ms/x>\n________________________________\n{HEAD}",
    "Outlook of before": f"-----Ursprungligt meddelande-----\n{HEAD}",
    "Outlook of before, in English": f"-----Original Message-----\n{ENGLISH}",
    "bold": HEAD.replace("Från:", "*Från:*").replace("Skickat:", "*Skickat:*"),
    "Thunderbird": "Den 2026-12-01 kl. 10:00, skrev Gnista:\n> Bo nämnde dig\n> hej\n",
    "a signature": "-- \nBo Lind\nExempelkommun\n",
    "signs alone": "> Bo nämnde dig\n> hej\n",
    "nothing": "",
}
SAID = [
    *("Så här gör vi.", "Hej!\n\n- ett\n- två\n\nMvh\nBo", "👩🏽‍🚒 שלום עולם"),
    *("> Hur gör ni?\n\nSå här.", "On it.", "Den som skrev först: Bo."),
]


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("said", SAID)
def test_what_is_answered_is_cut(below, said):
    assert answer_in(f"{said}\n\n{BELOW[below]}") == said


@pytest.mark.parametrize("below", BELOW)
def test_of_what_was_answered_alone_nothing_is_left(below):
    assert answer_in(BELOW[below]) == ""
    assert answer_in("\n\n" + BELOW[below]) == ""


def test_who_answers_below_is_heard():
    text = f"{BELOW['Thunderbird']}\nMitt svar.\n\n> mer\n\nOch mer.\n-- \nBo"
    assert answer_in(text) == "Mitt svar.\n\n\nOch mer."


@pytest.mark.parametrize(
    "text",
    [
        "Den gången skrev jag så här:\n\nVi börjar om.\nOch sedan gick det.",
        "On Monday she wrote:\n\nNo more.",
        "- ett\n- två\n\nHälsningar från chefen kom sist.\n/etc är en mapp\nslut",
        "Ett\n\n***\n\nTvå",
        "Till: alla\n\nVi ses.",
        "    indraget\n  mindre",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert answer_in(text) == text.strip()


def mail_with(body, kind="text/plain; charset=utf-8", **more):
    head = {"From": "bo@example.org", "Content-Type": kind, **{name.replace("_", "-"): it for name, it in more.items()}}
    raw = "".join(f"{name}: {value}\n" for name, value in head.items()).encode()
    return read_head(raw + b"\n" + (body if isinstance(body, bytes) else body.encode()))


def answer_of(*args, **more):
    return read_answer(mail_with(*args, **more)).text


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("text/plain; charset=iso-8859-1", "Så är det".encode("latin-1"), "Så är det"),
        ("text/plain; charset=windows-1252", "”Så”".encode("cp1252"), "”Så”"),
        ("text/plain; charset=no-such", "Så".encode(), "Så"),
        ("text/plain; charset=zlib_codec", b"S", "S"),
        ("text/plain; charset=rot13", b"Hej", "Hej"),
        ("text/plain; charset=utf-8", b"Hej \xff\xfe", "Hej \ufffd\ufffd"),
        ("text/plain", "Så".encode(), "Så"),
        ("text/plain; " + "a=b; " * 1000 + "charset=latin-1", b"Hej", "Hej"),
        ("text/plain; format=flowed", "En lång \nrad.\nNästa \n> citat\n", "En lång rad.\nNästa"),
        ("application/pdf", b"%PDF-", ""),
        ("", b"Hej", "Hej"),
    ],
)
def test_it_is_read_in_its_own_signs(kind, body, said):
    assert answer_of(body, kind) == said


@pytest.mark.parametrize(
    ("way", "body"), [("quoted-printable", b"S=C3=A5"), ("base64", b"U8Ol"), ("8bit", "Så".encode())]
)
def test_it_is_unpacked(way, body):
    assert answer_of(body, Content_Transfer_Encoding=way) == "Så"


def test_text_goes_before_page_and_a_mail_within_is_not_read():
    parts = ["text/html\n\n<p>Sida</p>", "message/rfc822\n\nSubject: x\n\nInne", "text/plain\n\nText"]
    body = "".join(f"--x\nContent-Type: {part}\n" for part in parts) + "--x--\n"
    assert answer_of(body, 'multipart/mixed; boundary="x"') == "Text"
    assert answer_of(body.replace("text/plain", "image/png"), 'multipart/mixed; boundary="x"') == "Sida"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "<div dir=ltr>Mitt <b>svar</b><div>rad två</div></div><br><div class=gmail_quote>Den tis 1 dec. "
            "2026 kl 10:00 skrev Gnista &lt;<a href=x>gnista@example.org</a>&gt;:<br>"
            "<blockquote>Bo<p>hej</p></blockquote></div>",
            "Mitt svar\nrad två",
        ),
        (
            "<html><head><style>p{}</style><title>T</title></head><body><p>Ett &lt;b&gt; &amp; två</p>"
            "<p>Tre<br>Fyra</p><ul><li>a</li><li>b</li></ul><script>x</script>"
            "<div id=divRplyFwdMsg><b>Från:</b> Gnista &lt;g@e.org&gt;<br><b>Skickat:</b> den 1<br>"
            "<b>Till:</b> A</div><p>Bo</p></body>",
            "Ett <b> & två\n\nTre\nFyra\n\n- a\n- b",
        ),
        ("<p>Hej<img src=x onerror=alert(1)></p><!-- x --><object>y", "Hej\n\ny"),
        ("<table><tr><td>Ett</td></tr><tr><td>Två</td></tr></table>", "Ett\nTvå"),
        ("<blockquote>Bara citat</blockquote>", ""),
        ("", ""),
    ],
)
def test_a_page_alone_is_read_as_its_words(page, said):
    assert answer_of(page, "text/html; charset=utf-8") == said


@given(st.text(max_size=300))
def test_any_page_becomes_words(text):
    assert "<script" not in from_html(f"<p>{text}</p><script>{text}</script>") or "<script" in text or "&lt" in text


BOXES = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000)).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"\0" * 1000,
        b"\xff\xfe",
        BOXES,
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"From: " + b"(" * 900_000 + b"\n\nx",
        b"From: " + b"a@b.c, " * 100_000 + b"\n\nx",
        b"X: y\n" * 190_000,
        b"From: =?no-such?q?=FF?= <x@y>\nSubject: =?utf-8?b?!!!?=\n\nx",
        b"Content-Type: text/plain; " + b"a*1=b; " * 100_000 + b"\n\nx",
        b"Content-Transfer-Encoding: base64\n\n!!!!",
        b"Content-Type: multipart/mixed\n\nno boundary",
    ],
)
def test_hostile_mails_end_soon_and_well(raw):
    began = time.perf_counter()
    mail = read_head(raw)
    assert isinstance(read_answer(mail), Answer)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        "On " + "a " * 30_000,
        ("Den " + "skrev " * 45 + "\n") * 200,
        "On x wrote:\n" * 5000,
        "From:\n\n" * 8000,
        "> > > > > > On\n" * 4000,
        "\n" * 60_000,
        "_" * 60_000,
    ],
)
def test_hostile_texts_are_cut_soon(text):
    began = time.perf_counter()
    answer_in(text)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("page", ["<div>" * 40_000, "<blockquote>" * 20_000 + "x", "<" * 200_000, "<!--" * 50_000])
def test_hostile_pages_are_read_soon(page):
    began = time.perf_counter()
    from_html(page)
    assert time.perf_counter() - began < 5


@given(st.binary(max_size=2000))
def test_garbage_never_raises(garbage):
    read_answer(read_head(garbage))
    read_answer(read_head(b"From: x@y\nContent-Type: multipart/mixed; boundary=a\n\n--a\n" + garbage))


def test_odd_texts_come_through():
    for text in naughty_strings()[::10]:
        answer_in(text + BELOW["Gmail"])

"""The style guide's mails: each as its reader gets it, in both languages. Shown in development only."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import gettext, ngettext, override
from django.views.decorators.csp import csp_override

from cohorts.models import Gathering
from content import text
from discussions.queries import Refusal
from discussions.services.answering import REASONS
from notices.lines import Line, Said, Section, Whole
from notices.mail import RenderedMail, compose
from notices.models import Notice
from notices.queries import Window

NOON = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Europe/Stockholm"))
ONE = NOON.replace(hour=13, minute=0)
COHORT = SimpleNamespace(name="Exempelkommun, hösten 2026")
EXCERPT = "Vi låter chefen tala sist. Hon bad själv om det, och nu kommer det tre idéer där det förr kom en."
ANNOUNCED = """Hej alla,

på torsdag klockan 13 är vi i **rum 3** och inte i videomötet. Ta med:

- en idé som har fastnat
- någon som inte går kursen

> Den bästa frågan är den som ingen har ställt än.

Det ni läste till förra gången finns på https://www.example.org/idearbete."""
CALLED = "…som i våras, när halva gruppen var borta. @Alva Berg, du var med då: hur fick ni de andra att komma igång?"
STOPPING = {"choice_url": "/sv/notiser/mejl/", "stop_url": "/mail/stop/prov/"}
AT_ONCE = {"kind": "at_once", **STOPPING}
GATHERINGS = ("gathering", "gathering_changed", "gathering_cancelled", "gathering_soon")
NAMES = (
    *("code", "unknown", "account", "invitation", "question", "notice", "anonymous", "announcement", "digest"),
    *("answer", "answer_files", "message", "deletion", "deletion_cancelled", *GATHERINGS),
)
# Mail programs allow what stands inline in a mail, and nothing else.
MAIL_CSP = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "frame-ancestors": [CSP.SELF]}


def sample(name: str, language: str) -> RenderedMail:
    """A mail filled with sample texts."""
    with override(language):
        template, context = _contexts()[name]
    return compose(language=language, template=template, context=context)


def samples() -> list[tuple[str, str, RenderedMail]]:
    return [(name, language, sample(name, language)) for name in NAMES for language, _label in settings.LANGUAGES]


@csp_override(MAIL_CSP)
def mail_sample(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """The page of a mail, as the style guide frames it."""
    if name not in NAMES or language not in dict(settings.LANGUAGES):
        raise Http404
    return HttpResponse(sample(name, language).html)


def mail_samples(request: HttpRequest) -> HttpResponse:
    """All mails beside one another: subject, text and page."""
    return render(request, "styleguide/mail.html", {"mails": samples()})


def _place(kind: str) -> dict[str, Any]:
    """What others did to somebody's place."""
    facts = {"kind": kind, "cohort": COHORT.name, "answered_by": "Tove Ek", "day": NOON.date(), "left": "/left/"}
    return facts | {"to": gettext("Idea coaches"), "role": gettext("Idea inspirer")}


def _contexts() -> dict[str, tuple[str, dict[str, Any]]]:
    by = SimpleNamespace(name="Tove Ek")
    deletion = {"by": by.name, "answered_by": by.name, "cohort": COHORT.name, "day": NOON.date(), "trains": True}
    message = {"text": EXCERPT, "by": by, "cohort": COHORT, "answered_by": by.name}
    invitation = {"guest": "Nora Ny", "trainer": by.name, "cohort": COHORT.name}
    invitation |= {"runs_out_on": NOON.date() + timedelta(days=30), "path": "/sv/inbjudan/prov/"}
    invitation |= {"course": gettext("Basic training for idea coaches"), "starts_on": NOON.date(), "hours": 12}
    digest = {"window": Window(NOON - timedelta(days=7), NOON), "sections": _sections(), "kind": "digest", **STOPPING}
    password = {"happened": gettext("Your password was changed."), "path": "/accounts/email/"}
    return {
        "code": ("code", {"code": "J7K-2MQ", "kind": "login_code", "minutes": 15}),
        "unknown": ("unknown", {}),
        "account": ("account", password),
        "invitation": ("invitation", invitation),
        "question": ("invitation", {**invitation, "asks_to_train": True}),
        "notice": ("notice", {"line": _line(Notice.Kind.MENTION, "Bo", CALLED), "answers": "board", **AT_ONCE}),
        "anonymous": ("notice", {"line": _line(Notice.Kind.ANSWER), "answers": "board", **AT_ONCE}),
        "answer": ("answer", {"reason": REASONS[Refusal.CLOSED], "text": EXCERPT, "path": "/post/1/"}),
        "answer_files": ("answer", {"path": "/post/1/"}),
        "announcement": ("announcement", _announcement()),
        "digest": ("digest", digest),
        "message": ("message", {**message, "subject": gettext("How are you getting on?")}),
        "deletion": ("deletion", deletion),
        **{kind: ("place", _place(kind)) for kind in ("moved", "removed", "role", "ended", "reopened")},
        "deletion_cancelled": ("deletion_cancelled", deletion),
        **{kind: ("gathering", _gathering(kind)) for kind in GATHERINGS},
    }


def _gathering(kind: str) -> dict[str, Any]:
    kept = {"title": "Uppstart", "place": "https://video.example.org/rum/uppstart"}
    now, before = (
        {**kept, "when": Gathering(starts_at=begins, ends_at=begins + timedelta(hours=2)).when}
        for begins in (ONE + timedelta(days=9), ONE + timedelta(days=2))
    )
    said = {"kind_of_news": kind, "now": now, "cohort": COHORT.name, "by": "" if kind.endswith("soon") else "Tove Ek"}
    said["answered_by"] = said["by"]
    is_change = kind == "gathering_changed"
    said |= {"before": before | {"place": "Rum 3"} if is_change else None, "is_asked_anew": is_change}
    said |= {"reason": "" if kind in ("gathering", "gathering_soon") else "Lokalen är dubbelbokad."}
    return {**said, "path": "/gathering/1/", "kind": "gatherings", **STOPPING}


def _announcement() -> dict[str, Any]:
    files = (("Karta till lokalen.pdf", "/sv/tavla/prov/fil/1/"),)
    whole = Whole("Vi ses i rum 3 på torsdag", ANNOUNCED, text.render(ANNOUNCED), files)
    line = Line(str(Notice.Kind.ANNOUNCEMENT.label), "Tove", COHORT.name, "", "/post/1/")
    return {"line": line, "whole": whole, "answers": "thread", **AT_ONCE}


def _line(kind: Notice.Kind, name: str = "", said: str = EXCERPT) -> Line:
    return Line(str(kind.label), name or Notice(kind=kind).who, COHORT.name, said, "/post/1/")


def _sections() -> list[Section]:
    uncertain = "Hur sade ni till chefen? Jag vet vad jag vill, men när vi väl sitter där blir det ändå inte av. " * 2
    said = (
        Said("Bo Lind", "Vi skriver först, var för sig, i fem minuter. Sedan läser var och en upp sitt."),
        Said("Nora Ny", uncertain[:118].rsplit(" ", 1)[0] + "…"),
        Said("Tove Ek", "Prova att börja med frågan."),
    )
    nameless = (Said(Notice().who, "Jag höll inne med en invändning, och sedan blev det precis så."),)
    away = gettext("You have said that you cannot come.")
    when = Gathering(starts_at=ONE + timedelta(days=2), ends_at=ONE + timedelta(days=2, hours=2)).when
    later = Gathering(starts_at=ONE + timedelta(days=9), ends_at=ONE + timedelta(days=9, hours=2)).when
    return [
        Section(gettext("Waiting for you"), (_line(Notice.Kind.MENTION, "Bo", CALLED), _line(Notice.Kind.ANSWER))),
        Section(gettext("Your next step"), (Line("Trygghet och krav", where="Idécoach · 7 min", path="/sv/"),)),
        Section(
            gettext("Next gatherings"),
            (
                Line("Uppstart", where=COHORT.name, excerpt=when, path="/gathering/1/"),
                Line("Halvtid", where=COHORT.name, excerpt=f"{later}. {away}", path="/gathering/2/"),
            ),
        ),
        Section(
            COHORT.name,
            (
                Line("Ett möte där du höll inne", path="/post/3/", said=nameless),
                Line("Hur får man tysta att tala?", path="/post/2/", said=said, more=_more(4)),
            ),
            _new(8),
        ),
        Section(gettext("Good to know"), (_line(Notice.Kind.TRAINER, "Kim", ""),)),
    ]


def _more(number: int) -> str:
    return ngettext("and %(number)s more post", "and %(number)s more posts", number) % {"number": number}


def _new(number: int) -> str:
    return ngettext("%(number)s new post", "%(number)s new posts", number) % {"number": number}

"""The style guide: every token, drawing, component and block in every state, for whoever changes the face.

Shown in development only. Its sample texts are Swedish and stand outside gettext, since no visitor meets them.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.blocks import StreamBlock, StreamValue

from accounts.resubmission import Resubmittable
from content.blocks import LESSON_BLOCKS
from content.text import render as render_text
from courses.outline import ModuleRow, Outline, StepRow, build_outline
from discussions.forms import PostForm
from discussions.models import Post, Thread
from discussions.queries import Conversation, PostLine, Voice
from quizzes.models import Answer
from quizzes.queries import QuestionLine
from quizzes.questions import Option, Question

GROUNDS = ["paper", "sheet", "shade", "petrol-wash", "good-wash", "warn-wash", "bad-wash"]
STATIC = settings.BASE_DIR / "static"
NOON = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Europe/Stockholm"))
STEPS = [
    ("lesson", "Lektion", "book", "Vad är kreativitet?", 20),
    ("lesson", "Lektion", "book", "Motivation, kunskap och arbetsmiljö", 25),
    ("lesson", "Lektion", "book", "Psykologisk trygghet", 25),
    ("quiz", "Quiz", "question", "Vad minns du?", 10),
    ("reflection", "Reflektion", "journal", "Ett möte där du höll inne", 15),
    ("practice", "Praktikuppgift", "practice", "Ändra en sak i ett möte", 30),
]
MODULES = [
    ("Start: uppdraget och du", "Du känner rollen, kohorten och vägen."),
    ("Förutsättningar för kreativitet", "Du kan påverka det som avgör om en grupp vågar tänka nytt."),
    ("Innovationsledningssystem och idéutvecklingsprocesser", "Du kan visa vägen från lapp till beslut."),
]


@dataclass(frozen=True)
class Colour:
    """A colour token with its values in both themes and its contrast to the grounds it stands on."""

    name: str
    light: str
    dark: str
    contrast: str


def styleguide(request: HttpRequest) -> HttpResponse:
    sprite = (STATIC / "icons.svg").read_text()
    names = re.findall(r'<symbol id="([\w-]+)"', sprite)
    outline = _outline()
    context = {
        "colours": colours((STATIC / "css" / "tokens.css").read_text()),
        "icons": [name for name in names if not name.startswith("mark-")],
        "marks": [name.removeprefix("mark-") for name in names if name.startswith("mark-")],
        "outline": outline,
        "module": outline.modules[1],
        "current": _key(1, 3),
        "form": SampleForm(data={"name": "Alva Berg", "when": "", "text": "", "role": "coach"}, auto_id="sample_%s"),
        "post_form": PostForm.blank("sample_post_%s"),
        "talk": Conversation(Thread(), [_line()]),
        "thread": Thread(),
        "cohort": SimpleNamespace(slug="exempel"),
        "right": _answered(chosen=1),
        "wrong": _answered(chosen=0),
        "blocks": _blocks(),
    }
    return render(request, "styleguide/index.html", context)


def colours(css: str) -> list[Colour]:
    """Every colour token of the style sheet, with its lowest contrast to paper, sheet and shade."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)
    values = {name: (light, dark) for name, light, dark in found}
    return [Colour(name, *pair, _lowest(name, values)) for name, pair in values.items()]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG counts it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _lowest(name: str, values: dict[str, tuple[str, str]]) -> str:
    if name in GROUNDS or name.endswith("-ink"):
        return ""
    pairs = [contrast(values[name][theme], values[ground][theme]) for ground in GROUNDS[:3] for theme in (0, 1)]
    return f"{min(pairs):.1f}".replace(".", ",")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class SampleForm(Resubmittable, forms.Form):
    # A sample that is sent nowhere.
    resubmits = False
    name = forms.CharField(label="Namn", help_text="Som kollegorna i din kohort känner dig.")
    when = forms.DateField(label="När gjorde du det?", widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label="Din text", widget=forms.Textarea, error_messages={"required": "Skriv något först."})
    role = forms.ChoiceField(label="Roll", choices=[("coach", "Idécoach"), ("inspirer", "Idéinspiratör")])
    mail = forms.BooleanField(label="Skicka ett mejl när någon svarar mig", required=False)


def _key(module: int, step: int) -> UUID:
    return UUID(int=module * 100 + step)


def _outline() -> Outline:
    rows = [
        ModuleRow(
            key=_key(number, 0),
            title=title,
            url="#",
            number=number,
            summary=summary,
            steps=tuple(
                StepRow(_key(number, place), name, "#", kind, label, icon, "", minutes, kind != "practice", "")
                for place, (kind, label, icon, name, minutes) in enumerate(STEPS, 1)
            ),
        )
        for number, (title, summary) in enumerate(MODULES)
    ]
    done = [_key(0, place) for place in range(1, 7)] + [_key(1, 1), _key(1, 2)]
    return build_outline(rows, done, role="coach")


def _line(is_reply: bool = False) -> PostLine:
    """A post with an answer to it, or the answer."""
    if is_reply:
        voice = Voice("Alva Berg", "Alva", "AB", "1", "Idécoach", "Hemtjänst norr")
        source = "Vi låter chefen tala sist. Hon bad själv om det."
    else:
        voice = Voice("Bo Lind", "Bo", "BL", "2", "Idéinspiratör", "Tekniska")
        source = (
            "Vi började varje måndag med en minut tyst skrivande. Det var **obekvämt** i två veckor, "
            "sedan bad folk om det.\n\n> Hur gör ni?\n\n- Rundor?\n- Lappar?"
        )
    post: Any = Post(pk=1 + is_reply, posted_at=NOON, html=render_text(source), source=source)
    post.helped_count, post.helped_me = 2, is_reply
    replies = () if is_reply else (_line(is_reply=True),)
    return PostLine(post, voice, False, is_reply, True, replies=replies, number=str(post.pk))


def _answered(chosen: int) -> QuestionLine:
    texts = [
        ("”Då lägger vi det åt sidan.”", "Det känns artigt, men Samira lär sig att det inte lönar sig att säga något."),
        ("”Vad lärde vi oss då, och vad är annorlunda nu?”", "Du tar erfarenheten på allvar och håller dörren öppen."),
        ("”Kan vi ta det efter mötet?”", ""),
    ]
    question = Question(
        id=f"sample-{chosen}",
        kind="single",
        text="En kollega säger: ”Det provade vi 2012.” Vad svarar du för att hålla både trygghet och krav?",
        explanation="Trygghet och krav går ihop. Den som frågar vidare visar båda.",
        source="Edmondson 1999",
        level="apply",
        options=tuple(Option(str(place), text, place == 1, why) for place, (text, why) in enumerate(texts)),
    )
    answer = Answer(chosen=[str(chosen)], mark=float(chosen == 1))
    return QuestionLine(chosen + 1, question, answer)


def _blocks() -> StreamValue:
    """Every kind of block with the preview that its editor sees."""
    kinds = StreamBlock(LESSON_BLOCKS)
    rest = [name for name in kinds.child_blocks if name not in ("text", "fact", "picture", "download")]
    order = ["text", "fact", *rest]
    return kinds.normalize([(name, _preview(kinds, name)) for name in order])


def _preview(kinds: StreamBlock, name: str) -> Any:
    block = kinds.child_blocks[name]
    return block.normalize(block.get_preview_value())

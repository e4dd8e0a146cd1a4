"""Blocks that let the reader do something: worked example, exercise, self-check."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.text import PLAIN, PROSE


class ExampleBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    body = blocks.RichTextBlock(features=PROSE, label=_("Text"))

    class Meta:
        label = _("Worked example")
        icon = "doc-full-inverse"
        template = "blocks/example.html"
        description = _("Somebody does it, step by step, and we see what happens")
        preview_value = {
            "title": "Morgonmötet på Ekbacken",
            "body": "<p>”Tack, Samira. Vad är det som inte fungerar med listan?” frågar chefen.</p>",
        }


class ExerciseBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    intro = blocks.RichTextBlock(features=PLAIN, label=_("What it is for"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=240, label=_("Minutes"))
    grouping = blocks.ChoiceBlock(
        choices=[("alone", _("Alone")), ("pair", _("In pairs")), ("group", _("In a group"))],
        default="alone",
        label=_("Alone or together"),
    )
    materials = blocks.CharBlock(max_length=200, required=False, label=_("Materials"))
    steps = blocks.ListBlock(blocks.TextBlock(rows=2, label=_("Step")), min_num=1, label=_("Steps"))

    class Meta:
        label = _("Exercise")
        icon = "tasks"
        template = "blocks/exercise.html"
        description = _("Something to do, with steps, minutes and materials")
        preview_value = {
            "title": "Tre drag",
            "intro": "<p>Öva på att ta emot en halvfärdig tanke.</p>",
            "minutes": 8,
            "grouping": "alone",
            "materials": "Papper och penna",
            "steps": ["Rama in: säg varför allas bild behövs i dag.", "Bjud in: ställ en öppen fråga.", "Tacka först."],
        }


class SelfCheckOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Option"))
    right = blocks.BooleanBlock(required=False, label=_("Right"))
    why = blocks.TextBlock(rows=2, label=_("Why, or why not"))


class SelfCheckBlock(blocks.StructBlock):
    question = blocks.TextBlock(rows=2, label=_("Question"))
    options = blocks.ListBlock(SelfCheckOptionBlock(), min_num=2, max_num=6, label=_("Options"))

    class Meta:
        label = _("Self-check question")
        icon = "tick-inverse"
        template = "blocks/self_check.html"
        description = _("One question to try oneself on; the answer is not saved")
        preview_value = {
            "question": "Vad skapar trygghet i ett möte?",
            "options": [
                {"text": "Att alla får tala till punkt", "right": True, "why": "Då lönar det sig att säga något."},
                {"text": "Att ingen säger emot", "right": False, "why": "Tystnad är inte trygghet."},
            ],
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not any(option["right"] for option in cleaned["options"]):
            raise blocks.StructBlockValidationError(
                block_errors={"question": ValidationError(_("Mark at least one option as right."))}
            )
        return cleaned

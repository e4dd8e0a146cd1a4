"""Questions as a trainer writes them. A question's block id is its key in both languages, an option's too."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LEVELS = [("know", _("Know")), ("understand", _("Understand")), ("apply", _("Apply"))]


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Option"))
    right = blocks.BooleanBlock(required=False, label=_("Right"))
    why = blocks.TextBlock(rows=2, required=False, label=_("Why it is right, or why it tempts"))


class QuestionBlock(blocks.StructBlock):
    """What all questions have."""

    text = blocks.TextBlock(rows=3, label=_("Question"))
    explanation = blocks.TextBlock(rows=3, label=_("Explanation"), help_text=_("Shown right after the answer."))
    source = blocks.CharBlock(max_length=200, required=False, label=_("Source"), help_text=_("Author and year."))
    level = blocks.ChoiceBlock(choices=LEVELS, default="understand", label=_("Level"))

    class Meta:
        template = "quizzes/question_preview.html"


class ChoiceQuestionBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8, label=_("Options"))

    def clean(self, value):
        cleaned = super().clean(value)
        problem = self.problem_with([option["right"] for option in cleaned["options"]])
        texts = [option["text"].strip().casefold() for option in cleaned["options"]]
        if len(set(texts)) < len(texts):
            problem = _("Two options say the same.")
        if problem:
            raise blocks.StructBlockValidationError(block_errors={"text": ValidationError(problem)})
        return cleaned

    def problem_with(self, rights: list[bool]):
        raise NotImplementedError


class SingleBlock(ChoiceQuestionBlock):
    class Meta:
        label = _("One right answer")
        icon = "radio-full"
        description = _("Several options, one of them right")
        preview_value = {
            "text": "Vad menas med psykologisk trygghet?",
            "explanation": "Trygghet och höga krav går ihop.",
            "source": "Edmondson 1999",
            "level": "understand",
            "options": [
                {"text": "Att man vågar ta risker med varandra", "right": True, "why": ""},
                {"text": "Att kraven är låga", "right": False, "why": ""},
            ],
        }

    def problem_with(self, rights: list[bool]):
        return None if sum(rights) == 1 else _("Mark exactly one option as right.")


class MultipleBlock(ChoiceQuestionBlock):
    class Meta:
        label = _("Several right answers")
        icon = "tasks"
        description = _("Several options, two or more of them right")
        preview_value = {**SingleBlock._meta_class.preview_value, "text": "Vilka två hör ihop med trygghet?"}

    def problem_with(self, rights: list[bool]):
        return None if sum(rights) >= 1 else _("Mark at least one option as right.")


class TrueFalseBlock(QuestionBlock):
    answer = blocks.BooleanBlock(required=False, label=_("The statement is true"))
    why_true = blocks.TextBlock(rows=2, required=False, label=_("Feedback to somebody who answers true"))
    why_false = blocks.TextBlock(rows=2, required=False, label=_("Feedback to somebody who answers false"))

    class Meta:
        label = _("True or false")
        icon = "adjust"
        description = _("A statement to agree with or not")
        preview_value = {
            "text": "En grupp som tänker högt får fler idéer än lika många som tänker var för sig.",
            "explanation": "Bara en kan tala åt gången. Börja med att skriva tyst.",
            "source": "Diehl & Stroebe 1987",
            "level": "understand",
            "answer": False,
        }


QUESTION_BLOCKS = [("single", SingleBlock()), ("multiple", MultipleBlock()), ("true_false", TrueFalseBlock())]

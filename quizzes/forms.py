"""What the form of a quiz holds. A question's fields are named after its id, so that one form can hold them all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.resubmission import Resubmittable
from quizzes.given import Given
from quizzes.kinds import KINDS
from quizzes.questions import Question


@dataclass(frozen=True)
class Sent(Resubmittable):
    """A quiz form as it was sent: what each question was given, and the number of the one whose button was pressed."""

    resubmits = True

    given: dict[str, Given]
    pressed: str = ""

    @property
    def filled_in(self) -> list[Given]:
        return [one for one in self.given.values() if one.is_filled_in]

    @property
    def ready(self) -> list[Given]:
        """What can be saved: all that is filled in, and what the pressed button belongs to."""
        return [one for one in self.given.values() if one.is_filled_in or (self._is_pressed(one) and one.is_answer)]

    @property
    def pressed_alone(self) -> list[Given]:
        """What the pressed button belongs to, if it can be saved."""
        return [one for one in self.given.values() if self._is_pressed(one) and one.is_answer]

    def _is_pressed(self, given: Given) -> bool:
        return given.question.id == self.pressed


def read(form: QueryDict, questions: Sequence[Question]) -> Sent:
    """What a form holds for the questions of an attempt; ids that are not among them are left out."""
    pressed = form.get("question", "")
    fields = [(question, _fields_of(form, question)) for question in questions]
    moved = next((question.id for question, own in fields if "move" in own), "")
    return Sent(
        {
            question.id: Given(question, KINDS[question.kind].given(question, own), own.get("confidence", ""))
            for question, own in fields
            if own or question.id == pressed
        },
        pressed or moved,
    )


def _fields_of(form: QueryDict, question: Question) -> MultiValueDict:
    prefix = f"{question.id}-"
    return MultiValueDict(
        {name.removeprefix(prefix): values for name, values in form.lists() if name.startswith(prefix)}
    )

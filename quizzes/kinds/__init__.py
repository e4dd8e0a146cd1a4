"""The kinds of questions. A new kind is a new file here, and its name in this list."""

from quizzes.kinds.base import Explained, Kind
from quizzes.kinds.match import Match
from quizzes.kinds.multiple import Multiple
from quizzes.kinds.order import Order
from quizzes.kinds.short_text import ShortText
from quizzes.kinds.single import Single
from quizzes.kinds.true_false import TrueFalse

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (Single(), Multiple(), TrueFalse(), Order(), Match(), ShortText())
}
QUESTION_BLOCKS = [(kind.name, kind.block()) for kind in KINDS.values()]

__all__ = ["KINDS", "QUESTION_BLOCKS", "Explained", "Kind"]

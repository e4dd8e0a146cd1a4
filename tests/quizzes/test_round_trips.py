"""What is written to a file is read as it was."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange import gift, package
from tests.long import examples
from training.build import fields_of
from training.package import parse

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="<>&*"), min_size=1, max_size=12
)
UNIQUE = st.lists(WORDS, min_size=3, max_size=5, unique_by=lambda text: " ".join(text.split()).casefold())


@st.composite
def question(draw):
    kind = draw(st.sampled_from(["single", "multiple", "true_false", "match", "short_text"]))
    value = {"text": draw(WORDS), "explanation": draw(st.just("") | WORDS), "source": "", "level": "understand"}
    texts, why = draw(UNIQUE), draw(st.just("") | WORDS)
    if kind in ("single", "multiple"):
        rights = 1 if kind == "single" else 2
        value["options"] = [{"text": text, "right": place < rights, "why": why} for place, text in enumerate(texts)]
    elif kind == "true_false":
        value |= {"answer": draw(st.booleans()), "why_true": why, "why_false": ""}
    elif kind == "match":
        value["pairs"] = [{"text": text, "match": f"{text} 2", "why": ""} for text in texts]
    else:
        value["accepted"] = texts
    return kind, value


@settings(max_examples=examples(200))
@given(st.lists(question(), min_size=1, max_size=4))
def test_gift_comes_back_as_it_was_written(questions):
    found = gift.read(gift.write([("id", *one) for one in questions]))
    assert [(one.kind, one.value) for one in found.questions] == questions
    assert (found.unreadable, found.notes) == ([], [])


@settings(max_examples=examples(200))
@given(st.lists(question(), min_size=1, max_size=4))
def test_the_training_package_reads_what_is_written_for_it(tmp_path_factory, questions):
    path = tmp_path_factory.getbasetemp() / "quiz.sv.md"
    head = "---\nid: X.quiz\nkind: quiz\ntitle: X\nslug: x\n---\n\n"
    written = package.write([(f"X-{number}", *one) for number, one in enumerate(questions)])
    path.write_text(head + written, encoding="utf-8")
    built = json.loads(fields_of(parse(path))["questions"])
    assert [(one["type"], bare(one["value"])) for one in built] == questions


def bare(value):
    """A block's values without the ids of its items."""
    lists = ("options", "pairs", "accepted")
    left = {name: inner for name, inner in value.items() if name not in ("lesson", "case")}
    return {name: [one["value"] for one in inner] if name in lists else inner for name, inner in left.items()}

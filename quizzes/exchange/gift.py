"""GIFT, the text format of Moodle for questions, after its description in Moodle's documentation."""

import re
from typing import Any

from quizzes.exchange.found import Found, FoundQuestion, ImportNote, Unreadable, choices, common, pairs, plain

_FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TITLE = re.compile(r"^\s*::(.*?)::", re.DOTALL)
_WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
# Escaped signs stand for themselves; while a question is read they are letters that no file holds.
_ESCAPED = {sign: chr(0xE000 + number) for number, sign in enumerate("~=#{}:\\")}
_RESTORE = {private: sign for sign, private in _ESCAPED.items()}


def read(text: str) -> Found:
    """Every question of a file. A place is the line on which a question begins."""
    found = Found()
    for line, block in _blocks(text):
        try:
            _read_block(found, line, block)
        except Unreadable as problem:
            found.unreadable.append(ImportNote(line, problem.code, problem.detail))
    return found


def _blocks(text: str) -> list[tuple[int, str]]:
    """Questions with their first lines: they stand between empty lines, without comments and categories."""
    blocks: list[tuple[int, str]] = []
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        bare = line.strip()
        if bare and not bare.startswith(("//", "$CATEGORY:")):
            if not lines:
                start = number
            lines.append(line)
        elif not bare and lines:
            blocks.append((start, "\n".join(lines)))
            lines = []
    return blocks


def _read_block(found: Found, line: int, block: str) -> None:
    block = re.sub(r"\\([~=#{}:\\])", lambda escaped: _ESCAPED[escaped[1]], block).replace("\\n", "\n")
    block = _TITLE.sub("", block, count=1).strip()
    html = bool((form := _FORMAT.match(block)) and form[1].lower() == "html")
    block = _FORMAT.sub("", block, count=1)
    start, end = block.find("{"), block.rfind("}")
    if start < 0:
        raise Unreadable("no_answer")
    if end < start:
        raise Unreadable("open_brace")
    tail = block[end + 1 :].strip()
    text = f"{block[:start].rstrip()} _____ {tail}" if tail else block[:start]
    answers, _sign, general = block[start + 1 : end].partition("####")
    kind, value, codes = _answers(answers.strip(), html)
    words, pictures = _words(text, html)
    if pictures:
        codes.append("picture")
    explanation, _pictures = _words(general, html)
    found.questions.append(FoundQuestion(line, kind, common(words, explanation) | value))
    found.notes.extend(ImportNote(line, code) for code in codes)


def _words(text: str, html: bool) -> tuple[str, list[tuple[str, str]]]:
    restored = "".join(_RESTORE.get(letter, letter) for letter in text)
    if html or re.search(r"</?\w+[^>]*>|&\w+;", restored):
        return plain(restored)
    return restored.strip(), []


def _answers(answers: str, html: bool) -> tuple[str, dict[str, Any], list[str]]:
    """The kind and its values, and codes of what is left out."""
    if not answers:
        raise Unreadable("essay")
    truth, *told = answers.split("#")
    if truth.strip().upper() in _TRUTH:
        return "true_false", _true_false(_TRUTH[truth.strip().upper()], told, html), []
    if answers.startswith("#"):
        return "short_text", {"accepted": [_number(answers[1:])]}, []
    parts = [part for part in re.split(r"(?=[=~])", answers) if part.strip()]
    if not parts[0].startswith(("=", "~")):
        raise Unreadable("no_answer", parts[0][:40])
    if all(part.startswith("=") and "->" in part for part in parts):
        sides = [part[1:].split("#")[0].partition("->") for part in parts]
        return *pairs([(_words(left, html)[0], _words(right, html)[0]) for left, _arrow, right in sides]), []
    if all(part.startswith("=") for part in parts):
        accepted = [_words(_WEIGHT.sub("", part[1:].strip()).split("#")[0], html)[0] for part in parts]
        return "short_text", {"accepted": accepted}, ["wildcard"] if any("*" in one for one in accepted) else []
    return _choice(parts, html)


def _true_false(answer: bool, told: list[str], html: bool) -> dict[str, Any]:
    """Feedback in GIFT is first for a wrong answer, then for a right one."""
    wrong, right = ([_words(one, html)[0] for one in told] + ["", ""])[:2]
    why = {answer: right, not answer: wrong}
    return {"answer": answer, "why_true": why[True], "why_false": why[False]}


def _number(answers: str) -> str:
    """A number that is exact; a range or a tolerance is another kind of question. Raises Unreadable."""
    found = re.fullmatch(r"\s*=?\s*(-?\d+(?:[.,]\d+)?)(?::0)?\s*(?:#.*)?", answers, re.DOTALL)
    if not found:
        raise Unreadable("numerical", answers.strip()[:40])
    return found[1]


def _choice(parts: list[str], html: bool) -> tuple[str, dict[str, Any], list[str]]:
    options, weights = [], []
    for part in parts:
        body = part[1:].strip()
        weight = _WEIGHT.match(body)
        text, _sign, why = _WEIGHT.sub("", body).partition("#")
        share = float(weight[1]) if weight else (100.0 if part.startswith("=") else 0.0)
        weights.append(share)
        options.append({"text": _words(text, html)[0], "right": share > 0, "why": _words(why, html)[0]})
    full = [share for share in weights if share == 100]
    several = not full and any(share > 0 for share in weights)
    codes = []
    if full and any(0 < share < 100 for share in weights):
        codes.append("weights")
        options = [{**option, "right": share == 100} for option, share in zip(options, weights, strict=True)]
    return *choices(options, several), codes


# Writing ---------------------------------------------------------------------------------------------


def write(questions: list[tuple[str, str, dict[str, Any]]]) -> str:
    """Questions, each an id, a kind and its block's values. What GIFT has no word for stands in a comment."""
    return "\n\n".join(_write(kind, value) for _name, kind, value in questions) + "\n"


def _write(kind: str, value: dict[str, Any]) -> str:
    text = _escape(value["text"])
    general = f"\n####{_escape(value['explanation'])}" if value.get("explanation") else ""
    if kind == "order":
        parts = "\n".join(f"// {number}. {part}" for number, part in enumerate(value["parts"], start=1))
        return f"// GIFT has no questions to put in order: {' '.join(value['text'].split())}\n{parts}"
    if kind == "true_false":
        whys = (value.get("why_true", ""), value.get("why_false", ""))
        right, wrong = whys if value["answer"] else whys[::-1]
        told = f"#{_escape(wrong)}#{_escape(right)}" if wrong or right else ""
        return f"{text} {{{'TRUE' if value['answer'] else 'FALSE'}{told}{general}}}"
    return f"{text} {{\n{_ANSWER_LINES[kind](value)}{general}\n}}"


def _escape(text: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", text).replace("\n", "\\n")


def _single_lines(value: dict[str, Any]) -> str:
    return "\n".join(("=" if option["right"] else "~") + _option(option) for option in value["options"])


def _multiple_lines(value: dict[str, Any]) -> str:
    rights = sum(bool(option["right"]) for option in value["options"]) or 1
    wrongs = len(value["options"]) - rights or 1
    return "\n".join(
        f"~%{round(100 / rights, 5) if option['right'] else round(-100 / wrongs, 5)}%{_option(option)}"
        for option in value["options"]
    )


def _option(option: dict[str, Any]) -> str:
    return _escape(option["text"]) + (f"#{_escape(option['why'])}" if option.get("why") else "")


_ANSWER_LINES = {
    "single": _single_lines,
    "multiple": _multiple_lines,
    "match": lambda value: "\n".join(f"={_escape(one['text'])} -> {_escape(one['match'])}" for one in value["pairs"]),
    "short_text": lambda value: "\n".join(f"={_escape(text)}" for text in value["accepted"]),
}

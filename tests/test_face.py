"""Contrast of the token pairs in use, computed from the style sheet in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text()
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
GROUNDS = ["paper", "sheet", "shade"]
WASHES = ["petrol-wash", "good-wash", "warn-wash", "bad-wash"]
TEXT = [(ink, ground) for ink in ("ink", "ink-soft", "petrol") for ground in GROUNDS]
TEXT += [("ink", wash) for wash in WASHES] + [("ink-soft", "petrol-wash"), ("petrol", "petrol-wash")]
TEXT += [("petrol-ink", "petrol"), ("spark-ink", "spark")]
TEXT += [(state, f"{state}-wash") for state in ("good", "warn", "bad")]
TEXT += [(state, ground) for state in ("good", "bad") for ground in ("paper", "sheet")]
TEXT += [("paper", f"m{number}") for number in range(11)]
LINES = [("line-strong", ground) for ground in GROUNDS] + [
    ("petrol", "petrol-wash"),
    ("spark", "paper"),
    ("spark", "sheet"),
]
LINES += [(f"m{number}", ground) for number in range(11) for ground in GROUNDS[:2]]


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (LINES, 3.0)], ids=["text", "lines"])
def test_pairs_have_contrast(pairs, least, theme):
    found = {pair: round(contrast(COLOURS[pair[0]][theme], COLOURS[pair[1]][theme]), 2) for pair in pairs}
    assert {pair: value for pair, value in found.items() if value < least} == {}


def test_dark_differs_from_light_by_colours_alone():
    """What light-dark() chooses is a colour; so the browser tests ask for contrast alone in dark."""
    sources = [path for kind in ("css", "js") for path in (STATIC / kind).rglob(f"*.{kind}")]
    assert len(sources) > 20
    assert [path.name for path in sources if "prefers-color-scheme" in path.read_text()] == []


def test_every_drawing_is_used():
    root = Path(__file__).resolve().parent.parent
    drawn = set(re.findall(r'<symbol[^>]*id="([\w-]+)"', (root / "static" / "icons.svg").read_text()))
    folders = ["templates", "static/js", *(path.parent.name for path in root.glob("*/apps.py"))]
    said = "".join(
        path.read_text()
        for name in folders
        for path in (root / name).rglob("*")
        if path.suffix in (".html", ".py", ".js")
    )
    # One for each module, by its number.
    assert {name for name in drawn if f'"{name}"' not in said and f"'{name}'" not in said} == {
        f"mark-{number}" for number in range(11)
    }

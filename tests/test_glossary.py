"""Every term of the glossary is on the screen in both languages, and in the code under the name it gives."""

import re
from importlib import import_module

import polib
import pytest

from tests.guards import ROOT

TEXT = (ROOT / "docs" / "glossary.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")]
ON_SCREEN = [row for row in ROWS if len(row) == 4 and row[0] != "English"]
NAMES = re.findall(r"`((?:\w+\.)*\w+)`", "\n".join(cell for row in ROWS for cell in row))


def found(name):
    """What a dotted name leads to: as much of it as is a module, and attributes from there."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            here = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            fields = {field.name for field in here._meta.get_fields()} if hasattr(here, "_meta") else set()
            here = here._meta.get_field(part) if part in fields else getattr(here, part)
        return here
    raise ModuleNotFoundError(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_code_has_it_under_that_name(name):
    assert found(name) is not None


def test_the_screen_says_it_in_both_languages():
    known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(ROOT / "locale/sv/LC_MESSAGES/django.po"))}
    assert {row[0]: known.get(row[0]) for row in ON_SCREEN} == {row[0]: row[1] for row in ON_SCREEN}
    assert len(ON_SCREEN) > 25

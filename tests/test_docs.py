"""The documents stay true: every link leads somewhere, every command and file they name is there."""

import re
from pathlib import Path

import pytest

from tests.matrix import PERSONAS, ROWS

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#]+)", document.read_text())
    assert [link for link in links if "://" not in link and not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_are_there(document):
    named = re.findall(
        r"`((?:script|tests|config|docs|benchmarks|cohorts|content|progress|courses)/[\w./-]+)`", document.read_text()
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_table_of_demo_people_is_that_of_the_code():
    from training.demo import PASSWORD

    readme = (ROOT / "README.md").read_text()
    assert PASSWORD in readme
    assert set(re.findall(r"`(\w+)@example.org`", readme)) == {"alva", "bo", "tove", "sten", "maja"}


ROLES = {
    "its author": "alva",
    "another member": "bo",
    "trainer": "tove",
    "trainer without a desk": "ungrouped",
    "trainer who came later": "later_trainer",
    "who joined by herself": "self_study",
    "site manager": "maja",
}


def test_what_each_role_can_reach_is_as_the_matrix_has_it():
    page = (ROOT / "docs" / "security.md").read_text()
    told = dict(re.findall(r"^\| [^|]+ \| `(GET [^`]+)` \| ([^|]+) \|$", page, re.MULTILINE))
    assert len(told) == 12
    for row, roles in told.items():
        let_in = {persona for persona, met in zip(PERSONAS, ROWS[row].split(), strict=True) if met == "k"}
        assert {ROLES[role] for role in roles.split(", ")} == let_in, row

"""The walls of the house: the staircase for foreign keys, and budgets for every file."""

import ast
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from config.rooms import STAIRCASE
from tests.guards import (
    ROOT,
    climbing_keys,
    heights,
    layers_of_the_linter,
    rooms_without_contract,
    rooms_without_step,
)

HEIGHT = heights(STAIRCASE)
LINES = {".py": 300, ".html": 100, ".css": 150, ".js": 150}
FUNCTION, VIEW, COMPONENT = 40, 25, 40


def tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.suffix in suffixes and "migrations" not in path.parts and path.exists()]


def test_every_room_has_its_step():
    assert rooms_without_step(STAIRCASE) == set()
    assert {path.parent.name for path in ROOT.glob("*/apps.py")} == set(HEIGHT)


def test_the_linter_is_told_the_same_staircase():
    assert layers_of_the_linter() == [set(step) for step in STAIRCASE]


def test_foreign_keys_go_down_only():
    assert climbing_keys(STAIRCASE) == []


def test_every_room_has_its_contract():
    assert rooms_without_contract() == set()


@pytest.mark.parametrize("suffix", LINES)
def test_no_file_outgrows_its_budget(suffix):
    counted = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in tracked(suffix)}
    assert {path: lines for path, lines in counted.items() if lines > LINES[suffix]} == {}


def test_components_stay_small():
    components = (ROOT / "templates" / "components").glob("*.html")
    counted = {path.name: len(path.read_text().splitlines()) for path in components}
    assert {name: lines for name, lines in counted.items() if lines > COMPONENT} == {}


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_outgrows_its_budget():
    long = {}
    for path in tracked(".py"):
        budget = VIEW if "views.py" in (path.name, f"{path.parent.name}.py") else FUNCTION
        for node in functions(path):
            lines = node.end_lineno - node.lineno + 1
            if lines > budget:
                long[f"{path.relative_to(ROOT)}:{node.name}"] = lines
    assert long == {}


def room_of(path: Path) -> str:
    """The room that a module of verbs or reads belongs to, whether it is a file or a part of a folder."""
    return path.parent.name if path.parent.name in HEIGHT else path.parent.parent.name


def test_signatures_of_verbs_reads_and_pure_modules_are_typed():
    typed = {"services.py", "queries.py", "outline.py", "rules.py", "marking.py", "questions.py", "text.py"}
    bare = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in tracked(".py")
        if (path.name in typed and path.parent.name in HEIGHT) or path.parent.name in ("services", "queries")
        for node in functions(path)
        if node.returns is None or any(arg.annotation is None for arg in node.args.kwonlyargs)
    ]
    assert bare == []


def test_public_functions_of_services_take_keywords_only():
    """What modules of verbs say to one another may stand alone when it is the one thing that they speak of."""
    positional = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in tracked(".py")
        if "services.py" in (path.name, f"{path.parent.name}.py") and room_of(path) in HEIGHT
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if len(node.args.args) > (node.name not in handed_on(path))
    ]
    assert positional == []


def handed_on(path: Path) -> set[str]:
    """What a module of verbs gives to other rooms: all of it, or what the `__init__` of its folder names."""
    if path.name == "services.py":
        return {node.name for node in functions(path)}
    return set(import_module(f"{room_of(path)}.services").__all__)


MAKING = {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "save_revision"}


def writes(call: ast.Call) -> bool:
    """Whether a call writes rows: other things are updated with values, deleted by a key and saved into a file."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    keywords = {keyword.arg for keyword in call.keywords}
    return (
        name in MAKING
        or (name == "update" and bool(keywords) and not call.args)
        or (name == "delete" and not call.args and not keywords)
        or (name == "save" and not call.args and keywords <= {"update_fields"})
    )


def test_rows_are_written_by_verbs():
    """So every door meets their limits and locks. Models write their own rows, and pages come from packages."""
    writing = {
        f"{path.relative_to(ROOT).as_posix()}: {ast.unparse(call)}"
        for path in tracked(".py")
        if path.relative_to(ROOT).parts[0] in set(HEIGHT) - {"training"}
        and not {"services", "services.py", "models", "models.py"} & set(path.parts)
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and writes(call)
    }
    # A form saves its own fields, and what a room deletes of a person stands in its contract.
    assert writing == {
        "accounts/forms.py: self.instance.save(update_fields=self._meta.fields)",
        "accounts/room.py: holding.of(person).delete()",
        "cohorts/views/people.py: form.save()",
        # What migrations fill.
        "content/fields.py: model.objects.bulk_update(rows, ['stems'])",
        "desk/views/cohorts.py: form.save()",
        "home/views/account.py: form.save()",
    }


def test_one_place_marks_text_as_safe():
    marking = {
        path.relative_to(ROOT).as_posix()
        for path in tracked(".py", ".html")
        if "tests" not in path.parts and ("mark_safe(" in path.read_text() or "|safe" in path.read_text())
    }
    assert marking == {"content/text.py"}


def test_one_place_tells_who_is_current():
    """Whoever forgets `left_at` shows something to those who left: other files ask `current()`, `trainers()`, …"""
    own = [path for path in tracked(".py") if path.relative_to(ROOT).parts[0] in HEIGHT]
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in own
        if re.search(r"left_at(__isnull)?=(None|True)", path.read_text())
    }
    # Whoever was erased stays in the sums of her cohort.
    assert asking == {"cohorts/models/cohorts.py", "desk/queries.py"}


def test_what_mypy_is_told_to_overlook_has_a_reason():
    ignoring = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked(".py")
        if path.relative_to(ROOT).parts[0] != "tests"
        for line in path.read_text().splitlines()
        if "type: ignore" in line and not re.search(r"type: ignore\[[\w, -]+\]  # .{5,}", line)
    ]
    assert ignoring == []

"""Every string in Swedish and English. English is written in the code, so what can be missing is the Swedish."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.test_architecture import tracked

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|<\w+:\w+>")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_every_string_has_its_swedish(catalogue):
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_placeholders_are_the_same(catalogue):
    for entry in catalogue:
        for text in (entry.msgstr_plural or {0: entry.msgstr}).values():
            allowed = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural)}
            assert set(PLACEHOLDER.findall(text)) <= allowed, entry.msgid


def test_swedish_follows_the_voice(catalogue):
    for entry in catalogue:
        assert "!" not in entry.msgstr, entry.msgstr
        assert "vänligen" not in entry.msgstr.lower(), entry.msgstr


@pytest.mark.skipif(not shutil.which("xgettext"), reason="extracting needs GNU gettext")
def test_the_catalogue_holds_every_string_of_the_code(tmp_path, catalogue):
    copied = tmp_path / "project"
    ignored = shutil.ignore_patterns(".venv", ".git", "var", "tests", "benchmarks", "__pycache__", "node_modules")
    shutil.copytree(ROOT, copied, ignore=ignored)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "sv", "--no-location", "--no-wrap"],
        cwd=copied,
        check=True,
        capture_output=True,
    )
    extracted = polib.pofile(str(copied / "locale" / "sv" / "LC_MESSAGES" / "django.po"))
    known = {entry.msgid for entry in catalogue}
    assert {entry.msgid for entry in extracted if not entry.obsolete} - known == set()


def test_templates_hold_no_bare_words():
    """Words in a template stand in a translation tag; the error page of last resort holds both languages."""
    bare = {}
    for path in (ROOT / "templates").rglob("*.html"):
        if path.name == "500.html" or "styleguide" in path.parts:
            continue
        text = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", path.read_text(), flags=re.S)
        text = re.sub(r"{%\s*block layout.*?endblock\s*%}", "", text, flags=re.S)
        text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|<!doctype.*?>", "", text, flags=re.S)
        text = re.sub(r"<[^>]*>", "\n", text, flags=re.S)
        words = [word for word in re.findall(r"[A-Za-zÅÄÖåäö]{3,}", text) if word not in ALLOWED]
        if words:
            bare[path.relative_to(ROOT).as_posix()] = words
    assert bare == {}


# The name of the product, the button that names each language in itself, and calendars by the names of their makers.
ALLOWED = {"Gnista", "English", "Svenska", "Outlook", "Google", "iPhone", "Mac"}


TRANSLATING = {"_"} | {f"{first}gettext{last}" for first in ("", "n", "p", "np") for last in ("", "_lazy", "_noop")}


def unseen_by_extraction(source: str) -> list[str]:
    """Calls that ask for a translation with words that GNU gettext does not find: in a pattern, or put together."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            found += [ast.unparse(call) for call in ast.walk(node) if is_translating(call)]
        elif is_translating(node) and not (node.args and is_words(node.args[0])):
            found.append(ast.unparse(node))
    return list(dict.fromkeys(found))


def is_translating(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", "")) in TRANSLATING


def is_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize(
    "source",
    [
        "f\"{_('Hej')} {name}\"",
        "_(f'Hej {name}')",
        "_(words)",
        "gettext_lazy('a' + b)",
        "translation.gettext('%s' % name)",
        "_()",
    ],
)
def test_words_that_extraction_does_not_see_are_found(source):
    assert len(unseen_by_extraction(source)) == 1


@pytest.mark.parametrize("source", ["_('Hej')", "_('Hej ' 'du')", "ngettext('en', 'flera', n)", "f'{name}'"])
def test_words_that_it_sees_are_fine(source):
    assert unseen_by_extraction(source) == []


def test_extraction_sees_every_string_of_the_code():
    unseen = {
        path.relative_to(ROOT).as_posix(): calls
        for path in tracked(".py")
        if "tests" not in path.parts and (calls := unseen_by_extraction(path.read_text()))
    }
    assert unseen == {}

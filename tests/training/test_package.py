import shutil

import pytest

from tests.world import TINY
from training.management.commands.load_training import BASIC
from training.package import PackageError, read_package


@pytest.fixture
def package(tmp_path):
    return shutil.copytree(TINY, tmp_path / "tiny")


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_modules_and_steps_come_in_the_order_of_their_names():
    assert [page.id for page in read_package(TINY).walk()] == [
        "tiny", "T1", "T1.1", "T1.quiz", "T1.reflection", "T1.discussion", "T1.practice", "T1.2", "about",
    ]  # fmt: skip


def test_numbers_are_sorted_as_numbers(package):
    for language in ("sv", "en"):
        source = package / "m1" / f"6-extra.{language}.md"
        source.rename(package / "m1" / f"10-extra.{language}.md")
    assert [page.id for page in read_package(package).walk()][-2:] == ["T1.2", "about"]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("m1/1-lesson.en.md", "minutes: 20", "minutes: 25", "minutes differs"),
        ("m1/1-lesson.en.md", "## A heading\n", "", "block 1 is built otherwise"),
        ("m1/1-lesson.en.md", "  - Invite.\n", "", "is built otherwise"),
        ("m1/1-lesson.en.md", "kind: lesson", "kind: poem", "there is no kind poem"),
        ("m1/1-lesson.en.md", "title: All blocks\n", "", "the head has no title"),
        ("m1/1-lesson.en.md", "id: T1.1", "id: T1.9", "id differs"),
        ("m1/2-quiz.en.md", "    right: true\n    why: Just", "    why: Just", "is built otherwise"),
        ("m1/3-reflection.sv.md", "---\nid: T1.reflection", "id: T1.reflection", "begins with a YAML head"),
        ("m1/3-reflection.sv.md", "id: T1.reflection", "id: [", "the YAML cannot be read"),
        ("m1/1-lesson.sv.md", "- Rama in.", "- Rama: in", "put quotes around this line of steps"),
    ],
)
def test_what_cannot_be_right_is_said(package, file, old, new, sentence):
    change(package / file, old, new)
    with pytest.raises(PackageError, match=sentence):
        read_package(package)


def test_a_missing_language_is_said(package):
    (package / "m1" / "module.en.md").unlink()
    with pytest.raises(PackageError, match=r"module\.en\.md: the file is missing"):
        read_package(package)


def test_an_id_used_twice_is_said(package):
    for language in ("sv", "en"):
        change(package / "m1" / f"6-extra.{language}.md", "id: T1.2", "id: T1.1")
    with pytest.raises(PackageError, match=r"the id T1\.1 is used twice"):
        read_package(package)


def test_a_block_without_an_end_is_said_with_its_line(package):
    change(package / "m1" / "1-lesson.sv.md", "En delad uppfattning.\n:::", "En delad uppfattning.")
    path = package / "m1" / "1-lesson.sv.md"
    path.write_text(path.read_text().replace("\n:::\n", "\n").rstrip(":\n"))
    with pytest.raises(PackageError, match=r"line \d+: the block fact does not end"):
        read_package(package)


def test_the_basic_training_has_nothing_to_object_to():
    assert read_package(BASIC).course.id == "basic"


def test_a_question_sends_back_to_a_lesson_that_is_there(package):
    for language in ("sv", "en"):
        change(package / "m1" / f"2-quiz.{language}.md", "lesson: T1.1", "lesson: T1.9")
    with pytest.raises(PackageError, match="there is no lesson"):
        read_package(package)

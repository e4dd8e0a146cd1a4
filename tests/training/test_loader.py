import shutil

import pytest
from wagtail.models import Page

from courses.models import LessonPage
from quizzes.models import QuizPage
from tests.conftest import page_of
from tests.world import TINY
from training.loader import load
from training.package import read_package


@pytest.fixture
def package(tmp_path):
    return shutil.copytree(TINY, tmp_path / "tiny")


def test_both_languages_stand_live_with_the_same_keys_and_block_ids(db):
    swedish, english = (page_of("T1.1", language) for language in ("sv", "en"))
    assert (swedish.live, english.live) == (True, True)
    assert [block.id for block in swedish.body] == [block.id for block in english.body]
    assert english.get_url() == "/en/small-course/first-module/all-blocks/"


def test_option_ids_and_right_answers_are_equal_in_both_languages(db):
    shapes = []
    for page in QuizPage.objects.order_by("locale__language_code"):
        options = page.questions[0].value["options"].bound_blocks
        shapes.append([(option.id, option.value["right"]) for option in options])
    assert shapes[0] == shapes[1]


def test_every_text_is_translated(db):
    english = page_of("T1.1", "en")
    assert [block.value["title"] for block in english.body if block.block_type in ("example", "tip", "warning")] == [
        "The morning meeting",
        "Begin yourself",
        "Take care",
    ]
    assert [objective.value for objective in english.objectives] == ["Know the blocks", "Dare to ask"]


def test_a_second_load_touches_nothing(db):
    before = dict(Page.objects.values_list("pk", "latest_revision"))
    report = load(read_package(TINY))
    assert (report.created, report.updated, report.kept, report.unchanged) == ([], [], [], 9)
    assert dict(Page.objects.values_list("pk", "latest_revision")) == before


def change(package, old, new):
    path = package / "m1" / "1-lesson.sv.md"
    path.write_text(path.read_text().replace(old, new))


def test_a_changed_file_updates_its_page_and_keeps_the_ids(db, package):
    ids = [block.id for block in page_of("T1.1").body]
    change(package, "Samira säger något.", "Samira säger mer.")
    assert load(read_package(package)).updated == ["Alla block"]
    page = page_of("T1.1")
    assert "Samira säger mer." in str(page.body)
    assert [block.id for block in page.body] == ids


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_a_trainer_has_edited_is_kept_unless_told_otherwise(db, package, language):
    page = page_of("T1.1", language)
    page.title = "Toves titel"
    page.save_revision().publish()
    change(package, "Samira säger något.", "Samira säger mer.")
    assert load(read_package(package)).kept == ["Alla block"]
    assert page_of("T1.1", language).title == "Toves titel"
    assert load(read_package(package), overwrite=True).updated == ["Alla block"]
    assert page_of("T1.1", language).title != "Toves titel"


def test_a_new_step_comes_in_its_place(db, package):
    for language in ("sv", "en"):
        source = (package / "m1" / f"6-extra.{language}.md").read_text()
        text = source.replace("T1.2", "T1.0").replace("slug: f", "slug: ny-f")
        (package / "m1" / f"2-a-new.{language}.md").write_text(text)
    load(read_package(package))
    for language in ("sv", "en"):
        steps = page_of("T1", language).get_children().specific()
        assert [type(step).__name__ for step in steps][:3] == ["LessonPage", "LessonPage", "QuizPage"]
    assert LessonPage.objects.count() == 6

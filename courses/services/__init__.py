"""Verbs of courses."""

from courses.services.completing import complete_step, finish_lesson
from courses.services.searching import make_findable
from courses.services.structure import (
    copy_to_translations,
    delete_translations,
    move_translations,
    publish_translations,
    unpublish_translations,
)

__all__ = [
    "complete_step",
    "copy_to_translations",
    "delete_translations",
    "finish_lesson",
    "make_findable",
    "move_translations",
    "publish_translations",
    "unpublish_translations",
]

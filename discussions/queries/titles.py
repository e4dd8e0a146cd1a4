"""What threads are called, and who is said to have written."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists
from django.utils.translation import gettext

from cohorts.models import Cohort
from content.text import asks
from courses.models import Step
from discussions.models import DiscussionPage, Post, Thread


def title_of(thread: Thread, titles: Mapping[UUID, str] = MappingProxyType({})) -> str:
    """What a thread is called: by the titles of course prompts, or by its own. No query."""
    if thread.step_key:
        return titles.get(thread.step_key, "") or gettext("A prompt that is no longer in the course")
    if thread.is_title_hidden:
        return gettext("A title that a trainer has hidden")
    return thread.title or gettext("A text that was taken back")


def author_of(post: Post) -> str:
    """The name of an author, where it is shown."""
    return gettext("Somebody in the cohort") if post.is_nameless else post.author.get_full_name()


def asks_in(opening: Post) -> bool:
    """Whether something is asked by what opens a thread, in its title or its text. No query for one with its thread."""
    return asks(opening.thread.title) or asks(opening.source)


def prompt_manner(step_key: UUID, cohort_id: int) -> dict[str, bool]:
    """In which manner people of a cohort write by a course prompt, as the verb that opens its thread takes it. One
    query.

    What one language says holds for all: nobody writes with a name who was told that none is shown. Where names are
    always shown, the thread begins with names, and says so.
    """
    named = Exists(Cohort.objects.filter(pk=cohort_id, is_always_named=True))
    pages = DiscussionPage.objects.filter(translation_key=step_key)
    said = list(pages.values_list("is_anonymous", "is_write_first", named))
    return {
        "is_anonymous": any(nameless and not is_named for nameless, _first, is_named in said),
        "is_write_first": any(first for _nameless, first, _named in said),
    }


def prompt_titles(step_keys: list[UUID], language: str) -> dict[UUID, str]:
    """Titles of course prompts in a language. One query, or none."""
    if not step_keys:
        return {}
    pages = Step.objects.filter(translation_key__in=step_keys, locale__language_code=language)
    return dict(pages.values_list("translation_key", "title"))


def prompt_page(thread: Thread, language: str) -> Step | None:
    """The step that a thread belongs to, in a language. One query; two when it is of another kind than talk."""
    if thread.step_key is None:
        return None
    here = {"translation_key": thread.step_key, "locale__language_code": language, "live": True}
    return DiscussionPage.objects.filter(**here).first() or Step.objects.filter(**here).first()

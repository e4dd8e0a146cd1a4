"""The verb of making pages findable that were there before their words were kept."""

from content.stems import stems_of
from courses.models import CoursePage, ModulePage, ServedByView, Step

KINDS: tuple[type[ServedByView], ...] = (CoursePage, ModulePage, Step)


def make_findable() -> int:
    """Keep the words of pages that have none, and return how many those were. Whatever is saved since keeps its own."""
    number = 0
    for kind in KINDS:
        for page in kind._default_manager.filter(title_stems="", said="").specific():
            said = page.words_said()
            facts = {"title_stems": stems_of(page.title), "stems": stems_of(page.title, said), "said": said}
            number += kind._default_manager.filter(pk=page.pk, title_stems="").update(**facts)
    return number

"""What is done to a page of a course in one language, by whichever door, is done in all (see `services.structure`)."""

from collections.abc import Callable
from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses import services
from courses.models import ServedByView


def _of_courses(verb: Callable[..., None]) -> Callable[..., None]:
    def listen(sender: type[Page], instance: Page, **kwargs: Any) -> None:
        kind = instance.specific_class
        if kind and issubclass(kind, ServedByView):
            verb(page=instance)

    return listen


# Kept here, since signals hold what listens to them weakly.
LISTENERS = [
    (post_page_move, _of_courses(services.move_translations)),
    (page_unpublished, _of_courses(services.unpublish_translations)),
    (page_published, _of_courses(services.publish_translations)),
]
for signal, listener in LISTENERS:
    signal.connect(listener)


@receiver(post_delete, sender=Page)
def delete_translations(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    _of_courses(services.delete_translations)(sender, instance)

"""What is done to the structure of a course in one language is done to it in all.

Each verb finds nothing to do once all languages agree, so that what it does to a translation ends there.
"""

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User


@transaction.atomic
def move_translations(*, page: Page) -> None:
    """Put the translations of a page where it stands itself: below the same parent, after the same neighbour."""
    parent = page.get_parent()
    for translation in _translations_of(page):
        target = parent.get_translation_or_none(translation.locale)
        if target is None:
            continue
        _put(translation, target, after=_neighbour(page, target), beside=_neighbour(translation, parent))


@transaction.atomic
def unpublish_translations(*, page: Page) -> None:
    """Take down the translations of a page that was taken down."""
    for translation in _translations_of(page).filter(live=True):
        translation.specific.unpublish()


@transaction.atomic
def publish_translations(*, page: Page) -> None:
    """Bring back the translations of a page that went with it when it was taken down, as they were last published.

    Drafts stay drafts, and a translation that was never published is not either.
    """
    for translation in _translations_of(page).filter(live=False, first_published_at__isnull=False):
        translation.live, translation.expired = True, False
        translation.save(update_fields=["live", "expired"])
        log(instance=translation, action="wagtail.publish")


@transaction.atomic
def delete_translations(*, page: Page) -> None:
    """Delete the translations of a page that was deleted."""
    for translation in _translations_of(page):
        # One that stands below another is gone by now.
        if still := Page.objects.filter(pk=translation.pk).first():
            still.specific.delete()


@transaction.atomic
def copy_to_translations(*, original: Page, copy: Page, by: User) -> None:
    """Give a copy of a page the translations of what it was copied from, as drafts, and so for all pages below it."""
    parent = copy.get_parent()
    pairs = list(zip(_with_descendants(original), _with_descendants(copy), strict=False))
    for translation in _translations_of(original):
        target = parent.get_translation_or_none(translation.locale)
        if target is None:
            continue
        for source, twin in pairs:
            _copy_translation(source, twin, translation.locale_id, by)


def _put(translation: Page, parent: Page, *, after: Page | None, beside: Page | None) -> None:
    """Move a translation below a parent, after the translation of a page; `beside` is what it stands after now."""
    stands_below = translation.get_parent().pk == parent.pk
    if stands_below and (after and after.translation_key) == (beside and beside.translation_key):
        return
    if not stands_below:
        translation.slug = _free_slug(translation, parent)
        translation.save(update_fields=["slug"])
    if after:
        translation.move(after.get_translation(translation.locale), pos="right")
    else:
        translation.move(parent, pos="first-child")


def _copy_translation(source: Page, twin: Page, locale_id: int, by: User) -> None:
    translation = _translations_of(source).filter(locale_id=locale_id).first()
    target = twin.get_parent().get_translations().filter(locale_id=locale_id).first()
    if translation is None or target is None:
        return
    translation.specific.copy(
        to=target,
        update_attrs={"slug": _free_slug(twin, target), "translation_key": twin.translation_key},
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        user=by,
    )


def _translations_of(page: Page) -> QuerySet[Page]:
    return page.get_translations().order_by("path")


def _with_descendants(page: Page) -> QuerySet[Page]:
    return page.get_descendants(inclusive=True).order_by("path")


def _neighbour(page: Page, parent: Page) -> Page | None:
    """The nearest page before another that has a translation below a parent in another language."""
    keys = parent.get_children().values("translation_key")
    return page.get_prev_siblings().filter(translation_key__in=keys).order_by("path").last()


def _free_slug(page: Page, parent: Page) -> str:
    """The slug of a page, or one like it that nothing below a parent has."""
    slug, number = page.slug, 1
    while not Page._slug_is_available(slug, parent, page):
        number += 1
        slug = f"{page.slug}-{number}"
    return slug

"""Joins a page to its translation with wagtail-localize, text by text, so that trainers can go on from there."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

TOOL = "training package"


class Mismatch(Exception):
    """Two pages that should hold the same texts in two languages do not."""


def translate(page: Page, locale: Locale, fields: dict[str, Any]) -> Page:
    """Publish the translation of a page with these field values, and return it.

    Raises Mismatch when the values are built otherwise than the page.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    pairs = list(_pairs(page, type(page)(locale=locale, **fields)))
    strings = {string.data: string for string in String.objects.filter(locale=page.locale, segments__source=source)}
    contexts = {context.path: context for context in TranslationContext.objects.filter(object=source.object)}
    for original, translated in pairs:
        StringTranslation.objects.update_or_create(
            translation_of=strings[original.string.data],
            locale=locale,
            context=contexts[original.path],
            defaults={
                "data": translated.string.data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": TOOL,
            },
        )
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    translation.save_target(publish=True)
    return page.get_translation(locale).specific


def _pairs(page: Page, translated: Page) -> Iterator[tuple[Any, Any]]:
    originals, translations = (
        [segment for segment in extract_segments(one) if isinstance(segment, StringSegmentValue)]
        for one in (page, translated)
    )
    if [segment.path for segment in originals] != [segment.path for segment in translations]:
        paths = {segment.path for segment in originals} ^ {segment.path for segment in translations}
        raise Mismatch(f"{page}: the texts do not match in {', '.join(sorted(paths)) or 'their order'}.")
    return zip(originals, translations, strict=True)

"""Writes a course package into the page tree. Repeatable, and never over what a trainer has edited unless told to."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale, Page, Site

from training.build import MODELS, fields_of, key
from training.joining import translate
from training.models import LoadedPage
from training.package import LANGUAGES, Package, PackagePage

SOURCE, *TRANSLATIONS = LANGUAGES


@dataclass
class Report:
    """What a load did, as titles of pages."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0


def load(package: Package, *, overwrite: bool = False) -> Report:
    """Write a package below the site's home page. One transaction for each page.

    Raises Site.DoesNotExist before the site is set up.
    """
    report = Report()
    home = Site.objects.get(is_default_site=True).root_page
    for page in (package.course, *package.pages):
        _load_page(page, home, package.course.id, None, overwrite, report)
    return report


def _load_page(
    package: PackagePage, parent: Page, package_id: str, before: Page | None, overwrite: bool, report: Report
) -> Page:
    page_key = key(package_id, package.id)
    page = Page.objects.filter(translation_key=page_key, locale__language_code=SOURCE).first()
    loaded = LoadedPage.objects.filter(key=page_key).first()
    title = package.documents[SOURCE].head["title"]
    if page and loaded and _is_edited(page_key, loaded) and not overwrite:
        report.kept.append(title)
    elif page and loaded and loaded.digest == package.digest and not (overwrite and _is_edited(page_key, loaded)):
        report.unchanged += 1
    else:
        (report.updated if page else report.created).append(title)
        page = _write(package, package_id, page, parent, page_key, before)
    previous: Page | None = None
    for child in package.children:
        previous = _load_page(child, page, package_id, previous, overwrite, report)
    return page


@transaction.atomic
def _write(
    package: PackagePage, package_id: str, page: Page | None, parent: Page, page_key: UUID, before: Page | None
) -> Page:
    fields = {
        language: _with_lessons(fields_of(document), package_id) for language, document in package.documents.items()
    }
    page = _update(page, fields[SOURCE]) if page else _create(package, parent, page_key, before, fields[SOURCE])
    revisions = {SOURCE: page.latest_revision_id}
    for language in TRANSLATIONS:
        locale = Locale.objects.get(language_code=language)
        is_new = not page.has_translation(locale)
        translation = translate(page, locale, fields[language])
        if is_new and before is not None:
            _put_after(translation, before.get_translation(locale))
        revisions[language] = translation.latest_revision_id
    LoadedPage.objects.update_or_create(key=page_key, defaults={"digest": package.digest, "revisions": revisions})
    return page


def _with_lessons(fields: dict[str, Any], package_id: str) -> dict[str, Any]:
    """Questions name lessons by their ids in the package; a page names them by their numbers in the database."""
    if "questions" not in fields:
        return fields
    questions = json.loads(fields["questions"])
    for question in questions:
        if lesson := question["value"]["lesson"]:
            pages = Page.objects.filter(translation_key=key(package_id, lesson), locale__language_code=SOURCE)
            question["value"]["lesson"] = pages.values_list("pk", flat=True).first()
    return fields | {"questions": json.dumps(questions)}


def _create(package: PackagePage, parent: Page, page_key: UUID, before: Page | None, fields: dict) -> Page:
    parent = Page.objects.get(pk=parent.pk)
    page = MODELS[package.kind](locale=parent.locale, translation_key=page_key, **fields)
    parent.add_child(instance=page)
    if before is not None:
        _put_after(page, before)
    page = type(page).objects.get(pk=page.pk)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _put_after(page: Page, sibling: Page) -> None:
    # Moving reads paths, and those in memory may be older than the tree.
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=sibling.pk), pos="right")


def _update(page: Page, fields: dict) -> Page:
    page = page.specific
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _is_edited(page_key: UUID, loaded: LoadedPage) -> bool:
    """Whether a page has a newer revision in any language than the load made."""
    newest = dict(Page.objects.filter(translation_key=page_key).values_list("locale__language_code", "latest_revision"))
    return any(newest.get(language) != revision for language, revision in loaded.revisions.items())

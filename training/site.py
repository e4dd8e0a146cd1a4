"""Sets the site up: its languages, its home pages, and the groups whose rights the CMS knows."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)
from wagtail.rich_text import RichText

from accounts.groups import EDITORS
from home.models import HomePage

PAGE_RIGHTS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
FILE_RIGHTS = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]


@transaction.atomic
def set_up_site() -> HomePage:
    """Make what every installation needs, and return the home page in the first language. Safe to repeat."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    home = HomePage.objects.filter(locale=locales[settings.LANGUAGE_CODE]).first()
    home = home or _add_home(locales[settings.LANGUAGE_CODE])
    for locale in locales.values():
        if not home.has_translation(locale) and locale != home.locale:
            _translate_home(home, locale)
    Locale.objects.exclude(language_code__in=locales).delete()
    _set_up_trainers()
    return home


def _add_home(locale: Locale) -> HomePage:
    home = HomePage(locale=locale, slug=f"home-{locale.language_code}", **_texts(locale))
    Page.objects.get(depth=1).add_child(instance=home)
    home.save_revision().publish()
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="Gnista")
    Page.objects.filter(slug="home", depth=2).exclude(pk=home.pk).delete()
    return home


def _translate_home(home: HomePage, locale: Locale) -> None:
    translation = home.copy_for_translation(locale)
    translation.slug = f"home-{locale.language_code}"
    for name, value in _texts(locale).items():
        setattr(translation, name, value)
    translation.save_revision().publish()


def _texts(locale: Locale) -> dict[str, Any]:
    """What a site begins with; a trainer writes on from there."""
    with override(locale.language_code):
        points = [
            (
                gettext("In short steps"),
                gettext(
                    "Lessons that fit into a break, quizzes that tell you why, "
                    "and in every module something to try at work."
                ),
            ),
            (
                gettext("A journal of your own"),
                gettext("Write what you really think. No trainer, colleague or administrator can read it in Gnista."),
            ),
            (
                gettext("Together"),
                gettext("You start together with others, and help one another during the course and after it."),
            ),
        ]
        return {
            "title": gettext("The training ground for idea coaches"),
            "lead": gettext("Learn to lead creative meetings, together with others who are doing the same."),
            "body": [("text", RichText("".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in points)))],
        }


def _set_up_trainers() -> None:
    """Trainers write the course in both languages and use pictures and files; people and settings are not theirs."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(*Permission.objects.filter(codename__in=["submit_translation"]))
    for home in HomePage.objects.all():
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    root = Collection.get_first_root_node()
    apps = ("wagtailimages", "wagtaildocs")
    for permission in Permission.objects.filter(content_type__app_label__in=apps, codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)

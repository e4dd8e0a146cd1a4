"""What courses add to the CMS."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page

from accounts.requests import SignedInRequest
from courses.models import ServedByView
from courses.services import copy_to_translations


@hooks.register("after_copy_page")
def copy_in_all_languages(request: SignedInRequest, page: Page, new_page: Page) -> None:
    if issubclass(page.specific_class or Page, ServedByView):
        copy_to_translations(original=page, copy=new_page, by=request.user)


@hooks.register("construct_translated_pages_to_cascade_actions")
def translations_that_go_along(pages: list[Page], action: str) -> dict[Page, Any]:
    """What the CMS says will be unpublished, too. It is done by `courses.receivers`, by whichever door."""
    if action != "unpublish":
        return {}
    return {
        page: page.get_translations().live() for page in pages if issubclass(page.specific_class or Page, ServedByView)
    }

"""Reads about pictures and files: who may have one without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex


def is_on_an_open_page(thing: AbstractImage | AbstractDocument, request: HttpRequest) -> bool:
    """Whether whoever asks may open a page that shows a picture or a file: what guards the page guards this too.

    Three queries and those of the gates; for visitors, since people who are signed in are not asked.
    """
    shown_on = ReferenceIndex.get_references_to(thing).values_list("object_id", flat=True)
    pages = Page.objects.live().filter(pk__in=[pk for pk in shown_on if pk.isdecimal()]).specific()
    return any(_may_open(page, request) for page in pages)


def _may_open(page: Page, request: HttpRequest) -> bool:
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        return False
    try:
        met = [gate(page, request, [], {}) for gate in hooks.get_hooks("before_serve_page")]
    except Http404:
        return False
    return not any(isinstance(response, HttpResponse) for response in met)


def picture_of(name: str) -> AbstractImage | None:
    """The picture that a file was made of for a page. The original itself stands on none."""
    made = get_image_model().get_rendition_model().objects.filter(file=name).select_related("image").first()
    return made.image if made else None

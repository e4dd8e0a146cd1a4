"""From an address to a page, and from an address in one language to the same page in another."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import override
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.models import HomePage

PAGE_VIEW = "wagtail_serve"


def find_page(path: str, language: str | None) -> Page | None:
    """The live page at a path such as `course/module/step/` in a language, or None.

    Every page is found by its whole path, so no page of this site may answer addresses below its own.
    """
    root = next((site.root_path for site in Site.get_site_root_paths() if site.language_code == language), None)
    if root is None:
        return None
    # The front door is asked for most, and its kind is known: no second query for the rest of it.
    front = HomePage.objects.live().filter(url_path=root).first() if not path else None
    page = front or Page.objects.live().filter(url_path=root + path).first()
    return page.specific if page else None


def renamed_page(request: HttpRequest) -> Page | None:
    """The live page that once had the address of a request, or None. Wagtail notes where a page was renamed or moved.

    Who may see it is not asked here.
    """
    found = get_redirect(request, Redirect.normalise_path(request.path, decode_unicode=False))
    page = found.redirect_page if found else None
    return page.specific if page and page.live else None


def url_in_language(url: str, language: str) -> str:
    """The address of the same page in another language, or of the start page there when there is none.

    `url` may be anything that somebody put into a form; what comes back begins with a slash.
    """
    parts = urlsplit(url)
    here = next((code for code in dict(settings.LANGUAGES) if parts.path.startswith(f"/{code}/")), language)
    with override(here):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return f"/{language}/"
    if match.url_name == PAGE_VIEW:
        return _page_url(match, here, language)
    with override(language):
        query = f"?{parts.query}" if parts.query else ""
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs) + query
        except NoReverseMatch:
            # Addresses without a name, such as what the CMS answers where it has no page.
            return f"/{language}/"


def _page_url(match: ResolverMatch, here: str, language: str) -> str:
    page = find_page(match.kwargs["path"], here)
    if page is None:
        return f"/{language}/"
    translation = page.get_translations(inclusive=True).live().filter(locale__language_code=language).first()
    return (translation.get_url() if translation else None) or f"/{language}/"

"""How files go to those who may have them: by one way, and into no cache that others share.

Who may have a file is asked before. A web server in front can do the sending, told by `MEDIA_ACCEL`; the right is asked
here all the same.
"""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.utils.http import http_date, quote_etag

# Kept on the device, and shown again only after the product was asked whether that is still right.
ASKED_ANEW = "private, no-cache"
# A picture that is another has another address, and lessons with many pictures stay quick.
KEPT = "private, max-age=3600"
KINDS = {".avif": "image/avif", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg"}
KINDS |= {".png": "image/png", ".webp": "image/webp"}


def send_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture that lies in the media folder, or that it is still the same. Raises Http404."""
    path = Path(default_storage.path(name))
    kind = KINDS.get(path.suffix.lower())
    if kind is None or not path.is_file():
        raise Http404
    facts = path.stat()
    etag = quote_etag(f"{facts.st_mtime_ns:x}-{facts.st_size:x}")
    known = get_conditional_response(request, etag=etag, last_modified=int(facts.st_mtime))
    if known is not None:
        return private(known, KEPT, etag)
    response: HttpResponseBase = FileResponse(path.open("rb"), content_type=kind)
    response.headers["Last-Modified"] = http_date(facts.st_mtime)
    if settings.MEDIA_ACCEL:
        response = handed_over(response, name)
    return private(response, KEPT, etag)


def handed_over(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """The same without the file itself, which the web server in front finds in the media folder and sends."""
    empty = HttpResponse(headers={key: value for key, value in response.items() if key != "Content-Length"})
    empty.headers["X-Accel-Redirect"] = iri_to_uri(settings.MEDIA_ACCEL.rstrip("/") + "/" + name)
    # The file alone: whoever closes the response says that the request is over, and connections with it.
    for close in response._resource_closers:  # type: ignore[attr-defined]  # Its stubs leave it out.
        close()
    return empty


def private(response: HttpResponseBase, cache_control: str, etag: str = "") -> HttpResponseBase:
    """The same, for nobody but whoever asked; nothing in it can act in her name."""
    response.headers["Cache-Control"] = cache_control
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; sandbox")
    if etag:
        response.headers["ETag"] = etag
    return response

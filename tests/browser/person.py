"""Somebody who talks to the server without a browser."""

from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from tests.html import squeezed
from training.demo import PASSWORD


class Stay(HTTPRedirectHandler):
    """Tell where an answer leads without going there."""

    def redirect_request(self, *args):
        return None


class Visitor:
    """Somebody who is not signed in, without a browser around her."""

    def __init__(self, site: str) -> None:
        self.site, self.jar = site, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar), Stay())
        self.get("/accounts/login/")

    def get(self, path: str) -> str:
        """A page as it means, however its templates are laid out."""
        with self.opener.open(self.site + path, timeout=30) as response:
            return squeezed(response.read().decode())

    def status(self, path: str) -> int:
        """How the server answers, whatever it is."""
        return self._status(self.site + path)

    def post(self, path: str, fields: dict[str, str]) -> int:
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        data = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        request = Request(self.site + path, data, {"Referer": self.site + path})
        return self._status(request)

    def _status(self, request: Request | str) -> int:
        try:
            with self.opener.open(request, timeout=30) as response:
                return response.status
        except HTTPError as answer:
            return answer.code


class Person(Visitor):
    """Somebody who is."""

    def __init__(self, site: str, name: str) -> None:
        super().__init__(site)
        self.post("/accounts/login/", {"login": f"{name}@example.org", "password": PASSWORD})

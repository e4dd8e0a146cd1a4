"""What the columns of a list are called, and the words in them that mean something here."""

import re
from collections.abc import Mapping

_HEADINGS = {
    "name": ("namn", "name", "fulltnamn", "fullname", "visningsnamn", "displayname", "deltagare", "participant"),
    "first": ("förnamn", "firstname", "givenname", "tilltalsnamn"),
    "last": ("efternamn", "lastname", "surname", "familyname"),
    "role": ("roll", "role"),
    "unit": ("enhet", "unit", "förvaltning", "arbetsplats", "avdelning", "department", "verksamhet", "workplace"),
    "language": ("språk", "language"),
    "email": ("adress", "address"),
}
_MAIL = ("epost", "mejl", "mail")
_ROLES = {
    "coach": ("idécoach", "idecoach", "coach", "ideacoach", "deltagare", "participant"),
    "inspirer": ("idéinspiratör", "ideinspiratör", "inspiratör", "ideainspirer", "inspirer"),
    "trainer": ("kursledare", "utbildare", "trainer"),
}
_LANGUAGES = {"sv": ("sv", "svenska", "swedish", "sve"), "en": ("en", "engelska", "english", "eng")}


def column(heading: str) -> str:
    """What a column holds, by its heading: `email`, `name`, `first`, `last`, `role`, `unit`, `language`, or nothing."""
    word = _word(re.sub(r"\([^)]*\)", "", heading))
    known = next((name for name, words in _HEADINGS.items() if word in words), "")
    return known or ("email" if any(part in word for part in _MAIL) else "")


def role_of(text: str) -> str:
    """The role that a word means; empty for any other word."""
    return _meaning(_ROLES, text)


def language_of(text: str) -> str:
    """The language that a word means; empty for any other word."""
    return _meaning(_LANGUAGES, text)


def _meaning(known: Mapping[str, tuple[str, ...]], text: str) -> str:
    word = _word(text)
    return next((name for name, words in known.items() if word in words), "")


def _word(text: str) -> str:
    """A word without what it may be written with: `E-mail adress:` and `emailadress` are one."""
    return re.sub(r"[\W_]", "", text.casefold())

"""Who is called by name in a text. Pure."""


def names_called(text: str, names: dict[int, str]) -> set[int]:
    """The people whose names stand after an @ in a text: `names` holds each person's name by number.

    The longest name that fits is meant, so `@Alva Berg` does not call another Alva; two of the same name are both
    called.
    """
    return set(calls(text, names))


def calls(text: str, names: dict[int, str]) -> dict[int, int]:
    """Where in a text people are called first, by their numbers, as for `names_called`."""
    folded, places = _folded(text)
    by_name: dict[str, set[int]] = {}
    for person, name in names.items():
        if name.strip():
            by_name.setdefault(name.strip().casefold(), set()).add(person)
    called: dict[int, int] = {}
    for name in sorted(by_name, key=len, reverse=True):
        sign = f"@{name}"
        place = folded.find(sign)
        while place >= 0:
            end = place + len(sign)
            if not _goes_on(folded, end) and (place == 0 or not folded[place - 1].isalnum()):
                for person in by_name[name]:
                    called.setdefault(person, places[place])
                # What was read is read: a shorter name in it is not meant.
                folded = folded[:place] + " " * len(sign) + folded[end:]
            place = folded.find(sign, place + 1)
    return called


def _folded(text: str) -> tuple[str, list[int]]:
    """A text without capitals, and where each of its signs stood: one sign can become several."""
    signs = [(folded, place) for place, sign in enumerate(text) for folded in sign.casefold()]
    return "".join(folded for folded, _place in signs), [place for _folded, place in signs]


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and (text[end].isalnum() or text[end] == "_")

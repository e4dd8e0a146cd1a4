"""Words of a post that somebody else answers to, as a quote in Markdown. Pure."""

import re

# More than this nobody reads before an answer to it, and the answer needs room.
MOST_QUOTED = 2_000

_SIGNS = re.compile(r"([\\`*_\[\]<>#])")
_QUOTED = re.compile(r"^ {0,3}>")


def quote(words: str, name: str = "") -> str:
    """Words as a quote, under the name of who said them; without one, where none is shown. Long ones are cut."""
    kept = words.strip()
    if len(kept) > MOST_QUOTED:
        kept = kept[:MOST_QUOTED].rsplit(None, 1)[0] + " …"
    lines = [*([f"**{_SIGNS.sub(r'\\\1', name)}:**", ""] if name else []), *kept.split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def with_quote(begun: str, quoted: str, limit: int) -> str:
    """What was begun, with a quote below it and room to write; as it was, where the quote is there or does not fit."""
    if quoted in begun:
        return begun
    together = f"{begun.rstrip()}\n\n{quoted}\n\n".lstrip("\n")
    return together if len(together) <= limit else begun


def own_words(text: str) -> str:
    """A text without the lines that are quoted in it: who was called there is not called once more."""
    return "\n".join(line for line in text.split("\n") if not _QUOTED.match(line))

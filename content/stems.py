"""Words as they are searched for: in all their forms, in Swedish and English, however accents are written. Pure.

What is stored beside a text are its stems (docs/decisions/0015): of each word the word itself, what Snowball makes of
it in both languages, and the ends of long ones, since in Swedish a compound says at its end what it is about.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import local

import snowballstemmer

# More words than these find nothing more, and cost.
MOST_WORDS = 10
# What is longer is looked for by its beginning.
LONGEST_WORD = 50
# A word this long may be a compound: its ends from this place on are stored too, unless they are shorter than that.
LONGEST_SIMPLE, LONGEST_COMPOUND, SHORTEST_HEAD, SHORTEST_END = 7, 24, 3, 4
# Characters. No text of people becomes as much; what somebody makes up to fill a database does.
MOST_STORED = 250_000
# Before the end of a compound; no word holds it.
END = "_"

WORD = re.compile(r"[^\W_]+")
# Accents, but those of å, ä and ö, which are letters of their own; and the points of Hebrew and Arabic.
_ACCENT = re.compile("(?<!a)\u030a|(?<![ao])\u0308|[\u0300-\u0307\u0309\u030b-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_NEIGHBOURS = str.maketrans({"æ": "ä", "ø": "ö"})
_PLAIN = str.maketrans("åäö", "aao")
# Words that end as "frågan" does and are no nouns.
_NO_NOUNS = frozenset(["annan", "ibland", "innan", "medan", "mellan", "nästan", "redan", "sedan", "sådan", "undan"])


class _Stemmers(local):
    """A stemmer holds the word it is at: one for each thread."""

    def __init__(self) -> None:
        self.swedish, self.english = snowballstemmer.stemmer("swedish"), snowballstemmer.stemmer("english")


_stemmers = _Stemmers()


@dataclass(frozen=True)
class Sought:
    """A word that is looked for: found where a stem is one of these, or begins so."""

    stems: frozenset[str]
    beginnings: tuple[str, ...]

    def fits(self, stems: Iterable[str]) -> bool:
        """Whether a word with these stems is one that is looked for."""
        return any(stem in self.stems or stem.startswith(self.beginnings) for stem in stems)


def words_of(text: str) -> list[str]:
    """The words of a text, all written alike: `["kollegan", "cafe"]`."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    alike = unicodedata.normalize("NFC", _ACCENT.sub("", apart)).translate(_NEIGHBOURS)
    return [word[:LONGEST_WORD] for word in WORD.findall(alike)]


def stems_of(*texts: str) -> str:
    """What is stored of texts, to be searched in: every stem once, in order, with a blank between two."""
    stems = " ".join(sorted({stem for text in texts for word in set(words_of(text)) for stem in _stored(word)}))
    return stems if len(stems) <= MOST_STORED else stems[:MOST_STORED].rpartition(" ")[0]


def sought(query: str) -> tuple[Sought, ...]:
    """The words of a query, each once; none when it holds no word."""
    return tuple(_sought(word) for word in list(dict.fromkeys(words_of(query)))[:MOST_WORDS])


def spelled(name: str) -> set[str]:
    """The words of a name, as they may be spelled; a name has no other forms."""
    words = words_of(name)
    return {*words, *(word.translate(_PLAIN) for word in words)}


def fits(word: str, wanted: Iterable[Sought]) -> bool:
    """Whether a word of a text is one of those that are looked for."""
    stems = [stem for one in words_of(word) for stem in _stored(one)]
    return any(one.fits(stems) for one in wanted)


def _sought(word: str) -> Sought:
    # With a single letter begins everything.
    beginnings = (word,) if len(word) > 1 else ()
    ends = (END + word,) if len(word) >= SHORTEST_END else ()
    return Sought(frozenset({word, *_forms(word)}), beginnings + ends)


@lru_cache(maxsize=50_000)
def _stored(word: str) -> tuple[str, ...]:
    """A word with its stems and its ends; what holds å, ä or ö also without, for those who cannot type them."""
    found = {word, *_forms(word), *_ends(word)}
    return tuple(found | {stem.translate(_PLAIN) for stem in found})


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    """What Snowball makes of a word in both languages. Its Swedish knows no "frågan" beside "frågor"."""
    forms = {_stemmers.swedish.stemWord(one) for one in (word, *_indefinite(word))}
    if word.isascii():
        forms.add(_stemmers.english.stemWord(word))
    return tuple(forms)


def _indefinite(word: str) -> Iterator[str]:
    for ending, cut in (("an", 1), ("ans", 2)):
        if word.endswith(ending) and len(word) - cut >= SHORTEST_END and word not in _NO_NOUNS:
            yield word[:-cut]


def _ends(word: str) -> Iterator[str]:
    if LONGEST_SIMPLE < len(word) <= LONGEST_COMPOUND:
        yield from (END + word[place:] for place in range(SHORTEST_HEAD, len(word) - SHORTEST_END + 1))

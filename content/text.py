"""What learners write: Markdown in, safe HTML out. The only place that renders, cleans and marks such text as safe.

Cleaning goes through `clean`, one function around one library, so that another library can take its place there.
"""

import re
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Parsers and cleaners can be quadratic on hostile input, so length is capped before they see it.
POST_LIMIT = 10_000
ENTRY_LIMIT = 20_000

# Raise this when rendering or cleaning changes: stored HTML of an older number is then made anew from its source.
RULES_VERSION = 5

# No text becomes more than so many times its own length, with the tags around it, nor more than this in all: a page
# shows fifty of them.
MOST_TIMES, AROUND, MOST_HTML = 10, 100, 200_000

# Nobody writes more lines, more signs that may mean something, or more web addresses; parsers take long over them.
MOST_LINES, MOST_SIGNS, SIGNS, MOST_ADDRESSES = 2_000, 2_500, "*_[`", 100

# As much of a page from elsewhere is read; cleaners take long over what is nested deeply.
MOST_PAGE = 60_000

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "hr"})
# What an address may begin with.
PROTOCOLS = ("http://", "https://", "mailto:")

# What a question ends with, where scripts have a sign for it. Before a word or a sign of addresses it asks nothing.
QUESTION_MARKS = "?？؟"
_QUESTION = re.compile(r"\?(?![\w=&/])|[？؟]")

_LINK = re.compile(rf"^(?:{'|'.join(PROTOCOLS)})", re.IGNORECASE)
# Control characters that databases refuse or that reorder text around them; joiners and marks that scripts need stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What XML cannot hold, and so no Word file and no table: control characters, halves of pairs and two that are none.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _kept(tag: str, name: str, value: str) -> str | None:
    """What becomes of an attribute. Addresses are absolute: a cleaner takes odd ones for relative."""
    fits = {("a", "href"): bool(_LINK.match(value)), ("ol", "start"): value.isdecimal() and value.isascii()}
    return value if fits.get((tag, name), name == "rel") else None


def _web_addresses() -> LinkifyIt:
    """Finds whole web addresses in running text. What only looks like one, such as a file's name, stays text."""
    found = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    for other in ("ftp:", "//", "mailto:"):
        found.add(other, None)
    return found


def _parser() -> MarkdownIt:
    """Without what costs more than it says: an address that is written once and meant a thousand times is a thousand
    addresses in the page.
    """
    left_out = ["image", "html_inline", "html_block", "reference"]
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True}).disable(left_out)
    parser.enable("linkify").linkify = _web_addresses()
    parser.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]  # Its own way.
    return parser


_markdown = _parser()
# What is shown as it was typed: paragraphs and lines, and no sign means anything.
_as_typed = MarkdownIt("zero", {"html": False, "breaks": True}).enable("newline")
_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"a": {"href"}, "ol": {"start"}},
    attribute_filter=_kept,
    url_schemes={protocol.partition(":")[0] for protocol in PROTOCOLS},
    link_rel="nofollow noopener",
)


# Of a page from elsewhere, such as a mail: what makes lines, and what is quoted.
_LINES = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "pre", "blockquote", "hr"})
_page_cleaner = nh3.Cleaner(
    tags=set(_LINES), attributes={}, clean_content_tags={"script", "style", "title", "template"}, link_rel=None
)


def normalise(text: str) -> str:
    """The text as it is stored: Unix line ends, no control characters, no white space around it."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fitting(text: str, limit: int) -> str:
    """The text as it is stored. Raises ValueError when it is longer than that many characters."""
    kept = normalise(text)
    if len(kept) > limit:
        raise ValueError(f"The text has {len(kept)} characters, the limit is {limit}.")
    return kept


def fit_for_xml(text: str) -> str:
    """A text without what no XML can hold."""
    return _NOT_XML.sub("", text)


def paragraphs(text: str) -> list[str]:
    """The parts of a text between empty lines, in order; a fence of code stays whole."""
    parts: list[str] = []
    fenced = False
    for part in re.split(r"\n(?:[ \t]*\n)+", normalise(text)):
        if fenced:
            parts[-1] += f"\n\n{part}"
        elif part:
            parts.append(part)
        fenced ^= len(re.findall(r"^ {0,3}(?:```|~~~)", part, re.MULTILINE)) % 2 == 1
    return parts


def clean(html: str) -> str:
    """Keep only the tags and attributes that learners' text may hold. `clean(clean(x)) == clean(x)`."""
    return _cleaner.clean(html)


def from_html(html: str) -> str:
    """The words of a page from elsewhere as lines, with a sign before those that it quotes. Never as Markdown that says
    more than the words: a link is its words alone.
    """
    start = max(html.lower().find("<body"), 0)
    lines, depth = [""], 0
    for part in re.split(r"(<[^>]*>)", _page_cleaner.clean(html[start : start + MOST_PAGE])):
        tag = part.strip("</>").split(" ")[0] if part.startswith("<") else ""
        if not tag:
            lines[-1] += re.sub(r"\s+", " ", part)
            continue
        is_end = part.startswith("</")
        if tag == "blockquote":
            depth += -1 if is_end else 1
        if tag == "br" or lines[-1].strip("> "):
            lines.append("> " * depth + ("- " if tag == "li" and not is_end else ""))
        elif not lines[-1].startswith("- "):
            lines[-1] = "> " * depth + ("- " if tag == "li" and not is_end else "")
        if tag == "p" and is_end:
            lines.append("> " * depth)
    joined = "\n".join(unescape(line).rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


def parsed(text: str) -> list[Token]:
    """A learner's Markdown as its parser's tokens, for other forms than HTML. Raises ValueError above ENTRY_LIMIT."""
    if len(text) > ENTRY_LIMIT:
        raise ValueError(f"Text of {len(text)} characters is longer than {ENTRY_LIMIT}.")
    kept = normalise(text)
    has_many_signs = kept.count("\n") >= MOST_LINES or sum(map(kept.count, SIGNS)) >= MOST_SIGNS
    if has_many_signs or kept.count("://") > MOST_ADDRESSES:
        return _as_typed.parse(kept)
    return _markdown.parse(kept)


def asks(text: str) -> bool:
    """Whether something is asked in a text: a question mark in its words, not in code or in a link. Raises ValueError
    above ENTRY_LIMIT.
    """
    depth = 0
    for token in (child for line in parsed(text) for child in line.children or ()):
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not depth and _QUESTION.search(token.content):
            return True
    return False


def render(text: str) -> SafeString:
    """HTML of a learner's Markdown, cleaned. Raises ValueError above ENTRY_LIMIT characters.

    What would swell, such as a thousand empty lists, is shown as it was typed.
    """
    tokens = parsed(text)
    for token in tokens:
        # A post stands under headings of its page: its own start at the third level.
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag == "h1" else "h4"
    html = clean(_markdown.renderer.render(tokens, _markdown.options, {}))
    if len(html) > min(MOST_TIMES * len(text) + AROUND, MOST_HTML):
        html = clean(_as_typed.render(normalise(text)))
    return mark_safe(html)  # noqa: S308


def stored(html: str, source: str, rules_version: int) -> SafeString:
    """HTML that was cleaned when it was saved, or made anew when the rules have changed since."""
    return mark_safe(html) if rules_version == RULES_VERSION else render(source)  # noqa: S308


def plain(text: str) -> str:
    """A text as one line without Markdown signs."""
    return " ".join(re.sub(r"^[ \t]*[-+][ \t]+|[*_#>`\[\]]", "", text, flags=re.MULTILINE).split())


def excerpt(text: str, length: int = 120) -> str:
    """The beginning of a text as one line without Markdown signs, cut at a word."""
    line = plain(text[: length * 4])
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + "…"


def around(text: str, place: int, length: int = 200) -> str:
    """The words around a place in a text as one line without Markdown signs, cut at words; a third of them before it,
    where there is enough on both sides. Never longer than `length`.
    """
    before, after = plain(text[:place]), plain(text[place:])
    between = " " if before and text[place - 1].isspace() else ""
    before = _cut_before(before, max(length // 3, length - len(after) - len(between)))
    return before + between + _cut_after(after, length - len(before) - len(between))


def _cut_after(line: str, length: int) -> str:
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"


def _cut_before(line: str, length: int) -> str:
    return line if len(line) <= length else "…" + line[1 - length :].split(" ", 1)[-1]

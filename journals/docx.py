"""Learners' Markdown as a Word file: headings, lists, quotes, bold, italic, code and the addresses of links."""

import re
from collections.abc import Iterable, Sequence
from typing import IO

from docx import Document
from docx.document import Document as Word
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from content.text import parsed

# What XML cannot hold: control characters, halves of surrogate pairs and two that are no characters.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTS = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}


def write_docx(entries: Iterable[tuple[str, str, Sequence[str], str]], file: IO[bytes]) -> None:
    """Write entries, each a title, a day, what was asked and a Markdown text, one after another."""
    word = Document()
    for title, day, asked, text in entries:
        word.add_heading(_fit(title), level=1)
        word.add_paragraph(day)
        for question in filter(None, asked):
            word.add_paragraph(_fit(question), style="Intense Quote")
        _write(word, parsed(text))
    word.save(file)


def _write(word: Word, tokens: Sequence[Token]) -> None:
    lists: list[str] = []
    quotes, heading = 0, 0
    for token in tokens:
        if token.type in _LISTS:
            lists.append(_LISTS[token.type])
        elif token.type.endswith("_list_close"):
            lists.pop()
        elif token.type.startswith("blockquote"):
            quotes += token.nesting
        elif token.type.startswith("heading"):
            heading = min(int(token.tag[1]) + 1, 4) if token.nesting == 1 else 0
        elif token.type in ("fence", "code_block"):
            word.add_paragraph(_fit(token.content.rstrip("\n")), style="No Spacing")
        elif token.type == "inline":
            style = lists[-1] if lists else "Quote" if quotes else "Normal"
            paragraph = word.add_heading(level=heading) if heading else word.add_paragraph(style=style)
            _write_inline(paragraph, token.children or [])


def _write_inline(paragraph: Paragraph, tokens: Sequence[Token]) -> None:
    bold = italic = 0
    address = ""
    for token in tokens:
        if token.type.startswith("strong"):
            bold += token.nesting
        elif token.type.startswith("em_"):
            italic += token.nesting
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            paragraph.add_run(_fit(f" ({address})"))
        elif token.type in ("softbreak", "hardbreak"):
            paragraph.add_run().add_break()
        elif token.content:
            run = paragraph.add_run(_fit(token.content))
            run.bold, run.italic = bool(bold), bool(italic)


def _fit(text: str) -> str:
    return _NOT_XML.sub("", text)

"""Learners' Markdown as a Word file: headings, lists, quotes, bold, italic, code and the addresses of links."""

from collections.abc import Iterable, Sequence
from typing import IO

from docx import Document
from docx.document import Document as Word
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from content.text import fit_for_xml, parsed

_LISTS = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}


def write_docx(entries: Iterable[tuple[str, str, Sequence[str], str]], file: IO[bytes]) -> None:
    """Write entries, each a title, a day, what was asked and a Markdown text, one after another."""
    word = Document()
    for title, day, asked, text in entries:
        _paragraph(word, "Heading 1", title)
        _paragraph(word, "Normal", day)
        for question in filter(None, asked):
            _paragraph(word, "Intense Quote", question)
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
            _paragraph(word, "No Spacing", token.content.rstrip("\n"))
        elif token.type == "inline":
            style = f"Heading {heading}" if heading else lists[-1] if lists else "Quote" if quotes else "Normal"
            _write_inline(_paragraph(word, style), token.children or [])


def _paragraph(word: Word, style: str, text: str = "") -> Paragraph:
    paragraph = word.add_paragraph(fit_for_xml(text))
    # By its id: by its name every style of the document is walked through, which is most of the time of a long journal.
    paragraph._p.style = style.replace(" ", "")
    return paragraph


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
            paragraph.add_run(fit_for_xml(f" ({address})"))
        elif token.type in ("softbreak", "hardbreak"):
            paragraph.add_run().add_break()
        elif token.content:
            run = paragraph.add_run(fit_for_xml(token.content))
            run.bold, run.italic = bool(bold), bool(italic)

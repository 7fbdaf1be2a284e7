"""Markdown, read as the web page that it stands for."""

import re

from markdown_it import MarkdownIt

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats.charset import decoded
from compendium.ingest.formats.html import read_markup
from compendium.ingest.formats.properties import pdf_date
from compendium.ingest.paragraphs import Content

_DEEPEST = 40
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"(title|author|date)[ \t]*:[ \t]*(.+)", re.IGNORECASE)


def read_markdown(data: bytes, limits: Limits) -> Content:
    """A text in Markdown (CommonMark with tables). Raises Refused."""
    text = decoded(data).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = parser.parse(text[front.end() :] if front else text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise Refused("damaged", f"nested deeper than {_DEEPEST}")  # what stands deeper, the parser has left out
    markup = parser.renderer.render(tokens, parser.options, {})
    return read_markup("md", markup, limits, _metadata(front[1]) if front else {})


def _metadata(front: str) -> dict[str, str]:
    said = {match[1].lower(): match[2].strip(" \t\"'") for line in front.split("\n") if (match := _FIELD.match(line))}
    dated = pdf_date(said.get("date", ""))
    return {"Title": said.get("title", ""), "Author": said.get("author", ""), "CreationDate": dated}

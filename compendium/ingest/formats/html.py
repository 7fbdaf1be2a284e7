"""Web pages as people save them, and what is made into one on the way (Word files, Markdown)."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats.assemble import content, sections
from compendium.ingest.formats.charset import decoded
from compendium.ingest.formats.flow import BLOCKS, Block, Flow
from compendium.ingest.formats.properties import pdf_date
from compendium.ingest.paragraphs import Content

_DROPPED = frozenset(
    {
        *{"aside", "audio", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "label", "map"},
        *{"math", "menuitem", "meter", "nav", "noframes", "noscript", "object", "progress", "rp", "rt"},
        *{"script", "select", "style", "svg", "template", "textarea", "video"},
    }
)
_DROPPED_ROLES = frozenset(
    {
        *{"alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "navigation"},
        *{"search", "tooltip"},
    }
)
_HIDDEN_CLASSES = frozenset({"visually-hidden", "govuk-visually-hidden", "sr-only", "screen-reader-text"})
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PARTS = ("article", "main", "section", "blockquote", "figure")
"""A header or footer inside one of these belongs to the text; another is that of the page."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MARKS = 'sup a[href^="#"], a[href^="#"]:has(sup), a[role="doc-noteref"]'
_NOTES = frozenset({"li", "p", "div", "dd", "aside", "span"})
_NOTE_LETTERS = 3000
_CONTENT_WORDS = 20
_DEEPEST = 10_000
"""Elements inside each other. The time to read deeper ones grows with the square of the depth."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)(?:[^<>]*(/)>)?", re.IGNORECASE)
_UNCLOSED = frozenset(
    {
        *{"area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link"},
        *{"meta", "option", "p", "param", "rb", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead"},
        *{"tr", "track", "wbr"},
    }
)
"""Elements that are left open rightly."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DATES = (
    "article:published_time",
    "citation_publication_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "date",
)


def read_html(data: bytes, limits: Limits) -> Content:
    """A saved web page: its main part, without what surrounds it. Raises Refused."""
    declared = _CHARSET.search(data[:4096])
    return read_markup("html", decoded(data, declared.group(1).decode("ascii") if declared else ""), limits)


def read_markup(format: str, markup: str, limits: Limits, metadata: dict[str, str] | None = None) -> Content:
    """The content of a document in HTML. `metadata` goes before what the markup says of itself."""
    page = parsed(markup)
    blocks, pictures = blocks_of(page)
    said = _metadata(page) | (metadata or {})
    return content(format, sections(blocks), limits, metadata=said, pictures=pictures)


def parsed(markup: str) -> LexborHTMLParser:
    """The tree of the markup. Raises Refused when it is nested too deeply."""
    depth = 0
    for closing, name, closed_itself in _TAG.findall(markup):
        tag = name.lower()
        if tag not in _UNCLOSED and not (closed_itself and tag not in BLOCKS):
            depth = max(depth - 1, 0) if closing else depth + 1
            if depth > _DEEPEST:
                raise Refused("damaged", f"nested deeper than {_DEEPEST}")
    return LexborHTMLParser(markup)


def blocks_of(page: LexborHTMLParser) -> tuple[list[Block], int]:
    """The blocks of the main part of a page, and how many pictures stand in it."""
    walk = _Walk(page)
    root = _main_part(page)
    if root is not None:
        walk.through(root)
    return walk.flow.blocks(), walk.pictures


def _main_part(page: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main, [role=main]", "article"):
        found = page.css(selector)
        if len(found) == 1 and len(found[0].text(separator=" ").split()) >= _CONTENT_WORDS:
            return found[0]
    return page.body


class _Walk:
    """Goes through a page and tells a `Flow` what it meets. Keeps its own list of what is still to be met, so that the
    depth of the page does not matter."""

    def __init__(self, page: LexborHTMLParser) -> None:
        self.flow = Flow()
        self.pictures = 0
        self._notes = dict(_notes(page))
        marks = [(mark, target) for mark, target in _marks(page) if target in self._notes]
        self._raised = {mark.parent.mem_id for mark, _ in marks if mark.parent and mark.parent.tag == "sup"}
        self._note_of = {mark.mem_id: target for mark, target in marks}
        self._note_of |= {note.mem_id: target for target, note in self._notes.items()}
        self._inside: list[str] = []

    def through(self, root: LexborNode) -> None:
        """Goes through the element, from its beginning to its end."""
        ahead: list[LexborNode | str] = [root]
        while ahead:
            step = ahead.pop()
            if isinstance(step, str):
                self._leave(step)
            elif step.tag == "-text":
                self.flow.text(step.text_content or "")
            elif step.tag and not step.tag.startswith("-"):
                ahead += self._enter(step, step.tag)

    def _enter(self, node: LexborNode, tag: str) -> list[LexborNode | str]:
        """What is to be met inside the element, last first."""
        attributes = node.attributes
        if node.mem_id in self._raised:
            return [*reversed(node.css("a"))]  # the marks alone, without brackets and commas
        if target := self._note_of.get(node.mem_id):
            found = self._notes.pop(target, None)  # a note stands once, at its first mark
            return [] if found is None else self._into("note", found, attributes)
        if self._is_dropped(tag, attributes):
            return []
        if tag == "img":
            self.pictures += not _is_dot(attributes)
        elif tag == "br":
            self.flow.line_end()
        elif tag == "a" and (attributes.get("href") or "").startswith("#") and not _has_letters(node):
            pass  # the way back from a note, or a sign to link to a heading
        else:
            return self._into(tag, node, attributes)
        return []

    def _into(self, tag: str, node: LexborNode, attributes: dict[str, str | None]) -> list[LexborNode | str]:
        self.flow.open(tag, _number(attributes.get("colspan")), _number(attributes.get("rowspan")))
        self._inside.append(tag)
        if tag == "q":
            self.flow.text("“")  # programs that show pages set these marks
        return [tag, *reversed(list(node.iter(include_text=True)))]

    def _leave(self, tag: str) -> None:
        if tag == "q":
            self.flow.text("”")
        self._inside.pop()
        self.flow.close(tag)

    def _is_dropped(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in ("header", "footer"):
            return not any(part in self._inside for part in _PARTS)
        if tag == "button":
            return not any(heading in self._inside for heading in _HEADINGS)
        return tag in _DROPPED or _is_hidden(attributes)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element is not shown, or serves to find one's way. Parts that wait to be unfolded are shown."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if attributes.get("aria-hidden") == "true" or _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return True
    classes = (attributes.get("class") or "").split()
    return (attributes.get("role") or "") in _DROPPED_ROLES or not _HIDDEN_CLASSES.isdisjoint(classes)


def _marks(page: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """The links that are marks of notes in the text, each with the id of its note."""
    for link in page.css(_MARKS):
        words = link.text().strip()
        if len(words) <= 16 and re.search(r"[\w*†‡]", words):
            yield link, (link.attributes.get("href") or "").removeprefix("#")


def _notes(page: LexborHTMLParser) -> Iterator[tuple[str, LexborNode]]:
    """The notes that marks lead to, by their ids. An element that holds its own mark is no note."""
    targets = {target: mark for mark, target in _marks(page)}
    for node in page.css("[id]"):
        mark = targets.get(node.id or "")
        if mark is None or node.tag not in _NOTES or len(node.text()) > _NOTE_LETTERS:
            continue
        if all(link.mem_id != mark.mem_id for link in node.css("a")):
            yield node.id or "", node


def _has_letters(node: LexborNode) -> bool:
    return any(letter.isalnum() for letter in node.text())


def _is_dot(attributes: dict[str, str | None]) -> bool:
    """Whether a picture is one of those that only count visits."""
    return any(attributes.get(side) in ("0", "1") for side in ("width", "height"))


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 1


def _metadata(page: LexborHTMLParser) -> dict[str, str]:
    """Title, author and date, under the names they have in PDFs."""
    title = page.css_first("head > title")
    said = {
        (node.attributes.get("name") or node.attributes.get("property") or "").lower(): node.attributes.get("content")
        for node in page.css("meta")
    }
    stamp = next((found for name in _DATES if (found := pdf_date(said.get(name) or ""))), "")
    return {
        "Title": " ".join(title.text().split()) if title else "",
        "Author": " ".join((said.get("author") or "").split()),
        "CreationDate": stamp,
    }

"""OpenDocument texts, as LibreOffice saves them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats import xml
from compendium.ingest.formats.assemble import content, sections
from compendium.ingest.formats.flow import Block, Flow
from compendium.ingest.formats.properties import pdf_date
from compendium.ingest.formats.zips import Package
from compendium.ingest.paragraphs import Content

_TAGS = {
    "p": "p",
    "section": "section",
    "list-item": "li",
    "list-header": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "covered-table-cell": "td",
    "note": "note",
    "text-box": "float",
    "custom-shape": "float",
    "rect": "float",
    "ellipse": "float",
}
"""Elements and what they are in HTML. All others only hold what is in them."""
_UNREAD = frozenset(
    {
        *{"tracked-changes", "annotation", "note-citation", "title", "desc", "forms", "script", "ruby-text"},
        *{"page-number", "page-count", "page-continuation", "hidden-text", "hidden-paragraph", "binary-data"},
        *{"table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index"},
    }
)
"""What is not shown, was deleted, counts pages, or only leads to other places in the document."""
_BLANKS = ("s", "tab")
_PARAGRAPHS = {
    "title": ["doc-title"],
    "pull quote": ["pull-quote", "p"],
    "quotations": ["blockquote", "p"],
    "quote": ["blockquote", "p"],
    "intense quote": ["blockquote", "p"],
    "caption": ["figcaption"],
}
"""Styles of paragraphs, which others are based on, and what they are in HTML."""
_META = {"title": "Title", "initial-creator": "Author", "creation-date": "CreationDate"}
_FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text"}
_OLDER = 20
"""Styles that a style is based on, one on the other: a file may make them go round in a circle."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says by itself; empty where it leaves that to the one it is based on."""

    name: str
    parent: str
    weight: str
    display: str


Styles = dict[tuple[str, str], _Style]
"""Styles by family and name."""


@dataclass(frozen=True, slots=True)
class _End:
    """Where an element ends that was told to the flow as these tags."""

    tags: list[str]
    tail: str


def read_odt(data: bytes, limits: Limits) -> Content:
    """The document in an OpenDocument text. Raises Refused."""
    package = Package(data, limits)
    if "content.xml" not in package.names:
        raise Refused("damaged", "no document inside")
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and xml.named(package.xml(manifest), "encryption-data"):
        raise Refused("encrypted")
    root = package.xml("content.xml")
    styles: Styles = _styles(package.xml("styles.xml")) if "styles.xml" in package.names else {}
    body = next((element for element in xml.named(root, "text") if _is_body(element)), None)
    if body is None:
        raise Refused("damaged", "no text inside")
    blocks = _blocks(body, styles | _styles(root))
    pictures = sum(any(xml.local(e) == "image" for e in frame) for frame in xml.named(body, "frame"))
    return content("odt", sections(blocks), limits, metadata=_metadata(package), pictures=pictures)


def _is_body(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and xml.local(above) == "body"


def _blocks(body: etree._Element, styles: Styles) -> list[Block]:
    """The blocks, from a walk with a list of what is still to come, so that the depth of the file does not matter."""
    flow = Flow()
    ahead: list[etree._Element | _End] = [body]
    while ahead:
        step = ahead.pop()
        if isinstance(step, _End):
            for tag in reversed(step.tags):
                flow.close(tag)
            flow.text(step.tail)
        elif _is_read(step, styles):
            tags = _tags(step, styles)
            for tag in tags:
                flow.open(tag, columns=_copies(step))
            if xml.local(step) == "line-break":
                flow.line_end()
            flow.text(" " if xml.local(step) in _BLANKS else step.text or "")
            ahead += [_End(tags, step.tail or ""), *reversed(list(step))]
        else:
            flow.text(step.tail or "")
    return flow.blocks()


def _is_read(element: etree._Element, styles: Styles) -> bool:
    return xml.local(element) not in _UNREAD and not (
        xml.attribute(element, "display") == "none" or _first(element, styles, "display") == "none"
    )


def _tags(element: etree._Element, styles: Styles) -> list[str]:
    """What an element is in HTML, from the outside in."""
    name = xml.local(element)
    bold = ["strong"] if _first(element, styles, "weight") in ("bold", "600", "700", "800", "900") else []
    if name == "h":
        level = xml.attribute(element, "outline-level")
        return [f"h{min(int(level), 6)}" if level in tuple("123456789") else "h6" if level else "h1", *bold]
    if name == "p":
        names = {style.name for style in _chain(element, styles)}
        tags = next((tags for known, tags in _PARAGRAPHS.items() if known in names), ["p"])
        return [*tags, *bold]
    return [_TAGS[name]] if name in _TAGS else bold


def _copies(element: etree._Element) -> int:
    """How many columns a cell takes up. Cells that stand several times over are empty ones, as programs write them."""
    number = xml.attribute(element, "number-columns-repeated")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1


def _styles(root: etree._Element) -> Styles:
    found: Styles = {}
    for style in xml.named(root, "style"):
        look = {key: value for part in xml.named(style, "text-properties") for key, value in part.attrib.items()}
        said = {str(key).rpartition("}")[2]: str(value) for key, value in look.items()}
        name = xml.attribute(style, "name")
        found[xml.attribute(style, "family"), name] = _Style(
            name=re.sub(r"_([0-9a-f]{2})_", lambda code: chr(int(code[1], 16)), name).lower(),
            parent=xml.attribute(style, "parent-style-name"),
            weight=said.get("font-weight", ""),
            display=said.get("display", ""),
        )
    return found


def _chain(element: etree._Element, styles: Styles) -> Iterator[_Style]:
    """The style of an element and those it is based on. Names of styles that are not there count too."""
    family, name = _FAMILIES.get(xml.local(element), ""), xml.attribute(element, "style-name")
    for _ in range(_OLDER):
        style = styles.get((family, name))
        if style is None:
            return
        yield style
        name = style.parent


def _first(element: etree._Element, styles: Styles, field: str) -> str:
    """What the first style of an element says that says anything of `field`."""
    return next((said for style in _chain(element, styles) if (said := str(getattr(style, field)))), "")


def _metadata(package: Package) -> dict[str, str]:
    if "meta.xml" not in package.names:
        return {}
    said = {
        _META[name]: " ".join((element.text or "").split())
        for element in package.xml("meta.xml").iter()
        if (name := xml.local(element)) in _META
    }
    return said | {"CreationDate": pdf_date(said.get("CreationDate", ""))}

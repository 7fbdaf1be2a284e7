"""Word files: mammoth makes a web page of them, and that is read as one."""

import io
import re
import zipfile

import mammoth
from lxml import etree

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats import xml
from compendium.ingest.formats.assemble import content, sections
from compendium.ingest.formats.html import blocks_of, parsed
from compendium.ingest.formats.properties import core_properties
from compendium.ingest.formats.zips import Package
from compendium.ingest.paragraphs import Content

_PARTS = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[^/]+\.(?:xml|rels)")
_UNREAD = re.compile(r"word/(?:_rels/)?(?:comments|header|footer|settings|fontTable|webSettings)[^/]*")
_STYLES = """
p[style-name='Title'] => doc-title:fresh
p[style-name='contents'] => !
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Pull Quote'] => pull-quote > p:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='List Bullet'] => ul > li:fresh
"""
"""Names as `_usual_name` gives them; mammoth knows headings, lists and notes by itself."""
_NAMES = (
    (re.compile(r"title"), "Title"),
    (re.compile(r"toc \d|table of figures|table of authorities|index \d"), "contents"),
    (re.compile(r".*pull.?quote.*"), "Pull Quote"),
    (re.compile(r".*quot(?:e|ation).*"), "Quote"),
    (re.compile(r"caption"), "Caption"),
    (re.compile(r"list (?:bullet|number)(?: \d)?"), "List Bullet"),
)
_SEE_THROUGH = ("fldSimple", "bdo", "dir")
"""What mammoth would leave out with all that is in it."""
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b")
_PICTURES = ("blip", "imagedata", "chart", "relIds")
_VML = "urn:schemas-microsoft-com:vml"


def read_docx(data: bytes, limits: Limits) -> Content:
    """The document in a Word file. Raises Refused."""
    package = Package(data, limits)
    parts = {name: package.xml(name) for name in package.names if _PARTS.fullmatch(name) and not _UNREAD.match(name)}
    bodies = [root for root in parts.values() if xml.local(root) in ("document", "footnotes", "endnotes")]
    if not any(xml.local(root) == "document" for root in bodies):
        raise Refused("damaged", "no document inside")
    notes = {(xml.local(n), xml.attribute(n, "id")) for root in bodies for n in xml.named(root, "footnote", "endnote")}
    pictures = sum(_tidy(root, notes) for root in bodies)
    for root in parts.values():
        if xml.local(root) == "styles":
            _name_styles(root)
    blocks, _ = blocks_of(parsed(_markup(parts)))
    return content("docx", sections(blocks), limits, metadata=core_properties(package), pictures=pictures)


def _markup(parts: dict[str, etree._Element]) -> str:
    """What mammoth makes of the parts. It parses by itself, so it is given only what was parsed here before, written
    anew, and no pictures."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        for name, root in sorted(parts.items()):
            archive.writestr(name, xml.written(root))
    plain.seek(0)
    try:
        made = mammoth.convert_to_html(plain, style_map=_STYLES, include_embedded_style_map=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever a broken file makes a library raise: it has no errors of its own
        raise Refused("damaged", repr(error)) from error
    return str(made.value)


def _tidy(root: etree._Element, notes: set[tuple[str, str]]) -> int:
    """Changes a part so that mammoth reads all of its words, and only those that are shown. Returns how many pictures
    stand in it."""
    xml.unwrap_alternatives(root)
    pictures = xml.named(root, *_PICTURES)
    xml.remove(_not_shown(root))
    for element in list(root.iter()):
        name = xml.local(element)
        if name in _SEE_THROUGH:
            element.tag = _beside(element, "smartTag")
        elif name == "cr":
            element.tag = _beside(element, "br")
        elif name == "hyperlink":  # the words of a link count, not where it leads
            element.attrib.clear()
        elif name.endswith("noteReference") and (name[:-9], xml.attribute(element, "id")) not in notes:
            xml.remove([element])
    xml.remove(pictures)
    xml.remove(xml.named(root, "hlinkClick"))
    for box in xml.named(root, "txbxContent"):
        _set_box(box)
    return len(pictures)


def _not_shown(root: etree._Element) -> list[etree._Element]:
    """Tables of contents, page numbers, and hidden words."""
    contents = [
        element
        for element in xml.named(root, "sdt")
        if any(xml.attribute(g, "val") == "Table of Contents" for g in xml.named(element, "docPartGallery"))
    ]
    fields = [f for f in xml.named(root, "fldSimple") if _PAGE_FIELD.match(xml.attribute(f, "instr"))]
    hidden = [
        run
        for mark in xml.named(root, "vanish")
        if xml.attribute(mark, "val") not in ("0", "false")
        and (properties := mark.getparent()) is not None
        and (run := properties.getparent()) is not None
        and xml.local(run) == "r"
    ]
    return [*contents, *fields, *hidden]


def _set_box(box: etree._Element) -> None:
    """Makes a text box one that mammoth reads, with its text in a table of one cell, which stands for a box."""
    table, row, cell = (etree.Element(_beside(box, name)) for name in ("tbl", "tr", "tc"))
    cell.extend(list(box))
    row.append(cell)
    table.append(row)
    box.append(table)
    drawing = next((above for above in box.iterancestors() if xml.local(above) in ("drawing", "pict")), None)
    if drawing is not None and xml.local(drawing) == "drawing":
        picture = etree.Element(_beside(box, "pict"))
        shape = etree.SubElement(picture, f"{{{_VML}}}textbox")
        shape.extend(b for b in xml.named(drawing, "txbxContent"))
        xml.replace(drawing, [picture])


def _beside(element: etree._Element, name: str) -> str:
    """A name in the namespace of an element: files come in two sets of them."""
    return f"{str(element.tag).rpartition('}')[0]}}}{name}"


def _name_styles(root: etree._Element) -> None:
    """Gives paragraph styles the name of the usual style that they are made from or work like."""
    styles = {xml.attribute(style, "styleId"): style for style in xml.named(root, "style")}
    usual = {style_id: _usual_name(style, styles) for style_id, style in styles.items()}
    for style_id, style in styles.items():
        name = next((child for child in style if xml.local(child) == "name"), None)
        if usual[style_id] and name is not None and xml.attribute(style, "type") == "paragraph":
            name.set(_beside(name, "val"), usual[style_id])


def _usual_name(style: etree._Element, styles: dict[str, etree._Element]) -> str:
    """The first name that says something, of a style and of those it is based on; empty when none does."""
    seen: list[etree._Element] = []
    above: etree._Element | None = style
    while above is not None and above not in seen:
        seen.append(above)
        said = {xml.local(child): xml.attribute(child, "val") for child in above.iter()}
        name = said.get("name", "").lower()
        if heading := re.fullmatch(r"heading ([1-9])", name):
            return f"heading {min(int(heading[1]), 6)}"
        if usual := next((usual for pattern, usual in _NAMES if pattern.fullmatch(name)), ""):
            return usual
        if said.get("outlineLvl", "9") in tuple("012345678"):
            return f"heading {min(int(said['outlineLvl']) + 1, 6)}"
        above = styles.get(said.get("basedOn", ""))
    return ""

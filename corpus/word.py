"""A Word document, written part by part: what Word itself would save, without what it would not miss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape

from gold import NOTE, NOTICE, Record, Source, imprint, marked, paragraphs, plain
from lxml import etree
from package import packed, unpacked
from word_parts import (
    DOCUMENT,
    FIRST_NUMBERS,
    PACKAGE,
    SETTINGS,
    W,
    content_types,
    core_properties,
    numbering,
    relationships,
    styles,
)

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
RAISED = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
LEADS = {"publisher": "", "commissioner": "Commissioned by ", "fieldworker": "Fieldwork by "}
TEXT_WIDTH = 9026  # twentieths of a point: A4 less its margins


# ---- the text


def run(text: str, properties: str = "") -> str:
    """Text of one look; line breaks stay."""
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")]
    return f"<w:r>{props}{'<w:br/>'.join(parts)}</w:r>"


def runs(text: str, notes: Iterator[int]) -> str:
    """Text with a reference at each mark of a footnote."""
    first, *others = text.split(NOTE)
    out = run(first) if first else ""
    for part in others:
        out += f'<w:r>{RAISED}<w:footnoteReference w:id="{next(notes)}"/></w:r>'
        out += run(part) if part else ""
    return out


def para(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of that style."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    props = f"<w:pPr>{style}{properties}</w:pPr>" if style or properties else ""
    return f"<w:p>{props}{content}</w:p>"


def quotation(quote: Record, notes: Iterator[int]) -> str:
    """A quotation set apart, with who said it in one of four ways."""
    said = paragraphs(quote["text"])
    if quote["marks"] == "double":
        said = [f"“{part}" for part in said]
        said[-1] += "”"
    who = marked(quote["attribution"] or "")
    opening = run(f"{who}: ", "<w:b/>") if quote["style"] == "before" else ""
    closing = {"dash": run(f"\n— {who}"), "brackets": run(f" ({who})")}.get(quote["style"], "")
    last = len(said) - 1
    out = "".join(
        para((opening if n == 0 else "") + runs(part, notes) + (closing if n == last else ""), "Quote")
        for n, part in enumerate(said)
    )
    return out + (para(run(who, '<w:i w:val="0"/>'), "Quote") if quote["style"] == "next-line" else "")


def caption(text: str) -> str:
    """A caption, its number as the field that Word puts there."""
    match = re.match(r"(Table )(\d+)(.*)", text)
    if match is None:
        return para(run(text), "Caption", "<w:keepNext/>")
    kind, number, rest = match.groups()
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> SEQ Table \\* ARABIC </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(number)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return para(run(kind) + field + run(rest), "Caption", "<w:keepNext/>")


def table(rows: list[list[str]]) -> str:
    """A table whose first row is its header."""
    width = TEXT_WIDTH // len(rows[0])
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    look = (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width * len(rows[0])}" w:type="dxa"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0"'
        ' w:noVBand="1"/></w:tblPr>'
    )
    out = ""
    for number, row in enumerate(rows):
        bold = "<w:b/>" if number == 0 else ""
        cells = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            + para(run(cell, bold) if cell else "", properties='<w:spacing w:after="0"/>')
            + "</w:tc>"
            for cell in row
        ]
        repeated = "<w:tblHeader/>" if number == 0 else ""
        out += f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{out}</w:tbl>" + para("")


def list_items(record: Record, numbers: Iterator[int]) -> str:
    """A list: bullets by their style alone, numbers also by a list of their own, as Word writes them."""
    items = paragraphs(record["text"])
    if not record["numbered"]:
        return "".join(para(run(item), "ListBullet") for item in items)
    own = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{next(numbers)}"/></w:numPr>'
    return "".join(para(run(item), "ListNumber", own) for item in items)


def body(source: Source) -> Iterator[str]:
    """All paragraphs and tables in order."""
    notes, numbers = count(1), count(FIRST_NUMBERS)
    quotes = iter([quote for quote in source.of_type("quote") if quote["style"] != "inline"])
    yield from title_page(source)
    for record in source.records:
        if record["type"] == "heading":
            yield para(run(plain(record["text"])), f"Heading{record['level']}")
        elif record["type"] == "table":
            yield caption(plain(record["caption"]))
            yield table([[plain(cell) for cell in row] for row in record["rows"]])
        elif record["type"] != "passage":
            continue
        elif record["kind"] == "quote":
            yield quotation(next(quotes), notes)
        elif record["kind"] == "list":
            yield list_items(record, numbers)
        elif record["kind"] == "recommendation":
            yield para(run(f"Recommendation {record['n']}.", "<w:b/>") + runs(f" {marked(record['text'])}", notes))
        else:
            yield para(runs(marked(record["text"]), notes))
    yield para(run(imprint(source.facts), '<w:sz w:val="17"/>'), properties='<w:spacing w:before="480"/>')


def title_page(source: Source) -> Iterator[str]:
    """Title, subtitle, who made it, when, and that it is invented."""
    facts = source.facts
    yield para(run(facts["title"]), "Title")
    yield para(run(facts["subtitle"]), "Subtitle")
    for organisation in facts["organisations"]:
        lead = LEADS[organisation["role"]]
        yield para(run(lead + organisation["name"], "" if lead else "<w:b/>"))
    yield para(run(facts["published"]["printed"]))
    yield para(run(NOTICE, "<w:i/>"))
    yield para('<w:r><w:br w:type="page"/></w:r>')


# ---- the parts


def word_document(source: Source) -> bytes:
    """The document as a .docx file."""
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708"'
        ' w:gutter="0"/></w:sectPr>'
    )
    document = f"<w:document {NAMESPACES}><w:body>{''.join(body(source))}{section}</w:body></w:document>"
    numbered = sum(record["numbered"] for record in source.of_type("passage"))
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(PACKAGE),
        "docProps/core.xml": core_properties(source),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relationships(DOCUMENT),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(numbered),
        "word/footnotes.xml": footnotes(source),
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": footer(),
    }
    return packed({name: (HEAD + part).encode() for name, part in parts.items()})


def footnotes(source: Source) -> str:
    """The footnotes, after the two lines that Word draws above them."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
        for kind, id_, sign in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
    )
    reference = f"<w:r>{RAISED}<w:footnoteRef/></w:r>"
    notes = ""
    for number, record in enumerate(source.of_type("footnote"), start=1):
        text = para(reference + run(" " + plain(record["text"])), "FootnoteText")
        notes += f'<w:footnote w:id="{number}">{text}</w:footnote>'
    return f"<w:footnotes {NAMESPACES}>{lines}{notes}</w:footnotes>"


def footer() -> str:
    """The foot of every page: that it is invented, and the page number, which Word counts."""
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    line = para(run(f"{NOTICE} Page ") + number, "Footer")
    return f"<w:ftr {NAMESPACES}>{line}</w:ftr>"


# ---- reading it back


def section_texts(data: bytes) -> list[str]:
    """The text of each section with the footnotes it refers to; a section begins with a heading."""
    parts = unpacked(data)
    root = etree.fromstring(parts["word/footnotes.xml"])
    notes = {note.get(f"{{{W}}}id"): words(note) for note in root.iter(f"{{{W}}}footnote")}
    sections = [""]
    for paragraph in etree.fromstring(parts["word/document.xml"]).iter(f"{{{W}}}p"):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        if style is not None and (style.get(f"{{{W}}}val") or "").startswith("Heading"):
            sections.append("")
        sections[-1] += words(paragraph) + "\n"
        sections[-1] += "".join(
            notes[reference.get(f"{{{W}}}id")] + "\n" for reference in paragraph.iter(f"{{{W}}}footnoteReference")
        )
    return sections


def words(element: etree._Element) -> str:
    """All text in an element."""
    return "".join(text.text or "" for text in element.iter(f"{{{W}}}t"))

"""The parts of a Word document that hold no text of a report: what its parts are, its styles and its lists."""

from __future__ import annotations

from xml.sax.saxutils import escape

from gold import Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BULLETS, FIRST_NUMBERS = 1, 2  # lists: all bullets are one, each numbered list is one of its own

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
PACKAGE = {
    "rId1": (f"{RELATIONSHIP}officeDocument", "word/document.xml"),
    "rId2": (CORE, "docProps/core.xml"),
}
DOCUMENT = {
    "rId1": (f"{RELATIONSHIP}styles", "styles.xml"),
    "rId2": (f"{RELATIONSHIP}numbering", "numbering.xml"),
    "rId3": (f"{RELATIONSHIP}settings", "settings.xml"),
    "rId4": (f"{RELATIONSHIP}footnotes", "footnotes.xml"),
    "rId5": (f"{RELATIONSHIP}footer", "footer1.xml"),
}
SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat></w:settings>'
)


def content_types() -> str:
    """What kind of part each part is."""
    main = {"document": "document.main+xml", "footer1": "footer+xml"}
    names = ("document", "styles", "numbering", "footnotes", "settings", "footer1")
    overrides = {f"/word/{name}.xml": CONTENT_TYPE + main.get(name, f"{name}+xml") for name in names}
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def relationships(targets: dict[str, tuple[str, str]]) -> str:
    """Which parts a part refers to."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{to}"/>' for id_, (kind, to) in targets.items())
        + "</Relationships>"
    )


def core_properties(source: Source) -> str:
    """Title, author and dates; a file's own dates are of its last saving, not of publication."""
    when = "2025-01-01T00:00:00Z"
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(source.facts['title'])}</dc:title><dc:creator>{escape(source.facts['author'])}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
    )


STYLES: tuple[tuple[str, str, str, str, str], ...] = (
    ("Title", "Title", "Normal", '<w:spacing w:before="2400" w:after="240"/>', '<w:b/><w:sz w:val="56"/>'),
    ("Subtitle", "Subtitle", "Normal", '<w:spacing w:after="960"/>', '<w:color w:val="595959"/><w:sz w:val="30"/>'),
    *(
        (
            f"Heading{level}",
            f"heading {level}",
            "Normal",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{480 - 80 * level}" w:after="120"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:color w:val="1F3864"/><w:sz w:val="{size}"/>',
        )
        for level, size in ((1, 36), (2, 28), (3, 24))
    ),
    ("Quote", "Quote", "Normal", '<w:ind w:left="567" w:right="567"/>', "<w:i/>"),
    ("ListBullet", "List Bullet", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr><w:contextualSpacing/>', ""),
    ("ListNumber", "List Number", "Normal", '<w:numPr><w:numId w:val="2"/></w:numPr><w:contextualSpacing/>', ""),
    ("Caption", "caption", "Normal", '<w:spacing w:before="240" w:after="120"/>', '<w:b/><w:sz w:val="20"/>'),
    ("FootnoteText", "footnote text", "Normal", '<w:spacing w:after="0"/>', '<w:sz w:val="18"/>'),
    ("Footer", "footer", "Normal", '<w:spacing w:after="0"/><w:jc w:val="center"/>', '<w:sz w:val="16"/>'),
)
"""The styles of paragraphs: id, name in Word, the style it is based on, and how paragraph and text look."""


def styles() -> str:
    """All styles. Names are those that Word gives its own styles in every language."""
    made = [
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr>" + (f"<w:rPr>{text}</w:rPr>" if text else "") + "</w:style>"
        for id_, name, base, paragraph, text in STYLES
    ]
    line = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="160" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        + "".join(made)
        + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{line}</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def numbering(numbered: int) -> str:
    """The lists: one of bullets, and so many that each count from 1."""

    def level(style: str, form: str, sign: str) -> str:
        return (
            f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
        )

    own = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(FIRST_NUMBERS, FIRST_NUMBERS + max(numbered, 1))
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level("ListBullet", "bullet", "•")}'
        f'</w:abstractNum><w:abstractNum w:abstractNumId="1">{level("ListNumber", "decimal", "%1.")}</w:abstractNum>'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>{own}</w:numbering>'
    )

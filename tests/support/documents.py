"""Small Word, OpenDocument and PowerPoint files for tests, put together by hand so that each is exactly as odd as its
test needs."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

from pptx import Presentation
from pptx.presentation import Presentation as Slides

from compendium.config import Limits
from compendium.ingest.paragraphs import Content

LIMITS = Limits()

_OOXML = "http://schemas.openxmlformats.org"
_WORD = (
    f'xmlns:w="{_OOXML}/wordprocessingml/2006/main" xmlns:r="{_OOXML}/officeDocument/2006/relationships"'
    f' xmlns:mc="{_OOXML}/markup-compatibility/2006" xmlns:a="{_OOXML}/drawingml/2006/main"'
    f' xmlns:wp="{_OOXML}/drawingml/2006/wordprocessingDrawing" xmlns:pic="{_OOXML}/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = f"{_OOXML}/package/2006/content-types"
_RELS = f"{_OOXML}/package/2006/relationships"
_REL = f"{_OOXML}/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = " ".join(
    f'xmlns:{name}="{_OPEN}:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
    }.items()
)
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these parts, the same whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED  # as OpenDocument wants it
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6)), content, way)
    return out.getvalue()


def docx_parts(body: str, **more: str) -> dict[str, str]:
    """The parts of a Word file: its body, and by name what stands in word/NAME.xml (styles, footnotes, numbering)."""
    rels = "".join(f'<Relationship Id="{name}" Type="{_REL}/{name}" Target="{name}.xml"/>' for name in more)
    return {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_REL}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">{rels}</Relationships>',
        **{f"word/{name}.xml": f"<w:{name} {_WORD}>{content}</w:{name}>" for name, content in more.items()},
    }


def docx(body: str, **more: str) -> bytes:
    """The same as a file."""
    return packed(docx_parts(body, **more))


def properties(title: str, author: str, created: str) -> dict[str, str]:
    """What a Word or PowerPoint file says of itself."""
    space = f"{_OOXML}/package/2006/metadata/core-properties"
    return {
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{space}" {_DC}><dc:title>{title}</dc:title>'
        f"<dc:creator>{author}</dc:creator><dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    }


def run(text: str, *, bold: bool = False, marks: str = "") -> str:
    """Words in one dress. `marks` are further properties."""
    dress = ("<w:b/>" if bold else "") + marks
    return f'<w:r><w:rPr>{dress}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def par(text: str = "", style: str = "", *, bold: bool = False, inside: str = "", marks: str = "") -> str:
    """A paragraph in a Word file: `text`, then what is `inside`."""
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{kind}{marks}</w:pPr>{run(text, bold=bold) if text else ''}{inside}</w:p>"


def style(name: str, based_on: str = "", marks: str = "", style_id: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id or name.replace(" ", "")}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{marks}</w:pPr></w:style>"
    )


def word_table(*rows: Sequence[str]) -> str:
    """A table; each cell is what stands in it, in Word's XML."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def odt_parts(body: str, styles: str = "", automatic: str = "", meta: str = "") -> dict[str, str]:
    """The parts of an OpenDocument text: its body, named styles, automatic styles and properties."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0"/>',
        "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_ODF}><office:styles>{styles}</office:styles>"
        "</office:document-styles>",
        "meta.xml": f"<office:document-meta {_ODF} {_DC}><office:meta>{meta}</office:meta></office:document-meta>",
    }


def odt(body: str, styles: str = "", automatic: str = "", meta: str = "") -> bytes:
    """The same as a file."""
    return packed(odt_parts(body, styles, automatic, meta))


def pptx(slides: Slides) -> bytes:
    """The slides as a file."""
    out = io.BytesIO()
    slides.save(out)
    return out.getvalue()


def deck(*slides: tuple[str, str]) -> Slides:
    """Slides with a title and one body of text each."""
    made = Presentation()
    for title, text in slides:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text_frame.text = title
        slide.placeholders[1].text_frame.text = text
    return made


def told(content: Content) -> list[tuple[str, str]]:
    """Role and text of each paragraph."""
    return [(str(paragraph.role), paragraph.text) for paragraph in content.paragraphs]


def cells(content: Content) -> list[list[str]]:
    """The cells of the first table, row by row."""
    (table, *_) = (paragraph for paragraph in content.paragraphs if paragraph.cells)
    return [[table.text[start:end] for start, end in row] for row in table.cells]

"""Word, OpenDocument, PowerPoint, web and text files that are broken, or made to break who reads them. See
`hostile.py`."""

import random
import struct
import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.support.hostile_pdf import READ, TEXT, actions

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


class Part(NamedTuple):
    """One file in an archive, packed. `size` is what it says of itself."""

    name: str
    packed: bytes
    checksum: int
    size: int


def part(name: str, text: str | bytes) -> Part:
    return swollen(name, text, b"", 0, b"")


def swollen(name: str, before: str | bytes, chunk: bytes, times: int, after: bytes, size: int | None = None) -> Part:
    """A file in which `chunk` stands so many times over: packed once and repeated, with the right checksum."""
    if isinstance(before, str):
        before = before.encode()
    pieces = []
    for piece in (before, chunk, after):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        pieces.append(packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH))
    checksum = zlib.crc32(before)
    for _ in range(times):
        checksum = zlib.crc32(chunk, checksum)
    whole = len(before) + len(chunk) * times + len(after)
    packed = pieces[0] + pieces[1] * times + pieces[2] + b"\x03\x00"
    return Part(name, packed, zlib.crc32(after, checksum), whole if size is None else size)


def archive(parts: Iterable[Part], *, overlap: bool = False, count: int | None = None, shift: int = 0) -> bytes:
    """A zip file. `overlap` keeps one copy of the data for all names; `count` and `shift` are lies of its directory
    about how many files there are and where."""
    out, listing, entries = bytearray(), bytearray(), 0
    for each in parts:
        name = each.name.encode()
        shape = (20, 0x800, 8, 0, 0x21, each.checksum, len(each.packed), each.size, len(name), 0)
        place = 0 if overlap else len(out)
        if not overlap or not out:
            out += struct.pack("<4s5H3I2H", b"PK\3\4", *shape) + name + each.packed
        listing += struct.pack("<4sH5H3I5H2I", b"PK\1\2", 20, *shape, 0, 0, 0, 0, place + shift) + name
        entries += 1
    entries = entries if count is None else count
    return bytes(out + listing + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, entries, entries, len(listing), len(out), 0))


def _relations(*targets: tuple[str, str, str]) -> str:
    rows = "".join(f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for id, kind, to in targets)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _types(**parts: str) -> Part:
    rows = "".join(f'<Override PartName="{name}" ContentType="{_MAIN}.{kind}+xml"/>' for name, kind in parts.items())
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return part(
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{rows}</Types>",
    )


def docx(document: str | Part, *more: Part) -> list[Part]:
    """The parts of a Word file with that text in its body, or that document."""
    if isinstance(document, str):
        document = part("word/document.xml", _document(document))
    return [
        _types(**{"/word/document.xml": "wordprocessingml.document.main"}),
        part("_rels/.rels", _relations(("rId1", "officeDocument", "word/document.xml"))),
        document,
        *more,
    ]


def odt(content: str | Part, *more: Part) -> list[Part]:
    """The parts of an OpenDocument text with that text in its body, or that content."""
    if isinstance(content, str):
        content = part("content.xml", _content(content))
    manifest = f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0"/>'
    return [
        part("mimetype", "application/vnd.oasis.opendocument.text"),
        part("META-INF/manifest.xml", manifest),
        content,
        *more,
    ]


def pptx(*more: Part) -> list[Part]:
    """The parts of a presentation with one slide."""
    slide = (
        f'<p:sld xmlns:p="{_SLIDES}" xmlns:a="{_DRAWING}"><p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/><p:sp><p:nvSpPr>'
        f'<p:cNvPr id="2" name="Text"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r>'
        f"<a:t>{TEXT}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )
    show = (
        f'<p:presentation xmlns:p="{_SLIDES}" xmlns:r="{_OFFICE}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/>'
        "</p:sldIdLst></p:presentation>"
    )
    kinds = {"/ppt/presentation.xml": "presentation.main", "/ppt/slides/slide1.xml": "slide"}
    return [
        _types(**{name: f"presentationml.{kind}" for name, kind in kinds.items()}),
        part("_rels/.rels", _relations(("rId1", "officeDocument", "ppt/presentation.xml"))),
        part("ppt/presentation.xml", show),
        part("ppt/_rels/presentation.xml.rels", _relations(("rId1", "slide", "slides/slide1.xml"))),
        part("ppt/slides/slide1.xml", slide),
        part("ppt/slides/_rels/slide1.xml.rels", _relations(("rId1", "image", "../media/image1.png"))),
        *more,
    ]


def _document(body: str, declared: str = "") -> str:
    return f'<?xml version="1.0"?>{declared}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'


def _content(body: str, declared: str = "") -> str:
    spaces = "".join(f' xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text", "table"))
    return (
        f'<?xml version="1.0"?>{declared}<office:document-content{spaces}><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _laughs() -> str:
    """Ten entities, each ten times the one before: a thousand million letters."""
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<!DOCTYPE x [<!ENTITY e0 "people said it was cold ">{"".join(lines)}]>'


def external(address: str) -> dict[str, bytes]:
    """Files that ask for what lies at an address: a secret file of this computer, or a server that tells who looked."""
    declared = f'<!DOCTYPE x SYSTEM "{address}" [<!ENTITY e SYSTEM "{address}"> <!ENTITY % p SYSTEM "{address}"> %p;]>'
    template = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/attachedTemplate" '
        f'Target="{address}" TargetMode="External"/></Relationships>'
    )
    page = (
        f'<html><head><base href="{address}"><link rel="stylesheet" href="{address}"><script src="{address}"></script>'
        f'<meta http-equiv="refresh" content="0;{address}"></head><body><img src="{address}"><p>{TEXT * 3}</p>'
        f'<iframe src="{address}"></iframe></body></html>'
    )
    return {
        "entity.docx": archive(docx(part("word/document.xml", _document(_paragraph(f"{TEXT}&e;"), declared)))),
        "entity.odt": archive(odt(part("content.xml", _content(f"<text:p>{TEXT}&e;</text:p>", declared)))),
        "template.docx": archive(docx(_paragraph(TEXT), part("word/_rels/settings.xml.rels", template))),
        "page.html": page.encode(),
        "actions.pdf": actions(address, address),
    }


def _nest(levels: int) -> bytes:
    """An archive with ten copies of an archive with ten copies …"""
    inner = archive([part("bottom.txt", TEXT)])
    for _ in range(levels):
        inner = archive([part(f"{n}.zip", inner) for n in range(10)])
    return inner


def _png(side: int) -> bytes:
    """A black picture of a few hundred bytes that says it is `side` pixels wide and high."""
    head = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(10_000))), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + k + data + struct.pack(">I", zlib.crc32(k + data)) for k, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _bomb(name: str, whole: str, size: int | None = None) -> Part:
    """Four hundred million bytes of well-formed paragraphs."""
    before, _, after = whole.partition("…")
    paragraph = _paragraph("cold ") if name.startswith("word") else "<text:p>cold </text:p>"
    chunk = paragraph.encode() * 8000
    return swollen(name, before, chunk, 400 * 2**20 // len(chunk), after.encode(), size)


_SPAN = 1_000_000_000
_ROW = f'<w:tc><w:tcPr><w:gridSpan w:val="{_SPAN}"/></w:tcPr>{_paragraph("Cold")}</w:tc>'
_SHEET = (
    f'<table:table><table:table-column table:number-columns-repeated="{_SPAN}"/><table:table-row '
    f'table:number-rows-repeated="{_SPAN}"><table:table-cell table:number-columns-repeated="{_SPAN}"><text:p>Cold'
    "</text:p></table:table-cell></table:table-row></table:table>"
)
_ESCAPES = (
    "../escaped.txt",
    "/tmp/escaped.txt",
    "C:\\escaped.txt",
    "word/../../../escaped.txt",
    "..\\escaped.txt",
    "",
    ".",
)
_GUARDED = "too-much-inside damaged"
"""For what a look at its directory, or a reader with a bound, must refuse before memory or time run out."""
_ANY = f"{READ} no-text {_GUARDED}"


def _docx(body: str, *more: Part) -> Callable[[], bytes]:
    return lambda: archive(docx(body, *more))


def _odt(body: str) -> Callable[[], bytes]:
    return lambda: archive(odt(body))


OTHERS: dict[str, tuple[Callable[[], bytes], str]] = {
    # unpacks to far more than it is
    "bomb.docx": (lambda: archive(docx(_bomb("word/document.xml", _document("…")))), _GUARDED),
    "bomb.odt": (lambda: archive(odt(_bomb("content.xml", _content("…")))), _GUARDED),
    "bomb-that-lies.docx": (lambda: archive(docx(_bomb("word/document.xml", _document("…"), 2000))), _GUARDED),
    "bomb-as-picture.pptx": (
        lambda: archive(pptx(swollen("ppt/media/image1.png", _png(9), bytes(2**20), 400, b""))),
        _ANY,
    ),
    "bomb-in-many-names.docx": (
        lambda: archive([swollen("word/document.xml", "", b" " * 2**20, 20, b"")] * 2000, overlap=True),
        _GUARDED,
    ),
    "laughs.docx": (
        lambda: archive(docx(part("word/document.xml", _document(_paragraph("&e9;"), _laughs())))),
        _ANY,
    ),
    "laughs.odt": (lambda: archive(odt(part("content.xml", _content("<text:p>&e9;</text:p>", _laughs())))), _ANY),
    "many-entries.docx": (
        lambda: archive(docx(_paragraph(TEXT)) + [part(f"word/{n}.xml", "") for n in range(20_000)]),
        _GUARDED,
    ),
    "archives-in-archives.docx": (
        lambda: archive(docx(_paragraph(TEXT), part("word/embeddings/1.docx", _nest(5)))),
        READ,
    ),
    "wide-cells.docx": (_docx(f"<w:tbl><w:tr>{_ROW * 3}</w:tr></w:tbl>"), READ),
    "wide-cells.odt": (_odt(_SHEET), READ),
    "wide-spaces.odt": (_odt(f'<text:p>Cold<text:s text:c="{_SPAN}"/>hall</text:p>'), READ),
    "wide-cells.html": (
        lambda: f"<table><tr><td colspan={_SPAN} rowspan={_SPAN}>{TEXT}<td>{TEXT}</table>".encode(),
        READ,
    ),
    "huge-attribute.docx": (
        lambda: archive(
            docx(swollen("word/document.xml", f'<w:document xmlns:w="{_WORD}" a="', b"a" * 2**20, 20, b'"/>'))
        ),
        _ANY,
    ),
    "huge-attribute.html": (lambda: b'<p title="' + b"a" * 2_000_000 + b'">' + TEXT.encode() * 3, READ),
    # very deep, or very long
    "deep.docx": (_docx("<w:p>" * 10_000 + "</w:p>" * 10_000), _ANY),
    "deep.odt": (_odt("<text:section>" * 10_000 + f"<text:p>{TEXT}</text:p>" + "</text:section>" * 10_000), _ANY),
    "deep.html": (lambda: b"<div>" * 10_000 + TEXT.encode() * 3 + b"</div>" * 10_000, READ),
    "deeper.html": (lambda: b"<b><i><table><tr><td>" * 40_000 + TEXT.encode() * 3, _ANY),
    "only-brackets.html": (lambda: b"<!DOCTYPE html>" + b"<" * 1_000_000, _ANY),
    "open-comment.html": (lambda: b"<!DOCTYPE html><p>" + TEXT.encode() * 3 + b"<!--" * 200_000, READ),
    "many-entities.html": (lambda: b"<!DOCTYPE html><p>" + b"&amp;&#x10ffff;&#0;&bogus;" * 50_000, _ANY),
    "one-word.txt": (lambda: b"a" * 1_000_000, READ),
    "one-line.txt": (lambda: TEXT.encode() * 10_000, READ),
    "blank-lines.txt": (lambda: b"\n" * 1_000_000, f"{_ANY} no-pages"),
    "quote-marks.txt": (lambda: "“said ‘".encode() * 100_000, READ),
    "numbers.txt": (lambda: b"12 people, 1,2,3,4 and 5. " * 40_000, READ),
    # says what is not so
    "directory-elsewhere.docx": (lambda: archive(docx(_paragraph(TEXT)), shift=10_000_000), _ANY),
    "directory-too-long.docx": (lambda: archive(docx(_paragraph(TEXT)), count=60_000), _ANY),
    "escapes.docx": (_docx(_paragraph(TEXT), *(part(name, TEXT) for name in _ESCAPES)), READ),
    "asks-for-files.docx": (lambda: external("file:///etc/passwd")["entity.docx"], _ANY),
    "giant-picture.pptx": (lambda: archive(pptx(part("ppt/media/image1.png", _png(60_000)))), READ),
    "no-document.docx": (lambda: archive([part("hello.txt", TEXT)]), f"{_GUARDED} no-text no-pages"),
    "other-document.odt": (lambda: archive(docx(_paragraph(TEXT))), _ANY),
    "locked.docx": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(3000),
        "encrypted",
    ),
    "wrong-letters.html": (lambda: b'<meta charset="utf-16"><p>' + TEXT.encode() * 3 + b"\xff\xfe\xc3\x28", READ),
    "not-text.txt": (lambda: random.Random(1).randbytes(200_000), "not-a-pdf no-text garbled-text"),
    "zeros.txt": (lambda: bytes(200_000), "not-a-pdf no-text garbled-text"),
    "controls.txt": (lambda: bytes(range(256)) * 500, "not-a-pdf no-text garbled-text"),
    # is not whole
    "cut.docx": (lambda: archive(docx(_paragraph(TEXT * 50)))[:-200], _GUARDED),
    "cut.odt": (lambda: archive(odt(f"<text:p>{TEXT * 50}</text:p>"))[:300], _GUARDED),
    "empty.docx": (lambda: b"", "empty-file"),
    "empty.txt": (lambda: b"", "empty-file"),
}
"""As PDFS: file name → how it is made, and the endings that are right for it."""

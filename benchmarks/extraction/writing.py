"""A small PDF writer: lines of text and ruling, set in the 14 standard fonts, so that no font file is needed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pdfminer.fontmetrics import FONT_METRICS

LIGATURES = {"fi": "ﬁ", "fl": "ﬂ"}
_CODES = {"ﬁ": b"\x1e", "ﬂ": b"\x1f"}
_FIRST = 30
"""The first code in use: WinAnsi has nothing at 30 and 31, where the two ligatures go."""
_ENCODING = b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [30 /fi /fl] >>"


@dataclass(frozen=True, slots=True)
class Face:
    """A font at a size and the distance from one baseline to the next, in points."""

    font: str
    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, each with its left edge. `row` is the baseline that they belong to, where `y` is raised;
    `joining` says how words are kept apart: "spaces", "offsets" in one string, or each "placed" by itself. A `shift`
    other than 0 prints it all a second time, so many points to the right: bold made without a bold font."""

    block: int
    words: tuple[str, ...]
    starts: tuple[float, ...]
    y: float
    row: float
    face: Face
    joining: str = "spaces"
    grey: float = 0.0
    shift: float = 0.0

    def apart(self) -> "Iterator[Line]":
        """Each word as a line of its own."""
        for word, start in zip(self.words, self.starts, strict=True):
            yield replace(self, words=(word,), starts=(start,))


@dataclass(slots=True)
class Sheet:
    """A page as it is seen; `rotate` is how far a viewer has to turn it for that (0 or 90)."""

    width: float
    height: float
    rotate: int = 0
    shapes: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def stroke(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A line drawn with the pen."""
        self.shapes.append(f"{width:.2f} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def filled(self, x: float, y: float, width: float, height: float, grey: float = 0.0) -> None:
        """A filled rectangle: a tint, or a rule drawn as a thin area."""
        self.shapes.append(f"{grey:.2f} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def outlined(self, x: float, y: float, width: float, height: float, pen: float = 0.5) -> None:
        """The outline of a rectangle."""
        self.shapes.append(f"{pen:.2f} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")


def text_width(text: str, face: Face) -> float:
    """How wide the text is when printed, in points."""
    widths = FONT_METRICS[face.font][1]
    return sum(widths[char] for char in text) * face.size / 1000


def pdf(sheets: list[Sheet]) -> bytes:
    """The pages as a PDF file: the same bytes for the same pages."""
    fonts = sorted({line.face.font for sheet in sheets for line in sheet.lines})
    names = {font: f"F{number}" for number, font in enumerate(fonts, 1)}
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _ENCODING, *(_font(font) for font in fonts)]
    resources = " ".join(f"/{names[font]} {number} 0 R" for number, font in enumerate(fonts, 4))
    kids = []
    for sheet in sheets:
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [_page(sheet, len(objects) + 2, resources), _stream(_content(sheet, names))]
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    parts, places, length = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, length))
    return b"".join(parts)


def _font(font: str) -> bytes:
    widths = FONT_METRICS[font][1]
    chars = ["ﬁ", "ﬂ", *(bytes([code]).decode("cp1252", "replace") for code in range(32, 256))]
    listed = " ".join(str(int(widths.get(char, 0))) for char in chars)
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding 3 0 R "
        f"/FirstChar {_FIRST} /LastChar 255 /Widths [{listed}] >>"
    ).encode()


def _page(sheet: Sheet, content: int, resources: str) -> bytes:
    width, height = (sheet.height, sheet.width) if sheet.rotate else (sheet.width, sheet.height)
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Rotate {sheet.rotate} "
        f"/Resources << /Font << {resources} >> >> /Contents {content} 0 R >>"
    ).encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _content(sheet: Sheet, names: dict[str, str]) -> bytes:
    turn = [f"0 1 -1 0 {sheet.height:.2f} 0 cm".encode()] if sheet.rotate else []
    shapes = [shape.encode() for shape in sheet.shapes]
    return b"\n".join([*turn, b"q", *shapes, b"Q", b"BT", *_shown(sheet.lines, names), b"ET"])


def _shown(lines: list[Line], names: dict[str, str]) -> Iterator[bytes]:
    for line in lines:
        pieces = list(line.apart()) if line.joining == "placed" else [line]
        for shift in (0.0, line.shift) if line.shift else (0.0,):
            yield f"/{names[line.face.font]} {line.face.size:.2f} Tf {line.grey:.2f} g".encode()
            for piece in pieces:
                yield f"1 0 0 1 {piece.starts[0] + shift:.2f} {piece.y:.2f} Tm ".encode() + _string(piece)


def _string(line: Line) -> bytes:
    """The operator that shows the words: a space glyph or an offset fills each gap, to the hundredth of a point."""
    parts: list[bytes] = []
    space = text_width(" ", line.face) if line.joining == "spaces" else 0.0
    at = line.starts[0]
    for word, start in zip(line.words, line.starts, strict=True):
        if parts:
            gap = start - at - space
            glyph = b"( )" if line.joining == "spaces" else b""
            parts.append(glyph + f"{-gap * 1000 / line.face.size:.1f}".encode())
        parts.append(b"(" + _escaped(word) + b")")
        at = start + text_width(word, line.face)
    return b"[" + b"".join(parts) + b"] TJ"


def _escaped(word: str) -> bytes:
    coded = b"".join(_CODES.get(char) or char.encode("cp1252") for char in word)
    return b"".join(b"\\%03o" % byte if byte < 32 or byte > 126 or byte in b"()\\" else bytes([byte]) for byte in coded)

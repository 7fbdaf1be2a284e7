"""Small PDF files for tests, written by hand so that each is exactly as odd as its test needs."""

from collections.abc import Sequence
from pathlib import Path

Placed = tuple[float, float, float, str]
"""x, y (of the baseline, from the bottom left), size in points, text."""


def pdf_bytes(pages: Sequence[Sequence[Placed]], *, rotate: int = 0, extra_trailer: str = "", crop: str = "") -> bytes:
    """A PDF with one A4 page for each list of placed texts, set in Helvetica (/F1) or, for negative sizes, in bold
    (/F2)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for name in ("Helvetica", "Helvetica-Bold"):
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        objects.append(font.encode())
    for i, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {crop} /Rotate {rotate} /Contents {6 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        stream = b"".join(_text(*placed) for placed in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects, extra_trailer)


def write_pdf(path: Path, pages: Sequence[Sequence[Placed]], **more: object) -> Path:
    """The same, in a file."""
    path.write_bytes(pdf_bytes(pages, **more))  # type: ignore[arg-type]
    return path


def encrypted_pdf() -> bytes:
    """A PDF whose pages need a password that nobody knows."""
    key = "0" * 64
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<00> <00>]"
    return pdf_bytes([paragraph("Locked away.")], extra_trailer=encrypt)


def paragraph(text: str, *, x: float = 72, y: float = 700, size: float = 11, width: int = 80) -> list[Placed]:
    """Text set line by line, at most `width` characters each, one and a quarter sizes apart."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(x, y - i * 1.25 * abs(size), size, line) for i, line in enumerate(lines)]


def _text(x: float, y: float, size: float, text: str) -> bytes:
    font = "F2" if size < 0 else "F1"
    escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (font.encode(), abs(size), x, y, escaped)


def _file(objects: list[bytes], extra_trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra_trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)

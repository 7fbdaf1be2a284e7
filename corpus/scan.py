"""A scanned report: a PDF whose every page is one grey picture of the page, some of them lying slightly askew.

The pictures are drawn large, turned by moving rows and columns of whole dots, made smaller by averages and kept in 16
shades: integers throughout. The PDF is written by hand.
"""

from __future__ import annotations

import io
import math
import re
import zlib

import numpy as np
import typst
from gold import SOURCES, Source
from PIL import Image

DPI = 200
LARGER = 2  # how much larger than kept the pictures are drawn
SHADES = 15  # the shade of white; black is 0
Picture = np.ndarray


def scan_pdf(source: Source) -> bytes:
    """The report as pictures."""
    askew: list[float] = source.facts["skew"]
    pngs = typst.compile(
        str(SOURCES / f"{source.slug}.typ"),
        format="png",
        ppi=float(DPI * LARGER),
        ignore_system_fonts=True,
        root=str(SOURCES),
    )
    return write_pdf([picture(png, degrees) for png, degrees in zip(pngs, askew, strict=True)])


def picture(png: bytes, degrees: float) -> Picture:
    """The page in 16 shades of grey at the scanner's resolution, turned clockwise by so many degrees."""
    dots = np.asarray(Image.open(io.BytesIO(png)).convert("L")).astype(np.int32)
    if degrees:
        slope = math.tan(math.radians(degrees))
        dots = moved(moved(dots, -slope).T, slope).T
    height, width = (length - length % (2 * LARGER) for length in dots.shape)
    small = dots[:height, :width].reshape(height // LARGER, LARGER, width // LARGER, LARGER).sum(axis=(1, 3))
    white = 255 * LARGER**2
    return ((small * SHADES + white // 2) // white).astype(np.uint8)


def moved(dots: Picture, slope: float) -> Picture:
    """Each row moved sideways in proportion to its distance from the middle; white where nothing was."""
    height, width = dots.shape
    out = np.full_like(dots, 255)
    for row in range(height):
        by = round((row - height / 2) * slope)
        out[row, max(by, 0) : width + min(by, 0)] = dots[row, max(-by, 0) : width - max(by, 0)]
    return out


# ---- the PDF


def write_pdf(pictures: list[Picture]) -> bytes:
    """A PDF with a page for each picture."""
    kids = " ".join(f"{4 + 3 * n} 0 R" for n in range(len(pictures)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pictures)} >>".encode(),
        b"<< /Producer (Office scanner, second floor) /CreationDate (D:20250101000000Z) >>",
    ]
    for n, one in enumerate(pictures):
        objects += page_objects(4 + 3 * n, one)
    return assembled(objects)


def page_objects(first: int, dots: Picture) -> list[bytes]:
    """A page, what it draws, and its picture, numbered from `first`."""
    height, width = dots.shape
    across, down = width * 72 / DPI, height * 72 / DPI
    drawn = f"q {across:.2f} 0 0 {down:.2f} 0 0 cm /Im Do Q".encode()
    packed = zlib.compress((dots[:, 0::2] << 4 | dots[:, 1::2]).astype(np.uint8).tobytes(), 9)
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across:.2f} {down:.2f}] /Contents {first + 1} 0 R"
        f" /Resources << /XObject << /Im {first + 2} 0 R >> >> >>"
    )
    image = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
        f" /BitsPerComponent 4 /Filter /FlateDecode /Length {len(packed)} >>"
    )
    return [page.encode(), stream(f"<< /Length {len(drawn)} >>", drawn), stream(image, packed)]


def stream(head: str, data: bytes) -> bytes:
    """A PDF stream object."""
    return head.encode() + b"\nstream\n" + data + b"\nendstream"


def assembled(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, as a PDF file. The first is its catalogue, the third its information."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010d} 00000 n \n".encode() for start in starts)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def unpacked(pdf: bytes) -> list[Picture]:
    """The pictures in a PDF that `write_pdf` made."""
    found = []
    for match in re.finditer(rb"/Width (\d+) /Height (\d+) .*?/Length (\d+) >>\nstream\n", pdf):
        width, height, length = map(int, match.groups())
        pairs = np.frombuffer(zlib.decompress(pdf[match.end() : match.end() + length]), np.uint8)
        found.append(np.stack((pairs >> 4, pairs & 15), axis=-1).reshape(height, width))
    return found


def same_pictures(one: bytes, other: bytes) -> bool:
    """Whether two such PDFs show the same: no dot more than one shade apart, which another processor may cause.
    How the pictures are packed differs between builds of zlib."""
    ours, theirs = unpacked(one), unpacked(other)
    return [a.shape for a in ours] == [b.shape for b in theirs] and all(
        int(np.abs(a.astype(int) - b.astype(int)).max()) <= 1 for a, b in zip(ours, theirs, strict=True)
    )

"""Packed files (.docx, .pptx): the same parts always make the same bytes."""

from __future__ import annotations

import io
import zipfile

LONG_AGO = (2025, 1, 1, 0, 0, 0)


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as one file, in the order given, all with the same date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of such a file, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def same_parts(one: bytes, other: bytes) -> bool:
    """Whether two such files hold the same. How their parts are packed differs between builds of zlib."""
    return list(unpacked(one).items()) == list(unpacked(other).items())

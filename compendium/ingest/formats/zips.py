"""Packed files (Word, OpenDocument, PowerPoint): looked at before anything is unpacked, and nothing is ever written."""

import io
import zipfile
import zlib

from lxml import etree

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats import xml

_BIG = 2**20
"""Below so many bytes, unpacked, it does not matter how well a part is packed."""
_CHUNK = 2**16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two that office programs use; others could unpack without bound in one step."""


class Package:
    """The parts of a packed file, by name. What is read is counted: what a file says of its size may be a lie."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises Refused for what is no archive, is locked, or would unpack to more than the limits allow."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Refused("damaged", str(error)) from error
        self._left = limits.unpacked_mb * 2**20
        _check(self._zip.infolist(), limits)
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Refused when it is missing, broken or too large."""
        chunks = []
        try:
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Refused("too-much-inside", name)
                    chunks.append(chunk)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise Refused("damaged", f"{name}: {error}") from error
        return b"".join(chunks)

    def xml(self, name: str) -> etree._Element:
        """A part as XML, with the guards of `xml.parse`."""
        return xml.parse(self.read(name))


def _check(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.entries:
        raise Refused("too-much-inside", f"{len(parts)} parts")
    if sum(part.file_size for part in parts) > limits.unpacked_mb * 2**20:
        raise Refused("too-much-inside", "all parts together")
    for part in parts:
        if part.flag_bits & 1:
            raise Refused("encrypted", part.filename)
        if part.file_size > max(_BIG, limits.ratio * part.compress_size):
            raise Refused("too-much-inside", part.filename)
        if part.compress_type not in _PACKINGS:
            raise Refused("damaged", f"{part.filename}: packed in way {part.compress_type}")

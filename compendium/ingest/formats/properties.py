"""What files say of themselves, under the names and in the forms that PDFs have for it."""

import re

from compendium.ingest.formats import xml
from compendium.ingest.formats.zips import Package

_PART = "docProps/core.xml"
_NAMES = {"title": "Title", "creator": "Author", "created": "CreationDate"}
_STAMP = re.compile(r"((?:19|20)\d\d)[-/](\d\d?)(?:[-/](\d\d?))?")


def core_properties(package: Package) -> dict[str, str]:
    """Title, Author and CreationDate, where the file has them."""
    if _PART not in package.names:
        return {}
    elements = {xml.local(element): " ".join((element.text or "").split()) for element in package.xml(_PART)}
    said = {name: elements[key] for key, name in _NAMES.items() if key in elements}
    return said | {"CreationDate": pdf_date(said.get("CreationDate", ""))}


def pdf_date(stamp: str) -> str:
    """A date as PDFs have it (D:20240131) from one that begins with year, month and day; empty when it does not."""
    match = _STAMP.match(stamp.strip())
    if not match:
        return ""
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    if not (1 <= month <= 12 and day <= 31):
        return ""
    return f"D:{year}{month:02}{day:02}" if day else f"D:{year}{month:02}"

"""Which column of a list holds what: known headings, in the order in which they are believed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from compendium.errors import BadInput
from compendium.ingest.sheets.tables import Row, text_of

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "title": (
        *("title", "report title", "title of report", "name of report", "report name", "full title", "document title"),
        *("publication title", "title of publication", "name of publication", "publication name", "document name"),
        *("report", "publication", "document", "name"),
    ),
    "organisations": (
        *("organisations", "organisation", "publisher", "published by", "publishing organisation", "author org"),
        *("author organisation", "organisation name", "name of organisation", "lead organisation", "organization"),
        *("organizations", "publishers", "produced by", "org", "orgs", "organisation s", "agency", "charity"),
        *("author s", "authors", "author"),
    ),
    "commissioners": ("commissioners", "commissioner", "commissioned by", "funder", "funded by"),
    "fieldworkers": ("fieldworkers", "fieldworker", "fieldwork by", "research by", "researchers", "carried out by"),
    "published": (
        *("published", "date published", "publication date", "date of publication", "published on", "published date"),
        *("report date", "date of report", "issue date", "date issued", "publication year", "year published"),
        *("year of publication", "date", "year", "month"),
    ),
    "fieldwork": (
        *("fieldwork", "fieldwork dates", "dates of fieldwork", "date of fieldwork", "fieldwork period"),
        *("research dates", "when people were heard", "period"),
    ),
    "people": (
        *("people", "sample size", "people consulted", "people heard", "number of people consulted"),
        *("number of people heard", "no of participants", "number of participants", "participants", "sample"),
        *("no of people", "number of people", "people with lived experience", "lived experience", "service users"),
        *("no of service users", "number of service users", "prisoners", "no of prisoners", "number of prisoners"),
        *("respondents", "no of respondents", "number of respondents", "total participants", "people spoken to"),
        *("people engaged", "number consulted", "no consulted", "consulted", "how many people", "total people"),
        *("lived experience participants", "no of people consulted", "n"),
    ),
    "staff": (
        *("staff", "staff consulted", "staff heard", "no of staff", "number of staff", "staff participants"),
        *("n staff", "staff n", "staff sample", "staff sample size", "professionals", "practitioners", "officers"),
    ),
    "family": (
        *("family", "families", "family members", "family consulted", "families consulted", "no of family members"),
        *("number of family members", "relatives", "no of families", "number of families", "n family"),
    ),
    "address": (
        *("address", "url", "link", "web address", "weblink", "web link", "hyperlink", "link to report", "report link"),
        *("report url", "website", "web page", "webpage", "online at", "links"),
    ),
    "file": ("file", "file name", "filename", "pdf", "document file", "attachment", "saved as", "files"),
    "study": ("study", "study name", "study id", "project", "project name", "research project", "name of study"),
    "methods": ("methods", "method", "methodology", "research methods", "how people were heard"),
    "settings": ("settings", "setting", "prison or probation", "sector"),
    "populations": ("populations", "population", "groups", "group", "cohort", "who was heard", "target group"),
    "places": ("places", "place", "prison", "prisons", "establishment", "establishments", "sites", "locations"),
    "edition": ("edition",),
    "series": ("series", "series title"),
    "isbn": ("isbn",),
    "licence": ("licence", "license"),
    **{name: (name,) for name in ("language", "replaces", "form", "status", "audience", "not_before", "reuse")},
}
"""What can be read from a list, and the headings it may stand under, best first. `not_before` is written so, too."""

_IDENTIFYING: Final = ("title", "file", "address")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what (counted from 0), its heading as written, and the headings nothing was made of."""

    at: Mapping[str, int]
    headings: Mapping[str, str]
    unused: tuple[str, ...]


def plain(heading: str) -> str:
    """A heading without what does not count: capitals, signs, what stands in brackets, "#" for "no"."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("#", " no ")
    text = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text) if re.sub(r"\([^)]*\)", "", text).strip() else text
    words = re.sub(r"[\W_]+", " ", text).replace(" of the ", " of ").split()
    return " ".join("no" if word in ("num", "nr") else word for word in words)


def score(header: Row, chosen: Mapping[str, str] | None = None) -> int:
    """How many things a row of headings names; 0 unless it names one that a report can be known by."""
    found = _found(header, chosen or {})
    return len(found) if any(name in found for name in _IDENTIFYING) else 0


def columns(header: Row, chosen: Mapping[str, str]) -> Columns:
    """What each column holds. `chosen` names headings for fields and goes before what is known. Raises BadInput for a
    field or a heading that is not there."""
    check_chosen(chosen)
    written = {at: " ".join(text_of(cell).split()) for at, cell in enumerate(header) if text_of(cell)}
    found = _found(header, chosen)
    if missing := [heading for name, heading in chosen.items() if heading and name not in found]:
        raise BadInput(f"No column is headed {missing[0]!r}.", f"The columns are: {', '.join(written.values())}.")
    used = set(found.values())
    unused = tuple(heading for at, heading in written.items() if at not in used)
    return Columns(found, {name: written[at] for name, at in found.items()}, unused)


def check_chosen(chosen: Mapping[str, str]) -> None:
    """Raises BadInput for a field that no list can hold."""
    if strange := [name for name in chosen if name not in HEADINGS]:
        raise BadInput(f"A list has no field called {strange[0]!r}.", f"The fields are: {', '.join(HEADINGS)}.")


def _found(header: Row, chosen: Mapping[str, str]) -> dict[str, int]:
    names: dict[str, int] = {}
    for at, cell in enumerate(header):
        # a heading is a few words: a cell of running text that happens to be "Name" is one all the same
        if (text := text_of(cell)) and len(text) < 100:
            names.setdefault(plain(text), at)
            names.setdefault(text.casefold(), at)  # not_before
    asked = {name: names[plain(text)] for name, text in chosen.items() if text and plain(text) in names}
    taken = set(asked.values())
    found = dict(asked)
    # the surest headings first, whatever field they are of: "Report" is the title only while nothing is called so
    ranked = sorted((rank, name, text) for name, texts in HEADINGS.items() for rank, text in enumerate(texts))
    for _, name, text in ranked:
        if name not in found and name not in chosen and text in names and names[text] not in taken:
            found[name] = names[text]
            taken.add(names[text])
    return {name: found[name] for name in HEADINGS if name in found}

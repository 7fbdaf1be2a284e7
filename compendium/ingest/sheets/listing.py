"""A list → what each of its rows says of a report, in the fields of the library, and what could not be taken."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compendium.config import Limits
from compendium.errors import BadInput
from compendium.ingest.sheets import cells, columns
from compendium.ingest.sheets.columns import Columns
from compendium.ingest.sheets.tables import Cell, Row, read_table, text_of
from compendium.model.people import Exactness, GroupKind


@dataclass(frozen=True, slots=True)
class ListedRow:
    """What one row says: fields of the library as people type them, and the name of its file. `row` is counted as
    spreadsheet programs do."""

    row: int
    values: Mapping[str, str]
    file: str = ""


@dataclass(frozen=True, slots=True)
class RowError:
    """What of a row was not taken, and why. `column` is the heading as it is written."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it was understood."""

    columns: Mapping[str, str]
    """The heading for each field."""
    unused: tuple[str, ...]
    rows: tuple[ListedRow, ...]
    errors: tuple[RowError, ...]
    passed_over: tuple[int, ...] = ()
    """Rows that are no report: totals."""


def read_listing(path: Path, chosen: Mapping[str, str], limits: Limits) -> Listing:
    """The list in that file. `chosen` names headings for fields. Raises BadInput for what is no list of reports."""
    columns.check_chosen(chosen)
    table = read_table(path, lambda row: columns.score(row, chosen), limits)
    if table is None:
        known = "A column must be headed title, file or address, in these or similar words."
        raise BadInput(
            f"No row of {path.name} names its columns.", f"{known} Or say which with --column title=HEADING."
        )
    found = columns.columns(table.header, chosen)
    rows: list[ListedRow] = []
    errors: list[RowError] = []
    totals: list[int] = []
    for number, row in table.rows:
        if _is_total(row):
            totals.append(number)
        elif read := _read_row(number, row, found, errors):
            rows.append(read)
    return Listing(found.headings, found.unused, tuple(rows), tuple(errors), tuple(totals))


def _is_total(row: Row) -> bool:
    texts = [text for cell in row if (text := text_of(cell))]
    words = unicodedata.normalize("NFKC", texts[0]).casefold().strip(" :")
    return words in {"total", "totals", "grand total", "sum"} and all(_is_number(text) for text in texts[1:])


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").isdigit()


def _read_row(number: int, row: Row, found: Columns, errors: list[RowError]) -> ListedRow | None:
    values: dict[str, str] = {}
    groups: dict[GroupKind, tuple[int | None, Exactness]] = {}
    file = ""
    for name, at in found.at.items():
        cell = row[at] if at < len(row) else None
        try:
            if name in _PEOPLE:
                # a column of its own goes before "+ 19 staff" in another
                groups |= cells.people(cell, _PEOPLE[name])
            elif name == "file":
                file = cells.file_name(cell)
            elif text := _READERS.get(name, _as_written)(cell):
                values[name] = text
        except cells.CellError as error:
            errors.append(RowError(number, found.headings[name], str(error)))
    if groups:
        values["people"] = cells.written({kind: groups[kind] for kind in GroupKind if kind in groups})
    if not (values.get("title") or file or values.get("address")):
        if values:
            heading = found.headings.get("title", "")
            errors.append(RowError(number, heading, "The row has no title, file or address, so it was left out."))
        return None
    return ListedRow(number, values, file)


def _as_written(cell: Cell) -> str:
    return " ".join(text_of(cell).split())


_PEOPLE: Final = {
    "people": GroupKind.LIVED_EXPERIENCE,
    "staff": GroupKind.STAFF,
    "family": GroupKind.FAMILY,
}
"""Columns of numbers of people, and who is meant by a number alone."""

_READERS: Final[dict[str, Callable[[Cell], str]]] = {
    "organisations": cells.organisations,
    "commissioners": cells.organisations,
    "fieldworkers": cells.organisations,
    "published": cells.published,
    "fieldwork": cells.fieldwork,
    "address": cells.address,
    "study": cells.study,
    "methods": lambda cell: cells.ids("methods", cell),
    "settings": lambda cell: cells.ids("settings", cell),
    "populations": lambda cell: cells.ids("populations", cell),
    "places": cells.organisations,
}
"""How the cells of a column are read; those of others are taken as they are written."""

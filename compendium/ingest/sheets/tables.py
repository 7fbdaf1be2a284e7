"""A file → its rows of cells: CSV in the letters and with the separators that spreadsheet programs write, and Excel."""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from compendium.config import Limits
from compendium.errors import BadInput, Refused
from compendium.ingest.formats import xml
from compendium.ingest.formats.charset import decoded
from compendium.ingest.formats.zips import Package

Cell = str | int | float | date | None
"""What a cell holds. Numbers and dates keep their kind in Excel; in CSV everything is text."""

Row = tuple[Cell, ...]
Score = Callable[[Row], int]
"""How much a row looks like the one that names the columns; 0 for one that does not."""

_HEADER_WITHIN: Final = 30
"""So many rows from the top the one that names the columns is looked for: titles and notes may stand above it."""
_ROWS: Final = 50_000
_COLUMNS: Final = 500
_SEPARATORS: Final = ",;\t|"
_PACKED, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAVE_AS: Final = "Save it in your spreadsheet program as .xlsx or as CSV (UTF-8), and try again."


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet with the best header. `rows` are those below it, each with its number as spreadsheet programs show
    it, from 1; rows without anything in them are left out."""

    name: str
    header: Row
    rows: tuple[tuple[int, Row], ...]


def read_table(path: Path, score: Score, limits: Limits) -> Table | None:
    """The table whose header scores best, of all sheets and separators; None when no row scores at all. Raises
    BadInput for what is no sheet."""
    try:
        if path.stat().st_size > limits.file_mb * 2**20:
            raise BadInput(f"{path.name} is larger than a list can be.", "Keep only the sheet with the list.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path.name} cannot be opened: {error.strerror or error}.", "Check its name.") from error
    if data.startswith(_OLD_EXCEL):
        raise BadInput(f"{path.name} is an old Excel file, or is locked by a password.", _SAVE_AS)
    sheets = _excel(path.name, data, limits) if data.startswith(_PACKED) else _csv(path.name, data)
    found = [table for name, rows in sheets if (table := _below_header(name, rows, score))]
    return max(found, key=lambda table: (score(table.header), len(table.rows)), default=None)


def text_of(cell: Cell) -> str:
    """The cell as text, without space around it: 57 for 57.0, and ISO dates."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _below_header(name: str, rows: Sequence[Row], score: Score) -> Table | None:
    top = [(score(row), -at) for at, row in enumerate(rows[:_HEADER_WITHIN])]
    best, minus = max(top, default=(0, 0))
    if not best:
        return None
    numbered = list(enumerate(rows, start=1))[1 - minus :]
    return Table(name, rows[-minus], tuple((n, row) for n, row in numbered if any(text_of(cell) for cell in row)))


def _csv(name: str, data: bytes) -> Iterator[tuple[str, list[Row]]]:
    """The rows with each separator: the header shows which is meant."""
    text = decoded(data)
    if "\x00" in text:
        raise BadInput(f"{name} is neither a CSV file nor an Excel file.", _SAVE_AS)
    csv.field_size_limit(2**24)
    read = 0
    for separator in _SEPARATORS:
        if separator not in text and separator != _SEPARATORS[0]:
            continue
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            yield name, _within(name, (tuple(row) for row in rows))
            read += 1
        except csv.Error:
            continue
    if not read:
        raise BadInput(f"{name} cannot be read as a CSV file.", _SAVE_AS)


def _excel(name: str, data: bytes, limits: Limits) -> list[tuple[str, list[Row]]]:
    try:
        _check_package(data, limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which no list needs
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                return [(sheet.title, _sheet_rows(name, sheet)) for sheet in book.worksheets]
            finally:
                book.close()
    except BadInput as error:
        if isinstance(error, Refused):
            raise BadInput(f"{name} cannot be used. {error.message}", _SAVE_AS) from error
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
    ) as e:
        # what openpyxl says of a broken file depends on where it is broken
        raise BadInput(f"{name} is no Excel file, or it is damaged.", _SAVE_AS) from e


def _sheet_rows(name: str, sheet: object) -> list[Row]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what the file says of its size may be wrong
    return _within(name, (tuple(map(_cell, row)) for row in sheet.iter_rows(values_only=True)))  # type: ignore[attr-defined]


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool) or not isinstance(value, str | int | float | date | None):
        return str(value)
    return value


def _within(name: str, rows: Iterable[Row]) -> list[Row]:
    """The rows, without the endless empty ones that formatting leaves at the end. Raises BadInput for too many."""
    kept: list[Row] = []
    last = 0
    for at, row in enumerate(rows, start=1):
        if any(cell not in (None, "") for cell in row[:_COLUMNS]):
            if at > _ROWS:
                raise BadInput(f"{name} has more than {_ROWS:,} rows.", "Split it into several lists.")
            kept += [()] * (at - last - 1)
            kept.append(row[:_COLUMNS])
            last = at
        elif at > 40 * _ROWS:
            break
    return kept


def _check_package(data: bytes, limits: Limits) -> None:
    """Raises Refused for a file that unpacks to too much, or whose parts declare entities."""
    package = Package(data, limits)
    for part in package.names:
        if part.lower().endswith((".xml", ".rels")) and b"<!" in (content := package.read(part)):
            xml.parse(content)

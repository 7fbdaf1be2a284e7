"""A metadata sheet (CSV or Excel) → what it says of each file: `add --metadata SHEET`."""

from collections import Counter
from pathlib import Path

from compendium.config import Limits
from compendium.errors import BadInput
from compendium.ingest.sheets.tables import Row, read_table, text_of


def read_sheet(path: Path, limits: Limits | None = None) -> dict[str, dict[str, str]]:
    """What the sheet says, by file name: field → value, empty cells left out. Raises BadInput when there is no `file`
    column."""
    table = read_table(path, _names_files, limits or Limits())
    if table is None:
        raise BadInput(
            f"{path.name} has no column called file.", "Its first row must name the columns; one must be file."
        )
    fields = [text_of(cell) for cell in table.header]
    # zip: a row may be shorter than the header, and what stands right of the last name belongs to nothing
    rows = [
        {field: text for field, cell in zip(fields, row, strict=False) if field and (text := text_of(cell))}
        for _, row in table.rows
    ]
    named = [row for row in rows if row.get("file")]
    names = Counter(Path(row["file"]).name for row in named)
    if twice := sorted(name for name, count in names.items() if count > 1):
        raise BadInput(f"{path.name} has more than one row for {twice[0]}.", "Give each file a name of its own.")
    return {Path(row["file"]).name: {f: text for f, text in row.items() if f != "file"} for row in named}


def _names_files(row: Row) -> int:
    return sum(text_of(cell) == "file" for cell in row)

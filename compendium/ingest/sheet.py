"""A metadata sheet (CSV) → what it says of each file: `add --metadata SHEET`."""

import csv
from collections import Counter
from pathlib import Path

from compendium.errors import BadInput


def read_sheet(path: Path) -> dict[str, dict[str, str]]:
    """What the sheet says, by file name: field → value, empty cells left out. Raises BadInput when there is no `file`
    column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(
            f"{path.name} cannot be read as a CSV sheet: {error}.", "Save it as CSV (UTF-8) and try again."
        ) from error
    if not rows or "file" not in rows[0]:
        raise BadInput(
            f"{path.name} has no column called file.", "Its first row must name the columns; one must be file."
        )
    names = Counter(Path(row["file"]).name for row in rows if (row["file"] or "").strip())
    if twice := sorted(name for name, count in names.items() if count > 1):
        raise BadInput(f"{path.name} has more than one row for {twice[0]}.", "Give each file a name of its own.")
    return {
        Path(row["file"]).name: {
            field: value.strip() for field, value in row.items() if field and field != "file" and (value or "").strip()
        }
        for row in rows
        if (row["file"] or "").strip()
    }

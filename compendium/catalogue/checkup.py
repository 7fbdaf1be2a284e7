"""Is the library sound? Looks at the database, at every file, and at whether each still fits the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from compendium.catalogue import files, schema


def check(connection: Connection, home: Path) -> list[str]:
    """What is wrong, in plain sentences; empty when all is well."""
    found = (_database(connection), _files(connection, home), _reports(connection), _passages(connection))
    return [message for some in (*found, _tags(connection)) for message in some]


def _tags(connection: Connection) -> Iterator[str]:
    version = connection.execute(select(schema.library.c.codebook)).scalar()
    other = select(func.count()).select_from(schema.report).where(schema.report.c.codebook.not_in([version or "", ""]))
    if version and (waiting := connection.execute(other).scalar_one()):
        reports = "1 report waits" if waiting == 1 else f"{waiting} reports wait"
        yield f"{reports} to be tagged by the codebook in force. Any change of the codebook does it, and any `add`."


def owned(connection: Connection) -> frozenset[str]:
    """The hashes of all files that reports have."""
    return frozenset(connection.execute(select(schema.source.c.sha256)).scalars())


def _database(connection: Connection) -> Iterator[str]:
    for message in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if message != "ok":
            yield f"The catalogue is damaged: {message}. Restore a backup."
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"The catalogue is damaged: a row of {row[0]} belongs to nothing in {row[2]}. Restore a backup."


def _files(connection: Connection, home: Path) -> Iterator[str]:
    for row in connection.execute(select(schema.source)):
        path = files.place_of(home, row.sha256, row.format)
        if not path.exists():
            yield f"The file of the report {row.report} ({row.name}) is missing. Add it again from your own copy."
        elif files.hash_of(path) != row.sha256:
            yield f"The file of the report {row.report} ({row.name}) was changed. Add it again from your own copy."
    hashes = owned(connection)
    left = files.leftovers(home, hashes)
    for path in left:
        yield f"{path.name} was left by a run that was stopped. The next run that adds files removes it."
    for path in files.kept(home):
        if path.stem not in hashes and path not in left:
            yield f"{path.name} belongs to no report. It is kept: add it, or move it away."


def _reports(connection: Connection) -> Iterator[str]:
    table = schema.report
    rows = connection.execute(select(table.c.id, table.c.replaces)).all()
    known = {row.id for row in rows}
    for row in rows:
        if row.replaces and row.replaces not in known:
            yield f"The report {row.id} replaces {row.replaces}, which is not in the library. Run: compendium edit"


def _passages(connection: Connection) -> Iterator[str]:
    pages = set(connection.execute(select(schema.page.c.report, schema.page.c.number)))
    table = schema.passage
    lengths: dict[int, tuple[str, int]] = {}
    for row in connection.execute(
        select(table.c.key, table.c.id, table.c.report, table.c.pages, table.c.quotes, table.c.cells, table.c.text)
    ):
        lengths[row.key] = (row.id, len(row.text))
        if not row.pages or any((row.report, number) not in pages for number in row.pages):
            yield f"The passage {row.id} stands on a page that its report does not have. Run: compendium reread"
        if not _inside(row.quotes, len(row.text)):
            yield f"A quotation of the passage {row.id} is not inside its text. Run: compendium reread"
        if any(not 0 <= start <= end <= len(row.text) for cells in row.cells for start, end in cells):
            yield f"A cell of the table {row.id} is not inside its text. Run: compendium reread"
    for tag in connection.execute(select(schema.tag.c.passage, schema.tag.c.matches)):
        passage, length = lengths.get(tag.passage, ("", 0))
        if passage and not _inside(tag.matches, length):
            yield f"The words of a tag of the passage {passage} are not inside its text. Run: compendium reread"


def _inside(spans: list[list[Any]], length: int) -> bool:
    return all(0 <= span[0] < span[1] <= length for span in spans)

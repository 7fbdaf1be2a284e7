"""The connection to `catalogue.db`: how transactions begin, and what the database's errors mean to a person."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from compendium.errors import LibraryUnusable

WAIT_SECONDS: Final = 5.0
"""How long a writer waits for another writer's transaction."""


def make_engine(file: Path) -> Engine:
    """An engine for that database file, in which many processes may read while one writes."""
    engine = create_engine(URL.create("sqlite", database=str(file)), json_serializer=_compact, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def create_file(file: Path) -> None:
    """An empty database file that only its owner can read (SQLite gives its helper files the same rights)."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the library from its first statement to its last."""
    with plain_errors(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is saved at the end, or none of it if an error comes out."""
    with (
        plain_errors(engine),
        engine.connect().execution_options(compendium_writes=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def plain_errors(engine: Engine) -> Iterator[None]:
    """Turns what the database complains of into LibraryUnusable, in words a person can act on."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(error, engine) from error


def version(engine: Engine) -> str | None:
    """The schema version of the database; None when it has no tables yet. LibraryUnusable when it is not ours."""
    with reading(engine) as connection:
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise LibraryUnusable(
                f"{engine.url.database} belongs to another program. Nothing was changed.",
                "Choose another folder with --home.",
            )
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin below, not where the driver thinks fit
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")


def _on_begin(connection: Connection) -> None:
    # A writer takes its place in the queue at once: a reader that turns writer half-way could not wait, only fail.
    writes = connection.get_execution_options().get("compendium_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_EXPLAINED: Final[dict[str, tuple[str, str]]] = {
    "SQLITE_NOTADB": ("is not a library, or it is damaged.", "Restore a backup, or choose another folder with --home."),
    "SQLITE_CORRUPT": (
        "is damaged.",
        "Keep a copy of the folder, then restore a backup or add the files to a new library.",
    ),
    "SQLITE_BUSY": ("is in use: another program kept it busy too long. Nothing was changed.", "Try again in a moment."),
    "SQLITE_LOCKED": (
        "is in use: another program kept it busy too long. Nothing was changed.",
        "Try again in a moment.",
    ),
    "SQLITE_FULL": ("could not be written: the disk is full. Nothing was changed.", "Make room and try again."),
    "SQLITE_READONLY": ("may not be written to. Nothing was changed.", "Check the rights of the library folder."),
    "SQLITE_CANTOPEN": ("could not be opened.", "Check that the library folder is there and that you may use it."),
    "SQLITE_PERM": ("could not be opened.", "Check that the library folder is there and that you may use it."),
    "SQLITE_IOERR": ("could not be read or written: the disk reported an error.", "Check the disk, then try again."),
}


def _explained(error: DBAPIError, engine: Engine) -> Exception:
    """LibraryUnusable for a state of the disk or the file; the error itself for a mistake of ours."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    # Extended names (SQLITE_IOERR_WRITE) begin with the plain one.
    found = next((words for known, words in _EXPLAINED.items() if name == known or name.startswith(f"{known}_")), None)
    if found is None:
        return error
    return LibraryUnusable(f"The library's catalogue {engine.url.database} {found[0]}", found[1])

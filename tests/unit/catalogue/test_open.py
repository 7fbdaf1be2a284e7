"""Opening a library: made when asked for, refused in plain words when it cannot be used, and quick."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from compendium.catalogue import schema
from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.connect import make_engine, reading, writing
from compendium.catalogue.upgrade import config
from compendium.errors import LibraryUnusable


def test_a_library_that_is_not_there_is_made_only_when_asked_for(tmp_path: Path) -> None:
    home = tmp_path / "new" / "library"
    with pytest.raises(LibraryUnusable, match="There is no library"):
        Catalogue.open(home)
    assert not home.exists()
    made = Catalogue.open(home, create=True)
    assert made.revision() == 0
    assert made.check() == []
    made.close()
    again = Catalogue.open(home)
    assert again.revision() == 0
    again.close()


def test_an_empty_database_left_by_a_killed_run_is_finished(tmp_path: Path) -> None:
    (tmp_path / "catalogue.db").touch()
    with pytest.raises(LibraryUnusable, match="There is no library"):
        Catalogue.open(tmp_path)
    made = Catalogue.open(tmp_path, create=True)
    assert made.check() == []
    made.close()


@pytest.mark.skipif(os.name != "posix", reason="on Windows the rights of the profile's folder hold")
def test_only_the_owner_can_read_the_library(tmp_path: Path) -> None:
    home = tmp_path / "library"
    made = Catalogue.open(home, create=True)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()} == {0o600}
    made.close()


def test_a_newer_library_is_left_alone(home: Path) -> None:
    database = sqlite3.connect(home / "catalogue.db")
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.commit()
    database.close()
    with pytest.raises(LibraryUnusable, match="newer version"):
        Catalogue.open(home)


@pytest.mark.parametrize("content", [b"this is no database at all" * 400, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_damaged_library_is_told_in_plain_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "catalogue.db").write_bytes(content)
    with pytest.raises(LibraryUnusable, match="damaged"):
        Catalogue.open(tmp_path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "catalogue.db")
    database.execute("CREATE TABLE photos (name)")
    database.close()
    with pytest.raises(LibraryUnusable, match="another program"):
        Catalogue.open(tmp_path, create=True)


def test_a_locked_database_is_told_in_plain_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compendium.catalogue.connect.WAIT_SECONDS", 0.05)
    other = sqlite3.connect(home / "catalogue.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    engine = make_engine(home / "catalogue.db")
    with pytest.raises(LibraryUnusable, match="busy"), writing(engine):
        pass
    engine.dispose()
    other.close()


def test_opening_a_library_loads_no_migrations(home: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from compendium.catalogue.catalogue import Catalogue\n"
        "Catalogue.open(Path(sys.argv[1])).close()\n"
        "print([name for name in ('alembic', 'mako', 'sqlalchemy.orm') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=True, env=_environment()
    )
    assert ran.stdout.strip() == "[]"


def test_the_migrations_make_the_schema_and_can_be_undone(home: Path) -> None:
    engine = make_engine(home / "catalogue.db")
    with reading(engine) as connection:
        assert (
            compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), schema.metadata) == []
        )
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'passage'").scalar_one()
    assert "AUTOINCREMENT" in made
    with writing(engine) as connection:
        command.downgrade(config(connection), "base")
    with reading(engine) as connection:
        left = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    assert left <= {"alembic_version", "sqlite_sequence"}
    engine.dispose()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}

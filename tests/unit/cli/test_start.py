"""A search must start fast: what it never needs it must not import. Guarded by names, not by a clock."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

NEVER = (
    "spacy",
    "sklearn",
    "flask",
    "pdfplumber",
    "pypdfium2",
    "alembic",
    "pebble",
    "rich",
    "PIL",
    "simplemma",
    "xlsxwriter",
    "openpyxl",
)


def imported_by(code: str) -> set[str]:
    program = f"{code}\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return {name.split(".")[0] for name in done.stdout.split()}


def test_a_search_loads_no_reader_no_tagger_and_no_web(demo_home: Path) -> None:
    words = ["--home", str(demo_home), "search", "kettle", "--json"]
    assert imported_by(f"from compendium.cli.main import run; run({words!r})").isdisjoint(NEVER)


def test_the_door_of_the_command_imports_nothing() -> None:
    known = imported_by("")
    assert imported_by("import compendium.cli.entry") - known == {"compendium"}

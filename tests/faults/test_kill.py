"""Killed at any moment of adding, and added again: the library is whole, every report is found, nothing is double."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.search import OWNER, SearchQuery
from tests.conftest import CORPUS, ROOT
from tests.faults.killed_add import MOMENTS
from tests.support.pdfs import paragraph, write_pdf

WORDS = ("kettle", "telephone", "mattress")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small reports, each with a word of its own."""
    place = tmp_path_factory.mktemp("reports")
    for word in WORDS:
        text = f"People told us that the {word} had been asked for, and asked for again, and that nobody came. " * 6
        write_pdf(place / f"{word}.pdf", [paragraph(text)] * 2)
    return place


def assert_whole(home: Path, reports: int) -> None:
    with closing(Catalogue.open(home)) as catalogue, closing(WhooshIndex.open(home / "index")) as index:
        assert catalogue.check() == []
        assert index.check() == []
        assert index.revision == catalogue.revision()
    assert not list(home.rglob("*.part"))
    with closing(Library.open(home, OWNER)) as library:
        assert library.totals().reports == reports


def in_process_of_its_own(moment: str, home: Path, folder: Path) -> int:
    """Adds the folder; the exit code."""
    program = [sys.executable, str(ROOT / "tests" / "faults" / "killed_add.py"), moment, str(home), str(folder)]
    return subprocess.run(program, cwd=ROOT, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}).returncode


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_added_again(moment: str, tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "library"
    assert abs(in_process_of_its_own(moment, home, folder)) == 9, "it should have been killed"

    assert in_process_of_its_own("never", home, folder) == 0

    assert_whole(home, len(WORDS))
    with closing(Library.open(home, OWNER)) as library:
        for word in WORDS:
            found = library.search(SearchQuery(word))
            assert found.total_reports == 1, word
            passages = [hit.passage.id for group in found.groups for hit in group.hits]
            assert len(passages) == len(set(passages)) == found.total_passages


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.0, 3.0, 4.0, 5.0, 6.5, 8.0])
def test_the_command_itself_killed_with_its_children_at_work(seconds: float, tmp_path: Path) -> None:
    home = tmp_path / "library"
    command = [sys.executable, "-m", "compendium", "--home", str(home), "add", str(CORPUS / "reports")]
    process = subprocess.Popen(command, cwd=ROOT)
    time.sleep(seconds)
    process.kill()
    process.wait()
    subprocess.run(command, cwd=ROOT, check=True)
    assert_whole(home, len(list((CORPUS / "reports").glob("*.pdf"))))


def test_a_damaged_index_is_made_anew_by_the_next_add(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "library"
    assert in_process_of_its_own("never", home, folder) == 0
    for file in (home / "index").rglob("*.toc"):
        file.write_bytes(file.read_bytes()[:20])
    assert in_process_of_its_own("never", home, folder) == 0
    assert_whole(home, len(WORDS))
    shutil.rmtree(home / "index")
    assert in_process_of_its_own("never", home, folder) == 0
    assert_whole(home, len(WORDS))

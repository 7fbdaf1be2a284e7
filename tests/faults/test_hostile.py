"""No file crashes or hangs the program: every one ends in a reading or in a refusal with a code and its sentence,
within the limits; and the next file is read as if nothing had been."""

import functools
import http.server
import math
import multiprocessing
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from compendium.config import Limits
from compendium.errors import REFUSALS, Refused
from compendium.ingest.children import in_children
from compendium.ingest.read import read_file
from compendium.model.document import Reading
from tests.support.hostile import HOSTILE, ORDINARY, READ
from tests.support.hostile_other import external

LIMITS = Limits(seconds=10, memory_mb=1024)
SLACK = 5.0
"""Seconds on top of the limit: a child is started and loads its libraries, one that does not end is ended."""
SLOW = {"forms-doubled.pdf"}
AWKWARD = Path(__file__).resolve().parents[3] / "shared" / "data" / "awkward"

Ending = Reading | Refused


def read_all(paths: Iterable[Path], limits: Limits = LIMITS, processes: int = 2) -> dict[str, Ending]:
    """What became of each file, by its name."""
    work = functools.partial(read_file, limits=limits)
    read = in_children(work, paths, processes=processes, seconds=limits.seconds, memory_mb=limits.memory_mb)
    return {path.name: ending for path, ending in read}


def written(folder: Path, files: dict[str, Any]) -> Iterator[Path]:
    """The files, each written only when its turn comes."""
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content() if callable(content) else content)
        yield path


def code(ending: Ending) -> str:
    return ending.code if isinstance(ending, Refused) else READ


def faults(ending: Ending) -> list[str]:
    """What is wrong with an ending. A refusal says its sentence, and only a library may have crashed; a reading holds
    words, all of which can be kept, on pages that there can be."""
    if isinstance(ending, Refused):
        ours = ending.code == "crashed" and not ending.detail.startswith("exit code")
        wrong = {"another sentence": ending.message != REFUSALS[ending.code], f"our own fault: {ending.detail}": ours}
        return [what for what, so in wrong.items() if so]
    texts = [passage.text for passage in ending.passages]
    sides = [side for passage in ending.passages for box in passage.boxes for side in (box.x0, box.y0, box.x1, box.y1)]
    with_words = (
        {number for passage in ending.passages for number in passage.pages} if ending.format == "pdf" else set()
    )
    wrong = {
        "no words, and not a word about it": not texts,
        "half of a pair of surrogates": any("\ud800" <= letter <= "\udfff" for text in texts for letter in text),
        "control characters": any(letter < " " and letter not in "\n\t" for text in texts for letter in text),
        "a box without a place": not all(map(math.isfinite, sides)),
        "a page of no size": not all(
            (1 if page.number in with_words else 0) <= side < math.inf
            for page in ending.pages
            for side in (page.width, page.height)
        ),
        "a page half turned": any(page.rotation not in (0, 90, 180, 270) for page in ending.pages),
    }
    return [what for what, so in wrong.items() if so]


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ending]:
    """All of them one after the other in two children, then an ordinary report."""
    folder = tmp_path_factory.mktemp("hostile") / "in" / "here"
    folder.mkdir(parents=True)
    files = {name: file for name, file in HOSTILE.items() if name not in SLOW}
    return read_all(written(folder, files | {"ordinary.pdf": ORDINARY}))


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - SLOW))
def test_each_ends_as_it_should(name: str, endings: dict[str, Ending]) -> None:
    assert code(endings[name]) in HOSTILE[name].endings
    assert faults(endings[name]) == []


def test_an_ordinary_report_is_read_after_all_of_them(endings: dict[str, Ending]) -> None:
    reading = endings["ordinary.pdf"]
    assert isinstance(reading, Reading)
    assert faults(reading) == []
    assert "visits hall was cold" in reading.passages[0].text
    assert not multiprocessing.active_children()


def test_nothing_is_written_where_an_archive_says(
    endings: dict[str, Ending], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert "escapes.docx" in endings
    for folder in (tmp_path_factory.getbasetemp(), Path.cwd()):
        assert not list(folder.rglob("*escaped*"))
    assert not Path("/tmp/escaped.txt").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW))
def test_each_that_costs_much_ends_as_it_should_and_in_time(name: str, tmp_path: Path) -> None:
    began = time.monotonic()
    ending = read_all(written(tmp_path, {name: HOSTILE[name]}), processes=1)[name]
    assert time.monotonic() - began < LIMITS.seconds + SLACK
    assert code(ending) in HOSTILE[name].endings
    assert faults(ending) == []


def test_a_file_that_never_ends_is_stopped_at_the_limit(tmp_path: Path) -> None:
    """With so much memory to waste, the forms that show each other twice would go on for a long time."""
    limits = Limits(seconds=2, memory_mb=16_384)
    began = time.monotonic()
    ending = read_all(written(tmp_path, {"f.pdf": HOSTILE["forms-doubled.pdf"]}), limits, processes=1)["f.pdf"]
    assert code(ending) == "timed-out"
    assert time.monotonic() - began < limits.seconds + SLACK


@pytest.fixture
def knocks() -> Iterator[list[str]]:
    """A server on this computer, and what it was asked for; the first item is its address."""
    heard: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        def log_message(self, *what: Any) -> None:
            """Says nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        heard.append(f"http://127.0.0.1:{server.server_port}/asked")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield heard
        server.shutdown()
        thread.join()


def test_nobody_is_asked_for_anything(knocks: list[str], tmp_path: Path) -> None:
    found = read_all(written(tmp_path, external(knocks[0])))
    assert len(found) == 5
    assert code(found["actions.pdf"]) == READ
    assert len(knocks) == 1


def test_no_other_file_is_read_or_run(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the name of the person who complained", encoding="utf-8")
    for ending in read_all(written(tmp_path, external(secret.as_uri()))).values():
        assert "who complained" not in repr(ending)
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n", encoding="utf-8")
    program.chmod(0o755)
    read_all(written(tmp_path, external(str(program))))
    assert not (tmp_path / "ran").exists()


@pytest.mark.real
@pytest.mark.skipif(not AWKWARD.is_dir(), reason="the real files are not here (../shared/data)")
def test_real_awkward_files_end_as_they_should() -> None:
    files = sorted(path for path in AWKWARD.iterdir() if path.is_file())
    endings = read_all(files, Limits())
    assert endings.keys() == {path.name for path in files}
    assert {name: wrong for name, ending in endings.items() if (wrong := faults(ending))} == {}
    assert not {"crashed", "timed-out", "out-of-memory"} & set(map(code, endings.values()))

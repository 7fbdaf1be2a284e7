"""How fast files are taken in, side by side with the reference reader in one run.

Takes in the files of a folder with `compendium add`, all stages included; reads the same files with plain
`pdfplumber.extract_text`; then times a search as a whole process and the page of results.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.speed.figures import ROOT, children_cpu_seconds, children_peak_mib
from benchmarks.speed.reports import default_folder

QUESTION = "neglect at home"
RUNS = 5


def measured(folder: Path | None) -> dict[str, Any]:
    """The figures of one folder: by default the real reports where they are, else the demonstration reports."""
    folder = folder or default_folder()
    with tempfile.TemporaryDirectory() as home:
        ours = _ours(folder, home)
        plumber = _reference(folder)
        return {
            "folder": folder.name,
            "cores": os.cpu_count(),
            "compendium_add": ours,
            "pdfplumber_extract_text": plumber,
            "times_faster_a_core": _ratio(ours["pages_per_cpu_second"], plumber["pages_per_cpu_second"]),
            "times_faster_by_the_clock": _ratio(plumber["seconds"], ours["seconds"]),
            "search_process_seconds": _search_process(home),
            "search_page_ms": _search_page(home),
        }


def _ours(folder: Path, home: str) -> dict[str, Any]:
    figures = _timed([sys.executable, "-m", "compendium", "--home", home, "add", str(folder), "--json"])
    said = figures.pop("said")
    kinds = ("added", "partial", "unchanged", "refused", "skipped")
    return {**figures, **{kind: len(said[kind]) for kind in kinds}}


def _reference(folder: Path) -> dict[str, Any]:
    figures = _timed([sys.executable, "-m", "benchmarks.speed.reference", str(folder)])
    said = figures.pop("said")
    return {**figures, "peak_mib": said["peak_mib"], "failed": said["failed"]}


def _timed(command: list[str]) -> dict[str, Any]:
    """Runs a command that prints an object with `pages`; its time, processor time and largest process."""
    before, began = children_cpu_seconds(), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, encoding="utf-8")
    seconds, cpu = time.perf_counter() - began, children_cpu_seconds() - before
    said = json.loads(done.stdout)
    return {
        "pages": said["pages"],
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "pages_per_cpu_second": _ratio(said["pages"], cpu, 1),
        "peak_mib": children_peak_mib(),
        "said": said,
    }


def _ratio(above: float | None, below: float | None, digits: int = 2) -> float | None:
    """None where a figure is missing: Windows does not say what time a child took."""
    return round(above / below, digits) if above is not None and below else None


def _search_process(home: str) -> dict[str, float]:
    """The command `search` from its start to its end."""
    command = [sys.executable, "-m", "compendium", "--home", home, "search", QUESTION, "--json"]
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return _summary(times[1:])


def _search_page(home: str) -> dict[str, float]:
    """The page of results, made for a reader by the site, without the network."""
    from compendium.config import load
    from compendium.library import Library
    from compendium.model.search import READER
    from webui.app import create_app

    library = Library.open(Path(home), READER)
    client = create_app(load(Path(home)), lambda: library).test_client()
    times = []
    for _ in range(4 * RUNS + 1):
        began = time.perf_counter()
        assert client.get("/search", query_string={"q": QUESTION}).status_code == 200
        times.append(1000 * (time.perf_counter() - began))
    library.close()
    return _summary(times[1:])


def _summary(times: list[float]) -> dict[str, float]:
    return {name: round(of(times), 3) for name, of in (("min", min), ("median", statistics.median), ("max", max))}

"""How fast the main job is, side by side with the reference reader in one run: `python -m benchmarks.speed [DIR]`.

Takes in the PDF files of DIR (by default the real reports beside the checkout when they are there, else the
demonstration
reports) with `compendium add`, all stages included; reads the same files with plain `pdfplumber.extract_text`; then
times a
search as a whole process and the page of results. Prints one JSON object. Compare the ratios: single times depend on
the machine.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
REAL = ROOT.parent / "shared" / "data" / "reports"
QUESTION = "neglect at home"
RUNS = 5


def main(arguments: list[str]) -> None:
    """Runs everything on one folder and prints the figures."""
    if arguments[:1] == ["--pdfplumber"]:
        print(json.dumps(_read_with_pdfplumber(Path(arguments[1]))))
        return
    folder = Path(arguments[0]) if arguments else REAL if REAL.is_dir() else ROOT / "corpus" / "reports"
    with tempfile.TemporaryDirectory() as home:
        ours = _ours(folder, home)
        plumber = _reference(folder)
        found = {
            "folder": folder.name,
            "cores": os.cpu_count(),
            "compendium_add": ours,
            "pdfplumber_extract_text": plumber,
            "times_faster_a_core": round(ours["pages_per_cpu_second"] / plumber["pages_per_cpu_second"], 2),
            "times_faster_by_the_clock": round(plumber["seconds"] / ours["seconds"], 2),
            "search_process_seconds": _search_process(home),
            "search_page_ms": _search_page(home),
        }
    print(json.dumps(found, indent=2))


def _ours(folder: Path, home: str) -> dict[str, Any]:
    figures = _timed([sys.executable, "-m", "compendium", "--home", home, "add", str(folder), "--json"])
    said = figures.pop("said")
    kinds = ("added", "partial", "unchanged", "refused", "skipped")
    return {**figures, **{kind: len(said[kind]) for kind in kinds}}


def _reference(folder: Path) -> dict[str, Any]:
    figures = _timed([sys.executable, "-m", "benchmarks.speed", "--pdfplumber", str(folder)])
    said = figures.pop("said")
    return {**figures, "peak_mib": said["peak_mib"], "failed": said["failed"]}


def _timed(command: list[str]) -> dict[str, Any]:
    """Runs a command that prints an object with `pages`; its time, CPU time and largest process."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, encoding="utf-8")
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    said = json.loads(done.stdout)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "pages": said["pages"],
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "pages_per_cpu_second": round(said["pages"] / cpu, 1),
        "peak_mib": after.ru_maxrss // 1024,
        "said": said,
    }


def _read_with_pdfplumber(folder: Path) -> dict[str, int]:
    """Plain `extract_text` of every page, each closed at once: pdfplumber keeps the layout of open pages."""
    import pdfplumber

    pages = failed = 0
    for file in sorted(folder.rglob("*.pdf")):
        try:
            with pdfplumber.open(file) as document:
                for page in document.pages:
                    page.extract_text()
                    page.close()
                    pages += 1
        except Exception:
            failed += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"pages": pages, "failed": failed, "peak_mib": peak}


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


if __name__ == "__main__":
    main(sys.argv[1:])

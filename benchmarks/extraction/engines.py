"""The engines compared, each run in a process of its own: `python -m benchmarks.extraction.engines NAME`.

The child reads a one-page file first, so that imports and what is set up once cost nothing; then one file for each line
of its input, and answers each with one JSON line.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from benchmarks.extraction.making import made

ROOT = Path(__file__).parent.parent.parent
OURS, OURS_PLAIN, STREAM = "ours", "ours without tables", "pdfium in stream order"


@dataclass(slots=True)
class Read:
    """What an engine made of one file: `cpu` seconds with children, `found` what ours says about roles."""

    text: str = ""
    pages: int = 0
    cpu: float = 0.0
    peak_mib: int = 0
    error: str = ""
    found: dict[str, Any] = field(default_factory=dict)


def _ours(path: Path, tables: bool = True) -> Read:
    from compendium.config import Limits
    from compendium.ingest.read import read_file

    limits = Limits()
    if not tables:
        limits = replace(limits, tables=False)
    reading = read_file(path, limits)
    found = {
        "passages": [_said(passage) for passage in reading.passages],
        "headings": [(heading.level, heading.text) for heading in reading.headings],
        "furniture": [(line.page, line.text) for line in reading.furniture],
    }
    return Read(reading_text(reading), len(reading.pages), found=found)


def _said(passage: Any) -> dict[str, Any]:
    """What the measures need of a passage."""
    return {
        "id": passage.id,
        "kind": passage.kind.value,
        "pages": passage.pages,
        "text": passage.text,
        "quotes": [(passage.text[quote.start : quote.end], quote.attribution) for quote in passage.quotes],
        "cells": [[passage.text[start:end] for start, end in row] for row in passage.cells],
        "repeats": passage.repeats,
    }


def reading_text(reading: Any) -> str:
    """A reading as one text: before each passage, the part of its headings that is new."""
    parts: list[str] = []
    path: tuple[str, ...] = ()
    for passage in reading.passages:
        same = 0
        while same < min(len(path), len(passage.heading)) and path[same] == passage.heading[same]:
            same += 1
        parts += [*passage.heading[same:], passage.text]
        path = passage.heading
    return "\n".join(parts)


def _pdfplumber(path: Path) -> Read:
    import pdfplumber

    texts = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            texts.append(page.extract_text())
            page.close()
    return Read("\n".join(texts), len(texts))


def _pdfminer(path: Path) -> Read:
    from pdfminer.high_level import extract_text

    text = extract_text(path)
    return Read(text, text.count("\f"))


def _pdfium(path: Path) -> Read:
    import pypdfium2

    texts = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return Read("\f".join(texts), len(texts))


ENGINES: dict[str, Callable[[Path], Read]] = {
    OURS: _ours,
    OURS_PLAIN: lambda path: _ours(path, tables=False),
    "pdfplumber": _pdfplumber,
    "pdfminer.six": _pdfminer,
    STREAM: _pdfium,
}


def available() -> list[str]:
    """The names of the engines that can be run: ours reads without tables only where its limits have that choice."""
    from compendium.config import Limits

    choice = any(option.name == "tables" for option in fields(Limits))
    return [name for name in ENGINES if choice or name != OURS_PLAIN]


class Engine:
    """A running child. It is asked for one file at a time, so that several can take turns on the same files."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.extraction.engines", name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def read(self, path: Path) -> Read:
        """What it makes of the file; an engine that dies of one says so once, and of all files after it."""
        assert self._child.stdin and self._child.stdout
        try:
            self._child.stdin.write(f"{path}\n")
            self._child.stdin.flush()
            return Read(**json.loads(self._child.stdout.readline()))
        except (OSError, ValueError):
            return Read(error="died")

    def close(self) -> None:
        """Ends the child."""
        assert self._child.stdin and self._child.stdout
        self._child.stdin.close()
        self._child.stdout.close()
        self._child.wait()


@contextmanager
def running(names: list[str]) -> Iterator[list[Engine]]:
    """The engines, started fresh."""
    engines = [Engine(name) for name in names]
    try:
        yield engines
    finally:
        for engine in engines:
            engine.close()


def _serve(name: str) -> None:
    """The child: answers on what was standard output; anything that a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    read = ENGINES[name]
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "one.pdf")
        first.write_bytes(made(0, "table", "logical", pages=1).data)
        read(first)
    for line in sys.stdin:
        before = _cpu()
        try:
            result = read(Path(line.rstrip("\n")))
        except Exception as error:
            result = Read(error=f"{type(error).__name__}: {error}")
        result.cpu, result.peak_mib = _cpu() - before, _peak_mib()
        print(json.dumps(asdict(result)), file=answers, flush=True)


def _cpu() -> float:
    """CPU seconds so far, with those of children that have ended. `os.times` counts in hundredths, which is too coarse
    for the process itself."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def _peak_mib() -> int:
    """The largest that the process has been, in MiB; 0 where the system does not say. Not from `getrusage`: what that
    says of a fresh child includes the process that started it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    _serve(sys.argv[1])

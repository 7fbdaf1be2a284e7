"""How fast searches are in a library of so many passages, side by side with other engines in one run.

The library has the shape of real ones: 60 passages a report, 95 to 145 words each, with titles, headings,
organisations, years, themes and people heard, put together from real sentences. It is asked 200 mixed questions.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.speed.engines import OURS, PEERS
from benchmarks.speed.figures import step
from benchmarks.speed.reports import cache
from benchmarks.speed.saving import Place, library, place_for
from benchmarks.speed.sentences import gathered


def measured(passages: int, keep: Path | None, engines: Sequence[str]) -> dict[str, Any]:
    """The figures of one library, made in a folder of `keep` (and taken again from there), or for this run only."""
    with ExitStack() as stack:
        parent = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sentences = gathered(cache(keep))
        place = place_for(parent, sentences, passages)
        facts = library(place, sentences, passages)
        step("draw", place.folder)
        built = {OURS: step("build", place.folder)}
        built |= {name: _peer(place, name) for name in engines if name != OURS}
        return {
            "passages": passages,
            "reports": facts["reports"],
            "distinct_words": facts["distinct_words"],
            "sentences_from": sentences.origin,
            "saved_in_seconds": facts["saving_seconds"],
            "cores": os.cpu_count(),
            "index": built,
            **step("alone", place.folder),
            **step("ask", place.folder, *engines),
            **_change(place),
        }


def _peer(place: Place, name: str) -> dict[str, Any]:
    """How the index of another engine was made; it is made once, since it never changes."""
    told = place.folder / f"{name}.json"
    if not told.exists():
        files = PEERS[name].files(place)
        shutil.rmtree(files, ignore_errors=True)
        files.unlink(missing_ok=True)  # what a stopped run left
        told.write_text(json.dumps(step("build_peer", place.folder, name)), encoding="utf-8")
    return dict(json.loads(told.read_text(encoding="utf-8")))


def _change(place: Place) -> dict[str, Any]:
    """What is measured on a copy, because it changes the library."""
    with tempfile.TemporaryDirectory(dir=place.folder) as folder:
        shutil.copytree(place.home, Path(folder) / "library", ignore=shutil.ignore_patterns("files"))
        for needed in (place.sentences, place.questions):
            shutil.copy(needed, folder)
        return step("change", folder)

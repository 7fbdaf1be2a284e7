"""Adds files to a library and dies at a chosen moment, as `kill -9` would have it: `killed_add.py MOMENT HOME
FOLDER`."""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

MOMENTS: dict[str, tuple[str, str, int, bool]] = {
    "before anything is stored": ("compendium.catalogue.files", "copy_in", 1, False),
    "after the first file is copied": ("compendium.catalogue.files", "copy_in", 1, True),
    "in the middle of the first transaction": ("compendium.catalogue.save", "settle", 1, False),
    "in the middle of a later transaction": ("compendium.catalogue.save", "replace_tags", 2, True),
    "after one report is saved": ("compendium.catalogue.catalogue.Catalogue", "save", 1, True),
    "after two reports are saved": ("compendium.catalogue.catalogue.Catalogue", "save", 2, True),
    "between save and index": ("compendium.index.whoosh_engine.WhooshIndex", "catch_up", 2, False),
    "in the middle of writing postings": ("compendium.index.whoosh_writing.PostingsWriter", "add", 5, True),
    "between postings and columns": ("compendium.index.whoosh_writing.PostingsWriter", "commit", 2, True),
    "between columns and state": ("compendium.index.columns.Columns", "save", 2, True),
    "after the index is done": ("compendium.index.whoosh_engine.WhooshIndex", "catch_up", 2, True),
}
"""By name: the module or class, its function, at which call, and whether that call is still carried out."""


def die() -> None:
    """As `kill -9`: nothing is flushed, closed or cleaned up. (Windows has no such signal.)"""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)


def arm(moment: str) -> None:
    """From now on this process dies at that moment."""
    place, name, count, after = MOMENTS[moment]
    owner = _owner(place)
    function = getattr(owner, name)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == count and not after:
            die()
        result = function(*args, **kwargs)
        if calls == count:
            die()
        return result

    setattr(owner, name, deadly)


def _owner(place: str) -> Any:
    try:
        return importlib.import_module(place)
    except ModuleNotFoundError:
        module, _, name = place.rpartition(".")
        return getattr(importlib.import_module(module), name)


def add(home: Path, folder: Path) -> list[Any]:
    """Adds the folder, reading in this process and without tags, which is quicker and dies all the same."""
    from compendium import pipeline
    from compendium.catalogue.catalogue import Catalogue
    from compendium.config import load
    from compendium.index.whoosh_engine import WhooshIndex
    from compendium.tagging.codebook import seed

    def here(work: Callable[[Any], Any], items: Any, with_limits: Any, **limits: Any) -> Any:
        return ((item, work(item)) for item in items)

    class NoTags:
        def tag(self, passages: Any) -> tuple[Any, ...]:
            return ()

    pipeline.in_attempts = here  # type: ignore[assignment]
    pipeline._tagger = lambda codebook: NoTags()  # type: ignore[assignment,return-value]
    config = load(home)
    with closing(Catalogue.open(home, create=True)) as catalogue, closing(WhooshIndex.open(home / "index")) as index:
        return list(pipeline.add([folder], catalogue, index, config, seed()))


if __name__ == "__main__":
    moment, home, folder = sys.argv[1:]
    if moment != "never":
        arm(moment)
    add(Path(home), Path(folder))

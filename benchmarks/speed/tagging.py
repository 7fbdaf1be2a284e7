"""How fast a library is tagged anew after its codebook was edited, and that an edit of nothing changes nothing.

Each case is applied to a copy of the same library. Words are those of all passages, whether the edit touches them or
not: all of them are searched for the words of a theme that changed.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.speed.reports import cache, default_folder, library_of
from compendium.catalogue.catalogue import Catalogue
from compendium.model.theme import Codebook
from compendium.tagging import editing
from compendium.theming.applying import Plan, apply, preview

EDITED = "housing"
_ADDED = ("placement", "hospital trolley")


def measured(keep: Path | None) -> dict[str, Any]:
    """Words a second for an edit of one theme's words, of its definition alone, of every theme, and for no edit."""
    folder = default_folder()
    home = library_of(folder, cache(keep))
    with closing(Catalogue.open(home)) as catalogue:
        passages = (passage for report in catalogue.tagged_with() for passage in catalogue.words(report))
        words = sum(len(passage.text.split()) for passage in passages)
    return {"folder": folder.name, "words": words} | {name: _case(home, words, edit) for name, edit in _CASES.items()}


def _case(home: Path, words: int, edit: Callable[[Codebook], Codebook]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "library"
        copy.mkdir()
        shutil.copy(home / "catalogue.db", copy)
        with closing(Catalogue.open(copy)) as catalogue:
            codebook = edit(catalogue.codebook())
            foreseen = _timed(lambda: preview(catalogue, codebook))
            revision = catalogue.revision()
            done = _timed(lambda: apply(catalogue, codebook, by="benchmark"))
            raised = catalogue.revision() - revision
    plan = done[1]
    moved = sum(plan.gained.values()) + sum(plan.lost.values())
    return {
        "preview_seconds": round(foreseen[0], 2),
        "apply_seconds": round(done[0], 2),
        "words_per_second": round(words / done[0]),
        "suggestions_moved": moved,
        "as_foreseen": (foreseen[1].gained, foreseen[1].lost) == (plan.gained, plan.lost),
        "revisions": raised,
    }


def _timed(work: Callable[[], Plan]) -> tuple[float, Plan]:
    began = time.perf_counter()
    plan = work()
    return time.perf_counter() - began, plan


def _one_theme(codebook: Codebook) -> Codebook:
    theme = editing.found(codebook, EDITED)
    return editing.change(codebook, EDITED, terms=(*theme.terms, *_ADDED))


def _definition(codebook: Codebook) -> Codebook:
    return editing.change(codebook, EDITED, definition="A roof.")


def _every_theme(codebook: Codebook) -> Codebook:
    for theme in codebook.themes:
        if theme.terms:
            word = f"a word for {theme.id.replace('-', ' ')}"
            codebook = editing.change(codebook, theme.id, terms=(*theme.terms, word))
    return codebook


_CASES = {
    "one_theme": _one_theme,
    "definition_only": _definition,
    "every_theme": _every_theme,
    "nothing": lambda codebook: codebook,
}

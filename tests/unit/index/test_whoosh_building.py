"""Making the postings of a library in parts, by several processes."""

from pathlib import Path

import pytest

from compendium.index import whoosh_building
from compendium.index.columns import Columns
from compendium.index.whoosh_building import build
from compendium.index.whoosh_engine import WhooshIndex
from compendium.index.whoosh_postings import Postings
from compendium.model.search import SearchQuery
from tests.unit.index.made_up import Shelf, report

REPORTS = [report(f"r{n}", f"food and visits {n}", "the gym was cold", title=f"Report {n}") for n in range(9)]


def held(folder: Path) -> dict[str, object]:
    """What the postings in that folder say of some words, by the keys of passages."""
    with Postings(folder) as postings:
        keys = postings.load_keys()
        words = {word: sorted(keys[postings.word("text", word).numbers].tolist()) for word in ("food", "gym", "4")}
        phrase = sorted(keys[postings.phrase("text", [("the",), ("gym",)]).numbers].tolist())
        return {**words, "phrase": phrase, "titles": len(postings.word("title", "report").numbers)}


def test_parts_made_by_several_processes_are_the_same_as_all_at_once(tmp_path: Path) -> None:
    for name in ("whole", "parts"):
        (tmp_path / name).mkdir()
    whole = build(tmp_path / "whole", REPORTS, workers=1)
    parts = build(tmp_path / "parts", REPORTS, workers=2, part=5)
    assert parts == whole
    assert held(tmp_path / "parts") == held(tmp_path / "whole")
    with Postings(tmp_path / "parts") as postings:
        assert postings.segments > 1
    assert Columns.empty().updated((), parts).rows == 18


def test_an_index_made_in_parts_can_be_searched_and_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_building.build, "__defaults__", (4,))
    shelf, index = Shelf(*REPORTS), WhooshIndex(tmp_path / "index", workers=2)
    index.rebuild(shelf)
    everyone = {one.id for one in REPORTS}
    assert index.search(SearchQuery("food"), everyone).total_passages == 9
    shelf.put(report("r4", "no more of it"))
    index.catch_up(shelf)
    assert index.search(SearchQuery("food"), everyone).total_passages == 8
    assert index.search(SearchQuery("gym cold"), everyone).total_passages == 8
    assert index.check() == []
    index.close()


def test_nothing_is_seen_when_a_process_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(whoosh_building.PostingsWriter, "join", failing)
    with pytest.raises(OSError, match="no space"):
        build(tmp_path, REPORTS, workers=2, part=5)
    with Postings(tmp_path) as postings:
        assert len(postings.load_keys()) == 0

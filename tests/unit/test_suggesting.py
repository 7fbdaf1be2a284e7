"""Adding files: each is told with what it may belong, of all that was there and all that came before it in the run."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from compendium import pipeline
from compendium.model.intake import Outcome
from compendium.model.relation import RelationKind
from tests.support.pdfs import paragraph, write_pdf
from tests.unit.test_pipeline import Desk

TEXT = " ".join(f"Kettle {at} of wing {at * 7} was mended after {at * 3} weeks." for at in range(30))
OTHER = " ".join(f"Nobody on landing {at} had been told of visit number {at * 5} at all." for at in range(30))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(tmp_path / "library")
    monkeypatch.setattr(pipeline, "in_attempts", desk.in_attempts)
    with closing(desk.catalogue):
        yield desk


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files with nearly the same words, and one with others."""
    texts = {"a.pdf": TEXT, "b.pdf": f"{TEXT} And then it broke.", "c.pdf": OTHER}
    return [write_pdf(tmp_path / name, [paragraph(text)]) for name, text in texts.items()]


def suggested(outcomes: list[Outcome]) -> dict[str, list[str]]:
    reports = {outcome.report: Path(outcome.path).name for outcome in outcomes}
    return {
        reports[outcome.report]: [reports.get(found.other, found.other) for found in outcome.relations]
        for outcome in outcomes
    }


def test_a_file_is_compared_with_those_before_it_in_the_same_run(desk: Desk, files: list[Path]) -> None:
    found = suggested(desk.add(*files))
    assert found.pop("c.pdf") == []
    assert sorted(found.values()) == [[], [next(name for name, others in found.items() if not others)]]


def test_a_file_is_compared_with_what_was_there(desk: Desk, files: list[Path]) -> None:
    (first,) = desk.add(files[0])
    (outcome,) = desk.add(files[1])
    (relation,) = outcome.relations
    assert (relation.report, relation.other) == (outcome.report, first.report)
    assert relation.kind is RelationKind.NEAR_DUPLICATE


def test_what_a_sheet_links_in_the_same_run_is_not_suggested(desk: Desk, files: list[Path]) -> None:
    sheet = {"a.pdf": {"study": "kettles"}, "b.pdf": {"study": "kettles"}}
    assert set(map(tuple, suggested(desk.add(*files, sheet=sheet)).values())) == {()}


def test_a_file_read_again_is_told_again_unless_linked(desk: Desk, files: list[Path]) -> None:
    one, other = (outcome.report or "" for outcome in desk.add(*files[:2]))

    def again() -> list[str]:
        (outcome,) = pipeline.reread([one], desk.catalogue, desk.index, desk.config, desk.catalogue.codebook())
        return [relation.other for relation in outcome.relations]

    assert again() == [other]
    desk.catalogue.decide(one, {"study": other}, "Ann")
    assert again() == []

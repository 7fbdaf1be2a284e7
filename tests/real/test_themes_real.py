"""Themes suggested by rule, held against labels by people who had not seen the rules: 300 passages drawn at random from
published reports.

`themes.json` holds the labels by passage id, without the text. Half of the passages were labelled by two people, of
whom one was more sparing with themes (kappa .86).
"""

import json
from pathlib import Path

import pytest

from compendium.errors import Refused
from compendium.ingest.read import read_file
from compendium.model.document import Passage
from compendium.tagging.codebook import seed
from compendium.tagging.rules import Tagger
from compendium.tagging.scores import Score, score

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "reports"
LABELS: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("themes.json").read_text(encoding="utf-8")
)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="the published reports are not here (../shared/data)"),
]


@pytest.fixture(scope="module")
def passages() -> dict[str, Passage]:
    """The labelled passages, by id."""
    wanted = {id for labels in LABELS.values() for id in labels}
    found = {}
    for path in sorted(DATA.rglob("*.pdf")):
        try:
            found |= {passage.id: passage for passage in read_file(path).passages if passage.id in wanted}
        except Refused:
            continue
    return found


@pytest.fixture(scope="module")
def scores(passages: dict[str, Passage]) -> dict[str, Score]:
    """How the rules agree with each set of labels, all themes together."""
    tagger = Tagger(seed())
    found = {}
    for name, labels in LABELS.items():
        here = {id: themes for id, themes in labels.items() if id in passages}
        # passages are known by their words: a reader that cuts otherwise has other ids, and the labels wait
        assert len(here) >= 0.9 * len(labels), f"{name}: {len(here)} of {len(labels)} passages are read as labelled"
        found[name] = score(tagger.tag(passages[id] for id in here), here).micro
        print(f"{name}: precision {found[name].precision:.3f}, recall {found[name].recall:.3f}, {found[name]}")
    return found


@pytest.mark.parametrize("name", ["same_passages_again", "other_passages"])
def test_three_of_four_suggestions_are_right(scores: dict[str, Score], name: str) -> None:
    assert scores[name].precision >= 0.75


def test_they_are_right_by_the_more_sparing_labels_too_all_passages_together(scores: dict[str, Score]) -> None:
    assert (scores["sparing"] + scores["other_passages"]).precision >= 0.75

"""Decisions on themes that have another id now: carried over once, logged, and what was said before is kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.model.report import Claimant
from compendium.model.search import OWNER
from compendium.model.theme import Codebook, Tag, Theme
from tests.unit.catalogue.making import prepared

PART, OTHER, WHOLE = (Theme(id, id.title(), "D") for id in ("part", "other", "whole"))
APART = Codebook("apart", (PART, OTHER, WHOLE))
RENAMED = Codebook("renamed", (Theme("new", "New", "D", former=("part",)), OTHER, WHOLE))
MERGED = Codebook("merged", (Theme("whole", "Whole", "D", former=("part", "other")),))


@pytest.fixture
def report(catalogue: Catalogue, tmp_path: Path) -> str:
    catalogue.put_codebook(APART, own=True, by="Ann")
    return catalogue.save(prepared(tmp_path, theme=None)).report or ""


@pytest.fixture
def passage(catalogue: Catalogue, report: str) -> str:
    return catalogue.passages(report, OWNER)[0][0].id


def decisions(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """Value and person by field, of the decisions on the first passage."""
    with closing(sqlite3.connect(catalogue.home / "catalogue.db")) as database:
        rows = database.execute("SELECT field, value, by FROM decision WHERE passage != '' ORDER BY field")
        return {field.removeprefix("was-"): (value, by) for field, value, by in rows}


def suggest(catalogue: Catalogue, report: str, passage: str, *themes: str) -> None:
    catalogue.retag(report, [Tag(passage, theme, Claimant.RULE) for theme in themes], APART.version)


def test_a_decision_follows_a_theme_to_its_new_id_and_keeps_who_said_it(
    catalogue: Catalogue, report: str, passage: str
) -> None:
    catalogue.decide_tag(passage, "part", True, "Ann")
    catalogue.decide_tag(passage, "other", False, "Ben")
    assert catalogue.put_codebook(RENAMED, own=True, by="Cas") == 1
    assert decisions(catalogue) == {
        "theme:new": ("accepted", "Ann"),
        "theme:other": ("rejected", "Ben"),
        "theme:part": ("accepted", "Ann"),
    }
    event = catalogue.audit(report)[-1]
    assert (event.by, event.action) == ("Cas", f"carried a decision over on {passage}")
    assert (event.before, event.after) == ({"theme:part": "accepted"}, {"theme:new": "accepted"})


def test_it_is_carried_once(catalogue: Catalogue, report: str, passage: str) -> None:
    catalogue.decide_tag(passage, "part", True, "Ann")
    catalogue.put_codebook(RENAMED, own=True, by="Cas")
    log, kept = catalogue.audit(report), decisions(catalogue)
    assert catalogue.put_codebook(Codebook("next", RENAMED.themes), own=True, by="Cas") == 0
    assert (catalogue.audit(report), decisions(catalogue)) == (log, kept)
    catalogue.decide_tag(passage, "new", False, "Ben")  # what is said later stays
    assert catalogue.put_codebook(Codebook("last", RENAMED.themes), own=True, by="Cas") == 0
    assert decisions(catalogue)["theme:new"] == ("rejected", "Ben")


def test_a_decision_follows_through_several_ids(catalogue: Catalogue, passage: str) -> None:
    catalogue.decide_tag(passage, "part", False, "Ann")
    catalogue.put_codebook(RENAMED, own=True, by="Cas")
    again = Codebook("again", (Theme("newest", "Newest", "D", former=("part", "new")), OTHER, WHOLE))
    assert catalogue.put_codebook(again, own=True, by="Cas") == 1
    assert decisions(catalogue)["theme:newest"] == ("rejected", "Ann")


@pytest.mark.parametrize("last", [True, False])
def test_it_is_the_last_word_that_follows(catalogue: Catalogue, passage: str, last: bool) -> None:
    catalogue.decide_tag(passage, "part", not last, "Ann")
    catalogue.put_codebook(RENAMED, own=True, by="Cas")
    catalogue.decide_tag(passage, "new", last, "Ben")
    again = Codebook("again", (Theme("newest", "Newest", "D", former=("part", "new")), OTHER, WHOLE))
    catalogue.put_codebook(again, own=True, by="Cas")
    assert decisions(catalogue)["theme:newest"] == ("accepted" if last else "rejected", "Ben")


def test_a_decision_follows_though_one_codebook_was_left_out(catalogue: Catalogue, passage: str) -> None:
    catalogue.decide_tag(passage, "part", True, "Ann")
    later = Codebook("later", (Theme("newest", "Newest", "D", former=("part", "new")),))
    assert catalogue.put_codebook(later, own=True, by="Cas") == 1
    assert decisions(catalogue)["theme:newest"] == ("accepted", "Ann")


def test_a_decision_that_waits_for_its_passage_is_carried_over_too(
    catalogue: Catalogue, report: str, passage: str, tmp_path: Path
) -> None:
    catalogue.decide_tag(passage, "part", True, "Ann")
    catalogue.save(prepared(tmp_path, theme=None, texts=("All is read otherwise.",)))
    catalogue.put_codebook(RENAMED, own=True, by="Cas")
    catalogue.save(prepared(tmp_path, theme=None))
    tags = {one.id: tags for one, tags in catalogue.passages(report, OWNER)}[passage]
    assert [(tag.theme, str(tag.status)) for tag in tags] == [("new", "accepted")]


# What was decided of the parts and of the whole, whether the whole was suggested, and what holds of the whole then.
MERGES = [
    ({"part": True}, False, "accepted"),
    ({"part": True}, True, "accepted"),
    ({"part": False}, False, "rejected"),
    ({"part": False}, True, None),
    ({"part": True, "other": False}, False, "accepted"),
    ({"part": False, "other": True}, False, "accepted"),
    ({"part": False, "other": False}, False, "rejected"),
    ({"part": False, "other": False}, True, None),
    ({"part": False, "whole": True}, True, "accepted"),
    ({"whole": True, "part": False}, False, "accepted"),
    ({"part": False, "whole": False}, True, "rejected"),
    ({"whole": False, "part": True}, True, "rejected"),
    ({"part": True, "other": True, "whole": True}, True, "accepted"),
]


@pytest.mark.parametrize(("said", "suggested", "holds"), MERGES)
def test_what_was_said_of_the_whole_stands_else_what_was_said_of_its_parts(
    catalogue: Catalogue, report: str, passage: str, said: dict[str, bool], suggested: bool, holds: str | None
) -> None:
    suggest(catalogue, report, passage, "part", "other", *(["whole"] if suggested else []))
    for theme, accepted in said.items():
        catalogue.decide_tag(passage, theme, accepted, "Ann")
    parts = said.keys() - {"whole"}
    assert catalogue.count_decided(["part", "other"]) == len(parts)
    assert catalogue.put_codebook(MERGED, own=True, by="Cas") == len(parts)
    kept = decisions(catalogue)
    assert (kept["theme:whole"][0] if "theme:whole" in kept else None) == holds
    for part in parts:
        assert kept[f"theme:{part}"] == ("accepted" if said[part] else "rejected", "Ann")
    logged = [event for event in catalogue.audit(report) if "carried" in event.action]
    assert len(logged) == len(parts)
    assert logged[-1].after["theme:whole"].startswith(holds or "suggested")


def test_what_a_person_said_of_the_whole_itself_is_not_forgotten(
    catalogue: Catalogue, report: str, passage: str
) -> None:
    """Ann read the passage for the whole and said no: that Ben accepted a part does not take her word away."""
    catalogue.decide_tag(passage, "part", True, "Ben")
    catalogue.decide_tag(passage, "whole", False, "Ann")
    catalogue.put_codebook(MERGED, own=True, by="Cas")
    assert ("rejected", "Ann") in decisions(catalogue).values()


def test_who_accepted_the_whole_first_is_still_who_did(catalogue: Catalogue, passage: str) -> None:
    catalogue.decide_tag(passage, "whole", True, "Ann")
    catalogue.decide_tag(passage, "part", True, "Ben")
    catalogue.put_codebook(MERGED, own=True, by="Cas")
    assert ("accepted", "Ann") in decisions(catalogue).values()


def test_a_word_on_an_old_id_said_from_an_old_page_is_carried_over_too(catalogue: Catalogue, passage: str) -> None:
    """A page that was open when the theme was renamed still names the old id. What is said there must not be lost, nor
    stop the next change of the codebook."""
    catalogue.decide_tag(passage, "part", False, "Ann")
    catalogue.put_codebook(RENAMED, own=True, by="Cas")
    catalogue.decide_tag(passage, "part", True, "Ann")
    catalogue.put_codebook(Codebook("next", RENAMED.themes), own=True, by="Cas")
    assert decisions(catalogue)["theme:new"] == ("accepted", "Ann")


def test_themes_merged_parted_and_merged_again_keep_what_was_said(
    catalogue: Catalogue, report: str, passage: str
) -> None:
    suggest(catalogue, report, passage, "part", "whole")
    catalogue.decide_tag(passage, "part", False, "Ann")
    catalogue.put_codebook(MERGED, own=True, by="Cas")
    catalogue.put_codebook(APART, own=True, by="Cas")
    catalogue.decide_tag(passage, "part", False, "Ben")
    catalogue.put_codebook(MERGED, own=True, by="Cas")
    assert decisions(catalogue)["theme:part"] == ("rejected", "Ben")
    assert {review.by for review in catalogue.reviews()} == {"Ann", "Ben"}


def test_what_was_rejected_is_rejected_again_when_a_merge_is_taken_back(
    catalogue: Catalogue, report: str, passage: str
) -> None:
    catalogue.decide_tag(passage, "part", False, "Ann")
    catalogue.put_codebook(MERGED, own=True, by="Cas")
    catalogue.put_codebook(APART, own=True, by="Cas")
    suggest(catalogue, report, passage, "part")
    assert "part" not in {tag.theme for tag in catalogue.passages(report, OWNER)[0][1]}

"""The data files: complete, consistent, and readable by what relies on them."""

import re
from typing import Any

import pytest

from compendium import data

SETTINGS = {"prison", "probation", "approved-premises", "youth-custody", "police-custody", "community"}
POPULATIONS = {
    "women", "young-adults", "children", "older", "minority-ethnic", "foreign-national", "disabled", "neurodivergent",
    "life-and-ipp", "remand", "veterans", "families", "care-leavers", "lgbt",
}  # fmt: skip
METHODS = {
    "interview", "focus-group", "survey", "peer-research", "forum", "panel", "workshop", "letters", "council",
    "case-review", "observation",
}  # fmt: skip


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def test_a_table_is_read_once() -> None:
    assert data.table("vocabulary") is data.table("vocabulary")


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        data.table("no-such-table")


@pytest.mark.parametrize(
    ("group", "wanted"), [("settings", SETTINGS), ("populations", POPULATIONS), ("methods", METHODS)]
)
def test_vocabulary_holds_the_agreed_ids_each_with_label_and_phrases(group: str, wanted: set[str]) -> None:
    values = data.table("vocabulary")[group]
    assert wanted <= set(values)
    for name, value in values.items():
        assert re.fullmatch(r"[a-z0-9-]+", name)
        assert value["label"].strip()
        assert value["phrases"], name
        assert len(value["phrases"]) == len({phrase.lower() for phrase in value["phrases"]}), name


def test_vocabulary_labels_tell_values_apart() -> None:
    for group, values in data.table("vocabulary").items():
        assert len({value["label"] for value in values.values()}) == len(values), group


def test_staff_are_no_population() -> None:
    assert "staff" not in data.table("vocabulary")["populations"]


def test_names_of_organisations_are_unique() -> None:
    rows = data.table("organisations")["organisation"]
    assert len(names(rows)) == len(set(names(rows)))


def test_no_alias_repeats_a_name_of_another_organisation() -> None:
    rows = data.table("organisations")["organisation"]
    known = set(names(rows))
    for row in rows:
        assert not known & {*row.get("aliases", ()), *row.get("former", ())} - {row["name"]}, row["name"]


def test_organisations_hold_the_publishers_of_this_field() -> None:
    rows = {row["name"]: row for row in data.table("organisations")["organisation"]}
    assert {"HM Inspectorate of Prisons", "HM Inspectorate of Probation", "User Voice", "Prison Reform Trust"} <= set(
        rows
    )
    assert "National Offender Management Service" in rows["HM Prison and Probation Service"]["former"]
    assert rows["Unlock"]["also_word"]
    assert all(row["kind"] for row in rows.values())

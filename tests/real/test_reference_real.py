"""Our tables of prisons and regions, compared with lists of public bodies that are not part of this repository."""

import csv
import re
from pathlib import Path

import pytest

from compendium.data import table
from compendium.ingest.describe.places import places_in

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "reference"
NO_ESTABLISHMENT = {"Foreign Prison", "Ghost Holding Establishment"}
PRISONS = {entry["id"]: entry for entry in table("prisons")["prison"]}

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not REFERENCE.is_dir(), reason="the lists to compare with are not here (../shared/data/reference)"
    ),
]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a reference list."""
    with (REFERENCE / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t" if name.endswith(".tsv") else ","))


def known(name: str) -> str | None:
    """The id of the one prison that this is the whole name of."""
    found = places_in(f"HMP {name}")
    whole = len(found) == 1 and found[0].end == len(f"HMP {name}")
    return found[0].id if whole else None


def test_every_active_establishment_is_known_by_name() -> None:
    active = [row for row in rows("prisons.csv") if row["active"] == "True"]
    unknown = [row["name"] for row in active if not known(row["short_name"])]
    print(f"active establishments: {len(active) - len(unknown)} of {len(active)} known; not known: {unknown}")
    assert len(active) > 100
    assert unknown == []


def test_every_active_establishment_has_our_country_and_is_in_use() -> None:
    for row in rows("prisons.csv"):
        entry = PRISONS.get(known(row["short_name"]) or "", {})
        if row["active"] == "True":
            assert entry["country"] == row["country"].lower(), row["name"]
            assert "closed" not in entry, row["name"]


def test_who_is_held_agrees() -> None:
    held: dict[str, set[str]] = {}
    for row in rows("prisons.csv"):
        place = known(row["short_name"])
        if place and row["active"] == "True":
            held.setdefault(place, set()).update(sex for sex in ("male", "female") if row[sex] == "True")
    words = {"men": {"male"}, "women": {"female"}, "both": {"male", "female"}}
    other = {place for place, sexes in held.items() if sexes and words[PRISONS[place]["holds"]] != sexes}
    print(f"who is held: {len(held) - len(other)} of {len(held)} as in the list; otherwise: {sorted(other)}")
    assert other == set()


def test_welsh_names_are_known() -> None:
    welsh = [row for row in rows("prisons.csv") if row["welsh_name"]]
    assert len(welsh) >= 6
    for row in welsh:
        assert [place.id for place in places_in(row["welsh_name"])] == [known(row["short_name"])], row["welsh_name"]


def test_former_prisons_are_known_as_former() -> None:
    former = rows("symroe_former_prisons.tsv")
    unknown = [row["name"] for row in former if not known(row["name"])]
    print(f"former prisons: {len(former) - len(unknown)} of {len(former)} known; not known: {unknown}")
    assert unknown == []
    for row in former:
        closed = PRISONS[str(known(row["name"]))]["closed"]
        assert abs(closed - int(row["end-date"][:4])) <= 1, row["name"]


def test_names_of_inspection_pages_are_found() -> None:
    names = [row["hmi"] for row in rows("symroe_hmi_page_names.tsv")]
    english = [name for name in names if re.match(r"HM(?:P|YOI)", name)]
    unknown = [name for name in english if not places_in(name)]
    print(f"names of inspection pages: {len(english) - len(unknown)} of {len(english)} hold a known prison")
    assert unknown == []


def test_every_region_is_known() -> None:
    names = [row["name"] for row in rows("probation_regions.csv")]
    found = {name: [place.id for place in places_in(f"the {name} probation region")] for name in names}
    assert len(names) == len({ids[0] for ids in found.values() if len(ids) == 1}) == len(table("regions")["region"])

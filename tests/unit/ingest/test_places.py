"""Prisons and probation regions in a text: what is named, and the towns, persons and words that only look like it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.data import table
from compendium.ingest.describe.places import places_in, prefixed_names

WORDINGS = Path(__file__).parents[3] / "benchmarks" / "description" / "wordings" / "places.jsonl"
PRISONS = table("prisons")["prison"]
REGIONS = table("regions")["region"]


def named(text: str, *near: str) -> list[str]:
    """The ids of the places named, in order, each once."""
    return list(dict.fromkeys(place.id for place in places_in(text, near=frozenset(near))))


# ---- the wordings -------------------------------------------------------------------------------------------------


def test_wordings() -> None:
    """Invented sentences: the `first` set was written before the rules, the others after, each before it was run."""
    rows = [json.loads(line) for line in WORDINGS.read_text(encoding="utf-8").splitlines()]
    right = found = wanted = 0
    for row in rows:
        ids, truth = set(named(row["text"], *row.get("near", ()))), set(row["places"])
        right, found, wanted = right + len(ids & truth), found + len(ids), wanted + len(truth)
        if ids != truth:
            print(f"{row['text']}\n    found {sorted(ids)}, truth {sorted(truth)}")
    print(f"places in {len(rows)} wordings: precision {right / found:.3f}, recall {right / wanted:.3f}")
    assert len(rows) >= 80
    assert right / found >= 0.95
    assert right / wanted >= 0.95


def test_the_wordings_name_known_places_only() -> None:
    known = {entry["id"] for entry in (*PRISONS, *REGIONS)}
    rows = [json.loads(line) for line in WORDINGS.read_text(encoding="utf-8").splitlines()]
    assert {place for row in rows for place in row["places"]} <= known


# ---- prisons ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", PRISONS, ids=lambda entry: str(entry["id"]))
def test_every_prison_is_known_by_each_of_its_names(entry: dict[str, str | list[str]]) -> None:
    for name in (entry["name"], *entry.get("aliases", ()), *entry.get("unmistakable", ())):
        for before in ("HMP", "HMYOI", "HMP/YOI", "HMP & YOI", "HM Prison", "Her Majesty’s Prison", "hmp", "IRC"):
            assert named(f"We visited {before} {name} twice.") == [entry["id"]], name
        assert named(f"WE VISITED HMP {str(name).upper()}.") == [entry["id"]], name


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("HM Prison and Young Offender Institution Hindley", ["hindley"]),
        ("Feltham (HMYOI)", ["feltham"]),
        ("HMP\nLong\nLartin", ["long-lartin"]),
        ("HMP The Mount and HMP Verne", ["the-mount", "the-verne"]),
        ("HMP Lancaster Farms replaced HMP Lancaster Castle.", ["lancaster-farms", "lancaster-castle"]),
        ("HMP Hewell Grange, HMP Hewell", ["hewell-grange", "hewell"]),
        ("Yarl's Wood IRC and Yarl’s Wood", ["yarls-wood"]),
        ("Carchar Caerdydd, CEM Brynbuga a STI y Parc", ["cardiff", "usk", "parc"]),
        ("Aeth i Gaerdydd ac i Abertawe.", []),
        ("HMPs Fenmoor, Wrayholme and Leeds", ["leeds"]),
        ("HMP Fenmoor and Leeds were compared.", ["leeds"]),
        ("HMP Leeds, Fenmoor and Hull", ["leeds", "hull"]),
        ("HMP Leeds, the University and Hull", ["leeds"]),
        ("He was sent from HMP Leeds to Lincoln.", ["leeds", "lincoln"]),
        ("The bus goes past HMP Leeds to Lincoln.", ["leeds"]),
        ("Leeds prisons", []),
        ("prison leavers in Leeds", []),
        ("Leeds prison leavers met in a café.", []),
        ("HMP Ford Vale, HMP Leeds Bridge and Calder Marsh prison", []),
        ("Mrs Wakefield, Dr. Ford and Mr John Hewell", []),
    ],
)
def test_prisons(text: str, ids: list[str]) -> None:
    assert named(text) == ids


def test_a_bare_town_is_no_prison_whatever_the_town() -> None:
    for entry in PRISONS:
        if entry.get("also_word") == "town":
            name = entry["name"]
            text = f"The bus to {name} was late. {name} City Council met in {name}. {name} is a place like others."
            assert named(text) == [], name
            assert entry["id"] not in named(f"The University of {name} was closed."), name


def test_a_document_that_names_the_prison_makes_its_bare_name_count() -> None:
    text = "Leeds was noisy at night."
    assert named(text) == []
    assert named(text, "leeds") == ["leeds"]
    assert named("HMP Leeds is a local prison. " + text) == ["leeds"]
    assert len(places_in("HMP Leeds is a local prison. " + text)) == 2
    assert named("She was born in Leeds, near Leeds market.", "leeds") == []
    assert named("Send the form. Reading is good for you.", "send", "reading") == []
    assert named("Leeds was noisy at night.", "hull") == []


def test_the_span_is_the_name_alone() -> None:
    text = "HMP/YOI Low Newton, Probation Service – North East"
    assert [(text[p.start : p.end], p.kind) for p in places_in(text)] == [
        ("Low Newton", "prison"),
        ("North East", "region"),
    ]


# ---- regions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", REGIONS, ids=lambda entry: str(entry["id"]))
def test_every_region_needs_a_word_for_probation(entry: dict[str, str | list[str]]) -> None:
    for name in (entry["name"], str(entry["name"]).replace(" and ", " & ")):
        assert named(f"the {name} probation region") == [entry["id"]]
        assert named(f"Probation Service ({name})") == [entry["id"]]
        assert named(f"{name} Probation") == [entry["id"]]
        assert named(f"People across {name} told us that probation had changed.") == []
    for area in entry.get("crcs", ()):
        assert named(f"{area} CRC and {area} Community Rehabilitation Company") == [entry["id"]]
        assert named(f"The {area} area had many.") == []
    for area in entry.get("trusts", ()):
        assert named(f"{area} Probation Trust") == [entry["id"]]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("NPS London Division, NPS North West Division", ["london"]),
        ("National Probation Service, South West South Central Division", []),
        ("the London, Wales and North East probation regions", ["london", "wales", "north-east"]),
        ("the North-West probation region", ["north-west"]),
        ("North Wales Probation, South West London Probation", []),
        ("Humberside, Lincolnshire and North Yorkshire CRC", []),
        ("The Probation Service is short of staff. Wales is not.", []),
        ("London", []),
    ],
)
def test_regions(text: str, ids: list[str]) -> None:
    assert named(text) == ids


# ---- names that nobody knows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HMP Fenmoor’s kitchen", ("Fenmoor",)),
        ("HMPs Fenmoor, Wrayholme and Leeds", ("Fenmoor", "Wrayholme")),
        ("HMYOI Calder Marsh and HMP Fenmoor, HMP Fenmoor", ("Calder Marsh", "Fenmoor")),
        ("HMP Fenmoor Independent Monitoring Board", ("Fenmoor",)),
        ("HMP FENMOOR ANNUAL REPORT", ("FENMOOR",)),
        ("HMP The Marsh", ("The Marsh",)),
        ("HMP Stoke-under-Vale", ("Stoke-under-Vale",)),
        ("HMP Ford Vale is not HMP Ford.", ("Ford Vale",)),
        ("HMP Leeds, HMP Wetherby Keppel Unit, HMP The Mount", ()),
        ("HM Prison Service, YOI Rules, HMP Governors", ()),
        ("Fenmoor is a village.", ()),
    ],
)
def test_names_after_hmp_that_are_in_no_list(text: str, names: tuple[str, ...]) -> None:
    assert prefixed_names(text) == names


# ---- any text -----------------------------------------------------------------------------------------------------

_PIECES = ["HMP", "HMPs", "Leeds", "Ford", "Parc", "Belmarsh", "the", "The Mount", "and", ",", "prisons", "to", "from"]
_PIECES += [
    "Fenmoor",
    "Wales",
    "Probation Service",
    "CRC",
    "Essex",
    "moved",
    "at",
    "cells",
    ".",
    "\n",
    "Kent, Surrey & Sussex",
]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=30), st.sampled_from([" ", "", "\n"]))
def test_any_text(pieces: list[str], space: str) -> None:
    text = space.join(pieces)
    alone, near = places_in(text), places_in(text, near=frozenset({"leeds", "ford", "parc"}))
    assert all(0 <= place.start < place.end <= len(text) for place in near)
    assert all(re.search(re.escape(name), text) for name in prefixed_names(text) if "\n" not in text)
    assert set(alone) <= set(near)
    assert [place.start for place in near] == sorted(place.start for place in near)


def test_long_texts_take_no_longer_for_their_length() -> None:
    for text in ("HMP Leeds and ", "Leeds, ", "HMPs Xa, ", "Probation Service Wales and ", "at prisons ", "Aa "):
        places_in(text * 4000)
        prefixed_names(text * 4000)


# ---- the tables ---------------------------------------------------------------------------------------------------


def test_the_tables_hold_together() -> None:
    ids = [entry["id"] for entry in (*PRISONS, *REGIONS)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name) for name in ids)
    assert len(REGIONS) == 12
    prisons = {entry["id"]: entry for entry in PRISONS}
    for entry in PRISONS:
        assert entry["kind"] in {"prison", "yoi", "stc", "secure-school", "irc"}
        assert entry["country"] in {"england", "wales", "scotland", "northern-ireland"}
        assert entry.get("holds", "men") in {"men", "women", "both"}
        assert entry.get("also_word", "town") in {"town", "village", "name", "word"}
        assert entry.get("opened", 1800) <= entry.get("closed", 2100)
        assert "closed" in entry or "became" not in entry
        assert "closed" not in prisons.get(entry.get("became", ""), {})
        assert {*entry.get("members", ()), entry.get("became", entry["id"])} <= prisons.keys()


def test_no_two_prisons_share_a_name() -> None:
    names = [
        name.lower()
        for entry in PRISONS
        for name in (entry["name"], *entry.get("aliases", ()), *entry.get("unmistakable", ()))
    ]
    assert sorted(name for name in set(names) if names.count(name) > 1) in ([], ["sheppey cluster"])

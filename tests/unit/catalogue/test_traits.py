"""What reports are compared by, and that nobody is told of a report they may not see."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import NotFound
from compendium.ingest.signature import signature
from compendium.library import Library
from compendium.model.people import GroupKind
from compendium.model.relation import NO_SIGNATURE, Relation, RelationKind, Traits
from compendium.model.report import Claim, Claimant, Period
from compendium.model.search import OWNER, READER, Viewer
from tests.unit.catalogue.making import group, prepared

POLICY = Viewer("policy", frozenset({"policy"}))
TEXTS = tuple(f"{at} people said that kettle {at} of wing {at * 7} was mended." for at in range(40))


def saved(catalogue: Catalogue, folder: Path, name: str) -> str:
    """A report whose words are mostly those of all others made here."""
    made = prepared(folder, name, texts=(*TEXTS, name), groups=[group(GroupKind.LIVED_EXPERIENCE, 57)])
    return catalogue.save(replace(made, signature=signature(made.reading.passages))).report or ""


@pytest.fixture
def ids(catalogue: Catalogue, tmp_path: Path) -> dict[str, str]:
    """Two open reports, and others that are kept from readers."""
    names = ("one", "other", "draft", "withdrawn", "policy", "embargo")
    made = {name: saved(catalogue, tmp_path, f"{name}.pdf") for name in names}
    catalogue.decide(made["draft"], {"status": "draft"}, "Ann")
    catalogue.decide(made["withdrawn"], {"status": "withdrawn"}, "Ann")
    catalogue.decide(made["policy"], {"audience": "policy"}, "Ann")
    catalogue.decide(made["embargo"], {"not_before": "2999-01-01"}, "Ann")
    return made


def suggested(home: Path, viewer: Viewer, report: str) -> set[str]:
    with closing(Library.open(home, viewer)) as library:
        return {relation.other for relation in library.relations(report)}


def test_traits_are_the_values_shown_and_the_signature_kept(catalogue: Catalogue, tmp_path: Path) -> None:
    claims = (
        Claim("title", "Kettles", Claimant.RULE),
        Claim("organisation", "Second Bell", Claimant.RULE),
        Claim("fieldworker", "Wexcombe Listening Service", Claimant.RULE),
        Claim("commissioner", "Larkfield Justice Trust", Claimant.RULE),
        Claim("published", "2023-11", Claimant.RULE),
        Claim("fieldwork", "2022-09/2023-02", Claimant.RULE),
        Claim("place", "leeds", Claimant.RULE),
        Claim("language", "cy", Claimant.RULE),
    )
    groups = [group(GroupKind.LIVED_EXPERIENCE, 57), group(GroupKind.STAFF, 11), group(GroupKind.FAMILY, None)]
    made = replace(prepared(tmp_path, claims=claims, groups=groups), signature=b"kept")
    report = catalogue.save(made).report or ""
    catalogue.decide(report, {"title": "Hot water"}, "Ann")
    (found,) = catalogue.traits(OWNER)
    assert found == Traits(
        report=report,
        title="Hot water",
        organisations=frozenset({"Second Bell", "Wexcombe Listening Service", "Larkfield Justice Trust"}),
        published=date(2023, 11, 1),
        fieldwork=Period(date(2022, 9, 1), date(2023, 2, 28)),
        numbers=frozenset({57, 11}),
        sites=frozenset({"leeds"}),
        language="cy",
        study=report,
        replaces=None,
        signature=b"kept",
    )


def test_a_report_without_a_signature_has_traits_too(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.save(prepared(tmp_path))
    (found,) = catalogue.traits(OWNER)
    assert (found.signature, found.fieldwork, found.published) == (NO_SIGNATURE, None, None)


def test_some_reports_can_be_asked_for(catalogue: Catalogue, ids: dict[str, str]) -> None:
    asked = [ids["one"], ids["draft"], "0" * 12]
    assert {found.report for found in catalogue.traits(OWNER, asked)} == {ids["one"], ids["draft"]}
    assert {found.report for found in catalogue.traits(READER, asked)} == {ids["one"]}
    assert catalogue.traits(OWNER, []) == ()
    some = {found.report: found for found in catalogue.traits(OWNER, asked)}
    assert some.items() <= {found.report: found for found in catalogue.traits(OWNER)}.items()


def test_a_hidden_report_is_never_suggested(home: Path, catalogue: Catalogue, ids: dict[str, str]) -> None:
    assert suggested(home, READER, ids["one"]) == {ids["other"]}
    assert suggested(home, POLICY, ids["one"]) == {ids["other"], ids["policy"]}
    assert suggested(home, OWNER, ids["one"]) == set(ids.values()) - {ids["one"]}


def test_the_relations_of_a_hidden_report_are_refused_like_those_of_none(home: Path, ids: dict[str, str]) -> None:
    with closing(Library.open(home, READER)) as library:
        with pytest.raises(NotFound) as hidden:
            library.relations(ids["draft"])
        with pytest.raises(NotFound) as absent:
            library.relations("0" * 12)
    assert str(hidden.value).replace(ids["draft"], "") == str(absent.value).replace("0" * 12, "")


@pytest.fixture
def pair(catalogue: Catalogue, tmp_path: Path) -> Iterator[tuple[str, str]]:
    yield saved(catalogue, tmp_path, "one.pdf"), saved(catalogue, tmp_path, "other.pdf")


def people(home: Path) -> int:
    with closing(Library.open(home, OWNER)) as library:
        return library.totals().people.lived_experience


@pytest.mark.parametrize("kind", list(RelationKind))
def test_the_decision_suggested_makes_people_count_once_and_ends_the_suggestion(
    home: Path, catalogue: Catalogue, pair: tuple[str, str], kind: RelationKind
) -> None:
    one, other = pair
    assert suggested(home, OWNER, one) == {other}
    assert suggested(home, OWNER, other) == {one}
    assert people(home) == 114  # nothing is joined by itself
    report, change = Relation(kind, one, other, ()).decision
    catalogue.decide(report, dict([change.split("=")]), "Ann")
    assert people(home) == 57
    assert suggested(home, OWNER, one) == suggested(home, OWNER, other) == set()


def test_what_is_linked_by_way_of_a_third_report_is_linked(home: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    one, other, third = (saved(catalogue, tmp_path, f"{name}.pdf") for name in ("one", "other", "third"))
    catalogue.decide(one, {"study": other}, "Ann")
    catalogue.decide(third, {"replaces": other}, "Ann")
    assert suggested(home, OWNER, one) == set()

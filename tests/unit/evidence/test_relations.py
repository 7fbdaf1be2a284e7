"""Which reports are suggested as belonging together, and which are not."""

from dataclasses import replace
from datetime import date

import pytest

from compendium.evidence.relations import relations
from compendium.ingest.signature import signature
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.relation import RelationKind, Traits
from compendium.model.report import Period


def signed(words: list[str]) -> bytes:
    return signature([Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), (), " ".join(words))])


TEXT = [f"word{at % 389}x{at}" for at in range(3000)]
FULL = Traits(
    report="a",
    title="First nights",
    organisations=frozenset({"Second Bell"}),
    published=date(2023, 11, 1),
    fieldwork=Period(date(2022, 9, 1), date(2023, 2, 28)),
    numbers=frozenset({52, 21}),
    sites=frozenset({"Wrayholme", "Stonebeck"}),
    language="",
    length=60_000,
    study="a",
    replaces=None,
    signature=signed(TEXT),
)
OTHER = replace(
    FULL,
    report="b",
    study="b",
    title="Long days",
    published=date(2020, 1, 1),
    fieldwork=Period(date(2019, 1, 1), date(2019, 6, 30)),
    numbers=frozenset({214}),
    sites=frozenset({"Fenmoor"}),
    signature=signed([f"else{at}" for at in range(3000)]),
)


def kinds(one: Traits, other: Traits) -> list[RelationKind]:
    return [relation.kind for relation in relations(one, [other])]


def test_reports_with_nothing_in_common_but_their_publisher_are_not_suggested() -> None:
    assert kinds(FULL, OTHER) == []


def test_a_re_exported_file_is_nearly_the_same() -> None:
    again = replace(OTHER, title="First nights", published=date(2023, 11, 3), signature=signed(TEXT[:2950]))
    (relation,) = relations(FULL, [again])
    assert relation.kind is RelationKind.NEAR_DUPLICATE
    assert relation.alike > 0.9 and relation.why


def test_of_two_editions_the_later_is_the_newer() -> None:
    changed = [word if at % 20 else f"new{at}" for at, word in enumerate(TEXT)]
    newer = replace(OTHER, title="First nights: second edition", published=date(2025, 6, 1), signature=signed(changed))
    assert kinds(newer, FULL) == [RelationKind.NEWER_VERSION]
    assert kinds(FULL, newer) == [RelationKind.OLDER_VERSION]


def test_a_summary_is_known_by_its_words_or_its_title() -> None:
    part = replace(OTHER, length=15_000, signature=signed(TEXT[:800]))
    assert kinds(FULL, part) == [RelationKind.SUMMARY]
    titled = replace(OTHER, title="First nights: a summary", length=9_000)
    assert kinds(titled, FULL) == [RelationKind.SUMMARY]


def test_a_translation_has_other_words_and_the_same_numbers() -> None:
    welsh = replace(OTHER, title="Nosweithiau cyntaf", language="cy", numbers=FULL.numbers, published=FULL.published)
    assert kinds(FULL, welsh) == [RelationKind.TRANSLATION]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"numbers": FULL.numbers}, []),  # the same numbers, but heard at other times
        ({"numbers": FULL.numbers, "fieldwork": None}, [RelationKind.COMPANION]),
        ({"numbers": frozenset({9, 52}), "fieldwork": FULL.fieldwork}, [RelationKind.COMPANION]),
        ({"numbers": frozenset({9}), "fieldwork": FULL.fieldwork}, []),
        ({"sites": FULL.sites, "fieldwork": FULL.fieldwork}, [RelationKind.COMPANION]),
        ({"sites": FULL.sites, "fieldwork": FULL.fieldwork, "organisations": frozenset({"Others"})}, []),
    ],
)
def test_companions_are_on_the_same_fieldwork(changes: dict[str, object], expected: list[RelationKind]) -> None:
    assert kinds(FULL, replace(OTHER, **changes)) == expected  # type: ignore[arg-type]


def test_what_a_person_linked_is_not_suggested_again() -> None:
    same = replace(OTHER, signature=FULL.signature)
    assert kinds(FULL, same)
    assert kinds(FULL, replace(same, study=FULL.study)) == []
    assert kinds(FULL, replace(same, replaces="a")) == []
    assert kinds(replace(FULL, replaces="b"), same) == []


def test_a_report_without_a_file_is_compared_by_what_is_known() -> None:
    listed = replace(FULL, report="c", study="c", signature=b"", length=0, sites=frozenset())
    assert kinds(FULL, listed) == [RelationKind.COMPANION]

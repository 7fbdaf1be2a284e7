"""Which reports are suggested as belonging together, and which are not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from compendium.evidence.relations import relations
from compendium.ingest.signature import signature
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.relation import NO_SIGNATURE, RelationKind, Traits
from compendium.model.report import Period


def signed(words: Iterable[str]) -> bytes:
    return signature([Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), (), " ".join(words))])


def changed(every: int) -> list[str]:
    """The text with one word in so many replaced."""
    return [word if at % every else f"new{at}" for at, word in enumerate(TEXT)]


TEXT = [f"word{at % 389}x{at}" for at in range(3000)]
ELSE = [f"else{at}" for at in range(3000)]
FIGURES = [f"{'abcdef'[at % 6]} {at * 7919 % 1000} {'people' * (at % 9)}" for at in range(90)]
LIKEWISE = [text.replace("people", "pobl") for text in FIGURES]
FULL = Traits(
    report="a",
    title="First nights",
    organisations=frozenset({"Second Bell"}),
    published=date(2023, 11, 1),
    fieldwork=Period(date(2022, 9, 1), date(2023, 2, 28)),
    numbers=frozenset({52, 21}),
    sites=frozenset({"Wrayholme", "Stonebeck"}),
    language="",
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
    signature=signed(ELSE),
)
UNREAD = replace(
    OTHER,
    title="Untitled",
    organisations=frozenset(),
    published=None,
    fieldwork=None,
    numbers=frozenset(),
    sites=frozenset(),
)
"""What is known of a report whose cover could not be read."""


def kinds(one: Traits, *others: Traits) -> list[RelationKind]:
    return [relation.kind for relation in relations(one, others)]


def test_reports_with_nothing_in_common_but_their_publisher_are_not_suggested() -> None:
    assert kinds(FULL, OTHER) == []


def test_a_re_exported_file_is_nearly_the_same_and_says_why() -> None:
    again = replace(OTHER, title="First nights", published=date(2023, 11, 3), signature=signed(TEXT[:2950]))
    (relation,) = relations(FULL, [again])
    assert relation.kind is RelationKind.NEAR_DUPLICATE
    assert relation.alike > 0.9
    assert relation.why[0] == "100% of their words are the same, in the same order."
    assert relation.decision == ("a", "study=b")


def test_one_word_in_ten_may_be_changed_though_the_cover_was_not_read() -> None:
    assert kinds(FULL, replace(UNREAD, signature=signed(changed(10)))) == [RelationKind.NEAR_DUPLICATE]


def test_of_two_editions_the_later_is_the_newer() -> None:
    newer = replace(
        OTHER, title="First nights: second edition", published=date(2025, 6, 1), signature=signed(changed(20))
    )
    (one,), (other,) = relations(newer, [FULL]), relations(FULL, [newer])
    assert (one.kind, other.kind) == (RelationKind.NEWER_VERSION, RelationKind.OLDER_VERSION)
    assert one.decision == other.decision == ("b", "replaces=a")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),  # a title that goes on is not enough
        ({"signature": signed([*TEXT[:700], *ELSE])}, [RelationKind.NEWER_VERSION]),  # nor the words alone
        ({"signature": signed([*TEXT[:700], *ELSE]), "title": "Second nights"}, []),
        ({"signature": signed([*TEXT[:700], *ELSE]), "organisations": frozenset({"Others"})}, []),
        ({"signature": signed([*TEXT[:700], *ELSE]), "fieldwork": OTHER.fieldwork}, []),
    ],
)
def test_two_years_on_is_an_edition_only_where_the_same_fieldwork_is_told_in_part_in_the_same_words(
    changes: dict[str, object], expected: list[RelationKind]
) -> None:
    later = replace(FULL, report="b", study="b", title="First nights: two years on", published=date(2025, 11, 1))
    different = replace(later, numbers=frozenset({977}), sites=frozenset(), signature=OTHER.signature)
    assert kinds(replace(different, **changes), FULL) == expected  # type: ignore[arg-type]


def test_the_next_report_of_a_series_is_no_version() -> None:
    """One title, one maker, a quarter of the words from the same mould; but other people, later."""
    later = Period(date(2024, 9, 1), date(2025, 2, 28))
    following = replace(OTHER, title=FULL.title, fieldwork=later, signature=signed([*TEXT[:750], *ELSE[:2250]]))
    assert kinds(FULL, following) == []


def test_what_stands_in_a_longer_report_is_a_part_of_it() -> None:
    part = replace(UNREAD, signature=signed(TEXT[:800]))
    (relation,) = relations(FULL, [part])
    assert relation.kind is RelationKind.SUMMARY
    assert "of the words of the shorter one stand in the longer one" in relation.why[0]


def test_a_short_report_half_of_which_is_quoted_is_no_part() -> None:
    half = replace(OTHER, numbers=FULL.numbers, fieldwork=FULL.fieldwork, signature=signed([*TEXT[:500], *ELSE[:500]]))
    assert kinds(FULL, replace(half, organisations=frozenset({"Others"}))) == []
    assert kinds(FULL, half) == [RelationKind.COMPANION]


def test_a_leaflet_that_quotes_a_few_sentences_is_no_part() -> None:
    long = replace(FULL, signature=signed(f"{word}{at}" for at in range(20) for word in TEXT))
    leaflet = replace(UNREAD, signature=signed([*(f"{word}0" for word in TEXT[:40]), *ELSE[:60]]))
    assert kinds(leaflet, long) == []


@pytest.mark.parametrize(
    "title",
    [
        "First nights: a summary for practitioners",
        "Summary of First nights",
        "First Nights – easy read",
        "First nights (young people’s version)",
        "Executive summary: First nights",
    ],
)
def test_a_summary_in_its_own_words_is_known_by_its_title(title: str) -> None:
    summary = replace(OTHER, title=title, published=date(2024, 3, 1), fieldwork=None, numbers=frozenset({52}))
    (relation,) = relations(summary, [FULL])
    assert relation.kind is RelationKind.SUMMARY
    assert relation.why[0].startswith(f"By their titles, “{title}” is a summary of “First nights”")


@pytest.mark.parametrize(
    "changes",
    [
        {"organisations": frozenset({"Others"})},
        {"title": "Long days: a summary"},
        {"fieldwork": OTHER.fieldwork},
        {"published": date(2030, 1, 1)},
        {"numbers": frozenset({977})},
    ],
)
def test_a_title_is_not_enough_where_something_speaks_against_it(changes: dict[str, object]) -> None:
    summary = replace(FULL, report="b", study="b", title="First nights: a summary", signature=OTHER.signature)
    assert kinds(replace(summary, fieldwork=None, numbers=frozenset()), FULL) == [RelationKind.SUMMARY]
    against = replace(summary, **{"fieldwork": None, "numbers": frozenset(), **changes})  # type: ignore[arg-type]
    assert kinds(against, FULL) == []


def test_the_summary_of_another_part_of_a_series_is_not_suggested() -> None:
    food, work = replace(FULL, title="Inside: food"), replace(OTHER, title="Inside: work: a summary", fieldwork=None)
    assert kinds(food, replace(work, numbers=frozenset())) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"numbers": FULL.numbers}, [RelationKind.TRANSLATION]),
        ({"numbers": FULL.numbers, "language": ""}, [RelationKind.COMPANION]),
        ({"numbers": frozenset()}, []),
        ({"numbers": frozenset(), "signature": signed(LIKEWISE)}, [RelationKind.TRANSLATION]),
        ({"numbers": FULL.numbers, "published": date(2026, 1, 1)}, [RelationKind.COMPANION]),
        ({"numbers": FULL.numbers, "organisations": frozenset({"Others"})}, []),
        ({"numbers": FULL.numbers, "signature": signed(LIKEWISE[:40])}, [RelationKind.COMPANION]),
    ],
)
def test_a_translation_has_other_words_and_the_same_numbers(
    changes: dict[str, object], expected: list[RelationKind]
) -> None:
    full = replace(FULL, signature=signed(FIGURES))
    welsh = replace(FULL, report="b", study="b", title="Nosweithiau cyntaf", language="cy", sites=frozenset())
    plain = replace(welsh, numbers=frozenset(), signature=signed(LIKEWISE[::-1]))
    assert kinds(full, replace(plain, **changes)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"numbers": FULL.numbers}, []),  # the same numbers, but heard at other times
        ({"numbers": FULL.numbers, "fieldwork": None}, [RelationKind.COMPANION]),
        ({"numbers": frozenset({9, 52}), "fieldwork": FULL.fieldwork}, [RelationKind.COMPANION]),
        ({"numbers": frozenset({9, 52}), "fieldwork": None}, []),  # one number alone, and nothing else
        ({"numbers": frozenset({9}), "fieldwork": FULL.fieldwork}, []),
        ({"sites": FULL.sites, "fieldwork": FULL.fieldwork}, []),  # the same places, other people
        ({"sites": FULL.sites, "fieldwork": FULL.fieldwork, "numbers": frozenset()}, [RelationKind.COMPANION]),
        ({"sites": frozenset({"Stonebeck"}), "fieldwork": FULL.fieldwork, "numbers": frozenset()}, []),
        ({"sites": FULL.sites, "numbers": frozenset()}, []),
        ({"numbers": FULL.numbers, "fieldwork": FULL.fieldwork, "organisations": frozenset({"Others"})}, []),
    ],
)
def test_companions_are_on_the_same_fieldwork(changes: dict[str, object], expected: list[RelationKind]) -> None:
    assert kinds(FULL, replace(OTHER, **changes)) == expected  # type: ignore[arg-type]


def test_a_companion_says_what_they_share() -> None:
    companion = replace(FULL, report="b", study="b", title="Long days", signature=OTHER.signature)
    (relation,) = relations(FULL, [companion])
    assert relation.why == (
        "Second Bell had a part in both.",
        "Both say that 52 and 21 people were heard.",
        "Both name Stonebeck, Wrayholme.",
        "People were heard at the same time, from September 2022 on.",
    )


def test_what_a_person_linked_is_not_suggested_again() -> None:
    same = replace(OTHER, signature=FULL.signature)
    assert kinds(FULL, same)
    assert kinds(FULL, replace(same, study=FULL.study)) == []
    assert kinds(FULL, replace(same, replaces="a")) == []
    assert kinds(replace(FULL, replaces="b"), same) == []
    assert kinds(FULL, FULL) == []


def test_a_report_without_a_file_is_compared_by_what_is_known() -> None:
    listed = replace(FULL, report="c", study="c", signature=NO_SIGNATURE, sites=frozenset())
    assert kinds(FULL, listed) == [RelationKind.COMPANION]
    assert kinds(FULL, replace(listed, title="First nights: a summary")) == [RelationKind.SUMMARY]


def test_the_closest_come_first() -> None:
    companion = replace(FULL, report="c", study="c", title="Long days", signature=OTHER.signature)
    copy, near = (replace(FULL, report=name, study=name) for name in "de")
    near = replace(near, signature=signed(changed(20)))
    found = relations(FULL, [companion, near, copy])
    assert [relation.other for relation in found] == ["d", "e", "c"]

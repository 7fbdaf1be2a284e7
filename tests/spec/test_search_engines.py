"""What a reader may rely on when searching, whichever engine answers: each promise is kept by both."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.index.engine import SearchIndex
from compendium.index.memory import MemoryIndex
from compendium.index.parsing import parse
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.document import Account, PassageKind, Voice
from compendium.model.indexing import Found, IndexedReport
from compendium.model.report import Status
from compendium.model.search import SearchQuery, Sort
from tests.unit.index.made_up import Shelf, passage, report, retagged


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchIndex:
    if request.param == "memory":
        return MemoryIndex()
    index = WhooshIndex.open(tmp_path / "index")
    request.addfinalizer(index.close)
    return index


Ask = Callable[..., Found]


@pytest.fixture
def ask(engine: SearchIndex) -> Ask:
    """Puts reports on the engine's shelf and asks; every report is visible unless said otherwise."""

    def asking(
        reports: list[IndexedReport], text: str = "", /, *, visible: set[str] | None = None, **given: object
    ) -> Found:
        engine.rebuild(Shelf(*reports))
        return engine.search(SearchQuery(text, **given), {r.id for r in reports} if visible is None else visible)  # type: ignore[arg-type]

    return asking


def found_texts(found: Found, reports: list[IndexedReport]) -> set[str]:
    texts = {p.key: p.text for r in reports for p in r.passages}
    return {texts[key] for shown in found.shown for key, _ in shown.best}


# ---- which words match -----------------------------------------------------------------------------------------------

VISITS = [
    report("r1", "Family visits were cancelled at short notice.", "The visiting hall was cold.", "Food was cold."),
    report("r2", "My family could not afford the train.", "A prisoner’s letters arrived late."),
    report("r3", "The prison was built in 1850.", "Prisoners said the gym was closed."),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("visit", {"Family visits were cancelled at short notice.", "The visiting hall was cold."}),
        ("FAMILY visits", {"Family visits were cancelled at short notice."}),
        ("prison", {"The prison was built in 1850."}),
        ("prisoner", {"A prisoner’s letters arrived late.", "Prisoners said the gym was closed."}),
        ("prisoner's", {"A prisoner’s letters arrived late.", "Prisoners said the gym was closed."}),
        ("cold -food", {"The visiting hall was cold."}),
        ("cold NOT food", {"The visiting hall was cold."}),
        ("gym OR letters", {"A prisoner’s letters arrived late.", "Prisoners said the gym was closed."}),
        ("cold AND hall", {"The visiting hall was cold."}),
        ('"was cold"', {"The visiting hall was cold.", "Food was cold."}),
        ("“the gym was closed”", {"Prisoners said the gym was closed."}),
        ('"closed gym"', set()),
        ("zebra", set()),
    ],
)
def test_words_phrases_and_operators_find_what_they_say(ask: Ask, text: str, expected: set[str]) -> None:
    found = ask(VISITS, text)
    assert found_texts(found, VISITS) == expected
    assert found.total_passages == len(expected)


def test_exact_takes_words_in_the_form_given(ask: Ask) -> None:
    assert found_texts(ask(VISITS, "visits", exact=True), VISITS) == {"Family visits were cancelled at short notice."}


def test_when_no_passage_holds_all_words_those_with_any_are_shown_and_it_is_told(ask: Ask) -> None:
    found = ask(VISITS, "gym letters")
    assert found.total_passages == 2
    assert found.told == ("No passage holds all of these words: gym, letters. Passages holding any of them are shown.",)


def test_a_filter_never_widens_what_the_words_find(ask: Ask) -> None:
    reports = [report("r1", "Food and gym", year=2020), report("r2", "Food", year=2021)]
    found = ask(reports, "food gym", years=frozenset({2021}))
    assert (found.total_passages, found.told) == (0, ())


def test_a_long_question_finds_any_of_its_words_and_shows_passages_with_all_first(ask: Ask) -> None:
    reports = [
        report("rare", "Healthcare. Healthcare. Healthcare."),
        report("all", "On the wing there is a queue for healthcare and for medication, said " + "somebody " * 60),
    ]
    found = ask(reports, "How long is the queue for healthcare and medication on the wing?")
    assert found.all_reports == ("all", "rare")
    assert found.told == ()


def test_a_heading_counts_as_words_of_its_passage(ask: Ask) -> None:
    reports = [report("r1", passage("We waited for hours.", heading="Healthcare > Queues"), "We slept.")]
    assert found_texts(ask(reports, "queues waited"), reports) == {"We waited for hours."}


def test_a_title_helps_words_along_but_does_not_make_every_passage_an_answer(ask: Ask) -> None:
    reports = [report("r1", "The food is cold.", "Visits are short.", title="Food in youth custody")]
    assert found_texts(ask(reports, "food"), reports) == {"The food is cold."}
    assert found_texts(ask(reports, "visits youth"), reports) == {"Visits are short."}


def test_words_that_stand_in_titles_only_find_those_reports_and_it_is_told(ask: Ask) -> None:
    reports = [report("r1", "Visits are short.", title="Doors that open"), report("r2", "The food is cold.")]
    found = ask(reports, "doors")
    assert found.all_reports == ("r1",)
    assert "title" in found.told[0]


@pytest.mark.parametrize("text", ["the of and", "***", '"', "AND", "- -", "()"])
def test_a_question_without_usable_words_finds_nothing_and_says_so(ask: Ask, text: str) -> None:
    assert ask(VISITS, text).total_passages == 0
    assert parse(text).ignored


# ---- filters and counts ----------------------------------------------------------------------------------------------

MIXED = [
    report(
        "r1",
        passage("One", voices=[Voice.LIVED_EXPERIENCE], themes=["visits", "food"], checked=["food"]),
        passage("Two", voices=[Voice.LIVED_EXPERIENCE, Voice.STAFF], kind=PassageKind.QUOTE),
        passage("Three", voices=[Voice.LIVED_EXPERIENCE, Voice.UNKNOWN], account=Account.OWN_WORDS),
        organisations=["Acorn", "Birch"],
        year=2023,
        settings=["prison", "probation"],
        populations=["women"],
        methods=["survey"],
    ),
    report("r2", passage("Four", voices=[Voice.STAFF], themes=["visits"]), organisations=["Birch"], year=2024),
    report("r3", passage("Five", voices=[Voice.FAMILY], checked=["visits"]), status=Status.DRAFT),
]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"themes": frozenset({"visits"})}, {"One", "Four", "Five"}),
        ({"themes": frozenset({"visits"}), "checked": True}, {"Five"}),
        ({"themes": frozenset({"food", "visits"}), "organisations": frozenset({"Acorn"})}, {"One"}),
        ({"organisations": frozenset({"Birch"})}, {"One", "Two", "Three", "Four"}),
        ({"years": frozenset({2023, 2024})}, {"One", "Two", "Three", "Four"}),
        ({"settings": frozenset({"probation"})}, {"One", "Two", "Three"}),
        ({"populations": frozenset({"women"}), "methods": frozenset({"survey"})}, {"One", "Two", "Three"}),
        ({"kinds": frozenset({PassageKind.QUOTE})}, {"Two"}),
        ({"accounts": frozenset({Account.OWN_WORDS})}, {"Three"}),
        ({"reports": frozenset({"r2", "r3"})}, {"Four", "Five"}),
        ({"statuses": frozenset({"draft"})}, {"Five"}),
        ({"themes": frozenset({"unheard-of"})}, set()),
    ],
)
def test_values_of_a_filter_are_alternatives_and_filters_all_hold(
    ask: Ask, filters: dict[str, object], expected: set[str]
) -> None:
    assert found_texts(ask(MIXED, **filters), MIXED) == expected


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ({Voice.LIVED_EXPERIENCE}, {"One"}),
        ({Voice.STAFF}, {"Two", "Four"}),
        ({Voice.UNKNOWN}, {"Three"}),
        ({Voice.LIVED_EXPERIENCE, Voice.STAFF}, {"One", "Two", "Four"}),
    ],
)
def test_a_passage_that_quotes_staff_or_someone_unknown_never_answers_as_lived_experience(
    ask: Ask, voices: set[Voice], expected: set[str]
) -> None:
    assert found_texts(ask(MIXED, voices=frozenset(voices)), MIXED) == expected


def test_counts_are_of_the_passages_that_answer(ask: Ask) -> None:
    facets = ask(MIXED).facets
    assert facets["theme"] == {"visits": 3, "food": 1}
    assert facets["organisation"] == {"Acorn": 3, "Birch": 4}
    assert facets["year"] == {"2023": 3, "2024": 1}
    assert facets["voice"] == {"lived-experience": 1, "staff": 2, "unknown": 1, "family": 1}
    assert facets["report"] == {"r1": 3, "r2": 1, "r3": 1}
    assert set(facets) == {
        *("theme", "organisation", "year", "fieldwork", "setting", "population", "method"),
        *("kind", "account", "voice", "report", "status"),
    }


def test_counts_of_themes_are_of_checked_tags_when_only_those_are_wanted(ask: Ask) -> None:
    assert ask(MIXED, checked=True).facets["theme"] == {"food": 1, "visits": 1}


def test_every_count_equals_the_list_that_its_filter_gives(ask: Ask, engine: SearchIndex) -> None:
    everyone = {r.id for r in MIXED}
    for value, number in ask(MIXED).facets["voice"].items():
        assert engine.search(SearchQuery(voices=frozenset({Voice(value)})), everyone).total_passages == number
    for value, number in ask(MIXED).facets["theme"].items():
        assert engine.search(SearchQuery(themes=frozenset({value})), everyone).total_passages == number


# ---- order and parts -------------------------------------------------------------------------------------------------


def test_a_report_that_speaks_more_of_the_words_comes_first(ask: Ask) -> None:
    reports = [
        report("little", "Food was served, and then the men went back to work on the wing and in the gardens."),
        report("much", "Food: the food was cold."),
        report("none", "Visits."),
    ]
    assert ask(reports, "food").all_reports == ("much", "little")


def test_a_passage_with_the_very_form_comes_before_one_with_another_form(ask: Ask) -> None:
    reports = [report("a", "They visit gladly"), report("b", "They visits gladly")]
    assert ask(reports, "visits").all_reports == ("b", "a")
    assert ask(reports, "visit").all_reports == ("a", "b")


def test_empty_text_lists_newest_reports_first_and_passages_in_reading_order(ask: Ask) -> None:
    reports = [report("old", "One", "Two", year=2019), report("undated", "Three"), report("new", "Four", year=2024)]
    found = ask(reports)
    assert found.all_reports == ("new", "old", "undated")
    assert [key for key, _ in found.shown[1].best] == [p.key for p in reports[0].passages]


def test_newest_first_when_asked_for(ask: Ask) -> None:
    reports = [report("old", "food food food", year=2019), report("new", "some food among other things", year=2024)]
    assert ask(reports, "food").all_reports == ("old", "new")
    assert ask(reports, "food", sort=Sort.NEWEST).all_reports == ("new", "old")


def test_a_page_of_results_is_a_part_and_the_totals_are_of_everything(ask: Ask) -> None:
    reports = [report(f"r{n}", "food", "food", "food", "food", year=2000 + n) for n in range(7)]
    found = ask(reports, "food", limit=3, offset=3)
    assert [shown.report for shown in found.shown] == ["r3", "r2", "r1"]
    assert (found.total_passages, len(found.all_reports)) == (28, 7)
    assert [(shown.total, len(shown.best)) for shown in found.shown] == [(4, 3)] * 3
    assert found.facets["report"]["r6"] == 4


def test_more_passages_a_report_can_be_asked_for_and_change_no_order(ask: Ask) -> None:
    reports = [report("r1", *["food and rest"] * 5), report("r2", "food", "food")]
    few, every = ask(reports, "food", passages=1), ask(reports, "food", passages=1000)
    assert [len(shown.best) for shown in few.shown] == [1, 1]
    assert sorted(len(shown.best) for shown in every.shown) == [2, 5]
    assert [(s.report, s.score) for s in few.shown] == [(s.report, s.score) for s in every.shown]


def test_reports_with_more_of_what_the_caller_counts_come_first_when_asked_for(engine: SearchIndex) -> None:
    reports = [report(f"r{n}", "food " * (5 - n)) for n in range(5)]
    engine.rebuild(Shelf(*reports))
    found = engine.search(SearchQuery("food", limit=2), {r.id for r in reports}, first={"r1": 3, "r3": 7})
    assert found.all_reports == ("r3", "r1", "r0", "r2", "r4")
    assert [shown.report for shown in found.shown] == ["r3", "r1"]


# ---- what a reader may not see ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["food", "", "food gym", '"the food"', "food -gym"])
def test_reports_out_of_sight_change_nothing_at_all(ask: Ask, text: str) -> None:
    seen = [report("r1", "The food was cold.", year=2020), report("r2", "Gym and food.", "Food.", year=2021)]
    unseen = [
        report("draft", *["The food and the gym"] * 9, year=2022, title="Food", status=Status.DRAFT),
        report("hidden", "gym " * 300),
    ]
    alone = ask(seen, text)
    among = ask([unseen[0], *seen, unseen[1]], text, visible={"r1", "r2"})
    assert replace(among, revision=0) == replace(alone, revision=0)


def test_nothing_is_found_by_someone_who_may_see_nothing(ask: Ask) -> None:
    found = ask(VISITS, "prison", visible=set())
    assert (found.total_passages, found.shown, found.told) == (0, (), ())
    assert not any(found.facets.values())


# ---- keeping up with the catalogue -----------------------------------------------------------------------------------


def test_an_index_keeps_up_with_new_changed_retagged_and_withdrawn_reports(engine: SearchIndex) -> None:
    first, second = report("r1", "Food was cold."), report("r2", "Visits were short.")
    shelf = Shelf(first, second)
    assert engine.revision == 0
    assert engine.catch_up(shelf) == engine.revision == 2

    def found(text: str = "", **filters: object) -> tuple[str, ...]:
        return engine.search(SearchQuery(text, **filters), {"r1", "r2", "r3"}).all_reports  # type: ignore[arg-type]

    shelf.put(report("r1", "Healthcare was slow."))
    shelf.retag(retagged(second, themes=["visits"]))
    shelf.put(report("r3", "Food was hot."))
    engine.catch_up(shelf)
    assert found("food") == ("r3",)
    assert found("healthcare") == ("r1",)
    assert found(themes=frozenset({"visits"})) == ("r2",)
    shelf.drop("r3")
    assert engine.catch_up(shelf) == engine.revision == 6
    assert found("food") == ()
    assert set(found()) == {"r1", "r2"}


def test_a_report_without_passages_is_no_trouble(ask: Ask) -> None:
    assert ask([report("link-only"), report("r1", "food")], "food").all_reports == ("r1",)


def test_a_library_without_reports_answers_with_nothing(ask: Ask) -> None:
    assert ask([], "food").total_passages == 0
    assert ask([]).total_passages == 0


def test_the_answer_tells_its_revision(ask: Ask) -> None:
    assert ask(VISITS, "food").revision == 3


def test_a_sound_index_has_nothing_wrong_with_it(engine: SearchIndex) -> None:
    engine.catch_up(Shelf(*VISITS))
    assert engine.check() == []

"""What people say who read passages: kept as it was said, and decided on, except by a second reading."""

from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import BadInput, NotFound
from compendium.model.document import Passage
from compendium.model.report import Claim, Claimant
from compendium.model.review import WHOLE, Answer, Review, Stream, Suggested
from compendium.model.search import OWNER
from compendium.model.theme import Codebook, Match, Tag, TagStatus, Theme
from tests.unit.catalogue.making import TEXTS, prepared

BOOK = Codebook("book", tuple(Theme(id, id.title(), "D") for id in ("food", "work", "family-contact", "home")))
YES, NO, UNSURE = Answer.ACCEPTED, Answer.REJECTED, Answer.UNSURE


@pytest.fixture
def report(catalogue: Catalogue, tmp_path: Path) -> str:
    claims = [Claim("organisation", "Prison Voices", Claimant.RULE)]
    catalogue.put_codebook(BOOK)
    return catalogue.save(prepared(tmp_path, claims=claims)).report or ""


@pytest.fixture
def ids(catalogue: Catalogue, report: str) -> list[str]:
    return [passage.id for passage, _ in catalogue.passages(report, OWNER)]


def statuses(catalogue: Catalogue, report: str) -> dict[str, dict[str, TagStatus]]:
    return {p.id: {tag.theme: tag.status for tag in tags} for p, tags in catalogue.passages(report, OWNER)}


def said(catalogue: Catalogue) -> list[tuple[str, str, str, Answer, Stream]]:
    return [(one.passage, one.theme, one.by, one.answer, one.stream) for one in catalogue.reviews()]


def test_answers_are_kept_and_decide(catalogue: Catalogue, report: str, ids: list[str]) -> None:
    revision = catalogue.revision()
    answers = {"family-contact": YES, "food": NO, "work": UNSURE}
    catalogue.review(ids[0], answers, by="Ann", stream=Stream.QUEUE)
    assert catalogue.revision() == revision + 1
    assert statuses(catalogue, report)[ids[0]] == {"family-contact": TagStatus.ACCEPTED}
    assert said(catalogue) == [
        (ids[0], "family-contact", "Ann", YES, Stream.QUEUE),
        (ids[0], "food", "Ann", NO, Stream.QUEUE),
        (ids[0], "work", "Ann", UNSURE, Stream.QUEUE),
    ]
    assert catalogue.decided_themes() == {"family-contact", "food"}
    events = [event for event in catalogue.audit(report) if "decided" in event.action]
    assert [event.after for event in events] == [{"theme:family-contact": "accepted"}, {"theme:food": "rejected"}]
    assert events[0].before == {"theme:family-contact": "suggested"}


def test_a_second_reading_is_kept_and_decides_nothing(catalogue: Catalogue, report: str, ids: list[str]) -> None:
    catalogue.review(ids[0], {"family-contact": YES, "food": NO}, whole=True, by="Ann", stream=Stream.QUEUE)
    before = statuses(catalogue, report)
    again = {"family-contact": NO, "food": YES, "work": YES}
    catalogue.review(ids[0], again, whole=True, by="Ben", stream=Stream.SECOND)
    assert statuses(catalogue, report) == before
    assert catalogue.decided_themes() == {"family-contact", "food"}
    assert {(theme, answer) for _, theme, by, answer, _ in said(catalogue) if by == "Ben"} == {
        ("family-contact", NO), ("food", YES), ("work", YES), (WHOLE, YES),
    }  # fmt: skip
    assert {(theme, answer) for _, theme, by, answer, _ in said(catalogue) if by == "Ann"} == {
        ("family-contact", YES), ("food", NO), (WHOLE, YES),
    }  # fmt: skip


def test_a_person_may_think_again_and_each_person_has_a_word(catalogue: Catalogue, report: str, ids: list[str]) -> None:
    catalogue.review(ids[0], {"food": YES}, by="Ann", stream=Stream.QUEUE)
    catalogue.review(ids[0], {"food": NO}, by="Ben", stream=Stream.QUEUE)
    assert statuses(catalogue, report)[ids[0]].get("food") is None
    catalogue.review(ids[0], {"food": YES}, by="Ben", stream=Stream.QUEUE)
    assert statuses(catalogue, report)[ids[0]]["food"] is TagStatus.ACCEPTED
    assert len(said(catalogue)) == 2


def test_to_be_unsure_decides_nothing_and_takes_nothing_back(catalogue: Catalogue, report: str, ids: list[str]) -> None:
    catalogue.review(ids[0], {"food": YES}, by="Ann", stream=Stream.RANDOM)
    catalogue.review(ids[0], {"food": UNSURE}, by="Ben", stream=Stream.RANDOM)
    assert statuses(catalogue, report)[ids[0]]["food"] is TagStatus.ACCEPTED
    [one] = catalogue.reviewed()
    assert (one.accepted, one.unsure) == ({"food"}, frozenset())


def test_a_word_on_a_tag_by_itself_is_an_answer_too(catalogue: Catalogue, ids: list[str]) -> None:
    catalogue.decide_tag(ids[1], "food", False, "Ann")
    [one] = catalogue.reviews()
    assert isinstance(one, Review)
    assert (one.passage, one.theme, one.answer, one.stream) == (ids[1], "food", NO, Stream.QUEUE)
    assert one.at.tzinfo is not None


def test_what_stands_of_a_passage_is_told_with_its_words(catalogue: Catalogue, report: str, ids: list[str]) -> None:
    catalogue.review(ids[0], {"family-contact": YES, "food": NO, "work": UNSURE}, by="Ann", stream=Stream.QUEUE)
    catalogue.review(ids[1], {}, whole=True, by="Ann", stream=Stream.RANDOM)
    found = {one.passage: one for one in catalogue.reviewed()}
    assert list(found) == sorted(ids[:2])
    one = found[ids[0]]
    assert (one.report, one.organisations, one.text) == (report, ("Prison Voices",), TEXTS[0])
    assert one.heading == ("Findings", "Keeping in touch")
    assert (one.accepted, one.rejected, one.unsure) == ({"family-contact"}, {"food"}, {"work"})
    assert (bool(one.looked), bool(found[ids[1]].looked), found[ids[1]].drawn) == (False, True, True)
    assert found[ids[1]].accepted == frozenset()


def test_passages_that_are_gone_are_not_told_of_and_their_answers_wait(
    catalogue: Catalogue, report: str, ids: list[str], tmp_path: Path
) -> None:
    catalogue.review(ids[0], {"family-contact": YES}, whole=True, by="Ann", stream=Stream.QUEUE)
    kept = catalogue.reviews()
    catalogue.save(prepared(tmp_path, texts=TEXTS[1:], theme=None))
    assert catalogue.reviewed() == ()
    assert catalogue.reviews() == kept
    catalogue.save(prepared(tmp_path, texts=reversed(TEXTS), theme=None))
    [one] = catalogue.reviewed()
    assert (one.passage, one.accepted, bool(one.looked)) == (ids[0], {"family-contact"}, True)
    assert statuses(catalogue, report)[ids[0]] == {"family-contact": TagStatus.ACCEPTED}


def test_what_is_open_is_told_with_its_score_and_what_is_decided_is_not(
    catalogue: Catalogue, report: str, ids: list[str]
) -> None:
    tags = [Tag(ids[0], "food", Claimant.RULE, score=0.75), Tag(ids[0], "work", Claimant.CLASSIFIER, score=0.6)]
    catalogue.retag(report, [*tags, Tag(ids[1], "food", Claimant.RULE, score=0.5)], "themes 1")
    catalogue.review(ids[0], {"food": NO}, by="Ann", stream=Stream.QUEUE)
    assert catalogue.suggested() == (
        Suggested(ids[0], report, {"work": 0.6}),
        Suggested(ids[1], report, {"food": 0.5}, ruled={"food": 0.5}),
        Suggested(ids[2], report, {}),
    )
    machine, decided = catalogue.suggestions(report)
    assert machine == {(ids[0], "work"), (ids[1], "food")}
    assert decided == {(ids[0], "food"): "rejected"}
    catalogue.withdraw(report, "Ann")
    assert catalogue.suggested() == ()


def test_what_machines_see_is_told_whatever_people_say(catalogue: Catalogue, report: str, ids: list[str]) -> None:
    catalogue.review(ids[0], {"family-contact": NO, "food": YES}, by="Ann", stream=Stream.QUEUE)
    assert catalogue.machine_themes(ids) == {ids[0]: {"family-contact"}}
    assert catalogue.machine_themes([]) == {}


def test_the_words_of_a_report_are_all_that_tagging_needs(catalogue: Catalogue, report: str) -> None:
    whole = [passage for passage, _ in catalogue.passages(report, OWNER)]
    words = catalogue.words(report)
    for field in ("id", "kind", "account", "heading", "text", "quotes", "repeats"):
        assert [getattr(one, field) for one in words] == [getattr(one, field) for one in whole]
    assert all(isinstance(one, Passage) and one.boxes == () for one in words)


def test_what_cannot_be_reviewed_is_refused_whole(catalogue: Catalogue, report: str) -> None:
    revision = catalogue.revision()
    with pytest.raises(NotFound, match="no passage"):
        catalogue.review(f"{report}-gone-1", {"food": YES}, by="Ann", stream=Stream.QUEUE)
    assert (catalogue.revision(), catalogue.reviews()) == (revision, ())


def test_a_pull_quote_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    given = prepared(tmp_path, "quote.pdf")
    first, second, third = given.reading.passages
    passages = (first, replace(second, repeats=first.id), third)
    report = catalogue.save(replace(given, reading=replace(given.reading, passages=passages))).report or ""
    with pytest.raises(BadInput, match="repeats"):
        catalogue.review(second.id, {"food": YES}, whole=True, by="Ann", stream=Stream.QUEUE)
    assert catalogue.reviews() == ()
    assert second.id not in {one.passage for one in catalogue.suggested()}
    assert report in {one.report for one in catalogue.suggested()}


def test_some_themes_alone_are_tagged_anew(catalogue: Catalogue, report: str, ids: list[str]) -> None:
    old = [Tag(ids[0], theme, Claimant.RULE, score=0.5) for theme in ("food", "work", "home")]
    catalogue.retag(report, old, "themes 1")
    catalogue.decide_tag(ids[0], "home", True, "Ann")
    new = [Tag(ids[0], "work", Claimant.RULE, matches=(Match(0, 6, "visits"),), score=0.75)]
    outside = Tag(ids[1], "food", Claimant.RULE)
    assert catalogue.retag(report, [*new, outside], "themes 2", ["work", "home"])
    tags = {tag.theme: tag for tag in catalogue.passages(report, OWNER)[0][1]}
    assert tags.keys() == {"food", "work", "home"}
    assert (tags["work"], tags["home"].status) == (new[0], TagStatus.ACCEPTED)
    assert statuses(catalogue, report)[ids[1]] == {}
    revision = catalogue.revision()
    assert not catalogue.retag(report, new, "themes 2", ["work", "home"])  # the same again is no change
    assert catalogue.revision() == revision


def test_the_codebook_keeps_who_chose_it(catalogue: Catalogue) -> None:
    book = Codebook("1", (Theme("food", "Food", "D"),))
    assert not catalogue.own_codebook()
    catalogue.put_codebook(book, own=True, by="Ann")
    assert catalogue.own_codebook()
    revision = catalogue.revision()
    assert catalogue.put_codebook(book, own=True, by="Ben") == 0
    assert catalogue.revision() == revision
    catalogue.put_codebook(book)
    assert not catalogue.own_codebook()

"""Exports: verbatim, cited with both page numbers, safe in a spreadsheet, honest about people."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.export.citation import (
    RECOGNISED,
    claimed,
    heard,
    not_for_everyone,
    people_line,
    place,
    reference,
    speakers,
    standing,
)
from compendium.export.formats import FORMATS, question, to_csv, to_markdown
from compendium.export.tables import table_of
from compendium.model.document import Account, Passage, PassageKind, Quote, Voice
from compendium.model.people import Exactness, GroupKind, People, SampleGroup
from compendium.model.report import Claimant, Form, PartialDate, Precision, Report, Reuse, Source, Status
from compendium.model.search import Evidence, EvidenceSummary, SearchQuery
from compendium.model.theme import Match, Tag, TagStatus

NAMES = {"food": "Food", "visits": "Visits"}


def a_report(**changes: object) -> Report:
    values = {
        "id": "0123456789ab",
        "title": "Kettles",
        "organisations": ("Second Bell",),
        "published": PartialDate(date(2023, 3, 1), Precision.MONTH),
        "fieldwork": None,
        "study": "kettles",
        "replaces": None,
        "form": Form.REPORT,
        "status": Status.PUBLISHED,
        "audience": (),
        "not_before": None,
        "reuse": Reuse.UNKNOWN,
        "methods": (),
        "settings": (),
        "populations": (),
        "sources": (Source("ab" * 32, "kettles.pdf", "pdf", 9),),
        "sample_groups": (
            SampleGroup(GroupKind.LIVED_EXPERIENCE, 41),
            SampleGroup(GroupKind.STAFF, 12, Exactness.AT_LEAST),
        ),
        "candidates": (),
        "claims": (),
        "pages": 3,
        "problems": (),
        "revision": 1,
    }
    return Report(**(values | changes))  # type: ignore[arg-type]


def a_summary(text: str, report: Report | None = None, **more: object) -> EvidenceSummary:
    """Of one passage; `more` overrides what is known of it."""
    quotes = (Quote(0, 1, Voice.STAFF, "an officer"),)
    cells = more.pop("cells", ())
    passage = Passage("p-1", PassageKind.PARAGRAPH, Account.UNKNOWN, (4,), ("Food",), text, (), quotes, (), cells)  # type: ignore[arg-type]
    tags = (Tag("p-1", "food", Claimant.PERSON, TagStatus.ACCEPTED), Tag("p-1", "visits", Claimant.RULE))
    report = report or a_report()
    known = {"label": "ii", "place": "page 4 (printed ii)"} | more
    people = People(lived_experience=41, staff=12, exactness=Exactness.AT_LEAST)
    query = SearchQuery("kettle", themes=frozenset({"food"}))
    return EvidenceSummary(
        query,
        (Evidence(passage, report, tags=tags, **known),),  # type: ignore[arg-type]
        (report,),
        people,
        7,
        "abc",
        "2024-01-02",
        1,
    )


def row_of(text: str, report: Report | None = None, **more: object) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(to_csv(a_summary(text, report, **more), NAMES), newline=""))
    assert None not in row
    return row


def test_a_row_holds_the_passage_and_everything_to_cite_it() -> None:
    row = row_of("“The kettle broke,” an officer said.")
    assert row["quotation"] == "“The kettle broke,” an officer said."
    assert (row["report"], row["organisations"], row["year"]) == ("Kettles", "Second Bell", "2023")
    assert (row["page_printed"], row["page_file"], row["place"]) == ("ii", "4", "page 4 (printed ii)")
    assert row["recognised_in_a_picture"] == ""
    assert (row["speaker"], row["attributions"]) == ("staff", "an officer")
    assert (row["themes_tagged"], row["themes_suggested_unchecked"]) == ("Food", "Visits")
    assert row["people_heard_in_the_report"] == "41 with lived experience; at least 12 staff"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1))
def test_words_are_never_altered_but_for_the_sign_that_disarms_a_formula(text: str) -> None:
    cell = row_of(text)["quotation"]
    assert cell in (text, "'" + text)
    assert cell[0] not in "=+-@\t\n"


def test_the_document_says_who_was_asked_and_what_the_number_is_not() -> None:
    text = to_markdown(a_summary("First paragraph.\nSecond *paragraph*, 1 < 2."), NAMES)
    assert "# Evidence summary: “kettle”; theme: Food" in text
    assert "at least 41 people with lived experience, 12 staff" in text
    assert "not people who said these words" in text
    assert "> First paragraph.\n>\n> Second \\*paragraph\\*, 1 \\< 2." in text
    assert "Second Bell (March 2023). Kettles." in text
    assert "Printed page ii (page 4 of the file)" in text
    assert "Themes: Food (tagged, checked by a person); Visits (suggested by computer, unchecked: likely)." in text
    assert "library revision 7, codebook abc" in text


def test_a_note_stands_before_the_words_in_every_format() -> None:
    row = row_of("He hit me.", notes=("describes violence", "describes abuse"))
    assert row["content_note"] == "Content note: describes violence; describes abuse."
    assert list(row).index("content_note") < list(row).index("quotation")
    summary = a_summary("He hit me.", notes=("describes violence",))
    for name, writer in FORMATS.items():
        text = writer(summary, NAMES)
        assert text.index("Content note: describes violence.") < text.index("He hit me."), name
    assert row_of("The kettle.")["content_note"] == ""
    assert "Content note:" not in to_markdown(a_summary("The kettle."), NAMES)


def test_a_suggestion_says_how_sure_it_is_and_from_which_words() -> None:
    summary = a_summary("The *bus* was\tlate.")
    (item,) = summary.evidence
    tags = (
        Tag("p-1", "food", Claimant.RULE, TagStatus.REJECTED),
        Tag("p-1", "visits", Claimant.CLASSIFIER, matches=(Match(4, 9), Match(10, 18)), score=0.6),
    )
    summary = replace(summary, evidence=(replace(item, tags=tags),))
    text = to_markdown(summary, NAMES)
    assert "Themes: Visits (suggested by computer, unchecked: possible, from “\\*bus\\*”, “was late”)." in text
    (row,) = csv.DictReader(io.StringIO(to_csv(summary, NAMES), newline=""))
    assert (row["themes_tagged"], row["themes_suggested_unchecked"]) == ("", "Visits")
    assert row["why_suggested"] == "Visits: possible, from “*bus*”, “was late”"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (Tag("p", "x", Claimant.RULE, TagStatus.ACCEPTED), "tagged, checked by a person"),
        (Tag("p", "x", Claimant.RULE, score=0.2), "suggested by computer, unchecked: possible"),
        (Tag("p", "x", Claimant.CLASSIFIER, score=0.8), "suggested by computer, unchecked: likely"),
        (Tag("p", "x", Claimant.IMPORTED), "suggested by an imported list, unchecked"),
        (Tag("p", "x", Claimant.PERSON), "suggested by a person, unchecked"),
    ],
)
def test_every_tag_says_whether_a_person_checked_it(tag: Tag, said: str) -> None:
    assert claimed(tag, "words") == said


def test_what_a_person_rejected_is_shown_to_nobody_and_what_they_checked_comes_first() -> None:
    rejected = Tag("p", "a", Claimant.RULE, TagStatus.REJECTED)
    checked = Tag("p", "b", Claimant.RULE, TagStatus.ACCEPTED, score=0.1)
    sure, unsure = Tag("p", "c", Claimant.RULE, score=0.9), Tag("p", "d", Claimant.RULE, score=0.4)
    assert standing((rejected, unsure, sure, checked)) == [checked, sure, unsure]


def test_every_filter_is_told_and_what_is_not_for_everyone_is_marked() -> None:
    query = SearchQuery(voices=frozenset({Voice.STAFF}), years=frozenset({2020, 2021}), checked=True)
    assert question(query, NAMES) == "year: 2020 or 2021; voice: staff; themes checked by a person only"
    assert question(SearchQuery(), NAMES) == "everything in the library"
    assert not_for_everyone(a_report(not_before=date(2001, 1, 1))) == ""
    held_back = a_report(status=Status.DRAFT, not_before=date(2999, 5, 1), audience=("policy",))
    assert not_for_everyone(held_back) == "Draft: not published. Not to be shown before 1 May 2999. Only for: policy."
    summary = replace(a_summary("x"), reports=(held_back,))
    assert "**Draft: not published." in to_markdown(summary, NAMES)


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    bare = a_report(organisations=(), published=None, sample_groups=())
    assert reference(bare) == "Organisation not known (no date). Kettles."
    assert heard(()) == "number of people not stated"
    assert people_line(People()) == "no number of people stated"
    silent = Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (4,), (), "x")
    assert speakers(silent) == "nobody quoted"
    assert place(Evidence(silent, a_report(), None, ())) == "page 4 of the file"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_summary_too(name: str) -> None:
    empty = EvidenceSummary(SearchQuery("zebra"), (), (), People(), 1, "abc", "2024-01-02")
    assert FORMATS[name](empty, NAMES)


WORD = a_report(sources=(Source("ab" * 32, "kettles.docx", "docx", 9),))


def test_a_section_is_cited_as_a_section_and_never_as_a_page() -> None:
    known = {"label": None, "place": "section 4, What We Heard"}
    row = row_of("The kettle broke.", WORD, **known)
    assert (row["page_printed"], row["page_file"], row["place"]) == ("", "", "section 4, What We Heard")
    text = to_markdown(a_summary("The kettle broke.", WORD, **known), NAMES)
    assert "Kettles. Section 4, What We Heard." in text
    assert "page" not in text


def test_words_that_were_recognised_in_a_picture_are_marked() -> None:
    assert row_of("The kettle broke.", ocr=True)["recognised_in_a_picture"] == "yes"
    assert f"**{RECOGNISED}**" in to_markdown(a_summary("The kettle broke.", ocr=True), NAMES)
    assert RECOGNISED not in to_markdown(a_summary("The kettle broke."), NAMES)


TABLE = "Table 1: Kettles\nBroken?\tYes | No\n*All*\t\nBase: 12 people"
CELLS = (((17, 24), (25, 33)), ((34, 39), (40, 40)))


def test_a_table_is_a_table_in_markdown_and_text_in_a_spreadsheet() -> None:
    text = to_markdown(a_summary(TABLE, cells=CELLS), NAMES)
    assert [TABLE[start:end] for row in CELLS for start, end in row] == ["Broken?", "Yes | No", "*All*", ""]
    assert (
        "> Table 1: Kettles\n>\n> | Broken? | Yes \\| No |\n> | --- | --- |\n> | \\*All\\* |  |\n>\n> Base: 12 people\n"
        in text
    )
    assert row_of(TABLE, cells=CELLS)["quotation"] == TABLE


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "P", "S"))), min_size=2), min_size=1))
def test_every_cell_of_a_table_stays_in_its_place(rows: list[list[str]]) -> None:
    text, cells = "", []
    for row in rows:
        text, spans = text + "\n" * bool(text), []
        for number, cell in enumerate(row):
            text += "\t" * bool(number)
            spans.append((len(text), len(text) + len(cell)))
            text += cell
        cells.append(tuple(spans))
    passage = Passage("p", PassageKind.TABLE, Account.UNKNOWN, (1,), (), text, cells=tuple(cells))
    table = table_of(passage)
    assert table is not None
    width = max(map(len, rows))
    assert [[text[a:b] for a, b in row] for row in table.rows] == [row + [""] * (width - len(row)) for row in rows]
    written = to_markdown(a_summary(text, cells=tuple(cells)), NAMES)
    lines = [line for line in written.splitlines() if line.startswith("> |")]
    assert len(lines) == len(rows) + 1
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines} == {width + 1}

"""`compendium search`, `questions` and `export` say what to warn of before the words, and how sure a theme is."""

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.spec.test_command import Command
from tests.web.noted import BOTH, CALM, LOW, SELF_HARM, WORST, make


@pytest.fixture
def noted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    return Command(capsys, make(tmp_path))


def table(file: Path) -> dict[str, dict[str, str]]:
    """The rows of a CSV file by the words of their passage."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return {row.get("words") or row["quotation"]: row for row in csv.DictReader(stream)}


def test_a_search_prints_the_note_before_the_words(noted: Command) -> None:
    said = noted("search", "wing")
    lines = said.splitlines()
    (at,) = [n for n, line in enumerate(lines) if "I cut my arms" in line]
    assert lines[at - 1].strip() == SELF_HARM
    (at,) = [n for n, line in enumerate(lines) if "nights were longest" in line]
    assert lines[at - 1].strip() == BOTH
    assert said.count("Content note:") == 2
    assert "suggested by computer, unchecked: Old ways, Self-harm" in said
    assert "tagged: Self-harm\n" in said


def test_a_search_as_json_has_notes_and_the_state_of_each_tag(noted: Command) -> None:
    hits = {hit["passage"]: hit for hit in noted.json("search", "wing")["hits"]}
    worst, low, calm = (
        next(hit for hit in hits.values() if words in hit["snippet"]) for words in ("cut my", "nights", "kettle")
    )
    assert worst["content_notes"] == ["describes self-harm or suicide"]
    assert low["content_notes"] == ["describes distress", "describes self-harm or suicide"]
    assert calm["content_notes"] == []
    assert worst["themes"] == ["old-ways", "self-harm"]  # as it has always been
    unchecked = "suggested by computer, unchecked"
    assert worst["tags"] == [
        {"theme": "self-harm", "state": unchecked, "likelihood": "likely", "words": ["cut my arms"]},
        {"theme": "old-ways", "state": unchecked, "likelihood": "possible", "words": ["Nobody came"]},
    ]
    assert low["tags"] == [
        {"theme": "self-harm", "state": "tagged", "likelihood": None, "words": []},
        {"theme": "low-mood", "state": unchecked, "likelihood": "possible", "words": ["nights"]},
    ]
    assert calm["themes"] == ["belongings", "standard-purpose"]
    assert "self-harm" not in {tag["theme"] for tag in calm["tags"]}


def test_retired_themes_are_not_among_the_facets_but_can_be_asked_for(noted: Command) -> None:
    assert "old-ways" not in noted.json("search", "wing")["facets"]["theme"]
    asked = noted.json("search", "wing", "--theme", "old-ways")
    assert (asked["total_passages"], asked["facets"]["theme"]["old-ways"]) == (1, 1)


def test_a_list_of_questions_has_the_notes_before_the_words(noted: Command, tmp_path: Path) -> None:
    asked, plain, book = tmp_path / "list.txt", tmp_path / "out.csv", tmp_path / "out.xlsx"
    asked.write_text("wing\nkettle\n", encoding="utf-8")
    told = noted.json("questions", asked, plain)
    assert told["content_notes"] == ["describes distress", "describes self-harm or suicide"]
    rows = table(plain)
    columns = list(rows[WORST])
    assert columns.index("content_note") == columns.index("words") - 1
    assert {words: row["content_note"] for words, row in rows.items()} == {WORST: SELF_HARM, LOW: BOTH, CALM: ""}
    assert rows[LOW]["themes"] == (
        "Low mood (suggested by computer, unchecked: possible, from “nights”); Self-harm (tagged, checked by a person)"
    )
    assert "Self-harm" not in rows[CALM]["themes"]
    noted("questions", asked, book)
    assert BOTH in noted.said
    head, *body = openpyxl.load_workbook(book)["Answers"].iter_rows(values_only=True)
    place = head.index("content_note")
    assert {row[place + 1]: row[place] for row in body} == {WORST: SELF_HARM, LOW: BOTH, CALM: None}
    asked.write_text("kettle\n", encoding="utf-8")
    assert noted.json("questions", asked, plain)["content_notes"] == []
    noted("questions", asked, plain)
    assert "Content note" not in noted.said


def test_an_export_has_the_notes_before_the_words(noted: Command, tmp_path: Path) -> None:
    noted("export", "--query", "wing", tmp_path / "out.csv")
    rows = table(tmp_path / "out.csv")
    assert {words: row["content_note"] for words, row in rows.items()} == {WORST: SELF_HARM, LOW: BOTH, CALM: ""}
    text = noted("export", "--query", "wing", "--format", "md", "-")
    sections = text.split("## Evidence")[1]
    assert f"**{SELF_HARM}**\n\n> {WORST}" in sections
    assert f"**{BOTH}**\n\n> {LOW}" in sections
    assert sections.count("Content note:") == 2

"""`compendium questions`: a list of questions becomes one table, with the very words of the passages."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compendium.export.questions import COLUMNS
from tests.spec.test_command import Command

LIST = """# What we want to know in November

kettle
  ketle
setting:prison "first night"
the of
rotl
"""
ASKED = ["kettle", "ketle", 'setting:prison "first night"', "the of", "rotl"]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "november.txt"
    file.write_text(LIST, encoding="utf-8")
    return file


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def sheets_of(file: Path) -> tuple[Any, Any]:
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Answers", "About"]
    return book["Answers"], book["About"]


def test_each_question_has_its_best_passages_or_one_row_that_says_why(
    demo: Command, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    told = demo.json("questions", questions, out, "--most", "2")
    rows = rows_of(out)
    assert list(rows[0]) == list(COLUMNS)
    assert list(dict.fromkeys(row["question"] for row in rows)) == ASKED
    by_question = {asked: [row for row in rows if row["question"] == asked] for asked in ASKED}
    single = demo.json("search", "kettle")
    kettle = by_question["kettle"]
    assert [row["rank"] for row in kettle] == ["1", "2"]
    assert {row["passages_found"] for row in kettle} == {str(single["total_passages"])}
    assert {row["reports_found"] for row in kettle} == {str(single["total_reports"])}
    assert all(str(single["people"]["lived_experience"]) in row["people_heard_in_these_reports"] for row in kettle)
    assert all(row["people_heard_in_these_reports"].startswith("at least ") for row in kettle)
    assert kettle[0]["passage_id"] == single["hits"][0]["passage"]
    assert kettle[0]["place"] == single["hits"][0]["place"]
    assert kettle[0]["printed_page"] == single["hits"][0]["label"]
    (misspelt,) = by_question["ketle"]
    assert (misspelt["rank"], misspelt["words"], misspelt["passages_found"]) == ("", "", "0")
    assert "Did you mean: kettle" in misspelt["remarks"]
    assert "Too common" in by_question["the of"][0]["remarks"]
    assert "Also searched for" in by_question["rotl"][0]["remarks"]
    assert told["questions"] == 5
    assert {"ketle", "the of"} <= set(told["without_answer"])
    assert told["passages"] == sum(1 for row in rows if row["rank"])
    demo("questions", questions, out)
    assert "5 questions, " in demo.said


def test_the_passages_are_whole_and_verbatim_and_ordered_by_score(
    demo: Command, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    demo("questions", questions, out)
    found = demo.json("search", "kettle", "--limit", "100")
    score = {hit["passage"]: hit["score"] for hit in found["hits"]}
    kettle = [row for row in rows_of(out) if row["question"] == "kettle"]
    assert len(kettle) == min(25, found["total_passages"])
    known = [score[row["passage_id"]] for row in kettle if row["passage_id"] in score]
    assert known == sorted(known, reverse=True)
    exported = tmp_path / "all.csv"
    demo("export", "--query", "kettle", exported)
    verbatim = {row["passage"]: row["quotation"] for row in rows_of(exported)}
    assert {row["passage_id"]: row["words"] for row in kettle} == verbatim


def test_the_workbook_gives_the_very_words_and_counts(demo: Command, questions: Path, tmp_path: Path) -> None:
    plain, out = tmp_path / "out.csv", tmp_path / "out.xlsx"
    demo("questions", questions, plain)
    demo("questions", questions, out)
    table, about = sheets_of(out)
    head, *body = table.iter_rows(values_only=True)
    assert head == COLUMNS
    as_text = [["" if cell is None else str(cell) for cell in row] for row in body]
    assert as_text == [list(row.values()) for row in rows_of(plain)]  # no question or passage of these needs a guard
    assert all(isinstance(row[2], int) for row in body)
    assert table.freeze_panes == "B2"
    assert table.auto_filter.ref == table.dimensions
    assert table.column_dimensions["Q"].width > 60
    assert table["Q2"].alignment.wrap_text
    facts = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert (facts["Query list"], facts["Questions"]) == ("november.txt", 5)
    assert facts["Library revision"] == demo.json("totals")["revision"]
    assert facts["Codebook version"] == demo.json("themes", "list")["version"]
    assert any("not people who said these words" in str(row) for row in facts)


def test_filters_hold_for_all_questions_and_are_told(demo: Command, tmp_path: Path) -> None:
    file, out = tmp_path / "list.txt", tmp_path / "out.xlsx"
    file.write_text("people\n", encoding="utf-8")
    demo("questions", file, out, "--setting", "prison", "--exact", "--since", "3")
    table, about = sheets_of(out)
    single = demo.json("search", "people", "--setting", "prison", "--exact", "--since", "3")
    assert table["C2"].value == single["total_passages"] < demo.json("search", "people")["total_passages"]
    (narrowed,) = [row[1] for row in about.iter_rows(values_only=True) if row[0] == "Narrowed down to"]
    for word in ("setting: prison", "new since revision 3", "these very words"):
        assert word in narrowed
    demo("questions", file, out, "--setting", "nowhere", code=3)


def test_what_begins_like_a_formula_stays_text(kettles: Command, tmp_path: Path) -> None:
    report = tmp_path / "formulas.md"
    words = ["=HYPERLINK(kettles)&the kettles of the wing were never mended", "12345", "https://mast.example/kettles"]
    paragraphs = [f"{word} and the kettle in the cell was talked about for months." for word in words]
    sections = [f"## Part {n}\n\n{words}\n" for n, words in enumerate(paragraphs)]
    report.write_text("# Formulas\n\n" + "\n".join(sections), encoding="utf-8")
    kettles("add", report)
    file = tmp_path / "list.txt"
    file.write_text("=1+1 talked\nmonths\n", encoding="utf-8-sig")
    kettles("questions", file, tmp_path / "out.xlsx")
    table, _ = sheets_of(tmp_path / "out.xlsx")
    cells = [cell for row in table.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert {cell.value for cell in cells if cell.data_type == "s"} >= {"=1+1 talked", *paragraphs}
    kettles("questions", file, tmp_path / "out.csv")
    rows = rows_of(tmp_path / "out.csv")
    assert rows[0]["question"] == "'=1+1 talked"
    assert f"'{paragraphs[0]}" in {row["words"] for row in rows}


def test_csv_is_printed_without_a_mark_and_nothing_else(demo: Command, questions: Path) -> None:
    printed = demo("questions", questions, "-", "--most", "1")
    assert printed.startswith("question,rank,")
    assert len(list(csv.DictReader(printed.splitlines(keepends=True)))) == 5
    demo("questions", questions, "-", "--format", "xlsx", code=2)
    demo("questions", questions, "-", "--json", code=2)


def test_what_cannot_be_used_is_told(demo: Command, questions: Path, tmp_path: Path) -> None:
    demo("questions", questions, tmp_path / "out.doc", code=2)
    demo("questions", tmp_path / "absent.txt", tmp_path / "out.csv", code=3)
    (tmp_path / "empty.txt").write_text("# nothing\n\n", encoding="utf-8")
    demo("questions", tmp_path / "empty.txt", tmp_path / "out.csv", code=3)
    (tmp_path / "old.txt").write_bytes("Wärter".encode("cp1252"))
    demo("questions", tmp_path / "old.txt", tmp_path / "out.csv", code=3)
    assert "UTF-8" in demo.said
    demo("questions", questions, tmp_path / "nowhere" / "out.csv", code=3)
    demo("questions", questions, tmp_path / "out.csv", "--most", "0", code=2)
    assert not (tmp_path / "out.csv").exists()


def test_a_draft_s_words_carry_a_warning(kettles: Command, tmp_path: Path) -> None:
    (report,) = {hit["report"] for hit in kettles.json("search", "kettle")["hits"]}
    kettles("edit", report, "status=draft")
    file, out = tmp_path / "list.txt", tmp_path / "out.csv"
    file.write_text("kettle\n", encoding="utf-8")
    kettles("questions", file, out)
    assert [row["words"] for row in rows_of(out)] == [""]
    kettles("questions", file, out, "--status", "draft")
    assert {row["not_for_everyone"] for row in rows_of(out)} == {"Draft: not published."}

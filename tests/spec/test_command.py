"""The command keeps its contract: one JSON object, exit codes, plain sentences, no traceback."""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from compendium.cli.main import COMMANDS, run
from tests.conftest import CORPUS, ROOT
from tests.support.pdfs import encrypted_pdf, paragraph, write_pdf

TEXT = "The man in the next cell told us that the kettle was mended after the council had asked for it twice. " * 4


class Command:
    """Runs the command as a person would, on one library."""

    def __init__(self, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._capsys = capsys
        self.home = home
        self.said = ""

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        """What it printed; `said` is what went to standard error."""
        self._capsys.readouterr()
        got = run(["--home", str(self.home), *map(str, words)])
        out, self.said = self._capsys.readouterr()
        assert got == code, (out, self.said)
        assert "Traceback" not in out + self.said
        return out

    def json(self, *words: str | Path, code: int = 0) -> dict[str, Any]:
        out = self(*words, "--json", code=code)
        value = json.loads(out)
        assert isinstance(value, dict)
        return value


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    return Command(capsys, tmp_path / "library")


@pytest.fixture
def demo(capsys: pytest.CaptureFixture[str], demo_home: Path) -> Command:
    return Command(capsys, demo_home)


def test_every_command_says_what_it_does(command: Command) -> None:
    listed = command("--help")
    assert all(re.search(rf"^  {name}\b", listed, re.MULTILINE) for name in COMMANDS)
    for name in COMMANDS:
        assert command(name, "--help").startswith("Usage:")


def test_add_tells_what_became_of_each_file_and_again_finds_it_unchanged(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    good = write_pdf(folder / "good.pdf", [paragraph(TEXT)])
    shutil.copy(good, folder / "same again.pdf")
    write_pdf(folder / "half.pdf", [paragraph(TEXT + "Another one."), []])
    (folder / "locked.pdf").write_bytes(encrypted_pdf())
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "page.pdf").write_text("<!DOCTYPE html>", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "README.md").write_text("# About this folder\n\nThese are our reports.\n", encoding="utf-8")
    (folder / ".hidden.pdf").write_bytes(b"")

    first = command.json("add", folder, code=1)
    assert len(first["added"]) == 2
    assert first["unchanged"] == [report for report in first["added"] if report in first["unchanged"]]
    assert len(first["unchanged"]) == 1
    codes = {Path(item["file"]).name: item["code"] for item in first["refused"]}
    assert codes == {"locked.pdf": "encrypted", "empty.pdf": "empty-file", "page.pdf": "not-a-pdf"}
    assert sorted(Path(path).name for path in first["skipped"]) == ["README.md", "photo.png"]
    assert first["pages"] == 3
    assert first["partial"] == []

    second = command.json("add", folder, code=1)
    assert second["added"] == []
    assert sorted(second["unchanged"]) == sorted([*first["added"], *first["unchanged"]])
    assert {item["code"] for item in second["refused"]} == set(codes.values())
    assert command.json("check") == {"ok": True, "problems": []}
    assert command.json("totals")["reports"] == 2


def test_adding_nothing_new_is_done_without_error(command: Command, tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "good.pdf", [paragraph(TEXT)])
    assert "1 added" in command("add", good)
    assert "1 unchanged" in command("add", good)


def test_a_sheet_goes_with_the_files_and_its_faults_are_told_before_anything_is_read(
    command: Command, tmp_path: Path
) -> None:
    write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)])
    sheet = tmp_path / "list.csv"
    sheet.write_text("file,title,published,people\na.pdf,Kettles,2020-05,lived-experience=12\n", encoding="utf-8-sig")
    report = command.json("add", tmp_path / "a.pdf", "--metadata", sheet)["added"][0]
    totals = command.json("totals")
    assert totals["people"]["lived_experience"] == 12
    assert totals["by_year"] == {"2020": 1}
    hit = command.json("search", "kettle")["hits"][0]
    assert (hit["report"], hit["title"], hit["year"]) == (report, "Kettles", 2020)
    sheet.write_text("file,published\na.pdf,in May\n", encoding="utf-8")
    command("add", tmp_path / "a.pdf", "--metadata", sheet, code=3)
    assert "in May" in command.said
    sheet.write_text("name\na.pdf\n", encoding="utf-8")
    command("add", tmp_path / "a.pdf", "--metadata", sheet, code=3)
    assert "file" in command.said


def test_search_answers_with_the_contract_s_keys_and_cites_the_place(demo: Command) -> None:
    found = demo.json("search", "kettle", "--limit", "3")
    assert found.keys() >= {"total_passages", "total_reports", "people", "expanded", "ignored", "hits", "facets"}
    assert found.keys() >= {"organisations", "told", "suggestion", "common", "advice", "near_themes", "revision"}
    assert found["advice"].keys() == {"words", "without", "unfiltered", "filters"}
    assert found["people"].keys() == {"lived_experience", "staff", "family", "public", "other", "exactness"}
    hit = found["hits"][0]
    named = "report title organisations year passage page label unit place kind voice score content_notes snippet ocr"
    assert " ".join(hit) == f"{named} themes tags"
    assert "<mark>" in hit["snippet"]
    assert hit["label"] != str(hit["page"])  # the corpus prints other numbers than the file counts
    assert (hit["unit"], hit["place"]) == ("page", f"page {hit['page']} (printed {hit['label']})")
    assert "kettle" in demo("search", "kettle").lower()


def test_filters_narrow_and_unknown_themes_are_told(demo: Command) -> None:
    every = demo.json("search", "people")
    some = demo.json("search", "people", "--theme", "pathways", "--voice", "lived-experience")
    assert 0 < some["total_passages"] < every["total_passages"]
    demo("search", "people", "--theme", "houssing", code=3)
    assert "Perhaps: housing" in demo.said
    demo("search", "people", "--setting", "nonsense", code=3)
    demo("search", "people", "--organisation", "openhand", code=3)
    assert "Openhand Council Network" in demo.said
    some = demo.json("search", "people", "--organisation", "openhand council network")
    assert {hit["organisations"][0] for hit in some["hits"]} == {"Openhand Council Network"}
    demo("search", "people", "--voice", "nonsense", code=2)


def test_exports_hold_each_passage_verbatim_with_its_citation(demo: Command, tmp_path: Path) -> None:
    out = tmp_path / "heard.csv"
    said = demo.json("export", "--theme", "being-heard", out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert said["quotations"] == len(rows) > 10
    assert said["reports"] == len({row["report"] for row in rows})
    wanted = {"quotation", "report", "organisations", "year", "page_printed", "page_file", "place"}
    assert wanted | {"people_heard_in_the_report", "recognised_in_a_picture"} <= rows[0].keys()
    text = demo("export", "--query", "kettle", "--format", "md", "-")
    assert "kettle" in text
    assert "not people who said these words" in text
    demo("export", "--query", "kettle", tmp_path / "heard.docx", code=2)
    demo("export", tmp_path / "heard.csv", code=2)


def test_a_decision_is_kept_over_reading_again(command: Command, tmp_path: Path) -> None:
    report = command.json("add", write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)]))["added"][0]
    command("edit", report, "title=Kettles and councils", "published=2021", "people=lived-experience=at-least 9")
    command("reread", report)
    assert command.json("search", "kettle")["hits"][0]["title"] == "Kettles and councils"
    totals = command.json("totals")
    assert (totals["people"]["lived_experience"], totals["people"]["exactness"]) == (9, "at-least")
    command("edit", report, "published=soon", code=3)
    assert "published" in command.said
    command("edit", report, "colour=red", code=3)
    command("edit", report, "title", code=2)


def test_a_withdrawn_report_is_found_no_more_and_comes_back(command: Command, tmp_path: Path) -> None:
    report = command.json("add", write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)]))["added"][0]
    command("remove", report)
    assert command.json("search", "kettle")["total_passages"] == 0
    assert command.json("totals")["reports"] == 0
    command("edit", report, "status=published")
    assert command.json("search", "kettle")["total_passages"] == 1
    command("remove", "0123456789ab", code=3)


def test_drafts_are_in_no_count_until_they_are_published(command: Command, tmp_path: Path) -> None:
    report = command.json("add", "--draft", write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)]))["added"][0]
    assert command.json("totals")["reports"] == 0
    assert command.json("search", "kettle")["total_passages"] == 0
    assert command.json("search", "kettle", "--status", "draft")["total_passages"] == 1
    command("edit", report, "status=published")
    assert command.json("search", "kettle")["total_passages"] == 1


def test_read_and_describe_need_no_library(command: Command, tmp_path: Path) -> None:
    report = CORPUS / "reports" / "r5-being-heard.pdf"
    read = command.json("read", report)
    assert read.keys() == {"sha256", "verdict", "pages", "headings", "furniture", "passages", "problems"}
    keys = {"id", "kind", "account", "pages", "heading", "text", "quotes", "boxes", "cells", "repeats", "survey"}
    assert keys == read["passages"][0].keys()
    assert {"unit", "number", "label", "verdict", "quality", "needs_a_look", "ocr"} <= read["pages"][0].keys()
    assert {page["unit"] for page in read["pages"]} == {"page"}
    assert read["headings"][0].keys() == {"level", "text", "page", "place"}
    assert all(line.keys() == {"page", "text"} for line in read["furniture"])
    described = command.json("describe", report)
    assert described["title"] == "Being heard"
    assert described.keys() >= {"organisations", "published", "fieldwork", "sample_groups", "candidates", "people"}
    assert not command.home.exists()
    (tmp_path / "locked.pdf").write_bytes(encrypted_pdf())
    command("read", tmp_path / "locked.pdf", code=3)
    assert "password" in command.said
    command("describe", tmp_path / "gone.pdf", code=3)


def test_a_correction_is_kept_over_a_re_reading_and_its_history_tells_before_and_after(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "kettles.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    (report,) = command.json("add", file)["added"]
    command("edit", report, "title=All our kettles", "people=lived-experience=11")
    command("reread", report)
    assert command.json("totals")["people"]["lived_experience"] == 11
    assert command.json("search", "council")["hits"][0]["title"] == "All our kettles"
    (added, edited, reread) = command.json("history", report)["events"]
    assert (added["action"], edited["action"], reread["action"]) == ("added", "edited", "read again")
    assert edited["before"] == {"title": "Kettles", "people": "lived-experience=12"}
    assert edited["after"] == {"title": "All our kettles", "people": "lived-experience=11"}
    assert "title: Kettles -> All our kettles" in command("history", report)
    command("history", "0" * 12, code=3)


def test_reports_on_one_fieldwork_are_suggested_and_joined_by_a_person_only(command: Command) -> None:
    reports = CORPUS / "reports"
    full, briefing = "r6-supervision-and-trust.pdf", "r11-supervision-briefing.docx"
    (one,) = command.json("add", reports / full)["added"]
    added = command.json("add", reports / briefing)
    (other,) = added["added"]
    (found,) = added["relations"]
    assert (found["report"], found["other"], found["kind"]) == (other, one, "summary")
    assert command.json("totals")["people"]["lived_experience"] == 57 * 2
    (again,) = command.json("relations", one)["relations"]
    assert (again["other"], again["kind"]) == (other, "summary")
    assert f"compendium edit {one} study={other}" in command("relations", one)
    command("edit", one, f"study={other}")
    assert command.json("totals")["people"]["lived_experience"] == 57
    assert command.json("relations", one)["relations"] == []


def test_what_may_point_to_a_person_is_told_to_the_owner_and_holds_nothing_back(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "kettles.md"
    file.write_text(
        f"{MARKDOWN}\nHis prison number is A1234BC and his key worker is Officer Hartley.\n", encoding="utf-8"
    )
    (words,) = [c["words"] for c in command.json("describe", file)["concerns"] if c["kind"] == "prison-number"]
    assert words == "A1234BC"
    (report,) = command.json("add", file)["added"]
    told = command.json("privacy", report)
    assert told["privacy"] == "open"
    assert {"prison-number", "staff-name"} <= {concern["kind"] for concern in told["concerns"]}
    assert command.json("search", "kettle")["total_passages"] > 0
    assert "A1234BC" in command("privacy", report, "--checked")
    command("reread", report)
    assert command.json("privacy", report)["privacy"] == "checked"
    facets = json.dumps(command.json("search", "kettle")["facets"])
    assert "Hartley" not in facets and "A1234BC" not in facets


MARKDOWN = """# Kettles

We held interviews with 12 people in prison.

## What we heard

The kettle was mended after the council had asked for it twice. That took four months, and people told us of the months.

| Question | Yes |
|---|---|
| Is there a kettle? | 29 |

## What should change

Mend the kettles, and say when it will be done, so that nobody needs to ask again.
"""


def test_a_document_without_pages_is_never_said_to_have_any(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "kettles.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    read = command.json("read", file)
    assert [(page["unit"], page["number"]) for page in read["pages"]] == [
        ("section", 1),
        ("section", 2),
        ("section", 3),
    ]
    assert {heading["page"] for heading in read["headings"]} == {None}
    assert [heading["place"] for heading in read["headings"]][1:] == [
        "section 2, What we heard",
        "section 3, What should change",
    ]
    (table,) = (passage for passage in read["passages"] if passage["cells"])
    assert [table["text"][start:end] for start, end in table["cells"][1]] == ["Is there a kettle?", "29"]
    (heard,) = command.json("describe", file)["sample_groups"]
    assert (heard["n"], heard["page"], heard["place"]) == (12, None, "section 1, Kettles")
    for words in (("read",), ("describe",)):
        assert "page" not in command(*words, file)
    command("add", file)
    (hit,) = command.json("search", "council")["hits"]
    assert (hit["page"], hit["label"], hit["unit"]) == (None, None, "section")
    assert (hit["place"], hit["ocr"]) == ("section 2, What we heard", False)
    (cells,) = command.json("search", '"a kettle"')["hits"]
    assert "Yes | Is there a <mark>kettle</mark>? | 29" in cells["snippet"].replace("<mark>a</mark>", "a")
    for out in (command("search", "council"), command("export", "--query", "council", "--format", "md", "-")):
        assert "ection 2, What we heard" in out
        assert "page" not in out
    (row,) = csv.DictReader(command("export", "--query", "council", "--format", "csv", "-").splitlines())
    assert (row["page_printed"], row["page_file"], row["place"]) == ("", "", "section 2, What we heard")


def test_a_document_is_printed_as_plain_text(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "kettles.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    text = command("read", file, "--text")
    assert text.startswith("Kettles\n\nWe held interviews with 12 people in prison.\n\nWhat we heard\n\nThe kettle")
    assert "\n\nQuestion\tYes\nIs there a kettle?\t29\n\nWhat should change\n\nMend" in text
    command("read", file, "--text", "--json", code=2)


def test_what_needs_a_look_is_told_in_short_when_a_file_is_added(command: Command, tmp_path: Path) -> None:
    picture = '<p><img src="a.png" alt=""></p>'
    file = tmp_path / "kettles.html"
    file.write_text(f"<html><body><h1>Kettles</h1><p>{TEXT}</p>{picture}</body></html>", encoding="utf-8")
    said = "This document holds 1 picture. Words inside pictures are not read."
    assert f"kettles.html\n    {said}\n" in command("add", file)
    command.json("reread", command.json("search", "kettle")["hits"][0]["report"])
    (told,) = command.json("reread", command.json("search", "kettle")["hits"][0]["report"])["to_check"]
    assert (told["unit"], told["numbers"], told["remarks"]) == ("section", [], [said])


def test_a_type_that_is_not_read_is_named_with_those_that_are(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    command("read", file, code=3)
    assert "Word (.docx)" in command.said
    assert "This type of file is not read here." in command("add", file)


def test_a_text_named_like_no_report_is_taken_only_by_its_own_name(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("readme.md", "LICENCE.txt", "Changelog.md", "requirements-dev.txt", "kettles.md"):
        (folder / name).write_text(f"{MARKDOWN}\nThis is {name}.\n", encoding="utf-8")
    first = command.json("add", folder)
    assert len(first["added"]) == 1
    assert {Path(path).name for path in first["skipped"]} == {path.name for path in folder.iterdir()} - {"kettles.md"}
    assert "By its name this is no report." in command("add", folder)
    assert len(command.json("add", folder / "readme.md")["added"]) == 1


def test_themes_are_listed_with_their_counts(demo: Command) -> None:
    listed = demo.json("themes", "list")
    counts = {theme["id"]: theme["passages"] for theme in listed["themes"]}
    assert counts["pathways"] >= counts["housing"] > 0
    assert "Housing" in demo("themes", "list")


def test_reindex_and_check_repair_what_is_broken(command: Command, tmp_path: Path) -> None:
    command("add", write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)]))
    for file in (command.home / "index").rglob("*.toc"):
        file.write_bytes(b"")
    assert command.json("check", code=1)["ok"] is False
    assert command.json("check", "--repair")["ok"] is True
    for file in (command.home / "index").rglob("*.toc"):
        file.write_bytes(b"")
    assert command.json("search", "kettle")["total_passages"] == 1
    assert command.json("reindex")["ok"] is True


def test_usage_and_missing_libraries_have_their_exit_codes(command: Command) -> None:
    command("nonsense", code=2)
    command("search", "--limit", "0", code=2)
    command("search", "x", code=4)
    assert "compendium add" in command.said
    command("add", "nowhere", code=3)


def test_the_demonstration_never_goes_into_a_library_of_real_reports(command: Command, tmp_path: Path) -> None:
    command("add", write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)]))
    command("demo", "--no-serve", code=3)
    assert command.json("totals")["reports"] == 1


def test_the_readme_names_only_commands_there_are() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^\.venv.(?:bin|Scripts).)compendium ([a-z]+)", text, re.MULTILINE))
    assert named <= COMMANDS.keys()


def test_a_list_gives_the_same_library_from_csv_and_excel_also_the_second_time(command: Command) -> None:
    for name in ("list-39.csv", "list-39.xlsx"):
        sheet = ROOT / "tests" / "fixtures" / name
        tried = command.json("import", sheet, "--dry-run")
        done = command.json("import", sheet)
        assert {**tried, "dry_run": False, "seconds": 0} == {**done, "seconds": 0}
        assert len(done["added"]) + len(done["matched"]) == 39
        totals = command.json("totals")
        assert (totals["reports"], totals["organisations"]) == (39, 16)
        assert (totals["people"]["lived_experience"], totals["people"]["staff"]) == (6732, 225)
    assert len(done["matched"]) == 39
    assert done["columns"]["people"] == "Sample size"
    assert done["unused"] == ["Ref", "Notes"]
    assert command.json("check")["ok"]


def test_a_rehearsal_makes_no_library(command: Command) -> None:
    command("import", ROOT / "tests" / "fixtures" / "list-39.csv", "--dry-run")
    assert not command.home.exists()


def test_a_report_without_a_file_can_be_listed_exported_and_not_read_again(command: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text("Title,N,Link\nTwo towels,30-40,https://mast.example/two\n", encoding="utf-8")
    answer = command.json("import", sheet, code=1)
    assert [(error["row"], error["column"]) for error in answer["errors"]] == [(2, "N")]
    (report,) = answer["added"]
    assert "Not taken" in command("import", sheet, code=1)
    command("reread", report, code=3)
    assert "known from a list alone" in command.said
    assert command.json("search", "towels", "--report", report)["total_reports"] == 0
    assert command.json("export", tmp_path / "out.md", "--report", report)["quotations"] == 0
    command("import", tmp_path / "absent.csv", code=3)
    command("import", sheet, "--files", tmp_path / "absent", code=3)
    command("import", sheet, "--column", "people=Nowhere", code=3)
    command("import", sheet, "--column", "people", code=2)

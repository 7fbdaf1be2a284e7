"""`compendium search`: totals, what a person is told, what helps when nothing is found, and new ways of asking."""

import errno
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.cli import main
from tests.conftest import ROOT
from tests.spec.test_command import Command


def test_the_totals_line_agrees_with_the_json_and_never_says_who_said_so(demo: Command) -> None:
    found = demo.json("search", "kettle")
    line = demo("search", "kettle").splitlines()[0]
    total = f"{found['total_passages']} passages in {found['total_reports']} reports, {found['organisations']} org"
    assert line.startswith(total)
    assert f"{found['people']['lived_experience']:,} people with lived experience" in line
    assert line.endswith("were heard in these reports.")
    assert found["people"]["exactness"] == "at-least"
    assert "; at least " in line


def test_organisations_are_those_of_all_reports_found_whatever_is_shown(demo: Command) -> None:
    every = demo.json("search", "kettle", "--limit", "100")
    assert every["organisations"] == len({name for hit in every["hits"] for name in hit["organisations"]})
    assert demo.json("search", "kettle", "--limit", "1")["organisations"] == every["organisations"]


def test_other_words_for_the_same_are_named_and_exact_searches_without(demo: Command) -> None:
    found = demo.json("search", "rotl")
    assert "release on temporary licence" in found["expanded"]
    assert all(isinstance(word, str) for word in found["expanded"])
    demo("search", "rotl")
    assert re.search(r"^Also searched for .*\(for rotl\); --exact searches without\.$", demo.said, re.MULTILINE)
    assert demo.json("search", "rotl", "--exact")["expanded"] == []
    demo("search", "rotl", "--exact")
    assert "Also searched" not in demo.said


def test_a_misspelling_is_named_with_what_was_probably_meant(demo: Command) -> None:
    found = demo.json("search", "ketle")
    assert (found["total_passages"], found["suggestion"]) == (0, "kettle")
    (word,) = found["advice"]["words"]
    assert (word["printed"], word["passages"], word["nearest"][0]) == ("ketle", 0, "kettle")
    assert "Nothing found" in demo("search", "ketle")
    assert "No passage holds “ketle”. Spelt nearly so: kettle." in demo.said
    assert "Did you mean: kettle" in demo.said


def test_a_word_that_stands_nowhere_is_named_also_when_others_are_found(demo: Command) -> None:
    assert demo.json("search", "kettle qqzzy")["total_passages"] > 0
    demo("search", "kettle qqzzy")
    assert "No passage holds “qqzzy”." in demo.said


def test_nothing_found_says_what_would_be_found_without_a_filter_or_a_part(demo: Command) -> None:
    there = demo.json("search", "kettle")["total_passages"]
    found = demo.json("search", "kettle", "--fieldwork", "1950")
    assert (found["total_passages"], found["advice"]["filters"]) == (0, {"fieldwork": there})
    assert f"Without the filter fieldwork: {there} passages." in demo("search", "kettle", "--fieldwork", "1950")
    found = demo.json("search", "kettle year:1950")
    (part,) = [part for part in found["advice"]["without"] if "1950" in part["printed"]]
    assert part["passages"] == there
    assert f"Without “year: 1950”: {there} passages" in demo("search", "kettle year:1950")
    both = demo("search", "kettle", "--fieldwork", "1950", "--year", "1950")
    assert f"Without any filter: {there} passages." in both


def test_near_themes_and_common_words_are_told_when_nothing_is_found(demo: Command) -> None:
    found = demo.json("search", "housing AND xylophone")
    assert "housing" in {theme["id"] for theme in found["near_themes"]}
    assert "Themes that may fit: Housing" in demo("search", "housing AND xylophone")
    assert demo.json("search", "the xylophone")["common"] == ["the"]
    assert "Left out as too common: the." in demo("search", "the xylophone")
    demo("search", "the of")
    assert demo.said.count("Too common to search for: the, of.") == 1


def test_filters_typed_into_the_question_narrow_like_options(demo: Command) -> None:
    typed, ticked = demo.json("search", "people setting:prison"), demo.json("search", "people", "--setting", "prison")
    assert 0 < typed["total_passages"] == ticked["total_passages"] < demo.json("search", "people")["total_passages"]
    assert [hit["passage"] for hit in typed["hits"]] == [hit["passage"] for hit in ticked["hits"]]
    (told,) = demo.json("search", "people setting:nowhere")["ignored"]
    assert "setting" in told and "nowhere" in told


def test_fieldwork_is_when_people_were_heard_not_when_it_was_published(demo: Command) -> None:
    counts = demo.json("search", "")["facets"]["fieldwork"]
    for year, count in counts.items():
        assert demo.json("search", "--fieldwork", year)["total_passages"] == count > 0
    assert counts != demo.json("search", "")["facets"]["year"]
    demo("search", "--fieldwork", "20211", code=3)
    assert "2021" in demo.said
    demo("search", "--fieldwork", "lately", code=2)


def test_since_takes_a_revision_or_a_day_and_tells_what_it_is_not(kettles: Command, tmp_path: Path) -> None:
    before = kettles.json("totals")["revision"]
    assert kettles.json("search", "--since", str(before))["total_reports"] == 0
    file = tmp_path / "towels.md"
    file.write_text("# Towels\n\nWe held interviews with 9 people in prison. They told us of the towels.\n", "utf-8")
    kettles("add", file)
    new = kettles.json("search", "--since", str(before))
    assert {hit["title"] for hit in new["hits"]} == {"Towels"}
    assert kettles.json("search", "--since", "2026-01-01")["total_reports"] == 2
    assert kettles.json("search", "--since", "2999-01-01")["total_reports"] == 0
    assert kettles.json("search", "kettle", "--since", "2999-01-01")["advice"]["filters"].keys() == {"since"}
    now = kettles.json("totals")["revision"]
    for wrong in (str(now + 1), "2026", "last week", "2026-13-01", "1.11.2026", "2026-W01-1"):
        kettles("search", "--since", wrong, code=3)
        assert f"revision {now}" in kettles.said.replace(f"revision like {now}", f"revision {now}")
        assert "2026-11-01" in kettles.said


def test_like_finds_what_is_like_a_passage_and_not_itself(demo: Command) -> None:
    hit = demo.json("search", "kettle", "--limit", "1")["hits"][0]
    alike = demo.json("search", "--like", hit["passage"])
    found = {one["passage"] for one in alike["hits"]}
    assert found and hit["passage"] not in found
    assert hit["passage"] in demo("search", "kettle", "--limit", "1")  # so that a person can ask for it
    demo("search", "--like", "nonsense", code=3)
    demo("search", "kettle", "--like", hit["passage"], code=3)
    nothing = demo("search", "--like", hit["passage"], "--fieldwork", "1950")
    assert "No other passage is like this one" in nothing


def test_a_report_that_is_not_here_is_told(demo: Command) -> None:
    demo("search", "kettle", "--report", "0" * 12, code=3)
    assert "0" * 12 in demo.said


def test_a_damaged_index_is_made_anew_before_the_answer_and_that_is_told(kettles: Command) -> None:
    there = kettles.json("search", "kettle")["total_passages"]
    assert kettles.said == ""
    for file in (kettles.home / "index").rglob("*.toc"):
        file.write_bytes(b"")
    assert kettles.json("search", "kettle")["total_passages"] == there > 0
    assert "was put in order" in kettles.said
    shutil.rmtree(kettles.home / "index")
    kettles("export", "--query", "kettle", "--format", "md", "-")
    assert "was put in order" in kettles.said
    assert kettles.json("search", "kettle")["total_passages"] == there
    assert kettles.said == ""


@pytest.mark.parametrize("words", [["search", "kettle"], ["search", "kettle", "--json"], ["--help"]])
def test_a_reader_who_has_gone_is_no_error(words: list[str], demo_home: Path) -> None:
    line = [sys.executable, "-m", "compendium", "--home", str(demo_home), *words]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()  # as `head` does when it has enough, only sooner
        said = running.stderr.read()
    assert (running.returncode, said) == (0, b"")


class Gone(io.StringIO):
    """Standard output whose writing fails."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def write(self, text: str) -> int:
        raise OSError(self._number, "as told by the system")

    def reconfigure(self, **_: str) -> None:
        pass


def test_windows_tells_it_as_an_invalid_argument(monkeypatch: pytest.MonkeyPatch, demo_home: Path) -> None:
    words = ["--home", str(demo_home), "search", "kettle"]
    monkeypatch.setattr(sys, "stdout", Gone(errno.EINVAL))
    monkeypatch.setattr(main, "NOBODY_READS", {errno.EPIPE, errno.EINVAL})
    assert main.run(words) == 0


def test_a_full_disk_is_an_error(
    monkeypatch: pytest.MonkeyPatch, demo_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Gone(errno.ENOSPC))
    assert main.run(["--home", str(demo_home), "search", "kettle"]) == 1
    assert "something went wrong" in capsys.readouterr().err

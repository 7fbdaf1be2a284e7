"""Saving: a report comes back as it was read, whole or not at all, and a re-reading keeps what people decided."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue import save as saving
from compendium.catalogue.catalogue import Catalogue
from compendium.errors import BadInput, LibraryUnusable, Refused
from compendium.model.intake import Known, OutcomeKind, Refusal
from compendium.model.people import GroupKind
from compendium.model.report import Claim, Claimant, PartialDate, Precision, Status
from compendium.model.search import OWNER, READER
from compendium.model.theme import Tag, TagStatus
from tests.unit.catalogue.making import TEXTS, group, prepared


def test_a_saved_report_comes_back_as_it_was_read(catalogue: Catalogue, tmp_path: Path) -> None:
    claims = (
        Claim("title", "Family visits", Claimant.RULE, 1, "Family visits", 0.9),
        Claim("organisation", "Prison Voices", Claimant.RULE),
        Claim("organisation", "Home Trust", Claimant.RULE),
        Claim("published", "2023-03", Claimant.RULE),
        Claim("fieldwork", "2022-11/2023-01", Claimant.RULE),
        Claim("setting", "prison", Claimant.RULE),
    )
    other = replace(group(GroupKind.STAFF, 9), why_not="it counts visits")
    given = prepared(tmp_path, claims=claims, candidates=[other], failed=[2])
    outcome = catalogue.save(given)
    assert (outcome.kind, outcome.pages, outcome.failed_pages) == (OutcomeKind.PARTIAL, 2, (2,))
    assert outcome.report == given.reading.sha256[:12]
    report = catalogue.report(outcome.report, READER)
    assert (report.title, report.organisations) == ("Family visits", ("Prison Voices", "Home Trust"))
    assert report.published == PartialDate(report.published.date, Precision.MONTH) and report.year == 2023
    assert (str(report.fieldwork.start), str(report.fieldwork.end)) == ("2022-11-01", "2023-01-31")
    assert (report.study, report.status, report.settings) == (report.id, Status.PUBLISHED, ("prison",))
    assert report.claims == claims
    assert (report.sample_groups, report.candidates) == (given.description.sample_groups, (other,))
    assert (report.pages, report.failed_pages) == (2, (2,))
    assert [source.sha256 for source in report.sources] == [given.reading.sha256]
    assert catalogue.pages(report.id, READER) == given.reading.pages
    assert catalogue.passages(report.id, READER) == tuple(
        (passage, given.tags if at == 0 else ()) for at, passage in enumerate(given.reading.passages)
    )
    assert catalogue.pages_named([report.id], READER)[0] == {(report.id, 1): "i"}
    assert catalogue.file_path(report.id, READER).read_bytes() == Path(given.path).read_bytes()
    assert catalogue.check() == []


def test_a_file_is_known_by_its_bytes(catalogue: Catalogue, tmp_path: Path) -> None:
    given = prepared(tmp_path)
    assert catalogue.known(given.reading.sha256, "reader 1") is None
    report = catalogue.save(given).report
    assert catalogue.known(given.reading.sha256, "reader 2") == Known(report=report)


def test_a_refusal_is_remembered_unless_it_was_the_day_or_another_reader(catalogue: Catalogue) -> None:
    scan = Refusal("scan.pdf", "a" * 64, "no-text", "No text.", "reader 1")
    slow = Refusal("slow.pdf", "b" * 64, "timed-out", "Too slow.", "reader 1")
    for refusal in (scan, slow, Refusal("gone.pdf", None, "cannot-open", "Gone.")):
        catalogue.refuse(refusal)
    assert catalogue.known(scan.sha256 or "", "reader 1") == Known(refusal=scan)
    assert catalogue.known(scan.sha256 or "", "reader 2") is None
    assert catalogue.known(slow.sha256 or "", "reader 1") is None


def test_a_file_that_changed_since_it_was_read_is_refused_and_nothing_is_kept(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    given = prepared(tmp_path)
    Path(given.path).write_bytes(b"something else")
    with pytest.raises(Refused) as refused:
        catalogue.save(given)
    assert refused.value.code == "changed-while-reading"
    Path(given.path).unlink()
    with pytest.raises(Refused) as refused:
        catalogue.save(given)
    assert refused.value.code == "cannot-open"
    assert catalogue.revision() == 0 and catalogue.check() == []


def test_a_library_that_cannot_take_the_file_says_so_and_keeps_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    (catalogue.home / "files").write_bytes(b"in the way")
    with pytest.raises(LibraryUnusable, match="could not be copied into the library"):
        catalogue.save(prepared(tmp_path))
    (catalogue.home / "files").unlink()
    (catalogue.home / "writer.lock").unlink()
    (catalogue.home / "writer.lock").mkdir()
    with pytest.raises(LibraryUnusable, match="may not be written to"):
        catalogue.save(prepared(tmp_path))
    assert catalogue.revision() == 0 and catalogue.check() == []


def test_reading_again_keeps_keys_decisions_and_imported_values(catalogue: Catalogue, tmp_path: Path) -> None:
    first = prepared(tmp_path)
    report = catalogue.save(first, supplied={"organisations": "Prison Voices", "published": ""}).report or ""
    kept, rejected = first.reading.passages[0], first.reading.passages[1]
    catalogue.decide(report, {"title": "Visits, as people told us"}, "Ann")
    catalogue.decide_tag(kept.id, "family-contact", True, "Ann")
    catalogue.decide_tag(rejected.id, "food", False, "Ann")
    keys = _keys(catalogue, report)
    again = prepared(tmp_path, texts=[TEXTS[1], "A new passage.", TEXTS[0]], theme=None, extractor="reader 2")
    again = replace(again, tags=(Tag(rejected.id, "food", Claimant.RULE),))
    catalogue.save(again, draft=True)
    now = _keys(catalogue, report)
    assert [now[id_] for id_ in (kept.id, rejected.id)] == [keys[id_] for id_ in (kept.id, rejected.id)]
    assert set(now.values()) - set(keys.values()) == {max(keys.values()) + 1}
    shown = catalogue.report(report, READER)
    assert (shown.title, shown.organisations) == ("Visits, as people told us", ("Prison Voices",))
    passages = catalogue.passages(report, READER)
    assert [passage.id for passage, _ in passages] == [passage.id for passage in again.reading.passages]
    assert {passage.id: tags for passage, tags in passages}[kept.id] == (
        Tag(kept.id, "family-contact", Claimant.PERSON, TagStatus.ACCEPTED),
    )
    assert all(tag.theme != "food" for _, tags in passages for tag in tags)


def test_a_decision_waits_for_a_passage_that_a_reading_misses_and_its_key_never_comes_back(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    given = prepared(tmp_path)
    report = catalogue.save(given).report or ""
    last = given.reading.passages[-1]
    catalogue.decide_tag(last.id, "licence", True, "Ann")
    keys = _keys(catalogue, report)
    catalogue.save(prepared(tmp_path, texts=TEXTS[:-1]))
    assert last.id not in _keys(catalogue, report) and catalogue.check() == []
    catalogue.save(given)
    assert _keys(catalogue, report)[last.id] > max(keys.values())
    assert [tag.theme for tag in catalogue.passages(report, READER)[-1][1]] == ["licence"]


def test_two_files_with_one_id_are_told_apart(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "report_id", lambda sha256: "0" * 12)
    catalogue.save(prepared(tmp_path, texts=[]))
    with pytest.raises(BadInput, match="Another file already has the id"):
        catalogue.save(prepared(tmp_path, "other.pdf", texts=[], theme=None))


def test_a_bad_supplied_value_saves_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="published"):
        catalogue.save(prepared(tmp_path), supplied={"published": "last spring"})
    assert catalogue.revision() == 0 and catalogue.check() == []


def test_a_machine_date_that_makes_no_sense_does_not_lose_the_report(catalogue: Catalogue, tmp_path: Path) -> None:
    report = catalogue.save(prepared(tmp_path, claims=[Claim("published", "2023-02-31", Claimant.RULE)])).report or ""
    shown = catalogue.report(report, READER)
    assert shown.published is None and shown.title == "visits"
    assert [claim.value for claim in shown.claims] == ["2023-02-31"]


def test_an_error_in_the_middle_of_saving_leaves_nothing_half(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(saving, "replace_tags", fail)
    with pytest.raises(RuntimeError):
        catalogue.save(prepared(tmp_path))
    monkeypatch.undo()
    assert catalogue.revision() == 0
    assert catalogue.reports(OWNER, statuses=tuple(Status)) == ()
    assert len(catalogue.check()) == 2  # the copied file and its marker, told as leftovers
    catalogue.tidy()
    assert catalogue.check() == []
    assert catalogue.save(prepared(tmp_path)).kind is OutcomeKind.ADDED


_KILLED = """
import sys, time
from pathlib import Path
from compendium.catalogue import save
from compendium.catalogue.catalogue import Catalogue
from tests.unit.catalogue.making import prepared

def stop(*_):
    print("in the middle", flush=True)
    time.sleep(60)

save.replace_tags = stop
Catalogue.open(Path(sys.argv[1])).save(prepared(Path(sys.argv[2])))
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is sent")
def test_a_kill_in_the_middle_of_saving_leaves_nothing_half(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.save(prepared(tmp_path, "before.pdf"))
    command = [sys.executable, "-c", _KILLED, str(catalogue.home), str(tmp_path)]
    path = os.pathsep.join([str(Path(__file__).parents[3]), *filter(None, sys.path)])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}) as child:
        assert child.stdout is not None and child.stdout.readline() == "in the middle\n"
        assert len(catalogue.reports(READER)) == 1  # reading goes on meanwhile
        child.send_signal(signal.SIGKILL)
    assert catalogue.revision() == 1
    catalogue.tidy()
    assert catalogue.check() == []
    assert [report.sources[0].name for report in catalogue.reports(READER)] == ["before.pdf"]
    assert catalogue.save(prepared(tmp_path)).kind is OutcomeKind.ADDED


def test_tidying_removes_no_file_that_a_killed_run_did_not_leave(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.save(prepared(tmp_path))
    stranger = catalogue.home / "files" / "ab" / f"{'ab' * 32}.pdf"
    stranger.parent.mkdir(parents=True, exist_ok=True)
    stranger.write_bytes(b"a report from a newer copy of this library")
    catalogue.tidy()
    assert stranger.exists()
    assert any("belongs to no report" in problem for problem in catalogue.check())


def test_a_second_writer_is_told_that_another_is_adding(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compendium.catalogue.catalogue.LOCK_WAIT_SECONDS", 0.1)
    second = Catalogue.open(catalogue.home)
    with catalogue.writing():
        catalogue.save(prepared(tmp_path))  # who holds the lock may save
        with pytest.raises(LibraryUnusable, match=r"Another compendium is adding"):
            second.save(prepared(tmp_path, "second.pdf"))
        second.decide(second.reports(READER)[0].id, {"title": "A click does not wait"}, "Ann")
    assert second.save(prepared(tmp_path, "second.pdf")).kind is OutcomeKind.ADDED
    second.close()


def test_sixty_passages_are_saved_in_few_statements(catalogue: Catalogue, tmp_path: Path) -> None:
    from sqlalchemy import event

    statements: list[str] = []
    event.listen(catalogue._engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    catalogue.save(prepared(tmp_path, "few.pdf", texts=["one", "two"]))
    few, statements[:] = len(statements), []
    started = time.perf_counter()
    catalogue.save(prepared(tmp_path, "many.pdf", texts=[f"{at} {TEXTS[0]}" for at in range(60)]))
    assert time.perf_counter() - started < 1.0  # a quiet machine needs about 0.02
    assert len(statements) == few


def _keys(catalogue: Catalogue, report: str) -> dict[str, int]:
    found = {passage.id for passage, _ in catalogue.passages(report, OWNER)}
    by_key = catalogue.passages_by_key(range(1, 50), OWNER)
    return {passage.id: key for key, (_, passage, _) in by_key.items() if passage.id in found}

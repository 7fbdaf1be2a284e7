"""The main job on real files: every one is added or refused with a typed reason, and a second run changes nothing."""

import json
from pathlib import Path

import pytest

from compendium.cli.main import run
from compendium.errors import REFUSALS

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here (../shared/data)"),
]


def add(home: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[object]]:
    capsys.readouterr()
    assert run(["--home", str(home), "add", str(folder), "--json"]) in (0, 1)
    said: dict[str, list[object]] = json.loads(capsys.readouterr().out)
    return said


@pytest.mark.parametrize("name", ["awkward", "reports"])
def test_every_file_is_accounted_for_and_again_nothing_changes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [path for path in (DATA / name).rglob("*") if path.is_file()]
    first = add(tmp_path / "library", DATA / name, capsys)
    kinds = ("added", "partial", "unchanged", "refused", "skipped")
    assert sum(len(first[kind]) for kind in kinds) == len(files)
    assert {item["code"] for item in first["refused"]} <= REFUSALS.keys()  # type: ignore[index]
    assert not any(item["code"] in ("crashed", "timed-out") for item in first["refused"])  # type: ignore[index]

    second = add(tmp_path / "library", DATA / name, capsys)
    stored = len(first["added"]) + len(first["partial"]) + len(first["unchanged"])
    assert (second["added"], second["partial"], len(second["unchanged"])) == ([], [], stored)
    assert sorted(map(str, second["refused"])) == sorted(map(str, first["refused"]))
    assert second["skipped"] == first["skipped"]
    capsys.readouterr()
    assert run(["--home", str(tmp_path / "library"), "check", "--json"]) == 0

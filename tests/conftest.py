"""What all tests share."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples in every run of CI: a submission must not fail over luck. At the desk luck may find something.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the demonstration corpus."""
    return CORPUS


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No test ever touches a person's own library."""
    home = tmp_path / "library"
    monkeypatch.setenv("COMPENDIUM_HOME", str(home))
    yield home


def gold_files() -> list[Path]:
    """The gold labels of the demonstration reports."""
    return sorted((CORPUS / "gold").glob("*.json"))


def gold(path: Path) -> dict[str, Any]:
    """The gold labels of one report."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration library, made once by the command itself. Tests that change a library make their own."""
    from compendium.cli.main import run

    home = tmp_path_factory.mktemp("demonstration") / "library"
    assert run(["--home", str(home), "demo", "--no-serve"]) == 0
    return home

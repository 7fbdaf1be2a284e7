"""The command on a library, for the tests of single commands."""

from pathlib import Path

import pytest

from tests.spec.test_command import MARKDOWN, Command


@pytest.fixture
def demo(capsys: pytest.CaptureFixture[str], demo_home: Path) -> Command:
    """On the demonstration library, which no test changes."""
    return Command(capsys, demo_home)


@pytest.fixture
def kettles(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """On a library of its own with one small report."""
    command = Command(capsys, tmp_path / "library")
    file = tmp_path / "kettles.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    command("add", file)
    return command

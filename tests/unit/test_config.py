"""Options: defaults, then the file, then the environment, then what was typed."""

from pathlib import Path

import pytest

from compendium.config import load
from compendium.errors import BadInput


def test_each_layer_wins_over_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "compendium.toml").write_text("port = 1111\nworkers = 3\n[limits]\npages = 10\n", encoding="utf-8")
    config = load(tmp_path, {"COMPENDIUM_WORKERS": "4", "COMPENDIUM_LIMIT_SECONDS": "7.5"}, port=2222, host=None)
    assert (config.port, config.workers, config.host) == (2222, 4, "127.0.0.1")
    assert (config.limits.pages, config.limits.seconds, config.limits.file_mb) == (10, 7.5, 200)
    assert config.reading_processes == 4


def test_the_home_is_typed_or_from_the_environment_or_the_user_s_data_folder(tmp_path: Path) -> None:
    assert load(tmp_path, {"COMPENDIUM_HOME": "/elsewhere"}).home == tmp_path
    assert load(None, {"COMPENDIUM_HOME": str(tmp_path)}).home == tmp_path
    assert load(None, {}).home.name == "compendium"


@pytest.mark.parametrize(
    "text",
    [
        "colour = 1",
        "port = 'far'",
        "port = 99999",
        "workers = -3",
        "limits = 5",
        "[limits]\nmoons = 2",
        "[limits]\nseconds = -1",
        'home = "elsewhere"',
        "not toml",
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "compendium.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        load(tmp_path, {})

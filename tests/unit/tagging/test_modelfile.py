"""Model files: what was saved is loaded, and whatever else there is, is no model."""

import io
import json
import os
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from skops import io as skops

from compendium.tagging import modelfile
from compendium.tagging.classifier import Model, train
from compendium.tagging.modelfile import header, load, save
from tests.unit.tagging.decided import THEMES, examples, without

TEXTS = ["The breakfast was cold.", "The visits hall closes.", "Rain."]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(without(examples(), "work", 3), THEMES, codebook="1")


@pytest.fixture
def file(model: Model, tmp_path: Path) -> Path:
    save(model, tmp_path / "models" / "themes.skops")
    return tmp_path / "models" / "themes.skops"


def said(model: Model) -> list[list[float]]:
    found = model.predict(TEXTS, [()] * 3, [{}, {"work": 0.5}, {}])
    return [found.probability.tolist(), found.balanced.tolist(), found.decision.tolist()]


def test_what_was_saved_is_loaded(model: Model, file: Path) -> None:
    loaded = load(file, codebook="1")
    assert loaded is not None
    assert said(loaded) == said(model)
    assert (loaded.scores, loaded.active, loaded.weak) == (model.scores, model.active, model.weak)
    assert (loaded.themes, loaded.codebook, loaded.training) == (model.themes, "1", model.training)
    assert loaded.explain(TEXTS[0], (), "food") == model.explain(TEXTS[0], (), "food") != ()
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_model_without_examples_is_loaded_too(tmp_path: Path) -> None:
    save(train([], THEMES, codebook="1"), tmp_path / "m")
    loaded = load(tmp_path / "m", codebook="1")
    assert loaded is not None
    assert loaded.weak == frozenset(THEMES)


def test_the_header_says_what_made_it(model: Model, file: Path) -> None:
    found = header(file)
    assert (found["codebook"], found["training"]) == ("1", model.training)
    assert set(found) == {"format", "codebook", "sklearn", "training", "made"}
    assert header(file.with_name("none")) == {}


def test_there_is_no_model_where_there_is_no_file(tmp_path: Path) -> None:
    assert load(tmp_path / "none", codebook="1") is None
    assert load(tmp_path, codebook="1") is None


def test_a_model_of_another_codebook_is_none(file: Path) -> None:
    assert load(file, codebook="2") is None


def test_a_model_of_another_scikit_learn_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelfile, "version", lambda name: "0.1")
    assert load(file, codebook="1") is None


def test_a_model_in_another_format_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelfile, "_FORMAT", modelfile._FORMAT + 1)
    assert load(file, codebook="1") is None


def test_a_cut_file_is_none(file: Path) -> None:
    content = file.read_bytes()
    for length in (0, 1, 100, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:length])
        assert load(file, codebook="1") is None


def test_a_changed_byte_gives_none_or_changes_nothing(model: Model, file: Path) -> None:
    content, rng = file.read_bytes(), np.random.default_rng(1)
    refused = 0
    for place in rng.integers(0, len(content), 60):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        loaded = load(file, codebook="1")
        refused += loaded is None
        assert loaded is None or said(loaded) == said(model)
    assert refused > 40


@pytest.mark.parametrize("foreign", [b"no archive", b"PK\x03\x04"])
def test_any_other_file_is_none(file: Path, foreign: bytes) -> None:
    file.write_bytes(foreign)
    assert load(file, codebook="1") is None


def rewritten(file: Path, content: object) -> None:
    """The file with another content under the same header."""
    about = header(file)
    archive = io.BytesIO(skops.dumps(content))
    with zipfile.ZipFile(archive, "a") as opened:
        opened.comment = json.dumps(about).encode()
    file.write_bytes(archive.getvalue())


def test_types_that_are_not_trusted_are_never_made(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewritten(file, {"facts": Path("x"), "balanced": Counter("ab"), "call": os.getcwd})
    assert skops.get_untrusted_types(file=file)
    monkeypatch.setattr(skops, "loads", lambda *a, **k: pytest.fail("it was loaded"))
    assert load(file, codebook="1") is None


def test_parts_that_do_not_fit_are_none(model: Model, file: Path) -> None:
    packed = modelfile._packed(model)
    rewritten(file, packed)
    assert load(file, codebook="1") is not None
    for name in packed:
        rewritten(file, {key: value[1:] if key == name else value for key, value in packed.items()})
        assert load(file, codebook="1") is None, name
        rewritten(file, {key: value for key, value in packed.items() if key != name})
        assert load(file, codebook="1") is None, name
    rewritten(file, [1, 2])
    assert load(file, codebook="1") is None


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_save_that_is_killed_leaves_the_old_file(
    model: Model, file: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def die(*_: object) -> None:
        raise Killed

    other = train(examples(), THEMES, codebook="1")
    with monkeypatch.context() as patched:
        patched.setattr(modelfile.os, moment, die)
        with pytest.raises(Killed):
            save(other, file)
    loaded = load(file, codebook="1")
    assert loaded is not None
    assert loaded.training == model.training
    save(other, file)  # what was left beside is no hindrance
    assert header(file)["training"] == other.training
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_full_disk_is_told_and_leaves_the_old_file(model: Model, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(modelfile.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(model, file)
    assert load(file, codebook="1") is not None


def test_a_copied_file_is_the_same_model(file: Path, tmp_path: Path, model: Model) -> None:
    shutil.copy(file, tmp_path / "copy")
    loaded = load(tmp_path / "copy", codebook="1")
    assert loaded is not None
    assert said(loaded) == said(model)

"""A library of so many made-up passages: made once, and taken again when it was made in the same way."""

import hashlib
import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed.made_up import MadeUp, Maker, codebook, write_file
from benchmarks.speed.passages import PASSAGES
from benchmarks.speed.sentences import Sentences
from compendium.catalogue import schema
from compendium.catalogue.catalogue import Catalogue

MAKING = 1
"""Raised whenever the same sentences make another library than before."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one made-up library and of what other engines make of it."""

    folder: Path

    @property
    def home(self) -> Path:
        """The library itself."""
        return self.folder / "library"

    @property
    def sentences(self) -> Path:
        """The sentences that it was made of."""
        return self.folder / "sentences.json"

    @property
    def questions(self) -> Path:
        """The questions that its engines are asked."""
        return self.folder / "questions.json"

    @property
    def facts(self) -> Path:
        """How it was made; not there before it is whole."""
        return self.folder / "made.json"


def place_for(parent: Path, sentences: Sentences, passages: int) -> Place:
    """The place in that folder of a library of so many passages; one made in another way has another place."""
    making = hashlib.sha256(f"{MAKING} {schema.VERSION} {sentences.digest}".encode()).hexdigest()[:8]
    return Place((parent / f"search-{passages}-{making}").absolute())


def library(place: Place, sentences: Sentences, passages: int) -> dict[str, Any]:
    """Facts of the library of so many passages in `place`, which is made when it is not there yet."""
    if not place.facts.exists():
        shutil.rmtree(place.folder, ignore_errors=True)  # what a stopped run left
        place.folder.mkdir(parents=True)
        place.sentences.write_text(json.dumps(sentences.texts), encoding="utf-8")
        place.facts.write_text(json.dumps(_made(place.home, sentences, passages)), encoding="utf-8")
    return dict(json.loads(place.facts.read_text(encoding="utf-8")))


def save(catalogue: Catalogue, made: MadeUp) -> None:
    """Saves a report whose file is there, then what people said of its tags."""
    catalogue.save(made.prepared, supplied=made.supplied)
    for tag in made.accepted:
        catalogue.decide_tag(tag.passage, tag.theme, True, "owner")


def _made(home: Path, sentences: Sentences, passages: int) -> dict[str, Any]:
    catalogue, maker = Catalogue.open(home, create=True), Maker(sentences)
    catalogue.put_codebook(codebook())
    began, saving, left, reports = time.perf_counter(), 0.0, passages, 0
    with tempfile.TemporaryDirectory() as folder:
        while left:
            made = write_file(Path(folder), maker.report(min(PASSAGES, left)))
            started = time.perf_counter()
            save(catalogue, made)
            saving += time.perf_counter() - started
            Path(made.prepared.path).unlink()
            left, reports = left - len(made.prepared.reading.passages), reports + 1
    catalogue.close()
    return {
        "reports": reports,
        "distinct_words": len(maker.words),
        "seconds": round(time.perf_counter() - began, 1),
        "saving_seconds": round(saving, 1),
    }

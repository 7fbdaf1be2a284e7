"""Real English sentences, from what is there: reports, comments and abstracts; else the demonstration reports."""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.speed.reports import DEMONSTRATION, REAL, library_of

FEWEST, MOST = 5, 40
"""Words of a sentence that is used."""

_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Different sentences in the order of their sources, and how many each source gave."""

    texts: tuple[str, ...]
    origin: dict[str, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Changes whenever the sentences do."""
        return hashlib.sha256("\n".join(self.texts).encode()).hexdigest()[:12]


def gathered(place: Path) -> Sentences:
    """All sentences of the real data, or of the demonstration reports where there is none. Reports are read into
    libraries in `place`."""
    found = {
        "reports": _of_reports(REAL / "reports", place),
        "comments": _of_comments(REAL / "themes" / "nhs_comments_multilabel.csv"),
        "abstracts": _of_abstracts(REAL / "retrieval" / "cranfield" / "docs.jsonl"),
    }
    sources = {name: tuple(texts) for name, texts in found.items()}
    if not any(sources.values()):
        sources = {"demonstration": tuple(_of_reports(DEMONSTRATION, place))}
    known: dict[str, str] = {}
    for name, texts in sources.items():
        for text in split(texts):
            known.setdefault(text, name)
    origin = {name: sum(of == name for of in known.values()) for name in sources}
    return Sentences(tuple(known), {name: count for name, count in origin.items() if count})


def split(texts: Iterable[str]) -> Iterator[str]:
    """The sentences of texts, without those that are too short or too long."""
    for text in texts:
        for sentence in _END.split(text):
            words = sentence.split()
            if FEWEST <= len(words) <= MOST:
                yield " ".join(words).replace(" .", ".").replace(" ,", ",")


def _of_reports(folder: Path, place: Path) -> Iterator[str]:
    from compendium.catalogue.catalogue import Catalogue
    from compendium.model.document import PassageKind
    from compendium.model.search import OWNER

    if not folder.is_dir():
        return
    catalogue = Catalogue.open(library_of(folder, place))
    for report in sorted(catalogue.visible(OWNER, None)):
        for passage, _ in catalogue.passages(report, OWNER):
            if passage.kind is not PassageKind.TABLE and not passage.repeats:
                yield passage.text
    catalogue.close()


def _of_comments(file: Path) -> Iterator[str]:
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as opened:
            yield from (row["text"] for row in csv.DictReader(opened))


def _of_abstracts(file: Path) -> Iterator[str]:
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]

"""How surely reports that belong together are suggested, and no others: `python -m benchmarks.description.relations`.

Compares the demonstration reports with each other (their gold says which share a study), the real reports of
../shared/data, which are all of one kind and share much of their wording (every suggestion there is counted as false),
and versions of the demonstration reports made here. Prints one JSON object; `--show` lists suggestions with their
reasons. `milliseconds_for_1000` is the time to compare one report with a thousand.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

from compendium.catalogue.fields import partial_date, period
from compendium.errors import Refused
from compendium.evidence.relations import relations
from compendium.evidence.signatures import shares
from compendium.ingest.describe.describe import describe
from compendium.ingest.read import read_file
from compendium.ingest.signature import signature
from compendium.model.document import Passage
from compendium.model.relation import Relation, Traits
from compendium.model.report import Period

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
REAL = ROOT.parent / "shared" / "data" / "reports"
ROUNDS = 5
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Document:
    """A report as it would be compared, and its passages, of which versions are made."""

    name: str
    traits: Traits
    passages: tuple[Passage, ...]

    @property
    def words(self) -> list[str]:
        return [word for passage in self.passages if not passage.repeats for word in passage.text.split()]


def main() -> None:
    """Measures everything and prints the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.description.relations", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--show", action="store_true", help="list suggestions with their reasons")
    parser.add_argument("--real", type=Path, default=REAL, metavar="DIR", help="a folder of reports, none related")
    asked = parser.parse_args()
    corpus = list(documents(sorted((CORPUS / "reports").iterdir())))
    real = list(documents(sorted(asked.real.rglob("*.pdf"))))
    figures = {
        "corpus": _corpus(corpus, asked.show),
        "published": _published(real, asked.show) if real else {"skipped": "no reports here"},
        "versions": {name: _tried(make, corpus) for name, make in VERSIONS.items()},
        "no_versions": {name: _tried(make, corpus) for name, make in NO_VERSIONS.items()},
        "milliseconds_for_1000": _milliseconds([document.traits for document in corpus + real]),
    }
    print(json.dumps(figures, indent=2, ensure_ascii=False))


def documents(files: Iterable[Path]) -> Iterator[Document]:
    """The reports that can be read, as they would be compared after `compendium add`."""
    for file in files:
        try:
            reading = read_file(file)
        except Refused:
            continue
        said = describe(reading)
        title, published, fieldwork = (said.first(field) for field in ("title", "published", "fieldwork"))
        makers = {name for field in ("organisation", "commissioner", "fieldworker") for name in said.values(field)}
        traits = Traits(
            report=file.stem,
            title=title.value if title else file.stem,
            organisations=frozenset(makers),
            published=partial_date(published.value).date if published else None,
            fieldwork=period(fieldwork.value) if fieldwork else None,
            numbers=frozenset(group.n for group in said.sample_groups if group.n is not None),
            sites=frozenset(said.values("place")),
            language=next(iter(said.values("language")), ""),
            study=file.stem,
            replaces=None,
            signature=signature(reading.passages),
        )
        yield Document(file.stem, traits, reading.passages)


def _corpus(corpus: Sequence[Document], show: bool) -> dict[str, Any]:
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CORPUS / "gold").glob("*.json"))]
    study = {Path(truth["file"]).stem: truth["study"] for truth in gold}
    pairs = list(combinations(corpus, 2))
    related = {(a.name, b.name) for a, b in pairs if study[a.name] == study[b.name]}
    found = _suggested(pairs)
    return {
        "pairs": len(pairs),
        "related": len(related),
        "found": len(related & found.keys()),
        "missed": sorted(related - found.keys()),
        "false": sorted(found.keys() - related),
        "as": {" / ".join(pair): relation.kind for pair, relation in found.items()},
    } | ({"why": [relation.why for relation in found.values()]} if show else {})


def _published(real: Sequence[Document], show: bool) -> dict[str, Any]:
    pairs = list(combinations(real, 2))
    found = _suggested(pairs)
    signatures = [(a.traits.signature, b.traits.signature) for a, b in pairs]
    return {
        "reports": len(real),
        "pairs": len(pairs),
        "suggested": len(found),
        "which": [f"{' / '.join(pair)}: {relation.kind}" for pair, relation in found.items()],
        "most_alike": round(max(shares(*pair).alike for pair in signatures), 3),
        "most_held": round(max(shares(*pair).held for pair in signatures), 3),
    } | ({"why": [relation.why for relation in found.values()]} if show else {})


def _suggested(pairs: Iterable[tuple[Document, Document]]) -> dict[tuple[str, str], Relation]:
    found = {(a.name, b.name): relations(a.traits, [b.traits]) for a, b in pairs}
    return {pair: relation for pair, (relation, *_) in ((pair, some) for pair, some in found.items() if some)}


Make = Callable[[Document, list[str], random.Random], Document]
"""Makes a version of a report, where needed with the words of another, which are given in no order."""


def _tried(make: Make, corpus: Sequence[Document]) -> dict[str, Any]:
    """How often the version was suggested to belong with its original, as what, and with any other report."""
    as_, others, made = Counter[str](), 0, 0
    for at, document in enumerate(corpus):
        for seed in range(ROUNDS):
            chance = random.Random(f"{document.name} {seed}")
            foreign = corpus[(at + 5) % len(corpus)].words
            chance.shuffle(foreign)
            version = make(document, foreign, chance).traits
            made += 1
            as_.update(relation.kind for relation in relations(version, [document.traits]))
            related = {relation.other for relation in relations(document.traits, [other.traits for other in corpus])}
            rest = [other.traits for other in corpus if other is not document and other.name not in related]
            others += len(relations(version, rest))
    return {"made": made, "suggested": as_.total(), "as": dict(as_), "with_other_reports": others}


def _made(document: Document, words: Sequence[str], **changes: Any) -> Document:
    """Another file with those words, cut into passages elsewhere than the original."""
    texts = [" ".join(words[at : at + 90]) for at in range(0, len(words), 90)]
    passages = tuple(replace(document.passages[0], text=text, repeats="") for text in texts)
    fresh = {"report": "made", "study": "made", "signature": signature(passages)}
    return Document("made", replace(document.traits, **(fresh | changes)), passages)


def _changed(share: float, **changes: Any) -> Make:
    def make(document: Document, _: list[str], chance: random.Random) -> Document:
        words = [f"other{chance.random()}" if chance.random() < share else word for word in document.words]
        return _made(document, words, **(_later(document) | changes))

    return make


def _later(document: Document) -> dict[str, Any]:
    return {"published": document.traits.published + YEAR if document.traits.published else None}


NAMELESS: dict[str, Any] = {
    "title": "Untitled",
    "organisations": frozenset(),
    "published": None,
    "fieldwork": None,
    "numbers": frozenset(),
    "sites": frozenset(),
}
"""What is known of a report whose cover could not be read."""


def _exported(document: Document, _: list[str], __: random.Random) -> Document:
    plain = str.maketrans("‘’“”–", "''\"\"-")
    return _made(document, " ".join(document.words).translate(plain).split())


def _cut(share: float, **changes: Any) -> Make:
    def make(document: Document, _: list[str], chance: random.Random) -> Document:
        words = document.words
        keep = round(len(words) * share)
        start = chance.randrange(len(words) - keep)
        return _made(document, words[start : start + keep], **changes)

    return make


def _appended(document: Document, foreign: list[str], _: random.Random) -> Document:
    words = document.words
    title = f"{document.traits.title}: second edition"
    return _made(document, words + foreign[: len(words) // 3], title=title, **_later(document))


def _rewritten(document: Document, _: list[str], chance: random.Random) -> Document:
    """A summary in words of its own: nothing but title, maker and numbers tell."""
    words = [f"own{chance.randrange(900)}" for _ in range(len(document.words) // 4)]
    return _made(document, words, title=f"{document.traits.title}: a summary")


def _translated(**changes: Any) -> Make:
    def make(document: Document, _: list[str], __: random.Random) -> Document:
        words = [word if any(map(str.isdigit, word)) else word[::-1] + "yr" for word in document.words]
        title = document.traits.title[::-1].lower()
        return _made(document, words, title=title, language="cy", **changes)

    return make


def _next_round(document: Document, foreign: list[str], _: random.Random) -> Document:
    """The next report of a series: one title, one maker, a quarter of the words from the same mould, other people."""
    words, told = document.words, document.traits
    heard = told.fieldwork and Period(told.fieldwork.end + YEAR, told.fieldwork.end + YEAR + YEAR / 2)
    mixed = words[: len(words) // 4] + foreign
    return _made(document, mixed, fieldwork=heard, numbers=frozenset({977, 345}), **_later(document))


def _same_maker(document: Document, foreign: list[str], _: random.Random) -> Document:
    """Another study by the same body at the same time, elsewhere and with other people."""
    other = {"title": "Another question", "numbers": frozenset({977, 345}), "sites": frozenset({"HMP Elsewhere"})}
    return _made(document, foreign, **other)


def _same_places(document: Document, foreign: list[str], _: random.Random) -> Document:
    """Another study by the same body at the same time in the same places, with other people."""
    return _made(document, foreign, title="Another question", numbers=frozenset({977, 345}))


def _other_part(document: Document, foreign: list[str], _: random.Random) -> Document:
    """The summary of another report whose title begins alike."""
    title = f"{document.traits.title.split(':')[0]}: something else: a summary"
    return _made(document, foreign[:400], title=title, numbers=frozenset({977}), sites=frozenset({"HMP Elsewhere"}))


def _mentioned(document: Document, foreign: list[str], _: random.Random) -> Document:
    """A leaflet by someone else that quotes three sentences."""
    return _made(document, foreign[:80] + document.words[100:150], **NAMELESS)


VERSIONS: dict[str, Make] = {
    "exported again": _exported,
    "5 % of the words changed": _changed(0.05),
    "10 % of the words changed": _changed(0.1),
    "10 % of the words changed, cover unread": _changed(0.1, **NAMELESS),
    "15 % of the words changed": _changed(0.15),
    "20 % of the words changed": _changed(0.2),
    "20 % of the words changed, cover unread": _changed(0.2, **NAMELESS),
    "a fifth of the pages cut": _cut(0.8),
    "half of the pages cut": _cut(0.5),
    "half of the pages cut, cover unread": _cut(0.5, **NAMELESS),
    "a sixth as an extract, cover unread": _cut(0.17, **NAMELESS),
    "a chapter appended": _appended,
    "a summary in other words": _rewritten,
    "translated": _translated(),
    "translated, people not found": _translated(numbers=frozenset()),
}
NO_VERSIONS: dict[str, Make] = {
    "the next of a series": _next_round,
    "another study of the same maker at that time": _same_maker,
    "another study of the same maker in the same places": _same_places,
    "a summary of another part of a series": _other_part,
    "a leaflet that quotes it": _mentioned,
}


def _milliseconds(known: Sequence[Traits]) -> float:
    others = [replace(known[at % len(known)], report=f"other {at}", study=f"other {at}") for at in range(1000)]
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        relations(known[0], others)
        times.append(time.perf_counter() - began)
    return round(median(times) * 1000, 1)


if __name__ == "__main__":
    main()

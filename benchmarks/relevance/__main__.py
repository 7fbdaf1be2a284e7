"""How well answers are ordered, side by side with other search engines in one run.

`python -m benchmarks.relevance [DIR]` fills every engine with the documents of DIR/docs.jsonl, asks it what
DIR/queries.jsonl asks, and holds its lists against what people judged (DIR/qrels.tsv). Prints one JSON object. Compare
within one run; differences of less than 0.003 mean nothing. Seconds are the whole filling, and all questions together.
"""

import argparse
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.relevance import collection
from benchmarks.relevance.collection import Collection
from benchmarks.relevance.engines import ENGINES, Engine
from benchmarks.relevance.measures import judged, means
from benchmarks.relevance.ours import changed, known, settings

CRANFIELD = Path(__file__).parents[3] / "shared" / "data" / "retrieval" / "cranfield"


def main(arguments: list[str] | None = None) -> None:
    """Measures what is asked for and prints the figures."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        numbers = settings(asked.set)
    except ValueError as error:
        parser.error(str(error))
    if absent := collection.missing(asked.folder):
        figures: dict[str, Any] = {"skipped": f"Nothing measured: {asked.folder} has no {', '.join(absent)}."}
    else:
        with changed(numbers):
            figures = measured(collection.read(asked.folder), asked.only or list(ENGINES))
    print(json.dumps({"folder": asked.folder.resolve().name, **figures}, indent=2, ensure_ascii=False))


def measured(given: Collection, names: list[str]) -> dict[str, Any]:
    """The figures of these engines on one collection."""
    questions = {question: given.questions[question] for question in judged(given.qrels, given.questions)}
    return {
        "documents": len(given.documents),
        "queries": len(questions),
        "engines": {name: _figures(ENGINES[name], given, questions) for name in names},
    }


def _figures(engine: Engine, given: Collection, questions: dict[str, str]) -> dict[str, Any]:
    if not engine.ready():
        return {"skipped": "not installed"}
    with TemporaryDirectory() as folder, engine.filled(given.documents[:10], Path(folder)):
        pass  # imports and what is set up once shall cost nothing
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        with engine.filled(given.documents, Path(folder)) as search:
            filled = time.perf_counter()
            lists = {question: search(text) for question, text in questions.items()}
            done = time.perf_counter()
    seconds = {"build_seconds": round(filled - began, 2), "query_seconds": round(done - filled, 2)}
    return {**means(lists, given.qrels), **seconds}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CRANFIELD, metavar="DIR", help="a test collection")
    parser.add_argument("--only", action="append", choices=ENGINES, metavar="ENGINE", help=", ".join(ENGINES))
    numbers = f"other numbers for our ranking: {', '.join(known())}; several numbers with colons, as LIFT=1:0.1"
    parser.add_argument("--set", default="", metavar="K1=1.2,B=.75", help=numbers)
    return parser


if __name__ == "__main__":
    main()

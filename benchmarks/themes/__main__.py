"""How well themes are learnt from labelled texts, side by side with plain classifiers in one run.

`python -m benchmarks.themes TRAIN.csv TEST.csv`: columns id, source, text, then one 0/1 column a label (blank is 0).
Without files: the labelled comments beside the checkout, split by source (learn from one, judge on the other, both
ways) and by text. Labels: those of labels_scored.json beside the file, else all. Prints one JSON object. The macro F1
is over the labels that occur in the test. The rules are the words of the labels' names, found at run time.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.themes import labelled
from benchmarks.themes.labelled import Labelled
from benchmarks.themes.methods import BASELINES, METHODS, Bools
from compendium.tagging.scores import Scores
from compendium.tagging.validation import agreement

COMMENTS: Final = Path(__file__).parents[3] / "shared" / "data" / "themes" / "nhs_comments_multilabel.csv"


def main(arguments: list[str] | None = None) -> None:
    """Measures what is asked for and prints the figures."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.train and not asked.test:
        parser.error("give both TRAIN.csv and TEST.csv, or neither")
    print(json.dumps(_given(asked.train, asked.test) if asked.train else _own(COMMENTS), indent=1, ensure_ascii=False))


def _given(train: Path, test: Path) -> dict[str, Any]:
    learn = labelled.read(train)
    figures = measured(learn, labelled.read(test, learn.labels))
    # Ours stands at the top, as the contract has it.
    return {**figures["methods"]["ours"], **figures}


def _own(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"skipped": f"Nothing measured: there is no {path.name} beside the checkout."}
    given = labelled.read(path)
    splits = {**labelled.by_source(given), "unseen texts": labelled.by_text(given)}
    return {"file": path.name, "splits": {name: measured(*split) for name, split in splits.items()}}


def measured(learn: Labelled, judge: Labelled) -> dict[str, Any]:
    """The figures of every method that learns from one set and is judged on the other."""
    for method in METHODS.values():
        method(learn.only(range(min(50, len(learn.texts)))))(judge.texts[:5])  # what is loaded once shall cost nothing
    methods = {name: _figures(method, learn, judge) for name, method in METHODS.items()}
    best = max(BASELINES, key=lambda name: methods[name]["macro_f1"])
    return {
        "texts": {"learnt_from": len(learn.texts), "judged_on": len(judge.texts)},
        "labels": {"scored": len(learn.labels), "in_test": int(judge.said.any(axis=0).sum())},
        "best_baseline": {"name": best, "macro_f1": methods[best]["macro_f1"], "micro_f1": methods[best]["micro_f1"]},
        "methods": methods,
    }


def _figures(method: Any, learn: Labelled, judge: Labelled) -> dict[str, Any]:
    began = time.perf_counter()
    answer = method(learn)
    learnt = time.perf_counter()
    found = answer(judge.texts)
    seconds = time.perf_counter() - learnt
    return {
        **scored(found, judge),
        "train_seconds": round(learnt - began, 2),
        "predict_per_second": round(len(judge.texts) / seconds),
    }


def scored(found: Bools, judge: Labelled) -> dict[str, Any]:
    """Micro and macro F1, and F1 by label; a label that occurs neither in the test nor in the answer has no F1."""
    by_label = {label: agreement(found[:, i], judge.said[:, i]) for i, label in enumerate(judge.labels)}
    scores = Scores(by_label)
    return {
        "micro_f1": round(scores.micro.f1, 4),
        "macro_f1": round(scores.macro[2], 4),
        "per_label": {
            label: round(one.f1, 3) if one.right + one.wrong + one.missed else None for label, one in by_label.items()
        },
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.themes", description=__doc__.split("\n")[0])
    parser.add_argument("train", nargs="?", type=Path, metavar="TRAIN.csv", help="labelled texts to learn from")
    parser.add_argument("test", nargs="?", type=Path, metavar="TEST.csv", help="labelled texts to judge on")
    return parser


if __name__ == "__main__":
    main()

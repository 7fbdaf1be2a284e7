"""How well the rules of the seed codebook find the themes of the demonstration reports. Prints one JSON object.

python -m benchmarks.corpus_themes [GOLD_DIR]     (default: corpus/gold beside this folder)
python -m benchmarks.corpus_themes --show THEME   also lists the passages wrongly tagged and missed, on standard error
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from compendium.model.document import Account, Passage, PassageKind
from compendium.model.theme import Tag
from compendium.tagging.codebook import seed
from compendium.tagging.rules import Tagger
from compendium.tagging.scores import Score, score

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold"


def gold_passages(folder: Path) -> dict[str, dict[str, Any]]:
    """Every labelled passage of the gold files, by an id made of file and number."""
    return {
        f"{path.stem}:{number}": entry
        for path in sorted(folder.glob("*.json"))
        for number, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))["passages"])
    }


def as_passage(passage_id: str, entry: dict[str, Any]) -> Passage:
    """The labelled words as a passage; what rules do not look at is left open."""
    return Passage(passage_id, PassageKind.PARAGRAPH, Account.UNKNOWN, (entry["page"],), (), entry["text"])


def numbers(found: Score) -> dict[str, float]:
    """One score as numbers to print."""
    return {
        "precision": round(found.precision, 3),
        "recall": round(found.recall, 3),
        "f1": round(found.f1, 3),
        "gold": found.right + found.missed,
        "tagged": found.right + found.wrong,
    }


def show(theme: str, passages: dict[str, dict[str, Any]], tags: tuple[Tag, ...]) -> None:
    """Lists where the rules and the gold differ on a theme."""
    said = {tag.passage: tag for tag in tags if tag.theme == theme}
    for passage_id, entry in passages.items():
        if (passage_id in said) != (theme in entry["themes"]):
            words = [entry["text"][m.start : m.end] for m in said[passage_id].matches] if passage_id in said else []
            print(f"{'WRONG' if words else 'MISSED'} {theme} {passage_id} {words}\n   {entry['text']}", file=sys.stderr)


def main() -> None:
    """Tags the gold passages, scores the tags, prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--show", action="append", default=[], metavar="THEME")
    options = parser.parse_args()
    passages = gold_passages(options.gold)
    tags = Tagger(seed()).tag(as_passage(passage_id, entry) for passage_id, entry in passages.items())
    found = score(tags, {passage_id: entry["themes"] for passage_id, entry in passages.items()})
    for theme in options.show:
        show(theme, passages, tags)
    result = {
        "passages": len(passages),
        "codebook": seed().version,
        "micro": numbers(found.micro),
        "macro": dict(zip(("precision", "recall", "f1"), (round(value, 3) for value in found.macro), strict=True)),
        "per_theme": {theme: numbers(one) for theme, one in found.themes.items()},
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()

"""How well the rules of the seed codebook find the themes of the demonstration reports. Prints one JSON object.

python -m benchmarks.corpus_themes [SLUG ...]     (default: every report of corpus/; "r1" stands for "r1-…")
python -m benchmarks.corpus_themes --show THEME   also lists what is wrongly tagged and missed, on standard error

The main figure, `passages`, is for what the program really tags: the passages read from the PDF files, under their
headings. The gold themes of a passage are those of all labelled paragraphs that it contains. `paragraphs` scores each
labelled paragraph by itself, without its heading.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from compendium.ingest.read import read_file
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.theme import Tag
from compendium.tagging.codebook import seed
from compendium.tagging.rules import Tagger
from compendium.tagging.scores import Score, Scores, score

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
Gold = dict[str, set[str]]
_IGNORED = re.compile(r"[\s\-‐‑\u00ad]+")


def labelled(slugs: list[str]) -> tuple[list[Passage], Gold]:
    """Every labelled paragraph of those reports as a passage, and its themes by its id."""
    passages, gold = [], {}
    for slug in slugs:
        for number, entry in enumerate(_entries(slug)):
            name = f"{slug}:{number}"
            passages.append(
                Passage(name, PassageKind.PARAGRAPH, Account.UNKNOWN, (entry["page"] or 0,), (), entry["text"])
            )
            gold[name] = set(entry["themes"])
    return passages, gold


def read(slugs: list[str]) -> tuple[list[Passage], Gold]:
    """Every passage read from those reports that holds a labelled paragraph, and the themes of all it holds."""
    passages, gold = [], {}
    for slug in slugs:
        entries = [(_squeezed(entry["text"]), entry["themes"]) for entry in _entries(slug)]
        for passage in read_file(_file(slug)).passages:
            text = _squeezed(passage.text)
            if held := [themes for words, themes in entries if words in text]:
                passages.append(passage)
                gold[passage.id] = {theme for themes in held for theme in themes}
    return passages, gold


def _file(slug: str) -> Path:
    (path,) = (CORPUS / "reports").glob(f"{slug}.*")
    return path


def _entries(slug: str) -> list[dict[str, Any]]:
    gold = json.loads((CORPUS / "gold" / f"{slug}.json").read_text(encoding="utf-8"))
    return list(gold["passages"])


def _squeezed(text: str) -> str:
    return _IGNORED.sub("", text)


def numbers(found: Score) -> dict[str, float]:
    """One score as numbers to print."""
    return {
        "precision": round(found.precision, 3),
        "recall": round(found.recall, 3),
        "f1": round(found.f1, 3),
        "gold": found.right + found.missed,
        "tagged": found.right + found.wrong,
    }


def summary(scores: Scores, count: int) -> dict[str, Any]:
    """The scores of so many passages, together and by theme, as numbers to print."""
    return {
        "count": count,
        "micro": numbers(scores.micro),
        "macro": dict(zip(("precision", "recall", "f1"), (round(value, 3) for value in scores.macro), strict=True)),
        "per_theme": {theme: numbers(one) for theme, one in scores.themes.items()},
    }


def show(theme: str, passages: list[Passage], gold: Gold, tags: tuple[Tag, ...]) -> None:
    """Lists where the rules and the gold differ on a theme."""
    said = {tag.passage: tag for tag in tags if tag.theme == theme}
    for passage in passages:
        tag = said.get(passage.id)
        if (tag is not None) != (theme in gold[passage.id]):
            words = [passage.text[match.start : match.end] for match in tag.matches] if tag else []
            print(f"{'WRONG' if tag else 'MISSED'} {theme} {passage.id} {passage.heading} {words}", file=sys.stderr)
            print(f"   {passage.text}", file=sys.stderr)


def main() -> None:
    """Tags what was read and what was labelled, scores the tags, prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", metavar="SLUG")
    parser.add_argument("--show", action="append", default=[], metavar="THEME")
    options = parser.parse_args()
    known = sorted(path.stem for path in (CORPUS / "gold").glob("*.json"))
    slugs = [slug for slug in known if not options.reports or {slug, slug.split("-")[0]} & set(options.reports)]
    if not slugs:
        parser.error(f"no such report; there are {', '.join(known)}")
    tagger = Tagger(seed())
    result: dict[str, Any] = {"codebook": seed().version, "reports": slugs}
    for name, (passages, gold) in {"passages": read(slugs), "paragraphs": labelled(slugs)}.items():
        tags = tagger.tag(passages)
        result[name] = summary(score(tags, gold), len(passages))
        if name == "passages":
            for theme in options.show:
                show(theme, passages, gold, tags)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()

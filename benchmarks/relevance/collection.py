"""A test collection on disk: documents, questions, and which documents people judged relevant to which question."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILES = ("docs.jsonl", "queries.jsonl", "qrels.tsv")


@dataclass(frozen=True, slots=True)
class Document:
    """One document. In some collections the text begins with the title; it is left so."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, questions by id, and judgements by question and document."""

    documents: tuple[Document, ...]
    questions: dict[str, str]
    qrels: dict[str, dict[str, int]]


def missing(folder: Path) -> list[str]:
    """The files of a collection that `folder` lacks."""
    return [name for name in FILES if not (folder / name).is_file()]


def read(folder: Path) -> Collection:
    """The collection in `folder`. Raises OSError, KeyError or ValueError where a file is not as it must be."""
    documents = tuple(Document(row["id"], row["title"], row["text"]) for row in _lines(folder / "docs.jsonl"))
    questions = {row["id"]: row["text"] for row in _lines(folder / "queries.jsonl")}
    qrels: dict[str, dict[str, int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            qrels.setdefault(row["qid"], {})[row["docid"]] = int(row["rel"])
    return Collection(documents, questions, qrels)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]

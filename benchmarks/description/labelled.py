"""The demonstration reports against their gold: every field, quotes, voices, accounts."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.description.counting import Tally
from compendium.ingest.describe.describe import describe
from compendium.ingest.pdf import ocr
from compendium.ingest.read import read_file
from compendium.model.document import Passage, PassageKind, Quote, Reading
from compendium.model.report import Description

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ROLES = {"publisher": "organisation", "commissioner": "commissioner", "fieldworker": "fieldworker"}

METHODS = frozenset({"interview", "focus-group", "survey", "peer-research", "forum", "panel", "workshop", "letters"})
"""The methods that the gold tells apart: others that are claimed are not wrong."""

Gold = dict[str, Any]


def measured(show: bool) -> dict[str, Any]:
    """The figures of all reports that can be read here (scans only with the extra `ocr`)."""
    fields: dict[str, Tally] = defaultdict(Tally)
    voices: Counter[tuple[str, str]] = Counter()
    accounts: dict[str, Tally] = defaultdict(Tally)
    quotes = Counter[str]()
    read = list(_read())
    for truth, reading in read:
        description = describe(reading)
        for name, stated, found in _fields(truth, description):
            fields[name].add(stated, found, truth["slug"])
        _count_quotes(truth, reading, quotes, voices)
        _count_accounts(truth, reading, accounts)
    return {
        "reports": len(read),
        "fields": {name: tally.figures(show) for name, tally in fields.items()},
        "quotes": {
            "stated": quotes["stated"],
            "found": round(quotes["found"] / quotes["stated"], 3),
            "read": quotes["read"],
            "verbatim": round(quotes["verbatim"] / quotes["found"], 3),
        },
        "voices": _voice_figures(voices),
        "accounts": {name: tally.figures(show) for name, tally in sorted(accounts.items())},
    }


def _read() -> Iterator[tuple[Gold, Reading]]:
    for path in sorted((CORPUS / "gold").glob("*.json")):
        truth: Gold = json.loads(path.read_text(encoding="utf-8"))
        if ocr.available() or not truth["scanned"]:
            yield truth, read_file(CORPUS / "reports" / truth["file"])


def labelled_readings() -> Iterator[tuple[set[str], Reading]]:
    """The publishers stated and the reading of each report."""
    for truth, reading in _read():
        yield {body["name"] for body in truth["organisations"] if body["role"] == "publisher"}, reading


def _fields(truth: Gold, found: Description) -> Iterator[tuple[str, set[Any], set[Any]]]:
    """Name, values stated and values found of each field."""
    yield "title", {truth["title"]}, set(found.values("title"))
    for role, field in ROLES.items():
        names = {body["name"] for body in truth["organisations"] if body["role"] == role}
        yield field, names, set(found.values(field))
    yield "published", {truth["published"]["date"]}, set(found.values("published"))
    period = truth["fieldwork"]
    printed = {f"{period['from']}/{period['to']}"} if period and period["printed"] else set()
    yield "fieldwork", printed, set(found.values("fieldwork"))
    stated = [group for group in truth["sample_groups"] if not group["overlaps"]]
    yield "people: number", {g["n"] for g in stated}, {g.n for g in found.sample_groups}
    yield (
        "people: number, kind and exactness",
        {(g["n"], g["kind"], g["exactness"]) for g in stated},
        {(g.n, g.kind.value, g.exactness.value) for g in found.sample_groups},
    )
    by_number = {g.n: g for g in found.sample_groups}
    yield (
        "people: methods of the groups found",
        {(g["n"], method) for g in stated if g["n"] in by_number for method in g["methods"]},
        {
            (g["n"], method)
            for g in stated
            if g["n"] in by_number
            for method in by_number[g["n"]].methods
            if method in METHODS
        },
    )


def plain(text: str) -> str:
    """Letters and digits in lower case: how lines were broken does not matter."""
    return "".join(letter for letter in text if letter.isalnum()).lower()


def _count_quotes(truth: Gold, reading: Reading, quotes: Counter[str], voices: Counter[tuple[str, str]]) -> None:
    read: dict[str, list[Quote]] = defaultdict(list)
    printed: set[str] = set()
    for passage in reading.passages:
        for quote in passage.quotes:
            words = passage.text[quote.start : quote.end]
            read[plain(words)].append(quote)
            printed.add(" ".join(words.split()))
            quotes["read"] += 1
    for stated in truth["quotes"]:
        quotes["stated"] += 1
        quotes["found"] += plain(stated["text"]) in read
        quotes["verbatim"] += " ".join(stated["text"].split()) in printed
        voices.update((stated["voice"], quote.voice.value) for quote in read.get(plain(stated["text"]), [])[:1])


def _voice_figures(voices: Counter[tuple[str, str]]) -> dict[str, Any]:
    known = {pair: n for pair, n in voices.items() if pair[0] != "unknown"}
    return {
        "right": sum(n for (truth, told), n in known.items() if truth == told),
        "unknown": sum(n for (_, told), n in known.items() if told == "unknown"),
        "share_unknown": round(sum(n for (_, told), n in known.items() if told == "unknown") / sum(known.values()), 3),
        "harmful": sum(n for (truth, told), n in voices.items() if told == "lived-experience" and truth != told),
        "otherwise_wrong": sum(
            n for (truth, told), n in voices.items() if told not in (truth, "unknown", "lived-experience")
        ),
    }


def _count_accounts(truth: Gold, reading: Reading, accounts: dict[str, Tally]) -> None:
    """A passage read holds one labelled paragraph or several; it is measured where all of them have one account."""
    labels = [(plain(entry["text"]), entry["account"]) for entry in truth["passages"]]
    for table in truth["tables"]:
        labels.append((plain(" ".join(cell for row in table["rows"][:2] for cell in row))[:60], table["account"]))
    for at, passage in enumerate(reading.passages):
        stated = _account_of(passage, labels)
        if stated is None:
            continue
        told, where = passage.account.value, f"{truth['slug']} {at} told {passage.account.value}"
        for name in {stated, told}:
            accounts[name].add({at} if stated == name else (), {at} if told == name else (), f"{where}, is {stated}")


def _account_of(passage: Passage, labels: list[tuple[str, str]]) -> str | None:
    if passage.kind in (PassageKind.FOOTNOTE, PassageKind.CAPTION, PassageKind.PULL_QUOTE):
        return None
    words = plain(passage.text)
    held = {account for text, account in labels if text and (text in words or (len(words) > 80 and words in text))}
    return held.pop() if len(held) == 1 else None

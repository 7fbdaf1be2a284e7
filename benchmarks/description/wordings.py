"""Single sentences: invented ones beside this file, real ones where they are at hand."""

import json
from pathlib import Path
from typing import Any

from benchmarks.description.counting import Tally
from compendium.ingest.describe.describe import describe_text

HERE = Path(__file__).resolve().parent / "wordings"


def measured(real: Path, show: bool) -> dict[str, Any]:
    """Numbers of people in every set of wordings."""
    figures: dict[str, Any] = {path.stem: people(path, show) for path in sorted(HERE.glob("people*.jsonl"))}
    sizes = real / "sample_sizes.jsonl"
    figures["sample_sizes (real)"] = _sample_sizes(sizes, show) if sizes.exists() else "skipped: not here"
    return figures


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file that holds one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def people(path: Path, show: bool) -> dict[str, Any]:
    """`numbers_right`: wordings with people heard of which every number is found and no other; `exact` also asks for
    the kind and how exactly; `taken`: wordings without any from which a number was taken all the same."""
    positives = numbers = exact = others = taken = 0
    groups, wrong = Tally(), []
    for row in lines(path):
        stated = {(group["kind"], group["n"], group["exactness"]) for group in row["groups"]}
        found = {(g.kind.value, g.n, g.exactness.value) for g in describe_text(row["text"]).sample_groups}
        groups.add(stated, found)
        positives += bool(stated)
        others += not stated
        numbers += bool(stated) and {n for _, n, _ in stated} == {n for _, n, _ in found}
        exact += bool(stated) and stated == found
        taken += not stated and bool(found)
        if stated != found:
            wrong.append(f"{row['text']} – stated {sorted(stated)}, found {sorted(map(str, found))}")
    return {
        "positives": positives,
        "numbers_right": round(numbers / positives, 3),
        "exact": round(exact / positives, 3),
        "others": others,
        "taken": round(taken / others, 3),
        "groups": groups.figures(False),
    } | ({"wrong": wrong} if show else {})


def _sample_sizes(path: Path, show: bool) -> dict[str, Any]:
    """Positives state people or families and are no distractor throughout; interviews and responses must be offered as
    candidates and not be chosen."""
    right = positives = taken = others = offered = answers = 0
    wrong = []
    for row in lines(path):
        described = describe_text(row["wording"])
        chosen = {group.n for group in described.sample_groups}
        people = row["unit"].startswith(("people", "families")) and "(distractor)" not in row["unit"]
        positives += people
        right += people and row["number"] in chosen
        others += not people
        taken += not people and bool(chosen)
        if row["unit"].startswith(("interviews", "responses", "surveys")):
            answers += 1
            offered += row["number"] in {candidate.n for candidate in described.candidates}
        if (people and row["number"] not in chosen) or (not people and chosen):
            wrong.append(row["wording"])
    return {
        "positives": positives,
        "numbers_right": round(right / positives, 3),
        "others": others,
        "taken": round(taken / others, 3),
        "answers_offered": f"{offered} of {answers}",
    } | ({"wrong": wrong} if show else {})

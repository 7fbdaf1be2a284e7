"""Describing measured on published reports and wordings that are not part of this repository."""

import csv
import json
from pathlib import Path

import pytest

from compendium.errors import Refused
from compendium.ingest.describe.describe import describe, describe_text
from compendium.ingest.quotes import find_quotes
from compendium.ingest.read import read_file
from compendium.model.document import PassageKind, Voice
from compendium.model.report import Description

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="the published reports are not here (../shared/data)"),
]


@pytest.fixture(scope="module")
def described() -> list[tuple[dict[str, str], Description]]:
    """Every report that opens, with its row of the publisher's listing."""
    found = []
    with (DATA / "reports" / "metadata.csv").open(encoding="utf-8") as listing:
        for row in csv.DictReader(listing):
            try:
                found.append((row, describe(read_file(DATA / "reports" / row["file"]))))
            except Refused:
                continue
    return found


def test_publication_dates(described: list[tuple[dict[str, str], Description]]) -> None:
    right = coarser = wrong = 0
    for row, description in described:
        claim, truth = description.first("published"), row["publication_date_from_listing"]
        if claim is None:
            continue
        right += claim.value == truth
        coarser += claim.value != truth and truth.startswith(claim.value)
        wrong += not truth.startswith(claim.value)
    print(f"publication date: {right} to the day, {coarser} right but coarser, {wrong} other, of {len(described)}")
    assert right >= 0.65 * len(described)
    assert right + coarser >= 0.95 * len(described)


def test_titles_and_organisations(described: list[tuple[dict[str, str], Description]]) -> None:
    titled = sum("nspection" in (d.first("title").value if d.first("title") else "") for _, d in described)  # type: ignore[union-attr]
    published_by = sum("Ofsted" in d.values("organisation") for _, d in described)
    print(f"title says inspection: {titled}, organisation Ofsted: {published_by}, of {len(described)}")
    assert titled >= 0.95 * len(described)
    assert published_by >= 0.97 * len(described)


def test_no_people_are_invented_for_inspection_letters(described: list[tuple[dict[str, str], Description]]) -> None:
    chosen = [(row["file"], g.n, g.verbatim) for row, d in described for g in d.sample_groups]
    print(f"sample groups chosen in inspection reports: {len(chosen)}")
    assert len(chosen) <= 0.03 * len(described)


def test_sample_sizes_in_sentences() -> None:
    right = chosen = stated = 0
    for line in (DATA / "wordings" / "sample_sizes.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        people = row["unit"].startswith(("people", "families")) and "(distractor)" not in row["unit"]
        groups = describe_text(row["wording"]).sample_groups
        stated += people
        chosen += len(groups)
        right += people and row["number"] in {group.n for group in groups}
    print(f"sample sizes: precision {right / chosen:.2f} (of {chosen}), recall {right / stated:.2f} (of {stated})")
    assert right / chosen >= 0.95
    assert right / stated >= 0.95


def test_quotes_as_reports_print_them() -> None:
    found = 0
    rows = [json.loads(line) for line in (DATA / "wordings" / "quotes.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        before = row["attribution"].endswith((",", ":"))
        text = "\n".join((row["attribution"], row["quote"]) if before else (row["quote"], row["attribution"]))
        quotes = find_quotes(text, PassageKind.QUOTE)
        found += any(q.attribution and q.attribution in row["attribution"] for q in quotes)
        if "employer" in row["attribution"] or "Team member" in row["attribution"]:
            assert all(q.voice is Voice.UNKNOWN for q in quotes)
    print(f"quotes with their attribution: {found} of {len(rows)}")
    assert found == len(rows)

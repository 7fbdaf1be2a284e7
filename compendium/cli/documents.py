"""Commands that look at one document without a library: read, describe."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from compendium.cli.main import config_of
from compendium.cli.output import as_json, print_json
from compendium.config import Limits
from compendium.errors import BadInput, Refused
from compendium.evidence.totals import people
from compendium.ingest.children import in_children
from compendium.ingest.describe.describe import describe as describe_reading
from compendium.ingest.describe.describe import describe_text
from compendium.ingest.read import read_file
from compendium.ingest.sniff import Kind, sniff
from compendium.model.document import Passage, Reading
from compendium.model.report import Claim, Description, Exactness, GroupFact, SampleGroup


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
@click.pass_context
def read(context: click.Context, file: Path, as_json: bool) -> None:
    """Show what is read from a file: its pages and passages. No library is needed or changed."""
    reading = _read_in_child(file, config_of(context).limits)
    if as_json:
        print_json(_reading_dict(reading))
        return
    for passage in reading.passages:
        pages = ", ".join(map(str, passage.pages))
        click.echo(f"[page {pages}; {passage.kind.value}] {' > '.join(passage.heading)}\n{passage.text}\n")
    for problem in reading.problems:
        click.echo(problem.message, err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@as_json
@click.pass_context
def describe(context: click.Context, file: Path, as_json: bool) -> None:
    """Show what a document says of itself: title, organisations, date, people heard. `-` reads plain text."""
    if str(file) == "-":
        description = describe_text(sys.stdin.buffer.read().decode("utf-8", "replace"))
    else:
        description = describe_reading(_read_in_child(file, config_of(context).limits))
    found = _description_dict(description)
    if as_json:
        print_json(found)
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """What a document says of itself, in words."""
    published, fieldwork = found["published"], found["fieldwork"]
    said = {
        "Title": found["title"],
        "Organisations": "; ".join(found["organisations"]),
        "Published": f"{published['date']} (to the {published['precision']})" if published else "",
        "People were heard": f"{fieldwork['from']} to {fieldwork['to']}" if fieldwork else "",
        **{name.capitalize(): ", ".join(found[name]) for name in ("methods", "settings", "populations")},
    }
    for name, value in said.items():
        yield f"{name}: {value or 'not found'}"
    for group in found["sample_groups"]:
        yield f"Heard: {_group_text(group)}"
    for group in found["candidates"]:
        yield f"Not counted: {_group_text(group)} Why not: {group['why_not']}"


def _group_text(group: dict[str, Any]) -> str:
    how = "" if group["exactness"] == Exactness.EXACT else f"{group['exactness'].replace('-', ' ')} "
    page = f"page {group['page']}: " if group["page"] else ""
    return f"{how}{group['n']} {group['unit']} ({group['kind']}) – {page}“{group['verbatim']}”"


def _read_in_child(file: Path, limits: Limits) -> Reading:
    if not file.exists():
        raise BadInput(f"There is no file {file}.", "Check the spelling and try again.")
    if sniff(file) is Kind.OTHER:
        raise BadInput(f"{file.name} is not a PDF.", "Only PDF files are read here.")
    work = in_children(read_file, [file], processes=1, seconds=limits.seconds, memory_mb=limits.memory_mb)
    for _, reading in work:
        if isinstance(reading, Refused):
            raise reading
        return reading
    raise BadInput(f"{file.name} could not be read.", "Try again.")


def _reading_dict(reading: Reading) -> dict[str, Any]:
    return {
        "sha256": reading.sha256,
        "verdict": reading.verdict,
        "pages": [
            {"number": p.number, "label": p.label, "verdict": p.verdict, "width": p.width, "height": p.height}
            for p in reading.pages
        ],
        "passages": [_passage_dict(passage) for passage in reading.passages],
        "problems": [asdict(problem) for problem in reading.problems],
    }


def _passage_dict(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "kind": passage.kind,
        "account": passage.account,
        "pages": list(passage.pages),
        "heading": list(passage.heading),
        "text": passage.text,
        "quotes": [asdict(quote) for quote in passage.quotes],
        "boxes": [asdict(box) for box in passage.boxes],
    }


def _description_dict(description: Description) -> dict[str, Any]:
    facts = [GroupFact("this", "this", group.kind, group.n, group.exactness) for group in description.sample_groups]
    total = people(facts)
    title, published, fieldwork = (description.first(field) for field in ("title", "published", "fieldwork"))
    start, _, end = fieldwork.value.partition("/") if fieldwork else ("", "", "")
    return {
        "title": title.value if title else None,
        "organisations": list(description.values("organisation")),
        "published": {"date": published.value, "precision": _precision(published)} if published else None,
        "fieldwork": {"from": start, "to": end or start} if fieldwork else None,
        "sample_groups": [_group_dict(group) for group in description.sample_groups],
        "candidates": [{**_group_dict(group), "why_not": group.why_not} for group in description.candidates],
        "people": {**asdict(total), "exactness": total.exactness.value},
        "methods": list(description.values("method")),
        "settings": list(description.values("setting")),
        "populations": list(description.values("population")),
        "evidence": _evidence(description),
    }


def _precision(claim: Claim) -> str:
    return {2: "day", 1: "month"}.get(claim.value.count("-"), "year")


def _group_dict(group: SampleGroup) -> dict[str, Any]:
    keys = ("n", "kind", "exactness", "unit", "methods", "page", "verbatim")
    return {key: getattr(group, key) for key in keys}


def _evidence(description: Description) -> dict[str, Any]:
    first = {claim.field: claim for claim in reversed(description.claims)}
    return {
        name: {"page": claim.page, "verbatim": claim.verbatim, "confidence": claim.confidence}
        for name, claim in sorted(first.items())
    }

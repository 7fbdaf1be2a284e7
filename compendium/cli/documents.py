"""Commands that look at one document without a library: read, describe."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from compendium.cli.main import config_of
from compendium.cli.output import as_json, note, print_json
from compendium.cli.plain import plain_text
from compendium.config import Limits
from compendium.errors import BadInput, Refused
from compendium.evidence.totals import people
from compendium.export.checks import checks, where
from compendium.export.citation import place_name
from compendium.ingest.attempts import in_attempts
from compendium.ingest.describe.describe import describe as describe_reading
from compendium.ingest.describe.describe import describe_text
from compendium.ingest.privacy import concerns
from compendium.ingest.read import read_file
from compendium.ingest.sniff import Kind, sniff
from compendium.model.document import Page, Passage, Reading, Unit, unit_of
from compendium.model.people import Exactness, GroupFact, SampleGroup
from compendium.model.report import Claim, Description

READ = "PDF, Word (.docx), OpenDocument text (.odt), PowerPoint (.pptx), web pages, plain text and Markdown"

_At = Callable[[int | None], dict[str, Any]]
"""The number of a page, section or slide → `page` and `place`, as JSON says where something stands."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--text", "as_text", is_flag=True, help="Print the document as plain text, in reading order.")
@click.option("--reference", is_flag=True, help="Read a PDF by the slow reference reader (pdfplumber), to compare.")
@as_json
@click.pass_context
def read(context: click.Context, file: Path, as_text: bool, reference: bool, as_json: bool) -> None:
    """Show what is read from a file: its pages and passages. No library is needed or changed."""
    if as_text and as_json:
        raise click.UsageError("Say --text or --json, not both.")
    reading = _read_in_child(file, config_of(context).limits, reference)
    unit = unit_of(reading.format)
    if as_json:
        print_json(_reading_dict(reading))
        return
    if as_text:
        click.echo(plain_text(reading), nl=False)
    else:
        for passage in reading.passages:
            place = f"{unit} {', '.join(map(str, passage.pages))}; {passage.kind.value}"
            click.echo(f"[{place}] {' > '.join(passage.heading)}\n{passage.text}\n")
    for check in checks(unit, reading.pages, reading.problems):
        note(f"{where(unit, check.numbers).capitalize()}: {check.why}" if check.numbers else check.why)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@as_json
@click.pass_context
def describe(context: click.Context, file: Path, as_json: bool) -> None:
    """Show what a document says of itself: title, organisations, date, people heard. `-` reads plain text."""
    if str(file) == "-":
        description = describe_text(sys.stdin.buffer.read().decode("utf-8", "replace"))
        found = {**_description_dict(description, _nowhere), "concerns": []}
    else:
        reading = _read_in_child(file, config_of(context).limits)
        at, doubts = _places_of(reading), concerns(reading)
        found = {
            **_description_dict(describe_reading(reading), at),
            "concerns": [{"kind": c.kind, **at(c.page), "words": c.words, "why": c.why} for c in doubts],
        }
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
        "Commissioned by": "; ".join(found["commissioners"]),
        "Fieldwork by": "; ".join(found["fieldworkers"]),
        "Published": f"{published['date']} (to the {published['precision']})" if published else "",
        "People were heard": f"{fieldwork['from']} to {fieldwork['to']}" if fieldwork else "",
        **{name.capitalize(): ", ".join(found[name]) for name in ("methods", "settings", "populations", "places")},
    }
    for name, value in said.items():
        yield f"{name}: {value or 'not found'}"
    for name in ("edition", "series", "isbn", "address", "licence"):
        if found[name]:
            yield f"{name.capitalize()}: {found[name]}"
    for group in found["sample_groups"]:
        yield f"Heard: {_group_text(group)}"
    for group in found["candidates"]:
        yield f"Not counted: {_group_text(group)} Why not: {group['why_not']}"
    for concern in found["concerns"]:
        place = f"{concern['place']}: " if concern["place"] else ""
        yield f"May point to a person: {place}“{concern['words']}” – {concern['why']}"


def _group_text(group: dict[str, Any]) -> str:
    how = "" if group["exactness"] == Exactness.EXACT else f"{group['exactness'].replace('-', ' ')} "
    place = f"{group['place']}: " if group["place"] else ""
    return f"{how}{group['n']} {group['unit']} ({group['kind']}) – {place}“{group['verbatim']}”"


def _read_in_child(file: Path, limits: Limits, reference: bool = False) -> Reading:
    if not file.exists():
        raise BadInput(f"There is no file {file}.", "Check the spelling and try again.")
    if sniff(file) is Kind.OTHER:
        raise BadInput(f"{file.name} is of a type that is not read here.", f"These are: {READ}.")
    work = in_attempts(
        _read_by_reference if reference else _read,
        [(file, limits)],
        lambda item, other: (item[0], other),
        processes=1,
        limits=limits,
    )
    for _, reading in work:
        if isinstance(reading, Refused):
            raise reading
        return reading
    raise BadInput(f"{file.name} could not be read.", "Try again.")


def _read(item: tuple[Path, Limits]) -> Reading:
    return read_file(*item)


def _read_by_reference(item: tuple[Path, Limits]) -> Reading:
    return read_file(*item, reference=True)


def _places_of(reading: Reading) -> _At:
    """How the places of this document are told: a number is a page number only where there are pages."""
    unit, labels = unit_of(reading.format), {page.number: page.label for page in reading.pages}

    def at(number: int | None) -> dict[str, Any]:
        if not number:
            return _nowhere(number)
        place = place_name(unit, number, labels.get(number), reading.headings)
        return {"page": number if unit is Unit.PAGE else None, "place": place}

    return at


def _nowhere(_: int | None) -> dict[str, Any]:
    return {"page": None, "place": None}


def _reading_dict(reading: Reading) -> dict[str, Any]:
    at, unit = _places_of(reading), unit_of(reading.format)
    return {
        "sha256": reading.sha256,
        "verdict": reading.verdict,
        "pages": [_page_dict(page, unit) for page in reading.pages],
        "headings": [{"level": found.level, "text": found.text, **at(found.page)} for found in reading.headings],
        "furniture": [{"page": line.page, "text": line.text} for line in reading.furniture],
        "passages": [_passage_dict(passage) for passage in reading.passages],
        "problems": [
            {"code": problem.code, "message": problem.message, **at(problem.page)} for problem in reading.problems
        ],
    }


def _page_dict(page: Page, unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit,
        "number": page.number,
        "label": page.label,
        "verdict": page.verdict,
        "width": page.width,
        "height": page.height,
        "quality": page.quality,
        "needs_a_look": page.needs_a_look,
        "ocr": page.ocr,
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
        "cells": passage.cells,
        "repeats": passage.repeats,
        "survey": asdict(passage.survey) if passage.survey else None,
    }


def _description_dict(description: Description, at: _At) -> dict[str, Any]:
    facts = [GroupFact("this", "this", group.kind, group.n, group.exactness) for group in description.sample_groups]
    total = people(facts)
    title, published, fieldwork = (description.first(field) for field in ("title", "published", "fieldwork"))
    start, _, end = fieldwork.value.partition("/") if fieldwork else ("", "", "")
    return {
        "title": title.value if title else None,
        "organisations": list(description.values("organisation")),
        "commissioners": list(description.values("commissioner")),
        "fieldworkers": list(description.values("fieldworker")),
        "published": {"date": published.value, "precision": _precision(published)} if published else None,
        "fieldwork": {"from": start, "to": end or start} if fieldwork else None,
        "sample_groups": [_group_dict(group, at) for group in description.sample_groups],
        "candidates": [{**_group_dict(group, at), "why_not": group.why_not} for group in description.candidates],
        "people": {**asdict(total), "exactness": total.exactness.value},
        "methods": list(description.values("method")),
        "settings": list(description.values("setting")),
        "populations": list(description.values("population")),
        "places": list(description.values("place")),
        **{name: _value(description, name) for name in ("edition", "series", "isbn", "address", "licence", "reuse")},
        "language": _value(description, "language") or "en",
        "evidence": _evidence(description, at),
    }


def _value(description: Description, field: str) -> str | None:
    claim = description.first(field)
    return claim.value if claim else None


def _precision(claim: Claim) -> str:
    return {2: "day", 1: "month"}.get(claim.value.count("-"), "year")


def _group_dict(group: SampleGroup, at: _At) -> dict[str, Any]:
    keys = ("n", "kind", "exactness", "unit", "methods", "settings", "populations", "sites", "role", "of", "verbatim")
    return {**{key: getattr(group, key) for key in keys}, **at(group.page)}


def _evidence(description: Description, at: _At) -> dict[str, Any]:
    first = {claim.field: claim for claim in reversed(description.claims)}
    return {
        name: {**at(claim.page), "verbatim": claim.verbatim, "confidence": claim.confidence}
        for name, claim in sorted(first.items())
    }

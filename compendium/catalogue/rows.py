"""Rows to the model's dataclasses and back. Pure: no statement is made here."""

from dataclasses import asdict, astuple
from typing import Any

from sqlalchemy import Row

from compendium.model.concern import Concern, ConcernKind
from compendium.model.document import (
    Account,
    Box,
    Heading,
    Page,
    Passage,
    PassageKind,
    Problem,
    Quote,
    Speaker,
    SurveyResult,
    Verdict,
    Voice,
)
from compendium.model.people import Exactness, GroupKind, NumberRole, SampleGroup
from compendium.model.report import Claim, Claimant, Source
from compendium.model.theme import Guarded, Match, Tag, TagStatus, Theme

Values = dict[str, Any]
"""The columns of one row."""


def page_values(report: str, page: Page) -> Values:
    """A page as a row."""
    return {
        "report": report,
        "number": page.number,
        "label": page.label,
        "verdict": page.verdict,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "quality": page.quality,
        "ocr": page.ocr,
    }


def page_of(row: Row[Any]) -> Page:
    """A row as a page."""
    return Page(
        number=row.number,
        label=row.label,
        verdict=Verdict(row.verdict),
        width=row.width,
        height=row.height,
        rotation=row.rotation,
        quality=row.quality,
        ocr=row.ocr,
    )


def passage_values(report: str, position: int, passage: Passage) -> Values:
    """A passage as a row, without its key."""
    return {
        "id": passage.id,
        "report": report,
        "position": position,
        "kind": passage.kind,
        "account": passage.account,
        "pages": passage.pages,
        "heading": passage.heading,
        "text": passage.text,
        "boxes": [(box.page, box.x0, box.y0, box.x1, box.y1) for box in passage.boxes],
        "breaks": passage.breaks,
        "quotes": [_quote_values(quote) for quote in passage.quotes],
        "cells": passage.cells,
        "repeats": passage.repeats,
        "survey": asdict(passage.survey) if passage.survey else None,
    }


def passage_of(row: Row[Any]) -> Passage:
    """A row as a passage; without boxes where they were not asked for."""
    return Passage(
        id=row.id,
        kind=PassageKind(row.kind),
        account=Account(row.account),
        pages=tuple(row.pages),
        heading=tuple(row.heading),
        text=row.text,
        boxes=tuple(Box(*values) for values in getattr(row, "boxes", ())),
        quotes=quotes_of(row),
        breaks=tuple(row.breaks),
        cells=tuple(tuple((start, end) for start, end in cells) for cells in row.cells),
        repeats=row.repeats,
        survey=SurveyResult(**row.survey) if row.survey else None,
    )


def _quote_values(quote: Quote) -> tuple[Any, ...]:
    return quote.start, quote.end, quote.voice, quote.attribution, astuple(quote.speaker)


def quotes_of(row: Row[Any]) -> tuple[Quote, ...]:
    """The quotes of a row of passages."""
    # a library made before speakers were read has four values a quote
    return tuple(
        Quote(start, end, Voice(voice), said_by, *(Speaker(*words) for words in speaker))
        for start, end, voice, said_by, *speaker in row.quotes
    )


def problem_values(problem: Problem) -> Values:
    """A problem of a reading, whole."""
    return {"code": problem.code, "message": problem.message, "page": problem.page}


def problem_of(values: Values) -> Problem:
    """The problem of those values."""
    return Problem(values["code"], values["message"], values["page"])


def concern_values(concern: Concern) -> Values:
    """A concern of a reading, whole."""
    return asdict(concern)


def concern_of(values: Values) -> Concern:
    """The concern of those values."""
    return Concern(**values | {"kind": ConcernKind(values["kind"])})


def heading_values(heading: Heading) -> Values:
    """A heading of a document, whole."""
    return {"level": heading.level, "text": heading.text, "page": heading.page}


def heading_of(values: Values) -> Heading:
    """The heading of those values."""
    return Heading(values["level"], values["text"], values["page"])


def claim_values(report: str, claim: Claim) -> Values:
    """A claim as a row."""
    return {
        "report": report,
        "field": claim.field,
        "value": claim.value,
        "claimant": claim.by,
        "page": claim.page,
        "verbatim": claim.verbatim,
        "confidence": claim.confidence,
        "confirmed": claim.confirmed,
    }


def claim_of(row: Row[Any]) -> Claim:
    """A row as a claim."""
    return Claim(
        field=row.field,
        value=row.value,
        by=Claimant(row.claimant),
        page=row.page,
        verbatim=row.verbatim,
        confidence=row.confidence,
        confirmed=row.confirmed,
    )


def tag_values(key: int, tag: Tag) -> Values:
    """A tag as a row of the passage with that key."""
    return {
        "passage": key,
        "theme": tag.theme,
        "claimant": tag.by,
        "status": tag.status,
        "score": tag.score,
        "matches": [[match.start, match.end, match.rule] for match in tag.matches],
    }


def tag_of(passage_id: str, row: Row[Any]) -> Tag:
    """A row as a tag of that passage."""
    return Tag(
        passage=passage_id,
        theme=row.theme,
        by=Claimant(row.claimant),
        status=TagStatus(row.status),
        matches=tuple(Match(*match) for match in row.matches),  # older libraries do not say the rule
        score=row.score,
    )


def group_detail(group: SampleGroup) -> Values:
    """All of a sample group that counting does not need."""
    return {
        "unit": group.unit,
        "methods": group.methods,
        "settings": group.settings,
        "populations": group.populations,
        "sites": group.sites,
        "period": group.period,
        "page": group.page,
        "verbatim": group.verbatim,
        "confidence": group.confidence,
        "why_not": group.why_not,
        "role": group.role,
        "of": group.of,
    }


def group_values(group: SampleGroup) -> Values:
    """A sample group, whole."""
    return {"kind": group.kind, "n": group.n, "exactness": group.exactness, "detail": group_detail(group)}


def group_of(values: Values) -> SampleGroup:
    """The sample group of those values."""
    detail: Values = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values["detail"].items()
    }
    detail["role"] = NumberRole(detail.get("role", NumberRole.TOTAL))  # older libraries do not say
    return SampleGroup(GroupKind(values["kind"]), values["n"], Exactness(values["exactness"]), **detail)


def theme_of(values: Values) -> Theme:
    """The theme of those values, as `dataclasses.asdict` gives them."""
    told: Values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    guards = (Guarded(**{name: tuple(words) for name, words in guard.items()}) for guard in told.get("guarded", ()))
    return Theme(**told | {"guarded": tuple(guards)})


def source_of(row: Row[Any]) -> Source:
    """A row as a source."""
    return Source(
        sha256=row.sha256,
        name=row.name,
        format=row.format,
        bytes=row.bytes,
        extractor=row.extractor,
    )

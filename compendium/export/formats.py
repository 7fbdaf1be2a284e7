"""The formats an evidence summary can be written in. Each writer takes the summary and the theme names and gives the
whole text."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from compendium.export.citation import (
    RECOGNISED,
    claimed,
    content_note,
    counted,
    heard,
    not_for_everyone,
    people_line,
    place,
    reason,
    reference,
    speakers,
    standing,
    state,
)
from compendium.export.tables import table_of
from compendium.model.document import Passage, Unit
from compendium.model.report import Report
from compendium.model.search import Evidence, EvidenceSummary, SearchQuery
from compendium.model.theme import Tag, TagStatus

_COLUMNS = [
    "passage",
    "content_note",
    "quotation",
    "speaker",
    "attributions",
    "report",
    "organisations",
    "year",
    "published",
    "page_printed",
    "page_file",
    "place",
    "recognised_in_a_picture",
    "heading",
    "kind",
    "themes_tagged",
    "themes_suggested_unchecked",
    "why_suggested",
    "people_heard_in_the_report",
    "reference",
    "not_for_everyone",
]
_FORMULA = re.compile(r"^[=+\-@\t\r\n]")
LIMITS = (
    "The people counted are those heard in the reports quoted here. They are not people who said these words or hold"
    " these views.",
    "People heard in one piece of fieldwork count once, however many reports describe it. Staff are counted apart.",
    "Themes marked “suggested by computer” have not been checked by a person. A missing quotation does not mean that"
    " nobody said so.",
    "A content note stands before words on themes such as self-harm or violence. It rests on the themes: words without"
    " one can be distressing too.",
)


def to_csv(summary: EvidenceSummary, names: Mapping[str, str]) -> str:
    """One row a passage, for a spreadsheet. Cells that a spreadsheet would take for a formula begin with an
    apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for item in summary.evidence:
        writer.writerow([safe_cell(value) for value in _row(item, names)])
    return out.getvalue()


def to_markdown(summary: EvidenceSummary, names: Mapping[str, str]) -> str:
    """A document to read: what was asked, how many people were heard, each passage verbatim with its citation,
    references."""
    pieces = counted(summary.studies, "piece")
    head = [
        f"# Evidence summary: {question(summary.query, names)}",
        f"Made on {summary.made} from library revision {summary.revision}, codebook {summary.codebook}.",
        f"{counted(len(summary.evidence), 'passage')} from {counted(len(summary.reports), 'report')} on {pieces} of"
        f" fieldwork. People heard in these reports: {people_line(summary.people)}.",
        "## How to read this",
        "\n".join(f"- {limit}" for limit in LIMITS),
        "## Evidence",
    ]
    references = [f"- {_cited(report)} People heard: {heard(report.sample_groups)}." for report in summary.reports]
    sections = [_section(item, names) for item in summary.evidence]
    return "\n\n".join([*head, *sections, "## Reports", "\n".join(references)]) + "\n"


FORMATS: dict[str, Callable[[EvidenceSummary, Mapping[str, str]], str]] = {"csv": to_csv, "md": to_markdown}
"""Writers by the name of their format, which is also the usual ending of a file's name."""


def question(query: SearchQuery, names: Mapping[str, str]) -> str:
    """What was asked, in words: the text and every filter."""
    asked = [f"“{query.text}”{' (these very words)' if query.exact else ''}"] if query.text else []
    for filter_name, values in _filters(query).items():
        asked.append(f"{filter_name}: {' or '.join(sorted(names.get(str(value), str(value)) for value in values))}")
    if query.since:
        asked.append(f"new since {'revision ' if query.since.isdecimal() else ''}{query.since}")
    if query.like:
        asked.append(f"like passage {query.like}")
    if query.checked:
        asked.append("themes checked by a person only")
    return "; ".join(asked) or "everything in the library"


def _filters(query: SearchQuery) -> dict[str, frozenset[Any]]:
    """The filters in use, by the name people read."""
    every: dict[str, frozenset[Any]] = {
        "theme": query.themes,
        "organisation": query.organisations,
        "year": query.years,
        "people heard in": query.fieldwork,
        "setting": query.settings,
        "population": query.populations,
        "method": query.methods,
        "type of passage": query.kinds,
        "account": query.accounts,
        "voice": query.voices,
        "report": query.reports,
        "status": query.statuses,
    }
    return {name: values for name, values in every.items() if values}


def _section(item: Evidence, names: Mapping[str, str]) -> str:
    lines = [
        *([f"**{_plain(content_note(item.notes))}**"] if item.notes else []),
        "\n".join(f"> {line}" if line else ">" for line in _quoted(item.passage)),
        f"{_cited(item.report)} {_plain(_begun(place(item)))}.",
        *([f"**{RECOGNISED}**"] if item.ocr else []),
        f"Quoted: {speakers(item.passage)}. People heard in the report: {heard(item.report.sample_groups)}. "
        f"Themes: {_plain(_themes(item, names))}.",
    ]
    return "\n\n".join(lines)


def _quoted(passage: Passage) -> list[str]:
    """The lines of a passage as Markdown: its paragraphs, or its table with what stands before and after it."""
    text, table = passage.text, table_of(passage)
    if table is None:
        return _paragraphs(text)
    head, *body = (f"| {' | '.join(_cell_words(text[start:end]) for start, end in row)} |" for row in table.rows)
    line = f"|{' --- |' * len(table.rows[0])}"
    before, after = (_paragraphs(text[start:end]) for start, end in (table.before, table.after))
    return [*before, *[""] * bool(before), head, line, *body, *[""] * bool(after), *after]


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, parted by empty lines."""
    lines = [part for paragraph in text.split("\n") for part in (_plain(paragraph), "")]
    return lines[:-1] if text else []


def _cell_words(words: str) -> str:
    """A cell of a table stands on one line; a bar in it is escaped like all that is markup."""
    return _plain(" ".join(words.split()))


def _begun(words: str) -> str:
    """The words as a sentence begins; the other letters as they are."""
    return words[:1].upper() + words[1:]


def _cited(report: Report) -> str:
    warning = not_for_everyone(report)
    return _plain(reference(report)) + (f" **{_plain(warning)}**" if warning else "")


def _themes(item: Evidence, names: Mapping[str, str]) -> str:
    said = [f"{name} ({claimed(tag, item.passage.text)})" for part in _split(item.tags, names) for name, tag in part]
    return "; ".join(said) or "none"


Named = list[tuple[str, Tag]]
"""Tags with the names of their themes."""


def _split(tags: tuple[Tag, ...], names: Mapping[str, str]) -> tuple[Named, Named]:
    """What a person checked, and what is suggested, each theme once and by name."""
    known = {tag.theme: tag for tag in reversed(standing(tags))}  # the surest of several claims on one theme
    named = sorted((names.get(theme, theme), theme) for theme in known)
    every = [(name, known[theme]) for name, theme in named]
    return (
        [(name, tag) for name, tag in every if tag.status is TagStatus.ACCEPTED],
        [(name, tag) for name, tag in every if tag.status is not TagStatus.ACCEPTED],
    )


def _row(item: Evidence, names: Mapping[str, str]) -> list[str]:
    tagged, suggested = _split(item.tags, names)
    report = item.report
    return [
        item.passage.id,
        content_note(item.notes),
        item.passage.text,
        speakers(item.passage),
        " | ".join(quote.attribution for quote in item.passage.quotes if quote.attribution),
        report.title,
        "; ".join(report.organisations),
        str(report.year or ""),
        str(report.published or ""),
        item.label or "",
        str(item.passage.pages[0]) if report.unit is Unit.PAGE else "",
        item.place,
        "yes" if item.ocr else "",
        " > ".join(item.passage.heading),
        item.passage.kind.value,
        "; ".join(name for name, _ in tagged),
        "; ".join(name for name, _ in suggested),
        "; ".join(f"{name}: {reason(tag, item.passage.text) or state(tag)}" for name, tag in suggested),
        heard(report.sample_groups),
        reference(report),
        not_for_everyone(report),
    ]


def safe_cell(value: str) -> str:
    """Text that begins like a formula gets an apostrophe, so that no spreadsheet runs words from a report (OWASP, CSV
    injection)."""
    return f"'{value}" if _FORMULA.match(value) else value


def _plain(text: str) -> str:
    """The words as they are: what Markdown would read as markup is escaped."""
    escaped = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", text)
    return re.sub(r"^(\s*)([#+-]|\d+[.)])(?=\s)", r"\1\\\2", escaped)

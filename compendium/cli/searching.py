"""The command that searches."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from compendium.cli.asking import filters, opened, query_of
from compendium.cli.output import as_json, home_option, marked_html, note, people_dict, print_json
from compendium.errors import BadInput
from compendium.export.answers import also, nothing, remarks, totals_line
from compendium.export.citation import content_note, reason, speakers, standing, state
from compendium.model.document import Unit
from compendium.model.indexing import Advice, Tally
from compendium.model.search import Hit, ReportHits, Results, Sort
from compendium.model.theme import Codebook, Tag


@click.command()
@click.argument("query", default="")
@filters
@click.option("--like", default="", metavar="PASSAGE", help="Passages like this one, by its id; without a QUERY.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Reports to show.")
@click.option(
    "--sort", type=click.Choice([sort.value for sort in Sort]), default=Sort.RELEVANCE.value, show_default=True
)
@as_json
@home_option
@click.pass_context
def search(
    context: click.Context,
    /,
    query: str,
    like: str,
    limit: int,
    sort: str,
    as_json: bool,
    home: Path | None,
    **given: Any,
) -> None:
    """Find passages. "Words in quotes" are a phrase; -word leaves passages with that word out; theme:housing and
    year:2019-2022 narrow it down; AND, OR, NOT, brackets and a star at the end of a word work too."""
    if like and query.strip():
        raise BadInput(
            "--like looks for passages like one you name, and a question was given too.", "Leave one of them out."
        )
    with opened(context, home) as library:
        asked = query_of(library, query, given, like=like.strip(), limit=limit, sort=Sort(sort))
        results = library.search(asked)
        if as_json:
            print_json(_results_dict(results))
        else:
            _show(results, library.codebook())


def _results_dict(results: Results) -> dict[str, Any]:
    return {
        "total_passages": results.total_passages,
        "total_reports": results.total_reports,
        "organisations": results.organisations,
        "people": people_dict(results.people),
        "expanded": [word for expansion in results.expanded for word in expansion.also],
        "told": list(results.told),
        "ignored": list(results.ignored),
        "common": list(results.common),
        "suggestion": results.suggestion,
        "advice": _advice_dict(results.advice or Advice()),
        "near_themes": [{"id": theme.id, "name": theme.name} for theme in results.near_themes],
        "hits": [_hit_dict(group, hit) for group in results.groups for hit in group.hits],
        "facets": {facet.name: {value.value: value.count for value in facet.values} for facet in results.facets},
        "revision": results.revision,
    }


def _advice_dict(advice: Advice) -> dict[str, Any]:
    def tally(one: Tally) -> dict[str, Any]:
        return {"printed": one.printed, "passages": one.passages, "nearest": list(one.nearest)}

    return {
        "words": [tally(one) for one in advice.words],
        "without": [tally(one) for one in advice.without],
        "unfiltered": advice.unfiltered,
        "filters": dict(advice.filters),
    }


def _hit_dict(group: ReportHits, hit: Hit) -> dict[str, Any]:
    return {
        "report": group.report.id,
        "title": group.report.title,
        "organisations": list(group.report.organisations),
        "year": group.report.year,
        "passage": hit.passage.id,
        "page": hit.page if group.report.unit is Unit.PAGE else None,
        "label": hit.label,
        "unit": group.report.unit,
        "place": hit.place,
        "kind": hit.passage.kind,
        "voice": sorted(hit.passage.voices),
        "score": round(hit.score, 4),
        "content_notes": list(hit.notes),
        "snippet": marked_html(hit.shown),
        "ocr": hit.ocr,
        "themes": sorted({tag.theme for tag in standing(hit.tags)}),
        "tags": [_tag_dict(tag, hit.passage.text) for tag in standing(hit.tags)],
    }


def _tag_dict(tag: Tag, text: str) -> dict[str, Any]:
    """A theme of a passage: whether a person checked it and, if nobody did, how sure a machine is."""
    return {
        "theme": tag.theme,
        "state": state(tag),
        "likelihood": tag.likelihood if reason(tag, text) else None,
        "words": list(tag.words(text)),
    }


def _show(results: Results, codebook: Codebook) -> None:
    for remark in _remarks(results):
        note(remark)
    if not results.total_passages:
        click.echo("Nothing found. That does not mean that nobody was asked, or that nobody said so.")
        for sentence in list(nothing(results)) or ["Try fewer words, other words, or fewer filters."]:
            click.echo(f"  {sentence}")
        return
    click.echo(totals_line(results))
    names = {theme.id: theme.name for theme in codebook.themes}
    for group in results.groups:
        report = group.report
        by = ", ".join(report.organisations) or "organisation not known"
        click.echo(
            f"\n{click.style(report.title, bold=True)} — {by}, {report.year or 'no date'} [{report.id}] ({group.total})"
        )
        for hit in group.hits:
            _show_hit(hit, names)


def _remarks(results: Results) -> Iterator[str]:
    if words := also(results):
        yield f"{words}; --exact searches without."
    yield from remarks(results)


def _show_hit(hit: Hit, names: dict[str, str]) -> None:
    shown, text, last = "", hit.shown.text, 0
    for start, end in hit.shown.marks:
        shown += text[last:start] + click.style(text[start:end], bold=True, underline=True)
        last = end
    words = " ".join((shown + text[last:]).split())
    before, after = "… " * hit.snippet.cut_before, " …" * hit.snippet.cut_after
    if hit.notes:
        click.echo(f"  {content_note(hit.notes)}")
    click.echo(f"  {hit.place}: {before}{words}{after} [{hit.passage.id}]")
    if hit.ocr:
        click.echo("    recognised in a picture of the page: check before you quote")
    if hit.passage.quotes:
        click.echo(f"    quoted: {speakers(hit.passage)}")
    by_state: dict[str, list[str]] = {}
    for tag in standing(hit.tags):
        by_state.setdefault(state(tag), []).append(names.get(tag.theme, tag.theme))
    for said, themes in by_state.items():
        click.echo(f"    {said}: {', '.join(sorted(themes))}")

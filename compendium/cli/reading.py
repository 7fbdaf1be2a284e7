"""Commands that ask the library: search, totals, themes, export. They read through `Library` alone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from compendium import data
from compendium.cli.main import config_of
from compendium.cli.output import as_json, counted, home_option, marked_html, note, people_dict, print_json
from compendium.errors import BadInput
from compendium.export.citation import people_line, speakers
from compendium.library import Library
from compendium.model.document import Account, PassageKind, Unit, Voice
from compendium.model.report import Status
from compendium.model.search import FINDABLE, OWNER, Hit, ReportHits, Results, SearchQuery, Sort
from compendium.model.theme import Codebook, TagStatus

_FILTERS: dict[str, tuple[str, type]] = {
    "theme": ("themes", str),
    "organisation": ("organisations", str),
    "year": ("years", int),
    "setting": ("settings", str),
    "population": ("populations", str),
    "method": ("methods", str),
    "kind": ("kinds", PassageKind),
    "account": ("accounts", Account),
    "voice": ("voices", Voice),
    "report": ("reports", str),
    "status": ("statuses", Status),
}
"""Filters by the name they have everywhere: the field of SearchQuery, and the type of its values."""


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, (_, kind) in reversed(_FILTERS.items()):
        values: Iterable[str] = FINDABLE if kind is PassageKind else kind if issubclass(kind, StrEnum) else ()
        choice: Any = click.Choice([str(value) for value in values]) if values else kind
        command = click.option(
            f"--{name}", name, multiple=True, type=choice, help=f"Only this {name}; may be repeated."
        )(command)
    return click.option("--checked", is_flag=True, help="Only themes that a person has checked.")(command)


@click.command()
@click.argument("query", default="")
@_filters
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Reports to show.")
@click.option("--exact", is_flag=True, help="These very words: no other endings.")
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
    limit: int,
    exact: bool,
    sort: str,
    as_json: bool,
    home: Path | None,
    **given: Any,
) -> None:
    """Find passages. "Words in quotes" are a phrase; -word leaves passages with that word out."""
    with closing(Library.open(config_of(context, home=home).home, OWNER)) as library:
        asked = _query(library, query, given, limit=limit, exact=exact, sort=Sort(sort))
        results = library.search(asked)
        if as_json:
            print_json(_results_dict(results))
        else:
            _show(results, library.codebook())


@click.command()
@as_json
@home_option
@click.pass_context
def totals(context: click.Context, as_json: bool, home: Path | None) -> None:
    """How many reports, organisations and people heard. People count once a study; staff are counted apart."""
    with closing(Library.open(config_of(context, home=home).home, OWNER)) as library:
        found = library.totals()
    if as_json:
        print_json(
            {
                "reports": found.reports,
                "organisations": found.organisations,
                "people": people_dict(found.people),
                "studies": found.studies,
                "passages": found.passages,
                "tags": found.tags,
                "by_year": {str(year): count for year, count in sorted(found.by_year.items())},
                "revision": found.revision,
            }
        )
        return
    click.echo(f"{counted(found.reports, 'report')} by {counted(found.organisations, 'organisation')}.")
    click.echo(f"{counted(found.passages, 'passage')}, {counted(found.tags, 'theme tag')}.")
    click.echo(f"People heard in these reports: {people_line(found.people)}.")
    for year, count in sorted(found.by_year.items()):
        click.echo(f"  {year}: {counted(count, 'report')}")


@click.group()
def themes() -> None:
    """The codebook: the themes that passages are tagged with."""


@themes.command("list")
@as_json
@home_option
@click.pass_context
def list_themes(context: click.Context, as_json: bool, home: Path | None) -> None:
    """All themes with their definitions and how many passages speak to each."""
    with closing(Library.open(config_of(context, home=home).home, OWNER)) as library:
        codebook = library.codebook()
        counts = library.theme_counts()
    rows: list[dict[str, Any]] = [
        {"id": t.id, "name": t.name, "parent": t.parent, "definition": t.definition, "passages": counts.get(t.id, 0)}
        for t in codebook.themes
    ]
    if as_json:
        print_json({"version": codebook.version, "themes": rows})
        return
    for row in rows:
        indent = "  " if row["parent"] else ""
        click.echo(f"{indent}{row['name']} ({row['id']}): {counted(row['passages'], 'passage')}. {row['definition']}")


@click.command()
@click.option("--query", default="", help="What to search for.")
@_filters
@click.option("--exact", is_flag=True, help="These very words: no other endings.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "md"]), help="The format; by default from the file's ending."
)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@as_json
@home_option
@click.pass_context
def export(
    context: click.Context,
    /,
    query: str,
    exact: bool,
    form: str | None,
    out: Path,
    as_json: bool,
    home: Path | None,
    **given: Any,
) -> None:
    """Write the evidence on a theme or a search to a file: passages verbatim, with citation and people heard. `-`
    prints it."""
    from compendium.export.formats import FORMATS

    chosen = form or out.suffix.removeprefix(".").lower()
    if chosen not in FORMATS:
        raise click.UsageError(f"Say the format: --format {' or --format '.join(FORMATS)}.")
    with closing(Library.open(config_of(context, home=home).home, OWNER)) as library:
        codebook = library.codebook()
        asked = _query(library, query, given, exact=exact)
        if asked == SearchQuery():
            raise click.UsageError("Say what to export: --theme, --query or a filter.")
        summary = library.evidence(asked)
    text = FORMATS[chosen](summary, {theme.id: theme.name for theme in codebook.themes})
    if str(out) == "-":
        click.echo(text, nl=False)
        return
    try:
        # a byte-order mark is how Excel knows UTF-8
        out.write_text(text, encoding="utf-8-sig" if chosen == "csv" else "utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{out} could not be written: {error.strerror}.", "Choose another place.") from error
    counts = {
        "quotations": len(summary.evidence),
        "reports": len(summary.reports),
        "people": people_dict(summary.people),
    }
    if as_json:
        print_json({"out": str(out), **counts})
    else:
        found = f"{counted(len(summary.evidence), 'passage')} from {counted(len(summary.reports), 'report')}"
        note(f"{found} written to {out}.")


def _query(library: Library, text: str, given: dict[str, Any], **more: Any) -> SearchQuery:
    """The question as the library takes it. A filter value that means nothing here is told, not taken for no
    evidence."""
    values = {field: frozenset(map(kind, given[name])) for name, (field, kind) in _FILTERS.items()}
    values |= {field: frozenset(found) for field, found in _checked(library, given)}
    filters: dict[str, Any] = {**values, **more}
    return SearchQuery(text=text, checked=given["checked"], **filters)


def _checked(library: Library, given: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The values of the filters whose values the library must know, in its own spelling. Raises BadInput for others."""
    words = data.table("vocabulary")
    known: dict[str, Iterable[str]] = {
        "theme": [theme.id for theme in library.codebook().themes] if given["theme"] else (),
        "organisation": {o for r in library.reports() for o in r.organisations} if given["organisation"] else (),
        **{name: words[f"{name}s"] for name in ("setting", "population", "method")},
    }
    for name, values in known.items():
        spelt = {value.casefold(): value for value in values}
        for value in given[name]:
            if value.casefold() not in spelt:
                near = get_close_matches(value.casefold(), spelt, 5, 0.3) or sorted(spelt)[:20]
                raise BadInput(f"There is no {name} {value!r} here.", f"Perhaps: {', '.join(spelt[n] for n in near)}.")
        yield _FILTERS[name][0], [spelt[value.casefold()] for value in given[name]]


def _results_dict(results: Results) -> dict[str, Any]:
    return {
        "total_passages": results.total_passages,
        "total_reports": results.total_reports,
        "people": people_dict(results.people),
        "expanded": list(results.expanded),
        "ignored": list(results.ignored),
        "hits": [_hit_dict(group, hit) for group in results.groups for hit in group.hits],
        "facets": {facet.name: {value.value: value.count for value in facet.values} for facet in results.facets},
        "revision": results.revision,
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
        "snippet": marked_html(hit.shown),
        "ocr": hit.ocr,
        "themes": sorted({tag.theme for tag in hit.tags if tag.status is not TagStatus.REJECTED}),
    }


def _show(results: Results, codebook: Codebook) -> None:
    for remark in (*results.ignored, *results.expanded):
        note(remark)
    if not results.total_passages:
        click.echo("Nothing found. Try fewer words, other words, or fewer filters.")
        return
    found = f"{counted(results.total_passages, 'passage')} in {counted(results.total_reports, 'report')}"
    click.echo(f"{found}. People heard in these reports: {people_line(results.people)}.")
    names = {theme.id: theme.name for theme in codebook.themes}
    for group in results.groups:
        report = group.report
        by = ", ".join(report.organisations) or "organisation not known"
        click.echo(
            f"\n{click.style(report.title, bold=True)} — {by}, {report.year or 'no date'} [{report.id}] ({group.total})"
        )
        for hit in group.hits:
            _show_hit(hit, names)


def _show_hit(hit: Hit, names: dict[str, str]) -> None:
    shown, text, last = "", hit.shown.text, 0
    for start, end in hit.shown.marks:
        shown += text[last:start] + click.style(text[start:end], bold=True, underline=True)
        last = end
    words = " ".join((shown + text[last:]).split())
    before, after = "… " * hit.snippet.cut_before, " …" * hit.snippet.cut_after
    click.echo(f"  {hit.place}: {before}{words}{after}")
    if hit.ocr:
        click.echo("    recognised in a picture of the page: check before you quote")
    if hit.passage.quotes:
        click.echo(f"    quoted: {speakers(hit.passage)}")
    themes = {names.get(tag.theme, tag.theme) for tag in hit.tags if tag.status is not TagStatus.REJECTED}
    if themes:
        click.echo(f"    themes (by computer unless checked): {', '.join(sorted(themes))}")

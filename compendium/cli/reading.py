"""Commands that tell of the library and write from it: totals and export. They read through `Library` alone."""

from pathlib import Path
from typing import Any

import click

from compendium.cli.asking import filters, opened, query_of
from compendium.cli.output import as_json, home_option, note, people_dict, print_json
from compendium.errors import BadInput
from compendium.export.citation import counted, people_line
from compendium.model.search import SearchQuery


@click.command()
@as_json
@home_option
@click.pass_context
def totals(context: click.Context, as_json: bool, home: Path | None) -> None:
    """How many reports, organisations and people heard. People count once a study; staff are counted apart."""
    with opened(context, home) as library:
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


@click.command()
@click.option("--query", default="", help="What to search for.")
@filters
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
    with opened(context, home) as library:
        codebook = library.codebook()
        asked = query_of(library, query, given)
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

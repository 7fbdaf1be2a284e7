"""The command `import`: takes in a list that people keep of their reports."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.place import place_warnings
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.config import Config
from compendium.errors import BadInput
from compendium.export.citation import counted
from compendium.model.intake import OutcomeKind

if TYPE_CHECKING:
    from compendium.importing import Imported
    from compendium.ingest.sheets.listing import Listing


@click.command("import")
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--files", type=click.Path(path_type=Path, file_okay=False), help="A folder with files of the reports listed."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option(
    "--column", multiple=True, metavar="FIELD=HEADER", help="Which column holds a field; FIELD= for none. Repeatable."
)
@as_json
@home_option
@click.pass_context
def import_(
    context: click.Context,
    sheet: Path,
    files: Path | None,
    dry_run: bool,
    column: tuple[str, ...],
    as_json: bool,
    home: Path | None,
) -> int:
    """Take in a list of reports (CSV or Excel). Run it again when the list has changed: nothing is taken in twice."""
    from compendium.ingest.sheets.listing import read_listing

    began = time.monotonic()
    chosen = _chosen(column)
    if files is not None and not files.is_dir():
        raise BadInput(f"There is no folder {files}.", "Nothing was imported. Check the spelling and try again.")
    config = config_of(context, home=home)
    listing = read_listing(sheet, chosen, config.limits)
    result = _run(config, listing, files, dry_run)
    if as_json:
        print_json(_as_dict(listing, result, dry_run, time.monotonic() - began))
    else:
        for line in _lines(listing, result, dry_run):
            click.echo(line)
    bad = [o for o in result.outcomes if o.kind in (OutcomeKind.REFUSED, OutcomeKind.PARTIAL)]
    return 1 if bad or result.errors else 0


def _chosen(column: Sequence[str]) -> dict[str, str]:
    pairs = dict(part.split("=", 1) for part in column if "=" in part)
    if len(pairs) < len(column):
        raise click.UsageError("Each --column is written FIELD=HEADER, and each field is given once.")
    return {field.strip(): heading.strip() for field, heading in pairs.items()}


def _run(config: Config, listing: "Listing", files: Path | None, dry_run: bool) -> "Imported":
    from compendium.importing import import_list, rehearsal
    from compendium.index.whoosh_engine import WhooshIndex

    with ExitStack() as stack:
        if dry_run:
            here = (config.home / "catalogue.db").is_file()
            real = stack.enter_context(closing(Catalogue.open(config.home))) if here else None
            catalogue, index = stack.enter_context(rehearsal(real))
            return import_list(listing, catalogue, index, config, files=files)
        for warning in place_warnings(config.home):
            note(warning)
        catalogue = stack.enter_context(closing(Catalogue.open(config.home, create=True)))
        with closing(WhooshIndex.open(config.home / "index")) as index:
            return import_list(listing, catalogue, index, config, files=files)


def _as_dict(listing: "Listing", result: "Imported", dry_run: bool, seconds: float) -> dict[str, Any]:
    kept = {kind: [o for o in result.outcomes if o.kind is kind] for kind in OutcomeKind}
    return {
        "dry_run": dry_run,
        "columns": dict(listing.columns),
        "unused": list(listing.unused),
        "rows": len(listing.rows),
        "added": result.added,
        "matched": result.matched,
        "unmatched": [
            {
                "row": found.row,
                "title": found.title,
                "report": found.report,
                "nearest": {"report": found.nearest.id, "title": found.nearest.title} if found.nearest else None,
            }
            for found in result.unmatched
        ],
        "disagreements": [
            {"report": d.report, "field": d.field, "sheet": d.sheet, "document": d.document}
            for d in result.disagreements
        ],
        "errors": [{"row": e.row, "column": e.column, "message": e.message} for e in result.errors],
        "partial": [
            {"file": o.path, "report": o.report, "pages": list(o.failed_pages)} for o in kept[OutcomeKind.PARTIAL]
        ],
        "refused": [{"file": o.path, "code": o.code, "message": o.message} for o in kept[OutcomeKind.REFUSED]],
        "skipped": [{"file": o.path, "code": o.code, "message": o.message} for o in kept[OutcomeKind.SKIPPED]],
        "seconds": round(seconds, 2),
    }


def _lines(listing: "Listing", result: "Imported", dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield "Nothing was changed: this is what would be done."
    yield "Columns: " + ", ".join(f"{field} from “{heading}”" for field, heading in listing.columns.items())
    if listing.unused:
        yield f"Not used: {', '.join(listing.unused)}"
    yield (
        f"{counted(len(listing.rows), 'row')}: {len(result.added)} added, {len(result.matched)} matched,"
        f" {len(result.unmatched)} without a file."
    )
    yield from _section(
        "Look whether these are the same:",
        (
            f"row {u.row} “{u.title}” ({u.report}) and “{u.nearest.title}” ({u.nearest.id})"
            for u in result.unmatched
            if u.nearest
        ),
    )
    yield from _section(
        "The list and the document differ. The list's value is shown, unless someone decided:",
        (f"{d.report} {d.field}: list {d.sheet}, document {d.document}" for d in result.disagreements),
    )
    yield from _section(
        "Not taken:",
        (f"row {e.row}{f', {e.column}' if e.column else ''}: {e.message}" for e in result.errors),
    )
    told = (OutcomeKind.REFUSED, OutcomeKind.SKIPPED)
    yield from _section("Files left out:", (f"{o.path}: {o.message}" for o in result.outcomes if o.kind in told))
    partial = (o for o in result.outcomes if o.kind is OutcomeKind.PARTIAL)
    yield from _section("Files read in part:", (f"{o.report} {o.path}" for o in partial))


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield heading
        yield from (f"  {line}" for line in found)

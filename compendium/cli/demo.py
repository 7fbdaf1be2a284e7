"""The demonstration: a library of invented reports, ready to search."""

import time
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import click

from compendium import pipeline
from compendium.catalogue.catalogue import Catalogue
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, people_dict, print_json, with_progress
from compendium.cli.site import serve_library
from compendium.config import Config
from compendium.errors import BadInput, CompendiumError
from compendium.export.citation import content_note, people_line
from compendium.index.whoosh_engine import WhooshIndex
from compendium.ingest.sheet import read_sheet
from compendium.library import Library
from compendium.model.intake import OutcomeKind
from compendium.model.search import OWNER, Results, SearchQuery, Totals

SAMPLE = "family visits"
_MARK = "demonstration.txt"


@click.command()
@click.option("--no-serve", is_flag=True, help="Make the library and stop.")
@click.option("--port", type=click.IntRange(0, 65535), help="Default 8765; 0 takes any free one.")
@as_json
@home_option
@click.pass_context
def demo(context: click.Context, no_serve: bool, port: int | None, as_json: bool, home: Path | None) -> None:
    """Make a library of invented reports in a folder of its own, show what it holds, and serve it."""
    config = _demo_config(config_of(context, home=home, port=port), home or context.find_root().obj["home"])
    began = time.monotonic()
    _fill(config, _corpus())
    with closing(Library.open(config.home, OWNER)) as library:
        totals, results = library.totals(), library.search(SearchQuery(SAMPLE, limit=3))
    seconds = time.monotonic() - began
    if as_json:
        counts = {
            "reports": totals.reports,
            "organisations": totals.organisations,
            "people": people_dict(totals.people),
        }
        print_json(
            {
                "home": str(config.home),
                **counts,
                "passages": totals.passages,
                "tags": totals.tags,
                "seconds": round(seconds, 2),
            }
        )
    else:
        _show(config.home, totals, results, seconds)
    if not no_serve:
        serve_library(config)


def _demo_config(config: Config, typed_home: Path | None) -> Config:
    """The demonstration never goes into a library of real reports: without --home it has a folder beside the usual
    one."""
    home = config.home if typed_home else config.home.with_name(config.home.name + "-demo")
    if (home / "catalogue.db").exists() and not (home / _MARK).exists():
        raise BadInput(
            f"{home} holds a library that is not a demonstration.",
            "Nothing was changed. Name another folder with --home.",
        )
    return replace(config, home=home)


def _corpus() -> Path:
    """The folder of demonstration reports: shipped in the package, or beside it in a checkout."""
    packaged = Path(str(files("compendium"))) / "data" / "corpus"
    beside = Path(str(files("compendium"))).parent / "corpus"
    for folder in (packaged, beside):
        if (folder / "metadata.csv").exists():
            return folder
    raise CompendiumError("The demonstration reports are missing from this installation.", "Install it again.")


def _fill(config: Config, corpus: Path) -> None:
    config.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (config.home / _MARK).write_text("A library of invented reports, made by `compendium demo`.\n", encoding="utf-8")
    sheet = read_sheet(corpus / "metadata.csv")
    total = len(sheet)
    with (
        closing(Catalogue.open(config.home, create=True)) as catalogue,
        closing(WhooshIndex.open(config.home / "index")) as index,
    ):
        found = pipeline.add([corpus / "reports"], catalogue, index, config, sheet=sheet)
        for outcome in with_progress(found, lambda: total, lambda outcome: Path(outcome.path).name):
            if outcome.code == "scanned":
                note(f"One more report, {Path(outcome.path).name}, is a scan: pictures of pages. To read it, install")
                note("the extra `ocr` and run `compendium demo` again.")
            elif outcome.kind is OutcomeKind.REFUSED:
                note(f"{outcome.path}: {outcome.message}")


def _show(home: Path, totals: Totals, results: Results, seconds: float) -> None:
    click.echo(
        f"The demonstration library is in {home} (made in {seconds:.1f} seconds; every report in it is invented)."
    )
    click.echo(f"  {totals.reports} reports by {totals.organisations} organisations")
    click.echo(f"  {totals.passages} passages, {totals.tags} theme tags suggested by computer")
    click.echo(f"  people heard in these reports: {people_line(totals.people)}")
    click.echo(
        f"A search for “{SAMPLE}”: {results.total_passages} passages in {results.total_reports} reports. The best:"
    )
    for group in results.groups:
        hit = group.hits[0]
        if hit.notes:
            click.echo(f"  {content_note(hit.notes)}")
        click.echo(f"  {group.report.title}, {hit.place}: {' '.join(hit.shown.text.split())}")

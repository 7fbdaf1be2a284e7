"""Commands that change the library: add, edit, remove, reread."""

import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.place import place_warnings
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json, with_progress
from compendium.errors import BadInput
from compendium.export.checks import listed, where
from compendium.export.citation import counted
from compendium.model.intake import Outcome, OutcomeKind


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True, help="Keep them as drafts, which readers do not see.")
@click.option(
    "--workers", type=click.IntRange(1, 64), help="How many files to read at the same time (default: one a core)."
)
@click.option(
    "--metadata", type=click.Path(path_type=Path, dir_okay=False), help="A CSV sheet: file, and fields as for `edit`."
)
@as_json
@home_option
@click.pass_context
def add(
    context: click.Context,
    paths: tuple[Path, ...],
    draft: bool,
    workers: int | None,
    metadata: Path | None,
    as_json: bool,
    home: Path | None,
) -> int:
    """Take files or folders into the library. Run it again at any time: what is there already stays as it is."""
    from compendium import pipeline
    from compendium.index.whoosh_engine import WhooshIndex
    from compendium.ingest.sheet import read_sheet

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise BadInput(
            f"There is no file or folder {missing[0]}.", "Nothing was added. Check the spelling and try again."
        )
    config = config_of(context, home=home, workers=workers)
    sheet = read_sheet(metadata) if metadata else None
    for warning in place_warnings(config.home):
        note(warning)
    began = time.monotonic()
    total = 0

    def on_total(files: int) -> None:
        nonlocal total
        total = files

    with (
        closing(Catalogue.open(config.home, create=True)) as catalogue,
        closing(WhooshIndex.open(config.home / "index")) as index,
    ):
        found = pipeline.add(paths, catalogue, index, config, draft=draft, sheet=sheet, on_total=on_total)
        outcomes = list(with_progress(found, lambda: total, lambda outcome: Path(outcome.path).name))
    return _report(outcomes, time.monotonic() - began, as_json, "added")


@click.command()
@click.argument("report")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE…")
@home_option
@click.pass_context
def edit(context: click.Context, report: str, changes: tuple[str, ...], home: Path | None) -> None:
    """Set values of a report yourself: `edit 3f2a… title="Being heard" study=being-heard`. No machine overwrites
    them."""
    pairs = dict(change.split("=", 1) for change in changes if "=" in change)
    if len(pairs) < len(changes):
        raise click.UsageError("Each change is written FIELD=VALUE, and each field is given once.")
    config = config_of(context, home=home)
    with closing(Catalogue.open(config.home)) as catalogue, catalogue.writing():
        catalogue.decide(report, pairs, by=who())
        _catch_up(catalogue, config.home)
        change = catalogue.audit(report)[-1]
    for field, value in change.after.items():
        note(f"{field}: {change.before.get(field) or 'nothing decided'} -> {value or 'none'}")


@click.command()
@click.argument("report")
@home_option
@click.pass_context
def remove(context: click.Context, report: str, home: Path | None) -> None:
    """Withdraw a report: nobody finds it any more. Nothing is deleted; `edit REPORT status=published` brings it
    back."""
    config = config_of(context, home=home)
    with closing(Catalogue.open(config.home)) as catalogue, catalogue.writing():
        catalogue.withdraw(report, by=who())
        _catch_up(catalogue, config.home)
    note(f"{report} is withdrawn. `compendium edit {report} status=published` brings it back.")


@click.command()
@click.argument("reports", nargs=-1, required=True)
@as_json
@home_option
@click.pass_context
def reread(context: click.Context, reports: tuple[str, ...], as_json: bool, home: Path | None) -> int:
    """Read the stored files of these reports again, keeping every decision a person made."""
    from compendium import pipeline
    from compendium.index.whoosh_engine import WhooshIndex

    config = config_of(context, home=home)
    began = time.monotonic()
    with closing(Catalogue.open(config.home)) as catalogue, closing(WhooshIndex.open(config.home / "index")) as index:
        found = pipeline.reread(reports, catalogue, index, config)
        outcomes = list(with_progress(found, lambda: len(reports), lambda outcome: Path(outcome.path).name))
    return _report(outcomes, time.monotonic() - began, as_json, "read again")


def who() -> str:
    """The name a decision on the command line is recorded under."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name to be had, as in some containers
        return "owner"


def _catch_up(catalogue: Catalogue, home: Path) -> None:
    from compendium.index.whoosh_engine import WhooshIndex

    with closing(WhooshIndex.open(home / "index")) as index:
        index.catch_up(catalogue)


def _report(outcomes: list[Outcome], seconds: float, as_json: bool, done: str) -> int:
    by_kind = {kind: [outcome for outcome in outcomes if outcome.kind is kind] for kind in OutcomeKind}
    if as_json:
        print_json(_as_dict(by_kind, sum(outcome.pages for outcome in outcomes), seconds))
    else:
        for line in _lines(by_kind, seconds, done):
            click.echo(line)
    return 1 if by_kind[OutcomeKind.REFUSED] or by_kind[OutcomeKind.PARTIAL] else 0


def _as_dict(by_kind: dict[OutcomeKind, list[Outcome]], pages: int, seconds: float) -> dict[str, Any]:
    return {
        "added": [outcome.report for outcome in by_kind[OutcomeKind.ADDED]],
        "partial": [
            {"file": outcome.path, "report": outcome.report, "pages": list(outcome.failed_pages)}
            for outcome in by_kind[OutcomeKind.PARTIAL]
        ],
        "unchanged": [outcome.report for outcome in by_kind[OutcomeKind.UNCHANGED]],
        "refused": [
            {"file": outcome.path, "code": outcome.code, "message": outcome.message}
            for outcome in by_kind[OutcomeKind.REFUSED]
        ],
        "skipped": [outcome.path for outcome in by_kind[OutcomeKind.SKIPPED]],
        "to_check": [
            {
                "file": outcome.path,
                "report": outcome.report,
                "unit": outcome.unit,
                "numbers": list(outcome.to_check),
                "remarks": list(outcome.remarks),
                "concerns": len(outcome.concerns),
            }
            for found in by_kind.values()
            for outcome in found
            if outcome.to_check or outcome.remarks or outcome.concerns
        ],
        "relations": [
            {"report": r.report, "other": r.other, "kind": r.kind, "why": list(r.why)}
            for found in by_kind.values()
            for outcome in found
            for r in outcome.relations
        ],
        "pages": pages,
        "seconds": round(seconds, 2),
    }


def _lines(by_kind: dict[OutcomeKind, list[Outcome]], seconds: float, done: str) -> Iterable[str]:
    said = {OutcomeKind.ADDED: done}
    counts = ", ".join(f"{len(found)} {said.get(kind, kind.value)}" for kind, found in by_kind.items() if found)
    yield f"{counts or 'No files found'} in {seconds:.1f} seconds."
    for outcome in by_kind[OutcomeKind.ADDED]:
        yield f"  {outcome.report} {Path(outcome.path).name}"
        yield from _doubts(outcome)
    for outcome in by_kind[OutcomeKind.PARTIAL]:
        failed = where(outcome.unit, outcome.failed_pages)
        yield f"  {outcome.report} {Path(outcome.path).name}: without {failed}, which could not be read."
        yield from _doubts(outcome)
    for outcome in by_kind[OutcomeKind.REFUSED]:
        yield f"  {outcome.path}: {outcome.message} [{outcome.code}]"
    for outcome in by_kind[OutcomeKind.SKIPPED]:
        yield f"  {outcome.path}: {outcome.message}"


def _doubts(outcome: Outcome) -> Iterable[str]:
    """What to look at in a report, in short: the page of the report says why."""
    numbers = [number for number in outcome.to_check if number not in outcome.failed_pages]
    if numbers:
        needs = "needs" if len(numbers) == 1 else "need"
        yield f"    {counted(len(numbers), outcome.unit)} {needs} a look: {listed(numbers)}"
    for remark in outcome.remarks:
        yield f"    {remark}"
    if outcome.concerns:
        places = counted(len(outcome.concerns), "place")
        yield f"    {places} may point to a person: compendium privacy {outcome.report}"
    if outcome.relations:
        others = counted(len(outcome.relations), "report")
        yield f"    May belong with {others} here: compendium relations {outcome.report}"

"""Commands that look after the library: check, reindex."""

from contextlib import closing
from pathlib import Path

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.place import place_warnings
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.index.whoosh_engine import WhooshIndex


@click.command()
@click.option("--repair", is_flag=True, help="Clear leftovers and make the index anew where that helps.")
@as_json
@home_option
@click.pass_context
def check(context: click.Context, repair: bool, as_json: bool, home: Path | None) -> int:
    """Look whether the library is whole: the database, the stored files, the search index."""
    config = config_of(context, home=home)
    with (
        closing(Catalogue.open(config.home)) as catalogue,
        closing(WhooshIndex.open(config.home / "index", catalogue.index_key())) as index,
    ):
        problems = _problems(catalogue, index)
        if repair and problems:
            with catalogue.writing():
                catalogue.tidy()
                index.rebuild(catalogue)
            problems = _problems(catalogue, index)
    for warning in place_warnings(config.home):
        note(warning)
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    else:
        click.echo("\n".join(problems) if problems else "The library is whole.")
    return 1 if problems else 0


@click.command()
@as_json
@home_option
@click.pass_context
def reindex(context: click.Context, as_json: bool, home: Path | None) -> None:
    """Make the search index anew, beside the present one."""
    config = config_of(context, home=home)
    with (
        closing(Catalogue.open(config.home)) as catalogue,
        catalogue.writing(),
        closing(WhooshIndex.open(config.home / "index")) as index,
    ):
        revision = index.rebuild(catalogue)
    if as_json:
        print_json({"ok": True, "problems": [], "revision": revision})
    else:
        click.echo(f"The search index is new (revision {revision}).")


def _problems(catalogue: Catalogue, index: WhooshIndex) -> list[str]:
    problems = [*catalogue.check(), *index.check()]
    if index.revision < catalogue.revision():
        problems.append("The search index is behind the library. Run `compendium reindex`, or add something.")
    return problems

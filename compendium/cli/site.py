"""The command that serves the site."""

from contextlib import closing
from pathlib import Path

import click

from compendium.cli.main import config_of
from compendium.cli.output import home_option, note
from compendium.config import Config


@click.command()
@click.option("--host", help="An address of this computer only (default 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Default 8765; 0 takes any free one.")
@home_option
@click.pass_context
def serve(context: click.Context, host: str | None, port: int | None, home: Path | None) -> None:
    """Serve the library as web pages, on this computer only. Ctrl+C stops it."""
    serve_library(config_of(context, home=home, host=host, port=port))


def serve_library(config: Config) -> None:
    """Serves until interrupted. Before, the index takes in what a killed run may have left, unless someone is
    adding."""
    from compendium.catalogue.catalogue import Catalogue
    from compendium.errors import LibraryUnusable
    from compendium.index.whoosh_engine import WhooshIndex
    from webui.serve import serve as serve_pages

    with closing(Catalogue.open(config.home)) as catalogue, closing(WhooshIndex.open(config.home / "index")) as index:
        if index.revision < catalogue.revision():
            try:
                with catalogue.writing():
                    index.catch_up(catalogue)
            except LibraryUnusable:
                note("Something is being added just now; it will be found when that is done.")
    serve_pages(config)

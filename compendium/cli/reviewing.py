"""People read passages and say which themes they speak to; machines learn from that, and are judged by it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.cli import scores
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.cli.sitting import Sitting
from compendium.cli.writing import who
from compendium.errors import BadInput, LibraryUnusable
from compendium.export.citation import counted
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.search import OWNER
from compendium.model.theme import Codebook
from compendium.tagging.queue import Item
from compendium.theming import applying, learning, reviewing

_USUAL: Final = 20


@click.command()
@as_json
@home_option
@click.pass_context
def train(context: click.Context, as_json: bool, home: Path | None) -> None:
    """Let the classifier learn from what people decided, and tag anew. It suggests a theme only where it has proved
    better than the rules on reports it had not seen; elsewhere it only orders what people are asked to read."""
    config = config_of(context, home=home)
    began = time.monotonic()
    with (
        closing(Catalogue.open(config.home)) as catalogue,
        closing(WhooshIndex.open(config.home / "index")) as index,
        catalogue.writing(),
    ):
        codebook = catalogue.codebook()
        model = learning.trained(catalogue, codebook)
        changed = applying.retag_all(catalogue, codebook)
        index.catch_up(catalogue)
    seconds = time.monotonic() - began
    if as_json:
        scores = {theme: {"active": one.active, "why": one.why} for theme, one in model.scores.items()}
        print_json({"themes": scores, "active": sorted(model.active), "reports": changed, "seconds": round(seconds, 2)})
        return
    names = {theme.id: theme.name for theme in codebook.themes}
    for theme, score in model.scores.items():
        if score.active or score.positives:
            click.echo(f"{names[theme]}: {score.why}")
    active = counted(len(model.active), "theme")
    note(
        f"The classifier suggests {active}; suggestions changed in {counted(changed, 'report')}. {seconds:.1f} seconds."
    )


@click.command()
@as_json
@home_option
@click.pass_context
def evaluate(context: click.Context, as_json: bool, home: Path | None) -> None:
    """How right machines are, theme by theme: on passages drawn by lot that people read for all themes, and that no
    machine learnt from. And how far two people agree."""
    from compendium.theming.evaluating import evaluation

    with closing(Catalogue.open(config_of(context, home=home).home)) as catalogue:
        codebook = catalogue.codebook()
        found = evaluation(catalogue, codebook)
    if as_json:
        print_json(scores.as_dict(found, codebook))
        return
    for line in scores.lines(found, codebook):
        click.echo(line)
    if found.unreadable:
        note("The classifier's file cannot be read, so only rules are at work. Make it anew: compendium themes train")


@click.command()
@click.option(
    "--limit", type=click.IntRange(min=1), default=_USUAL, show_default=True, help="How many passages to read at most."
)
@click.option("--theme", "only", multiple=True, help="Only passages suggested for this theme; may be repeated.")
@click.option("--aside", multiple=True, help="Leave passages on this theme out; may be repeated.")
@click.option("--gentle", is_flag=True, help="Leave all passages with a content note out (self-harm, violence, abuse).")
@click.option("--second", is_flag=True, help="Read what somebody else has read, to see whether two people agree.")
@click.option("--settle", is_flag=True, help="Read passages on which two people differ; what you say holds.")
@click.option("--passage", help="Read this passage again, to correct what was said.")
@click.option("--as", "name", help="The name to record answers under; by default that of your account.")
@as_json
@home_option
@click.pass_context
def review(
    context: click.Context, /, limit: int, name: str | None, as_json: bool, home: Path | None, **asked: Any
) -> None:
    """Read passages one after another and say which themes they speak to, with one key each. Answers are kept passage
    by passage; they outlast every later reading, re-tagging and training."""
    config, by = config_of(context, home=home), (name or "").strip() or who()
    with (
        closing(Catalogue.open(config.home)) as catalogue,
        closing(WhooshIndex.open(config.home / "index")) as index,
        closing(Library.open(config.home, OWNER)) as library,
    ):
        codebook = catalogue.codebook()
        said = reviewing.disagreements(catalogue) if asked["settle"] else {}
        sitting = Sitting(catalogue, library, codebook, by, said, quiet=as_json)
        try:
            sitting.read(islice(_items(catalogue, codebook, by, asked), limit))
        finally:
            with suppress(LibraryUnusable), catalogue.writing():  # whoever is adding meanwhile lets it catch up
                index.catch_up(catalogue)
    done = sitting.done
    answers = {str(answer): count for answer, count in done.answers.items()}
    if as_json:
        print_json({"passages": done.passages, "skipped": done.skipped, "answers": answers})
    if not (done.passages or done.skipped or done.stopped):
        note("There is nothing to read.")
        return
    told = ", ".join(f"{count} {answer}" for answer, count in answers.items())
    skipped = f", {done.skipped} skipped" if done.skipped else ""
    note(f"{counted(done.passages, 'passage')} read{skipped}: {told}. Thank you.")
    if done.passages:
        note("To let machines learn from it: compendium themes train")


def _items(catalogue: Catalogue, codebook: Codebook, by: str, asked: Mapping[str, Any]) -> Iterator[Item]:
    """The passages to read, as the options ask."""
    now = codebook.now()
    only, aside = ([now.get(theme, theme) for theme in asked[name]] for name in ("only", "aside"))
    for theme in (*only, *aside):
        if codebook.get(theme) is None:
            raise BadInput(f"There is no theme {theme!r}.", "To see them all: compendium themes list")
    if asked["passage"]:
        return reviewing.one_passage(catalogue, codebook, asked["passage"])
    left_out = [*aside, *(reviewing.noted(codebook) if asked["gentle"] else ())]
    if asked["settle"]:
        return reviewing.without(reviewing.to_settle(catalogue), catalogue, codebook, left_out)
    if asked["second"]:
        return reviewing.without(reviewing.second_readings(catalogue, by), catalogue, codebook, left_out)
    doubt = learning.doubt(catalogue, codebook)
    return reviewing.queue(catalogue, codebook, by, doubt=doubt, aside=left_out, only=only)

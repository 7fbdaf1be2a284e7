"""People read passages and say which themes they speak to; machines learn from that, and are judged by it."""

import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.cli import scores
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.cli.writing import who
from compendium.errors import BadInput, LibraryUnusable
from compendium.export.citation import counted
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library, PassageView, ReportView
from compendium.model.review import Answer, Stream
from compendium.model.search import OWNER
from compendium.model.theme import Codebook
from compendium.tagging.queue import Item
from compendium.theming import applying, learning, reviewing

_KEYS: Final = {"y": Answer.ACCEPTED, "n": Answer.REJECTED, "?": Answer.UNSURE}
_HELP: Final = "y speaks to it, n does not, ? not sure, s skip this passage, q stop"
_USUAL: Final = 20


class _Stop(Exception):
    """The reader wants to stop. What they said so far is kept."""


class _Skip(Exception):
    """The reader wants to leave this passage out."""


@dataclass
class _Done:
    """What was said in one sitting."""

    passages: int = 0
    skipped: int = 0
    answers: dict[Answer, int] = field(default_factory=lambda: dict.fromkeys(Answer, 0))


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


@click.command()
@click.option("--limit", default=_USUAL, show_default=True, help="How many passages to read at most.")
@click.option("--theme", "only", multiple=True, help="Only passages suggested for this theme; may be repeated.")
@click.option("--aside", multiple=True, help="Leave passages on this theme out; may be repeated.")
@click.option("--gentle", is_flag=True, help="Leave all passages with a content note out (self-harm, violence, abuse).")
@click.option("--second", is_flag=True, help="Read what somebody else has read, to see whether two people agree.")
@click.option("--as", "name", help="The name to record answers under; by default that of your account.")
@as_json
@home_option
@click.pass_context
def review(
    context: click.Context,
    limit: int,
    only: tuple[str, ...],
    aside: tuple[str, ...],
    gentle: bool,
    second: bool,
    name: str | None,
    as_json: bool,
    home: Path | None,
) -> None:
    """Read passages one after another and say which themes they speak to, with one key each. Answers are kept at
    once; they outlast every later reading, re-tagging and training."""
    config, by = config_of(context, home=home), name or who()
    done = _Done()
    with (
        closing(Catalogue.open(config.home)) as catalogue,
        closing(WhooshIndex.open(config.home / "index")) as index,
        closing(Library.open(config.home, OWNER)) as library,
    ):
        codebook = catalogue.codebook()
        for theme in (*only, *aside):
            if codebook.get(theme) is None:
                raise BadInput(f"There is no theme {theme!r}.", "To see them all: compendium themes list")
        if second:
            items: Iterator[Item] = reviewing.second_readings(catalogue, by)
        else:
            left_out = (*aside, *(reviewing.noted(codebook) if gentle else ()))
            doubt = learning.doubt(catalogue, codebook)
            items = reviewing.queue(catalogue, codebook, by, doubt=doubt, aside=left_out, only=only)
        try:
            _read(items, catalogue, library, codebook, by, limit, done)
        finally:
            with suppress(LibraryUnusable), catalogue.writing():  # whoever is adding meanwhile lets it catch up
                index.catch_up(catalogue)
    answers = {str(answer): count for answer, count in done.answers.items()}
    if as_json:
        print_json({"passages": done.passages, "skipped": done.skipped, "answers": answers})
    told = ", ".join(f"{count} {answer}" for answer, count in answers.items())
    note(f"{counted(done.passages, 'passage')} read: {told}. Thank you. To let machines learn from it: themes train")


def _read(
    items: Iterator[Item],
    catalogue: Catalogue,
    library: Library,
    codebook: Codebook,
    by: str,
    limit: int,
    done: _Done,
) -> None:
    note(_HELP)
    try:
        for number, item in enumerate(islice(items, limit), 1):
            view, found = library.passage(item.passage)
            try:
                _show(number, view, found, codebook, item)
                answers = _asked(item, found, codebook)
                more, whole = _others(codebook, answers)
            except _Skip:
                done.skipped += 1
                continue
            answers |= more
            catalogue.review(item.passage, answers, whole=whole, by=by, stream=item.stream)
            done.passages += 1
            for answer in answers.values():
                done.answers[answer] += 1
    except _Stop:
        pass
    if not done.passages and not done.skipped:
        note("There is nothing to read: every passage with a suggestion has been read.")


def _show(number: int, view: ReportView, found: PassageView, codebook: Codebook, item: Item) -> None:
    passage = found.passage
    labels = {page.number: page.label for page in view.pages}
    first = passage.pages[0]
    click.echo("")
    click.echo(f"[{number}] {view.report.title}, {view.report.unit} {labels.get(first) or first}")
    if item.stream is Stream.RANDOM:
        click.echo("    Drawn by lot, to judge machines by: please name every theme that it speaks to.")
    for warning in codebook.content_notes([*item.themes, *(tag.theme for tag in found.tags)]):
        click.echo(f"    Content note: {warning}.")
        _key("    Enter to read it, s to skip it: ", ("\n", "s", "q"))
    if passage.heading:
        click.echo(f"    {' / '.join(passage.heading)}")
    matched = [match for tag in found.tags if tag.theme in item.themes for match in tag.matches]
    click.echo(_marked(passage.text, sorted({(match.start, match.end) for match in matched})))


def _marked(text: str, places: list[tuple[int, int]]) -> str:
    """The text with the words that suggestions rest on in bold, on a terminal that can."""
    pieces, last = [], 0
    for start, end in places:
        if start >= last:
            pieces += [text[last:start], click.style(text[start:end], bold=True)]
            last = end
    return "".join([*pieces, text[last:]])


def _asked(item: Item, found: PassageView, codebook: Codebook) -> dict[str, Answer]:
    """What the reader says of each theme suggested."""
    tags = {tag.theme: tag for tag in found.tags}
    answers: dict[str, Answer] = {}
    for id_ in item.themes:
        if (theme := codebook.get(id_)) is None or theme.retired:
            continue
        words = ", ".join(tags[id_].words(found.passage.text)) if id_ in tags else ""
        key = _key(f"  {theme.name}{f' ({words})' if words else ''}? ", (*_KEYS, "s", "q"))
        answers[id_] = _KEYS[key]
    return answers


def _others(codebook: Codebook, answered: dict[str, Answer]) -> tuple[dict[str, Answer], bool]:
    """Further themes that the reader names, and whether they have looked for all themes."""
    while True:
        line = click.prompt(
            "  Other themes it speaks to (ids or names, with commas; Enter for none; - if you did not look)",
            default="",
            show_default=False,
            prompt_suffix=": ",
            err=True,
        ).strip()
        if line == "-":
            return {}, False
        if line == "q":
            raise _Stop
        if line == "s":
            raise _Skip
        found, strange = _named(line, codebook)
        if not strange:
            return {theme: Answer.ACCEPTED for theme in found if theme not in answered}, True
        note(f"  There is no theme {', '.join(strange)}. Themes: {', '.join(_choices(codebook))}")


def _named(line: str, codebook: Codebook) -> tuple[list[str], list[str]]:
    """The themes that a line names, by id, name, or as much of either as only one begins with."""
    groups = codebook.groups()
    themes = [theme for theme in codebook.themes if not theme.retired and theme.id not in groups]
    found: list[str] = []
    strange: list[str] = []
    for word in filter(None, (part.strip().lower() for part in line.split(","))):
        exact = [theme.id for theme in themes if word in (theme.id, theme.name.lower())]
        near = exact or [t.id for t in themes if t.id.startswith(word) or t.name.lower().startswith(word)]
        (found if len(near) == 1 else strange).append(near[0] if len(near) == 1 else word)
    return found, strange


def _choices(codebook: Codebook) -> list[str]:
    groups = codebook.groups()
    return [theme.id for theme in codebook.themes if not theme.retired and theme.id not in groups]


def _key(question: str, keys: tuple[str, ...]) -> str:
    """One of those keys: pressed alone on a terminal, else a line of standard input. Raises _Skip for s, _Stop for q
    and at the end of the input."""
    while True:
        click.echo(question, nl=False, err=True)
        if sys.stdin.isatty():
            key = click.getchar().lower()
            click.echo(key if key.isprintable() else "", err=True)
        else:
            line = sys.stdin.readline()
            key = line.strip().lower()[:1] or "\n" if line else "q"
        key = "\n" if key in ("\r", "\n") else key
        if key in keys:
            if key == "s":
                raise _Skip
            if key == "q":
                raise _Stop
            return key
        note(f"  {_HELP}")

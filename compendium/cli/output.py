"""What the command prints: one JSON object, or plain lines for people. Progress goes to standard error, and only to a
terminal."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any, TypeVar

import click

from compendium.model.people import People
from compendium.model.search import Snippet

Command = TypeVar("Command", bound=Callable[..., Any])

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
home_option = click.option("--home", type=click.Path(path_type=Path, file_okay=False), hidden=True)


def print_json(value: object) -> None:
    """Exactly one JSON object on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str, indent=None if not sys.stdout.isatty() else 2))


def note(text: str) -> None:
    """A remark for people, on standard error."""
    click.echo(text, err=True)


def people_dict(people: People) -> dict[str, Any]:
    """The counts of people as the contract names them."""
    return {**asdict(people), "exactness": people.exactness.value}


def marked_html(snippet: Snippet) -> str:
    """The snippet as HTML: its words escaped, the matched ones in `<mark>`."""
    pieces, last = [], 0
    for start, end in snippet.marks:
        pieces += [escape(snippet.text[last:start]), f"<mark>{escape(snippet.text[start:end])}</mark>"]
        last = end
    return "".join([*pieces, escape(snippet.text[last:])])


def with_progress(items: Iterable[Any], total: Callable[[], int], name_of: Callable[[Any], str]) -> Iterator[Any]:
    """The items, with a bar of files done, the last file and the time left while a terminal watches."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Looking at the files", total=None)
        for item in items:
            progress.update(bar, advance=1, total=total(), description=name_of(item))
            yield item

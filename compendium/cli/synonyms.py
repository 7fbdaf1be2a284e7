"""The words for the same: what is in force, whether a list is sound, and a copy to edit."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from compendium import data
from compendium.catalogue.catalogue import Catalogue
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.errors import BadInput
from compendium.export.citation import counted
from compendium.index.synonyms import OWN_NAME, parse, problems

_SHIPPED = "the list that ships with the program"


@click.group()
def synonyms() -> None:
    """Words for the same, which a search finds too: the list that a library uses, and how to change it."""


@synonyms.command("list")
@as_json
@home_option
@click.pass_context
def list_synonyms(context: click.Context, as_json: bool, home: Path | None) -> None:
    """All groups in force: = finds each other, -> finds one way only."""
    own = _own(context, home)
    text, from_own = _in_force(own)
    groups = list(_groups(text))
    version = parse(text).version
    if as_json:
        print_json({"file": str(own) if from_own else None, "version": version, "groups": groups})
        return
    for group in groups:
        if group["kind"] == "same":
            click.echo(" = ".join(group["finds"]))
        else:
            click.echo(f"{', '.join(group['asked'])} -> {', '.join(group['finds'])}")
    note(f"{counted(len(groups), 'group')}, from {own if from_own else _SHIPPED}.")


@synonyms.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@as_json
@home_option
@click.pass_context
def check(context: click.Context, file: Path | None, as_json: bool, home: Path | None) -> int:
    """Look for mistakes in FILE, by default in the list in force. A list with mistakes cannot be used; doubts are for a
    person to look at."""
    own = _own(context, home) if file is None else file
    shipped = file is None and not own.exists()
    found = problems(data.text("synonyms") if shipped else _read(own))
    mistakes = [problem for problem in found if problem.kind == "mistake"]
    if as_json:
        told = [{"kind": p.kind, "line": p.line, "message": p.message, "next_step": p.next_step} for p in found]
        print_json({"file": None if shipped else str(own), "ok": not mistakes, "problems": told})
        return BadInput.exit_code if mistakes else 0
    for problem in found:
        click.echo(f"{problem.kind.capitalize()}: {problem}")
    state = f"{counted(len(mistakes), 'mistake')}: it cannot be used" if mistakes else "It can be used"
    click.echo(f"{_SHIPPED.capitalize() if shipped else own}: {state}; {counted(len(found) - len(mistakes), 'doubt')}.")
    return BadInput.exit_code if mistakes else 0


@synonyms.command()
@home_option
@click.pass_context
def start(context: click.Context, home: Path | None) -> None:
    """Copy the list that ships with the program into the library's folder, for you to edit. Never overwrites one."""
    own = _own(context, home)
    Catalogue.open(own.parent).close()  # says so when there is no library
    try:
        with own.open("x", encoding="utf-8", newline="") as file:
            file.write(data.text("synonyms"))
    except FileExistsError as error:
        raise BadInput(
            f"This library has its own list already: {own}", "Nothing was changed. Edit that file."
        ) from error
    except OSError as error:
        raise BadInput(f"{own} could not be written: {error.strerror}.", "Check the folder's permissions.") from error
    click.echo(str(own))
    note("Edit this file, then run `compendium synonyms check`. A search uses it at once.")


def _own(context: click.Context, home: Path | None) -> Path:
    """Where the library's own list is, or would be."""
    return config_of(context, home=home).home / OWN_NAME


def _in_force(own: Path) -> tuple[str, bool]:
    """The text of the list in force, and whether it is the library's own."""
    if own.exists():
        text = _read(own)
        if not any(problem.kind == "mistake" for problem in problems(text)):
            return text, True
        note(f"{own} has mistakes and is not used. To see them: compendium synonyms check")
    return data.text("synonyms"), False


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"The list of words {file} is not in UTF-8.", "Save it with the encoding UTF-8.") from error
    except OSError as error:
        raise BadInput(f"{file} could not be read: {error.strerror}.", "Check its name and try again.") from error


def _groups(text: str) -> Iterator[dict[str, Any]]:
    """The groups of a list without mistakes; words of a two-way group are asked and found."""
    tables = tomllib.loads(text)
    for group in tables.get("same", ()):
        yield {"kind": "same", "asked": group["words"], "finds": group["words"], "note": group.get("note", "")}
    for group in tables.get("also", ()):
        yield {"kind": "also", "asked": group["asked"], "finds": group["finds"], "note": group.get("note", "")}

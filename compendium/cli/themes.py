"""The codebook: what is in force, whether a file holds a sound one, and a copy to take away."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from compendium.cli.asking import opened
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.errors import BadInput
from compendium.export.citation import counted
from compendium.model.theme import Codebook, Theme

LIST_FIELDS: Final = ("examples", "near_misses", "terms", "hints", "not_terms", "patterns")

_ELSEWHERE: Final = {
    **dict.fromkeys(
        ("import", "create", "edit", "rename", "move", "merge", "split", "retire"), "compendium.cli.codebook"
    ),
    **dict.fromkeys(("train", "evaluate", "review"), "compendium.cli.reviewing"),
}
"""Commands that need more than a look does, and the modules that hold them."""

_NAMES: Final = {"import": "import_"}


class _Themes(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command = getattr(import_module(_ELSEWHERE[cmd_name]), _NAMES.get(cmd_name, cmd_name))
        return command if isinstance(command, click.Command) else None


@click.group(cls=_Themes)
def themes() -> None:
    """The codebook: the themes that passages are tagged with, how they are found, and what people said of them."""


@themes.command("list")
@click.option("--all", "everything", is_flag=True, help="Retired themes too.")
@as_json
@home_option
@click.pass_context
def list_themes(context: click.Context, everything: bool, as_json: bool, home: Path | None) -> None:
    """All themes with their definitions and how many passages speak to each."""
    with opened(context, home) as library:
        codebook = library.codebook()
        counts = library.theme_counts()
    shown = [theme for theme in codebook.themes if everything or not theme.retired]
    rows: list[dict[str, Any]] = [
        {
            "id": theme.id,
            "name": theme.name,
            "parent": theme.parent,
            "definition": theme.definition,
            "passages": counts.get(theme.id, 0),
            "book": theme.book,
            "retired": theme.retired,
        }
        for theme in shown
    ]
    if as_json:
        print_json({"version": codebook.version, "themes": rows})
        return
    for row in rows:
        indent = "  " if row["parent"] else ""
        state = ", retired" if row["retired"] else ""
        passages = counted(row["passages"], "passage")
        click.echo(f"{indent}{row['name']} ({row['id']}{state}): {passages}. {row['definition']}")


@themes.command()
@click.argument("theme")
@as_json
@home_option
@click.pass_context
def show(context: click.Context, theme: str, as_json: bool, home: Path | None) -> None:
    """One theme whole: what belongs to it, what does not, and the words that find it."""
    from dataclasses import asdict

    from compendium.tagging.editing import found

    with opened(context, home) as library:
        codebook = library.codebook()
        counts = library.theme_counts()
    one = found(codebook, theme)
    if as_json:
        print_json(asdict(one) | {"passages": counts.get(one.id, 0)})
        return
    click.echo(f"{one.name} ({one.id}), version {one.version}: {counted(counts.get(one.id, 0), 'passage')}")
    for line in _told(one, codebook):
        click.echo(line)


def _told(theme: Theme, codebook: Codebook) -> Iterator[str]:
    above = codebook.get(theme.parent) if theme.parent else None
    yield f"  Group: {above.name if above else 'none'}"
    for field in ("definition", "include", "exclude", "owner", "content_note"):
        if value := getattr(theme, field):
            yield f"  {field.replace('_', ' ').capitalize()}: {value}"
    for field in LIST_FIELDS:
        if values := getattr(theme, field):
            yield f"  {field.replace('_', ' ').capitalize()}: {' | '.join(values)}"
    for guard in theme.guarded:
        needs = f" with {' | '.join(guard.needs)}" if guard.needs else ""
        bars = f" without {' | '.join(guard.bars)}" if guard.bars else ""
        yield f"  Guarded: {' | '.join(guard.terms)}{needs}{bars}"
    if theme.former:
        yield f"  Was before: {', '.join(theme.former)}"
    if not theme.machine:
        yield "  Only people tag with it."
    if theme.retired:
        yield "  Retired: no machine suggests it and no list offers it."


@themes.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@as_json
@home_option
@click.pass_context
def check(context: click.Context, file: Path | None, as_json: bool, home: Path | None) -> int:
    """Look for faults in FILE, by default in the codebook in force. With faults it cannot be used; doubts are for a
    person to look at."""
    from compendium.tagging.doubts import doubts

    faults, codebook = "", None
    remarks: tuple[str, ...] = ()
    try:
        if file is None:
            with opened(context, home) as library:
                codebook = library.codebook()
        else:
            codebook, remarks = read_codebook(file)
    except BadInput as error:
        faults = str(error)
    found = (*remarks, *(doubts(codebook) if codebook else ()))
    if as_json:
        lines = [line.strip().removeprefix("- ") for line in faults.splitlines() if line.strip()]
        print_json({"ok": not faults, "faults": lines, "doubts": list(found)})
    else:
        for line in (*([faults] if faults else ()), *(f"Doubt: {doubt}" for doubt in found)):
            click.echo(line)
        click.echo("It cannot be used." if faults else f"It can be used; {counted(len(found), 'doubt')}.")
    return BadInput.exit_code if faults else 0


@themes.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["toml", "csv", "xlsx", "qdc"]), help="By default the file's ending."
)
@click.option("--book", default="", help="Only the themes of one book: themes, standards.")
@home_option
@click.pass_context
def export(context: click.Context, out: Path, form: str | None, book: str, home: Path | None) -> None:
    """Write the codebook to a file: to edit it and import it again, or to take it to NVivo, QualCoder or Taguette."""
    from compendium.export.codebooks import FORMATS

    chosen = form or out.suffix.removeprefix(".").lower()
    if chosen not in FORMATS:
        raise click.UsageError(f"Say the format: --format {' or --format '.join(FORMATS)}.")
    with opened(context, home) as library:
        codebook = library.codebook()
    if book:
        codebook = Codebook(codebook.version, tuple(theme for theme in codebook.themes if theme.book == book))
        if not codebook.themes:
            raise BadInput(f"The codebook has no book {book!r}.", "Leave --book out to write all themes.")
    try:
        out.write_bytes(FORMATS[chosen](codebook))
    except OSError as error:
        raise BadInput(f"{out} could not be written: {error.strerror}.", "Choose another place.") from error
    note(f"{counted(len(codebook.themes), 'theme')} written to {out}.")


def read_codebook(file: Path) -> tuple[Codebook, tuple[str, ...]]:
    """The codebook in a file of any format, and what to say of how it was read. Raises BadInput with all its faults."""
    from compendium.ingest.codebooks import read
    from compendium.tagging.codebook import checked, load

    if file.suffix.lower() == ".toml":
        return load(file), ()
    found = read(file)
    return checked(found.entries, str(file)), found.remarks

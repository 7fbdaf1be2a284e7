"""Changes to the codebook: what follows from each is told first, and done when a person says so."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.cli.themes import LIST_FIELDS, read_codebook
from compendium.cli.writing import who
from compendium.errors import BadInput
from compendium.export.citation import counted
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.theme import Codebook, Theme
from compendium.tagging import editing
from compendium.theming.applying import Plan, apply, in_force, preview

_TEXT_FIELDS: Final = ("name", "definition", "include", "exclude", "owner", "content_note", "book")
_NOTHING: Final = "Nothing was changed."
_SHOWN: Final = 10


def _changing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that changes the codebook."""
    command = home_option(as_json(command))
    command = click.option("--yes", is_flag=True, help="Do not ask before the change.")(command)
    return click.option("--dry-run", is_flag=True, help="Only say what would change.")(command)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_changing
@click.pass_context
def import_(context: click.Context, file: Path, dry_run: bool, yes: bool, as_json: bool, home: Path | None) -> int:
    """Use the codebook in FILE (TOML, CSV, XLSX, or REFI-QDA .qdc) from now on. Says first what would change."""
    codebook, remarks = read_codebook(file)
    for remark in remarks:
        note(remark)
    return _change(context, home, lambda _: codebook, dry_run=dry_run, yes=yes, as_json=as_json)


@click.command()
@click.argument("theme")
@click.option("--name", required=True)
@click.option("--definition", required=True, help="What it means, in a sentence.")
@click.option("--parent", help="The id of the group it stands in.")
@click.option("--term", "terms", multiple=True, help="A word or phrase that suggests it; may be repeated.")
@click.option("--people-only", is_flag=True, help="No machine may suggest it.")
@_changing
@click.pass_context
def create(
    context: click.Context, /, theme: str, terms: tuple[str, ...], people_only: bool, home: Path | None, **given: Any
) -> int:
    """A new theme, with THEME as its id."""

    asked = {key: given.pop(key) for key in ("name", "definition", "parent")}
    new = Theme(theme, terms=terms, owner=who(), machine=not people_only, **asked)
    return _change(context, home, lambda book: editing.create(book, new), **given)


@click.command()
@click.argument("theme")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE…")
@_changing
@click.pass_context
def edit(
    context: click.Context,
    theme: str,
    changes: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    as_json: bool,
    home: Path | None,
) -> int:
    """Set fields of a theme: `edit housing exclude="…" terms+="night shelter" terms-="flat"`. Lists are given one
    phrase at a time: += adds one, -= takes one away."""

    def edited(book: Codebook) -> Codebook:
        return editing.change(book, theme, **_values(editing.found(book, theme), changes))

    return _change(context, home, edited, dry_run=dry_run, yes=yes, as_json=as_json)


def _values(theme: Theme, changes: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for change in changes:
        name, sign, text = change.partition("=")
        field, how = (name[:-1], name[-1]) if name[-1:] in ("+", "-") else (name, "")
        if not sign or field not in (*_TEXT_FIELDS, *LIST_FIELDS, "machine") or (how and field not in LIST_FIELDS):
            allowed = ", ".join((*_TEXT_FIELDS, "machine", *LIST_FIELDS))
            raise click.UsageError(
                f"{change!r} is no change: write FIELD=VALUE, FIELD+=PHRASE or FIELD-=PHRASE ({allowed})."
            )
        if field in LIST_FIELDS:
            had = values.get(field, getattr(theme, field))
            values[field] = (
                (*had, text) if how == "+" else tuple(one for one in had if one != text) if how == "-" else (text,)
            )
            if how == "-" and len(values[field]) == len(had):
                raise BadInput(f"{theme.name} has no {text!r} in {field}.", _NOTHING)
        elif field == "machine":
            if text not in ("true", "false"):
                raise click.UsageError("machine is true or false.")
            values[field] = text == "true"
        else:
            values[field] = text
    return values


@click.command()
@click.argument("theme")
@click.argument("name")
@click.option("--id", "new_id", help="Another id too; what people said under the old one holds for it.")
@_changing
@click.pass_context
def rename(
    context: click.Context, /, theme: str, name: str, new_id: str | None, home: Path | None, **given: Any
) -> int:
    """Give a theme another name."""

    return _change(context, home, lambda book: editing.rename(book, theme, name, new_id), **given)


@click.command()
@click.argument("theme")
@click.argument("parent", required=False)
@_changing
@click.pass_context
def move(context: click.Context, /, theme: str, parent: str | None, home: Path | None, **given: Any) -> int:
    """Put a theme under PARENT, or at the top without one."""

    return _change(context, home, lambda book: editing.move(book, theme, parent), **given)


@click.command()
@click.argument("parts", nargs=-1, required=True, metavar="THEME…")
@click.option("--into", required=True, help="The theme that they become part of.")
@_changing
@click.pass_context
def merge(context: click.Context, /, parts: tuple[str, ...], into: str, home: Path | None, **given: Any) -> int:
    """Make themes part of another: its words grow by theirs, and what people said of them holds for it."""

    return _change(context, home, lambda book: editing.merge(book, parts, into), **given)


@click.command()
@click.argument("theme")
@click.option(
    "--part", "parts", nargs=3, multiple=True, required=True, metavar="ID NAME WORDS",
    help="A part: its id, its name, and which of the theme's words find it, separated by semicolons; once for each.",
)  # fmt: skip
@_changing
@click.pass_context
def split(
    context: click.Context, /, theme: str, parts: tuple[tuple[str, str, str], ...], home: Path | None, **given: Any
) -> int:
    """Split a theme: it becomes the group of new ones. What people accepted stays with it, and the review asks first
    which part it belongs to."""

    wanted = {id_: (name, [word.strip() for word in words.split(";") if word.strip()]) for id_, name, words in parts}

    def parted(book: Codebook) -> Codebook:
        one = editing.found(book, theme)
        split = editing.split(book, theme, wanted)
        used = {word.lower() for _, words in wanted.values() for word in words}
        if left := [word for word in editing.words_of(one) if word.lower() not in used]:
            more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
            told = f"{', '.join(left[:_SHOWN])}{more}"
            note(f"No part was given {counted(len(left), 'word')}, so nothing is suggested for them any more: {told}.")
        return split

    return _change(context, home, parted, **given)


@click.command()
@click.argument("theme")
@click.option("--back", is_flag=True, help="Take a retired theme into use again.")
@_changing
@click.pass_context
def retire(context: click.Context, /, theme: str, back: bool, home: Path | None, **given: Any) -> int:
    """Take a theme out of use. What people said of it is kept."""

    return _change(context, home, lambda book: editing.retire(book, theme, back), **given)


def _change(
    context: click.Context,
    home: Path | None,
    changed: Callable[[Codebook], Codebook],
    *,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Says what a change of the codebook in force would do, and does it when a person says so. Returns the exit code:
    2 when nobody is there to say so and no option does."""
    config = config_of(context, home=home)
    with closing(Catalogue.open(config.home)) as catalogue:
        codebook = changed(in_force(catalogue))
        plan = preview(catalogue, codebook)
        if not as_json:
            for line in plan_lines(plan):
                click.echo(line)
        wanted = not dry_run and not plan.empty
        nobody = wanted and not yes and not sys.stdin.isatty()
        if done := wanted and (yes or (not nobody and click.confirm("Make this change?", err=True))):
            with catalogue.writing(), closing(WhooshIndex.open(config.home / "index")) as index:
                if catalogue.codebook().version != plan.before.version:
                    raise BadInput("Somebody else changed the codebook meanwhile.", f"{_NOTHING} Look at it again.")
                try:
                    plan = apply(catalogue, codebook, by=who())
                finally:
                    index.catch_up(catalogue)
    if as_json:
        print_json(plan_dict(plan) | {"applied": done})
    else:
        note("Done." if done else f"{_NOTHING} To make this change, add --yes." if nobody else _NOTHING)
    return click.UsageError.exit_code if nobody else 0


def plan_dict(plan: Plan) -> dict[str, Any]:
    """What a change of the codebook does, as JSON says it."""
    return {
        "version": plan.codebook.version,
        "before": plan.before.version,
        "added": [theme.id for theme in plan.added],
        "retired": [theme.id for theme in plan.retired],
        "gone": [theme.id for theme in plan.gone],
        "former": dict(plan.former),
        "changed": {theme: list(fields) for theme, fields in plan.changed.items()},
        "decisions": plan.decisions,
        "learns": plan.learns,
        "joined": dict(plan.joined),
        "gained": dict(plan.gained),
        "lost": dict(plan.lost),
        "reports": plan.reports,
        "words": plan.words,
        "seconds": round(plan.seconds, 3),
    }


def plan_lines(plan: Plan) -> Iterator[str]:
    """What a change of the codebook does, in words."""
    if plan.empty:
        yield "The codebook is the one in force already."
        return
    names: Mapping[str, str] = {theme.id: theme.name for theme in (*plan.before.themes, *plan.codebook.themes)}
    for said, some in (("New", plan.added), ("Retired", plan.retired), ("No more in it", plan.gone)):
        if some:
            yield f"{said}: {', '.join(theme.name for theme in some)}."
    for was, now in plan.former.items():
        yield f"{names[was]} ({was}) is {names[now]} ({now}) from now on."
    back = {theme for theme, fields in plan.changed.items() if "retired" in fields} - {t.id for t in plan.retired}
    if back:
        yield f"In use again: {', '.join(names[theme] for theme in sorted(back))}."
    for theme, fields in plan.changed.items():
        if others := [field.replace("_", " ") for field in fields if field != "retired"]:
            yield f"{names[theme]}: other {', '.join(others)}."
    for theme in sorted(plan.codebook.groups() - plan.before.groups()):
        if (leaf := plan.before.get(theme)) and editing.words_of(leaf):
            yield f"{names[theme]} is a group from now on, so its own words find nothing any more."
    for theme, count in plan.joined.items():
        yield f"{names[theme]}: {counted(count, 'passage')} more, of themes that are part of it now."
    for theme in sorted({*plan.gained, *plan.lost}):
        more, less = plan.gained.get(theme, 0), plan.lost.get(theme, 0)
        yield f"{names.get(theme, theme)}: {counted(more, 'passage')} suggested anew, {less} no more."
    if plan.decisions:
        yield f"{counted(plan.decisions, 'decision')} of people carried over."
    if plan.learns:
        yield "The classifier learns again, so what it suggests may change too."
    moved = sum(plan.gained.values()) + sum(plan.lost.values())
    yield f"{counted(moved, 'suggestion')} in {counted(plan.reports, 'report')}; what people decided stays."

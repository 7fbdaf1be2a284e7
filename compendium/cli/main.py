"""The command `compendium`: its options, its subcommands (loaded when asked for), and where errors become exit codes.

Exit codes: 0 done; 1 done, but some items failed; 2 wrong usage; 3 bad input; 4 the library cannot be used; 130
interrupted.
"""

import errno
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from compendium.config import Config, load
from compendium.errors import CompendiumError

COMMANDS = {
    "demo": "compendium.cli.demo",
    "add": "compendium.cli.writing",
    "import": "compendium.cli.importing",
    "edit": "compendium.cli.writing",
    "remove": "compendium.cli.writing",
    "reread": "compendium.cli.writing",
    "history": "compendium.cli.caring",
    "privacy": "compendium.cli.caring",
    "relations": "compendium.cli.caring",
    "reindex": "compendium.cli.upkeep",
    "check": "compendium.cli.upkeep",
    "read": "compendium.cli.documents",
    "describe": "compendium.cli.documents",
    "search": "compendium.cli.searching",
    "questions": "compendium.cli.questions",
    "totals": "compendium.cli.reading",
    "themes": "compendium.cli.themes",
    "synonyms": "compendium.cli.synonyms",
    "export": "compendium.cli.reading",
    "serve": "compendium.cli.site",
}
"""Each subcommand and the module that holds it: a search must not wait for what only `add` needs."""

_NAMES = {"import": "import_"}
"""Commands whose names Python keeps for itself."""


NOBODY_READS: Final = {errno.EPIPE, *([errno.EINVAL] if os.name == "nt" else [])}
"""What writing to a pipe gives whose reader has gone, as `head` does: Windows calls it an invalid argument."""


class _Unread(Exception):
    """Nobody reads standard output any more. (As an OSError click would end the process itself.)"""


@contextmanager
def _noticing() -> Iterator[None]:
    """Tells by _Unread that nobody reads standard output any more, at the latest when all is written."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.errno in NOBODY_READS and _is_unread():
            raise _Unread from error
        raise


class _Commands(click.Group):
    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _noticing():  # --help and --version print here
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _noticing():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), _NAMES.get(cmd_name, cmd_name))
        gc.freeze()  # `entry` switched the collector off for the imports
        gc.enable()
        return command if isinstance(command, click.Command) else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), help="The folder of the library (or COMPENDIUM_HOME)."
)
@click.option("-v", "--verbose", is_flag=True, help="Say more, above all about errors.")
@click.version_option(package_name="compendium")
@click.pass_context
def cli(context: click.Context, home: Path | None, verbose: bool) -> None:
    """Find what people in prison and on probation have already said, with page, speaker and how many people were
    heard."""
    context.obj = {"home": home, "verbose": verbose}


def config_of(context: click.Context, **typed: Any) -> Config:
    """The options of this run. `--home` may stand before or after the subcommand."""
    home = typed.pop("home", None) or context.find_root().obj["home"]
    return load(home, **typed)


def run(arguments: list[str] | None = None) -> int:
    """Runs the command; returns the exit code. No traceback reaches a user."""
    verbose = "-v" in (arguments or sys.argv) or "--verbose" in (arguments or sys.argv)
    for stream in (sys.stdout, sys.stderr):
        # Windows would write in the console's old code page; a file's name need not be valid text on Linux
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        result = cli.main(arguments, standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        return _interrupted()
    except KeyboardInterrupt:
        return _interrupted()
    except _Unread:
        return 0
    except click.ClickException as error:
        error.show()
        return 2
    except CompendiumError as error:
        click.echo(f"compendium: {error}", err=True)
        if verbose and error.__cause__ is not None:
            click.echo(f"  ({type(error.__cause__).__name__}: {error.__cause__})", err=True)
        return error.exit_code
    except Exception as error:
        if verbose:
            raise
        click.echo(
            f"compendium: something went wrong that should not have ({type(error).__name__}: {error}).", err=True
        )
        click.echo(
            "Nothing was lost: what is saved is saved. Run it again as `compendium -v …` and send us what it prints.",
            err=True,
        )
        return 1


def _is_unread() -> bool:
    """Whether standard output is a pipe without a reader, and not, say, a pipe to a child process that has died. If so,
    what is left for it goes nowhere, so that the end of the process does not stumble over it."""
    try:
        click.echo()  # what failed before is dropped by Python: only writing anew tells
    except OSError as error:
        if error.errno not in NOBODY_READS:
            return False
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def _interrupted() -> int:
    click.echo("Stopped. What was saved is kept; run the same command again to go on.", err=True)
    return 130

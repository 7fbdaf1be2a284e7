"""The command that asks a list of questions at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from compendium.cli.asking import filters, opened, query_of
from compendium.cli.output import as_json, home_option, note, print_json, with_progress
from compendium.errors import BadInput
from compendium.export import formats
from compendium.export.citation import content_note, counted
from compendium.export.questions import Answer, Answers, notes, rows, to_csv
from compendium.library import Library
from compendium.model.search import SearchQuery

MOST: Final = 25


def _csv(answers: Answers) -> bytes:
    return to_csv(answers).encode("utf-8-sig")  # a byte-order mark is how Excel knows UTF-8


def _xlsx(answers: Answers) -> bytes:
    from compendium.export.workbook import to_xlsx

    return to_xlsx(answers)


_FORMATS: Final[dict[str, Callable[[Answers], bytes]]] = {"csv": _csv, "xlsx": _xlsx}
"""Writers by the name of their format, which is also the usual ending of a file's name."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@filters
@click.option(
    "--most",
    type=click.IntRange(1, 200),
    default=MOST,
    show_default=True,
    help="Passages of each question, best first.",
)
@click.option("--format", "form", type=click.Choice([*_FORMATS]), help="The format; by default from the file's ending.")
@as_json
@home_option
@click.pass_context
def questions(
    context: click.Context,
    /,
    file: Path,
    out: Path,
    most: int,
    form: str | None,
    as_json: bool,
    home: Path | None,
    **given: Any,
) -> None:
    """Ask all questions in FILE (one a line; lines that begin with # are left out) and write what answers to OUT. `-`
    prints it as CSV."""
    printed = str(out) == "-"
    chosen = form or ("csv" if printed else out.suffix.removeprefix(".").lower())
    if chosen not in _FORMATS or (printed and chosen != "csv"):
        raise click.UsageError(f"Say the format: --format {' or --format '.join(_FORMATS)}; only CSV can be printed.")
    if printed and as_json:
        raise click.UsageError("Print either the table or JSON: with --json name a file.")
    lines = _lines(file)
    with opened(context, home) as library:
        asked = query_of(library, "", given, limit=most, passages=most)
        answered = with_progress(_answers(library, lines, asked), lambda: len(lines), lambda answer: answer.question)
        answers = _told(library, file.name, tuple(answered), asked, most)
    if printed:
        click.echo(to_csv(answers), nl=False)
        return
    _save(out, _FORMATS[chosen](answers))
    _report(answers, out, as_json)


def _lines(file: Path) -> list[str]:
    """The questions in that file. Raises BadInput."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not in UTF-8.", "Save it as plain text with the encoding UTF-8.") from error
    except OSError as error:
        raise BadInput(f"{file} could not be read: {error.strerror}.", "Check its name and try again.") from error
    lines = [line.strip() for line in text.splitlines()]
    asked = [line for line in lines if line and not line.startswith("#")]
    if not asked:
        raise BadInput(f"{file} holds no question.", "Write one a line; lines that begin with # are left out.")
    return asked


def _answers(library: Library, lines: list[str], asked: SearchQuery) -> Iterator[Answer]:
    for line in lines:
        yield Answer(line, library.search(replace(asked, text=line)))


def _told(library: Library, name: str, answers: tuple[Answer, ...], asked: SearchQuery, most: int) -> Answers:
    codebook = library.codebook()
    names = {theme.id: theme.name for theme in codebook.themes}
    narrowed = formats.question(asked, names)
    exact = "; these very words: no other endings, no other words for the same" if asked.exact else ""
    return Answers(name, answers, most, narrowed + exact, codebook.version, date.today().isoformat(), names)


def _save(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{out} could not be written: {error.strerror}.", "Choose another place.") from error


def _report(answers: Answers, out: Path, as_json: bool) -> None:
    without = [answer.question for answer in answers.answers if not answer.results.total_passages]
    if as_json:
        total = sum(1 for row in rows(answers) if row[1])
        print_json(
            {
                "out": str(out),
                "questions": len(answers.answers),
                "without_answer": without,
                "passages": total,
                "content_notes": list(notes(answers)),
                "revision": answers.revision,
            }
        )
        return
    nothing = f", {len(without)} of them without an answer" if without else ""
    note(f"{counted(len(answers.answers), 'question')}{nothing}, written to {out}.")
    if warned := content_note(notes(answers)):
        note(f"Some of the passages have a note before them. {warned}")

"""What README and docs show is what there is: commands, options, JSON keys, codes, fields, options, links."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from compendium.catalogue.fields import FIELDS, normalised
from compendium.cli.main import COMMANDS, cli, run
from compendium.config import Config, Limits
from compendium.errors import REFUSALS
from compendium.tagging import codebook
from tests.conftest import CORPUS, ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
EXIT_CODES = {0, 1, 2, 3, 4, 130}
REPORT = CORPUS / "reports" / "r5-being-heard.pdf"

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^(?:\$ )?(?:\.venv[/\\](?:bin|Scripts)[/\\])?compendium (?P<words>[^|\n]+)", re.MULTILINE)
_IN_TEXT = re.compile(r"`compendium (?P<words>[^`\n]+)`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def commands_in(page: Path) -> Iterator[list[str]]:
    """The words of each command line shown: in blocks of a shell, and in running text."""
    text = text_of(page)
    for language, block in _FENCE.findall(text):
        if language in {"sh", "powershell", "console"}:
            yield from (shlex.split(found["words"], comments=True) for found in _PROMPT.finditer(block))
    for found in _IN_TEXT.finditer(_FENCE.sub("", text)):
        if not found["words"].startswith("["):  # the synopsis
            yield shlex.split(found["words"])


SHOWN = [(name_of(page), words) for page in PAGES for words in commands_in(page)]


def parsed(words: list[str]) -> click.Context:
    """The command line as click understands it, without running anything. Raises UsageError."""
    command: click.Command = cli
    context = click.Context(cli, info_name="compendium")
    while isinstance(command, click.Group):
        _, words, _ = command.make_parser(context).parse_args(list(words))
        if not words:
            return context
        name, *words = words
        found = command.get_command(context, name)
        if found is None:
            raise click.UsageError(f"No such command {name!r}.")
        command, context = found, click.Context(found, parent=context, info_name=name)
    try:
        return command.make_context(context.info_name, list(words), parent=context.parent)
    except click.exceptions.Exit:  # --help
        return context


def is_name(words: list[str]) -> bool:
    """Whether the words are the name of a command and no more, as in a sentence or a heading."""
    command: click.Command | None = cli
    for word in words:
        command = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
    return command is not None


@pytest.mark.parametrize(
    ("page", "words"), SHOWN, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_command_shown_can_be_typed(page: str, words: list[str]) -> None:
    if is_name(words) or (len(words) == 1 and words[0].startswith("-")):
        return
    context = parsed([word.rstrip("…") for word in words])
    if words[0] == "edit" and "FIELD=VALUE" not in " ".join(words):
        normalised(dict(change.split("=", 1) for change in context.params["changes"]))


@pytest.mark.parametrize("words", [["serch", "x"], ["search", "x", "--vioce", "staff"], ["search", "--limit", "0"]])
def test_what_cannot_be_typed_would_be_found(words: list[str]) -> None:
    with pytest.raises(click.UsageError):
        parsed(words)


def test_there_is_enough_to_look_at() -> None:
    assert len(SHOWN) > 40
    assert len(PAGES) > 12


def anchors(page: Path) -> set[str]:
    """The places a link can point to in a page: its headings, as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_points_to_a_place_there_is(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _FENCE.sub("", text_of(page))):
        if re.match(r"\w+:", target):
            continue
        file, _, anchor = target.partition("#")
        aim = (page.parent / file).resolve() if file else page
        assert aim.is_file(), target
        assert not anchor or anchor in anchors(aim), target


def sections() -> dict[str, str]:
    """The parts of the command's reference, by command."""
    parts = re.split(r"^## `compendium ([a-z ]+)`$", text_of(DOCS / "reference" / "command.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_cells(text: str) -> set[str]:
    """All code in the first column of the tables of a text."""
    rows = re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([^`]+)`", row)}


def test_the_reference_has_every_command() -> None:
    assert {name.split()[0] for name in sections()} == COMMANDS.keys()


@pytest.mark.parametrize("name", sections())
def test_the_reference_has_every_option_and_no_other(name: str) -> None:
    command: click.Command = cli
    for word in name.split():
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    there = {p.opts[0] for p in command.params if isinstance(p, click.Option) and not p.hidden}
    assert first_cells(sections()[name]) == there


@pytest.mark.parametrize(
    "words",
    [["search", "kettle"], ["totals"], ["themes", "list"], ["check"], ["read", str(REPORT)], ["describe", str(REPORT)]],
    ids=lambda words: words[0],
)
def test_the_reference_has_every_key_of_the_answer(
    words: list[str], demo_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = " ".join(words) if words[0] == "themes" else words[0]
    row = re.search(r"^\| `--json` \| keys: (.+) \|$", sections()[name], re.MULTILINE)
    assert row is not None
    capsys.readouterr()
    assert run(["--home", str(demo_home), *words, "--json"]) == 0
    assert set(re.findall(r"`(\w+)`", row[1])) == json.loads(capsys.readouterr().out).keys()


def test_exit_codes_are_those_of_the_command() -> None:
    table = re.findall(r"^\| (\d+) \|", text_of(DOCS / "reference" / "command.md"), re.MULTILINE)
    assert {int(code) for code in table} == EXIT_CODES
    for page in PAGES:
        assert {int(code) for code in re.findall(r"exit code (\d+)", text_of(page))} <= EXIT_CODES


def test_every_refusal_is_explained_and_no_other() -> None:
    _, _, refusals = text_of(DOCS / "how-to" / "add-reports.md").partition("## Refusals")
    assert first_cells(refusals) == REFUSALS.keys()


def test_every_field_of_the_sheet_is_explained_and_no_other() -> None:
    text = text_of(DOCS / "how-to" / "add-reports.md")
    assert first_cells(text.partition("## Supply")[2].partition("\n## ")[0]) == FIELDS.keys()


def test_every_option_of_the_configuration_is_explained_and_no_other() -> None:
    options, _, limits = text_of(DOCS / "reference" / "configuration.md").partition("## Limits")
    assert first_cells(options) == {field.name for field in fields(Config)} - {"home", "limits"}
    assert first_cells(limits) == {field.name for field in fields(Limits)}
    known = {f"COMPENDIUM_{field.name.upper()}" for field in fields(Config)}
    known |= {f"COMPENDIUM_LIMIT_{field.name.upper()}" for field in fields(Limits)}
    for page in PAGES:
        assert set(re.findall(r"COMPENDIUM_[A-Z_]+", text_of(page))) <= known


def test_the_codebook_shown_can_be_used() -> None:
    blocks = dict(_FENCE.findall(text_of(DOCS / "how-to" / "evidence.md")))
    assert len(codebook.parse(blocks["toml"], "the example").themes) == 2


def test_every_page_can_be_found_from_the_first() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        links = re.findall(r"\]\(([^)#\s:]+\.md)", text_of(page))
        waiting += [aim for link in links if (aim := (page.parent / link).resolve()).is_file()]
    assert {page for page in PAGES if DOCS in page.parents} <= reached

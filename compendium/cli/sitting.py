"""One person reads passages at a terminal, and answers with one key each."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.cli.output import note
from compendium.errors import BadInput
from compendium.library import Library, PassageView, ReportView
from compendium.model.review import Answer, Stream
from compendium.model.theme import Codebook
from compendium.tagging.queue import Item

_KEYS: Final = {"y": Answer.ACCEPTED, "n": Answer.REJECTED, "?": Answer.UNSURE}
_HELP: Final = "y speaks to it, n does not, ? not sure, s skip this passage, q stop"
_TELLING: Final = 3
"""Letters from which on the beginning of a name is taken for the name."""
_HELP_NOTE: Final = "Enter shows the passage, s skips it, q stops"
_WRITTEN: Final = {"yes": "y", "no": "n", "skip": "s", "quit": "q", "stop": "q"}
_SAID: Final = {Answer.ACCEPTED: "yes", Answer.REJECTED: "no", Answer.UNSURE: "not sure"}


class _Stop(Exception):
    """The reader wants to stop. What they said so far is kept."""


class _Skip(Exception):
    """The reader wants to leave this passage out."""


@dataclass
class Done:
    """What was said in one sitting."""

    passages: int = 0
    skipped: int = 0
    stopped: bool = False
    answers: dict[Answer, int] = field(default_factory=lambda: dict.fromkeys(Answer, 0))


@dataclass(frozen=True)
class Sitting:
    """A person at the terminal. With `quiet` passages go to standard error: standard output is for JSON then."""

    catalogue: Catalogue
    library: Library
    codebook: Codebook
    by: str
    said: Mapping[str, Mapping[str, Mapping[str, Answer]]]
    """What others said before, by passage, theme and person: to be settled. Usually nothing is told."""
    quiet: bool = False
    done: Done = field(default_factory=Done)

    def read(self, items: Iterator[Item]) -> None:
        """Puts these passages before the person until they stop. What they say of a passage is kept before the next
        one comes, or when they stop."""
        note(_HELP)
        for number, item in enumerate(items, 1):
            view, found = self.library.passage(item.passage)
            answers: dict[str, Answer] = {}
            whole = False
            try:
                self._show(number, view, found, item)
                self._ask(item, found, answers)
                whole = self._ask_others(answers)
            except _Skip:
                self.done.skipped += 1
                continue
            except (_Stop, click.Abort, KeyboardInterrupt):
                self.done.stopped = True
            self._keep(item, answers, whole)
            if self.done.stopped:
                return

    def _keep(self, item: Item, answers: dict[str, Answer], whole: bool) -> None:
        if not (answers or whole):
            return
        try:
            self.catalogue.review(item.passage, answers, whole=whole, by=self.by, stream=item.stream)
        except BadInput as error:  # a theme that somebody took out of the codebook meanwhile
            note(f"  {error}")
            return
        self.done.passages += 1
        for answer in answers.values():
            self.done.answers[answer] += 1

    def _show(self, number: int, view: ReportView, found: PassageView, item: Item) -> None:
        passage, first = found.passage, found.passage.pages[0]
        labels = {page.number: page.label for page in view.pages}
        self._say("")
        self._say(f"[{number}] {view.report.title}, {view.report.unit} {labels.get(first) or first}")
        if item.stream is Stream.RANDOM:
            self._say("    Drawn by lot, to judge machines by: please name every theme that it speaks to.")
        for warning in self.codebook.content_notes([*item.themes, *(tag.theme for tag in found.tags)]):
            self._say(f"    Content note: {warning}.")
            _key("    Enter to read it, s to skip it: ", ("\n", "s", "q"), _HELP_NOTE)
        if passage.heading:
            self._say(f"    {' / '.join(passage.heading)}")
        matched = [match for tag in found.tags if tag.theme in item.themes for match in tag.matches]
        places = sorted({(match.start, match.end) for match in matched}) if _tells_words(item) else []
        self._say(_marked(passage.text, places))

    def _say(self, text: str) -> None:
        click.echo(text, err=self.quiet)

    def _ask(self, item: Item, found: PassageView, answers: dict[str, Answer]) -> None:
        """Asks of each theme suggested, and puts what the reader says into `answers`."""
        tags = {tag.theme: tag for tag in found.tags}
        said = self.said.get(item.passage, {})
        for id_ in item.themes:
            if (theme := self.codebook.get(id_)) is None or theme.retired:
                continue
            words = ", ".join(tags[id_].words(found.passage.text)) if id_ in tags and _tells_words(item) else ""
            others = "; ".join(f"{person}: {_SAID[answer]}" for person, answer in said.get(id_, {}).items())
            told = f" ({others or words})" if others or words else ""
            answers[id_] = _KEYS[_key(f"  {theme.name}{told}? ", (*_KEYS, "s", "q"), _HELP)]

    def _ask_others(self, answers: dict[str, Answer]) -> bool:
        """Asks for further themes, and puts them into `answers`; whether the reader looked for all themes."""
        while True:
            line = click.prompt(
                "  Other themes it speaks to (ids or names, with commas; Enter for none; - if you did not look)",
                default="",
                show_default=False,
                prompt_suffix=": ",
                err=True,
            ).strip()
            if line == "-":
                return False
            if line == "q":
                raise _Stop
            if line == "s":
                raise _Skip
            found, strange = _named(line, self.codebook)
            if not strange:
                for theme in found:
                    answers.setdefault(theme, Answer.ACCEPTED)
                return True
            for word in strange:
                note(f"  {_not_named(word, self.codebook)}")


def _tells_words(item: Item) -> bool:
    """Whether the words that suggestions rest on are told. Not in a second reading: a suggestion that somebody rejected
    has none any more, and that would tell what they said."""
    return item.stream is not Stream.SECOND


def _marked(text: str, places: list[tuple[int, int]]) -> str:
    """The text with the words that suggestions rest on in bold, on a terminal that can."""
    pieces, last = [], 0
    for start, end in places:
        if start >= last:
            pieces += [text[last:start], click.style(text[start:end], bold=True)]
            last = end
    return "".join([*pieces, text[last:]])


def _named(line: str, codebook: Codebook) -> tuple[list[str], list[str]]:
    """The themes that a line names, by id, name, or as much of either as only one begins with."""
    groups = codebook.groups()
    themes = [theme for theme in codebook.themes if not theme.retired and theme.id not in groups]
    found: list[str] = []
    strange: list[str] = []
    for word in filter(None, (part.strip().lower() for part in line.split(","))):
        exact = [theme.id for theme in themes if word in (theme.id, theme.name.lower())]
        begun = themes if len(word) >= _TELLING else []  # a stray y or n names nothing
        near = exact or [t.id for t in begun if t.id.startswith(word) or t.name.lower().startswith(word)]
        (found if len(near) == 1 else strange).append(near[0] if len(near) == 1 else word)
    return found, strange


def _not_named(word: str, codebook: Codebook) -> str:
    """What to say of a word that names no theme."""
    groups = codebook.groups()
    themes = [theme for theme in codebook.themes if not theme.retired and theme.id not in groups]
    for group in codebook.themes:
        if group.id in groups and word in (group.id, group.name.lower()):
            below = codebook.descendants(group.id)
            return f"{group.name} is a group. Name one of: {', '.join(t.id for t in themes if t.id in below)}"
    spelt = {name.lower(): theme.id for theme in themes for name in (theme.id, theme.name)}
    near = dict.fromkeys(spelt[name] for name in get_close_matches(word, spelt, 5, 0.4))
    perhaps = f" Perhaps: {', '.join(near)}." if near else " To see them all: compendium themes list"
    return f"There is no theme {word}.{perhaps}"


def _key(question: str, keys: tuple[str, ...], told: str) -> str:
    """One of those keys: pressed alone on a terminal, else a line of standard input. Raises _Skip for s, _Stop for q
    and at the end of the input. `told` is said after another key."""
    while True:
        click.echo(question, nl=False, err=True)
        if sys.stdin.isatty():
            key = click.getchar().lower()
            click.echo(key if key.isprintable() else "", err=True)
        else:
            line = sys.stdin.readline()
            key = _WRITTEN.get(line.strip().lower(), line.strip().lower() or "\n") if line else "q"
        key = "\n" if key in ("\r", "\n") else key
        if key in keys:
            if key == "s":
                raise _Skip
            if key == "q":
                raise _Stop
            return key
        note(f"  {told}")

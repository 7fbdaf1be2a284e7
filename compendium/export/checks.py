"""What a person should check in a document before relying on it: why, and on which pages, sections or slides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from compendium.export.citation import RECOGNISED
from compendium.model.document import Page, Problem, Unit, Verdict
from compendium.model.report import to_check

_WITHOUT_WORDS = {
    Verdict.SCANNED: "This is a picture without text. Its words were not read and cannot be found.",
    Verdict.GARBLED: "The letters cannot be decoded. The words were not read and cannot be found.",
}
_SAID_OTHERWISE = "recognised-page"
"""The problem that repeats what `Page.ocr` tells."""


@dataclass(frozen=True, slots=True)
class Check:
    """A reason to look, in a sentence or two, and where; `numbers` is empty when it is about the whole document."""

    why: str
    numbers: tuple[int, ...] = ()


def checks(unit: Unit, pages: Iterable[Page], problems: Iterable[Problem]) -> tuple[Check, ...]:
    """The reasons to look, each once: of the whole document first, then in the order of their first page."""
    pages, problems = tuple(pages), tuple(problems)
    found: dict[str, list[int]] = {problem.message: [] for problem in problems if problem.page is None}
    known = {page.number: page for page in pages}
    for number in to_check(pages, problems):
        mine = [problem for problem in problems if problem.page == number]
        for why in _reasons(unit, known.get(number), mine):
            found.setdefault(why, []).append(number)
    return tuple(Check(why, tuple(numbers)) for why, numbers in found.items())


def where(unit: Unit, numbers: tuple[int, ...]) -> str:
    """The places in words: page 4; slides 4, 9 to 12."""
    return f"{unit}{'s' * (len(numbers) > 1)} {listed(numbers)}"


def listed(numbers: Iterable[int]) -> str:
    """Numbers in few words: 4, 9, 12 to 20."""
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in ranges(numbers))


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in order as first and last of each unbroken run; a run of two is two runs of one."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return [run for a, b in runs for run in ([(a, a), (b, b)] if b == a + 1 else [(a, b)])]


def _reasons(unit: Unit, page: Page | None, problems: list[Problem]) -> list[str]:
    """What was noted on the page; what the page itself tells only if nothing was."""
    said = [RECOGNISED] if page is not None and page.ocr else []
    said += [_in_general(problem) for problem in problems if problem.code != _SAID_OTHERWISE]
    if said:
        return said
    if page is not None and page.verdict in _WITHOUT_WORDS:
        return [_WITHOUT_WORDS[page.verdict]]
    whole = "page" if unit is Unit.PAGE else "original"
    return [f"This was read with doubts, for example about its order. Compare it with the {whole}."]


def _in_general(problem: Problem) -> str:
    """The message without the number, so that one sentence serves all the pages it is told of."""
    return re.sub(
        rf"\b(page|section|slide) {problem.page}\b",
        lambda found: f"{'This' if found[1][0].isupper() else 'this'} {found[1].lower()}",
        problem.message,
        flags=re.IGNORECASE,
    )

"""What stands on pages but is not their text: running headers and footers, page numbers, lines of a contents list."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from compendium.ingest.pdf.lines import PageLines, TextLine, body_size

_MARGIN = 0.12
"""Running headers and footers stand in the top or bottom 12 % of a page."""
_OUTER = 0.25
"""A page number may stand so far in when nothing but it is farther out."""
_LARGER = 1.08
"""What is so much larger than the text is a heading, whatever number stands beside it."""
_SAME_HEIGHT = 3.0
"""Running lines stand at one height on every page, to so many points."""
_BLANK = 0.6
"""Blank space is at least so much of a line's height; between lines of one text there is hardly any."""
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—|]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_OF = re.compile(r"\s(?:of|/)\s+\d{1,4}$", re.IGNORECASE)
_LONE = re.compile(r"\W*(?:\d{1,4}|[ivxlc]{1,7})\W*", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?|…\s?|·\s?|_){5,}\s*(?:page\s+)?(\d{1,4}|[ivxlc]{1,7})?$", re.IGNORECASE)
_FRONT_MATTER = (False, 0)
"""Roman numbers that count from the cover: there is often just one such page."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def furniture(pages: list[PageLines]) -> set[TextLine]:
    """The lines that are not the document's text."""
    margins = [_margin_lines(page) for page in pages]
    seen: defaultdict[str, list[TextLine]] = defaultdict(list)
    for line in (line for margin in margins for line in margin):
        seen[_shape(line)].append(line)
    enough = 2 if len(pages) <= 8 else 3
    steps = Counter(step for margin in margins for step in {step for line in margin for step in _steps(line)})
    runs: dict[tuple[str, int, bool], int] = {}
    for line in (line for margin in margins for line in margin):
        key = (_shape(line), round(line.y0), line.words < 3)
        if key not in runs:
            runs[key] = _run(line, seen[key[0]])
    repeated = {
        line
        for margin in margins
        for line in margin
        if runs[_shape(line), round(line.y0), line.words < 3] >= enough
        and (not _LONE.fullmatch(line.text) or _counts(line, steps, pages))
    }
    patterns = list({(round(ln.y0), round(ln.size, 1), ln.bold): ln for ln in repeated}.values())
    largest = _LARGER * body_size(pages)
    found = set(repeated)
    for page, margin in zip(pages, margins, strict=True):
        numbers = [ln for ln in margin if _PAGE_NUMBER.fullmatch(ln.text) and _counts(ln, steps, pages)]
        known = [*(ln for ln in margin if ln in repeated), *numbers]
        # beside a running line, or at its height with other words: the name of a chapter that has only one page
        others = (ln for ln in margin if _set_alike(ln, patterns) or any(ln.same_row(other) for other in known))
        found.update(ln for ln in others if ln.size <= largest)
        found.update(_contents(page))
    return found | _numbers_in_step(pages, found)


def _counts(line: TextLine, steps: Counter[tuple[bool, int]], pages: list[PageLines]) -> bool:
    """Whether a number counts pages: it keeps step with that of another page, or there are too few pages to tell."""
    return len(pages) < 3 or any(steps[step] > 1 or step == _FRONT_MATTER for step in _steps(line))


def _steps(line: TextLine) -> list[tuple[bool, int]]:
    return [_step(label, line.page) for label in _numbers(line.text)]


def _contents(page: PageLines) -> list[TextLine]:
    """The lines of a contents list: dots that lead to a page number, in the line itself or beside it."""
    leading = [(line, match) for line in page.lines if (match := _LEADER.search(line.text))]
    numbers = [line for line in page.lines if _LONE.fullmatch(line.text)] if leading else []
    return [line for line, match in leading if match.group(1) or any(line.same_row(other) for other in numbers)]


def _run(line: TextLine, alike: list[TextLine]) -> int:
    """On how many pages a line of that shape stands at that height, and also on the next page or the one after: running
    lines do so on page after page, or on every other; what happens to begin a page twice does not."""
    height = _SAME_HEIGHT if line.words < 3 else 4 * _SAME_HEIGHT  # on a cover they may stand elsewhere
    pages = {other.page for other in alike if abs(other.y0 - line.y0) <= height}
    return sum(any(page + step in pages for step in (-2, -1, 1, 2)) for page in pages)


def _set_alike(line: TextLine, others: list[TextLine]) -> bool:
    """Whether the line stands at the height of one of the others and is set as it is; a heading that begins a page at
    the height of the running lines is set otherwise."""
    return any(
        abs(line.y0 - other.y0) <= 1 and abs(line.size - other.size) <= 0.12 * other.size and line.bold == other.bold
        for other in others
    )


def _numbers_in_step(pages: list[PageLines], found: set[TextLine]) -> set[TextLine]:
    """Page numbers that stand close to the text: alone in the outermost line, and in step with those of other pages."""
    lone = [line for page in pages for line in _outermost(page) if _PAGE_NUMBER.fullmatch(line.text)]
    steps = Counter(step for line in {*found, *lone} for step in _steps(line))
    return {line for line in lone if any(steps[step] > 1 for step in _steps(line))}


def _outermost(page: PageLines) -> list[TextLine]:
    """The first and the last line of the page, by where they stand, if they stand near its ends."""
    lines = sorted(page.lines, key=lambda line: line.y0)
    low, high = _OUTER * page.height, (1 - _OUTER) * page.height
    return [line for line in lines[:1] if line.y1 <= low] + [line for line in lines[-1:] if line.y0 >= high]


def _in_margin(page: PageLines, line: TextLine) -> bool:
    return line.y1 <= _MARGIN * page.height or line.y0 >= (1 - _MARGIN) * page.height


def printed_labels(pages: list[PageLines], lines: set[TextLine]) -> dict[int, str]:
    """The page numbers as printed, by page number in the file: only those that keep step with the pages."""
    found: dict[int, list[tuple[tuple[bool, int], str]]] = {}
    for page in pages:
        mine = [line for line in page.lines if line in lines and _in_margin(page, line)]
        found[page.number] = [(_step(label, page.number), label) for line in mine for label in _numbers(line.text)]
    steps = Counter(step for labels in found.values() for step in {step for step, _ in labels})
    enough = 2 if len(pages) > 2 else 1
    labels: dict[int, str] = {}
    for number, candidates in found.items():
        good = [(steps[step], label) for step, label in candidates if steps[step] >= enough or step == _FRONT_MATTER]
        if good:
            labels[number] = max(good)[1]
    return labels


def _margin_lines(page: PageLines) -> list[TextLine]:
    """The lines at the top and foot of a page that blank space parts from its text: only they can be running lines. The
    last line of a text that fills the page is none, however often it says the same."""
    low, high = _MARGIN * page.height, (1 - _MARGIN) * page.height
    lines = sorted(page.lines, key=lambda line: line.y0)
    foot = _band(lines, lambda line: line.y1 <= low, lambda outer, inner: inner.y0 - outer.y1)
    top = _band(lines[::-1], lambda line: line.y0 >= high, lambda outer, inner: outer.y0 - inner.y1)
    return foot + top


def _band(
    lines: list[TextLine], in_margin: Callable[[TextLine], bool], gap: Callable[[TextLine, TextLine], float]
) -> list[TextLine]:
    """The lines from the edge of the page inwards (in that order they come) up to the last blank space in the
    margin."""
    parted = 0
    for count, line in enumerate(lines, 1):
        if not in_margin(line):
            break
        inner = next((other for other in lines[count:] if not other.same_row(line)), None)
        if inner is None or gap(line, inner) >= _BLANK * (line.y1 - line.y0):
            parted = count
    return lines[:parted]


def _shape(line: TextLine) -> str:
    """The line without what counts pages in it: a number at either end, or before "of 20"."""
    text = re.sub(r"\d+(?=\s*(?:of|/)\s*\d+$)", "#", line.text.casefold())
    text = re.sub(r"^\W*\d+(?=\W|$)|(?<!\d)\d+\W*$", "#", text)
    return re.sub(r"^[ivxlc]+\s|\s[ivxlc]+$", "#", text).strip()


def _numbers(text: str) -> list[str]:
    """The numbers that a running line may count pages with: alone, first or last."""
    words = _OF.sub("", text).replace("|", " ").split()
    return [
        word
        for word in dict.fromkeys([words[0], words[-1]] if words else [])
        if re.fullmatch(r"\d{1,4}|[ivxlc]+", word, re.I)
    ]


def _step(label: str, number: int) -> tuple[bool, int]:
    return label.isdigit(), (int(label) if label.isdigit() else _roman(label.lower())) - number


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))

"""Where quotation marks open and close: curly, straight and single ones, and apostrophes passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ANY_MARK = re.compile(r"[“\"‘]|(?<!\w)'(?=\w)")
_STRAIGHT_OPENS = re.compile(r"(?:^|(?<=[\s(\[—–:‘“-]))\"(?=[\w(\[‘'…£.])")
_STRAIGHT_CLOSES = re.compile(r"(?<=\S)\"(?!\w)")
_SINGLE_OPENS = re.compile(r"(?:^|(?<=[\s(\[—–:“\"-]))[‘'](?=[\w\[…])")
_SINGLE_CLOSES = re.compile(r"(?<=[^\s‘])[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in quotation marks: the words are text[start:end], the marks stand at `before` and up to `after`."""

    before: int
    start: int
    end: int
    after: int


def spans(text: str) -> Iterator[Span]:
    """Stretches between matching marks, outermost only, in order."""
    position = 0
    while mark := ANY_MARK.search(text, position):
        span = _closed(text, mark.start())
        if span is None:
            position = mark.end()
            continue
        yield span
        position = span.after


def _closed(text: str, at: int) -> Span | None:
    """The span opened at `at`, or None when the mark opens nothing or is never closed."""
    mark = text[at]
    if mark == "“":
        close = _curly_close(text, at)
    elif mark == '"':
        close = _straight_close(text, at) if _STRAIGHT_OPENS.match(text, at) else -1
    else:
        close = _single_close(text, at) if _SINGLE_OPENS.match(text, at) else -1
    if close < 0:
        return None
    start, end = trimmed(text, at + 1, close)
    return Span(at, start, end, close + 1) if start < end else None


def _curly_close(text: str, at: int) -> int:
    """The ” that closes the “ at `at`: a “ that opens a following paragraph carries the quote on; any other “ ends the
    search.
    """
    position = at + 1
    while True:
        close = text.find("”", position)
        again = text.find("“", position)
        if close < 0 or again < 0 or close < again:
            return close
        if not _opens_paragraph(text, again):
            return -1
        position = again + 1


def _straight_close(text: str, at: int) -> int:
    """As for curly marks, with one sign for both: a mark at the start of a paragraph carries on if the one before was
    not closed.
    """
    position = at + 1
    while (close := text.find('"', position)) >= 0:
        if _STRAIGHT_CLOSES.match(text, close):
            return close
        if not _opens_paragraph(text, close):
            return -1
        position = close + 1
    return -1


def _single_close(text: str, at: int) -> int:
    """The closing single mark, apostrophes passed over: it must end a sentence or clause, or be the only one that can
    close.
    """
    stop = text.find("\n", at)
    limit = stop if stop >= 0 else len(text)
    again = text.find("‘", at + 1, limit)
    marks = [
        m.start()
        for m in _SINGLE_CLOSES.finditer(text, at + 1, again if again >= 0 else limit)
        if text[m.start()] == _closing(text[at])
    ]
    punctuated = [m for m in marks if text[m - 1] in ".!?…,"]
    if punctuated:
        return punctuated[0]
    if text[at] == "'":
        return -1
    firm = [m for m in marks if text[m - 1] != "s" or not text[m + 1 : m + 2].isspace()]
    return (firm or marks or [-1])[0]


def _closing(mark: str) -> str:
    return "’" if mark == "‘" else mark


def _opens_paragraph(text: str, at: int) -> bool:
    """Whether only white space stands between the start of the line and `at`."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip() and "\n" in text[:at]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

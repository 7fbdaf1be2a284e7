"""What stands beside the running text: boxes, footnotes, running headers and footers."""

from dataclasses import dataclass

from benchmarks.extraction.setting import FOOTER, HEADER, SUPERSCRIPTS, Frame, Setter, Style
from benchmarks.extraction.truth import Role, Running
from benchmarks.extraction.wording import one, several

PUBLISHERS = ("Landing Voices", "The Open Gate Trust", "Second Chapter Network", "Fairgate Listening Project")
"""Invented, all of them."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a page by their numbers, and the frame for them; `raised` says how the numbers are printed."""

    frame: Frame
    texts: dict[int, str]
    raised: bool


def write_notes(setter: Setter, before: int, frame: Frame) -> Notes:
    """One to three footnotes after so many in the document. The top of the frame comes down to what they need."""
    raised = setter.rng.random() < 0.4
    texts = {before + number: one(setter.rng, "note") for number in range(1, setter.rng.randint(2, 4))}
    notes = Notes(frame, texts, raised)
    high = sum(setter.height(Style(setter.look.small), _numbered(notes, number), frame.width) for number in texts)
    frame.y = frame.bottom + high
    return notes


def print_notes(setter: Setter, notes: Notes) -> None:
    """Prints the footnotes, in some documents below a short rule."""
    style, frame = Style(setter.look.small), notes.frame
    if setter.rng.random() < 0.6:
        setter.sheet.stroke(frame.x, frame.y, frame.x + frame.width / 3, frame.y)
    for number, text in notes.texts.items():
        block = setter.new_block(Role.FOOTNOTE, f"{number} {text}")
        setter.print_all(block, style, _numbered(notes, number), frame)


def _numbered(notes: Notes, number: int) -> str:
    printed = "".join(SUPERSCRIPTS[int(digit)] for digit in str(number)) if notes.raised else str(number)
    return f"{printed} {notes.texts[number]}"


def set_box(setter: Setter, frame: Frame) -> None:
    """A tinted or ruled box over the whole frame, filled with a title and paragraphs while there is room."""
    rng, look, pad = setter.rng, setter.look, 8.0
    if rng.random() < 0.5:
        setter.sheet.filled(frame.x, frame.bottom, frame.width, frame.room, rng.uniform(0.85, 0.94))
    else:
        setter.sheet.outlined(frame.x, frame.bottom, frame.width, frame.room, rng.choice((0.5, 1.0, 2.0)))
    inner = Frame(frame.x + pad, frame.y - pad, frame.bottom + pad, frame.width - 2 * pad)
    body = Style(look.body, below=look.body.leading * 0.5, align="body")
    parts = [(Style(look.headings[2], below=look.body.leading * 0.3), one(rng, "heading"))]
    high = setter.height(*parts[0], inner.width)
    for _ in range(12):
        text = several(rng, "sentence", rng.randint(1, 3))
        high += body.below + setter.height(body, text, inner.width)
        if high + look.body.leading > inner.room:
            break
        parts.append((body, text))
    block = setter.new_block(Role.BOX, "\n".join(text for _, text in parts))
    for style, text in parts:
        setter.print_all(block, style, text, inner)
        inner.y -= style.below


def running_lines(setter: Setter, number: int, pages: int) -> None:
    """The header and footer of the page, in front of its text in the file or behind it."""
    sheet, look = setter.sheet, setter.look
    body, sheet.lines = sheet.lines, []
    even = number % 2 == 0
    header = {
        "title": [("left", look.title)],
        "publisher": [("right", look.publisher)],
        "both": [("left", look.publisher), ("right", look.title)],
        "alternating": [("left", look.publisher)] if even else [("right", look.title)],
        "ruled": [("left", look.title)],
    }[look.header]
    footer = {
        "number": [("centre", str(number))],
        "page of": [("right", f"Page {number} of {pages}")],
        "publisher and number": [("left", look.publisher), ("right", str(number))],
        "outer number": [("left" if even else "right", str(number))],
        "number and title": [("left", f"{number} | {look.title}")],
    }[look.footer]
    top = sheet.height - look.margin * 0.7
    if look.header == "ruled":
        sheet.stroke(look.margin, top - 4, sheet.width - look.margin, top - 4)
    for block, y, parts in ((HEADER, top, header), (FOOTER, look.margin * 0.6, footer)):
        setter.furniture.append(Running(len(setter.sheets), " ".join(text for _, text in parts)))
        for align, text in parts:
            style = Style(look.small, align=align)
            setter.print_line(block, style, text.split(), look.margin, y, sheet.width - 2 * look.margin)
    sheet.lines = sheet.lines + body if look.furniture_first else body + sheet.lines

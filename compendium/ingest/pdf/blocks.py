"""Lines → blocks: headings, paragraphs, list items, quotes set apart, recommendations and footnotes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compendium.ingest.paragraphs import Role, is_quoted, is_recommendation
from compendium.ingest.pdf.lines import TextLine

_BULLET = re.compile(r"[•●▪■◼□◦‣⁃–—o*]\s+\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_SIGN = re.compile(r"[•●▪■◼□◦‣⁃*]\s")
_ENDED = re.compile(r"[.;,](?:\d+(?:[,–-]\d+)*)?$")
"""No heading ends so; the numbers are those of notes."""
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,2}$")
_FOOTNOTE = re.compile(r"\[?\d{1,3}\]?\s+\S|[*†‡]\s?\S|\d{1,3}[A-Z“‘]")
_NUMBERED_RECOMMENDATION = re.compile(r"(?:key |priority )?recommendation\s+[A-Z]?\d", re.IGNORECASE)
_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?\s+\S")
_SMALL = 0.88
"""Footnotes are no larger than so much of the text."""
_LARGER = 1.08
"""Headings are at least so much larger than the text, if they are not bold."""
_HEADING_WORDS = 22
_TAGGED_WORDS = 40
"""Longer text tagged as a heading is a paragraph that somebody wanted large."""
_CAPTION = re.compile(r"(?:table|figure|fig\.|chart|graph|diagram|map|image|photo(?:graph)?|exhibit)\s+[A-Z]?\d", re.I)
_NUMBERED_CAPTION = re.compile(r"\w+\.?\s+[A-Z]?\d+(?:\.\d+)*[a-z]?\s*(?:[.:|–—-]|$)", re.I)
_CAPTION_WORDS = 60
_BOXED = frozenset({Role.PARAGRAPH, Role.LIST, Role.HEADING, Role.FOOTNOTE, Role.QUOTE})
_NO_BOX, _LABEL_WORDS = frozenset({Role.HEADING, Role.QUOTE}), 14
_DASHES = "—–-"


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a document: body size and line pitch in points."""

    body: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    role: Role
    lines: tuple[TextLine, ...]
    level: int = 0
    """Of a heading: 1 for the highest; 0 while unknown, and for one that opens no section."""
    rows: tuple[tuple[tuple[TextLine, ...], ...], ...] = ()
    """Of a table: the lines of each cell."""

    def with_lines(self, lines: tuple[TextLine, ...]) -> "Block":
        """The same block with other lines."""
        return replace(self, lines=lines)

    @property
    def frame(self) -> int:
        """The number of the box it stands in; 0 for none."""
        return self.lines[0].frame

    @property
    def size(self) -> float:
        """The size of its letters, to half a point."""
        return round(self.lines[0].size * 2) / 2

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(line.words for line in self.lines)

    @property
    def ends_a_sentence(self) -> bool:
        """Whether it stops at the end of a sentence rather than running on."""
        return bool(_SENTENCE_END.search(self.lines[-1].text)) and not self.lines[-1].joined


def blocks(lines: Iterable[TextLine], style: Style, page_height: float) -> list[Block]:
    """The blocks of one page, in the order of its lines."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _belongs(groups[-1], line, style):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = [_block(group, style, page_height) for group in groups]
    return list(_boxed(_captioned(found)))


def _block(group: list[TextLine], style: Style, page_height: float) -> Block:
    if group[0].cells:
        return Block(Role.TABLE, tuple(group), rows=group[0].cells)
    return Block(_role(group, style, page_height), tuple(group))


def _captioned(found: list[Block]) -> list[Block]:
    """The blocks with the captions known: they are numbered, or number and table stand together."""
    made = []
    for before, block, after in zip([None, *found], found, [*found[1:], None], strict=False):
        near = any(other is not None and other.role is Role.TABLE for other in (before, after))
        text = block.lines[0].text
        named = _CAPTION.match(text) and (_NUMBERED_CAPTION.match(text) or near)
        may_be = block.role in (Role.PARAGRAPH, Role.HEADING, Role.LIST) and block.words <= _CAPTION_WORDS
        made.append(replace(block, role=Role.CAPTION) if named and may_be else block)
    return made


def _boxed(found: list[Block]) -> Iterator[Block]:
    """The blocks, those inside a frame as text of a box: its headings are its own and open no section of the document,
    and its quotations stay with the lines that say whose they are. A frame with nothing but headings is a banner, one
    with nothing but quotations and their labels a quotation."""
    boxes = {block.frame for block in found if block.role not in _NO_BOX and block.words > _LABEL_WORDS}
    for block in found:
        boxed = block.frame in boxes and block.frame and block.role in _BOXED
        yield replace(block, role=Role.BOX) if boxed else block


def _belongs(group: list[TextLine], line: TextLine, style: Style) -> bool:
    """Whether the line goes on with the group."""
    above = group[-1]
    if above.cells or line.cells or above.frame != line.frame or above.level != line.level:
        return False
    alike = abs(above.size - line.size) <= 0.1 * style.body
    if above.joined:
        return alike
    if _starts_apart(group, line, style):
        return False
    if above.same_row(line):
        return line.x0 >= above.x1
    step = above.y0 - line.y0
    pitch = style.pitch * max(above.size, line.size) / style.body
    if not 0 < step <= 1.28 * pitch or min(above.x1, line.x1) <= max(above.x0, line.x0):
        return False
    if not alike or above.ends_bold != line.starts_bold or _BULLET.match(line.text):
        return False
    if group[0].text[0] in _DASHES and abs(line.x0 - above.x0) > 0.3 * line.size:
        return False  # the line below who said it
    return not _starts_a_paragraph(group, line)


def _starts_apart(group: list[TextLine], line: TextLine, style: Style) -> bool:
    """Whether the line opens a numbered recommendation, or the next of the footnotes that stand one below the other."""
    if _NUMBERED_RECOMMENDATION.match(line.text):
        return True
    if line.size > _SMALL * style.body:
        return False
    first, number = _NOTE.match(group[0].text), _NOTE.match(line.text)
    return bool(first and number and int(number.group(1)) == int(first.group(1)) + 1)


def _starts_a_paragraph(group: list[TextLine], line: TextLine) -> bool:
    """After a full stop: an indent, or a line above so short that this line's first word would have fitted on it."""
    above = group[-1]
    if not _SENTENCE_END.search(above.text):
        return False
    left = min(ln.x0 for ln in group)
    if len(group) > 1 and line.x0 - left > 0.8 * line.size and not _BULLET.match(group[0].text):
        return True
    right = max(*(ln.x1 for ln in group), line.x1)
    return right - above.x1 > line.first_width + 0.5 * line.size


def _role(group: list[TextLine], style: Style, page_height: float) -> Role:
    first, text = group[0], group[0].text
    words = sum(line.words for line in group)
    if first.level and words <= _TAGGED_WORDS and re.search(r"[^\W\d_]{2}", text):
        return Role.HEADING
    quoted = text[0] in '“"‘«'
    if first.size <= _SMALL * style.body and first.y0 < 0.5 * page_height and _FOOTNOTE.match(text):
        return Role.FOOTNOTE
    if not quoted and words <= _HEADING_WORDS and len(group) <= 4 and re.search(r"[^\W\d_]{2}", text):
        larger = first.size >= _LARGER * style.body
        bold = all(line.bold for line in group) and first.size >= 0.95 * style.body
        if (larger or bold) and not _ENDED.search(group[-1].text) and not _SIGN.match(text):
            return Role.HEADING
    said = " ".join(line.text for line in group)
    if is_recommendation(said):
        return Role.RECOMMENDATION
    if is_quoted(said):
        return Role.QUOTE
    return Role.LIST if _BULLET.match(text) else Role.PARAGRAPH

"""Paragraphs → passages: 60 to 200 words inside one heading, each line with its place."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from compendium.ingest.accounts import account_and_results
from compendium.ingest.heard import with_voices
from compendium.ingest.paragraphs import Paragraph, Place, Role, Row, Rows
from compendium.ingest.quotes import find_quotes
from compendium.ingest.surveys import survey_of
from compendium.model.document import Account, Heading, Passage, PassageKind

LEAST, MOST = 60, 200
"""Words in a passage, where the document allows."""
_KINDS = {
    Role.PARAGRAPH: PassageKind.PARAGRAPH,
    Role.HEADING: PassageKind.PARAGRAPH,
    Role.LIST: PassageKind.LIST,
    Role.TABLE: PassageKind.TABLE,
    Role.CAPTION: PassageKind.CAPTION,
    Role.QUOTE: PassageKind.QUOTE,
    Role.PULL_QUOTE: PassageKind.PULL_QUOTE,
    Role.BOX: PassageKind.BOX,
    Role.RECOMMENDATION: PassageKind.RECOMMENDATION,
    Role.FOOTNOTE: PassageKind.FOOTNOTE,
}
_ALONE = frozenset({Role.FOOTNOTE, Role.RECOMMENDATION, Role.TABLE, Role.CAPTION, Role.PULL_QUOTE})
"""Roles that are never gathered with their neighbours (but a table has its caption, see `_fits`)."""
_SENTENCE_BREAK = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])")
_ATTRIBUTION_WORDS = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph under its headings, or a part of a long one, to be gathered with its neighbours into a passage."""

    role: Role
    heading: tuple[str, ...]
    text: str
    places: tuple[Place, ...]
    cells: Rows = ()
    frame: tuple[int, int] = (0, 0)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def passages(report: str, paragraphs: Iterable[Paragraph]) -> tuple[Passage, ...]:
    """The passages of a document in reading order. Ids are the same however often it is read: report, hash of the
    words, and a count for words that occur again."""
    paragraphs = [part for part in paragraphs if part.text]
    pieces = list(_pieces(paragraphs)) or [Piece(p.role, (), p.text, p.places, p.cells) for p in paragraphs]
    seen: Counter[str] = Counter()
    made = []
    for group in _gathered([part for piece in pieces for part in _split(piece)]):
        text = "\n".join(piece.text for piece in group)
        digest = hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:10]
        seen[digest] += 1
        made.append(_passage(f"{report}-{digest}-{seen[digest]}", group, text))
    return tuple(map(_accounted, _linked(with_voices(made))))


def headings(paragraphs: Iterable[Paragraph]) -> tuple[Heading, ...]:
    """The headings that open sections, in order."""
    return tuple(Heading(p.level, p.text, p.places[0].page) for p in paragraphs if p.role is Role.HEADING and p.level)


def _passage(passage_id: str, group: list[Piece], text: str) -> Passage:
    kind, places, cells = _kind(group), _places(group), _cells(group)
    return Passage(
        id=passage_id,
        kind=kind,
        account=Account.UNKNOWN,
        pages=tuple(sorted({place.page for place in places})),
        heading=group[0].heading,
        text=text,
        boxes=tuple(dict.fromkeys(place.box for place in places if place.box)),
        quotes=find_quotes(text, kind),
        breaks=tuple(max(b.start, 0) for a, b in pairwise(places) if b.page != a.page),
        cells=cells,
    )


def _accounted(passage: Passage) -> Passage:
    """The passage with whose account it gives, which the voices of its quotes decide, and a result printed in it."""
    account, results = account_and_results(passage.kind, passage.heading, passage.text, passage.quotes)
    return replace(passage, account=account, survey=survey_of(passage.kind, passage.text) if results else None)


def _kind(group: list[Piece]) -> PassageKind:
    roles = {piece.role for piece in group}
    if len(roles) == 1:
        return _KINDS[group[0].role]
    # a caption belongs to its table, the paragraphs and lists of a box to the box
    return next((_KINDS[role] for role in (Role.TABLE, Role.BOX) if role in roles), PassageKind.PARAGRAPH)


def _places(group: list[Piece]) -> list[Place]:
    places, before = [], 0
    for piece in group:
        places += [place._replace(start=place.start + before, end=place.end + before) for place in piece.places]
        before += len(piece.text) + 1
    return places


def _cells(group: list[Piece]) -> Rows:
    cells: Rows = ()
    before = 0
    for piece in group:
        cells += tuple(tuple((a + before, b + before) for a, b in row) for row in piece.cells)
        before += len(piece.text) + 1
    return cells


def _linked(made: list[Passage]) -> Iterator[Passage]:
    """Pull quotes with the passage whose words they repeat; one that repeats nothing is a quote of its own."""
    texts = [(letters(passage.text), passage.id) for passage in made if passage.kind is not PassageKind.PULL_QUOTE]
    for passage in made:
        if passage.kind is PassageKind.PULL_QUOTE:
            said = letters(passage.text)
            source = next((id_ for text, id_ in texts if said and said in text), "")
            kind = PassageKind.PULL_QUOTE if source else PassageKind.QUOTE
            yield replace(passage, kind=kind, repeats=source)
        else:
            yield passage


def letters(text: str) -> str:
    """Only the letters and digits of a text: what a pull quote and the words it repeats have in common."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[Piece]:
    """The paragraphs under their headings. A heading with nothing under it, and the title on a cover, which opens no
    section, are text themselves: no words must be lost."""
    path: list[Paragraph] = []
    bare: list[Paragraph] = []  # headings of the path with nothing under them yet
    for part in paragraphs:
        if part.role is not Role.HEADING:
            yield Piece(part.role, _texts(path), part.text, part.places, part.cells, part.frame)
            bare = []
        elif part.text.strip().casefold() in ("contents", "table of contents"):
            path, bare = [], []
        elif part.level:
            left = [entry for entry in path if entry.level < part.level]
            closed = [entry for entry in bare if entry.level >= part.level]
            yield from (Piece(Role.PARAGRAPH, _texts(left), entry.text, entry.places) for entry in closed)
            path, bare = [*left, part], [*(entry for entry in bare if entry.level < part.level), part]
        else:
            yield Piece(Role.PARAGRAPH, _texts(path), part.text, part.places)
    yield from (Piece(Role.PARAGRAPH, _texts(path[:-1]), entry.text, entry.places) for entry in bare[-1:])


def _texts(path: list[Paragraph]) -> tuple[str, ...]:
    return tuple(heading.text for heading in path)


def _split(piece: Piece) -> Iterator[Piece]:
    """A paragraph longer than a passage may be, cut into parts of about equal length, between sentences where that
    serves; a table between its rows."""
    if piece.words <= MOST:
        yield piece
        return
    if piece.cells:
        yield from _table_parts(piece)
        return
    for start, end in pairwise([*_between_words(piece.text), len(piece.text)]):
        inside = [place for place in piece.places if place.start < end and place.end > start]
        places = tuple(place._replace(start=place.start - start, end=place.end - start) for place in inside)
        yield Piece(piece.role, piece.heading, piece.text[start:end].rstrip(), places, frame=piece.frame)


def _table_parts(piece: Piece) -> Iterator[Piece]:
    """A long table, cut between its rows; each part begins with the table's first row, which says what its columns
    are."""
    header, rest = piece.cells[0], piece.cells[1:]
    room = MOST - min(len(_words_of(piece, [header])), MOST // 2)
    groups: list[list[Row]] = [[]]
    for row in rest:
        if groups[-1] and len(_words_of(piece, [*groups[-1], row])) > room:
            groups.append([])
        groups[-1].append(row)
    for group in groups:
        yield _rows_alone(piece, [header, *group])


def _words_of(piece: Piece, rows: list[Row]) -> list[str]:
    return [word for row in rows for start, end in row for word in piece.text[start:end].split()]


def _rows_alone(piece: Piece, rows: list[Row]) -> Piece:
    """Some rows of a table as a table."""
    text, cells, places = "", [], []
    for row in rows:
        text += "\n" if text else ""
        start, end = row[0][0], row[-1][1]
        shift = len(text) - start
        cells.append(tuple((a + shift, b + shift) for a, b in row))
        inside = [place for place in piece.places if place.start < end and place.end > start]
        places += [place._replace(start=place.start + shift, end=place.end + shift) for place in inside]
        text += piece.text[start:end]
    return Piece(piece.role, piece.heading, text, tuple(places), tuple(cells))


def _between_words(text: str) -> list[int]:
    parts = -(-len(text.split()) // MOST)
    cuts = [0]
    for match in _SENTENCE_BREAK.finditer(text):
        if match.end() - cuts[-1] >= 0.9 * len(text) / parts and len(cuts) < parts:
            cuts.append(match.end())
    if max(len(text[a:b].split()) for a, b in pairwise([*cuts, len(text)])) <= MOST:
        return cuts
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    return starts[:: -(-len(starts) // parts)]  # no usable sentence ends: a list of names, a long form


def _gathered(pieces: list[Piece]) -> list[list[Piece]]:
    """Neighbouring pieces under one heading, together until there are enough words; a short rest joins what it
    follows."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _fits(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    joined: list[list[Piece]] = []
    for group in groups:
        short = _words(group) < LEAST and joined and _may_join(joined[-1], group[0])
        if short and _words(joined[-1]) + _words(group) <= MOST:
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _words(group: list[Piece]) -> int:
    return sum(piece.words for piece in group)


def _may_join(group: list[Piece], piece: Piece) -> bool:
    """Whether they may share a passage: under one heading, and of a box only with the same box."""
    roles = {group[0].role, piece.role}
    if piece.frame != group[-1].frame:
        return False
    if piece.places[0].page < group[-1].places[-1].page:
        return False  # what stood beside a paragraph that goes on overleaf: pages must not go back inside a passage
    return group[0].heading == piece.heading and not (roles & _ALONE) and (len(roles) == 1 or Role.BOX not in roles)


def _fits(group: list[Piece], piece: Piece) -> bool:
    if {group[-1].role, piece.role} == {Role.CAPTION, Role.TABLE}:
        return len(group) == 1 and _words(group) + piece.words <= MOST and group[0].heading == piece.heading
    if not _may_join(group, piece) or _words(group) + piece.words > MOST:
        return False
    return _words(group) < LEAST or _clings(group, piece)


def _clings(group: list[Piece], below: Piece) -> bool:
    """Whether they must not be parted: a quote and who said it, paragraphs of one quote, an announcement and what
    follows."""
    above = group[-1]
    if above.text.endswith(":") or below.text[0] in "—–-":
        return True
    said = "".join(piece.text for piece in group)
    if said.count("“") > said.count("”"):
        return True
    return above.role is Role.QUOTE and below.words <= _ATTRIBUTION_WORDS

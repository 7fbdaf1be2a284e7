"""The title: the largest coherent lines of the cover, or a letter's subject."""

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from compendium.ingest.describe.dates import dates_in
from compendium.model.document import Line
from compendium.model.report import Claim, Claimant

_DEAR = re.compile(r"dear\b", re.I)
_SUBJECT = re.compile(r"^(?:re|subject)\s?:\s*", re.I)
_LABEL = re.compile(
    r"(?:(?:inspection|fieldwork|visit) dates?|dates? of|(?:report )?published|lead inspector|reporting inspector"
    r"|reference no|age group|urn|isbn|authors?|by|contents"
    r"|judge?ments?|provider|date)\b\s*(?::|$|by\b|\w+ \d)|https?:|www\.|\S+@\S+$",
    re.I,
)
_NOT_A_TITLE = re.compile(
    r"(?:(?:final |annual |full |summary |research |interim )?report|executive summary|summary|contents|foreword"
    r"|confidential|official|draft|page \d+|embargo\w*.*)\W*",
    re.I,
)
_LEADS_ON = re.compile(r"\b(?:of|in|at|on|for|into|to|and|with|the|about|from|by)\s*$|[:–—-]\s*$", re.I)
_LIKE_IN_SIZE = 0.7
"""A line this much smaller than the title can still be its end; a smaller one is a subtitle."""

_PROGRAM_MADE = re.compile(
    r"microsoft|\.(?:docx?|pdf|indd|qx[dp]|pptx?|rtf|pub|odt|ai|eps)\b|untitled|template|draft|document\d*$"
    r"|^layout|\bcopy\b|^\W*$|_|^\S+$|\bv\d+$|layout \d|slide \d|^(?:title|report|cover)\b.{0,8}$|powerpoint"
    r"|presentation\d*$|\bscan(?:ned)?\b|^print\b|for (?:print|web|publication)\b|\ba[45]\b"
    r"|\b(?:final|web|print|hi-?res|low-?res) (?:version|report|copy|pdf)\b"
    r"|ready for publication|^(?:binder|booklet|insert title|enter title|type the)",
    re.I,
)
_KIND_OF_REPORT = re.compile(r"(?:\S+ ){0,4}?\S*(?:inspection|report|review|inquiry|evaluation)\b", re.I)
_A_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d|20\d\d))?")
_OWNER = re.compile(r"©|\b[Cc]opyright|[Pp]ublished by")
_NAME_WORD = r"(?:[A-Z0-9]\S*|of|and|the|in|for|at|on|upon|with|under|&|[–—-])"
_NAME_OF_A_PLACE = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD})*")
_FOOTNOTE_SIGN = re.compile(r"(?<=[a-z])\d{1,2}$")


def title(lines: Sequence[Line], metadata: dict[str, str], is_organisation: Callable[[str], bool]) -> Claim | None:
    """The title as printed on page 1, else 2; the file's own title only when it looks right; None when nothing is sure
    enough.
    """
    own = " ".join(metadata.get("Title", "").split())
    printed = _letter_subject(lines) or next(
        (t for page in (1, 2) if (t := _cover_title(lines, page, is_organisation))), None
    )
    if printed:
        value, verbatim, page, confidence = printed
        if own and _same(own, value):
            confidence = min(0.98, confidence + 0.1)
        return Claim("title", value, Claimant.RULE, page or None, verbatim, confidence)
    if own and _looks_right(own):
        return Claim("title", own, Claimant.RULE, None, own, 0.4)
    return None


Printed = tuple[str, str, int, float]
"""Title, the words as printed, page, confidence."""


def _letter_subject(lines: Sequence[Line]) -> Printed | None:
    """The bold line or lines after "Dear …", or what stands after "Re:"."""
    first = [line for line in lines if line.page == 1]
    dear = next((i for i, line in enumerate(first) if _DEAR.match(line.text) and len(line.text.split()) <= 14), None)
    if dear is None:
        return None
    after = first[dear + 1 : dear + 9]
    start = next((i for i, line in enumerate(after) if line.bold or _SUBJECT.match(line.text)), None)
    if start is None:
        return None
    subject = [after[start]]
    for line in after[start + 1 :]:
        if line.bold != subject[0].bold or _gap(subject[-1], line) > 1.6 * _size(line) or not line.bold:
            break
        subject.append(line)
    return _printed([subject], 0.85)


def _cover_title(lines: Sequence[Line], number: int, is_organisation: Callable[[str], bool]) -> Printed | None:
    """The largest group of lines on the page, with the next one where the first does not stand alone."""
    page = [line for line in lines if line.page == number]
    if not page:
        return None
    owners = " ".join(line.text for line in lines if _OWNER.search(line.text)).lower()
    groups = [group for group in _groups(page) if not _is_no_title(group, is_organisation, owners)]
    if not groups:
        return None
    body = median(_size(line) for line in lines for _ in range(1 + len(line.text) // 20))
    largest = max(groups, key=lambda group: (_size(group[0]), group[0].bold, -groups.index(group)))
    stands_out = _size(largest[0]) > 1.15 * body or (number == 1 and len(page) <= 15 and largest[0].bold)
    if not stands_out:
        return None
    parts = _with_neighbours(groups, groups.index(largest), body)
    words = sum(len(line.text.split()) for part in parts for line in part)
    one_word = words == 1 and _stands_alone(largest, groups, body)
    if not (one_word or 2 <= words <= 45):
        return None
    return _printed(parts, 0.5 if one_word else 0.8 if _size(largest[0]) > 1.4 * body else 0.6)


def _stands_alone(group: list[Line], groups: list[list[Line]], body: float) -> bool:
    """Whether one word is a title: very large, with a subtitle of several words close below."""
    below = groups[groups.index(group) + 1 :][:1]
    word = group[0].text.strip()
    return (
        len(word) >= 5
        and _size(group[0]) > 1.8 * body
        and any(
            _gap(group[-1], part[0]) <= 4 * _size(group[0]) and len(" ".join(ln.text for ln in part).split()) >= 3
            for part in below
        )
    )


def _groups(page: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of one size set closely one under the other. A line with a label of its own ("Published:") starts no title
    and ends one.
    """
    group: list[Line] = []
    for line in page:
        text = line.text.strip()
        joined = (
            group
            and abs(_size(line) - _size(group[-1])) <= 0.08 * _size(line)
            and -2 < _gap(group[-1], line) <= 2.2 * _size(line)
        )
        if joined and line.bold == group[-1].bold and _A_YEAR.fullmatch(text):
            group.append(line)
            continue
        if _LABEL.match(text) or not re.search(r"[^\W\d_]{2}", text):
            if not text.isdigit():
                yield from [group] if group else []
                group = []
            continue
        if group and not joined:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_no_title(group: list[Line], is_organisation: Callable[[str], bool], owners: str) -> bool:
    """Whether this is a label, a date or the name of an organisation: one that is listed, or that `owners`, the lines
    about copyright, name."""
    text = " ".join(line.text.strip() for line in group)
    if _NOT_A_TITLE.fullmatch(text) or is_organisation(text):
        return True
    if len(text.split()) <= 6 and re.search(rf"(?<!\w){re.escape(text.lower())}(?!\w)", owners):
        return True
    dates = list(dates_in(text))
    return len(dates) == 1 and len(text) - (dates[0].end - dates[0].start) <= 4


def _with_neighbours(groups: list[list[Line]], at: int, body: float) -> list[list[Line]]:
    """The group, with the one above when that leads on to it, and the one below when the group leads on to that or is
    the name of a place and the kind of report stands below. Any other smaller line below is a subtitle, no part of it.
    """
    parts = [groups[at]]
    if at and _LEADS_ON.search(groups[at - 1][-1].text) and _size(groups[at - 1][0]) > 1.1 * body:
        parts.insert(0, groups[at - 1])
    text = " ".join(line.text for line in groups[at])
    if len(parts) == 1 and at + 1 < len(groups):
        below = groups[at + 1]
        said = " ".join(line.text for line in below)
        leads_on = _LEADS_ON.search(text) and _size(below[0]) >= _LIKE_IN_SIZE * _size(groups[at][0])
        place = len(text.split()) <= 8 and _NAME_OF_A_PLACE.fullmatch(text) and _KIND_OF_REPORT.match(said)
        near = _gap(groups[at][-1], below[0]) <= 4 * _size(groups[at][0])
        if (leads_on or place) and near and _size(below[0]) > 1.1 * body and len(said.split()) <= 40:
            parts.append(below)
    return parts


def _printed(parts: list[list[Line]], confidence: float) -> Printed | None:
    texts = [_FOOTNOTE_SIGN.sub("", " ".join(line.text.strip() for line in part)) for part in parts]
    value = texts[0]
    for text in texts[1:]:
        apart = _KIND_OF_REPORT.match(text) and text[:1].isupper() and not _KIND_OF_REPORT.match(value)
        value += (" " if _LEADS_ON.search(value) and not apart else ": ") + text
    value = _SUBJECT.sub("", re.sub(r"\s+", " ", value), count=1).strip(" |")
    value = re.sub(r"(?<=[a-z]{3})\.$", "", value)
    verbatim = "\n".join(line.text for part in parts for line in part)
    return (value, verbatim, parts[0][0].page, confidence) if value else None


def _size(line: Line) -> float:
    """The size of the type; some files say 1 for every size, and then the height of the line tells more."""
    return line.size if line.size >= 4 else line.box.y1 - line.box.y0


def _gap(above: Line, below: Line) -> float:
    """The distance between two lines' upper edges, in points; negative when `below` stands higher."""
    return above.box.y1 - below.box.y1


def _same(one: str, other: str) -> bool:
    a, b = (set(re.findall(r"\w{3,}", text.lower())) for text in (one, other))
    return bool(a and b) and len(a & b) >= 0.6 * min(len(a), len(b)) and min(len(a), len(b)) >= 2


def _looks_right(own: str) -> bool:
    return len(own.split()) >= 3 and not _PROGRAM_MADE.search(own)

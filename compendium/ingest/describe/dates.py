"""Dates as printed, each with the precision its words have, and which of them is the day of publication."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compendium.ingest.describe.imprints import is_others
from compendium.model.document import Line
from compendium.model.report import Claim, Claimant

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_IN_WELSH = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
]
MONTH = (
    rf"(?:{'|'.join(rf'{m[:3]}(?:{m[3:]})?' if len(m) > 3 else m for m in _MONTHS)}|sept|{'|'.join(_IN_WELSH)})\b\.?"
)
DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
YEAR = r"(?:19[6-9]\d|20[0-4]\d)(?!\d)"
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<day>{DAY})\s+(?:of\s+)?)?(?P<month>{MONTH}),?\s+(?P<year>{YEAR})"
    rf"|(?P<month2>{MONTH})\s+(?P<day2>{DAY}),?\s+(?P<year2>{YEAR})"
    rf"|(?<![\d/-])(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)",
    re.I,
)
_SLASHED = re.compile(r"(?<![\d/.])(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.](?P<year>(?:19|20)\d\d)(?![\d/])")
_YEARS = re.compile(
    r"(?<![\d/£#.-])(?P<first>(?:19[6-9]|20[0-4])\d)(?:\s?[-–/]\s?(?P<last>\d\d|20\d\d))?(?![\d%]|[.,]\d)"
)
_SEASON = re.compile(r"(?:spring|summer|autumn|winter),?\s+(?:19|20)\d\d(?:\s?[-–/]\s?\d\d)?", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text, as YYYY, YYYY-MM or YYYY-MM-DD, and where it stands."""

    value: str
    start: int
    end: int


def dates_in(text: str) -> Iterator[Dated]:
    """The dates of a text in order: day, month or year precision. "Spring 2021" and "2019-20" have the precision of a
    year.
    """
    taken = 0
    for match in _DATE.finditer(text):
        if value := _value(match):
            taken = match.end()
            yield Dated(value, match.start(), match.end())
    if taken:
        return
    for match in _YEARS.finditer(text):
        last = match["last"]
        year = match["first"] if not last else last if len(last) == 4 else match["first"][:2] + last
        if int(match["first"]) <= int(year) <= int(match["first"]) + 3:
            yield Dated(year, match.start(), match.end())


def _value(match: re.Match[str]) -> str:
    """The date of a `_DATE` match; empty for 31 February."""
    if match["iso"]:
        return _day(*(int(part) for part in match["iso"].split("-")))
    year, month = match["year"] or match["year2"], month_of(match["month"] or match["month2"])
    day = match["day"] or match["day2"]
    return stamp(int(year), month, day)


def month_of(name: str) -> int:
    """The number of a month by its name, in English or Welsh, whole or cut."""
    start = name[:3].lower()
    return next(at for months in (_MONTHS, _IN_WELSH) for at, m in enumerate(months, start=1) if m.startswith(start))


def stamp(year: int, month: int, day: str | None) -> str:
    """YYYY-MM or, with a day ("3", "3rd"), YYYY-MM-DD; empty for a day that the month does not have."""
    return _day(year, month, int(re.sub(r"\D", "", day))) if day else f"{year}-{month:02}"


def _day(year: int, month: int, day: int) -> str:
    real = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}" if real else ""


_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PUBLISHED = re.compile(
    r"\b(?P<label>(?:re)?published|publication(?: date)?|date of (?:publication|issue|(?:this )?report)|report date"
    r"|(?:re)?issued|released|embargo(?:ed)?(?: until| to| for)?|cyhoeddwyd|dyddiad cyhoeddi)\b"
    r"(?:\s+(?:in (?:great britain|the uk|the united kingdom|england|london)|jointly|simultaneously|online"
    r"|by\s[^;]{2,120}?))?"
    rf"[\s:,;.|–—-]*(?:(?:on|in|at|date|the|ar|ym|yn|{_WEEKDAY}|\d\d?[.:]\d\d(?:\s?(?:am|pm|hrs?|hours))?|noon"
    r"|midnight)\b[\s:,]*)*$",
    re.I,
)
"""What stands directly before the day of publication."""

_EDITED = re.compile(
    r"\b(?:(?:last )?(?:revised|updated|amended|reissued|republished)|(?:this|second|third|fourth|fifth|\d(?:nd|rd|th)"
    r"|new) (?:revised |updated )?edition|(?:version|v\.?) ?\d+(?:\.\d+)*)[\s:,;.|–—(-]*(?:(?:published|issued|in|on"
    r"|the)\b[\s:,]*)*$",
    re.I,
)
"""What stands before the day of a later edition: that is the one at hand."""

_OWN_WORDS = (
    "this the our a an report publication document paper briefing edition version review letter summary and was is in "
    "first originally jointly final full date last please not for use confidential strictly adroddiad yn gyntaf"
)
_OF_THIS = frozenset(_OWN_WORDS.split())
"""The words that may open a line about the publication of this document. Others tell of another's."""

_TO_PARLIAMENT = re.compile(
    r"\b(?:ordered .{0,60}to be printed|presented to (?:parliament|the .{0,30}(?:assembly|senedd))\b.{0,80}"
    r"|laid before .{0,80}?)(?:,? on)?\s*$",
    re.I,
)
_NOT_PUBLICATION = re.compile(
    r"\b(?:inspection dates?|inspected|dates? of (?:inspection|visit)|visit(?:ed)?|fieldwork|between|from|until"
    r"|since|born|died|death|deadline|last inspect\w+|previous|next|review date|expir\w+|valid|held|meeting|seminar"
    r"|conference|hearing|incident|sentenced|data|as at|reporting (?:year|period)|year (?:to|end\w+)|established"
    r"|founded|act|regulations|registered|updated by|age[ds]?)\b",
    re.I,
)
_WITHIN_SENTENCE = re.compile(r"(?:\b(?:to|and|on|of|in|since|until|by|for|the)|[–—-]|\d\s*[,/&])\s*$", re.I)
_GOES_ON = re.compile(r"\s*(?:to|until)\b|\s*[–—-]\s*\d")
_LEFT_OPEN = re.compile(
    r"(?:\b(?:to|and|from|between|until|since|on)|\d\s*[–—&-])\s*$"
    r"|\b(?:inspect\w*|fieldwork|visit\w*|interview\w*|survey\w*|previous|last|next|review|meeting|event|birth|death"
    r"|incident|period)\b[^.]{0,25}:\s*$"
    r"|^dates? of (?!publication|issue|(?:this )?report)[^.]{2,40}$",
    re.I,
)
"""A line after which a date that stands alone is the end of a period, or the day of something else."""

_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.I)
_REFERENCES = re.compile(r"www\.|https?:|@|\bact\b|\bISBN\b", re.I)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_WORDS, _MOST_LABELLED = 14, 30


@dataclass(frozen=True, slots=True)
class _Found:
    """A date that may be the day of publication, and how sure that is."""

    confidence: float
    value: str
    line: Line
    order: int


def published(lines: Sequence[Line], metadata: dict[str, str], not_before: str = "") -> Claim | None:
    """When the report was published: by its most telling line, else, to the month, by the file's own date. `lines` are
    as `whole_lines` gives them.

    A date before `not_before` (the last day people were heard) is not believed: many imprints are an older report's.
    Nor is one long after the file was saved: that is a plan or a date of review. The file's own date never makes a
    printed one finer: of 84 reports it was the day of publication of eight.
    """
    latest = str(int(saved) + 1) if (saved := _saved(metadata)) else "9"
    found = [
        f for f in _candidates(lines) if f.value >= not_before[: len(f.value)] and (f.value[:4] <= latest or not saved)
    ]
    if found:
        best = max(found, key=lambda f: (f.confidence, len(f.value) if f.confidence < 0.7 else 0, -f.order))
        finer = [f for f in found if f.confidence >= 0.55 and _is_within(f.value, best.value)]
        best = max(finer, key=lambda f: (f.confidence >= 0.7, len(f.value), f.confidence, -f.order), default=best)
        value = _not_before_made(best.value, metadata) if _COPYRIGHT.search(best.line.text) else best.value
        return Claim("published", value, Claimant.RULE, best.line.page or None, best.line.text, best.confidence)
    created = metadata.get("CreationDate", "")
    made = re.match(r"(?:D:)?((?:19|20)\d\d)-?(0[1-9]|1[0-2])", created)
    if made and f"{made[1]}-{made[2]}" >= not_before[:7]:
        return Claim("published", f"{made[1]}-{made[2]}", Claimant.RULE, None, created, 0.3)
    return None


def _is_within(finer: str, date: str) -> bool:
    return len(finer) > len(date) and finer.startswith(date)


def _saved(metadata: dict[str, str]) -> str:
    """The year in which the file was last saved; empty when it does not say or cannot be right."""
    years = [metadata.get(name, "").removeprefix("D:")[:4] for name in ("CreationDate", "ModDate")]
    return max((year for year in years if re.fullmatch(r"199[5-9]|20\d\d", year)), default="")


def _not_before_made(year: str, metadata: dict[str, str]) -> str:
    """The year of a copyright line, or the year after where the file was made in its first months: the line of a report
    finished in December is often not changed when it comes out in January. A later file was only saved again."""
    made = re.match(r"(?:D:)?(?P<year>(?:19|20)\d\d)-?0[1-3]", metadata.get("CreationDate", ""))
    return made["year"] if made and re.fullmatch(r"\d{4}", year) and int(made["year"]) == int(year) + 1 else year


def _candidates(lines: Sequence[Line]) -> Iterator[_Found]:
    above: Line | None = None
    for order, line in enumerate(lines):
        if _A_YEAR.search(line.text):
            said = above.text.strip() if above and above.page == line.page else ""
            yield from (_Found(sure, value, line, order) for sure, value in _publication(line, said))
        above = line
    yield from _running(lines)


def _publication(line: Line, above: str) -> Iterator[tuple[float, str]]:
    """How sure the line is about the publication date, and the date. `above` is the line before it."""
    text = line.text.strip()
    words = len(text.split())
    if words > _MOST_LABELLED:
        return
    dates = list(dates_in(text)) or list(_slashed(text))
    if said := [(sure, dated.value) for dated in dates if (sure := _labelled(text, dated, words))]:
        yield max(said)
        return
    if len(dates) != 1 or words > _MOST_WORDS:
        return
    value, before = dates[0].value, text[: dates[0].start]
    rest = re.sub(rf"(?i)\b{_WEEKDAY}\b", "", before + text[dates[0].end :]).strip(" .,|–—-:()")
    cover, fine = line.page <= 1, len(value) > 4
    if _COPYRIGHT.search(text):
        if not is_others(text):
            yield 0.6, value
    elif _GOES_ON.match(text[dates[0].end :]):
        return
    elif _TO_PARLIAMENT.search(before):
        yield 0.72, value
    elif not rest or _SEASON.fullmatch(text):
        if _PUBLISHED.fullmatch(above):
            yield 0.95, value
        elif not _LEFT_OPEN.search(above):
            yield (0.9 if fine else 0.65) if cover else (0.55 if fine else 0.2), value
    elif (
        cover
        and words <= 10
        and not (_NOT_PUBLICATION.search(text) or _REFERENCES.search(text) or _WITHIN_SENTENCE.search(before))
    ):
        yield (0.7 if fine else 0.35), value


def _slashed(text: str) -> Iterator[Dated]:
    """Dates in figures, the day before the month."""
    for match in _SLASHED.finditer(text):
        if value := _day(int(match["year"]), int(match["month"]), int(match["day"])):
            yield Dated(value, match.start(), match.end())


def _labelled(text: str, dated: Dated, words: int) -> float:
    """How sure it is that the words before this date call it the day of publication; 0 when they do not."""
    before, after = text[: dated.start], text[dated.end :]
    edited = _EDITED.search(before)
    label = edited or _PUBLISHED.search(before)
    if not label or _COPYRIGHT.search(before[label.start() :]):
        return 0.0
    opening = [word.lower() for word in re.findall(r"[^\W\d_]+", before[: label.start()])]
    own = set(opening) <= _OF_THIS or (edited and words <= 8)
    ends = len(after.split()) <= 4 or re.match(r"\s*(?:[.;,|)–—]|by\b)", after)
    if not own or not ends:
        return 0.0
    if edited:
        return 0.97
    return 0.75 if words > 8 or opening[-1:] in (["first"], ["originally"]) else 0.95


def _running(lines: Sequence[Line]) -> Iterator[_Found]:
    """The date of a running header or footer: on several pages after the cover, with the same words."""
    seen: dict[str, Line] = {}
    for line in lines:
        if line.page < 2 or not _A_YEAR.search(line.text) or len(line.text.split()) > 12:
            continue
        words = re.sub(r"^\s*\d{1,3}\s*\||(?<!\d)\d{1,3}\s*$", "", line.text).strip(" |")
        if (first := seen.setdefault(words, line)).page == line.page:
            continue
        dates = list(dates_in(words))
        if len(dates) == 1 and len(dates[0].value) > 4 and not _NOT_PUBLICATION.search(words):
            after = words[dates[0].end :]
            if not (_WITHIN_SENTENCE.search(words[: dates[0].start]) or _GOES_ON.match(after)):
                yield _Found(0.58, dates[0].value, replace(first, text=first.text.strip()), len(lines))

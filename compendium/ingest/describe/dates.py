"""Dates as printed: when a report was published, and when people were heard, each with the precision the words have."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from compendium.ingest.describe.found import Place
from compendium.ingest.describe.imprints import whole_lines
from compendium.ingest.describe.sentences import sentences
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
_MONTH = r"(?P<month>" + "|".join(rf"{m[:3]}(?:{m[3:]})?" if len(m) > 3 else m for m in _MONTHS) + r"|sept)\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19[6-9]\d|20[0-4]\d))(?!\d)"
_DATE = re.compile(
    rf"(?<!\d)(?:{_DAY}\s+(?:of\s+)?)?{_MONTH},?\s+{_YEAR}"
    rf"|{_MONTH.replace('month', 'month2')}\s+{_DAY.replace('day', 'day2')},?\s+{_YEAR.replace('year', 'year2')}"
    rf"|(?<![\d/-])(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)",
    re.I,
)
_SLASHED = re.compile(r"(?<!\d)(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.](?P<year>(?:19|20)\d\d)(?!\d)")
_YEARS = re.compile(
    r"(?<![\d/£#.-])(?P<first>(?:19[6-9]|20[0-4])\d)(?:\s?[-–/]\s?(?P<last>\d\d|20\d\d))?(?![\d%]|[.,]\d)"
)
_SEASON = re.compile(r"\b(?:spring|summer|autumn|winter)\s+(?P<year>20[0-4]\d|19\d\d)\b", re.I)

_PUBLISHED = re.compile(
    r"\b(?:publish(?:ed|ing)|publication|date of (?:publication|issue|report)|report date|issued"
    r"|released)\b(?!\s+by\b.{40})",
    re.I,
)
_PUBLISHED_BY_THEN = re.compile(r"(?:first )?published (?:jointly )?by\b.*\b(?:19|20)\d\d\.?$", re.I)
_NOT_PUBLICATION = re.compile(
    r"\b(?:inspection dates?|inspected|dates? of (?:inspection|visit)|visit(?:ed)?|fieldwork|between|from|until|by"
    r"|since|born|deadline|last inspect\w+"
    r"|previous|act|regulations|registered|updated by|age[ds]?)\b",
    re.I,
)
_WITHIN_SENTENCE = re.compile(r"(?:\b(?:to|and|on|of|in|since|until|by|the)|[–—-])\s*$", re.I)
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.I)
_REFERENCES = re.compile(r"www\.|https?:|@|\bact\b|\bISBN\b", re.I)

_WHEN = (
    rf"(?:{_DAY.replace('day', 'd{0}')}\s+)?(?:{_MONTH.replace('month', 'm{0}')}\s*,?\s*)?"
    rf"(?:{_YEAR.replace('year', 'y{0}')})?"
)
_PERIOD = re.compile(
    rf"(?<![\d£])(?:between|from|:|over|during)?\s*{_WHEN.format(1)}\s*(?:to|and|until"
    rf"|[–—-])\s*{_WHEN.format(2)}",
    re.I,
)
_FIELDWORK = re.compile(
    r"\b(?:field ?work|interview(?:s|ed)?|inspection|survey(?:s|ed)?|focus groups?|research|data (?:collection"
    r"|gathering|was|were)|spoke|consult\w+|workshops?|forums?|questionnaires?|visit(?:s|ed)?)\b",
    re.I,
)
_WE = re.compile(r"\b[Ww]e\b")
_ANOTHER_PERIOD = re.compile(
    r"\b(?:data|records?|statistics|figures|cases|files|literature) (?:for|from|between)\b", re.I
)
_LONGEST_FIELDWORK_YEARS = 4
_HELD = re.compile(
    r"\b(?:took place|carried out|conducted|undert(?:ook|aken)|held|ran|run|collected|gathered|completed|between"
    r"|dates?|spoke|heard|interviewed|surveyed|visited)\b",
    re.I,
)


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
        year, month, day = (int(part) for part in match["iso"].split("-"))
    else:
        year, month = int(match["year"] or match["year2"]), _month(match["month"] or match["month2"])
        day = int(match["day"] or match["day2"] or 0)
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else ""


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name[:3].lower()))


def published(lines: Sequence[Line], metadata: dict[str, str], not_before: str = "") -> Claim | None:
    """When the report was published: by its most telling line, else, to the month, by the file's own date.

    A date before `not_before` (the last day people were heard) is not believed: many imprints are an older report's.
    """
    found = [
        (confidence, -order, line, value)
        for order, line in enumerate(whole_lines(lines))
        for confidence, value in _publication(line)
        if value >= not_before[: len(value)]
    ]
    if found:
        best = max(found, key=lambda f: (f[0], len(f[3]) if f[0] < 0.7 else 0, f[1]))
        finer = [f for f in found if f[0] >= 0.7 and len(f[3]) > len(best[3]) and f[3].startswith(best[3])]
        confidence, _, line, value = max(finer, key=lambda f: (len(f[3]), f[0], f[1])) if finer else best
        value = _not_before_made(value, metadata) if _COPYRIGHT.search(line.text) else value
        return Claim("published", value, Claimant.RULE, line.page or None, line.text, confidence)
    created = metadata.get("CreationDate", "")
    stamp = re.match(r"(?:D:)?((?:19|20)\d\d)-?(0[1-9]|1[0-2])", created)
    if stamp:
        return Claim("published", f"{stamp[1]}-{stamp[2]}", Claimant.RULE, None, created, 0.3)
    return None


def _not_before_made(year: str, metadata: dict[str, str]) -> str:
    """The year of a copyright line, or the year after where the file was made in its first months: the line of a report
    finished in December is often not changed when it comes out in January. A later file was only saved again."""
    made = re.match(r"(?:D:)?(?P<year>(?:19|20)\d\d)-?0[1-3]", metadata.get("CreationDate", ""))
    return made["year"] if made and re.fullmatch(r"\d{4}", year) and int(made["year"]) == int(year) + 1 else year


def _publication(line: Line) -> Iterator[tuple[float, str]]:
    """How sure the line is about the publication date, and the date."""
    text = line.text.strip()
    words = len(text.split())
    if words > 14 or not re.search(r"\d", text):
        return
    labelled = bool(_PUBLISHED.search(text) or _PUBLISHED_BY_THEN.match(text))
    dates = list(dates_in(text))
    if labelled and not dates and (slashed := _SLASHED.search(text)):
        yield 0.9, f"{slashed['year']}-{int(slashed['month']):02}-{int(slashed['day']):02}"
    if len(dates) != 1:
        return
    value, rest = dates[0].value, (text[: dates[0].start] + text[dates[0].end :]).strip(" .,|–—-:()")
    cover = line.page <= 1
    day_or_month = len(value) > 4
    if labelled and not re.search(r"\bby \d|inspection reports? published", text, re.I):
        yield (0.95 if words <= 8 else 0.75), value
    elif _COPYRIGHT.search(text):
        yield 0.6, value
    elif not rest or _SEASON.fullmatch(text):
        yield (0.9 if day_or_month else 0.65) if cover else (0.55 if day_or_month else 0.2), value
    elif (
        cover
        and words <= 10
        and not _WITHIN_SENTENCE.search(text[: dates[0].start])
        and not _NOT_PUBLICATION.search(text)
        and not _REFERENCES.search(text)
    ):
        yield (0.7 if day_or_month else 0.35), value


def fieldwork(lines: Iterable[Line], places: Iterable[Place]) -> Claim | None:
    """The period in which people were heard, where a line or an early or methods passage states it; value FROM/TO."""
    for line in lines:
        if line.page <= 2 and re.match(
            r"(?:inspection|fieldwork|visit|survey|interview|research) dates?\b|dates? of (?:the )?(?:inspection"
            r"|visit|fieldwork)",
            line.text,
            re.I,
        ):
            for period in _periods(line.text):
                return Claim("fieldwork", period, Claimant.RULE, line.page or None, line.text, 0.85)
    stated = [found for place in places for found in _fieldwork_in(place)]
    if not stated:
        return None
    place, sentence, period = stated[0]
    if place.methods:
        stated = [found for found in stated if found[0].heading == place.heading]
        period, sentence = _whole_period([p for _, _, p in stated]), "\n".join(dict.fromkeys(s for _, s, _ in stated))
    return Claim("fieldwork", period, Claimant.RULE, place.page, sentence, 0.7)


def _fieldwork_in(place: Place) -> Iterator[tuple[Place, str, str]]:
    """The periods a passage states: any period in which something was done where it says how people were heard; at the
    opening of the document only with a word for hearing them.
    """
    if not (place.methods or (place.early and _FIELDWORK.search(place.text))):
        return
    for sentence in sentences(place.text):
        hearing, doing = bool(_FIELDWORK.search(sentence)), bool(_HELD.search(sentence))
        enough = (hearing and doing) or (place.methods and (doing or _WE.search(sentence)))
        if enough and not _ANOTHER_PERIOD.search(sentence):
            yield from ((place, sentence, period) for period in _periods(sentence))


def _whole_period(periods: Sequence[str]) -> str:
    """From the first day to the last of all periods; the first one alone when that is longer than fieldwork takes."""
    start = min(period.partition("/")[0] for period in periods)
    end = max(period.partition("/")[2] for period in periods)
    return f"{start}/{end}" if int(end[:4]) - int(start[:4]) < _LONGEST_FIELDWORK_YEARS else periods[0]


def _periods(text: str) -> Iterator[str]:
    """Periods with at least a month and a year at their end: "10 to 14 July 2023", "between May and October 2022"."""
    for match in _PERIOD.finditer(text):
        year, month = match["y2"], match["m2"]
        if not (year and month and (match["m1"] or match["d1"])):
            continue
        end = _stamp(year, month, match["d2"])
        start = _stamp(match["y1"] or year, match["m1"] or month, match["d1"])
        if not match["y1"] and start[:7] > end[:7]:
            start = _stamp(str(int(year) - 1), match["m1"], match["d1"])
        if start and end and start <= end:
            yield f"{start}/{end}"


def _stamp(year: str, month: str, day: str | None) -> str:
    """YYYY-MM-DD or YYYY-MM; empty for a day that the month does not have."""
    stamp = f"{year}-{_month(month):02}"
    if not day:
        return stamp
    try:
        return date(int(year), _month(month), int(day)).isoformat()
    except ValueError:
        return ""

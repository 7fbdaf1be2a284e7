"""When people were heard: the periods that a report states for its own fieldwork."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from compendium.ingest.describe.dates import DAY, MONTH, YEAR, month_of, stamp
from compendium.ingest.describe.found import Place
from compendium.ingest.describe.sentences import sentences
from compendium.model.document import Line
from compendium.model.report import Claim, Claimant

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_LEAD = r"(?:(?:the|early|mid|late|end of|start of|beginning of|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[\s-]+)*"
_WHEN = (
    rf"{_LEAD}(?:(?P<d{{0}}>{DAY})(?:\s+of)?(?:\s+|(?=\s*[–—-])))?"
    rf"(?:(?P<m{{0}}>{MONTH}|spring|summer|autumn|winter)(?:\s+of)?\s*,?\s*)?"
    rf"(?P<y{{0}}>{YEAR}(?:\s?[/–-]\s?\d\d(?!\d))?)?"
)
_BEGINS = rf"(?={_LEAD}(?:\d|{MONTH}|spring|summer|autumn|winter))"
_PERIOD = re.compile(rf"(?<![\w£/]){_BEGINS}{_WHEN.format(1)}\s*(?:to|and|until|till|[–—-])\s*{_WHEN.format(2)}", re.I)
_DAYS = re.compile(
    rf"(?<![\d£/])(?P<d1>{DAY})(?:,\s*{DAY})+,?\s*(?:and|&)\s*(?P<d2>{DAY})\s+(?:of\s+)?(?P<m2>{MONTH}),?\s*(?P<y2>{YEAR})"
    rf"|(?<![\d£/])(?P<d3>{DAY})\s*&\s*(?P<d4>{DAY})\s+(?:of\s+)?(?P<m4>{MONTH}),?\s*(?P<y4>{YEAR})",
    re.I,
)
_SINGLE = re.compile(rf"(?:\b(?:in|during|on|throughout|over)|:)\s+{_WHEN.format(2)}", re.I)
_WEEK = re.compile(r"\b(?:w/c|w\.c\.|weeks? (?:commencing|beginning|starting))", re.I)
_DATE = re.compile(rf"(?<!\d)(?P<d>{DAY})\s+(?:of\s+)?(?P<m>{MONTH}),?(?:\s+(?P<y>{YEAR}))?", re.I)
_YEAR = re.compile(YEAR)
_SAME_YEAR = re.compile(
    rf"(?:\s|[,;&–—()-]|\d+(?:st|nd|rd|th)?\b|{MONTH}|\b(?:and|to|from|between|then|again|also|until)\b)*$", re.I
)
"""What may stand between a period and the year that holds for it too."""

_FIELDWORK = re.compile(
    r"\b(?:field ?work|interview(?:s|ed)?|inspection|survey(?:s|ed)?|focus groups?|research|data (?:collection"
    r"|gathering|was|were)|spoke|consult\w+|workshops?|forums?|questionnaires?|visit(?:s|ed)?)\b",
    re.I,
)
_WE = re.compile(r"\b[Ww]e\b")
_OURS = re.compile(r"\b(?:we|our|this|these|the (?:field ?work|interviews|survey|focus groups|research))\b", re.I)
_ANOTHER_PERIOD = re.compile(
    r"\b(?:data|records?|statistics|figures|cases|files|literature) (?:for|from|between)\b", re.I
)
_ANOTHER_STUDY = re.compile(
    r"\b(?:previous|earlier|last|original|first) (?:\w+ )?(?:inspect\w+|stud\w+|survey|report)", re.I
)
_HELD = re.compile(
    r"\b(?:took place|carried out|conducted|undert(?:ook|aken)|held|ran|run|collected|gathered|completed|between"
    r"|dates?|spoke|heard|interviewed|surveyed|visited)\b",
    re.I,
)
_LABEL = re.compile(
    r"(?:(?:inspection|fieldwork|visit|survey|interview|research|data collection) (?:dates?|period)\b"
    r"|(?:dates?|period) of (?:the )?(?:inspection|visit|fieldwork|research|interviews)|fieldwork\s*:)",
    re.I,
)
_LONGEST_FIELDWORK_YEARS = 4


def fieldwork(lines: Sequence[Line], places: Iterable[Place]) -> Claim | None:
    """The period in which people were heard, where a line or an early or methods passage states it; value FROM/TO."""
    for line, below in pairwise((*lines, None)):
        if line and line.page <= 2 and _LABEL.match(line.text):
            alone = _LABEL.fullmatch(line.text.strip(" :")) and below and below.page == line.page
            text = f"{line.text}\n{below.text}" if alone and below else line.text
            if found := [*_periods(text), *_singles(text, years=False)]:
                return Claim("fieldwork", _whole_period(found), Claimant.RULE, line.page or None, text, 0.85)
    stated = [found for place in places for found in _fieldwork_in(place)]
    if not stated:
        return None
    stated = [found for found in stated if "-" in found[2]] or stated  # a bare year is for want of anything better
    place, sentence, period = stated[0]
    if place.methods:
        stated = [found for found in stated if found[0].heading == place.heading]
        period, sentence = _whole_period([p for _, _, p in stated]), "\n".join(dict.fromkeys(s for _, s, _ in stated))
    return Claim("fieldwork", period, Claimant.RULE, place.page, sentence, 0.7)


def _fieldwork_in(place: Place) -> Iterator[tuple[Place, str, str]]:
    """The periods a passage states: any period in which something was done where it says how people were heard; at the
    opening of the document only with a word for hearing them. One month alone needs both.
    """
    if not (place.methods or (place.early and _FIELDWORK.search(place.text))) or not _YEAR.search(place.text):
        return
    for sentence in sentences(place.text):
        if not _YEAR.search(sentence) or _ANOTHER_PERIOD.search(sentence):
            continue
        hearing, doing = bool(_FIELDWORK.search(sentence)), bool(_HELD.search(sentence))
        found: list[str] = []
        enough = doing or _WE.search(sentence) or _LABEL.match(sentence)
        if (hearing and doing) or (place.methods and enough):
            found = list(_periods(sentence))
        if not found and hearing and doing and (place.methods or _OURS.search(sentence)):
            found = list(_singles(sentence, years=place.methods))
        if found:
            yield place, sentence, _whole_period(found)


def _whole_period(periods: Sequence[str]) -> str:
    """From the first day to the last of all periods; the first one alone when that is longer than fieldwork takes."""
    start = min(period.partition("/")[0] for period in periods)
    end = max(period.partition("/")[2] for period in periods)
    return f"{start}/{end}" if int(end[:4]) - int(start[:4]) < _LONGEST_FIELDWORK_YEARS else periods[0]


def _periods(text: str) -> Iterator[str]:
    """Periods with a month or season and a year at their end: "10 to 14 July 2023", "between May and October 2022",
    "autumn 2021 to spring 2022", "3, 4 and 10 May 2022", "w/c 12 June 2023"."""
    yield from _weeks(text)
    for match in _DAYS.finditer(text):
        first, last = match["d1"] or match["d3"], match["d2"] or match["d4"]
        month, year = match["m2"] or match["m4"], match["y2"] or match["y4"]
        yield from _both(_edge(year, month, first, end=False), _edge(year, month, last, end=True))
    for match in _PERIOD.finditer(text):
        if _ANOTHER_STUDY.search(text, max(0, match.start() - 60), match.start()):
            continue
        month = match["m2"]
        year = match["y2"] or (_year_after(text, match.end()) if month else None)
        if not (year and month and (match["m1"] or match["d1"])):
            continue
        first = match["y1"] or year
        if not match["y1"] and _month(match["m1"] or month, end=False) > _month(month, end=False):
            first = str(int(year[:4]) - 1)
        yield from _both(
            _edge(first, match["m1"] or month, match["d1"], end=False), _edge(year, month, match["d2"], end=True)
        )


def _singles(text: str, *, years: bool) -> Iterator[str]:
    """A day, a month or a season alone, as a period: "in June 2022"; "in 2019/20" only where years are wanted."""
    for match in _SINGLE.finditer(text):
        month, year = match["m2"], match["y2"]
        if not year or _ANOTHER_STUDY.search(text, max(0, match.start() - 60), match.start()):
            continue
        if month:
            first, last = _edge(year, month, match["d2"], end=False), _edge(year, month, match["d2"], end=True)
            if "winter" not in month.lower() or len(year) > 4:
                yield from _both(first, last)
        elif years and not match["d2"]:
            yield from _both(year[:4], _later_year(year))


def _weeks(text: str) -> Iterator[str]:
    """The weeks that begin on the days after "w/c", from the first day to the end of the last week."""
    opening = _WEEK.search(text)
    days = list(_DATE.finditer(text, opening.end())) if opening else []
    years = [match["y"] for match in days if match["y"]]
    if not years:
        return
    begins = [stamp(int(match["y"] or years[-1]), month_of(match["m"]), match["d"]) for match in days]
    if all(begins):
        yield f"{min(begins)}/{(date.fromisoformat(max(begins)) + timedelta(days=6)).isoformat()}"


def _year_after(text: str, at: int) -> str | None:
    """The year that follows in the same list: "12 May to 3 June and 4 to 15 October 2022"."""
    year = _YEAR.search(text, at, at + 60)
    return year.group() if year and _SAME_YEAR.match(text[at : year.start()]) else None


def _both(start: str, end: str) -> Iterator[str]:
    if start and end and start[: len(end)] <= end:
        yield f"{start}/{end}"


def _edge(year: str, month: str, day: str | None, *, end: bool) -> str:
    """The first or last day, month or year of what is printed; empty for a day that the month does not have. A winter
    of one year may be that of the year before: only the year is known."""
    number, of = _month(month, end=end), int(year[:4])
    if month.lower() == "winter":
        if len(year) == 4:
            return year
        of += end
    elif month.lower() not in _SEASONS and len(year) > 4:
        return ""
    return stamp(of, number, day)


def _month(name: str, *, end: bool) -> int:
    season = _SEASONS.get(name.lower())
    return season[end] if season else month_of(name)


def _later_year(year: str) -> str:
    """2020 for "2019/20"; the year itself for one year."""
    return f"{year[:2]}{year[-2:]}" if len(year) > 4 else year

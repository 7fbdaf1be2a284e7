"""Numbers as people write them: 57, 1,250, thirty-seven, a hundred and fifty, three dozen, "sixteen or so", 15 to
20."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compendium.model.people import Exactness

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_UNITS = {word: value for value, word in enumerate(_ONES + _TEENS)}
_ROUND = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: 10 * value for value, word in enumerate(_ROUND, start=2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

_UNIT = "|".join(sorted(_UNITS.keys() - {"zero"}, key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|(?:{_UNIT}))"
_SCALE = r"(?:hundred|thousand|million|billion|dozen)"

NUMBER = (
    rf"(?:\d+(?:\.\d+)? ?(?:million|billion)|\d{{1,3}}(?:,\d{{3}})+|\d+|half a dozen"
    rf"|(?:{_SMALL}|an?)(?:[- ]{_SCALE}(?:,? (?:and )?{_SMALL})?)+|{_SMALL}|(?<!half a )dozen)"
)
"""A number in digits or words, as part of a pattern compiled without regard to case."""

_FIGURE = re.compile(
    rf"(?<![\w.,/#+–-])(?<!\d )(?:between\s+(?P<low>{NUMBER})\s+and\s+|(?P<from>{NUMBER})"
    r"(?:(?<=\d)\s?[–-]\s?(?=\d)|\s+(?:to|or)\s+))?"
    rf"(?P<n>{NUMBER})(?:\s\((?P<again>\d[\d,]*)\))?(?P<more>\+|[ -]plus\b| or more\b)?(?P<so>-odd\b|,? or (?:so"
    rf"|thereabouts)\b)?"
    r"(?![\w.,/–-]?\d|\w|-\w|['’]\w{2})",
    re.I,
)
_AT_LEAST = re.compile(
    r"(?:\bover|more than|at least|in excess of|upwards of|above|no fewer than|not (?:less|fewer) than|no less than"
    r"|a minimum of|exceeding)\s+(?:the (?:views|voices) of )?$",
    re.I,
)
_ABOUT = re.compile(
    r"(?:\bnearly|almost|about|around|approximately|approx\.?|\bsome|roughly|circa|\bca?\.|close to|(?:just"
    r"|slightly|a little)"
    r" (?:under|over|short of)|well over half of|an estimated|in the region of|[~≈])\s*$",
    re.I,
)
_UP_TO = re.compile(r"(?:\bup to|fewer than|less than|under|below|a maximum of|no more than|as many as)\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands at text[start:end], with the words around it that say how exactly it is meant.

    `low` is the lower end of a range, else None; `limit` tells of an upper limit ("up to 57").
    """

    n: int
    start: int
    end: int
    exactness: Exactness
    low: int | None = None
    limit: bool = False


def figures(text: str) -> Iterator[Figure]:
    """The numbers of a text in order. Of ranges the upper end is `n`."""
    for match in _FIGURE.finditer(text):
        n, low = value_of(match["n"]), match["low"] or match["from"]
        if match["again"] and value_of(match["again"]) != n:
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        yield Figure(
            n,
            match.start(),
            match.end(),
            _exactness(before, match),
            value_of(low) if low else None,
            limit=bool(_UP_TO.search(before)) and not (_ABOUT.search(before) or _AT_LEAST.search(before)),
        )


def _exactness(before: str, match: re.Match[str]) -> Exactness:
    if match["so"]:
        return Exactness.ABOUT
    if match["more"] or (_AT_LEAST.search(before) and not _ABOUT.search(before)):
        return Exactness.AT_LEAST
    return Exactness.ABOUT if _ABOUT.search(before) else Exactness.EXACT


def without_exactness(before: str) -> str:
    """The words before a number, less those that say how exactly it is meant."""
    while (shorter := _UP_TO.sub("", _AT_LEAST.sub("", _ABOUT.sub("", before)))) != before:
        before = shorter
    return before


def value_of(number: str) -> int:
    """The value of what `NUMBER` matched."""
    plain = number.replace(",", "").lower()
    if plain.isdigit():
        return int(plain)
    if plain == "half a dozen":
        return 6
    if digits := re.match(r"[\d.]+", plain):
        return round(float(digits.group()) * _SCALES[plain[digits.end() :].strip()])
    total = current = 0
    for word in re.split(r"[\s-]+", plain):
        if word in ("a", "an"):
            current = 1
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        else:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + current

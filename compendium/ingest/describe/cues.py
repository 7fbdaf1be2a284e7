"""The words around a number that say whether people were heard, how exactly they were counted, and what speaks against
it.
"""

import re

from compendium.ingest.describe.numbers import NUMBER
from compendium.model.people import Exactness

HEARING = re.compile(
    r"\b(?:interview|t(?:oo|a)k(?:e|en|ing)? part|participat|sp(?:oke|oken|eaking) (?:to|with)"
    r"|talk(?:ed|ing) (?:to|with)"
    r"|listen(?:ed|ing) to|hear[d]? from|met with|heard\b|respon(?:ded|dents)|focus group|survey|questionnaire"
    r"|consult(?:ed|ation|ing)|engag(?:ed|ing)|views\b|contribut|shar(?:ed|ing) (?:their|experiences)|told us|workshop"
    r"|discussion group|forum|sample\b|evidence from|conversation|collaborat|co-?(?:produced|designed)|panel\b|testimon"
    r"|informed by|based on|insights? from|polled|reached\b.*\bparticipants|experiences of)",
    re.I,
)
"""Words for being heard: without one of them a number of people is not looked at."""

_N_EQUALS = re.compile(r"\b[nN]\s?=\s?\d")
_HEARD_NOUN = re.compile(r"(?:participants|respondents|interviewees)\b", re.I)
_HEARD = re.compile(rf"\b{NUMBER}(?: [a-z-]+)? (?:participants|respondents|interviewees)\b", re.I)
UNCOUNTED = re.compile(
    r"\bnot (?:been )?(?:counted|included|count|include) (?:them|these people|those people)\b"
    r"|\b(?:they|these|those) [^.]{0,30}\bnot (?:been )?(?:counted|included)\b",
    re.I,
)
"""The report's own word that people just mentioned are not among those it heard."""

PARTS_SENTENCE = re.compile(
    r"^(?:of|among) (?:these|those|them|whom|which|the)\b|^(?:these|they|this|participants|respondents) (?:included"
    r"|comprised|consisted)",
    re.I,
)
AUTHORS = re.compile(
    r"\b(?:we|our|researchers?|inspectors?|(?:research|inspection|review|inquiry) team|(?:this|the) (?:report"
    r"|research|study|inquiry|review|briefing|"
    r"consultation|submission|project|evaluation|paper))\b",
    re.I,
)
INCIDENTAL = re.compile(
    r"\bwho (?:spoke|met|talked)|spoken (?:to|with) by|none of whom|spoken to\b|\bwho (?:responded|told)", re.I
)
_AT_LEAST = re.compile(
    r"(?:over|more than|at least|in excess of|upwards of|above|no fewer than|not less than|a minimum of)\s+$", re.I
)
_ABOUT = re.compile(
    r"(?:nearly|almost|about|around|approximately|approx\.?|some|roughly|circa|c\.|close to|just under"
    r"|an estimated)\s+$",
    re.I,
)
_UP_TO = re.compile(
    rf"(?:up to|fewer than|less than|under|a maximum of|between {NUMBER} and|\b{NUMBER}\s?(?:to|[–-]))\s*$", re.I
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:(?:a|in) total(?: of)?|in all|altogether|overall|all|sample(?: size)? (?:was|totall?ed|comprised"
    r"|consisted of)),?\s+(?:\w+ ){0,2}$",
    re.I,
)
_TOTAL_AFTER = re.compile(r"[^.;]{0,60}?\b(?:in total|altogether|in all)\b", re.I)
_RATIO = re.compile(rf"\b{NUMBER} (?:in|out of)(?: every)?\s+$", re.I)
_NUMBERED = re.compile(
    r"\b(?:aged?|under|over the age of|year|grade|category|chapter|table|figure|section|page|part|level|stage)\s+$",
    re.I,
)
_AGAINST = (
    (
        re.compile(
            r"\b(?:(?:each|every|per) (?:year|month|week|day)|(?<!over )(?<!for )(?<!after )a (?:year|month|week)"
            r"|annually|at any one time)\b",
            re.I,
        ),
        "a number for a period, not people heard for this report",
    ),
    (re.compile(r"\b(?:launch|conference|audience|the room was)\b", re.I), "people at an event"),
    (
        re.compile(
            r"\b(?:training|courses?)\b(?=.*\b(?:reached|attended|trained|completed|participants)\b)|\btrained\b", re.I
        ),
        "people on a course",
    ),
    (
        re.compile(
            r"\bet al\b|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\baccording to\b|\b(?:previous|earlier|another"
            r"|separate) (?:\w+ ){0,2}(?:study|survey|research|review|report|poll)\b"
            r"|^an? (?:\w+ ){0,3}(?:study|survey|poll|review) (?:of|by|with|in)\b.*\b(?:found|showed|suggested"
            r"|reported)\b",
            re.I,
        ),
        "may be another study's people",
    ),
)
_AGAINST_BEFORE = (
    (re.compile(r"\b(?:audit(?:s|ed)?|files?|records?|cases) [^,;]*$", re.I), "records looked at, not people heard"),
    (
        re.compile(
            r"\b(?:population of|capacity (?:of|for)|holds|can hold|holding|accommodates?|houses|caseload of"
            r"|employs|supports|helps|contacts?)\s+(?:\w+ ){0,3}$",
            re.I,
        ),
        "a population, a capacity or a caseload",
    ),
    (
        re.compile(
            r"\b(?:invited|approached|recruit|eligible|sent to|distributed to|aimed to \w+|planned to \w+|target of"
            r"|sent out to)\s+(?:\w+ ){0,3}$",
            re.I,
        ),
        "people asked, not people heard",
    ),
)
_AGAINST_AFTER = (
    (
        re.compile(
            r"(?: who)?[^.;,]{0,20} (?:declined|refused|withdrew|dropped out"
            r"|did not (?:respond|reply|take part|complete|consent|attend)|(?:were unable|could not) )",
            re.I,
        ),
        "people who were not heard",
    ),
    (re.compile(r"[^.;]{0,60}\bcontact(?:s|ed)? (?:our|its|the)\b", re.I), "users of a service"),
)


def is_of_heard(spoken: str) -> bool:
    """Whether the words hold a number that can only be of people heard: "n = 57", "57 participants"."""
    return bool(_N_EQUALS.search(spoken) or (_HEARD_NOUN.search(spoken) and _HEARD.search(spoken)))


def is_no_count(spoken: str, number: re.Match[str]) -> bool:
    """Whether the number counts nothing: "nine out of ten", a year, an age, Year 11."""
    before = spoken[max(0, number.start() - 60) : number.start()]
    if _RATIO.search(before) or (len(number["n"]) < 3 and _NUMBERED.search(before)):
        return True
    counted = _AT_LEAST.search(before) or _ABOUT.search(before) or _TOTAL_BEFORE.search(before)
    return bool(re.fullmatch(r"(?:19|20)\d\d", number["n"])) and not counted


def why_not(spoken: str, number: re.Match[str], end: int) -> str:
    """Why the number, with its noun up to `end`, does not count people heard; empty when nothing speaks against it."""
    before = spoken[max(0, number.start() - 60) : number.start()]
    if _UP_TO.search(before):
        return "a range or an upper limit"
    found = [why for pattern, why in _AGAINST_BEFORE if pattern.search(before)]
    found += [why for pattern, why in _AGAINST_AFTER if pattern.match(spoken, end)]
    found += [why for pattern, why in _AGAINST if pattern.search(spoken)]
    return found[0] if found else ""


def is_total(spoken: str, start: int, end: int) -> bool:
    """Whether the words before or after say that the number is the total."""
    before = _AT_LEAST.sub("", _ABOUT.sub("", spoken[max(0, start - 60) : start]))
    return bool(_TOTAL_BEFORE.search(before) or _TOTAL_AFTER.match(spoken, end))


def exactness_of(spoken: str, number: re.Match[str]) -> Exactness:
    """How exactly the number is stated: 57; over 57; about 57."""
    before = spoken[max(0, number.start() - 25) : number.start()]
    if number["plus"] or _AT_LEAST.search(before):
        return Exactness.AT_LEAST
    return Exactness.ABOUT if _ABOUT.search(before) else Exactness.EXACT

"""What is printed beside a survey's figures: what was asked, who answered, and how many they were."""

import re

from compendium.ingest.account_words import NUMBER
from compendium.model.document import PassageKind, SurveyResult

_PEOPLE = (
    r"(?:(?:ex-|former )?(?:prisoners|inmates|detainees|residents|service users|offenders|lifers)|people|men|women|boys"
    r"|girls|children|young (?:people|adults|men|women)|participants|respondents|interviewees|families|family members"
    r"|relatives|visitors|parents|mothers|fathers|partners|carers|patients|learners|staff|officers|practitioners"
    r"|letters"
    r"|employers|volunteers)"
)
_VERB = (
    r"(?:said|say|told|felt|feel|agreed|disagreed|thought|believed|knew|reported|rated|described|had|have|were|was|are"
    r"|would|could|did|took|gave|got|waited|travelled|wanted|met|answered yes|ticked)"
)
_DESCRIBED = (
    r"(?: surveyed| interviewed| polled| responding)?(?: (?:with|in|at|aged|under|over|from|on|living in"
    r"|serving) (?:an? |the"
    r" )?[\w’-]+(?: [\w’-]+){0,3}?)?"
    r"|(?: who| we| whom we) (?:had |have |were |was )?(?:not )?[\w’-]+(?: [\w’-]+){0,6}?"
)
_GROUP = re.compile(
    rf" of (?P<group>(?:(?:(?:the|those|these|our|all) )?(?:{NUMBER} )?(?:(?!the\b)[a-z][\w’-]+ )?{_PEOPLE}"
    rf"(?:{_DESCRIBED})|(?:those|the {NUMBER}) (?:who|we|with|in|at)(?: (?:had|have|were"
    rf"|was) (?:not )?)?(?: ?[\w’-]+){{1,8}}?))(?=\s*(?:[,.;:(]| {_VERB}\b))"
    rf"|(?:^|[.!?]\s+|\n)Of (?P<opening>(?:the|those|these|our|all) (?:{NUMBER} )?(?:[\w’-]+ ){{1,9}}?[\w’-]+)(?=,)"
)
_A_COUNT = re.compile(
    rf"(?:\b(?:per cent|percent|half|thirds?|quarters?|fifths?|tenths?|many|most|none|all|few|{NUMBER}"
    r"|(?<!more )(?<!less )than)|%)(?: out)?$",
    re.I,
)
"""What stands before "of" and a group or its number."""

_OF_A_COLUMN = re.compile(rf"\b[nN] ?= ?({_PEOPLE}[^)\n\t]*)\)|\b[Ww]hat ({_PEOPLE} who [^.\n\t]{{4,60}}?) said\b")
"""The group of a table, in its caption."""

_ALONE = re.compile(rf"^(?:(?:the |those )?{NUMBER}|people)$", re.I)
_BASE = (
    re.compile(r"\b[nN] ?= ?(\d[\d,]*)"),
    re.compile(r"\bbase\b ?:? ?(\d[\d,]*)", re.I),
    re.compile(r"\(of (\d[\d,]*)\)"),
    re.compile(r" of (?:the |those |these )?(?!10\b|1[89]\d\d\b|20\d\d\b)(\d[\d,]*)\b(?! ?(?:%|per\b))"),
    re.compile(r"\b[Oo]f (?:the|those|these) (?!1[89]\d\d\b|20\d\d\b)(\d[\d,]*)\b"),
)
_QUESTION = (
    re.compile(r"(?:^|\n)(?:Q|Question) ?\d+[.:] *([^?\n]+\?)"),
    re.compile(r"\b(?:the question was|we asked|asked):? [“\"‘]?([^.?“”\"\n]{8,160}\?)", re.I),
    re.compile(r"\b(?:agreed|disagreed)(?: with the statement| that| with)?:? [“\"‘]([^”\"’\n]{6,160})[”\"’]", re.I),
    re.compile(r"\b(?:tick(?:ed)?|least likely to tick|answer(?:ed)?) [“‘\"]([^”’\"\n]{4,120})[”’\"]", re.I),
    re.compile(
        r"\b(?:[Ww]hen a|A)sked (?:at [\w ]+? )?((?:whether|if|how|what (?!had)|why|which"
        r"|about) ?[^,.;]{6,120})(?=[,.;])"
    ),
)
_MOST_WORDS = 16
"""A longer run of words names no group."""


def survey_of(kind: PassageKind, text: str) -> SurveyResult | None:
    """What is printed of the question, the group and the base of the first result in a passage that holds results;
    None where none of the three is printed."""
    found = SurveyResult(_question(text), _group(text), _base(text, kind))
    return found if found != SurveyResult() else None


def _question(text: str) -> str:
    found = next((match for pattern in _QUESTION if (match := pattern.search(text))), None)
    return " ".join(found.group(1).split()) if found else ""


def _group(text: str) -> str:
    if column := _OF_A_COLUMN.search(text):
        return " ".join((column[1] or column[2]).split())
    for match in _GROUP.finditer(text):
        group = " ".join((match["group"] or match["opening"]).split())
        if match["group"] and not _counted_before(text, match.start()):
            continue
        named = not _ALONE.match(group) and len(group.split()) <= _MOST_WORDS
        if named and (match["opening"] is None or re.search(rf"\b(?:{_PEOPLE}|who|we)\b", group, re.I)):
            return group
    return ""


def _base(text: str, kind: PassageKind) -> int | None:
    found = [
        match
        for pattern in _BASE
        for match in pattern.finditer(text)
        if match.group()[0] != " " or _counted_before(text, match.start())
    ]
    if not found or (kind is PassageKind.TABLE and len(set(re.findall(r"\bbase (\d+)", text))) > 1):
        return int(found[0].group(1).replace(",", "")) if found and "base" in found[0].group().lower() else None
    first = min(found, key=lambda match: match.start())
    return int(first.group(1).replace(",", ""))


def _counted_before(text: str, at: int) -> bool:
    """Whether a count or share of people ends at `at`."""
    return _A_COUNT.search(text[max(0, at - 24) : at]) is not None

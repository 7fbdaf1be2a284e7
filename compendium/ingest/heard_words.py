"""The words by which a report tells who was heard in which way, whose numbers are whose, and what is a place.

Kept apart from the rules that use them (see `heard`).
"""

import re
from dataclasses import dataclass

from compendium.ingest.describe.numbers import NUMBER
from compendium.ingest.voice_words import BETWEEN, FAMILY, STAFF


@dataclass(frozen=True, slots=True)
class Way:
    """A way of being heard: how it is named in a report, how speakers are named after it, and what to read for that."""

    named: re.Pattern[str]
    label: re.Pattern[str]
    read_as: str


START = r"(?<![\w’] )\b"
WAYS = {
    "survey": Way(
        re.compile(r"\b(?:survey(?:s|ed)?|questionnaires?|polled)\b", re.I),
        re.compile(rf"{START}[Ss]urvey (?=(?:answer|response|comment)\b)"),
        "Prisoner survey ",
    ),
    "group": Way(
        re.compile(r"\b(?:forums?|focus groups?|discussion groups?)\b", re.I),
        re.compile(rf"{START}(?:Forum|Focus group|Discussion group)(?= \d{{1,2}}(?:[,)\n]|$))"),
        "Prisoner forum",
    ),
    "letter": Way(
        re.compile(r"\b(?:letters?|wrote|written)\b", re.I),
        re.compile(rf"{START}Letter(?=, HM)"),
        "Prisoner letter",
    ),
    "interview": Way(
        re.compile(r"\b(?:interview(?:s|ed|ees?)?|participants?|took part|taking part)\b", re.I),
        re.compile(rf"{START}(?:[Ii]nterview|[Pp]articipant|[Ii]nterviewee|P) ?\d{{1,3}}(?=[,)\n]|$)"),
        "Prisoner",
    ),
}

_HELD = (
    r"(?:in (?:(?:the|these|those|this|a|our|both|all|each|two|three|four|five|six) ){0,2}(?:prisons?|custody|jail)"
    r"|inside|on (?:probation|licence|remand)|serving (?:sentences|life)|locked up"
    r"|(?:living|held|detained) (?:at|in) HM(?:P|YOI)\b)"
    r"(?=[,.;:()–—]|$| (?:took|were|was|had|have|who|completed|answered|filled|returned|responded|came|joined|wrote"
    r"|sent|spoke|aged|between|during)\b)"
)
PRISONERS = re.compile(
    r"\b(?:prisoners|inmates|(?<!local )(?<!nearby )residents(?! (?:of|in|near|living|from|around)\b)"
    r"|(?:other )?(?:men|women|people|boys|girls|adults)(?: who)?,?(?: (?:all|each|most|some) of whom)?"
    rf"(?: (?:had|have|are|were|was|been|living|lived|held|currently|then)){{0,4}} {_HELD})(?![\w’'-])",
    re.I,
)
"""Nouns for people with lived experience and nobody else: "men" alone are anybody."""

IN_CELLS = re.compile(
    r"\b(?:men|women) who (?:answered|filled in|returned) the (?:survey|questionnaire)\b[^.,;]{0,40}"
    r"\btheir cells?\b",
    re.I,
)
"""All who answered have a cell."""

_TOOK = (
    r"(?:took part(?: in)?|answered|filled in|returned|completed|responded to|came to|joined|wrote(?: to us)?"
    r"|(?:was|were) (?:interviewed|surveyed))"
)
_WAY = rf"(?:(?:the|our|this) )?(?:\w+ )?(?:{'|'.join(way.named.pattern for way in WAYS.values())})"
ALL_WERE = re.compile(
    rf"(?:all|each|every one|everyone|everybody)(?: of)?(?: the| our| those)?(?: {NUMBER})?"
    r"(?: (?:participants|interviewees|(?:survey )?respondents|people|men|women))?"
    rf"(?: who {_TOOK}(?: {_WAY})?| (?:whom )?we (?:interviewed|surveyed)(?: for {_WAY})?)?"
    rf" (?:was|were|had been) (?:{PRISONERS.pattern}|(?:(?:living|held|then|still|currently) )*{_HELD})"
    r"(?: at th(?:e|at) time)?"
    rf"|only (?:{PRISONERS.pattern}) {_TOOK}(?: {_WAY})?"
    rf"|{_WAY} (?:was|were) (?:only )?(?:for|of|with|attended by|answered by|completed by|open to)"
    rf" (?:{PRISONERS.pattern}) (?:only|alone)"
    rf"|all(?: of)? {_WAY} (?:was|were|came) (?:from|by|with) (?:{PRISONERS.pattern})",
    re.I,
)
"""A whole sentence: all who took part were prisoners."""

NOBODY_ELSE = re.compile(
    rf"(?:and )?(?:nobody|no one|none) else (?:{_TOOK}|was asked|was heard)(?: {_WAY})?"
    rf"|no (?:(?:members of )?staff|officers) (?:{_TOOK}|were asked|were heard)(?: {_WAY})?"
    r"|(?:and )?we (?:heard from|interviewed|surveyed|asked|spoke to) (?:nobody|no one) else"
    r"|(?:and )?we did not (?:interview|survey|speak to|hear from|ask)"
    r" (?:any )?(?:staff|officers|any(?:one|body) else)",
    re.I,
)
"""A whole sentence: prisoners took part and nobody else."""

TAKES_PART = re.compile(
    r"\b(?:answered|filled (?:in|out)|returned|completed|responded|took part|came to|joined|wrote"
    r"|(?:were|was) (?:interviewed|surveyed)|we (?:also )?(?:interviewed|surveyed)"
    r"|(?:held|carried out|conducted|done) with)\b",
    re.I,
)
OTHERS = re.compile(
    rf"{STAFF.pattern}|{FAMILY.pattern}|{BETWEEN.pattern}"
    r"|\b(?:workforce|teams?|colleagues?|clinicians?|midwi\w+|advis[eo]rs?|landlords?|contractors?|agenc\w+|organisations?"
    r"|departments?|healthcare|firms?|charit\w+|public|bishops?|clergy|keepers?|guards?|leaders?|heads|representatives?"
    r"|management|managers|screws|unions?|trusts?|seniors?|grades?|shirts|patrols?|shifts?|ministr\w+|boards?|panels?|courts?"
    r"|boardroom|responsib\w+|roles?|governance|duty|side|trade\w*|men from|women from|people from"
    r"|mothers|fathers|parents|carers?|careers?|jobs?|profession\w*|employ\w*|uniform\w*|keys|commissioners?|services?"
    r"|(?:prison|probation) (?:service|side)|others?|everybody|everyone|anyone|somebody)\b"
    r"|\b(?:those|people|persons?|men|women|they|all|who|many|most|some|half) (?:also |all |had (?:all )?|have |both )?"
    r"(?:work|run|look|deliver|provid|hold|unlock|manag|teach|taught|car(?:e|ing) for|support|train|guard|supervis)\w*",
    re.I,
)
"""People who are no prisoners, or may be none."""

INTERVIEWERS = re.compile(
    r"\b(?:by|of) (?:our |the |two |trained )?(?:peer )?(?:researchers|interviewers)(?: from [A-Z]\w+(?: [A-Z]\w+)?)?"
    r"(?: who [^,.]*)?|\bservice[ -]users?\b|\bother (?=men|women|prisoners|people)",
)
HEARD = re.compile(
    r"\b(?:took part|tak(?:e|ing) part|participa\w+|answer\w*|fill\w*|return\w*|complet\w+"
    r"|respon[ds]\w*|repl(?:y|ied|ies)|sp(?:oke|oken|eak\w*)|talk\w*|conversations?|heard|views|wrote|sent|joined"
    r"|came to|gave|so did|did so|consult\w*|asked|met|discuss\w*|told|said|involved|included|contribut\w+|went to)\b",
    re.I,
)
LEFT_OUT = re.compile(
    r"\b(?:left out|not (?:asked|included|surveyed|interviewed|approached)|nobody|no one|no staff)\b",
    re.I,
)
DOUBT = re.compile(
    r"\b(?:not|none|no|declined|unable|earlier|previous|last (?:year|time)|inspectorate\w*|national|published|planned"
    r"|hoped|will|would|should|invited|think|cannot|sure)\b|\b(?:19|20)\d\d (?:survey|study)\b",
    re.I,
)

EXPLAINED = re.compile(
    r"\b(?P<series>[A-Z]{1,2}) ?(?P<first>\d{1,3}) ?(?:[–—-]|to) ?(?P=series)? ?(?P<last>\d{1,3})[\s:=(]+"
    r"(?:(?:are|were|is|mean|refer to|stand for|denote) )?(?P<who>[A-Za-z][\w’' -]{2,60}?)"
    r" ?(?=[,.;:)\t\n]|$| and [A-Z]{1,2}\d)"
)
"""P1–P57 are people on probation; S1–S11 staff."""

_NAME = (
    r"(?!(?:Health|Educ|Staff|Secur|Recept|Chap|Librar|Gym|Kitchen|Offic|Govern|Oper|Manag|Prison|Resett|Progr|Recover"
    r"|Induct|Segreg|Visit|Psycho|Workshop|Safer|Probat|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\w*\b)"
    r"[A-Z][a-z’'-]+(?: (?:Vale|Marsh|Hall|Park|Hill|Heath|Wood|Cross|Moor|Green|Bridge|Bay|Down|Mount))?"
)
AT_A_NAME = re.compile(rf"(?:,| in| at) ({_NAME})(?![\w’-])")
BEFORE_A_PLACE = tuple(
    f"{words} "
    for words in (
        *("HMP", "HMYOI", "HM YOI", "HMP/YOI", "HMP & YOI", "on probation in", "prison in", "prisons in", "office in"),
        *("offices in", "living in", "lives in", "lived in"),
        *("the edge of", "the city of", "the town of", "the centre of"),
    )
)  # fmt: skip
"""Words after which a name is that of a prison or town."""

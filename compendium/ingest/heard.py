"""Voices that only the rest of a report settles: who answered its survey, and which names in it are places."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from compendium.ingest.quotes import find_quotes
from compendium.ingest.voice_words import FAMILY, STAFF
from compendium.model.document import Passage, Quote, Voice

_NAME = r"[A-Z][a-z’'-]+(?: (?:Vale|Marsh|Hall|Park|Hill|House|Heath|Wood|Cross|Moor|Green|Bridge|Bay|Down|Mount))?"
_AT_A_NAME = re.compile(rf"(?:,| in| at) ({_NAME})(?![\w’-])")
_BEFORE_A_PLACE = tuple(
    f"{words} "
    for words in (
        *("HMP", "HMYOI", "HM YOI", "HMP/YOI", "HMP & YOI", "on probation in", "prison in", "prisons in", "office in"),
        *(
            "offices in",
            "living in",
            "lives in",
            "lived in",
            "the edge of",
            "the city of",
            "the town of",
            "the centre of",
        ),
    )
)
"""Words after which a name is that of a prison or town."""

_METHODS = {
    "survey": r"(?:survey|questionnaire)s?",
    "interview": r"(?:interview(?:s|ed)?)",
    "group": r"(?:forums?|focus groups?|discussion groups?)",
    "letter": r"(?:letters?|wrote to us)",
}
_SERIES = {
    "survey": re.compile(r"(?<![\w’] )\b[Ss]urvey (?=(?:answer|response|comment)\b)"),
    "interview": re.compile(r"(?<![\w’] )\b(?:(?:[Ii]nterview|[Pp]articipant|[Ii]nterviewee|P) ?\d{1,3})(?=[,)\n]|$)"),
    "group": re.compile(r"(?<![\w’] )\b(?:Forum|Focus group|Discussion group)(?= \d)"),
    "letter": re.compile(r"(?<![\w’] )\bLetter(?=, HM)"),
}
"""How speakers are named after the way in which they were heard."""
_READ_AS = {
    "survey": "Prisoner survey ",
    "interview": "Prisoner",
    "group": "Prisoner forum",
    "letter": "Prisoner letter",
}

_TAKES_PART = re.compile(
    r"\b(?:answered|filled in|filled out|returned|completed|responded|took part|came to|joined|(?:were|was) interviewed"
    r"|wrote to us|spoke to us)\b",
    re.I,
)
_PRISONERS = re.compile(
    r"\b(?:prisoners|residents|people (?:living )?in (?:the (?:\w+ )?)?prisons?|(?:men|women"
    r"|people) (?:living )?in (?:the"
    r" (?:\w+ )?)?prisons?|(?:people|men|women) living in the \w+ prisons|people on probation"
    r"|people who were on probation|(?:young )?men|women|inside|serving sentences)\b",
    re.I,
)
_OTHERS = re.compile(
    rf"{STAFF.pattern}|{FAMILY.pattern}|\b(?:public|volunteers?|employers?|firms|partners?|mothers|fathers|parents)\b",
    re.I,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*")


def with_voices(passages: Iterable[Passage]) -> list[Passage]:
    """The passages, with speakers told who could not be told from their passage alone: at a place that the report names
    elsewhere, or heard in a way in which, by its own account, it heard prisoners and nobody else."""
    passages = list(passages)
    if not any(_in_doubt(quote) for passage in passages for quote in passage.quotes):
        return passages
    named = {name for p in passages for q in p.quotes if _in_doubt(q) for name in _AT_A_NAME.findall(q.attribution)}
    places = {name for name in named if any(_is_place(name, passage.text) for passage in passages)}
    ways = frozenset(_prisoners_only(passages))
    return [
        _read_again(passage, places, ways) if any(map(_in_doubt, passage.quotes)) else passage for passage in passages
    ]


def _is_place(name: str, text: str) -> bool:
    """Whether a text names a prison or town so."""
    at = text.find(name)
    while at >= 0:
        if text.endswith(_BEFORE_A_PLACE, 0, at):
            return True
        at = text.find(name, at + 1)
    return False


def _in_doubt(quote: Quote) -> bool:
    return quote.voice is Voice.UNKNOWN and bool(quote.attribution)


def _read_again(passage: Passage, places: set[str], ways: frozenset[str]) -> Passage:
    """The passage with the voices of its quotes as they are when what the report says elsewhere stands in it too."""
    text = _without_places(passage.text, places)
    for way in sorted(ways):
        text = _SERIES[way].sub(_READ_AS[way], text)
    if text == passage.text:
        return passage
    again = find_quotes(text, passage.kind)
    words = [passage.text[quote.start : quote.end] for quote in passage.quotes]
    if words != [text[quote.start : quote.end] for quote in again]:
        return passage
    pairs = zip(passage.quotes, again, strict=True)
    quotes = [replace(a, voice=b.voice) if _in_doubt(a) and b.voice is Voice.LIVED_EXPERIENCE else a for a, b in pairs]
    return replace(passage, quotes=tuple(quotes))


def _without_places(text: str, places: set[str]) -> str:
    """The text less "at Fenmoor" and ", Fenmoor" after a person."""
    if not places:
        return text
    names = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
    return re.sub(
        rf"(?:(?<=man|men)|(?<=son|ple|ner|ent)|(?<=\d)),?(?: (?:in|at))? (?:{names})\b(?!(?: [A-Z]|’|-))", "", text
    )


def _prisoners_only(passages: list[Passage]) -> Iterator[str]:
    """The ways of hearing people by which the report says it heard prisoners, and never says that it heard others."""
    wanted = [
        way for way, series in _SERIES.items() if any(series.search(q.attribution) for p in passages for q in p.quotes)
    ]
    for way in wanted:
        named = re.compile(rf"\b{_METHODS[way]}\b", re.I)
        spoken = [sentence for sentence in _sentences(passages) if named.search(sentence)]
        if any(map(_OTHERS.search, spoken)):
            continue
        if any(_heard_by(sentence, named) for sentence in spoken):
            yield way


def _heard_by(sentence: str, named: re.Pattern[str]) -> bool:
    """Whether prisoners, then a verb of taking part, then the way they did stand in the sentence."""
    who = _PRISONERS.search(sentence)
    part = _TAKES_PART.search(sentence, who.end()) if who else None
    return bool(part and named.search(sentence, part.start()))


def _sentences(passages: list[Passage]) -> Iterator[str]:
    """The sentences of the report outside quotations."""
    for passage in passages:
        free = 0
        for quote in passage.quotes:
            yield from _SENTENCE.findall(passage.text, free, quote.start)
            free = quote.end
        yield from _SENTENCE.findall(passage.text, free)

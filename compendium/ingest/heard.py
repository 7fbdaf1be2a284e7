"""Voices that only the rest of a report settles: who answered its survey, whose numbers are whose, and which names in
it are places.

The mistake that must not happen is a member of staff's words shown as lived experience. That a report tells of
prisoners who answered and of nobody else is not enough: there are too many words for those who work in a prison. So
"Survey response, HMP X" is a prisoner's only where the report says in so many words that all who answered were, or that
nobody else did, and nothing in it speaks against that.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from compendium.ingest.heard_words import (
    ALL_WERE,
    AT_A_NAME,
    BEFORE_A_PLACE,
    DOUBT,
    EXPLAINED,
    HEARD,
    IN_CELLS,
    INTERVIEWERS,
    LEFT_OUT,
    NOBODY_ELSE,
    OTHERS,
    PRISONERS,
    START,
    TAKES_PART,
    WAYS,
    Way,
)
from compendium.ingest.quotes import find_quotes
from compendium.ingest.voices import voice_of_label
from compendium.model.document import Passage, Quote, Voice

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*")


def with_voices(passages: Iterable[Passage]) -> list[Passage]:
    """The passages, with speakers told who could not be told from their passage alone: at a place that the report names
    elsewhere, with a number that it explains, or heard in a way in which, by its own account, it heard prisoners and
    nobody else."""
    passages = list(passages)
    if not any(_in_doubt(quote) for passage in passages for quote in passage.quotes):
        return passages
    readings = [*_numbers_explained(passages), *_prisoners_only(passages), _without_places(passages)]
    return [_read_again(passage, readings) if any(map(_in_doubt, passage.quotes)) else passage for passage in passages]


_Rewriting = Callable[[str], str]


def _in_doubt(quote: Quote) -> bool:
    return quote.voice is Voice.UNKNOWN and bool(quote.attribution)


def _read_again(passage: Passage, readings: list[_Rewriting]) -> Passage:
    """The passage with the voices of its quotes as they are when what the report says elsewhere stands in it too."""
    text = passage.text
    for rewritten in readings:
        text = rewritten(text)
    if text == passage.text:
        return passage
    again = find_quotes(text, passage.kind)
    words = [passage.text[quote.start : quote.end] for quote in passage.quotes]
    if words != [text[quote.start : quote.end] for quote in again]:
        return passage
    pairs = zip(passage.quotes, again, strict=True)
    return replace(passage, quotes=tuple(replace(a, voice=b.voice) if _in_doubt(a) else a for a, b in pairs))


# ---- who was heard in which way


def _prisoners_only(passages: list[Passage]) -> Iterator[_Rewriting]:
    """How to read the labels of the ways in which the report says it heard prisoners and nobody else."""
    said = [q.attribution for p in passages for q in p.quotes if _in_doubt(q)]
    wanted = {name: way for name, way in WAYS.items() if any(map(way.label.search, said))}
    if not wanted:
        return
    spoken = [sentence.strip() for sentence in _sentences(passages)]
    closed = _ways_of_others(spoken)
    alone = any(map(NOBODY_ELSE.fullmatch, spoken))
    for name in wanted.keys() - closed:
        if any(_says_so(sentence, wanted[name].named, alone) for sentence in spoken):
            yield _as_prisoners(wanted[name])


def _as_prisoners(way: Way) -> _Rewriting:
    return lambda text: way.label.sub(way.read_as, text)


def _ways_of_others(spoken: list[str]) -> set[str]:
    """The ways in which others than prisoners may have been heard: all, where it is not said in which they were."""
    closed: set[str] = set()
    unsaid = False
    before: set[str] = set()
    for sentence in spoken:
        if NOBODY_ELSE.fullmatch(sentence) or ALL_WERE.fullmatch(sentence):
            continue
        ways = {name for name, way in WAYS.items() if way.named.search(sentence)}
        if OTHERS.search(INTERVIEWERS.sub("", sentence)) and not LEFT_OUT.search(sentence):
            closed |= ways | before
            unsaid = unsaid or (not ways and bool(HEARD.search(sentence)))
        before = ways
    return set(WAYS) if unsaid and not closed else closed | ({"interview"} if closed else set())


def _says_so(sentence: str, named: re.Pattern[str], alone: bool) -> bool:
    """Whether a sentence says that all who were heard in this way were prisoners, or, where the report says that it
    heard nobody else (`alone`), that prisoners were."""
    bare = INTERVIEWERS.sub("", sentence)
    if not named.search(bare):
        return False
    if ALL_WERE.fullmatch(bare.strip()):
        return True
    if OTHERS.search(bare) or DOUBT.search(bare):
        return False
    if IN_CELLS.search(bare):
        return True
    return alone and bool(PRISONERS.search(bare) and TAKES_PART.search(bare))


def _sentences(passages: list[Passage]) -> Iterator[str]:
    """The sentences of the report outside quotations."""
    for passage in passages:
        free = 0
        for quote in passage.quotes:
            yield from _SENTENCE.findall(passage.text, free, quote.start)
            free = quote.end
        yield from _SENTENCE.findall(passage.text, free)


# ---- numbers explained


def _numbers_explained(passages: list[Passage]) -> Iterator[_Rewriting]:
    """How to read labels such as "P22", where the report says whose numbers they are."""
    if not any(_NUMBERED.match(q.attribution) for p in passages for q in p.quotes if _in_doubt(q)):
        return
    explained = {m.groups() for p in passages for m in EXPLAINED.finditer(p.text)}
    for series, first, last, who in explained:
        voice = voice_of_label(who)
        same = [other for other in explained if other[0] == series]
        if voice in _NAMED and len(same) == 1:
            yield _as_explained(series, range(int(first), int(last) + 1), _NAMED[voice])


_NUMBERED = re.compile(r"[A-Z]{1,2} ?\d")
_NAMED = {Voice.LIVED_EXPERIENCE: "Prisoner", Voice.STAFF: "Officer"}


def _as_explained(series: str, numbers: range, named: str) -> _Rewriting:
    label = re.compile(rf"{START}{series} ?(?P<n>\d{{1,3}})(?=[,)\n]|$)")
    return lambda text: label.sub(lambda m: named if int(m["n"]) in numbers else m.group(), text)


# ---- places


def _without_places(passages: list[Passage]) -> _Rewriting:
    """How to read text less "at Fenmoor" and ", Fenmoor" after a person."""
    named = {name for p in passages for q in p.quotes if _in_doubt(q) for name in AT_A_NAME.findall(q.attribution)}
    places = {name for name in named if any(_is_place(name, passage.text) for passage in passages)}
    if not places:
        return lambda text: text
    names = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
    told = re.compile(
        rf"(?:(?<=man|men)|(?<=son|ple|ner|ent)|(?<=\d)),?(?: (?:in|at))? (?:{names})\b(?!(?: [A-Z]|’|-))"
    )
    return lambda text: told.sub("", text)


def _is_place(name: str, text: str) -> bool:
    """Whether a text names a prison or town so."""
    at = text.find(name)
    while at >= 0:
        if text.endswith(BEFORE_A_PLACE, 0, at):
            return True
        at = text.find(name, at + 1)
    return False

"""Which prisons and probation regions a text names.

Most prisons bear the name of a town, a person or an ordinary word, so a name alone proves little. It counts with a
word for prison before or after it, in a list with a prison that is sure, or where the words before it are about
custody. A name that means nothing else counts by itself. Regions count with a word for probation only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Literal

from compendium.data import table
from compendium.ingest.describe import place_words as words
from compendium.ingest.describe.regions import regions_in

_NEAR, _FAR = 60, 120
"""How many characters before a name are looked at: for words beside it, and for what opens a list."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place that is named: its id in prisons.toml or regions.toml, and where its name stands, without HMP."""

    id: str
    kind: Literal["prison", "region"]
    start: int
    end: int


class _Ground(Enum):
    SAID = "the words around it say that it is a prison"
    PLAIN = "the name means nothing else"
    DOUBTFUL = "it may as well be a town, a person or a word"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the gazetteer: whose it is, what else it may mean, and what must stand before it."""

    id: str
    also: str
    article: bool = False
    welsh: bool = False


@dataclass(frozen=True, slots=True)
class _Sighting:
    name: _Name
    start: int
    end: int
    ground: _Ground


def places_in(text: str, *, near: frozenset[str] = frozenset()) -> tuple[Named, ...]:
    """The prisons and probation regions named in a text, in order, each time they are named.

    `near` is the ids already known from the same document: a doubtful name of one of them counts too, unless the words
    around it are about a town.
    """
    regions = (Named(id, "region", start, end) for id, start, end in regions_in(text))
    return tuple(sorted((*_prisons_in(text, near), *regions), key=lambda named: named.start))


def prefixed_names(text: str) -> tuple[str, ...]:
    """The names after HMP, YOI, IRC and the like that are in no list of ours, as printed, each once."""
    known = {named.start for named in places_in(text)}
    found: dict[str, None] = {}
    for match in words.NEW_NAMES.finditer(text):
        for part in words.NEW_NAME.finditer(text, *match.span("names")):
            name = _without_what_follows(part.group())
            if name and not known & {part.start(), part.start() + len("The ")}:
                found[name] = None
    return tuple(found)


def _without_what_follows(part: str) -> str:
    """A name up to the first word that belongs to none: "Fenmoor" of "Fenmoor Independent Monitoring Board"."""
    kept: list[str] = []
    for word in part.split():
        plain = re.sub(r"['’]s?$", "", word).lower()
        if word[0].isupper() and words.NO_PART_OF_A_NAME.fullmatch(plain) and (kept or plain != "the"):
            break
        kept.append(word)
    return re.sub(r"['’]s?$|\s+(?:of|on|upon|le|in the)$", "", " ".join(kept)) if kept != ["The"] else ""


# ---- prisons -------------------------------------------------------------------------------------------------------


@cache
def _prisons() -> tuple[re.Pattern[str], dict[str, _Name]]:
    """A pattern for all names of prisons.toml, and what is known of each by its key."""
    names: dict[str, _Name] = {}
    for entry in table("prisons")["prison"]:
        also = entry.get("also_word", "")
        for spelling in (entry["name"], *entry.get("aliases", ())):
            bare, article = _bare(spelling), spelling != _bare(spelling)
            names[bare] = _Name(entry["id"], also, article)
        names |= {spelling: _Name(entry["id"], "") for spelling in entry.get("unmistakable", ())}
        if "welsh" in entry:
            names.setdefault(entry["welsh"], _Name(entry["id"], also, welsh=True))
    return _any_of(names), {_key(spelling): name for spelling, name in names.items()}


def _bare(name: str) -> str:
    return re.sub(r"^[Tt]he ", "", name)


def _key(name: str) -> str:
    """A name without what printers vary: capitals, apostrophes, line breaks, the article."""
    return re.sub(r"\s+", " ", _bare(name).replace("’", "'").lower())


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the names, the longest first, as written or all in capitals."""
    forms = {form for name in names for form in (name, name.replace(" of ", " Of "), name.upper())}
    spellings = (
        re.escape(form).replace("'", "['’]").replace("\\ ", r"\s+") for form in sorted(forms, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w’'&.-])(?=[A-Z])(?:{'|'.join(spellings)})(?![\w-])")


def _prisons_in(text: str, near: frozenset[str]) -> Iterator[Named]:
    pattern, names = _prisons()
    seen = (_sighting(text, match, names[_key(match.group())]) for match in pattern.finditer(text))
    sightings = _with_lists(text, [sighting for sighting in seen if sighting])
    known = near | {sighting.name.id for sighting in sightings if sighting.ground is _Ground.SAID}
    for sighting in sightings:
        known_here = sighting.name.id in known and not _looks_like_a_town(text, sighting)
        if sighting.ground is not _Ground.DOUBTFUL or known_here:
            yield Named(sighting.name.id, "prison", sighting.start, sighting.end)


def _sighting(text: str, match: re.Match[str], name: _Name) -> _Sighting | None:
    """What a name at this place may be; nothing where it is plainly another thing."""
    start, end = match.span()
    before = text[max(0, start - _NEAR) : start]
    if words.OTHER_NAME.match(text, end) and _is_capital(text, end):
        return None
    if words.JUST_BEFORE.search(before) or words.WELSH_BEFORE.search(before):
        return _Sighting(name, start, end, _Ground.SAID)
    if name.welsh or (name.article and not words.ARTICLE.search(before)) or _is_part_of_a_name(before):
        return None
    if words.JUST_AFTER.match(text, end):
        return _Sighting(name, start, end, _Ground.SAID)
    if _goes_on(text, match) or (name.also and words.TOWN_AFTER.match(text, end)):
        return None
    return _Sighting(name, start, end, _ground(text, match, name, before))


def _ground(text: str, match: re.Match[str], name: _Name, before: str) -> _Ground:
    """On what ground a name with no word for prison beside it counts."""
    if match.group().isupper() and name.also:
        return _Ground.DOUBTFUL
    lower = before.lower()
    if words.PREPOSITION.search(lower[-16:]) and words.CUSTODY_BEFORE.search(lower):
        return _Ground.SAID
    if not name.also or (name.article and name.also != "town" and words.CAPITAL_ARTICLE.search(before)):
        return _Ground.PLAIN
    if name.also == "village":
        in_town = words.IN_TOWN.search(lower) and not _is_of_custody(text, match.start())
        return _Ground.DOUBTFUL if in_town else _Ground.PLAIN
    at = words.AT.search(lower[-20:]) and _is_of_custody(text, match.start())
    return _Ground.SAID if at else _Ground.DOUBTFUL


def _is_capital(text: str, end: int) -> bool:
    after = words.WORD_AFTER.match(text, end)
    return bool(after and after.group(1)[0].isupper())


def _is_part_of_a_name(before: str) -> bool:
    """Whether the words before make it a person, or a part of a longer name: Mr Hewell, University of Hull."""
    last = before.split()[-1:] if before[-1:].isspace() or before[-1:] == "-" else []
    word = last[0].lstrip("“\"‘'([") if last else ""
    if words.PART_OF_A_NAME_ENDS.fullmatch(word.lower()) and words.PART_OF_A_NAME.search(before[-40:].lower()):
        return True
    if not word[:1].isupper() or len(word) == 1 or not words.WORD.fullmatch(word):
        return False
    if words.TITLE.fullmatch(word):
        return True
    starts = word != last[0] or words.SENTENCE_STARTS.search(before.rstrip()[: -len(word)])
    return not starts and not words.SMALL_BEFORE.fullmatch(word.lower())


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether the name goes on with another capital: Leeds City Council, Preston North End."""
    after = words.WORD_AFTER.match(text, match.end())
    if not after or not after.group(1)[0].isupper() or len(after.group(1)) == 1:
        return False
    return not words.SMALL_AFTER.fullmatch(after.group(1).lower())


def _is_of_custody(text: str, at: int) -> bool:
    """Whether the sentence at this place has a word of custody: cell, wing, officer."""
    starts = [match.end() for match in words.SENTENCE_ENDS.finditer(text, max(0, at - 400), at)]
    stop = words.SENTENCE_ENDS.search(text, at, at + 400)
    sentence = text[starts[-1] if starts else max(0, at - 400) : stop.start() if stop else at + 400]
    return bool(words.CUSTODY.search(sentence.lower()))


def _looks_like_a_town(text: str, sighting: _Sighting) -> bool:
    """Whether a doubtful name of a prison known in the document may still be the town or the word here."""
    before = text[max(0, sighting.start - _NEAR) : sighting.start]
    if sighting.name.also == "word":
        return bool(words.SENTENCE_STARTS.search(before))
    if words.IN_TOWN.search(before.lower()):
        return True
    return bool(words.TO_TOWN.search(before.lower())) and not _is_of_custody(text, sighting.start)


# ---- lists of prisons ----------------------------------------------------------------------------------------------


def _with_lists(text: str, sightings: Sequence[_Sighting]) -> list[_Sighting]:
    """The sightings, the doubtful ones of a list now said to be prisons where the list has one that is sure."""
    result: list[_Sighting] = []
    for group in _lists(text, sightings):
        sure = _said_of_all(text, group) or (
            any(sighting.ground is not _Ground.DOUBTFUL for sighting in group) and _is_no_address(text, group)
        )
        result += [replace(sighting, ground=_Ground.SAID) if sure else sighting for sighting in group]
    return result


def _lists(text: str, sightings: Sequence[_Sighting]) -> Iterator[list[_Sighting]]:
    """The sightings, those of one list together."""
    group: list[_Sighting] = list(sightings[:1])
    for left, right in pairwise(sightings):
        if not _joined(text, left, right):
            yield group
            group = []
        group.append(right)
    if group:
        yield group


def _joined(text: str, left: _Sighting, right: _Sighting) -> bool:
    gap = text[left.end : right.start]
    if len(gap) > _FAR or words.NO_PRISON.search(gap):
        return False
    if words.TO.fullmatch(gap):
        return bool(words.MOVE_FROM.search(text, max(0, left.start - _FAR), left.start))
    return bool(words.GAP.fullmatch(gap))


def _said_of_all(text: str, group: Sequence[_Sighting]) -> bool:
    """Whether words before or after are of several prisons: "six prisons: Leeds, …", "Leeds and Hull prisons"."""
    before = text[max(0, group[0].start - _FAR) : group[0].start]
    if words.SEVERAL_BEFORE.search(before) or words.ONE_BEFORE.search(before):
        return True
    several = len(group) > 1 or bool(words.ANY_BEFORE.search(before))
    return several and bool(words.AFTER_SEVERAL.match(text, group[-1].end))


def _is_no_address(text: str, group: Sequence[_Sighting]) -> bool:
    """Whether the names are a list and not, by commas alone, an address: "HMP Wealstun, Wetherby"."""
    return any(
        words.AND.search(text, a.end, b.start) or words.TO.fullmatch(text, a.end, b.start) for a, b in pairwise(group)
    )

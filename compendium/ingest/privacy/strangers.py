"""Names told by their context alone: by what is said around them of a person who is heard, held or supervised, or works
there, whatever the lists of names hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compendium.ingest.privacy import after_words, before_words
from compendium.ingest.privacy import name_words as words
from compendium.ingest.privacy.candidates import Name, Sort, is_first
from compendium.ingest.privacy.findings import around
from compendium.ingest.privacy.person_words import KIN, LIVED, STAFF
from compendium.ingest.privacy.rest import Rest
from compendium.language import is_word
from compendium.model.document import Passage

_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he|him|[Hh]er|[Hh]is|himself|herself)\b")
_ANYBODY = re.compile(rf"\b(?:{LIVED}|{KIN}|{STAFF}|he|she|him|her|his)s?\b")
_ANYBODY_HELD = re.compile(rf"\b(?:{LIVED})s?\b")
_TO_HIM = re.compile(
    r" (?:him\b|her(?: (?:an?|the|to|that|with|in|on|at|and|how|when|what|if|about|find|get|apply|move|back|out|up"
    r"|[a-z]+ing)\b|[.,;]))"
)
"""Done to somebody: by an organisation, perhaps."""
_IS = re.compile(r" (?:was|is|has been|had been|had|has)\b")
_FOR = re.compile(r"\b(?:[Ff]or|[Ll]ike|[Uu]nlike) $")
_CLOSES_BRACKET = re.compile(rf"\)|{after_words.CLOSES_AFTER.pattern}")
_BESIDE_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|the|HM ?P) $")
_HELD = re.compile(
    r"\b(?:prison|sentence|cell|wing|custody|licence|probation|recall(?:ed)?|released?|remand(?:ed)?|landing|convict\w+"
    r"|court|hostel|offen[cs]e|jail|tag|curfew|inside|approved premises|unit|visits hall|servery|laundry|kitchens?"
    r"|workshop)\b"
)
_OF_ONES_OWN = re.compile(
    r"\bvisits? (?:his|her|their) |\b(?:his|her) (?:\w+ )?(?:cell|sentence|licence|recall|tariff|parole|remand"
    r"|custody|curfew|offence|release|OASys"
    r"|sentence plan|personal officer|key ?worker|offender manager|probation officer|POM|COM|cellmate|ACCT)\b"
)
"""What somebody held or supervised has."""
_WITH = re.compile(r"\b(?:with|for|by|about|and|like) $")
_NEXT_IS_ABOUT = re.compile(r"(?: [a-z’,]+){0,8}[.!?][”\"’]? (?:He|She)\b")
_CAPITAL_TURN = re.compile(r"(?:^|\n)([A-Z]{3,15})(?: [A-Z]+)?: ?(?=\S)")
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“])|\n")
_REACH, _AHEAD, _BEHIND, _LONG_WORD = 110, 240, 120, 24


@dataclass(frozen=True, slots=True)
class Spot:
    """A candidate in its text, with the words around it. `leads` says that those before it end as words do that lead to
    a name ("called "): sooner asked than what they are."""

    text: str
    name: Name
    before: str
    after: str
    leads: bool
    quoted: bool


def spot(passage: Passage, name: Name) -> Spot:
    """The words around a candidate of a passage."""
    before, after = around(passage.text, name.start, name.end, _REACH)
    leads = bool(before_words.LEADS.search(before[-_LONG_WORD:]))
    return Spot(passage.text, name, before, after, leads, is_quoted(passage, name.start))


def is_quoted(passage: Passage, at: int) -> bool:
    """Whether somebody speaks there."""
    return any(quote.start <= at < quote.end for quote in passage.quotes)


def is_staff(spot: Spot) -> bool:
    """Whether the words say that somebody works there."""
    if spot.leads and before_words.STAFF_NAMED.search(spot.before):
        return True
    if spot.leads and _CLOSES_BRACKET.match(spot.after) and before_words.STAFF_APART.search(spot.before):
        return True
    if (
        spot.name.sort is not Sort.WORD
        and after_words.CLOSES_AFTER.match(spot.after)
        and before_words.STAFF_BESIDE.search(spot.before)
    ):
        return True
    if spot.name.sort is not Sort.STRANGE:
        return False
    return bool(words.STAFF_AFTER.match(spot.after) or (spot.quoted and words.STAFF_AT_AFTER.match(spot.after)))


def is_held(before: str, after: str) -> bool:
    """Whether the words around a title and a name say that somebody is held or supervised, and not at work there."""
    if words.TOLD_US.match(after) or words.LIVED_AFTER.match(after) or after_words.APPOSED_AFTER.match(after):
        return True
    if after_words.LIVES_AFTER.match(after):
        return True
    if (
        after_words.HELD_AFTER.match(after)
        or after_words.BEEN_AFTER.match(after)
        or after_words.OWNS_AFTER.match(after)
    ):
        return True
    if (
        after_words.NUMBER_AFTER.match(after)
        or words.AGE_AFTER.match(after)
        or before_words.SHOWN_BEFORE.search(before)
    ):
        return True
    return bool(
        before_words.APART_BEFORE.search(before)
        or before_words.NAMED_BEFORE.search(before)
        or _OF_ONES_OWN.search(after)
    )


def took_part(spot: Spot, rest: Rest) -> bool:
    """Whether the words around a name say that its bearer is somebody heard, held or supervised, or near to them."""
    if _is_named(spot) or _is_set_apart(spot):
        return True
    if spot.name.sort is Sort.WORD or _ANYBODY.fullmatch(spot.name.words.lower()):
        return False
    official = spot.name.full and spot.name.sort is Sort.LISTED  # many such are named for their office
    if _takes_a_turn(spot, rest) or _is_shown(spot) or _speaks(spot) or (_is_one_who(spot, official=official)):
        return True
    if before_words.PLACE_BEFORE.search(spot.before):
        return False
    if (
        after_words.HELD_AFTER.match(spot.after)
        or after_words.BEEN_AFTER.match(spot.after)
        or after_words.OWNS_AFTER.match(spot.after)
    ):
        return spot.name.sort is not Sort.DOUBTFUL or bool(_HE_OR_SHE.search(spot.after))
    if not official and after_words.DID_AFTER.match(spot.after):
        return spot.name.sort is not Sort.DOUBTFUL or bool(_HE_OR_SHE.search(spot.after))
    if (
        spot.name.sort is Sort.STRANGE
        and after_words.LIVES_AFTER.match(spot.after)
        and before_words.BEGINS_BEFORE.search(spot.before)
    ):
        return True
    return _is_meant_by_he_or_she(spot, official=official) or _goes_on_with_he_or_she(spot)


def _is_named(spot: Spot) -> bool:
    """Whether somebody is called so, or bears a prison number."""
    if spot.leads and before_words.NAMED_BEFORE.search(spot.before):
        return True
    if spot.name.sort is Sort.STRANGE and before_words.I_AM_BEFORE.search(spot.before):
        return bool(re.match(r"[.,;”]| and\b", spot.after))
    return bool(after_words.NUMBER_AFTER.match(spot.after))


def _is_set_apart(spot: Spot) -> bool:
    """Whether somebody is described just before or after the name."""
    closes = after_words.CLOSES_AFTER.match(spot.after)
    if closes and spot.before.endswith(", ") and before_words.APART_BEFORE.search(spot.before):
        return True
    if spot.name.sort is Sort.STRANGE and spot.after[:1] in ",." and before_words.IS_BEFORE.search(spot.before):
        return True
    if before_words.NUMBERED_BEFORE.search(spot.before) or before_words.OF_BEFORE.search(spot.before):
        return spot.name.sort is not Sort.WORD and bool(closes)
    if spot.before.endswith(", ") and before_words.LOOSELY_APART.search(spot.before):
        return bool(after_words.DOES_AFTER.match(spot.after.removeprefix(",")))
    if (
        spot.before.endswith(", ")
        and before_words.ANOTHER_BEFORE.search(spot.before)
        and words.SAID_AFTER.match(spot.after.removeprefix(","))
    ):
        return True
    apposed = after_words.APPOSED_AFTER.match(spot.after) and not before_words.AT_BEFORE.search(spot.before)
    if spot.name.sort is Sort.WORD:
        return not (spot.name.opens or spot.name.full) and bool(apposed)
    if not apposed and not (closes or _CLOSES_BRACKET.match(spot.after)):
        return False
    return bool(apposed or before_words.BESIDE_BEFORE.search(spot.before))


def turns_in_capitals(text: str, rest: Rest) -> Iterator[tuple[int, int]]:
    """Where turns begin with a name in capitals: "BERTRAND: My pad mate"."""
    for match in _CAPITAL_TURN.finditer(text) if rest.has_turns else ():
        if is_first(match[1].title()) or not is_word(match[1]):
            yield match.span(1)


def _takes_a_turn(spot: Spot, rest: Rest) -> bool:
    """Whether the name begins a turn of a conversation: "Osman: They moved me"."""
    turn = after_words.TURN_AFTER.match(spot.after) and words.LABEL_LINE.search(spot.before)
    return bool(turn) and rest.has_turns


def _is_shown(spot: Spot) -> bool:
    """Whether somebody's account is shown, and a person does something in it."""
    if spot.name.sort is Sort.STRANGE and before_words.HEARD_BEFORE.search(spot.before):
        return True
    if not before_words.SHOWN_BEFORE.search(spot.before):
        return False
    return bool(_HE_OR_SHE.search(_ahead(spot)) or re.match(r",? who\b", spot.after))


def _speaks(spot: Spot) -> bool:
    """Whether words are given as said by one who bears the name."""
    if spot.name.sort is Sort.LISTED or not re.match(r"[.,;]|,? who\b", spot.after):
        return False
    return bool(before_words.SAID_BEFORE.search(spot.before))


def _is_one_who(spot: Spot, *, official: bool) -> bool:
    """Whether it is said of one who did something or has a trade, and of no place."""
    who = after_words.WHO_AFTER.match(spot.after) or re.match(r", who [a-z]+s\b", spot.after)
    trade = spot.name.sort is Sort.STRANGE and after_words.TRADE_AFTER.match(spot.after)
    if official and not _HELD.search(spot.after):
        return False
    return bool(who or trade) and not _BESIDE_PLACE.search(spot.before)


def _ahead(spot: Spot) -> str:
    """The rest of the sentence of a name, and the sentence after it."""
    ahead = spot.text[spot.name.end : spot.name.end + _AHEAD]
    ends = [end.start() for end in _SENTENCE_END.finditer(ahead)]
    return ahead[: ends[1]] if len(ends) > 1 else ahead


def _goes_on_with_he_or_she(spot: Spot) -> bool:
    """Whether the next sentence begins with he or she, and nobody else can be meant: "We rang Osman. He"."""
    if spot.name.sort is not Sort.STRANGE:
        return False
    if not (before_words.DONE_TO_BEFORE.search(spot.before) or _WITH.search(spot.before)):
        return False
    ends = _NEXT_IS_ABOUT.match(spot.after)
    return bool(ends) and not _ANYBODY_HELD.search(spot.after, 0, ends.end() if ends else 0)


def _is_meant_by_he_or_she(spot: Spot, *, official: bool) -> bool:
    """Whether he or she can be nobody but the bearer of the name: it does something, and nobody else is about."""
    name, ahead = spot.name, _ahead(spot)
    pronoun = _HE_OR_SHE.search(ahead)
    if not pronoun or _TO_HIM.match(ahead, pronoun.start() - 1) or _ANYBODY_HELD.search(ahead, 0, pronoun.start()):
        return False
    doubtful = name.sort is Sort.DOUBTFUL
    does = after_words.DOES_AFTER.match(ahead)
    led = not doubtful and (_FOR.search(spot.before) or before_words.DONE_TO_BEFORE.search(spot.before))
    if not (does or led):
        return False
    if doubtful and _IS.match(ahead) and _SENTENCE_END.search(ahead, 0, pronoun.start()):
        return False  # "Christmas was hard. She had"
    behind = _SENTENCE_END.split(spot.text[max(0, name.start - _BEHIND) : name.start])[-1]
    if _ANYBODY.search(behind):
        return False
    return not official or bool(_HELD.search(ahead))

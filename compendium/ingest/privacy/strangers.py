"""Names told by their context alone: by what is said around them of a person who is heard, held or supervised, or works
there, whatever the lists of names hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compendium.ingest.privacy import after_words as follow
from compendium.ingest.privacy import before_words as lead
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
_CLOSES_BRACKET = re.compile(rf"\)|{follow.CLOSES_AFTER.pattern}")
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
    a name ("called "), `closes` that those behind it go on as after a name; `quoted`, that somebody speaks."""

    text: str
    name: Name
    before: str
    after: str
    leads: bool
    closes: bool
    quoted: bool


def spot(passage: Passage, name: Name) -> Spot:
    """The words around a candidate of a passage."""
    before, after = around(passage.text, name.start, name.end, _REACH)
    leads = bool(lead.LEADS.search(before[-_LONG_WORD:]))
    closes = bool(follow.CLOSES_AFTER.match(after))
    return Spot(passage.text, name, before, after, leads, closes, is_quoted(passage, name.start))


def is_quoted(passage: Passage, at: int) -> bool:
    """Whether somebody speaks there."""
    return any(quote.start <= at < quote.end for quote in passage.quotes)


def is_staff(spot: Spot) -> bool:
    """Whether the words say that somebody works there."""
    if spot.leads and lead.STAFF_NAMED.search(spot.before):
        return True
    if spot.leads and _CLOSES_BRACKET.match(spot.after) and lead.STAFF_APART.search(spot.before):
        return True
    if spot.name.sort is not Sort.WORD and spot.closes and lead.STAFF_BESIDE.search(spot.before):
        return True
    if spot.name.sort is not Sort.STRANGE:
        return False
    return bool(words.STAFF_AFTER.match(spot.after) or (spot.quoted and words.STAFF_AT_AFTER.match(spot.after)))


_OF_THE_HELD = (follow.HELD_AFTER, follow.BEEN_AFTER, follow.OWNS_AFTER)
_OF_THE_TITLED = (
    *_OF_THE_HELD,
    words.TOLD_US,
    words.LIVED_AFTER,
    words.AGE_AFTER,
    follow.APPOSED_AFTER,
    follow.LIVES_AFTER,
    follow.NUMBER_AFTER,
)
_BEFORE_THE_TITLED = (lead.SHOWN_BEFORE, lead.APART_BEFORE, lead.NAMED_BEFORE)


def is_held(before: str, after: str) -> bool:
    """Whether the words around a title and a name say that somebody is held or supervised, and not at work there."""
    if any(said.match(after) for said in _OF_THE_TITLED) or _OF_ONES_OWN.search(after):
        return True
    return any(said.search(before) for said in _BEFORE_THE_TITLED)


def took_part(spot: Spot, rest: Rest) -> bool:
    """Whether the words around a name say that its bearer is somebody heard, held or supervised, or near to them."""
    name = spot.name
    if _is_named(spot) or _is_set_apart(spot):
        return True
    if name.sort is Sort.WORD or _ANYBODY.fullmatch(name.words.lower()):
        return False
    official = name.full and name.sort is Sort.LISTED  # many such are named for their office
    if _takes_a_turn(spot, rest) or _is_shown(spot) or _speaks(spot) or _is_one_who(spot, official=official):
        return True
    if lead.PLACE_BEFORE.search(spot.before):
        return False
    if any(said.match(spot.after) for said in _OF_THE_HELD) or (not official and follow.DID_AFTER.match(spot.after)):
        return name.sort is not Sort.DOUBTFUL or bool(_HE_OR_SHE.search(spot.after))
    if (
        name.sort is Sort.STRANGE
        and follow.LIVES_AFTER.match(spot.after)
        and not lead.NO_SUBJECT_BEFORE.search(spot.before)
    ):
        return True
    return _is_meant_by_he_or_she(spot, official=official) or _goes_on_with_he_or_she(spot)


def _is_named(spot: Spot) -> bool:
    """Whether somebody is called so, or bears a prison number."""
    if spot.leads and lead.NAMED_BEFORE.search(spot.before):
        return True
    if spot.name.sort is Sort.STRANGE and lead.I_AM_BEFORE.search(spot.before):
        return bool(re.match(r"[.,;”]| and\b", spot.after))
    return bool(follow.NUMBER_AFTER.match(spot.after) or follow.CALLED_AFTER.match(spot.after))


def _is_set_apart(spot: Spot) -> bool:
    """Whether somebody is described just before or after the name."""
    name, before, after = spot.name, spot.before, spot.after
    if before.endswith(", ") and _is_behind_comma(spot):
        return True
    if name.sort is Sort.STRANGE and after[:1] in ",." and lead.IS_BEFORE.search(before):
        return True
    if spot.closes and name.sort is not Sort.WORD and lead.OF_BEFORE.search(before):
        return True
    if spot.closes and before[-2:-1] in ",:.–-" and lead.NUMBERED_BEFORE.search(before):
        return True
    if follow.APPOSED_AFTER.match(after) and not lead.AT_BEFORE.search(before):
        return name.sort is not Sort.WORD or not (name.opens or name.full)
    closes = name.sort is not Sort.WORD and (spot.closes or _CLOSES_BRACKET.match(after))
    return bool(closes and lead.BESIDE_BEFORE.search(before))


def _is_behind_comma(spot: Spot) -> bool:
    """Whether somebody is described before the comma: "one of the women, Ifa, "."""
    if spot.closes and lead.APART_BEFORE.search(spot.before):
        return True
    after = spot.after.removeprefix(",")
    if follow.DOES_AFTER.match(after) and lead.LOOSELY_APART.search(spot.before):
        return True
    return bool(words.SAID_AFTER.match(after) and lead.ANOTHER_BEFORE.search(spot.before))


def turns_in_capitals(text: str, rest: Rest) -> Iterator[tuple[int, int]]:
    """Where turns begin with a name in capitals: "BERTRAND: My pad mate"."""
    for match in _CAPITAL_TURN.finditer(text) if rest.has_turns else ():
        if is_first(match[1].title()) or not is_word(match[1]):
            yield match.span(1)


def _takes_a_turn(spot: Spot, rest: Rest) -> bool:
    """Whether the name begins a turn of a conversation: "Osman: They moved me"."""
    turn = follow.TURN_AFTER.match(spot.after) and words.LABEL_LINE.search(spot.before)
    return bool(turn) and rest.has_turns


def _is_shown(spot: Spot) -> bool:
    """Whether somebody's account is shown, and a person does something in it."""
    if spot.name.sort is Sort.STRANGE and lead.HEARD_BEFORE.search(spot.before):
        return True
    if not lead.SHOWN_BEFORE.search(spot.before):
        return False
    return bool(_HE_OR_SHE.search(_ahead(spot)) or re.match(r",? who\b", spot.after))


def _speaks(spot: Spot) -> bool:
    """Whether words are given as said by one who bears the name."""
    if spot.name.sort is Sort.LISTED or not re.match(r"[.,;]|,? (?:who|when|as|while|after)\b", spot.after):
        return False
    return bool(lead.SAID_BEFORE.search(spot.before))


def _is_one_who(spot: Spot, *, official: bool) -> bool:
    """Whether it is said of one who did something or has a trade, and of no place."""
    who = follow.WHO_AFTER.match(spot.after) or re.match(r", who [a-z]+s\b", spot.after)
    trade = spot.name.sort is Sort.STRANGE and follow.TRADE_AFTER.match(spot.after)
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
    if not (lead.DONE_TO_BEFORE.search(spot.before) or _WITH.search(spot.before)):
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
    does = follow.DOES_AFTER.match(ahead)
    led = not doubtful and (_FOR.search(spot.before) or lead.DONE_TO_BEFORE.search(spot.before))
    if not (does or led):
        return False
    if doubtful and _IS.match(ahead) and _SENTENCE_END.search(ahead, 0, pronoun.end()):
        return False  # "Christmas was hard. She had"
    behind = _SENTENCE_END.split(spot.text[max(0, name.start - _BEHIND) : name.start])[-1]
    if _ANYBODY.search(behind):
        return False
    return not official or bool(_HELD.search(ahead))

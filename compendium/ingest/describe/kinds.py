"""What kind of people a number is of: people with lived experience, staff, family, the public, or it is not said."""

import re

from compendium.ingest.describe.numbers import NUMBER
from compendium.model.people import GroupKind

_LIVED = (
    r"(?:ex-|former )?(?:prisoners|offenders|inmates|detainees|residents|service[ -]users|lifers)|probationers"
    r"|prison leavers|care leavers"
    r"|people with lived experience|(?:people|women|men|adults|young people) (?:in|leaving) (?:prison|custody"
    r"|contact with)|people on (?:probation|licence|remand)"
    r"|patients|clients|learners|beneficiaries|survivors"
)
_LIVED_LIKELY = r"women|men|boys|girls|young (?:people|adults|men|women)|children(?: and young people)?|veterans"
_STAFF = (
    r"staff(?: members)?|members of staff|(?:(?:prison|probation|police|custody|support|health|healthcare|social"
    r"|case|key|youth|outreach|frontline|peer support) )*"
    r"(?:officers|practitioners|workers|managers|keyworkers|caseworkers)|professionals|providers|governors|nurses"
    r"|doctors|gps|chaplains|teachers|tutors|clinicians"
    r"|employees|inspectors|magistrates|sentencers|commissioners"
)
_FAMILY = (
    r"families|family members|relatives|parents(?: and carers)?|carers|mothers|fathers|partners|wives"
    r"|visitors|grandparents"
)
_PUBLIC = r"members of the public|voters|households|citizens"
_ANYONE = (
    r"people|individuals|persons|participants|respondents|interviewees|contributors|readers|adults|volunteers"
    r"|stakeholders|representatives"
    r"|members|attendees|victims|students|mentors|experts"
)
NOUN = rf"(?:{_LIVED}|{_STAFF}|{_FAMILY}|{_PUBLIC}|{_LIVED_LIKELY}|{_ANYONE})"
"""A noun for people, in the plural, as part of a pattern."""

STAFF_NOUN = _STAFF
"""Nouns for staff: after another noun ("women prison officers") they are the ones that count."""

ANYONE = re.compile(rf"\b(?:{_ANYONE})$", re.I)
"""A noun that says nothing of the kind of people."""

_KINDS = (
    (GroupKind.STAFF, re.compile(_STAFF, re.I)),
    (GroupKind.FAMILY, re.compile(_FAMILY, re.I)),
    (GroupKind.PUBLIC, re.compile(_PUBLIC, re.I)),
    (GroupKind.LIVED_EXPERIENCE, re.compile(rf"{_LIVED}|{_LIVED_LIKELY}", re.I)),
)
_BETWEEN = re.compile(
    r"lived[ -]experience (?:practitioner|worker)|\bpeer\b|volunteer|mentor|stakeholder|representative|victim", re.I
)
_BESIDE = re.compile(
    rf"(?:,\s+(?:[a-z-]+\s+)?{NOUN})*,?\s+(?:and|or)\s+(?:(?:their|other"
    rf"|some)\s+)?(?:(?!{NUMBER}\b)[a-z-]+\s+)?({NOUN})\b",
    re.I,
)
"""People of another noun under the same number: "prisoners, ex-prisoners and their families"."""

_LIVED_AROUND = re.compile(
    r"\blived experience|\bexperiences? of (?:\w+ ){0,3}(?:prison|probation|custody|supervision"
    r"|the criminal justice)|\bprisoners?\b|\bservice[ -]users?\b|\b(?:in|leaving) (?:\w+ )?(?:prison|custody)\b"
    r"|\bon (?:probation|licence|remand)|\bsupervised\b|\bserv(?:ing|ed)\b|\bconvict|\bformerly incarcerated"
    r"|\bin (?:\w+ )?secure settings|\bprison leavers|\boffenders?\b(?! manage)"
    r"|\b(?:living|detained|held|locked up|serving|inside|residents?) (?:in|at) (?:\w+ ){0,3}"
    r"(?:prisons?|HM ?(?:P|YOI))\b"
    r"|\bin (?:(?:the|these|both|all|our|two|three|four|five|six|several|\d+) ){1,2}prisons?\b",
    re.I,
)
_ABOUT_LIVED = re.compile(
    r"\b(?:people|men|women|adults|children|young (?:people|adults|men|women))(?:['’]s)? (?:[\w’'-]+ ){0,3}"
    r"(?:prisons?|custody|probation|licence|remand)\b|\bprisoners?\b|\bservice[ -]users?\b|\blived experience"
    r"|\bprisons? for (?:men|women|young)\b",
    re.I,
)
"""A title or heading that names people in prison or on probation."""

_ABOUT_OTHERS = re.compile(
    r"volunteer|mentor|employer|victim|workforce|visitor|teach|profession|bereave|recruit|\btraining\b", re.I
)
"""A title that may be about people around them."""

_OTHER_WORDS = re.compile(
    r"[,;.:]|\b(?:and|plus|about|by|took|told|said|spoke|were|completed|filled|answered|responded|replied)\b"
    r"(?<!who were)(?<!that were)(?<!supervised by)"
)
"""Where the words that say more of a noun end."""

_STAFF_AROUND = re.compile(
    rf"\b(?:{_STAFF}|staff|hmpps|employed|working (?:in|at|with)"
    r"|who (?:work|teach|deliver|provide|run|manage|visit))\b",
    re.I,
)
_FAMILY_AROUND = re.compile(
    r"\b(?:family members|families|relatives|partners? of|mothers? of|parents? of|wives)\b", re.I
)


def kind_of(unit: str, spoken: str, end: int, paragraph: str, about: str) -> GroupKind:
    """What kind of people `unit` is, standing in the sentence `spoken` up to `end`.

    Its own noun decides, and what says more of it ("people living in the prison"). For "people" alone the sentence,
    the paragraph, then the headings and the cover (`about`) may say that they have lived experience, never that they
    are staff or family: other nouns there are of other people. OTHER when none says, or one says several.
    """
    own = _kind_of_noun(unit)
    beside = _BESIDE.match(spoken, end)
    if beside and own is not None and _kind_of_noun(beside.group(1)) not in (None, own):
        return GroupKind.OTHER
    if _BETWEEN.search(unit):
        return GroupKind.OTHER
    following = _OTHER_WORDS.split(spoken[end : end + 90])[0]
    if own is GroupKind.LIVED_EXPERIENCE and re.search(_LIVED_LIKELY, unit, re.I):
        if _FAMILY_AROUND.search(following):
            return GroupKind.FAMILY
        return GroupKind.STAFF if _STAFF_AROUND.search(following) else own
    if own is GroupKind.FAMILY and re.match(r"\s*(?:in|leaving) (?:prison|custody)\b(?! visit)", following):
        return GroupKind.LIVED_EXPERIENCE
    if own is not None:
        return own
    if (kind := _kind_around(f"{unit} {following}")) is not None:
        return kind
    for words in (spoken, paragraph):
        if (kind := _kind_around(words)) is not None:
            return kind if kind is GroupKind.LIVED_EXPERIENCE else GroupKind.OTHER
    if _ABOUT_OTHERS.search(about) or _kind_around(about) not in (None, GroupKind.LIVED_EXPERIENCE):
        return GroupKind.OTHER
    return GroupKind.LIVED_EXPERIENCE if _ABOUT_LIVED.search(about) else GroupKind.OTHER


def _kind_of_noun(unit: str) -> GroupKind | None:
    return next((kind for kind, nouns in _KINDS if (m := nouns.search(unit)) and m.end() == len(unit)), None)


def _kind_around(words: str) -> GroupKind | None:
    """The one kind that the words speak of; OTHER for several; None for none."""
    around = (
        (GroupKind.LIVED_EXPERIENCE, _LIVED_AROUND),
        (GroupKind.STAFF, _STAFF_AROUND),
        (GroupKind.FAMILY, _FAMILY_AROUND),
    )
    kinds = [kind for kind, pattern in around if pattern.search(words)]
    return kinds[0] if len(kinds) == 1 else GroupKind.OTHER if kinds else None

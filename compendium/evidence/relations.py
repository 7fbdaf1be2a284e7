"""Which reports may belong together: suggested from what is known of both, for a person to decide. Nothing is
merged."""

import re
import struct
from collections.abc import Iterable
from datetime import date, timedelta
from operator import eq

from compendium.data import place_name
from compendium.model.relation import SIGNATURE_FORMAT, Relation, RelationKind, Signature, Traits

_SAME = 0.8
"""Reports whose words are alike to this share are one text in two files, or two editions of it."""

_EDITED = 0.35
"""Under one title this much is enough for an older and a newer version."""

_HELD = 0.6
"""A report of which so much stands in a longer one is a part or a summary of it."""

_NUMBERS_TELL = 20
"""One number of people in common tells nothing when it is small; two together always do."""

_A_LONG_TIME = timedelta(days=60)
_SUMMARY = re.compile(
    r"\b(?:executive |short |research )?(?:summary|summaries|briefing|easy[- ]read|at a glance|overview|key findings"
    r"|young people[’']s version|plain english version|findings in brief)\b",
    re.I,
)
_EDITION = re.compile(
    r"\b(?:\w+ edition|revised|updated?|version \d[\d.]*|final|draft|(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?)\b", re.I
)
_ORDER = list(RelationKind)


def relations(one: Traits, others: Iterable[Traits]) -> tuple[Relation, ...]:
    """What `one` may have to do with each of the others, most alike first; at most one suggestion a report.

    Reports that a person has linked already (one study, or one replaces the other) are not suggested again.
    """
    found = [relation for other in others if not _linked(one, other) and (relation := _relation(one, other))]
    return tuple(sorted(found, key=lambda relation: (_ORDER.index(relation.kind), -relation.alike, relation.other)))


def alike(one: Signature, other: Signature) -> float:
    """The share of runs of words that two reports have in common, of all they have (0 to 1); 0 without signatures."""
    if not one or not other:
        return 0.0
    ours, theirs = struct.unpack(SIGNATURE_FORMAT, one)[1:], struct.unpack(SIGNATURE_FORMAT, other)[1:]
    return float(sum(map(eq, ours, theirs)) / len(ours))


def held(one: Signature, other: Signature) -> float:
    """The share of the shorter report's runs of words that the longer one has too (0 to 1): |A∩B| =
    J(|A|+|B|)/(1+J)."""
    if not one or not other:
        return 0.0
    share = alike(one, other)
    sizes = [struct.unpack_from("<I", signature)[0] for signature in (one, other)]
    return float(min(1.0, share * sum(sizes) / (1 + share) / max(1, min(sizes))))


def _linked(one: Traits, other: Traits) -> bool:
    return (
        one.report == other.report
        or one.study == other.study
        or other.report == one.replaces
        or one.report == other.replaces
    )


def _relation(one: Traits, other: Traits) -> Relation | None:
    share, part = alike(one.signature, other.signature), held(one.signature, other.signature)
    words = f"{share:.0%} of their words in a row are the same."
    same_title = _stem(one.title) == _stem(other.title)
    shorter = min(one.length, other.length) <= 0.6 * max(one.length, other.length)

    def as_(kind: RelationKind, *why: str) -> Relation:
        return Relation(kind, one.report, other.report, tuple(filter(None, why)), share)

    if share >= _SAME or (share >= _EDITED and same_title and not shorter):
        return as_(_version(one, other), words, "They have the same title." if same_title else "")
    if _is_translation(one, other):
        return as_(RelationKind.TRANSLATION, "They are in different languages.", _in_common(one, other))
    if shorter and part >= _HELD:
        return as_(RelationKind.SUMMARY, f"{part:.0%} of the shorter one stands in the longer one.")
    if not one.organisations & other.organisations:
        return None
    if shorter and _is_summary_by_title(one, other):
        return as_(RelationKind.SUMMARY, "By their titles one is a summary of the other.", _in_common(one, other))
    if _same_fieldwork(one, other):
        return as_(RelationKind.COMPANION, _in_common(one, other), _heard_together(one, other))
    return None


def _version(one: Traits, other: Traits) -> RelationKind:
    """Which of two editions is the newer; without two dates far enough apart they are one report twice."""
    if one.published is None or other.published is None or abs(one.published - other.published) < _A_LONG_TIME:
        return RelationKind.NEAR_DUPLICATE
    return RelationKind.NEWER_VERSION if one.published > other.published else RelationKind.OLDER_VERSION


def _stem(title: str) -> str:
    """A title without what tells editions and summaries apart."""
    plain = _EDITION.sub(" ", _SUMMARY.sub(" ", title.replace("’", "'")))
    return " ".join(re.findall(r"\w+", plain.split(":")[0].lower()))


def _is_summary_by_title(one: Traits, other: Traits) -> bool:
    summaries = [bool(_SUMMARY.search(traits.title)) for traits in (one, other)]
    return (
        any(summaries) and not all(summaries) and len(_stem(one.title)) > 3 and _stem(one.title) == _stem(other.title)
    )


def _is_translation(one: Traits, other: Traits) -> bool:
    near = bool(one.published and other.published and abs(one.published - other.published) < timedelta(days=366))
    as_long = min(one.length, other.length) > 0.7 * max(one.length, other.length)
    theirs = bool(one.organisations & other.organisations) and _tell(one.numbers & other.numbers)
    return (one.language or "en") != (other.language or "en") and near and as_long and theirs


def _same_fieldwork(one: Traits, other: Traits) -> bool:
    """Whether the same people seem to have been heard: the same numbers of them, or the same places at the same
    time."""
    apart = one.fieldwork and other.fieldwork and not _overlap(one, other)
    if apart:
        return False
    sites = one.sites & other.sites
    same_places = len(sites) >= 2 and len(sites) >= 0.66 * len(one.sites | other.sites)
    return _tell(one.numbers & other.numbers) or bool(same_places and one.fieldwork and other.fieldwork)


def _tell(numbers: frozenset[int]) -> bool:
    return len(numbers) >= 2 or any(n >= _NUMBERS_TELL for n in numbers)


def _overlap(one: Traits, other: Traits) -> bool:
    a, b = one.fieldwork, other.fieldwork
    return bool(a and b and a.start <= b.end and b.start <= a.end)


def _in_common(one: Traits, other: Traits) -> str:
    names = sorted(one.organisations & other.organisations)
    said = f"{names[0]} made both" if names else ""
    numbers = sorted(one.numbers & other.numbers, reverse=True)
    if _tell(frozenset(numbers)):
        heard = " and ".join(f"{n:,}" for n in numbers[:2])
        said = (
            f"{said}, and both say that {heard} people were heard"
            if said
            else f"Both say that {heard} people were heard"
        )
    return f"{said}." if said else ""


def _heard_together(one: Traits, other: Traits) -> str:
    """Places and times in common, as far as they are known."""
    sites = sorted(map(place_name, one.sites & other.sites))
    said = [f"Both are about {', '.join(sites[:3])}{' and other places' if len(sites) > 3 else ''}."] if sites else []
    if one.fieldwork and other.fieldwork:
        said.append(
            f"People were heard at the same time, from {_day(max(one.fieldwork.start, other.fieldwork.start))} on."
        )
    return " ".join(said)


def _day(day: date) -> str:
    return f"{day:%B %Y}"

"""The privacy check: what should be looked at before a report is shown to others, lest it points to a person.

`findings` says what is handed over; `numbers`, `names` and `groups` look; this module lists what they found. Names come
no further than this list: no claim, tag or description is made of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compendium.ingest.privacy.findings import DIED, Finding, part_of
from compendium.ingest.privacy.groups import Establishments, find_groups
from compendium.ingest.privacy.name_words import NAMES_CHANGED
from compendium.ingest.privacy.names import PeopleIn, find_names
from compendium.ingest.privacy.numbers import find_numbers
from compendium.ingest.privacy.rest import Rest
from compendium.model.concern import Concern, ConcernKind
from compendium.model.document import Passage, Reading, unit_of

_NAMES = frozenset({ConcernKind.PARTICIPANT_NAME, ConcernKind.VICTIM_NAME, ConcernKind.STAFF_NAME})
_MOST_PAGES = 8
"""More pages than these are not listed one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A finding in its passage."""

    finding: Finding
    passage: Passage

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", self.passage.text[self.finding.start : self.finding.end])

    @property
    def page(self) -> int | None:
        return self.passage.page_at(self.finding.start) if self.passage.pages else None


def concerns(reading: Reading, people_in: PeopleIn | None = None) -> tuple[Concern, ...]:
    """What a person should look at before the report is shown to others, in the order of its pages.

    The same words are listed once, with the other pages they stand on. Names that the report says are not people's own
    come last, as one concern. `people_in` gives the places in a text where a person's name may stand, (start, end)
    each, to be looked at beside those that the lists of names find. Costs a few milliseconds a page at most.
    """
    seen = _agreed(list(_look(reading, people_in)))
    changed = next((p for p in reading.passages if NAMES_CHANGED.search(p.text)), None)
    theirs = [one for one in seen if one.finding.kind is ConcernKind.PARTICIPANT_NAME]
    not_their_own = {one.words for one in theirs if changed or one.finding.chosen}
    chosen = [one for one in theirs if one.words in not_their_own]
    others = [one for one in seen if one not in chosen]
    unit = unit_of(reading.format).value
    listed = sorted((_concern(group, unit) for group in _alike(others)), key=lambda concern: concern.page or 0)
    return (*listed, _of_chosen(chosen, changed, unit)) if chosen else tuple(listed)


def _look(reading: Reading, people_in: PeopleIn | None) -> Iterator[_Seen]:
    """Every finding, passage by passage. Words printed a second time are looked at once."""
    passages = [passage for passage in reading.passages if not passage.repeats]
    places = Establishments(passage.text for passage in passages)
    rest = Rest((passage.text for passage in passages), places.named)
    site = _site(reading, places)
    printed = unit_of(reading.format).value == "page"
    for passage in passages:
        part = part_of(passage, len(reading.pages), printed=printed)
        for finding in (
            *find_numbers(passage.text, part),
            *find_names(passage, part, rest, people_in),
            *find_groups(passage, part, places, site),
        ):
            yield _Seen(finding, passage)


def _agreed(seen: list[_Seen]) -> list[_Seen]:
    """The findings, with a name that is both a participant's and a victim's as one of them: the victim's, unless it is
    said not to be real."""
    harmed = {one.words for one in seen if one.finding.kind is ConcernKind.VICTIM_NAME}
    chosen = {one.words for one in seen if one.finding.chosen}
    return [replace(one, finding=_as_harmed(one.finding)) if one.words in harmed - chosen else one for one in seen]


def _as_harmed(finding: Finding) -> Finding:
    if finding.kind is not ConcernKind.PARTICIPANT_NAME:
        return finding
    return replace(finding, kind=ConcernKind.VICTIM_NAME, why=DIED)


def _site(reading: Reading, places: Establishments) -> str:
    """The establishment a whole report is about: the only one it names as such, and named on its cover."""
    cover = " ".join(line.text for line in reading.lines if line.page == 1)
    only = next(iter(places.named), "") if len(places.named) == 1 else ""
    return only if only and only in cover else ""


def _alike(seen: Iterable[_Seen]) -> Iterator[list[_Seen]]:
    """Findings of the same kind and words together; a first name joins the full name it begins."""
    groups: dict[tuple[ConcernKind, str], list[_Seen]] = {}
    firsts: dict[tuple[ConcernKind, str], tuple[ConcernKind, str]] = {}
    for one in sorted(seen, key=lambda one: -len(one.words.split()) if one.finding.kind in _NAMES else 0):
        key = (one.finding.kind, one.words.casefold())
        if one.finding.kind in _NAMES:
            key = firsts.get(key, key)
            firsts.setdefault((one.finding.kind, key[1].split()[0]), key)
        groups.setdefault(key, []).append(one)
    yield from groups.values()


def _concern(group: list[_Seen], unit: str) -> Concern:
    first = min(group, key=lambda one: one.page or 0)
    longest = max(group, key=lambda one: len(one.words))
    return Concern(
        first.finding.kind,
        first.page,
        longest.words,
        first.finding.why + _elsewhere(group, first.page, unit),
        first.passage.id,
    )


def _elsewhere(group: list[_Seen], page: int | None, unit: str) -> str:
    """The other pages of a group, as a sentence."""
    others = sorted({one.page for one in group if one.page and one.page != page})
    if not others:
        return ""
    if len(others) > _MOST_PAGES:
        return f" It stands on {len(others)} more {unit}s."
    numbers = [str(number) for number in others]
    listed = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f" Also on {unit}{'' if len(numbers) == 1 else 's'} {listed}."


def _of_chosen(chosen: list[_Seen], changed: Passage | None, unit: str) -> Concern:
    """One concern for all names that are said not to be people's own. `changed` is the passage that says so of all."""
    first = min(chosen, key=lambda one: one.page or 0)
    said = next((one.finding.chosen for one in chosen if one.finding.chosen), "")
    if changed:
        at = f" ({unit} {changed.pages[0]})" if changed.pages else ""
        said = f"the report says that names were changed{at}"
    return Concern(
        ConcernKind.PARTICIPANT_NAME,
        first.page,
        ", ".join(dict.fromkeys(one.words for one in chosen)),
        f"Less likely to matter: {said}. Please make sure that this holds for each.",
        first.passage.id,
    )

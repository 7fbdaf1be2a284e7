"""What people are asked to read: the queue of passages, built from what is suggested and what is decided already."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import NotFound
from compendium.model.review import WHOLE, Answer, Review, Reviewed, Stream, Suggested
from compendium.model.theme import Codebook
from compendium.tagging.queue import Item, ordered


def queue(
    catalogue: Catalogue,
    codebook: Codebook,
    by: str,
    *,
    doubt: Mapping[str, Mapping[str, float]],
    aside: Collection[str] = (),
    only: Collection[str] = (),
) -> Iterator[Item]:
    """The passages for one person to read, best first. `doubt` gives machines' probabilities by passage and theme,
    `aside` are themes that this person does not want to read now, `only` those that alone are wanted: whoever chose a
    hard theme reads it as it comes."""
    reviews, reviewed = catalogue.reviews(), catalogue.reviewed()
    passages = _open(catalogue.suggested(), reviews, by)
    wanted = frozenset(theme for one in only for theme in codebook.descendants(one))
    if wanted:
        passages = tuple(passage for passage in passages if wanted.intersection(passage.themes))
    yield from ordered(
        passages,
        accepted=Counter(theme for one in reviewed for theme in one.accepted),
        doubt=doubt,
        parts=_parts(reviewed, codebook),
        noted=() if wanted else noted(codebook),
        aside=frozenset(theme for one in aside for theme in codebook.descendants(one)),
        done=_read(passages, reviews, by),
        lots=not (only or aside),
    )


def noted(codebook: Codebook) -> frozenset[str]:
    """The themes whose words carry a content note: their own, or that of a theme above them."""
    found: set[str] = set()
    more = {theme.id for theme in codebook.themes if theme.content_note}
    while more:
        found |= more
        more = {theme.id for theme in codebook.themes if theme.parent in found} - found
    return frozenset(found)


def second_readings(catalogue: Catalogue, by: str) -> Iterator[Item]:
    """Passages that somebody else has read whole and this person has not, in an order by lot: to see whether two people
    agree. What the first one said is not told."""
    reviews = catalogue.reviews()
    mine = {review.passage for review in reviews if review.by == by}
    whole = {review.passage: review.report for review in reviews if review.theme == WHOLE and review.by != by}
    here = {passage.passage for passage in catalogue.suggested()}
    machine = catalogue.machine_themes(whole.keys())
    for passage in sorted(whole.keys() - mine, key=lambda id: sha256(f"second {id}".encode()).digest()):
        if passage in here:
            yield Item(passage, whole[passage], Stream.SECOND, tuple(sorted(machine.get(passage, ()))))


def disagreements(catalogue: Catalogue) -> dict[str, dict[str, dict[str, Answer]]]:
    """Where two people who read the same passage differ: by passage and theme, what each said. Who read it whole and
    said nothing of a theme did not see it there. What somebody decided since the second reading is settled."""
    reviews = catalogue.reviews()
    last = {review.passage: review.at for review in sorted(reviews, key=lambda review: review.at)}
    settled = {place for place, at in catalogue.decided_at().items() if place[0] in last and at > last[place[0]]}
    found: dict[str, dict[str, dict[str, Answer]]] = {}
    for passage, people in readings_of(reviews).items():
        for theme in sorted({theme for reading in people.values() for theme in reading.answers}):
            said = {by: answer for by, reading in people.items() if (answer := reading.on(theme))}
            differ = len(set(said.values()) - {Answer.UNSURE}) > 1
            if differ and (passage, theme) not in settled:
                found.setdefault(passage, {})[theme] = said
    return found


def to_settle(catalogue: Catalogue) -> Iterator[Item]:
    """The passages on which two people differ, and the themes to settle."""
    reports = {passage.passage: passage.report for passage in catalogue.suggested()}
    for passage, themes in disagreements(catalogue).items():
        if passage in reports:
            yield Item(passage, reports[passage], Stream.SETTLED, tuple(themes))


def without(items: Iterator[Item], catalogue: Catalogue, codebook: Codebook, aside: Collection[str]) -> Iterator[Item]:
    """The same, without passages on themes that a person does not want to read now."""
    set_aside = frozenset(theme for one in aside for theme in codebook.descendants(one))
    themes = {passage.passage: {*passage.themes, *passage.accepted} for passage in catalogue.suggested()}
    for item in items:
        if set_aside.isdisjoint((*item.themes, *themes.get(item.passage, ()))):
            yield item


def one_passage(catalogue: Catalogue, codebook: Codebook, passage_id: str) -> Iterator[Item]:
    """A passage to be read again, with the themes that machines suggest and people found. Raises NotFound."""
    known = any(review.passage == passage_id for review in catalogue.reviews())
    stream = Stream.SETTLED if known else Stream.QUEUE  # a correction is no reading of its own
    for passage in catalogue.suggested():
        if passage.passage == passage_id:
            groups = codebook.groups()
            themes = (theme for theme in (*sorted(passage.accepted), *passage.themes) if theme not in groups)
            yield Item(passage_id, passage.report, stream, tuple(dict.fromkeys(themes)))
            return
    raise NotFound(f"There is no passage {passage_id} to be tagged in this library.", "Search for words of it.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person said of one passage, and the themes that they looked for."""

    answers: Mapping[str, Answer]
    looked: frozenset[str] = frozenset()

    def on(self, theme: str) -> Answer | None:
        """What they said of a theme: who looked for it and did not name it did not see it. None: they did not say."""
        return self.answers.get(theme) or (Answer.REJECTED if theme in self.looked else None)


def readings_of(reviews: Collection[Review]) -> dict[str, dict[str, Reading]]:
    """What each person said of each passage, by passage and person."""
    answers: dict[tuple[str, str], dict[str, Answer]] = {}
    looked: dict[tuple[str, str], frozenset[str]] = {}
    for review in reviews:
        place = (review.passage, review.by)
        answers.setdefault(place, {})
        if review.theme == WHOLE:
            looked[place] = review.looked
        else:
            answers[place][review.theme] = review.answer
    found: dict[str, dict[str, Reading]] = {}
    for (passage, by), said in answers.items():
        found.setdefault(passage, {})[by] = Reading(said, looked.get((passage, by), frozenset()))
    return found


def _open(passages: Collection[Suggested], reviews: Collection[Review], by: str) -> tuple[Suggested, ...]:
    """The passages with those suggestions only that this person may still be asked of: a theme that nobody looked for
    yet, and on which this person has not answered."""
    settled: dict[str, set[str]] = {}
    for review in reviews:
        mine = [review.theme] if review.by == by else []
        settled.setdefault(review.passage, set()).update(review.looked if review.theme == WHOLE else mine)
    return tuple(
        replace(one, themes={theme: score for theme, score in one.themes.items() if theme not in settled[one.passage]})
        if one.passage in settled
        else one
        for one in passages
    )


def _read(passages: Collection[Suggested], reviews: Collection[Review], by: str) -> frozenset[str]:
    """The passages that need no first reading by this person: read whole by anyone, or answered on by this one, and
    nothing left to ask."""
    seen = {review.passage for review in reviews if review.theme == WHOLE or review.by == by}
    return frozenset(one.passage for one in passages if one.passage in seen and not one.themes)


def _parts(reviewed: Collection[Reviewed], codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """The passages accepted under a theme that was split since, and whose part nobody has named: by passage, the
    parts."""
    below: dict[str, tuple[str, ...]] = {}
    for theme in codebook.themes:
        if theme.parent and not theme.retired:
            below[theme.parent] = (*below.get(theme.parent, ()), theme.id)
    found: dict[str, tuple[str, ...]] = {}
    for one in reviewed:
        for group in sorted(one.accepted & below.keys()):
            if not (one.accepted | one.rejected | one.unsure).intersection(below[group]):
                found[one.passage] = (*found.get(one.passage, ()), *below[group])
    return found

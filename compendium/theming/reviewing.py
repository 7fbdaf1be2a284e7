"""What people are asked to read: the queue of passages, built from what is suggested and what is decided already."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import NotFound
from compendium.model.review import WHOLE, Answer, Review, Reviewed, Stream
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
    passages = catalogue.suggested()
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
        done=_read(reviews, by),
        lots=not (only or aside),
    )


def noted(codebook: Codebook) -> frozenset[str]:
    """The themes whose words carry a content note."""
    return frozenset(theme.id for theme in codebook.themes if codebook.content_notes([theme.id]))


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
        themes = {theme for said in people.values() for theme in said if theme != WHOLE}
        for theme in sorted(themes):
            said = {by: answer for by, answers in people.items() if (answer := answer_on(answers, theme))}
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
    for passage in catalogue.suggested():
        if passage.passage == passage_id:
            groups = codebook.groups()
            themes = (theme for theme in (*sorted(passage.accepted), *passage.themes) if theme not in groups)
            yield Item(passage_id, passage.report, Stream.QUEUE, tuple(dict.fromkeys(themes)))
            return
    raise NotFound(f"There is no passage {passage_id} to be tagged in this library.", "Search for words of it.")


def readings_of(reviews: Collection[Review]) -> dict[str, dict[str, dict[str, Answer]]]:
    """What each person said of each passage: by passage, person and theme."""
    found: dict[str, dict[str, dict[str, Answer]]] = {}
    for review in reviews:
        found.setdefault(review.passage, {}).setdefault(review.by, {})[review.theme] = review.answer
    return found


def answer_on(answers: Mapping[str, Answer], theme: str) -> Answer | None:
    """What a person said of a theme; None when they did not say."""
    return answers.get(theme) or (Answer.REJECTED if WHOLE in answers else None)


def _read(reviews: Collection[Review], by: str) -> frozenset[str]:
    """The passages that need no first reading by this person: read whole by anyone, or answered on by this one."""
    return frozenset(review.passage for review in reviews if review.theme == WHOLE or review.by == by)


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
            if not (one.accepted | one.rejected).intersection(below[group]):
                found[one.passage] = (*found.get(one.passage, ()), *below[group])
    return found

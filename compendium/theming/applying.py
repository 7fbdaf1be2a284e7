"""A codebook is put in force: what would change is told first, then every report is tagged by it."""

import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from compendium.catalogue.carried import foreseen, newly_former
from compendium.catalogue.catalogue import Catalogue
from compendium.model.document import Passage
from compendium.model.theme import Codebook, Theme
from compendium.tagging.codebook import seed
from compendium.tagging.editing import affected, differences, succeeding
from compendium.theming.suggesting import MODEL, Suggester, suggester

BY_PROGRAM: Final = "compendium"
"""Who puts a codebook in force that shipped with the program."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What putting a codebook in force changes, or has changed."""

    codebook: Codebook
    before: Codebook
    added: tuple[Theme, ...] = ()
    retired: tuple[Theme, ...] = ()
    gone: tuple[Theme, ...] = ()
    """Themes that are in it no more, and that nobody decided anything of."""
    former: Mapping[str, str] = field(default_factory=dict)
    """The ids that themes had until now, and the ids that stand for them from now on."""
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields that differ, by theme id."""
    decisions: int = 0
    """People's decisions that are carried over from former themes."""
    gained: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    """How many passages are suggested anew, or no more, by theme; what people decided on is not among them."""
    reports: int = 0
    """Reports in which a suggestion comes or goes."""
    words: int = 0
    seconds: float = 0.0
    learns: bool = False
    """Whether the classifier learns again, so that what it suggests may change as well."""
    stale: int = 0
    """Reports that stood on another codebook than the one before: a run that was cut short left them."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all changes."""
        return self.codebook.version == self.before.version and not self.stale


def in_force(catalogue: Catalogue) -> Codebook:
    """The codebook to tag with: the one that people of this library chose, else the one that ships with the program."""
    return catalogue.codebook() if catalogue.own_codebook() else seed()


def preview(catalogue: Catalogue, codebook: Codebook) -> Plan:
    """What would change if that codebook were put in force. Nothing is written."""
    before = catalogue.codebook()
    return _planned(catalogue, _succeeding(catalogue, codebook), before, write=False)


def apply(catalogue: Catalogue, codebook: Codebook, *, by: str) -> Plan:
    """Puts that codebook in force and tags every report by it, as far as its suggestions may differ. People's decisions
    hold; those on former themes are carried over. The caller holds the writer's lock, and lets the index catch up."""
    before, follows = catalogue.codebook(), _succeeding(catalogue, codebook)
    carried = catalogue.put_codebook(follows, own=True, by=by) if follows != before else 0
    _learn_again(catalogue, follows)
    plan = _planned(catalogue, follows, before, write=True)
    return replace(plan, decisions=carried)


def put(catalogue: Catalogue, codebook: Codebook) -> Codebook:
    """Puts that codebook in force if it is not, and returns it as it is in force. Reports that stand on another one are
    not tagged anew: `retag_stale` does that."""
    follows = _succeeding(catalogue, codebook)
    catalogue.put_codebook(follows, own=codebook.version != seed().version, by=BY_PROGRAM)
    _learn_again(catalogue, follows)
    return follows


def _learn_again(catalogue: Catalogue, codebook: Codebook) -> None:
    """Trains the classifier for a new codebook, if there is one: it knows the themes and rules of one codebook only."""
    if not (catalogue.home / MODEL).exists():
        return
    from compendium.tagging.modelfile import header  # scikit-learn is slow to load, and most libraries never need it
    from compendium.theming.learning import trained

    if header(catalogue.home / MODEL).get("codebook") != codebook.version:
        trained(catalogue, codebook)


def retag_stale(catalogue: Catalogue, codebook: Codebook, before: Codebook) -> None:
    """Tags anew every report that was tagged by another version, also what a killed run left: only as far as it may
    differ from `before` where that was it, else whole. A library never stands on two."""
    for _ in _retagged(catalogue, codebook, before, write=True):
        pass


def retag_all(catalogue: Catalogue, codebook: Codebook) -> int:
    """Tags every report anew by the codebook in force, after the classifier learnt: how many reports changed."""
    tagger = suggester(catalogue.home, codebook)
    moved = 0
    for report in catalogue.tagged_with():
        more, less, _ = _one(catalogue, report, codebook, tagger, None, write=True)
        moved += bool(more or less)
    return moved


def _succeeding(catalogue: Catalogue, codebook: Codebook) -> Codebook:
    return succeeding(codebook, catalogue.codebook(), catalogue.decided_themes())


def _planned(catalogue: Catalogue, follows: Codebook, before: Codebook, *, write: bool) -> Plan:
    began = time.monotonic()
    old = {theme.id: theme for theme in before.themes}
    new = {theme.id: theme for theme in follows.themes}
    former = newly_former(follows, before)
    stale = sum(version not in (before.version, follows.version) for version in catalogue.tagged_with().values())
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    reports = words = 0
    for more, less, read in _retagged(catalogue, follows, before, write=write):
        gained.update(theme for _, theme in more)
        lost.update(theme for _, theme in less)
        reports += bool(more or less)
        words += read
    return Plan(
        codebook=follows,
        before=before,
        added=tuple(t for t in follows.themes if t.id not in old and not old.keys() & set(t.former)),
        retired=tuple(t for t in follows.themes if t.retired and not (t.id in old and old[t.id].retired)),
        gone=tuple(theme for theme in before.themes if theme.id not in new and theme.id not in former),
        former=former,
        changed={id: fields for id, theme in new.items() if id in old and (fields := differences(theme, old[id]))},
        decisions=catalogue.count_decided(former),
        gained=gained,
        lost=lost,
        reports=reports,
        words=words,
        stale=stale,
        learns=follows.version != before.version and (catalogue.home / MODEL).exists(),
        seconds=time.monotonic() - began,
    )


Pairs = frozenset[tuple[str, str]]


def _retagged(
    catalogue: Catalogue, codebook: Codebook, before: Codebook, *, write: bool
) -> Iterator[tuple[Pairs, Pairs, int]]:
    """Tags each report by the codebook: what it gains and loses of suggestions nobody decided on, and the words read.
    Reports that stand on `before` are looked at only for the themes that may differ."""
    versions = catalogue.tagged_with()
    stale = [report for report, version in versions.items() if version != codebook.version]
    some = affected(codebook, before)
    tagger = suggester(catalogue.home, codebook)
    if (catalogue.home / MODEL).exists() and codebook.version != before.version:
        some |= {theme.id for theme in (*codebook.themes, *before.themes)}  # it has learnt anew, whatever changed
    same = [report for report in stale if versions[report] == before.version]
    if not some and not tagger.learned and write:
        catalogue.restamp(same, codebook.version)
        stale = [report for report in stale if versions[report] != before.version]
    partly = tagger.only(some) if before.version != codebook.version else tagger
    for report in stale:
        only = versions[report] == before.version and before.version != codebook.version
        themes = some | tagger.learned if only else None
        if themes is not None and not themes:
            continue
        yield _one(catalogue, report, codebook, partly if only else tagger, themes, write=write)


def _one(
    catalogue: Catalogue,
    report: str,
    codebook: Codebook,
    tagger: Suggester,
    themes: Collection[str] | None,
    *,
    write: bool,
) -> tuple[Pairs, Pairs, int]:
    passages = catalogue.words(report)
    tags = tagger.tags(passages)
    unlearned = not write and not tagger.learned  # before it learns again nobody knows what the classifier will say
    had, decided = catalogue.suggestions(report, by_rule=unlearned)
    former = codebook.now()
    before = {(passage, former.get(t, t)) for passage, t in had if themes is None or t in themes}
    # when nothing is written, decisions on themes that are about to go are not carried over yet
    now = {(tag.passage, tag.theme) for tag in tags} - foreseen(decided, had, {} if write else former)
    if write:
        catalogue.retag(report, tags, codebook.version, themes)
    return frozenset(now - before), frozenset(before - now), _words(passages)


def _words(passages: tuple[Passage, ...]) -> int:
    return sum(len(passage.text.split()) for passage in passages)

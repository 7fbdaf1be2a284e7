"""A codebook is put in force: what would change is told first, then every report is tagged by it."""

import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
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
    joined: Mapping[str, int] = field(default_factory=dict)
    """How many passages speak to a theme only because another became part of it, by theme."""
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
    _learn_again(catalogue, follows, before)
    plan = _planned(catalogue, follows, before, write=True)
    return replace(plan, decisions=carried)


def put(catalogue: Catalogue, codebook: Codebook | None) -> Codebook:
    """Puts that codebook in force if it is not, and returns it as it is in force; None stands for the one of `in_force`
    (which only who holds the writer's lock can be sure of). Reports that stand on another one are not tagged anew:
    `retag_stale` does that."""
    before = catalogue.codebook()
    own = catalogue.own_codebook() if codebook is None else codebook.version != seed().version
    wanted = in_force(catalogue) if codebook is None else codebook
    # one that is in force already is not looked at again: an older version may have allowed what is a fault now
    follows = before if wanted == before else _succeeding(catalogue, wanted)
    catalogue.put_codebook(follows, own=own, by=BY_PROGRAM)
    _learn_again(catalogue, follows, before)
    return follows


def _learn_again(catalogue: Catalogue, codebook: Codebook, before: Codebook) -> None:
    """Brings the classifier along, if there is one. It learns again when rules or themes changed, or when its file is
    not to be read (also by a newer scikit-learn); else only the file is renewed. It holds nothing up: without it the
    rules still suggest, and the next run tries again."""
    file = catalogue.home / MODEL
    if not file.exists():
        return
    from compendium.tagging.modelfile import load, save  # scikit-learn: slow to load, most libraries never need it
    from compendium.theming.learning import trained

    if load(file, codebook=codebook.version) is not None:
        return
    with suppress(OSError):
        same = None if _teaches(codebook, before) else load(file, codebook=before.version)
        if same is not None:
            save(replace(same, codebook=codebook.version), file)
        else:
            trained(catalogue, codebook)


def _teaches(codebook: Codebook, before: Codebook) -> bool:
    """Whether a classifier would learn otherwise under one codebook than under the other."""
    return bool(affected(codebook, before) or codebook.now() != before.now())


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
        found = _one(catalogue, report, codebook, tagger, None, write=True)
        moved += bool(found.more or found.less)
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
    joined: Counter[str] = Counter()
    reports = words = 0
    for moved in _retagged(catalogue, follows, before, write=write):
        gained.update(theme for _, theme in moved.more)
        lost.update(theme for _, theme in moved.less)
        joined.update(theme for _, theme in moved.joined if theme in old)
        reports += bool(moved.more or moved.less)
        words += moved.words
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
        joined=joined,
        reports=reports,
        words=words,
        stale=stale,
        learns=_teaches(follows, before) and (catalogue.home / MODEL).exists(),
        seconds=time.monotonic() - began,
    )


Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Moved:
    """What one report gains, loses and has under another theme from now on: pairs of passage and theme. And its words
    in number."""

    more: Pairs
    less: Pairs
    joined: Pairs
    words: int


def _retagged(catalogue: Catalogue, codebook: Codebook, before: Codebook, *, write: bool) -> Iterator[_Moved]:
    """Tags each report by the codebook: what it gains and loses of suggestions nobody decided on. Reports that stand
    on `before` are looked at only for the themes that may differ."""
    versions = catalogue.tagged_with()
    stale = [report for report, version in versions.items() if version != codebook.version]
    follows = codebook.version != before.version
    some, tagger = affected(codebook, before), suggester(catalogue.home, codebook)
    learnt = frozenset[str]()
    if follows and write and _teaches(codebook, before) and (catalogue.home / MODEL).exists():
        learnt = tagger.learned | catalogue.classifier_themes()
    some |= learnt
    if follows and not some and write:
        catalogue.restamp((report for report in stale if versions[report] == before.version), codebook.version)
        stale = [report for report in stale if versions[report] != before.version]
    partly = tagger if learnt else tagger.only(some)
    for report in stale:
        if not (follows and versions[report] == before.version):
            yield _one(catalogue, report, codebook, tagger, None, write=write)
        elif some:
            yield _one(catalogue, report, codebook, partly, some, write=write)


def _one(
    catalogue: Catalogue,
    report: str,
    codebook: Codebook,
    tagger: Suggester,
    themes: Collection[str] | None,
    *,
    write: bool,
) -> _Moved:
    passages = catalogue.words(report)
    tags = tagger.tags(passages)
    unlearned = not write and not tagger.learned  # before it learns again nobody knows what the classifier will say
    had, decided = catalogue.suggestions(report, by_rule=unlearned)
    former = codebook.now()
    before = {(passage, former.get(t, t)) for passage, t in had if themes is None or t in themes}
    joined = {(passage, former[t]) for passage, t in had if t in former} - had
    # when nothing is written, decisions on themes that are about to go are not carried over yet
    now = {(tag.passage, tag.theme) for tag in tags} - foreseen(decided, had, {} if write else former)
    if write:
        catalogue.retag(report, tags, codebook.version, themes)
    return _Moved(frozenset(now - before), frozenset(before - now), frozenset(joined & now), _words(passages))


def _words(passages: tuple[Passage, ...]) -> int:
    return sum(len(passage.text.split()) for passage in passages)

"""Machines learn from what people decided, and are judged by what they never learnt from."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from heapq import nsmallest
from typing import Final

from compendium.catalogue.catalogue import Catalogue
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.review import Reviewed, kept_apart
from compendium.model.theme import Codebook
from compendium.tagging.classifier import Model, train
from compendium.tagging.examples import Example
from compendium.tagging.modelfile import load, save
from compendium.tagging.rules import Tagger
from compendium.theming.suggesting import MODEL

_MOST_UNLABELLED: Final = 3000
"""Passages that only the rules have looked at, from which to learn an order for themes few people have decided on."""
_MOST_DOUBTED: Final = 3000
"""Passages among which the next ones to read are looked for by doubt."""
_DOUBTFUL: Final = 0.1
"""A probability so far from 0 and 1 is worth asking about."""


def trained(catalogue: Catalogue, codebook: Codebook) -> Model:
    """The classifier that people's decisions teach now, kept in the library's folder. Passages kept apart teach
    nothing: machines are judged by them."""
    reviewed = [one for one in catalogue.reviewed() if not kept_apart(one.passage)]
    examples = examples_of(reviewed, codebook)
    known = {one.passage for one in reviewed}
    model = train(
        examples, learnable(codebook), codebook=codebook.version, unlabelled=_unlabelled(catalogue, codebook, known)
    )
    save(model, catalogue.home / MODEL)
    return model


def learnable(codebook: Codebook) -> tuple[str, ...]:
    """The themes that a machine may suggest."""
    groups = codebook.groups()
    return tuple(t.id for t in codebook.themes if t.machine and not t.retired and t.id not in groups)


def examples_of(reviewed: Sequence[Reviewed], codebook: Codebook) -> list[Example]:
    """What people said of these passages, with what the rules say of them. A theme that somebody is unsure of is
    neither there nor absent."""
    hits = rule_hits(reviewed, codebook)
    return [
        Example(
            passage=one.passage,
            text=one.text,
            heading=one.heading,
            report=one.report,
            organisations=one.organisations,
            accepted=one.accepted,
            rejected=one.rejected | (one.looked - one.accepted - one.unsure),
            whole=False,  # a theme that nobody could look for is unknown
            hits=hits.get(one.passage, {}),
        )
        for one in reviewed
    ]


def rule_hits(reviewed: Sequence[Reviewed], codebook: Codebook) -> dict[str, dict[str, float]]:
    """What the rules suggest for these passages: the score by theme, by passage."""
    found: dict[str, dict[str, float]] = {}
    for tag in Tagger(codebook).tag(map(passage_of, reviewed)):
        found.setdefault(tag.passage, {})[tag.theme] = tag.score
    return found


def passage_of(one: Reviewed) -> Passage:
    """The passage that was read, as far as tagging needs it."""
    kind, account = PassageKind.PARAGRAPH, Account.UNKNOWN
    return Passage(one.passage, kind, account, (), one.heading, one.text, quotes=one.quotes)


def _unlabelled(catalogue: Catalogue, codebook: Codebook, known: set[str]) -> list[Example]:
    """Some passages nobody has decided on, drawn by lot, with what machines suggest for them."""
    nothing: frozenset[str] = frozenset()
    return [
        Example(passage.id, passage.text, passage.heading, report, (), nothing, nothing, False, themes)
        for report, passage, themes in _drawn(catalogue, known, _MOST_UNLABELLED)
    ]


def _drawn(catalogue: Catalogue, but: set[str], most: int) -> list[tuple[str, Passage, Mapping[str, float]]]:
    """Passages drawn by lot, none of those kept apart: report, passage, and what rules suggest for it."""
    able = (one for one in catalogue.suggested() if one.passage not in but and not kept_apart(one.passage))
    drawn = {one.passage: one for one in nsmallest(most, able, key=lambda one: _lot(one.passage))}
    words = catalogue.some_words(drawn.keys())
    return [(drawn[passage.id].report, passage, drawn[passage.id].ruled) for passage in words]


def _lot(passage: str) -> bytes:
    return sha256(f"drawn {passage}".encode()).digest()


def doubt(catalogue: Catalogue, codebook: Codebook) -> dict[str, dict[str, float]]:
    """How likely the classifier holds themes to be in passages nobody has read, by passage and theme, where that is
    worth asking about. Nothing before it was trained."""
    model = load(catalogue.home / MODEL, codebook=codebook.version)
    if model is None:
        return {}
    known = {one.passage for one in catalogue.reviewed()}
    drawn = _drawn(catalogue, known, _MOST_DOUBTED)
    if not drawn:
        return {}
    texts, headings = [passage.text for _, passage, _ in drawn], [passage.heading for _, passage, _ in drawn]
    chances = model.predict(texts, headings, [themes for _, _, themes in drawn]).probability
    return {
        passage.id: said
        for (_, passage, _), row in zip(drawn, chances, strict=True)
        if (said := {t: float(p) for t, p in zip(model.themes, row, strict=True) if _DOUBTFUL <= p <= 1 - _DOUBTFUL})
    }

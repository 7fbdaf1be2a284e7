"""What a person should look at in a codebook that can be used."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from compendium.model.document import Account, Passage, PassageKind
from compendium.model.theme import Codebook, Theme
from compendium.tagging.rules import Tagger

_EXAMPLES: Final = 2
_SHOWN: Final = 10


def doubts(codebook: Codebook) -> tuple[str, ...]:
    """What a person should look at, in plain sentences, theme by theme."""
    groups = codebook.groups()
    themes = [theme for theme in codebook.themes if theme.id not in groups and not theme.retired]
    said = _said(codebook, themes)
    own = (doubt for theme in themes for doubt in _of_theme(theme, said))
    return (*own, *_same_names(codebook), *_shared(themes))


def _same_names(codebook: Codebook) -> Iterator[str]:
    """Names that tell nobody which theme is meant."""
    held: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for theme in codebook.themes:
        if not theme.retired:
            held[theme.name.casefold().strip(), theme.parent].append(theme.id)
    for ids in held.values():
        if len(ids) > 1:
            yield f"Themes of one group have the same name: {', '.join(ids)}."


def _of_theme(theme: Theme, said: dict[str, frozenset[str]]) -> Iterator[str]:
    if len(theme.examples) < _EXAMPLES:
        yield f"{theme.name} ({theme.id}) has fewer than two examples."
    if not theme.owner:
        yield f"{theme.name} ({theme.id}) has no owner."
    if not theme.machine:
        return
    if not (theme.terms or theme.hints or theme.patterns or theme.guarded):
        yield f"{theme.name} ({theme.id}) has no words to find it by. If people alone tag with it, set machine = false."
        return
    for example in theme.examples:
        if theme.id not in said[example]:
            yield f"{theme.name} ({theme.id}) is not found in its own example: “{example}”"
    for near in theme.near_misses:
        if theme.id in said[near]:
            yield f"{theme.name} ({theme.id}) is found in its own near miss: “{near}”"


def _said(codebook: Codebook, themes: list[Theme]) -> dict[str, frozenset[str]]:
    """What the rules suggest for each example and near miss."""
    texts = list(dict.fromkeys(text for theme in themes for text in (*theme.examples, *theme.near_misses)))
    passages = [Passage(text, PassageKind.PARAGRAPH, Account.UNKNOWN, (), (), text) for text in texts]
    found: dict[str, set[str]] = defaultdict(set)
    for tag in Tagger(codebook).tag(passages):
        found[tag.passage].add(tag.theme)
    return {text: frozenset(found[text]) for text in texts}


def _shared(themes: list[Theme]) -> Iterator[str]:
    held: dict[str, list[str]] = defaultdict(list)
    for theme in themes:
        for term in theme.terms:
            held[term.lower()].append(theme.id)
    shared = sorted(f"“{term}” ({', '.join(of)})" for term, of in held.items() if len(of) > 1)
    if shared:
        more = f" and {len(shared) - _SHOWN} more" if len(shared) > _SHOWN else ""
        yield f"Some terms belong to more than one theme: {'; '.join(shared[:_SHOWN])}{more}."

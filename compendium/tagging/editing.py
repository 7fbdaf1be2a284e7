"""Changes to a codebook, one at a time: each gives a new codebook, or BadInput that says why not. Nothing said of a
theme is lost: a theme that goes leaves its id to another one, or is retired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any, Final

from compendium.errors import BadInput, NotFound
from compendium.model.theme import Codebook, Theme
from compendium.tagging.codebook import rechecked
from compendium.tagging.faults import same_phrase

FINDING: Final = ("terms", "hints", "not_terms", "patterns", "guarded", "machine", "retired")
"""The fields that decide which passages a machine suggests."""

_WORDS: Final = ("terms", "hints", "not_terms", "patterns", "examples", "near_misses", "guarded")


def create(codebook: Codebook, theme: Theme) -> Codebook:
    """With a new theme, after the last one of its group."""
    if codebook.get(theme.id):
        raise BadInput(f"There is a theme {theme.id!r} already.", "Choose another id, or change that theme.")
    if now := codebook.now().get(theme.id):
        raise BadInput(f"{theme.id!r} is a former id of the theme {now!r}.", "Choose another id.")
    return rechecked(_after(codebook, theme.parent, theme))


def change(codebook: Codebook, theme_id: str, **values: Any) -> Codebook:
    """With other values in fields of a theme, and its version raised if anything changed."""
    theme = found(codebook, theme_id)
    return rechecked(_replaced(codebook, theme, raised(replace(theme, **values), theme)))


def rename(codebook: Codebook, theme_id: str, name: str, new_id: str | None = None) -> Codebook:
    """With another name for a theme, and another id if one is given: what was said under the old id holds for it."""
    theme = found(codebook, theme_id)
    if new_id is None or new_id == theme.id:
        return change(codebook, theme_id, name=name)
    former = tuple(one for one in (*theme.former, theme.id) if one != new_id)
    renamed = replace(theme, id=new_id, name=name, former=former)
    themes = (replace(one, parent=new_id) if one.parent == theme.id else one for one in codebook.themes)
    return rechecked(raised(renamed, theme) if one.id == theme.id else one for one in themes)


def move(codebook: Codebook, theme_id: str, parent: str | None) -> Codebook:
    """With a theme under another one, or at the top."""
    theme = found(codebook, theme_id)
    parent = codebook.now().get(parent, parent) if parent else None
    others = Codebook("", tuple(one for one in codebook.themes if one.id != theme.id))
    return rechecked(_after(others, parent, raised(replace(theme, parent=parent), theme)))


def merge(codebook: Codebook, theme_ids: Sequence[str], into: str) -> Codebook:
    """With some themes made part of another: their words find it, what was said of them is said of it, and the themes
    below them stand below it."""
    whole = found(codebook, into)
    parts = [part for part in map(partial(found, codebook), theme_ids) if part.id != whole.id]
    gone = {part.id for part in parts}
    if not gone:
        raise BadInput("There is nothing to merge: name at least one other theme.", "Nothing was changed.")
    if gone & {theme.id for theme in codebook.ancestors(whole.id)}:
        raise BadInput(f"{whole.name} stands below a theme that it is to take in.", "Move it out first.")
    words = _merged_words((whole, *parts))
    former = (*whole.former, *(old for part in parts for old in (part.id, *part.former)))
    merged = raised(replace(whole, **words, former=tuple(dict.fromkeys(former))), whole)
    kept = (merged if one.id == whole.id else one for one in codebook.themes if one.id not in gone)
    return rechecked(replace(one, parent=whole.id) if one.parent in gone else one for one in kept)


def _merged_words(themes: Sequence[Theme]) -> dict[str, Any]:
    """All their words, each once. What is a term of one is neither a hint nor set apart for the other."""
    words = {key: _joined(getattr(theme, key) for theme in themes) for key in _WORDS}
    taken = set(map(same_phrase, words["terms"]))
    guarded = [replace(g, terms=tuple(t for t in g.terms if same_phrase(t) not in taken)) for g in words["guarded"]]
    words["guarded"] = tuple(guard for guard in guarded if guard.terms)
    taken.update(same_phrase(term) for guard in guarded for term in guard.terms)
    for kind in ("hints", "not_terms"):
        words[kind] = tuple(phrase for phrase in words[kind] if same_phrase(phrase) not in taken)
        taken.update(map(same_phrase, words[kind]))
    return words


def split(codebook: Codebook, theme_id: str, parts: Mapping[str, tuple[str, Iterable[str]]]) -> Codebook:
    """With a theme made the group of new ones: `parts` gives the name of each, by id, and which of its words find it.

    What people accepted under the theme stays with it and counts for it; which part it belongs to is for people to
    say, who are asked first for such passages. Words that no part is given are given to none: the caller says so.
    """
    theme = found(codebook, theme_id)
    if len(parts) < 2:
        raise BadInput("A theme is split into at least two.", "Nothing was changed.")
    known = words_of(theme)
    new = []
    for part_id, (name, words) in parts.items():
        if codebook.get(part_id):
            raise BadInput(f"There is a theme {part_id!r} already.", "Choose another id for the part.")
        wanted = set(map(same_phrase, words))
        if strange := wanted - set(map(same_phrase, known)):
            raise BadInput(f"{theme.name} has no such words: {', '.join(sorted(strange))}.", "Nothing was changed.")
        new.append(_part(theme, part_id, name, wanted))
    group = raised(replace(theme, terms=(), hints=(), patterns=(), guarded=(), not_terms=()), theme)
    out = [(group, *new) if one.id == theme.id else (one,) for one in codebook.themes]
    return rechecked(one for some in out for one in some)


def words_of(theme: Theme) -> tuple[str, ...]:
    """All words and phrases that speak for a theme, however strongly."""
    return (*theme.terms, *theme.hints, *theme.patterns, *(term for guard in theme.guarded for term in guard.terms))


def _part(theme: Theme, part_id: str, name: str, wanted: set[str]) -> Theme:
    """A part of a theme that is found by some of its words."""
    taken: dict[str, Any] = {
        kind: tuple(word for word in getattr(theme, kind) if same_phrase(word) in wanted)
        for kind in ("terms", "hints", "patterns")
    }
    guarded = [replace(g, terms=tuple(t for t in g.terms if same_phrase(t) in wanted)) for g in theme.guarded]
    definition = f"{name}: a part of {theme.name.lower()}. {theme.definition}"
    blank = Theme(part_id, name, definition, theme.id, owner=theme.owner, book=theme.book, machine=theme.machine)
    kept = replace(blank, not_terms=theme.not_terms, content_note=theme.content_note)
    return replace(kept, guarded=tuple(guard for guard in guarded if guard.terms), **taken)


def retire(codebook: Codebook, theme_id: str, back: bool = False) -> Codebook:
    """With a theme out of use (or in use again): no machine suggests it and no list offers it. What people said of it
    is kept."""
    theme = found(codebook, theme_id)
    below = [one.name for one in codebook.themes if one.parent == theme.id and not one.retired]
    if below and not back:
        raise BadInput(f"Themes stand under {theme.name}: {', '.join(below)}.", "Move or retire those first.")
    return change(codebook, theme.id, retired=not back)


def succeeding(codebook: Codebook, before: Codebook, decided: Iterable[str]) -> Codebook:
    """The codebook as it follows `before`: a theme that changed has a higher version, and one that is missing is kept
    as retired if people decided anything of it."""
    known = {theme.id: theme for theme in before.themes}
    here = {theme.id for theme in codebook.themes}
    named = here | {former for theme in codebook.themes for former in theme.former}
    known_decided = set(decided)
    missing = [theme for theme in before.themes if theme.id not in named and theme.id in known_decided]
    # a theme that has its former id again took its name back: what was said meanwhile is said of it
    heirs = {theme.id: back[0] for theme in missing if len(back := [was for was in theme.former if was in here]) == 1}
    themes = []
    for theme in codebook.themes:
        # a table edited by hand need not tell former ids: what was said under them still belongs here
        own = known[theme.id].former if theme.id in known else ()
        more = (*(was for was in own if was not in named), *(was for was, heir in heirs.items() if heir == theme.id))
        themes.append(replace(theme, former=tuple(dict.fromkeys((*theme.former, *more)))))
    kept = [theme for theme in missing if theme.id not in heirs]
    now = {former: theme.id for theme in themes for former in theme.former}
    for theme in kept:
        parent = now.get(theme.parent, theme.parent) if theme.parent else None
        known_parent = parent in here or parent in {one.id for one in kept}
        former = tuple(was for was in theme.former if was not in named)
        themes.append(replace(theme, retired=True, parent=parent if known_parent else None, former=former))
    return rechecked(raised(theme, known[theme.id]) if theme.id in known else theme for theme in themes)


def raised(theme: Theme, before: Theme) -> Theme:
    """The theme with a version above that of `before`, if anything else about it differs."""
    same = replace(theme, version=before.version) == before
    return replace(theme, version=before.version if same else max(theme.version, before.version + 1))


def affected(codebook: Codebook, before: Codebook) -> frozenset[str]:
    """The themes, of either, whose suggestions may differ between two codebooks."""
    old, new = _findable(before), _findable(codebook)
    return frozenset(theme_id for theme_id in old.keys() | new.keys() if old.get(theme_id) != new.get(theme_id))


def _findable(codebook: Codebook) -> dict[str, tuple[Any, ...]]:
    groups = codebook.groups()
    return {theme.id: (theme.id in groups, *(getattr(theme, key) for key in FINDING)) for theme in codebook.themes}


def differences(theme: Theme, before: Theme) -> tuple[str, ...]:
    """The fields in which two states of a theme differ."""
    names = (field.name for field in fields(Theme) if field.name != "version")
    return tuple(name for name in names if getattr(theme, name) != getattr(before, name))


def found(codebook: Codebook, theme_id: str) -> Theme:
    """The theme that has that id, or had it. Raises NotFound."""
    if theme := codebook.get(codebook.now().get(theme_id, theme_id)):
        return theme
    raise NotFound(f"There is no theme {theme_id!r}.", "To see them all: compendium themes list")


def _after(codebook: Codebook, parent: str | None, theme: Theme) -> list[Theme]:
    """The themes with this one after the last that stands in its group."""
    under = codebook.descendants(parent) if parent else frozenset()
    places = [number for number, one in enumerate(codebook.themes) if one.id in under]
    at = places[-1] + 1 if places else len(codebook.themes)
    return [*codebook.themes[:at], theme, *codebook.themes[at:]]


def _replaced(codebook: Codebook, old: Theme, new: Theme) -> list[Theme]:
    return [new if theme is old else theme for theme in codebook.themes]


def _joined(values: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """All values, each once; phrases that differ in signs and capitals only are one."""
    every = (value for some in values for value in some)
    return tuple({same_phrase(v) if isinstance(v, str) else v: v for v in every}.values())

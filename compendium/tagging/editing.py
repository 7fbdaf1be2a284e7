"""Changes to a codebook, one at a time: each gives a new codebook, or BadInput that says why not. Nothing said of a
theme is lost: a theme that goes leaves its id to another one, or is retired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from compendium.errors import BadInput, NotFound
from compendium.model.theme import Codebook, Theme
from compendium.tagging.codebook import rechecked

_NAME: Final = "as it would be"
FINDING: Final = ("terms", "hints", "not_terms", "patterns", "guarded", "machine", "retired")
"""The fields that decide which passages a machine suggests."""

_WORDS: Final = ("terms", "hints", "not_terms", "patterns", "examples", "near_misses", "guarded")


def create(codebook: Codebook, theme: Theme) -> Codebook:
    """With a new theme, after the last one of its group."""
    if codebook.get(theme.id):
        raise BadInput(f"There is a theme {theme.id!r} already.", "Choose another id, or change that theme.")
    return rechecked(_after(codebook, theme.parent, theme), _NAME)


def change(codebook: Codebook, theme_id: str, **values: Any) -> Codebook:
    """With other values in fields of a theme, and its version raised if anything changed."""
    theme = found(codebook, theme_id)
    return rechecked(_replaced(codebook, theme, raised(replace(theme, **values), theme)), _NAME)


def rename(codebook: Codebook, theme_id: str, name: str, new_id: str | None = None) -> Codebook:
    """With another name for a theme, and another id if one is given: what was said under the old id holds for it."""
    theme = found(codebook, theme_id)
    if new_id is None or new_id == theme.id:
        return change(codebook, theme_id, name=name)
    renamed = replace(theme, id=new_id, name=name, former=(*theme.former, theme.id))
    themes = (replace(one, parent=new_id) if one.parent == theme.id else one for one in codebook.themes)
    return rechecked((raised(renamed, theme) if one.id == theme.id else one for one in themes), _NAME)


def move(codebook: Codebook, theme_id: str, parent: str | None) -> Codebook:
    """With a theme under another one, or at the top."""
    theme = found(codebook, theme_id)
    others = Codebook("", tuple(one for one in codebook.themes if one.id != theme.id))
    return rechecked(_after(others, parent, raised(replace(theme, parent=parent), theme)), _NAME)


def merge(codebook: Codebook, theme_ids: Sequence[str], into: str) -> Codebook:
    """With some themes made part of another: their words find it, what was said of them is said of it, and the themes
    below them stand below it."""
    whole, parts = found(codebook, into), [found(codebook, theme_id) for theme_id in theme_ids if theme_id != into]
    gone = {part.id for part in parts}
    if not gone:
        raise BadInput("There is nothing to merge: name at least one other theme.", "Nothing was changed.")
    if gone & {theme.id for theme in codebook.ancestors(into)}:
        raise BadInput(f"{into!r} stands below a theme that it is to take in.", "Move it out first.")
    words: dict[str, Any] = {key: _joined(getattr(theme, key) for theme in (whole, *parts)) for key in _WORDS}
    terms = {term.lower() for term in words["terms"]}  # what is a term of one is no longer a hint of the other
    words["hints"] = tuple(hint for hint in words["hints"] if hint.lower() not in terms)
    words["not_terms"] = tuple(phrase for phrase in words["not_terms"] if phrase.lower() not in terms)
    guarded = [replace(g, terms=tuple(t for t in g.terms if t.lower() not in terms)) for g in words["guarded"]]
    words["guarded"] = tuple(guard for guard in guarded if guard.terms)
    former = (*whole.former, *(old for part in parts for old in (part.id, *part.former)))
    merged = raised(replace(whole, **words, former=tuple(dict.fromkeys(former))), whole)
    kept = (merged if one.id == into else one for one in codebook.themes if one.id not in gone)
    return rechecked((replace(one, parent=into) if one.parent in gone else one for one in kept), _NAME)


def split(codebook: Codebook, theme_id: str, parts: Mapping[str, tuple[str, Iterable[str]]]) -> Codebook:
    """With a theme made the group of new ones: `parts` gives the name of each, by id, and which of its words find it.

    What people accepted under the theme stays with it and counts for it; which part it belongs to is for people to
    say, who are asked first for such passages. Words that no part is given are given to none: the caller says so.
    """
    theme = found(codebook, theme_id)
    if len(parts) < 2:
        raise BadInput("A theme is split into at least two.", "Nothing was changed.")
    own = {kind: {_key(word): word for word in getattr(theme, kind)} for kind in ("terms", "hints", "patterns")}
    new = []
    for part_id, (name, words) in parts.items():
        if codebook.get(part_id):
            raise BadInput(f"There is a theme {part_id!r} already.", "Choose another id for the part.")
        wanted = {_key(word) for word in words}
        if strange := wanted - {key for kind in own.values() for key in kind}:
            raise BadInput(f"{theme.name} has no such words: {', '.join(sorted(strange))}.", "Nothing was changed.")
        taken: dict[str, Any] = {kind: tuple(w for key, w in had.items() if key in wanted) for kind, had in own.items()}
        definition = f"{name}: a part of {theme.name.lower()}. {theme.definition}"
        blank = Theme(part_id, name, definition, theme.id, owner=theme.owner, book=theme.book)
        new.append(replace(blank, not_terms=theme.not_terms, content_note=theme.content_note, **taken))
    group = raised(replace(theme, terms=(), hints=(), patterns=(), guarded=(), not_terms=()), theme)
    out = [(group, *new) if one.id == theme.id else (one,) for one in codebook.themes]
    return rechecked((one for some in out for one in some), _NAME)


def retire(codebook: Codebook, theme_id: str, back: bool = False) -> Codebook:
    """With a theme out of use (or in use again): no machine suggests it and no list offers it. What people said of it
    is kept."""
    theme = found(codebook, theme_id)
    below = [one.name for one in codebook.themes if one.parent == theme_id and not one.retired]
    if below and not back:
        raise BadInput(f"Themes stand under {theme.name}: {', '.join(below)}.", "Move or retire those first.")
    return change(codebook, theme_id, retired=not back)


def succeeding(codebook: Codebook, before: Codebook, decided: Iterable[str]) -> Codebook:
    """The codebook as it follows `before`: a theme that changed has a higher version, and one that is missing is kept
    as retired if people decided anything of it."""
    known = {theme.id: theme for theme in before.themes}
    themes = [raised(theme, known[theme.id]) if theme.id in known else theme for theme in codebook.themes]
    here = {theme.id for theme in themes} | {former for theme in themes for former in theme.former}
    missing = [theme for theme in before.themes if theme.id not in here and theme.id in set(decided)]
    retired = (
        raised(replace(theme, retired=True, parent=theme.parent if theme.parent in here else None), theme)
        for theme in missing
    )
    return rechecked((*themes, *retired), _NAME)


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
    """The theme of that id. Raises NotFound."""
    if theme := codebook.get(theme_id):
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
    return tuple({_key(value): value for some in values for value in some}.values())


def _key(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value

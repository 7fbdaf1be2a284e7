"""The codebook as pages show it: groups, their themes, and how many passages each has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from compendium.errors import IndexUnusable
from compendium.library import Library
from compendium.model.theme import THEMES, Codebook, Theme


@dataclass(frozen=True, slots=True)
class CountedTheme:
    """A theme and how many passages speak to it or to a theme below it."""

    theme: Theme
    count: int | None
    """None when it is not known, as search is being prepared."""


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A theme that none of those shown stands above, and all that stand below it, in the codebook's order."""

    top: CountedTheme
    themes: tuple[CountedTheme, ...]


def counts_of(library: Library) -> Mapping[str, int] | None:
    """How many passages speak to each theme; None while search is being prepared."""
    try:
        return library.theme_counts()
    except IndexUnusable:
        return None


def theme_groups(codebook: Codebook, counts: Mapping[str, int] | None) -> tuple[ThemeGroup, ...]:
    """The themes in use, by group. One without a count has no passages; without any counts, nobody knows."""
    return _groups(codebook, counts, {theme.id for theme in _in_use(codebook) if theme.book == THEMES})


def lens_groups(codebook: Codebook, counts: Mapping[str, int] | None) -> tuple[ThemeGroup, ...]:
    """What passages are looked at through besides the themes, by group: only that which some passage speaks to."""
    known = counts or {}
    return _groups(
        codebook, counts, {theme.id for theme in _in_use(codebook) if theme.book != THEMES and known.get(theme.id)}
    )


def _in_use(codebook: Codebook) -> list[Theme]:
    return [theme for theme in codebook.themes if not theme.retired]


def _groups(codebook: Codebook, counts: Mapping[str, int] | None, shown: Collection[str]) -> tuple[ThemeGroup, ...]:
    counted = {
        theme.id: CountedTheme(theme, None if counts is None else counts.get(theme.id, 0))
        for theme in codebook.themes
        if theme.id in shown
    }
    tops = [id for id in counted if not any(above.id in counted for above in codebook.ancestors(id))]
    below = {top: codebook.descendants(top) - {top} for top in tops}
    return tuple(
        ThemeGroup(counted[top], tuple(found for id, found in counted.items() if id in below[top])) for top in tops
    )

"""The codebook as pages show it: groups, their themes, and how many passages each has."""

from collections.abc import Mapping
from dataclasses import dataclass

from compendium.errors import IndexUnusable
from compendium.library import Library
from compendium.model.theme import Codebook, Theme


@dataclass(frozen=True, slots=True)
class CountedTheme:
    """A theme and how many passages speak to it or to a theme below it."""

    theme: Theme
    count: int | None
    """None when it is not known, as search is being prepared."""


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A theme at the top of the codebook and all themes below it, in the codebook's order."""

    top: CountedTheme
    themes: tuple[CountedTheme, ...]


def counts_of(library: Library) -> Mapping[str, int] | None:
    """How many passages speak to each theme; None while search is being prepared."""
    try:
        return library.theme_counts()
    except IndexUnusable:
        return None


def theme_groups(codebook: Codebook, counts: Mapping[str, int] | None) -> tuple[ThemeGroup, ...]:
    """The codebook by group. A theme without a count has no passages; without any counts, nobody knows."""
    tops = [theme for theme in codebook.themes if codebook.get(theme.parent or "") is None]
    counted = {
        theme.id: CountedTheme(theme, None if counts is None else counts.get(theme.id, 0)) for theme in codebook.themes
    }
    below = {top.id: codebook.descendants(top.id) - {top.id} for top in tops}
    return tuple(
        ThemeGroup(counted[top.id], tuple(found for id, found in counted.items() if id in below[top.id]))
        for top in tops
    )

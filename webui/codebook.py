"""The codebook as pages show it: groups, their themes, and how many passages each has."""

from collections.abc import Mapping
from dataclasses import dataclass

from compendium.library import Library
from compendium.model.theme import Codebook, Theme


@dataclass(frozen=True, slots=True)
class CountedTheme:
    """A theme and how many passages speak to it or to a theme below it."""

    theme: Theme
    count: int


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A theme at the top of the codebook and all themes below it, in the codebook's order."""

    top: CountedTheme
    themes: tuple[CountedTheme, ...]


def theme_groups(codebook: Codebook, counts: Mapping[str, int]) -> tuple[ThemeGroup, ...]:
    """The codebook by group. A theme without a count has no passages."""
    tops = [theme for theme in codebook.themes if codebook.get(theme.parent or "") is None]
    counted = {theme.id: CountedTheme(theme, counts.get(theme.id, 0)) for theme in codebook.themes}
    below = {top.id: codebook.descendants(top.id) - {top.id} for top in tops}
    return tuple(
        ThemeGroup(counted[top.id], tuple(found for id, found in counted.items() if id in below[top.id]))
        for top in tops
    )


def near_themes(library: Library, text: str, most: int = 5) -> tuple[Theme, ...]:
    """Themes whose name or terms hold a word that was asked for, those with most of them first."""
    codebook = library.codebook()
    shared = {theme.id: len(library.marks(" ".join((theme.name, *theme.terms)), text)) for theme in codebook.themes}
    near = sorted((theme for theme in codebook.themes if shared[theme.id]), key=lambda theme: -shared[theme.id])
    return tuple(near[:most])

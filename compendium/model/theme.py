"""Themes: the codebook and the tags that stand on it."""

from dataclasses import dataclass
from enum import StrEnum

from compendium.model.report import Claimant


class TagStatus(StrEnum):
    """A machine suggests; a person accepts or rejects."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of the codebook. `terms` are the words that suggest it; `parent` is the id of the group it stands
    in."""

    id: str
    name: str
    definition: str
    parent: str | None = None
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    not_terms: tuple[str, ...] = ()
    """Phrases that contain a term but mean something else; a term inside one of them is not counted."""
    hints: tuple[str, ...] = ()
    """Words too weak to suggest the theme alone: three different ones in a passage do, or one under a heading that
    holds a term; beside a term they make it surer."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A versioned set of themes. `version` changes whenever the content does."""

    version: str
    themes: tuple[Theme, ...]

    def get(self, theme_id: str) -> Theme | None:
        """The theme of that id, or None."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    def descendants(self, theme_id: str) -> frozenset[str]:
        """The ids of that theme and of all themes below it."""
        found = {theme_id}
        while grown := {theme.id for theme in self.themes if theme.parent in found} - found:
            found |= grown
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a passage that a tag rests on: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """The claim that a passage speaks to a theme, with the words it rests on.

    What a rule suggests always rests on words of the passage itself, whatever the headings above it add.
    """

    passage: str
    theme: str
    by: Claimant
    status: TagStatus = TagStatus.SUGGESTED
    matches: tuple[Match, ...] = ()
    score: float = 1.0

"""Themes: the codebook and the tags that stand on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from compendium.model.report import Claimant

THEMES: Final = "themes"
"""The codebook that themes belong to unless they say otherwise."""


_LIKELY: Final = 0.75


class TagStatus(StrEnum):
    """A machine suggests; a person accepts or rejects."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Guarded:
    """Terms that count only in the right company: with one of `needs` and none of `bars` in the passage or in a heading
    above it. Without `needs` any company will do that is not barred."""

    terms: tuple[str, ...]
    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of a codebook. `parent` is the id of the group it stands in."""

    id: str
    name: str
    definition: str
    parent: str | None = None
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    """Passages that look like the theme and are not: the examples of `exclude`."""
    terms: tuple[str, ...] = ()
    not_terms: tuple[str, ...] = ()
    """Phrases that contain a term but mean something else; a term inside one of them is not counted."""
    hints: tuple[str, ...] = ()
    """Words too weak to suggest the theme alone: three different ones in a passage do, or one under a heading that
    holds a term; beside a term they make it surer."""
    patterns: tuple[str, ...] = ()
    """Terms with gaps, choices and negation, such as `NOT .. feel safe|safer`: see `compendium.language.Pattern`."""
    guarded: tuple[Guarded, ...] = ()
    owner: str = ""
    """Who keeps it: whom to ask what belongs to it."""
    version: int = 1
    """Raised whenever what the theme means or how it is found changes."""
    machine: bool = True
    """Whether a machine may suggest it; otherwise people alone tag passages with it."""
    content_note: str = ""
    """What to warn of before words that speak to it, as in "describes self-harm"."""
    former: tuple[str, ...] = ()
    """Ids that this theme had before, or that were merged into it: what was said of them is said of it."""
    retired: bool = False
    """Not used any more: no machine suggests it and no list offers it, but what people said of it is kept."""
    book: str = THEMES
    """The codebook it belongs to: the themes themselves, or a lens to look at the same passages through."""


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

    def ancestors(self, theme_id: str) -> tuple[Theme, ...]:
        """The themes above that one, the nearest first."""
        found: list[Theme] = []
        theme = self.get(theme_id)
        while theme and theme.parent and (theme := self.get(theme.parent)) and theme not in found:
            found.append(theme)
        return tuple(found)

    def groups(self) -> frozenset[str]:
        """The ids of the themes that stand only for those below them: no machine suggests these."""
        return frozenset(theme.parent for theme in self.themes if theme.parent and not theme.retired)

    def now(self) -> dict[str, str]:
        """The ids that themes had before, and the ids that stand for them now."""
        return {former: theme.id for theme in self.themes for former in theme.former}

    def content_notes(self, theme_ids: Iterable[str]) -> tuple[str, ...]:
        """What to warn of before words that speak to those themes, in the codebook's order, each once. A theme without
        a note of its own has that of the nearest theme above it."""
        wanted = set(theme_ids)
        mine = (theme for theme in self.themes if theme.id in wanted)
        notes = (
            next((t.content_note for t in (theme, *self.ancestors(theme.id)) if t.content_note), "") for theme in mine
        )
        return tuple(dict.fromkeys(note for note in notes if note))


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a passage that a tag rests on: `text[start:end]`. `rule` is the phrase of the codebook, or the word of
    the classifier, that found them; libraries made before it was kept do not say."""

    start: int
    end: int
    rule: str = ""


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
    """How much speaks for it, up to 1. Of a classifier this is a probability; of a rule it only orders."""

    @property
    def likelihood(self) -> str:
        """How sure a machine is, in a word: "likely" or "possible". Of two terms, or a term and three hints, or a
        probability of three quarters it is "likely"."""
        return "likely" if self.score >= _LIKELY else "possible"

    def words(self, text: str, most: int = 5) -> tuple[str, ...]:
        """The words of the passage's `text` that it rests on, each once, at most so many."""
        return tuple(dict.fromkeys(text[match.start : match.end] for match in self.matches))[:most]

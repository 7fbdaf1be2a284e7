"""What machines suggest for passages: the rules of the codebook, and a classifier for the themes it has earned."""

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from compendium.model.document import Passage
from compendium.model.theme import Codebook, Tag
from compendium.tagging.rules import Tagger

if TYPE_CHECKING:
    from compendium.tagging.classifier import Model

MODEL: Final = Path("models") / "themes.skops"
"""Where in a library's folder the classifier is kept."""


class Suggester:
    """Suggests themes by rule, and by the classifier where the rules say nothing."""

    def __init__(self, codebook: Codebook, model: "Model | None", themes: Collection[str] | None = None) -> None:
        self._codebook = codebook
        self._model = model
        self._themes = themes

    @cached_property
    def _rules(self) -> Tagger:
        return Tagger(self._codebook, self._themes)  # only when something is to be tagged: it takes a second or two

    @property
    def learned(self) -> frozenset[str]:
        """The themes that the classifier decides on."""
        return self._model.active if self._model else frozenset()

    def only(self, themes: Collection[str]) -> Self:
        """The rules of some themes, and no classifier: it looks at the hits of all rules."""
        return type(self)(self._codebook, None, themes)

    def tags(self, passages: Sequence[Passage]) -> tuple[Tag, ...]:
        """The suggestions for these passages, each with the words it rests on."""
        ruled = self._rules.tag(passages)
        return (*ruled, *self.beyond(passages, ruled))

    def beyond(self, passages: Sequence[Passage], ruled: tuple[Tag, ...]) -> tuple[Tag, ...]:
        """What the classifier suggests where the rules, which suggest `ruled`, say nothing."""
        return self._model.tags(passages, ruled) if self._model and self.learned else ()


def suggester(home: Path, codebook: Codebook) -> Suggester:
    """The rules, with the classifier that was trained on this codebook if there is one."""
    file = home / MODEL
    if not file.exists():
        return Suggester(codebook, None)
    from compendium.tagging.modelfile import load  # scikit-learn: slow to load, and most libraries have no classifier

    return Suggester(codebook, load(file, codebook=codebook.version))

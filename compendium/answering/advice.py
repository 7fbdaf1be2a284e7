"""What to try instead, when a question found nothing or holds a word that stands nowhere."""

from compendium.index.parsing import parse
from compendium.index.snippets import Marker
from compendium.model.indexing import Advice
from compendium.model.theme import Codebook, Theme


def respelt(text: str, advice: Advice) -> str:
    """The question with each word that stands nowhere in the likeliest spelling that does, if there is any."""
    changed = text
    for tally in advice.words:
        if not tally.passages and tally.nearest:
            changed = tally.respelt(changed, tally.nearest[0])
    return changed


def near_themes(codebook: Codebook, text: str, most: int = 5) -> tuple[Theme, ...]:
    """Themes whose name or terms hold a word that was asked for, those with most of them first."""
    marker = Marker(parse(text).asked)
    shared = {theme.id: len(marker.marks(" ".join((theme.name, *theme.terms)))) for theme in codebook.themes}
    near = sorted((theme for theme in codebook.themes if shared[theme.id]), key=lambda theme: -shared[theme.id])
    return tuple(near[:most])

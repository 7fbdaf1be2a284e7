"""What strange files could slip past: depth that is hidden, and words of shapes that share a number."""

import io

import pytest
from pptx import Presentation

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats.html import parsed
from compendium.ingest.formats.pptx import read_pptx


def test_ends_without_beginnings_do_not_hide_how_deep_a_page_is() -> None:
    with pytest.raises(Refused):
        parsed("</div>" * 11_000 + "<div>" * 11_000)


def test_a_shape_with_the_number_of_the_title_keeps_its_words() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Visits", "Nobody told us."
    slide.placeholders[1]._element.nvSpPr.cNvPr.set("id", str(slide.shapes.title.shape_id))
    packed = io.BytesIO()
    deck.save(packed)
    assert [found.text for found in read_pptx(packed.getvalue(), Limits()).paragraphs] == ["Visits", "Nobody told us."]

"""From a file of any kind to its reading: the same words, places in sections or slides, and never a page number."""

from pathlib import Path

import pytest

from compendium.ingest.read import READERS, read_file
from compendium.ingest.sniff import Kind
from compendium.model.document import PassageKind, Reading, Unit, Voice, unit_of
from tests.support.documents import deck, docx, odt, par, pptx, style

FOUND, SAID, WHO = (
    "It was cold in the visits hall all winter.",
    "“We never once saw the sun in there.”",
    "Woman in prison, 34",
)
ADVICE = "Recommendation 1: The prison should heat the hall."
ITEMS = (FOUND, SAID, WHO, ADVICE)
STYLES = style("heading 1", style_id="Heading1")

FILES = {
    "a.docx": docx(
        par("Visits", "Heading1") + "".join(map(par, ITEMS)) + par("Food", "Heading1") + par("Late."), styles=STYLES
    ),
    "a.odt": odt(
        "<text:h>Visits</text:h>"
        + "".join(f"<text:p>{text}</text:p>" for text in ITEMS)
        + "<text:h>Food</text:h><text:p>Late.</text:p>"
    ),
    "a.pptx": pptx(deck(("Visits", "\n".join(ITEMS)), ("Food", "Late."))),
    "a.html": f"<h2>Visits</h2>{''.join(f'<p>{text}</p>' for text in ITEMS)}<h2>Food</h2><p>Late.".encode(),
    "a.md": f"# Visits\n\n{chr(10).join(f'{text}{chr(10)}' for text in ITEMS)}\n# Food\n\nLate.".encode(),
    "a.txt": "\n\n".join(["VISITS", *ITEMS, "FOOD", "Late."]).encode(),
}


@pytest.fixture(params=FILES)
def reading(request: pytest.FixtureRequest, tmp_path: Path) -> Reading:
    path = tmp_path / str(request.param)
    path.write_bytes(FILES[path.name])
    return read_file(path)


def test_every_format_gives_the_same_passages(reading: Reading) -> None:
    assert [(part.kind, part.text, part.pages, tuple(map(str.title, part.heading))) for part in reading.passages] == [
        (PassageKind.PARAGRAPH, f"{FOUND}\n{SAID}\n{WHO}", (1,), ("Visits",)),
        (PassageKind.RECOMMENDATION, ADVICE, (1,), ("Visits",)),
        (PassageKind.PARAGRAPH, "Late.", (2,), ("Food",)),
    ]
    (quote,) = reading.passages[0].quotes
    assert reading.passages[0].text[quote.start : quote.end] == SAID.strip("“”")
    assert quote.voice is Voice.LIVED_EXPERIENCE


def test_there_is_no_page_number_anywhere(reading: Reading) -> None:
    assert unit_of(reading.format) is not Unit.PAGE
    assert [(page.number, page.label, page.width, page.height) for page in reading.pages] == [
        (1, None, 0.0, 0.0),
        (2, None, 0.0, 0.0),
    ]
    assert not any(part.boxes for part in reading.passages)


def test_there_is_a_reader_for_every_kind() -> None:
    assert set(READERS) == set(Kind)

"""What describing is shown of a document without pages: its title is found, and no heading passes for one."""

from itertools import pairwise

import pytest

from compendium.ingest.describe import dates, titles
from compendium.ingest.formats.assemble import content, sections
from compendium.ingest.formats.flow import Block
from compendium.ingest.formats.html import read_html
from compendium.ingest.formats.text import read_text
from compendium.ingest.paragraphs import Content, Role
from tests.support.documents import LIMITS

WORDS = "People told us that the visits hall was cold and that nobody had explained why the heating was off all winter."


def made(*blocks: Block) -> Content:
    return content("docx", sections(blocks), LIMITS)


def h(level: int, text: str) -> Block:
    return Block(Role.HEADING, text, level)


def p(text: str, bold: bool = False) -> Block:
    return Block(Role.PARAGRAPH, text, bold=bold)


def title(content: Content) -> str | None:
    claim = titles.title(content.lines, content.metadata, lambda text: False)
    return claim.value if claim else None


def test_the_title_of_a_document_is_found() -> None:
    body = [h(1, "What we heard"), p(WORDS), h(1, "What we think"), p(WORDS)]
    assert title(made(h(0, "Cold wings in winter"), p("A report by Second Bell"), *body)) == "Cold wings in winter"
    assert title(made(h(0, "Cold wings"), h(0, "in a hard winter"), p(WORDS))) != "Cold wings"
    long = (
        "Cold wings: what people in prison told us about the heating, the visits hall and the long nights of the winter"
    )
    assert title(made(h(0, long), *body)) == long
    assert title(made(p("Cold wings in winter", bold=True), p("Second Bell"), *body)) == "Cold wings in winter"
    page = f"<h1>Cold wings in winter</h1><p>{WORDS}</p><h2>Visits and more</h2><p>{WORDS}</p><h2>Food and drink</h2>"
    assert title(read_html(page.encode(), LIMITS)) == "Cold wings in winter"
    text = f"Cold wings in winter\n\n{WORDS}\n\n{WORDS}"
    assert title(read_text(text.encode(), LIMITS)) == "Cold wings in winter"


@pytest.mark.parametrize(
    "blocks",
    [
        (h(1, "What we heard"), p(WORDS), h(1, "What we think"), p(WORDS)),
        (p("An introduction", bold=False), h(1, "What we heard"), p(WORDS), h(1, "What we think")),
        (p(WORDS), p(WORDS)),
    ],
)
def test_a_heading_that_opens_a_section_is_no_title(blocks: tuple[Block, ...]) -> None:
    assert title(made(*blocks)) is None


def test_a_date_on_a_line_of_its_own_and_the_one_of_the_file_are_found() -> None:
    cover = [h(0, "Cold wings in winter"), p("Published May 2023")]
    claim = dates.published(made(*cover, p(WORDS)).lines, {})
    assert claim is not None
    assert claim.value == "2023-05"
    assert claim.page == 1
    claim = dates.published((), {"CreationDate": "D:20230504"})
    assert claim is not None
    assert claim.value == "2023-05"


def test_lines_are_the_first_and_the_last_and_fall_down_the_page() -> None:
    lines = made(*(p(f"{number} {WORDS}") for number in range(200))).lines
    assert len(lines) == 80
    assert lines[0].text.startswith("0 ")
    assert WORDS.endswith(lines[-1].text)
    assert all(len(line.text) <= 90 for line in lines)
    assert all(above.box.y1 > below.box.y1 for above, below in pairwise(lines))
    assert {line.page for line in lines} == {1}
    assert len(made(p(WORDS)).lines) == 2

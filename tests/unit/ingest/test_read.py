"""Reading a PDF: pages, passages, labels, furniture, and the files that cannot be read."""

from pathlib import Path

import pytest

from compendium.config import Limits
from compendium.errors import REFUSALS, Refused
from compendium.ingest.paragraphs import Paragraph, Place, Role, table
from compendium.ingest.paragraphs import paragraph as paragraph_of
from compendium.ingest.passages import passages
from compendium.ingest.read import read_file
from compendium.model.document import PassageKind, Verdict, report_id
from tests.support.pdfs import encrypted_pdf, paragraph, pdf_bytes, write_pdf

WORDS = "People told us that the visits hall was cold and that nobody had explained why the heating was off. "


def running(number: int) -> list[tuple[float, float, float, str]]:
    return [(72, 800, 8, "Second Bell | Keeping warm"), (300, 30, 8, f"Page {number - 1}")]


def test_a_page_gives_its_text_once_with_its_place(tmp_path: Path) -> None:
    reading = read_file(write_pdf(tmp_path / "a.pdf", [paragraph(WORDS * 2)]))
    (passage,) = reading.passages
    assert passage.text == (WORDS * 2).strip()
    assert passage.pages == (1,)
    assert reading.pages[0].verdict is Verdict.TEXT
    assert [round(box.x0) for box in passage.boxes] == [72] * len(passage.boxes)
    assert all(first.y0 > second.y0 for first, second in zip(passage.boxes, passage.boxes[1:], strict=False))
    assert passage.id.startswith(report_id(reading.sha256) + "-")


def test_reading_twice_gives_the_same_ids(tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf", [paragraph(WORDS * 3), paragraph(WORDS * 3)])
    first, second = read_file(file), read_file(file)
    assert [p.id for p in first.passages] == [p.id for p in second.passages]
    assert len({p.id for p in first.passages}) == len(first.passages)


def test_running_headers_footers_and_page_numbers_are_no_text_but_give_the_printed_labels(tmp_path: Path) -> None:
    pages = [[*running(n), *paragraph(f"Finding number {n}. {WORDS}")] for n in range(1, 5)]
    reading = read_file(write_pdf(tmp_path / "a.pdf", pages))
    text = " ".join(p.text for p in reading.passages)
    assert "Second Bell" not in text
    assert "Page" not in text
    assert [page.label for page in reading.pages] == ["0", "1", "2", "3"]


def test_the_raised_number_of_a_footnote_is_no_part_of_what_was_said(tmp_path: Path) -> None:
    page = [
        *[
            (72.0, 700.0, 11.0, "It was cold."),
            (133.0, 704.0, 6.0, "1"),
            (139.0, 700.0, 11.0, "Nobody came for 12 days."),
        ],
        *[(72.0, 686.0, 11.0, "We asked twice."), (147.5, 690.0, 6.0, "2")],
    ]
    (passage,) = read_file(write_pdf(tmp_path / "a.pdf", [page])).passages
    assert passage.text == "It was cold. Nobody came for 12 days. We asked twice."


def test_a_number_that_does_not_count_pages_is_no_label(tmp_path: Path) -> None:
    pages = [[(72, 800, 8, f"HMP Fenmoor {year}"), *paragraph(WORDS)] for year in (2019, 2024, 2011)]
    reading = read_file(write_pdf(tmp_path / "a.pdf", pages))
    assert [page.label for page in reading.pages] == [None, None, None]


def test_the_last_line_of_a_full_page_is_text_however_often_it_says_the_same(tmp_path: Path) -> None:
    """Attributions in a grid of quotations, and a number that is somebody's words, once vanished as running lines."""
    said = [
        f"“I did not once feel safe there, not in all of my {n} years.” (Participant, prison officer)" for n in "345"
    ]
    pages = [[*paragraph(WORDS * 5, y=104), *paragraph(words, y=38, width=60)] for words in said]
    text = " ".join(p.text for p in read_file(write_pdf(tmp_path / "a.pdf", pages)).passages)
    assert text.count("(Participant, prison officer)") == 3


def test_words_that_keep_their_hyphen_keep_it_at_a_line_end(tmp_path: Path) -> None:
    lines = (
        "We wanted a non-",
        "verbal sign, a drug-",
        "free wing, two- and",
        "three-bed rooms, a 30-",
        "year-old mattress gone, and infor-",
        "mation.",
    )
    page = [(72.0, 700.0 - 14 * n, 11.0, line) for n, line in enumerate(lines)]
    (passage,) = read_file(write_pdf(tmp_path / "a.pdf", [page])).passages
    assert (
        passage.text == "We wanted a non-verbal sign, a drug-free wing, two- and three-bed rooms,"
        " a 30-year-old mattress gone, and information."
    )


def test_headings_frame_passages_and_are_not_their_text(tmp_path: Path) -> None:
    page = [
        (72, 780, 18, "What we found"),
        *paragraph(WORDS, y=750),
        (72, 690, -11, "Visits"),
        *paragraph("In the end visits were moved to the gym. " + WORDS, y=670),
    ]
    reading = read_file(write_pdf(tmp_path / "a.pdf", [page]))
    assert [p.heading for p in reading.passages] == [("What we found",), ("What we found", "Visits")]
    assert "Visits" not in reading.passages[1].text.split()[:1]


def test_a_sentence_broken_by_a_page_is_whole_and_has_both_places(tmp_path: Path) -> None:
    pages = [
        [*paragraph("It took a long time before anyone on the wing came round to say that the", y=700)],
        [*paragraph("boiler had failed and would not be mended before the spring.", y=780)],
    ]
    (passage,) = read_file(write_pdf(tmp_path / "a.pdf", pages)).passages
    assert "say that the boiler had failed" in passage.text
    assert passage.pages == (1, 2)
    assert {box.page for box in passage.boxes} == {1, 2}
    assert passage.page_at(passage.text.index("say that")) == 1
    assert passage.page_at(passage.text.index("boiler")) == 2


def test_long_text_is_cut_between_sentences_into_passages_of_at_most_200_words(tmp_path: Path) -> None:
    pages = [paragraph(WORDS * 30)]
    reading = read_file(write_pdf(tmp_path / "a.pdf", pages))
    lengths = [len(p.text.split()) for p in reading.passages]
    assert sum(lengths) == len((WORDS * 30).split())
    assert all(60 <= length <= 200 for length in lengths)
    assert all(p.text.endswith(".") for p in reading.passages)


def test_passages_have_at_least_60_words_where_the_section_has(tmp_path: Path) -> None:
    page = [
        line
        for i in range(8)
        for line in paragraph(f"Point {i} is short. It ends here, after a few more words.", y=780 - 40 * i)
    ]
    reading = read_file(write_pdf(tmp_path / "a.pdf", [page]))
    assert all(60 <= len(p.text.split()) <= 200 for p in reading.passages)
    assert "\n" in reading.passages[0].text  # paragraphs stay apart


def test_recommendations_stand_alone(tmp_path: Path) -> None:
    page = [
        *paragraph(WORDS, y=780),
        *paragraph("Recommendation 1. The visits hall should be heated from October to March.", y=700),
        *paragraph("Recommendation 2. Families should be told in good time when visits are moved.", y=650),
    ]
    kinds = [p.kind for p in read_file(write_pdf(tmp_path / "a.pdf", [page])).passages]
    assert kinds == [PassageKind.PARAGRAPH, PassageKind.RECOMMENDATION, PassageKind.RECOMMENDATION]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_keeps_places_in_its_own_unturned_space(tmp_path: Path, rotate: int) -> None:
    reading = read_file(write_pdf(tmp_path / "a.pdf", [paragraph(WORDS)], rotate=rotate))
    page, box = reading.pages[0], reading.passages[0].boxes[0]
    assert (page.width, page.height, page.rotation) == (595, 842, rotate)
    assert round(box.x0) == 72
    assert 690 < box.y0 < 710


def test_places_are_told_from_the_corner_of_the_visible_page(tmp_path: Path) -> None:
    reading = read_file(write_pdf(tmp_path / "a.pdf", [paragraph(WORDS)], crop="/CropBox [20 30 575 812]"))
    assert (reading.pages[0].width, reading.pages[0].height) == (555, 782)
    assert round(reading.passages[0].boxes[0].x0) == 52


def test_a_page_without_text_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    reading = read_file(write_pdf(tmp_path / "a.pdf", [paragraph(WORDS), []]))
    assert [page.verdict for page in reading.pages] == [Verdict.TEXT, Verdict.EMPTY]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7\nnothing that hangs together", "damaged"),
        (encrypted_pdf(), "encrypted"),
        (pdf_bytes([[]]), "no-text"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_their_code(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_file(file)
    assert refused.value.code == code
    assert refused.value.message == REFUSALS[code]


def test_files_beyond_the_limits_are_refused(tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf", [paragraph(WORDS)] * 3)
    with pytest.raises(Refused, match="more pages"):
        read_file(file, Limits(pages=2))
    with pytest.raises(Refused, match="larger"):
        read_file(file, Limits(file_mb=0))
    with pytest.raises(Refused, match="could not be opened"):
        read_file(tmp_path / "gone.pdf")


def test_a_long_table_is_cut_between_rows_and_each_part_says_what_its_columns_are() -> None:
    rows = [["Prison", "What was said"], *([f"Row {n}", "The kettle was broken again. " * 6] for n in range(20))]
    parts = passages("report", [table(rows, 3)])
    assert len(parts) > 1
    assert all(len(part.text.split()) <= 200 for part in parts)
    assert [[part.text[a:b] for a, b in part.cells[0]] for part in parts] == [rows[0]] * len(parts)
    assert [part.text[a:b] for part in parts for (a, b), *_ in part.cells[1:]] == [row[0] for row in rows[1:]]


def test_pages_never_go_back_inside_a_passage() -> None:
    over = (Place(0, 10, 5), Place(10, 30, 6))
    going_on = Paragraph(Role.PARAGRAPH, "They said that we should wait.", over)
    beside = paragraph_of(Role.QUOTE, "“Nobody came round at all.”", 5)
    found = passages("report", [going_on, beside, paragraph_of(Role.PARAGRAPH, "So we waited.", 6)])
    assert all(list(p.pages) == sorted({p.page_at(n) for n in range(len(p.text))}) for p in found)
    assert [p.page_at(p.text.find("Nobody")) for p in found if "Nobody" in p.text] == [5]


def test_side_by_side_lines_never_become_one_person_s_sentence(tmp_path: Path) -> None:
    page = [
        *paragraph(WORDS, y=780),
        *[(72.0, 700.0, 11.0, "I never had a visit there, not one"), (320.0, 700.0, 11.0, "and they took my radio")],
        *[(72.0, 686.0, 11.0, "in the whole of that"), (320.0, 686.0, 11.0, "because of the new rules")],
        *[(72.0, 640.0, 11.0, "Participant 4"), (320.0, 640.0, 11.0, "Prison officer")],
    ]
    lines = [line for p in read_file(write_pdf(tmp_path / "a.pdf", [page])).passages for line in p.text.splitlines()]
    assert "Participant 4" in lines
    assert "Prison officer" in lines
    assert not any("one" in line and "radio" in line for line in lines)


def test_a_small_number_below_the_line_is_part_of_the_word(tmp_path: Path) -> None:
    page = [(72.0, 700.0, 11.0, "The CO"), (109.5, 697.5, 7.0, "2"), (114.0, 700.0, 11.0, " alarm went off all night.")]
    (passage,) = read_file(write_pdf(tmp_path / "a.pdf", [page])).passages
    assert "2" in passage.text


def test_a_number_that_does_not_count_pages_takes_no_line_with_it(tmp_path: Path) -> None:
    pages = [
        [(72.0, 790.0, 11.0, f"{n}."), (100.0, 790.0, 11.0, f"Nobody on wing {n} had been told."), *paragraph(WORDS)]
        for n in (57, 61, 71)
    ]
    text = " ".join(p.text for p in read_file(write_pdf(tmp_path / "a.pdf", pages)).passages)
    assert all(f"Nobody on wing {n} had been told." in text for n in (57, 61, 71))


def test_a_page_number_within_the_text_is_no_part_of_it(tmp_path: Path) -> None:
    said = "“I have never forgotten how quiet it was when they had all gone and the gate was shut behind us and"
    pages = [[*paragraph(f"Page {n} of ours. {WORDS}", y=700), (300.0, 160.0, 11.0, str(n))] for n in range(1, 4)]
    pages[0][-1:-1] = [*paragraph(said, y=200)]
    text = " ".join(p.text for p in read_file(write_pdf(tmp_path / "a.pdf", pages)).passages)
    assert not any(f" {n} " in text.replace(f"Page {n} of", "") for n in range(1, 4))

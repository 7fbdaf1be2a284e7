"""A document as plain text: everything once, in order, tables row by row."""

from compendium.cli.plain import plain_text
from compendium.model.document import Account, Heading, Page, Passage, PassageKind, Reading, Verdict


def a_passage(text: str, *heading: str, **more: object) -> Passage:
    return Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), heading, text, **more)  # type: ignore[arg-type]


def a_reading(passages: list[Passage], *headings: str) -> Reading:
    page = Page(1, None, Verdict.TEXT, 400, 600)
    return Reading("ab" * 32, "pdf", (page,), tuple(passages), headings=tuple(Heading(1, text, 1) for text in headings))


def test_headings_stand_alone_and_paragraphs_are_parted_by_blank_lines() -> None:
    passages = [
        a_passage("A foreword."),
        a_passage("First.\nSecond.", "Findings", "Visits"),
        a_passage("Third.", "Findings", "Visits"),
        a_passage("Fourth.", "Findings", "Food"),
    ]
    text = plain_text(a_reading(passages, "Findings", "Visits", "Food", "Annex"))
    assert text == "A foreword.\n\nFindings\n\nVisits\n\nFirst.\n\nSecond.\n\nThird.\n\nFood\n\nFourth.\n\nAnnex\n"


def test_a_heading_without_words_of_its_own_is_not_lost() -> None:
    text = plain_text(a_reading([a_passage("One.", "Food", "Meals")], "Part one", "Visits", "Food", "Meals"))
    assert text == "Part one\n\nVisits\n\nFood\n\nMeals\n\nOne.\n"


def test_a_heading_nobody_listed_is_printed_all_the_same() -> None:
    assert plain_text(a_reading([a_passage("One.", "Food")])) == "Food\n\nOne.\n"


def test_a_table_is_printed_row_by_row() -> None:
    table = "Table 1\nMeals\tWarm\nLunch\t29"
    cells = (((8, 13), (14, 18)), ((19, 24), (25, 27)))
    assert plain_text(a_reading([a_passage(table, cells=cells), a_passage("After.")])) == f"{table}\n\nAfter.\n"


def test_a_pull_quote_comes_once() -> None:
    said, pulled = a_passage("We waited, he said."), a_passage("We waited", repeats="p")
    assert plain_text(a_reading([said, pulled])) == "We waited, he said.\n"

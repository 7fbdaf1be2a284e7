"""The measures of reading tell good from bad, and the engines are asked as they should be."""

import zipfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from benchmarks.extraction.engines import STREAM, reading_text, running
from benchmarks.extraction.making import made
from benchmarks.extraction.metrics import best_order, order_score, phrase_recall, pieces, truth_phrases, word_f1, words
from benchmarks.extraction.real import _odt_runs, _stream_phrases, _tex_runs, measured
from benchmarks.extraction.roles import tally
from benchmarks.extraction.truth import Block, Role, Running, Truth

# ---- phrases, order, words ----

LEFT = "the kettle on the landing was broken and nobody came to mend it before the end of summer"
RIGHT = "seven mothers waited at the gate for their visit while officers looked for the missing forms"


def two_blocks() -> Truth:
    return Truth((Block(Role.PARAGRAPH, 1, LEFT), Block(Role.PARAGRAPH, 1, RIGHT)), (), 8)


def interleaved() -> str:
    """Both texts line by line, as a reader does that does not see columns."""
    lines = ([text.split()[at : at + 4] for at in range(0, 20, 4)] for text in (LEFT, RIGHT))
    return "\n".join(" ".join([*one, *other]) for one, other in zip(*lines, strict=True))


def test_the_truth_itself_scores_one() -> None:
    text = two_blocks().text()
    assert phrase_recall(truth_phrases(two_blocks()), text) == 1.0
    assert order_score(text, text) == 1.0
    assert word_f1(text, text) == 1.0


def test_a_wrong_order_scores_lower_but_keeps_phrases() -> None:
    swapped = f"{RIGHT}\n{LEFT}"
    assert order_score(two_blocks().text(), swapped) < 0.75
    assert phrase_recall(truth_phrases(two_blocks()), swapped) == 1.0


def test_interleaved_columns_lose_phrases_but_no_words() -> None:
    assert phrase_recall(truth_phrases(two_blocks()), interleaved()) == 0.0
    assert order_score(two_blocks().text(), interleaved()) < 0.8
    assert word_f1(two_blocks().text(), interleaved()) == 1.0


def test_glued_words_lose_both() -> None:
    glued = two_blocks().text().replace(" ", "")
    assert phrase_recall(truth_phrases(two_blocks()), glued) == 0.0
    assert word_f1(two_blocks().text(), glued) == 0.0


def test_all_engines_are_compared_on_the_same_footing() -> None:
    assert words("of\ufb01cers con-\nfirmed “Hope”, con\ufffefirmed\r\nself-respect.") == [
        "officers", "confirmed", "hope", "confirmed", "self-respect",
    ]  # fmt: skip


def test_phrases_end_at_cells_and_at_the_mark_of_a_footnote() -> None:
    assert pieces("one two\nthree four.² five") == ["one two", "three ", " five"]
    block = Block(Role.PARAGRAPH, 1, "a b c d e.¹ f g h i j")
    wanted = truth_phrases(Truth((block,), (), 1))
    assert wanted == Counter([tuple("fghij")])
    assert phrase_recall(wanted, "a b c d e.1 f g h i j") == 1.0


def test_a_phrase_wanted_twice_must_be_there_twice() -> None:
    block = Block(Role.PULL_QUOTE, 1, LEFT)
    wanted = truth_phrases(Truth((block, block), (), 4))
    assert phrase_recall(wanted, LEFT) == 0.5


def test_a_box_may_be_read_before_the_text_beside_it_or_after() -> None:
    parts = ((Role.PARAGRAPH, 1), (Role.BOX, 1), (Role.LIST, 2), (Role.QUOTE, 2), (Role.BOX, 2))
    truth = Truth(tuple(Block(role, page, f"{role}{page}") for role, page in parts), (), 5)
    assert truth.arranged({4}).split("\n") == ["paragraph1", "box1", "box2", "list2", "quote2"]
    assert best_order(truth, "box1 paragraph1 list2 quote2 box2") == 1.0
    assert best_order(truth, "paragraph1 box1 box2 list2 quote2") == 1.0
    assert best_order(truth, "box2 paragraph1 box1 list2 quote2") < 1.0
    assert best_order(truth, "paragraph1 box1 list2 box2 quote2") < 1.0


# ---- roles ----

TRUTH = Truth(
    (
        Block(Role.HEADING, 1, "Life on the wing", level=1),
        Block(Role.PARAGRAPH, 1, LEFT),
        Block(Role.CAPTION, 1, "Table 1: Who was heard"),
        Block(Role.TABLE, 1, "Who\nMen\n7", cells=(("Who", ""), ("Men", "7"))),
        Block(Role.QUOTE, 1, "“I never slept.” (man, gym)", said="I never slept.", by="man, gym"),
        Block(Role.PULL_QUOTE, 1, "nobody came to mend it"),
        Block(Role.FOOTNOTE, 1, "1 Not counted here."),
        Block(Role.BOX, 1, f"A title\n{RIGHT}"),
    ),
    (Running(1, "Landing Voices 1"), Running(1, "Page 1 of 6")),
    12,
)


def passage(kind: str, text: str, **more: object) -> dict[str, object]:
    return {"id": kind, "kind": kind, "pages": (1,), "text": text, "quotes": [], "cells": [], "repeats": "", **more}


def perfect() -> dict[str, list]:
    return {
        "headings": [(1, "Life on the wing"), (3, "A title")],
        "furniture": [(1, "Landing Voices 1"), (1, "Page 1 of 6")],
        "passages": [
            passage("paragraph", LEFT),
            passage("table", "Table 1: Who was heard\nWho Men 7", cells=[["Who", ""], ["Men", "7"]]),
            passage("quote", "“I never slept.” (man, gym)", quotes=[("I never slept.", "man, gym")]),
            passage("pull-quote", "nobody came to mend it", repeats="paragraph"),
            passage("footnote", "1 Not counted here."),
            passage("box", f"A title\n{RIGHT}"),
        ],
    }


def missed(found: dict[str, list]) -> set[str]:
    """The measures that are not full."""
    counts = tally(TRUTH, found)
    return {name[:-3] for name in counts if name.endswith(" of") and counts[name] != counts[name[:-3]]}


def test_a_perfect_reading_misses_nothing() -> None:
    assert missed(perfect()) == set()
    assert tally(TRUTH, perfect())["table cells"] == 4


def test_a_wrong_cell_and_a_made_up_table() -> None:
    found = perfect()
    found["passages"][1]["cells"] = [["Who", ""], ["Men", "8"]]
    assert missed(found) == {"tables exact", "table cells"}
    found["passages"].append(passage("table", "x", cells=[["quite", "another"], ["thing", "here"], ["and", "more"]]))
    assert "tables found that are tables" in missed(found)


def test_a_caption_lost_in_the_text() -> None:
    found = perfect()
    found["passages"][1]["text"] = "Who Men 7"
    assert missed(found) == {"captions"}
    found["passages"].append(passage("caption", "Table 1: Who was heard"))
    assert missed(found) == set()


def test_headings_missed_and_made_up() -> None:
    found = perfect()
    found["headings"] = [(2, "Life on the wing")]
    assert missed(found) == {"heading levels"}
    found["headings"] = [(1, LEFT)]
    assert missed(found) == {"headings recalled", "headings right"}


def test_furniture_left_in_a_passage_and_body_taken_for_it() -> None:
    found = perfect()
    found["furniture"] = [(1, "Page 1 of 6"), (1, "nobody came")]
    found["passages"][0]["text"] = f"Landing Voices 1 {LEFT}"
    assert missed(found) == {"furniture kept out of passages", "body lines kept"}
    assert tally(TRUTH, found)["furniture kept out of passages"] == 1


def test_a_pull_quote_taken_for_text_and_a_note_run_into_it() -> None:
    found = perfect()
    found["passages"][3:5] = [passage("paragraph", "nobody came to mend it 1 Not counted here.")]
    assert missed(found) == {"pull quotes", "pull quotes with their source", "footnotes as passages"}


def test_text_in_a_box_that_belongs_outside() -> None:
    found = perfect()
    found["passages"][5]["text"] += f" {LEFT}"
    assert missed(found) == {"words in boxes that belong there"}


# ---- engines and real files ----


def test_an_engine_reads_in_a_child_and_survives_a_broken_file(tmp_path: Path) -> None:
    good, broken = tmp_path / "good.pdf", tmp_path / "broken.pdf"
    document = made(1, "one", "logical", pages=2)
    good.write_bytes(document.data)
    broken.write_bytes(b"no PDF")
    with running([STREAM]) as (engine,):
        refused, read = engine.read(broken), engine.read(good)
    assert refused.error and not read.error
    assert read.pages == 2
    assert read.cpu > 0
    assert phrase_recall(truth_phrases(document.truth), read.text) > 0.95


def test_a_reading_as_text_says_each_heading_once() -> None:
    said = [("A", "B"), ("A", "B"), ("A", "C"), ("D",)]
    passages = [SimpleNamespace(heading=heading, text=str(number)) for number, heading in enumerate(said)]
    assert reading_text(SimpleNamespace(passages=passages)).split("\n") == ["A", "B", "0", "1", "C", "2", "D", "3"]


def test_the_words_of_sources(tmp_path: Path) -> None:
    tex, odt = tmp_path / "a.tex", tmp_path / "a.odt"
    tex.write_text(
        r"""\usepackage{x}\begin{document}\title{A \textbf{good} day}% note
        \begin{tabular}{lcr}
        \textbf{Who} & Sea (km\textsuperscript{2}) \\ \midrule Men & 7 \\
        \end{tabular}
        \lipsum[1-10]\end{document}""",
        encoding="utf-8",
    )
    assert _tex_runs(tex) == ["A good day", "Who", "Sea (km2)", "Men", "7"]
    with zipfile.ZipFile(odt, "w") as archive:
        archive.writestr(
            "content.xml", '<text:p a="b">one <text:span>two</text:span></text:p><text:p/><text:h>&amp;</text:h>'
        )
    assert _odt_runs(odt) == ["one two", "&"]


def test_the_stream_without_running_lines() -> None:
    wanted, lines, out = _stream_phrases("Landing\na b c d e\f2\nf g h i j", {"furniture": [(1, "Landing"), (2, "2")]})
    assert wanted == Counter([tuple("abcde"), tuple("fghij")])
    assert (lines, out) == (4, 2)


def test_missing_real_files_are_named_as_skipped(tmp_path: Path) -> None:
    (tmp_path / "data" / "geotopo").mkdir(parents=True)
    found = measured([], tmp_path / "data", tmp_path / "reports", full=False)
    assert set(found) == {"skipped"}
    assert [line.partition(":")[0] for line in found["skipped"]] == ["geotopo", "source_pairs", "reports"]

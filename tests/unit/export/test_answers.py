"""An answer in sentences: numbers are named for what they count, and nothing found always says what would help."""

from dataclasses import replace

from compendium.export.answers import also, nothing, remarks, totals_line
from compendium.model.indexing import Advice, Tally
from compendium.model.people import Exactness, People
from compendium.model.search import Expansion, Results, SearchQuery
from compendium.model.theme import Theme

NONE = Results(SearchQuery("kettle"), 0, 0, 0, People(), (), ())
SOME = replace(NONE, total_passages=2310, total_reports=12, organisations=9)


def test_each_number_says_what_it_counts() -> None:
    people = People(lived_experience=2310, staff=40, exactness=Exactness.AT_LEAST)
    assert totals_line(replace(SOME, people=people)) == (
        "2,310 passages in 12 reports, 9 organisations; at least 2,310 people with lived experience, 40 staff were"
        " heard in these reports."
    )


def test_one_is_not_many_and_nobody_counted_is_not_nobody_heard() -> None:
    one = replace(NONE, total_passages=1, total_reports=1, organisations=1)
    assert totals_line(one) == (
        "1 passage in 1 report, 1 organisation; how many people were heard in these reports is not stated."
    )


def test_other_words_are_told_with_the_words_they_stand_for() -> None:
    asked = (Expansion("rotl", ("day release", "home leave")), Expansion("cell", ("pad",)))
    assert also(replace(SOME, expanded=asked)) == "Also searched for day release, home leave (for rotl); pad (for cell)"
    assert also(SOME) == ""
    many = (Expansion("prisoner", tuple(f"word{n}" for n in range(10))),)
    assert also(replace(SOME, expanded=many)).endswith("word7 and 2 others (for prisoner)")


def test_a_word_in_quotation_marks_is_remarked_on_once() -> None:
    advice = Advice(words=(Tally("“ketle”", 0), Tally("ketle", 0)))
    assert list(remarks(replace(NONE, advice=advice))) == ["No passage holds “ketle”."]


def test_only_words_that_stand_nowhere_are_remarked_on() -> None:
    advice = Advice(words=(Tally("kettle", 3), Tally("ketle", 0, ("kettle", "ketch")), Tally("“two words”", 0)))
    said = list(remarks(replace(SOME, ignored=("A.",), told=("B.",), advice=advice, suggestion="kettle kettle")))
    assert said == [
        "A.",
        "B.",
        "No passage holds “ketle”. Spelt nearly so: kettle, ketch.",
        "No passage holds “two words”.",
        "Did you mean: kettle kettle",
    ]


def test_nothing_found_names_each_way_that_finds_something_and_no_other() -> None:
    advice = Advice(
        words=(Tally("kettle", 3), Tally("mend", 1)),
        without=(Tally("mend", 3), Tally("“two words”", 1)),
    )
    theme = Theme("food", "Food", "What people eat.")
    assert list(nothing(replace(NONE, advice=advice, common=("the",), near_themes=(theme,)))) == [
        "By itself each is found: “kettle”: 3 passages; “mend”: 1 passage.",
        "More is found when one is left out. Without “mend”: 3 passages; without “two words”: 1 passage.",
        "Left out as too common: the. In quotation marks they are searched for.",
        "Themes that may fit: Food (food).",
    ]
    filtered = Advice(words=(Tally("kettle", 3),), unfiltered=3, filters=(("year", 2), ("theme", 0)))
    assert list(nothing(replace(NONE, advice=filtered))) == [
        "Without the filter year: 2 passages.",
        "Without any filter: 3 passages.",
    ]
    alone = replace(filtered, filters=(("year", 3),))
    assert list(nothing(replace(NONE, advice=alone))) == ["Without the filter year: 3 passages."]
    assert list(nothing(NONE)) == []

"""The words of the field: the list that ships, lists that people edit, and what is wrong with a list."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import data
from compendium.errors import BadInput
from compendium.index.analysis import forms
from compendium.index.stemming import stem
from compendium.index.synonyms import Problem, Synonyms, parse, problems, read

SHIPPED = read(None)

SMALL = """
[[same]]
words = ["prisoner", "person in prison", "inmate"]

[[same]]
words = ["keyworker", "key worker"]

[[also]]
asked = ["jail"]
finds = ["prison", "prisoner"]
shared = ["prisoner"]
"""


def same(*words: str, more: str = "") -> str:
    return f"[[same]]\nwords = {list(words)}\n{more}\n"


def also(asked: list[str], finds: list[str], more: str = "") -> str:
    return f"[[also]]\nasked = {asked}\nfinds = {finds}\n{more}\n"


def finds(synonyms: Synonyms, question: str) -> list[str]:
    """What is searched for besides the question, as printed."""
    return [term.printed for _, _, terms in synonyms.found(forms(question)) for term in terms]


def told(text: str, kind: str) -> list[str]:
    return [str(problem) for problem in problems(text) if problem.kind == kind]


# ---- what is found too -----------------------------------------------------------------------------------------------


def test_two_way_words_find_each_other_and_never_themselves() -> None:
    synonyms = parse(SMALL)
    assert finds(synonyms, "prisoner") == ["person in prison", "inmate"]
    assert finds(synonyms, "inmates") == ["prisoner", "person in prison"]
    assert finds(synonyms, "Person in prison") == ["prisoner", "inmate"]


def test_one_way_words_find_one_way() -> None:
    synonyms = parse(SMALL)
    assert finds(synonyms, "jail") == ["prison", "prisoner"]
    assert finds(synonyms, "prison") == []


def test_expansion_is_one_step() -> None:
    assert "inmate" not in finds(parse(SMALL), "jail")


@pytest.mark.parametrize("question", ["key worker", "Key-workers", "KEY WORKERS", "the key worker’s"])
def test_case_hyphens_endings_and_possessives_do_not_matter(question: str) -> None:
    assert finds(parse(SMALL), question) == ["keyworker"]


def test_a_place_is_given_in_words_of_the_question() -> None:
    (start, end, terms), *rest = parse(SMALL).found(forms("Ask a person in prison"))
    assert (start, end) == (2, 5)
    assert [term.words for term in terms] == [("prisoner",), ("inmate",)]
    assert rest == []


def test_words_of_several_groups_are_joined_in_order_without_doubles() -> None:
    text = same("a1", "b1", "c1", more='shared = ["a1"]') + same("a1", "C1s", "d1", "c1", more='shared = ["a1", "c1"]')
    assert finds(parse(text), "a1") == ["b1", "c1", "C1s", "d1"]


def test_what_is_found_keeps_the_order_of_the_file_whatever_the_kind_of_group() -> None:
    text = also(["a1"], ["c1"]) + same("a1", "b1") + also(["a1"], ["d1"])
    assert finds(parse(text), "a1") == ["c1", "b1", "d1"]


def test_the_longest_term_wins() -> None:
    text = same("offender", "convict") + same("offender manager", "probation officer")
    assert finds(parse(text), "my offender manager") == ["probation officer"]
    assert finds(parse(text), "offender, my manager") == ["convict"]


def test_an_empty_list_is_a_list() -> None:
    assert parse("# none\n").found(["prisoner"]) == ()
    assert parse("").longest == 0


WORDS = st.lists(st.sampled_from([*sorted({form for stems in SHIPPED.also for form in stems}), "the", "xyz"]))


@given(WORDS | st.lists(st.text()))
def test_places_are_in_order_without_overlaps_and_as_long_as_can_be(words: list[str]) -> None:
    stems = tuple(map(stem, words))
    last = 0
    for start, end, terms in SHIPPED.found(words):
        assert last <= start < end <= len(words)
        assert terms == SHIPPED.also[stems[start:end]]
        assert not any(stems[start:longer] in SHIPPED.also for longer in range(end + 1, len(stems) + 1))
        assert not any(stems[a:b] in SHIPPED.also for a in range(last, start) for b in range(a + 1, len(stems) + 1))
        last = end
    assert not any(stems[a:b] in SHIPPED.also for a in range(last, len(stems)) for b in range(a + 1, len(stems) + 1))


SOME = st.lists(st.sampled_from(["a1a", "b1b", "c1c", "d1d of it", "A1As", "it", "e1"]), max_size=4)
GROUPS = st.lists(SOME.map(lambda words: same(*words)) | st.builds(also, SOME, SOME), max_size=6).map("".join)


@given(GROUPS | st.text())
def test_any_text_is_a_list_or_is_refused(text: str) -> None:
    if told(text, "mistake"):
        with pytest.raises(BadInput):
            parse(text)
    else:
        for asked, terms in parse(text).also.items():
            found = [term.stems for term in terms]
            assert found
            assert asked not in found
            assert len(found) == len(set(found))


# ---- versions and files ----------------------------------------------------------------------------------------------


def test_the_version_follows_the_words_and_nothing_else() -> None:
    assert parse(SMALL).version == parse("# a comment\n" + SMALL + 'note = "why"\n').version
    assert parse(SMALL).version != parse(SMALL.replace("inmate", "lag")).version
    assert parse(same("a1", "b1")).version != parse(also(["a1"], ["b1"])).version


def test_an_edit_is_picked_up(tmp_path: Path) -> None:
    own = tmp_path / "synonyms.toml"
    own.write_text(data.text("synonyms") + same("wobble", "wibble"), encoding="utf-8")
    edited = read(own)
    assert finds(edited, "wobble") == ["wibble"]
    assert finds(edited, "ROTL") == finds(SHIPPED, "ROTL")
    assert edited.version != SHIPPED.version


def test_without_a_file_the_shipped_list_is_read(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == SHIPPED


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    own = tmp_path / "synonyms.toml"
    own.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read(own) == parse(SMALL)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    own = tmp_path / "synonyms.toml"
    own.write_bytes(same("caf\xe9", "bar").encode("latin-1"))
    with pytest.raises(BadInput, match="UTF-8"):
        read(own)
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path)


# ---- mistakes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[same]]\nwords = ["a1", "b1"', "not valid TOML"),
        ("[[same]]\nwords = [“a1”, “b1”]", "Curly quotation marks"),
        ('[[equal]]\nwords = ["a1", "b1"]', "'equal' is not known"),
        ('[same]\nwords = ["a1", "b1"]', "Begin each group with [[same]]"),
        ("same = 3", "Begin each group with [[same]]"),
        ('[[same]]\nword = ["a1", "b1"]', "'word', which is not known"),
        ('[[same]]\nword = ["a1", "b1"]', "has no 'words'"),
        ('[[same]]\nwords = "a1, b1"', "no list of texts"),
        ('[[same]]\nwords = ["a1", 2]', "no list of texts"),
        (same("a1", "b1", more="note = 3"), "'note' that is no text"),
        (same("a1", "b1", more='shared = "a1"'), "'shared' that is no list"),
        (same("a1", "b1", "***"), "'***', which holds no letter"),
        (same("a1", "b1", "2020"), "'2020', which holds no letter"),
        (same("a1", "b1", ""), "holds no letter"),
        (same("a1", "b1", "It"), "'It', which holds only words too common"),
        (same("a1", "b1", "through the"), "only words too common"),
        (same("prisoner", "Prisoners", "PRISONER’S"), "two different words"),
        (same(), "two different words"),
        (also([], ["b1"]), "nothing in 'asked'"),
        (also(["a1"], []), "nothing in 'finds'"),
        (also(["prisoner", "a1"], ["b1", "prisoners"]), "'prisoner' stands in 'asked' and in 'finds'"),
        (also(["a1"], ["b1"]) + also(["b1"], ["a1"]), "a1 → b1 → a1"),
        (also(["a1"], ["b1"]) + also(["b1"], ["c1"]) + also(["c1"], ["a1"]), "a1 → b1 → c1 → a1"),
        (same("a1", "b1") + same("B1", "a1"), "the same group is there already (line 1)"),
    ],
)
def test_a_mistake_is_told_and_keeps_the_list_from_being_used(text: str, words: str) -> None:
    assert any(words in mistake for mistake in told(text, "mistake"))
    with pytest.raises(BadInput) as raised:
        parse(text, "my list")
    assert words in raised.value.message
    assert "my list" in raised.value.message
    assert raised.value.next_step


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    text = "# first\n" + same("a1") + same("the", "b1", "c1") + also(["d1"], ["e1"]) + also(["f1"], ["f1", "g1"])
    with pytest.raises(BadInput) as raised:
        parse(text)
    lines = [line.split(":")[0] for line in raised.value.message.splitlines()[1:]]
    assert lines == ["  - line 2", "  - line 5", "  - line 12"]


def test_each_loop_is_told_once() -> None:
    loops = also(["a1"], ["b1"]) + also(["b1"], ["a1"]) + also(["c1"], ["d1"]) + also(["d1"], ["c1"])
    assert len(told(loops, "mistake")) == 2


def test_a_chain_without_a_loop_is_no_mistake() -> None:
    chain = also(["a1a"], ["b1b"]) + also(["b1b"], ["c1c"])
    assert problems(chain) == []
    assert finds(parse(chain), "a1a") == ["b1b"]


def test_groups_that_are_not_written_with_headers_have_no_line() -> None:
    (problem,) = problems('same = [{words = ["a1"]}]')
    assert problem.line is None
    assert str(problem).startswith("this [[same]] group needs")


# ---- doubts ----------------------------------------------------------------------------------------------------------


CLASH = same("National Service", "XNPS"), same("new substance", "XNPS")


def test_a_word_with_two_meanings_is_a_doubt_in_each_of_its_groups() -> None:
    first, second = problems("".join(CLASH))
    assert (first.kind, first.line, second.line) == ("doubt", 1, 4)
    assert "'XNPS' stands beside other words too (line 4: new substance)" in first.message
    assert 'shared = ["XNPS"]' in first.next_step
    assert finds(parse("".join(CLASH)), "XNPS") == ["National Service", "new substance"]


def test_a_group_that_says_shared_is_not_asked_again() -> None:
    known = "".join(group + 'shared = ["xnps"]\n' for group in CLASH)
    assert problems(known) == []
    assert [problem.line for problem in problems(known + CLASH[0].replace("National", "Naval"))] == [9]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (also(["a1"], ["b1"]) + also(["a1"], ["c1"]), "'a1' stands beside other words"),
        (same("b1", "c1") + also(["a1"], ["b1"]), "'b1' stands beside other words too (line 1: c1)"),
        (same("a1", "c1") + also(["a1"], ["b1"]), "'a1' stands beside other words too (line 1: c1)"),
        (same("a1", "b1") + also(["a1"], ["b1", "c1"]), "'a1' and 'b1' find each other already (line 1)"),
        (same("physical education", "PE"), "'PE' is very short"),
        (same("a1b", "c1d", more='shared = ["e1f"]'), "'shared' names 'e1f'"),
    ],
)
def test_a_doubt_is_told_but_the_list_is_used(text: str, words: str) -> None:
    assert told(text, "mistake") == []
    assert any(words in doubt for doubt in told(text, "doubt"))
    assert parse(text).also


@pytest.mark.parametrize(
    "text",
    [
        same("b1b", "c1c") + also(["a1a"], ["b1b", "c1c"]),
        same("a1a", "b1b") + also(["a1a", "b1b"], ["c1c"]),
        also(["a1a"], ["c1c"]) + also(["b1b"], ["c1c"]),
        same("physical education", "PE", more='shared = ["PE"]'),
        same("cat B", "category B"),
    ],
)
def test_what_is_no_doubt(text: str) -> None:
    assert problems(text) == []


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    assert str(Problem("doubt", 7, "this is odd", "Look at it.")) == "line 7: this is odd. Look at it."


# ---- the list that ships ---------------------------------------------------------------------------------------------


def test_the_shipped_list_has_no_mistake_and_no_open_doubt() -> None:
    assert [str(problem) for problem in problems(data.text("synonyms"))] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("prisoners", "people in prison"),
        ("people in prison", "inmate"),
        ("residents", "prisoner"),
        ("service users", "people on probation"),
        ("offenders", "person on probation"),
        ("keyworkers", "key worker"),
        ("POMs", "prison offender manager"),
        ("ROTL", "release on temporary licence"),
        ("IPPs", "imprisonment for public protection"),
        ("OMU", "offender management unit"),
        ("segregated", "care and separation unit"),
        ("assessment, care in custody and teamwork", "ACCT"),
        ("BAME", "ethnic minority"),
        ("neurodiversity", "autism"),
        ("self-harming", "self-injury"),
        ("bail hostels", "approved premises"),
        ("NPS", "National Probation Service"),
        ("NPS", "new psychoactive substance"),
        ("MDT", "mandatory drug test"),
        ("MDT", "multidisciplinary team"),
    ],
)
def test_the_shipped_list_knows_the_field(asked: str, found: str) -> None:
    assert found in finds(SHIPPED, asked)


@pytest.mark.parametrize(
    ("asked", "not_found"),
    [
        ("prisoner", "resident"),  # of a town, or of approved premises
        ("people on probation", "offender"),  # manager, young … institution
        ("autism", "ADHD"),
        ("prison", "jail"),
        ("spice", "NPS"),
        ("probation officer", "COM"),
        ("offender manager", "prisoner"),
    ],
)
def test_the_shipped_list_leaves_out_what_would_bring_noise(asked: str, not_found: str) -> None:
    assert not_found not in finds(SHIPPED, asked)


@pytest.mark.parametrize("word", ["work", "post", "block", "hostel", "listening", "inside", "good", "staff"])
def test_words_that_mean_too_much_are_not_widened(word: str) -> None:
    assert SHIPPED.found(forms(word)) == ()


@pytest.mark.parametrize("word", ["listen", "insid", "good", "it", "com", "ap", "post", "block", "tag"])
def test_no_term_of_the_shipped_list_is_found_as_an_ordinary_word(word: str) -> None:
    assert all(term.stems != (word,) for terms in SHIPPED.also.values() for term in terms)


def test_reading_the_shipped_list_loads_nothing_heavy() -> None:
    code = (
        "import sys; from compendium.index.synonyms import read; read(None);"
        "heavy = {'spacy', 'sqlalchemy', 'whoosh', 'numpy', 'flask', 'click', 'snowballstemmer.german_stemmer'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

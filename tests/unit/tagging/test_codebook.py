"""Codebooks: what is read, what version means, and that all faults are told at once."""

from pathlib import Path

import pytest

from compendium.errors import BadInput
from compendium.tagging.codebook import in_force, load, parse, seed

PARENTS = {"pathways", "daily-life", "treatment", "identity"}
CHILDREN = {
    "pathways": {
        "housing", "employment", "education", "drugs-and-alcohol", "mental-health", "physical-health", "family-contact",
        "money", "leaving-prison",
    },
    "daily-life": {"safety", "self-harm", "time-out-of-cell", "living-conditions", "early-days", "digital-access"},
    "treatment": {
        "staff-relationships", "being-heard", "fairness-and-complaints", "supervision", "recall-and-licence",
        "peer-support",
    },
    "identity": {"neurodiversity", "race-and-religion", "trauma-and-abuse"},
}  # fmt: skip


def theme(theme_id: str, *lines: str) -> str:
    return "\n".join(["[[theme]]", f'id = "{theme_id}"', 'name = "N"', 'definition = "D"', *lines, ""])


def told(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        parse(text, "mine.toml")
    return str(caught.value)


def test_seed_holds_the_fixed_themes() -> None:
    book = seed()
    assert {t.id for t in book.themes if t.parent is None} == PARENTS
    for parent, children in CHILDREN.items():
        assert {t.id for t in book.themes if t.parent == parent} == children


def test_seed_themes_are_explained_and_have_terms() -> None:
    for one in seed().themes:
        assert one.name
        assert one.definition
        if one.parent:
            assert one.include
            assert one.exclude
            assert len(one.examples) == 2
            assert len(one.terms) >= 20
        else:
            assert not one.terms


def test_load_reads_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text(
        theme("food", 'terms = ["dinner"]', 'hints = ["tray"]', 'not_terms = ["dinner lady"]'), encoding="utf-8"
    )
    [read] = load(path).themes
    assert (read.id, read.terms, read.hints, read.not_terms) == ("food", ("dinner",), ("tray",), ("dinner lady",))


def test_version_follows_the_content_and_nothing_else() -> None:
    one = parse(theme("a", 'terms = ["x"]'), "one")
    assert parse("# a remark\n" + theme("a", 'terms = [ "x" ]'), "two").version == one.version
    assert parse(theme("a", 'terms = ["y"]'), "three").version != one.version
    assert parse(theme("a", 'hints = ["x"]'), "four").version != one.version


def test_a_library_may_have_its_own_codebook(tmp_path: Path) -> None:
    assert in_force(tmp_path).version == seed().version
    (tmp_path / "codebook.toml").write_text(theme("mine"), encoding="utf-8")
    assert [t.id for t in in_force(tmp_path).themes] == ["mine"]


def test_all_faults_are_told_at_once() -> None:
    message = told(
        theme("a", 'parent = "b"', 'terms = ["key worker", "key-worker", " "]', 'not_terms = ["Key worker"]')
        + theme("b", 'parent = "a"')
        + theme("c", 'parent = "nowhere"')
        + theme("c")
    )
    for fault in (
        "'a' stands under itself", "'b' stands under itself", "'c' stands under 'nowhere'",
        "'c' is used for more than one",
        "empty phrase in terms", "'key worker' twice in terms", "'key worker' both in terms and in not_terms",
        "mine.toml", "Nothing was changed",
    ):  # fmt: skip
        assert fault in message


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[theme]]\nid = "a"\nname = "N"\n', "theme 'a' has no definition"),
        ('[[theme]]\nname = "N"\ndefinition = "D"\n', "theme number 1 has no id"),
        (theme("a", 'term = ["x"]'), "'term', which is not known here"),
        (theme("a", 'terms = "x"'), "terms must be a list of texts"),
        (theme("a", "include = 3"), "include must be a text"),
        (theme("a", 'parent = "a"'), "'a' stands under itself"),
        ("", "holds no theme"),
        ('theme = "x"', "not written as [[theme]]"),
        ("[[theme", "not valid TOML"),
    ],
)
def test_each_fault_has_its_sentence(text: str, fault: str) -> None:
    assert fault in told(text)


def test_a_file_that_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(BadInput, match="cannot be read"):
        load(tmp_path / "latin.toml")


def test_the_same_letters_as_acronym_and_as_word_are_two_phrases() -> None:
    assert parse(theme("a", 'terms = ["SEND", "send"]'), "x").themes[0].terms == ("SEND", "send")

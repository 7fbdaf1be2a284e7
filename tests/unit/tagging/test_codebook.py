"""Codebooks: what is read, what version means, and that all faults are told at once."""

from pathlib import Path

import pytest

from compendium.errors import BadInput
from compendium.tagging.codebook import load, parse, rechecked, seed
from compendium.tagging.doubts import doubts

PARENTS = {"pathways", "daily-life", "treatment", "identity", "engagement-standards"}


def theme(theme_id: str, *lines: str) -> str:
    return "\n".join(["[[theme]]", f'id = "{theme_id}"', 'name = "N"', 'definition = "D"', *lines, ""])


def told(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        parse(text, "mine.toml")
    return str(caught.value)


def test_the_seed_holds_four_groups_of_themes_and_the_lens_of_seven_standards() -> None:
    book = seed()
    assert {t.id for t in book.themes if t.parent is None} == PARENTS
    below = {parent: [t for t in book.themes if t.parent == parent] for parent in PARENTS}
    assert 40 <= sum(len(below[parent]) for parent in PARENTS - {"engagement-standards"}) <= 50
    assert len(below["engagement-standards"]) == 7
    for one in book.themes:
        lens = "engagement-standards" in (one.id, one.parent)
        assert one.book == ("standards" if lens else "themes")
        assert one.machine is not lens or one.parent is None


def test_every_theme_of_the_seed_is_explained_owned_and_found() -> None:
    for one in seed().themes:
        if one.parent is None:
            assert not one.terms
            continue
        assert one.name and one.definition and one.include and one.exclude and one.owner
        assert len(one.examples) >= 2
        assert len(one.near_misses) >= 1
        assert bool(one.terms or one.patterns or one.guarded) is one.machine


@pytest.mark.parametrize("theme_id", ["self-harm", "safety", "trauma-and-abuse"])
def test_hard_themes_carry_a_content_note(theme_id: str) -> None:
    [note] = seed().content_notes([theme_id])
    assert note.startswith("describes ")


def test_the_seed_raises_no_doubt_about_its_examples_and_near_misses() -> None:
    assert [doubt for doubt in doubts(seed()) if "belong to more than one theme" not in doubt] == []


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


def test_faults_of_every_kind_are_told_at_once() -> None:
    """An entry of the wrong shape must not hide a cycle between others, nor the other way round."""
    message = told(
        '[[theme]]\nid = "Shape"\nname = 3\n'
        + theme("a", 'parent = "b"', 'terms = ["x", "x"]', 'patterns = ["..", "a .. b"]')
        + theme("b", 'parent = "a"', 'former = ["a", "old"]')
        + theme("c", 'parent = "Shape"', 'former = ["old"]', 'guarded = [{ terms = ["y"] }]')
        + theme("d", 'parent = "gone"', 'guarded = [{ terms = ["yes"], needs = ["z"] }]', 'hints = ["Yes"]')
    )
    for fault in (
        "theme 'Shape' has no definition", "theme 'Shape': name must be a text", "an id is made of small letters",
        "'a' stands under itself", "'b' stands under itself", "'x' twice in terms",
        "the pattern '..': it needs a word", "theme 'b' was 'a' before, but that is a theme still",
        "theme 'c': guarded must be a list of tables", "'d' stands under 'gone'", "'yes' both in hints and in guarded",
    ):  # fmt: skip
        assert fault in message
    assert "stands under 'Shape'" not in message


def test_an_old_id_belongs_to_one_theme_only() -> None:
    assert "more than one theme was 'old' before" in told(
        theme("a", 'former = ["old"]') + theme("b", 'former = ["old"]')
    )


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
        "mine.toml", "Nothing was changed", "the codebook in force stays",
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
        (theme("a", 'machine = "no"'), "machine must be true or false"),
        (theme("a", "version = 0"), "version must be a number from 1"),
        (theme("a", "version = true"), "version must be a number from 1"),
        (theme("a", "terms = [1]"), "terms must be a list of texts"),
        (theme("a b"), "an id is made of small letters"),
        (theme("a", 'patterns = ["so .. .. much"]'), "a gap must be followed by a word"),
        (theme("a", 'patterns = [".. housing"]'), "a gap must stand between words"),
        (theme("a", 'patterns = ["housing|"]'), "it may hold words"),
        (theme("a", 'patterns = ["NOT .. the"]'), "it needs a word that tells something"),
        ('title = "x"\n' + theme("a"), "'title' stands outside the themes"),
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


def test_a_book_at_the_top_of_a_file_is_that_of_all_its_themes() -> None:
    one, other = parse('book = "lens"\n' + theme("a") + theme("b", 'book = "own"'), "x").themes
    assert (one.book, other.book) == ("lens", "own")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "notepad.toml").write_text(theme("a"), encoding="utf-8-sig")
    assert load(tmp_path / "notepad.toml").themes[0].id == "a"


def test_themes_checked_again_are_the_same() -> None:
    assert rechecked(seed().themes) == seed()

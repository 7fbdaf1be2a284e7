"""People read passages at a terminal: what they say is kept, whatever they type, and machines learn from it."""

import io
import shutil
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.model.review import WHOLE, Answer
from tests.spec.test_command import Command


@pytest.fixture
def library(capsys: pytest.CaptureFixture[str], demo_home: Path, tmp_path: Path) -> Command:
    """A copy of the demonstration library."""
    return Command(capsys, Path(shutil.copytree(demo_home, tmp_path / "copy")))


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> object:
    """Types lines into standard input."""

    def typed(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return typed


def reviews(library: Command) -> dict[tuple[str, str], Answer]:
    catalogue = Catalogue.open(library.home)
    found = {(review.by, review.theme): review.answer for review in catalogue.reviews()}
    catalogue.close()
    return found


def test_each_answer_is_kept_and_the_end_of_input_stops(library: Command, say: object) -> None:
    say("y")  # type: ignore[operator]
    told = library.json("themes", "review", "--limit", "1", "--theme", "housing", "--as", "Ann")
    assert told == {"passages": 1, "skipped": 0, "answers": {"accepted": 1, "rejected": 0, "unsure": 0}}
    [((by, theme), answer)] = reviews(library).items()
    assert (by, answer) == ("Ann", Answer.ACCEPTED)
    assert theme != WHOLE
    assert library.json("search", "--theme", theme, "--checked")["total_passages"] == 1


def test_words_that_mean_nothing_are_asked_again_and_a_skipped_passage_leaves_nothing(
    library: Command, say: object
) -> None:
    say("yesterday", "maybe", "skip")  # type: ignore[operator]
    told = library.json("themes", "review", "--limit", "1", "--theme", "food", "--as", "Ann")
    assert (told["passages"], told["skipped"]) == (0, 1)
    assert "y speaks to it" in library.said
    assert reviews(library) == {}


def test_hard_words_are_announced_and_can_be_left(library: Command, say: object) -> None:
    say("s")  # type: ignore[operator]
    library("themes", "review", "--limit", "1", "--theme", "self-harm")
    assert "1 skipped" in library.said
    say("s")  # type: ignore[operator]
    shown = library("themes", "review", "--limit", "1", "--theme", "self-harm")
    assert "Content note: describes self-harm or suicide." in shown


def test_a_second_reader_sees_no_words_and_a_difference_is_settled(library: Command, say: object) -> None:
    say(*["y"] * 12)  # type: ignore[operator]
    library("themes", "review", "--limit", "1", "--theme", "housing", "--as", "Ann")
    catalogue = Catalogue.open(library.home)
    [passage] = {review.passage for review in catalogue.reviews()}
    accepted = {review.theme for review in catalogue.reviews() if review.theme != WHOLE}
    catalogue.review(passage, {}, whole=True, by="Ann", stream=next(iter(catalogue.reviews())).stream)
    catalogue.close()
    say(*["n"] * 12, "-")  # type: ignore[operator]
    library("themes", "review", "--second", "--limit", "1", "--as", "Ben")
    assert "(" not in library.said.split("q stop")[1].split("Other themes")[0]
    say(*["n"] * len(accepted), "-")  # type: ignore[operator]
    told = library.json("themes", "review", "--settle", "--as", "Cat")
    assert "Ann: yes; Ben: no" in library.said
    assert told["answers"]["rejected"] >= 1
    assert library.json("themes", "review", "--settle", "--as", "Cat")["passages"] == 0


def test_strange_options_are_refused(library: Command) -> None:
    library("themes", "review", "--limit", "-1", code=2)
    library("themes", "review", "--theme", "nonsense", code=3)
    library("themes", "review", "--passage", "nothing-1-1", code=3)


def test_training_and_scores_say_plainly_what_there_is(library: Command) -> None:
    told = library.json("themes", "train")
    assert told["active"] == []
    assert "The classifier suggests 0 themes" in (library("themes", "train") + library.said)
    scores = library.json("themes", "evaluate")
    assert scores["passages"] == 0
    assert {(one["precision"], one["recall"], one["f1"]) for one in scores["themes"] if not one["suggested"]} == {
        (None, None, None)
    }
    assert "nothing can be said" in library("themes", "evaluate")
    (library.home / "models" / "themes.skops").write_bytes(b"junk")
    library("themes", "evaluate")
    assert "cannot be read" in library.said

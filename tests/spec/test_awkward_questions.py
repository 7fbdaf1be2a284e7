"""Whatever people type or paste is answered, by the library, the command and the web: no error, no silent nothing."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from compendium.cli.main import run
from compendium.config import load
from compendium.library import Library
from compendium.model.search import READER, Results, SearchQuery
from tests.conftest import ROOT
from webui.app import create_app
from webui.query import plain as typed

FILE = ROOT / "tests" / "fixtures" / "questions" / "awkward.toml"
LONGEST = 600
"""Letters of one sentence about an answer: more is no help to anyone."""

Question = dict[str, Any]
QUESTIONS: list[Question] = tomllib.loads(FILE.read_text(encoding="utf-8"))["question"]
for entry in QUESTIONS:
    entry["ask"] *= entry.get("times", 1)


def by_name(question: Question) -> str:
    return ascii(question["ask"][:40]).replace("[", "(").replace("]", ")")


every_question = pytest.mark.parametrize("question", QUESTIONS, ids=by_name)
"""Asked of the library, which takes no time."""

in_turn = pytest.mark.parametrize(
    "question",
    [pytest.param(q, marks=() if n % 4 == 0 else pytest.mark.slow) for n, q in enumerate(QUESTIONS)],
    ids=by_name,
)
"""Asked through command and site, which each take a while: every fourth, and all of them by `make test-all`."""


@pytest.fixture(scope="module")
def library(demo_home: Path) -> Iterator[Library]:
    with closing(Library.open(demo_home, READER)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(demo_home: Path, library: Library) -> FlaskClient:
    return create_app(load(demo_home), lambda: library).test_client()


Ask = Callable[[str], Results]


@pytest.fixture(scope="module")
def ask(library: Library) -> Ask:
    """The library's answer to a question; asked once only."""
    return cache(lambda text: library.search(SearchQuery(text)))


def passages(library: Library, text: str) -> set[str]:
    results = library.search(SearchQuery(text, limit=1000, passages=1000))
    return {hit.passage.id for group in results.groups for hit in group.hits}


def sentences(results: Results) -> list[str]:
    """What the answer says about itself."""
    return [*results.ignored, *results.told, results.suggestion, *advised(results)]


def advised(results: Results) -> list[str]:
    """The words and numbers of the advice that a person can act on."""
    advice = results.advice
    if advice is None:
        return []
    words = [f"{word.printed}: {word.passages} {' '.join(word.nearest)}" for word in advice.words]
    without = [f"without {part.printed}: {part.passages}" for part in advice.without if part.passages]
    filters = [f"without filter {name}: {number}" for name, number in advice.filters if number]
    return words + without + filters


# ---- the questions themselves ----------------------------------------------------------------------------------------


def test_there_are_many_questions_each_with_its_promise() -> None:
    assert len(QUESTIONS) >= 120
    assert len({question["ask"] for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert question.keys() <= {"ask", "times", "finds", "same", "tells", "helps"}, question
        assert question.keys() & {"finds", "same", "tells", "helps"}, question


# ---- asked of the library --------------------------------------------------------------------------------------------


@every_question
def test_an_awkward_question_gets_a_helpful_answer(question: Question, library: Library, ask: Ask) -> None:
    results = ask(question["ask"])
    said = sentences(results)
    assert results.total_passages or any(said) or results.near_themes, "a silent nothing"
    if question.get("finds"):
        assert results.total_passages
    if "same" in question:
        assert passages(library, question["ask"]) == passages(library, question["same"]) != set()
    if "tells" in question:
        assert question["tells"].casefold() in "\n".join(said).casefold()


@every_question
def test_what_is_said_about_an_answer_can_be_read(question: Question, ask: Ask) -> None:
    for sentence in sentences(ask(question["ask"])):
        if sentence and len(question["ask"]) > LONGEST:
            assert len(sentence) <= LONGEST
        assert "\0" not in sentence


@every_question
def test_a_suggestion_finds_something_and_leaves_numbers_alone(question: Question, ask: Ask) -> None:
    suggestion = ask(question["ask"]).suggestion
    if suggestion:
        assert ask(suggestion).total_passages, suggestion
        assert re.findall(r"\d+", suggestion) == re.findall(r"\d+", question["ask"]), suggestion


@every_question
def test_searching_for_the_very_words_is_no_trouble_either(question: Question, library: Library) -> None:
    results = library.search(SearchQuery(question["ask"], exact=True))
    assert results.total_passages or any(sentences(results)) or results.near_themes


# ---- asked on the command line ---------------------------------------------------------------------------------------


@in_turn
def test_the_command_answers_an_awkward_question(
    question: Question, ask: Ask, demo_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(demo_home), "search", "--json", "--", question["ask"]]) == 0
    printed = capsys.readouterr()
    answer, results = json.loads(printed.out), ask(question["ask"])
    assert answer["total_passages"] == results.total_passages
    assert answer["ignored"] == list(results.ignored)
    assert answer["told"] == list(results.told)
    assert answer["suggestion"] == results.suggestion
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("text", ["\udcff", "visits \udcff\udcfe", '"\udcff'])
def test_signs_that_are_no_text_at_all_are_no_trouble(
    text: str, ask: Ask, demo_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(text).total_passages or any(sentences(ask(text)))
    assert run(["--home", str(demo_home), "search", "--json", "--", text]) == 0
    json.loads(capsys.readouterr().out)


# ---- asked on the web ------------------------------------------------------------------------------------------------


@in_turn
def test_the_page_answers_an_awkward_question(question: Question, ask: Ask, client: FlaskClient) -> None:
    answer = client.get("/search", query_string={"q": question["ask"]})
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    said = plain(page)
    results = ask(typed(question["ask"]))
    for sentence in (*results.ignored, *results.told):
        assert spaced(sentence) in said
    if results.suggestion:
        assert spaced(results.suggestion) in said
    assert "\0" not in page


@pytest.mark.parametrize("text", [question["ask"] for question in QUESTIONS if "<" in question["ask"]])
def test_markup_in_a_question_is_shown_as_text(text: str, client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": text}).get_data(as_text=True)
    assert text not in page
    assert text.split()[0] in unescape(page)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_bytes_that_are_no_text_are_no_trouble_on_the_web(client: FlaskClient) -> None:
    for address in ("/search?q=%FF", "/search?q=visits%FF%FE", "/search?q=%ED%B3%BF", "/search?q=%00"):
        assert client.get(address).status_code == 200


def plain(page: str) -> str:
    """The words of a page, for reading, spaces made one."""
    return spaced(unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])))


def spaced(text: str) -> str:
    return " ".join(text.split())

"""Whose account a passage gives, and the survey results printed in it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from compendium.ingest.accounts import account_of
from compendium.ingest.quotes import find_quotes
from compendium.ingest.surveys import survey_of
from compendium.model.document import Account, PassageKind, Quote, SurveyResult, Voice

WORDINGS = Path(__file__).parents[3] / "benchmarks" / "description" / "wordings" / "accounts.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in WORDINGS.read_text(encoding="utf-8").splitlines()]


def told(text: str, heading: str = "", kind: PassageKind = PassageKind.PARAGRAPH) -> Account:
    return account_of(kind, (heading,) if heading else (), text, find_quotes(text, kind))


def test_the_wordings_are_told_apart() -> None:
    """Nearly all that is claimed is right, and most of each account is found."""
    pairs: Counter[tuple[str, str]] = Counter()
    for row in ROWS:
        kind = PassageKind(row.get("kind", PassageKind.PARAGRAPH))
        pairs[row["account"], told(row["text"], row.get("heading", ""), kind).value] += 1
    assert len(ROWS) >= 200
    for account in Account:
        right = pairs[account, account]
        claimed = sum(n for (_, found), n in pairs.items() if found == account)
        stated = sum(n for (truth, _), n in pairs.items() if truth == account)
        assert right >= 0.8 * stated, account
        assert account is Account.UNKNOWN or right >= 0.9 * claimed, account


def test_own_words_only_when_participants_fill_more_than_half() -> None:
    text = "x " * 100
    mostly, part = (Quote(0, 2 * n, Voice.LIVED_EXPERIENCE, "Prisoner") for n in (60, 45))
    assert account_of(PassageKind.PARAGRAPH, (), text, (mostly,)) is Account.OWN_WORDS
    assert account_of(PassageKind.PARAGRAPH, (), text, (part,)) is not Account.OWN_WORDS
    assert account_of(PassageKind.QUOTE, (), text, (Quote(0, 200, Voice.STAFF, "Officer"),)) is Account.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "heading", "account"),
    [
        (PassageKind.RECOMMENDATION, "", Account.RECOMMENDATION),
        (PassageKind.LIST, "Recommendations", Account.RECOMMENDATION),
        (PassageKind.PARAGRAPH, "Methodology", Account.JUDGEMENT),
        (PassageKind.PARAGRAPH, "What staff told us", Account.UNKNOWN),
        (PassageKind.CAPTION, "Findings", Account.JUDGEMENT),
    ],
)
def test_kind_and_heading_decide(kind: PassageKind, heading: str, account: Account) -> None:
    assert told("The wing had two landings and a yard.", heading, kind) is account


def test_words_of_nobody_knows_whom_are_no_account() -> None:
    assert told("“It is all about who you know in here, and nothing else.”") is Account.UNKNOWN
    assert told("") is Account.UNKNOWN


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("The council’s practice is weak. Assessments were late, and plans did not say who would act.", "judgement"),
        ("Visits are booked online. The hall holds forty, and tea is served by volunteers.", "judgement"),
        ("The records show six complaints answered late. Use of force rose by a fifth.", "judgement"),
        ("Men had been moved at night. Some had lost their work; others never saw their letters again.", "paraphrase"),
        ("The nurse said that it was hard. She thought that men were too proud to ask.", "unknown"),
    ],
)
def test_who_tells_and_when(text: str, account: str) -> None:
    assert told(text) == account


def test_what_inspectors_ask_for() -> None:
    assert told("Ensure that every child has a plan.", "Areas for improvement") is Account.RECOMMENDATION
    assert told("The quality of plans is not good enough.", "Areas for improvement") is Account.JUDGEMENT


def test_tables() -> None:
    answers = "Statement\tn\tAgree\tDisagree\nI feel safe here\t120\t61%\t39%"
    returns = "\tNorth\tSouth\nQuestionnaires given out\t240\t260\nSent back\t112\t97"
    in_words = "What people asked for\tNorth\tSouth\nA clock\tDone\tNot yet"
    kinds = [told(text, kind=PassageKind.TABLE) for text in (answers, returns, in_words)]
    assert kinds == [Account.SURVEY, Account.JUDGEMENT, Account.UNKNOWN]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("In our survey, 62% of women (n=126) said that it was easy.", SurveyResult("", "women", 126)),
        (
            "Q12. How easy or difficult is it to see a doctor? Very easy 6%. Base: 340.",
            SurveyResult("How easy or difficult is it to see a doctor?", "", 340),
        ),
        (
            "Of the 31 people who had been recalled, 22 did not know why.",
            SurveyResult("", "the 31 people who had been recalled", 31),
        ),
        ("Nine of the 52 told us they had a diagnosis.", SurveyResult("", "", 52)),
        (
            "Thirty-six of the 62 agreed that “if I complain, it will be held against me”.",
            SurveyResult("if I complain, it will be held against me", "", 62),
        ),
        ("Table 2. Time to be seen (n = people who had asked)", SurveyResult("", "people who had asked", None)),
        ("A grandmother of 74 had come by bus in 2019.", None),
        ("A score of 4 out of 10 on the first night.", None),
    ],
)  # fmt: skip
def test_what_is_printed_beside_a_result(text: str, result: SurveyResult | None) -> None:
    assert survey_of(PassageKind.PARAGRAPH, text) == result

"""How well a text says what a document says: phrases kept, order, words."""

import re
import unicodedata
from collections import Counter

from rapidfuzz.distance import Indel

from benchmarks.extraction.setting import SUPERSCRIPTS
from benchmarks.extraction.truth import Role, Truth

PHRASE = 5
_SPACE = re.compile(r"\s+")
_DIVIDED = re.compile(r"(?<=[^\W\d_])(?:\ufffe\s*|-\n\s*)(?=[^\W\d_])")
"""The end of a line inside a word: a hyphen and a line feed, or the sign that pdfium puts in place of both."""
_MARKED = re.compile(rf"\S*[{SUPERSCRIPTS}]+")


def plain(text: str) -> str:
    """The text as all engines are compared: compatibility forms resolved, divided words joined, single spaces."""
    joined = _DIVIDED.sub("", text.replace("\r\n", "\n").replace("\xad\n", ""))
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", joined)).strip()


def words(text: str) -> list[str]:
    """The words of the text in lower case, without the punctuation around them."""
    stripped = (_stripped(word) for word in plain(text).casefold().split(" "))
    return [word for word in stripped if word]


def _stripped(word: str) -> str:
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    return word[start:end]


def phrases(text: str) -> Counter[tuple[str, ...]]:
    """All runs of five words, however the text is parted."""
    return _runs(words(text))


def truth_phrases(truth: Truth) -> Counter[tuple[str, ...]]:
    """The runs of five words inside each run of text, as `pieces` parts them: engines may put the mark of a footnote
    where they like."""
    found: Counter[tuple[str, ...]] = Counter()
    for block in truth.blocks:
        for piece in pieces(block.text):
            found += _runs(words(piece))
    return found


def pieces(text: str) -> list[str]:
    """The runs of text of a block: parted at line feeds and at words with the mark of a footnote."""
    return [piece for line in text.split("\n") for piece in _MARKED.split(line)]


def _runs(said: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(said[at : at + PHRASE]) for at in range(len(said) - PHRASE + 1))


def kept(wanted: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> float:
    """The share of the wanted phrases that are found; one wanted twice must be found twice."""
    return sum(min(count, found[phrase]) for phrase, count in wanted.items()) / max(1, wanted.total())


def phrase_recall(wanted: Counter[tuple[str, ...]], text: str) -> float:
    """The share of the wanted phrases that stand unbroken in the text."""
    return kept(wanted, phrases(text))


def order_score(truth: str, text: str) -> float:
    """1.0 for the same text in the same order: the indel similarity, which a moved block lowers by its length."""
    return float(Indel.normalized_similarity(plain(truth), plain(text)))


def best_order(truth: Truth, text: str) -> float:
    """The order score where each box is taken as read before or after the text of its page, whichever agrees better."""
    early: set[int] = set()
    best = order_score(truth.text(), text)
    for place, block in enumerate(truth.blocks):
        if block.role is Role.BOX and (score := order_score(truth.arranged({*early, place}), text)) > best:
            early, best = {*early, place}, score
    return best


def word_f1(truth: str, text: str) -> float:
    """1.0 when both have the same words as often, in any order."""
    wanted, found = Counter(words(truth)), Counter(words(text))
    both = (wanted & found).total()
    return 2 * both / max(1, wanted.total() + found.total())

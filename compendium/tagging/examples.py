"""What people decided about passages, as examples to learn from."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One passage and what people said of it.

    A theme neither accepted nor rejected is unknown, unless a person read the passage for all themes (`whole`): then
    it is not there. `hits` holds the score of what the rules suggest, by theme; a theme that is absent has no hit.
    """

    passage: str
    text: str
    heading: tuple[str, ...]
    report: str
    organisations: tuple[str, ...]
    accepted: frozenset[str]
    rejected: frozenset[str]
    whole: bool
    hits: Mapping[str, float]

    def says(self, theme: str) -> bool | None:
        """Whether people found the theme here; None when nobody said. Of two words on it, acceptance holds."""
        if theme in self.accepted:
            return True
        return False if self.whole or theme in self.rejected else None


def fingerprint(examples: Iterable[Example]) -> str:
    """A hash of these examples, whatever their order: whether a model was trained on the very same."""
    lines = sorted(
        json.dumps(
            [
                *(one.passage, one.text, one.heading, one.report, sorted(one.organisations)),
                *(sorted(one.accepted), sorted(one.rejected), one.whole, sorted(one.hits.items())),
            ]
        )
        for one in examples
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def grouped(examples: Sequence[Example]) -> tuple[int, ...]:
    """A group for each example: reports that share an organisation, directly or through others, are one group."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while (higher := above.setdefault(name, name)) != name:
            above[name] = above[higher]  # halves the way for the next who asks
            name = higher
        return name

    for one in examples:
        for organisation in one.organisations:
            above[top(f"organisation {organisation}")] = top(f"report {one.report}")
    return numbered(top(f"report {one.report}") for one in examples)


def numbered(names: Iterable[str]) -> tuple[int, ...]:
    """Each name as a number, equal names alike, in order of their first mention."""
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(name, len(numbers)) for name in names)

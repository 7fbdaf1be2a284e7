"""Precision and recall, counted value by value."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """How many values were found and right (`both`), stated but not found, found but not stated. `wrong` holds a
    few."""

    both: int = 0
    missed: int = 0
    extra: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, stated: Iterable[Hashable], found: Iterable[Hashable], where: str = "") -> None:
        """Counts the values of one document."""
        stated, found = set(stated), set(found)
        self.both += len(stated & found)
        self.missed += len(stated - found)
        self.extra += len(found - stated)
        if stated != found:
            self.wrong.append(
                f"{where}: missed {sorted(map(str, stated - found))}, extra {sorted(map(str, found - stated))}"
            )

    def figures(self, show: bool) -> dict[str, Any]:
        """Precision, recall and how many values were stated; with what was wrong when asked for."""
        found, stated = self.both + self.extra, self.both + self.missed
        told: dict[str, Any] = {
            "precision": round(self.both / found, 3) if found else None,
            "recall": round(self.both / stated, 3) if stated else None,
            "stated": stated,
        }
        return told | ({"wrong": self.wrong} if show and self.wrong else {})

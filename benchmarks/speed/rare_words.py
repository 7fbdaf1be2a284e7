"""Invented words and names, so that a library has the more different words the larger it is, as real ones have."""

from random import Random

_STARTS = (*"bcdfghlmnprstvw", "br", "cl", "dr", "st", "tr")
_ENDS = (*"aeiou", "ai", "ea")
_SYLLABLES = [start + end for start in _STARTS for end in _ENDS]
_ALL = len(_SYLLABLES) ** 3
_STRIDE = 7919
"""A prime: words made one after the other look nothing alike."""


def word(number: int) -> str:
    """The invented word of that number; every third is a name."""
    rest, syllables = number * _STRIDE % _ALL, []
    for _ in range(3):
        rest, place = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    found = "".join(syllables) + "n"
    return found.capitalize() if number % 3 == 0 else found


class RareWords:
    """Draws words by the Pitman-Yor process (1997): the n-th is new with a chance that falls with n, and the others
    come the oftener the oftener they came before. That gives the curve of a natural vocabulary."""

    STRENGTH, DISCOUNT = 100.0, 0.75

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._drawn: list[int] = []
        self._times: list[int] = []

    @property
    def different(self) -> int:
        """How many different words were drawn."""
        return len(self._times)

    def draw(self) -> str:
        """The next word."""
        number = self._known() if self._drawn and not self._is_new() else len(self._times)
        if number == len(self._times):
            self._times.append(0)
        self._times[number] += 1
        self._drawn.append(number)
        return word(number)

    def _is_new(self) -> bool:
        at = self._chance.random() * (self.STRENGTH + len(self._drawn))
        return at < self.STRENGTH + self.DISCOUNT * len(self._times)

    def _known(self) -> int:
        while True:
            number = self._drawn[self._chance.randrange(len(self._drawn))]
            if self._chance.random() >= self.DISCOUNT / self._times[number]:
                return number

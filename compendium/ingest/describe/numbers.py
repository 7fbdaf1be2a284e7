"""Numbers as people write them: 57, 1,250, thirty-seven, one hundred and fifty, three dozen."""

import re

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}

_UNIT = "|".join(sorted(_UNITS.keys() - {"zero"}, key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|(?:{_UNIT}))"
_SCALE = r"(?:hundred|thousand|dozen)"

NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+"
    rf"|(?:{_SMALL}|an?)(?:[- ]{_SCALE}(?:,? (?:and )?{_SMALL})?)+|{_SMALL}|dozen)"
)
"""A number in digits or words, as part of a pattern compiled without regard to case."""


def value_of(number: str) -> int:
    """The value of what `NUMBER` matched."""
    plain = number.replace(",", "").lower()
    if plain.isdigit():
        return int(plain)
    words = [word for word in re.split(r"[\s-]+", plain) if word != "and"]
    total = current = 0
    for word in words:
        if word in ("a", "an"):
            current = 1
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        else:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + current

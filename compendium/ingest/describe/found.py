"""A number found in a text, and the passage it stands in."""

from dataclasses import dataclass

from compendium.model.people import Exactness, GroupKind, NumberRole

PART = "part of another number"
"""Why a sub-group is not chosen."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage a number may stand in. `page` is None for text without pages.

    `methods` tells of a heading that promises how people were heard, `early` of the opening of a document; `heading`
    are the headings above.
    """

    text: str
    page: int | None = None
    methods: bool = False
    early: bool = False
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A number, standing at sentence[at:end] with its noun.

    `strength` says how plainly it is the report's own count of people heard; `why_not` what speaks against it; `of` the
    number it is a part of; `total` that the words call it the total; `remains` that it is what is left of a larger one;
    `further` that they call them other people than those before; `beside` that it goes on a list of other people than
    the one before it; `apart` that they can be neither participants, families nor staff; `stated` that words such as
    "n =" stand before it; `left_out` that its noun stands elsewhere; `direct` that the words beside it say they were
    heard."""

    n: int
    kind: GroupKind
    exactness: Exactness
    unit: str
    place: Place
    sentence: str
    at: int
    end: int
    strength: int
    role: NumberRole = NumberRole.TOTAL
    why_not: str = ""
    of: int | None = None
    total: bool = False
    remains: bool = False
    further: bool = False
    beside: bool = False
    apart: bool = False
    stated: bool = False
    left_out: bool = False
    direct: bool = False

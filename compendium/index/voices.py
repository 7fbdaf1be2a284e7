"""To which voices a passage answers when results are narrowed by voice."""

from typing import Final

from compendium.model.document import Voice

_BESIDE_STAFF: Final = frozenset({Voice.STAFF, Voice.UNKNOWN})


def answering_voices(quoted: frozenset[Voice]) -> frozenset[Voice]:
    """The voices a passage counts for, from those quoted in it.

    Where staff are quoted, the passage counts as staff, never as lived experience or family: staff words must not pass
    for theirs. A quote whose speaker is unknown takes nothing away from the others, and is found as unknown.
    """
    return quoted & _BESIDE_STAFF if Voice.STAFF in quoted else quoted

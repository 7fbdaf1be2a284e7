"""To which voices a passage answers when results are narrowed by voice."""

from typing import Final

from compendium.model.document import Voice

_DOUBTFUL: Final = frozenset({Voice.STAFF, Voice.UNKNOWN})


def answering_voices(quoted: frozenset[Voice]) -> frozenset[Voice]:
    """The voices a passage counts for, from those quoted in it.

    Where staff are quoted, or someone whose voice is not known (who may be staff), the passage answers to that only,
    never
    to lived experience or family: staff words must not pass for theirs, not even once.
    """
    return quoted & _DOUBTFUL or quoted

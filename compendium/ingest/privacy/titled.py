"""Names after a rank ("Officer Smith") or a title ("Mr Khan")."""

import re
from collections.abc import Iterator

from compendium.ingest.privacy import after_words, harm, strangers
from compendium.ingest.privacy import name_words as words
from compendium.ingest.privacy.before_words import STAFF_APART
from compendium.ingest.privacy.candidates import listed
from compendium.ingest.privacy.findings import DIED, TOLD, WORKS, Finding, around
from compendium.model.concern import ConcernKind
from compendium.model.document import Passage

_REACH = 110


def titled(passage: Passage) -> Iterator[Finding]:
    """The names in a passage that have a rank or a title, and are not those of people of office."""
    if not words.ANY_TITLE.search(passage.text):
        return
    for match in words.TITLED.finditer(passage.text):
        parts = _parts(match)
        if not parts:
            continue
        end = match.start("name") + len(" ".join(parts))
        before, after = around(passage.text, match.start(), end, _REACH)
        if words.OFFICE_AFTER.match(after) or words.CITED_AFTER.match(after) or words.is_thanked(before):
            continue
        if kind := _kind(passage, match, before, after):
            yield Finding(kind[0], match.start(), end, kind[1], words.pretended(before, after))


def _parts(match: re.Match[str]) -> list[str]:
    """The words of the name after the title; none where they name a thing: Officer Training School."""
    parts = match["name"].split(" ")
    things = listed("things") - listed("surname_too")
    if parts[0] in listed("no_name") or (match["rank"] and any(part in things for part in parts)):
        return []
    while len(parts) > 1 and (parts[-1] in listed("no_name") or parts[-1] in things):
        parts.pop()
    return parts


def _kind(passage: Passage, match: re.Match[str], before: str, after: str) -> tuple[ConcernKind, str] | None:
    if harm.is_harmed(before, after, certain=True):
        return ConcernKind.VICTIM_NAME, DIED
    quoted = strangers.is_quoted(passage, match.start())
    if match["rank"] or quoted or words.STAFF_BEFORE.search(before) or words.STAFF_AFTER.match(after):
        return ConcernKind.STAFF_NAME, WORKS
    if STAFF_APART.search(before) or words.STAFF_AT_AFTER.match(after):
        return ConcernKind.STAFF_NAME, WORKS
    doctor = match["title"].startswith("Dr")
    if not doctor and after_words.ANNOUNCED.match(after):
        return None
    if not doctor and not words.OFFICE_BEFORE.search(before) and strangers.is_held(before, after):
        return ConcernKind.PARTICIPANT_NAME, TOLD
    return None

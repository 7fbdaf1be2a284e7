"""Small groups: an establishment and a characteristic few people there share, beside a quotation or in a sentence."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile

from compendium.data import table
from compendium.ingest.describe.sentences import spans
from compendium.ingest.privacy.candidates import listed
from compendium.ingest.privacy.findings import Finding, Part
from compendium.ingest.privacy.person_words import NAME_WORD
from compendium.ingest.privacy.traits import ENOUGH, RARE_JOB, traits
from compendium.ingest.voice_words import STAFF
from compendium.model.concern import ConcernKind
from compendium.model.document import Passage, PassageKind, Quote, Voice

_POSTS = re.compile(
    r"^(?:the |an? )?(?:acting |deputy |managing |lead |senior )*(?:governor|(?:prison )?director|imam|rabbi|librarian"
    r"|head(?:teacher| of [\w ]+)|managing chaplain|dentist|optician|pharmacist|psychiatrist|priest|minister"
    r"|family services manager|(?:safety|equalit(?:y|ies)|diversity|education|healthcare) manager|matron"
    r"|(?:disability|equalities|foreign national\w*|veterans) (?:officer|lead|coordinator))(?=,|$| at )",
    re.I,
)
"""Posts that one person holds at an establishment."""

# ---- establishments

_HM = r"\bHM ?(?:Prison|PYOI|P|YOI|IRC)s?(?:\s?(?:/|&|and)\s?(?:HM)?YOI)?\s+"
_HM_NAME = re.compile(rf"{_HM}(?P<name>(?:The )?{NAME_WORD}(?: {NAME_WORD}){{0,2}})")
_NAMED_KIND = re.compile(
    rf"\b(?P<name>{NAME_WORD}(?: {NAME_WORD})?)"
    r" (?:[Pp]rison|Young Offenders?[’']? Institution|YOI|STC|IRC|Secure Training Centre|Immigration Removal Centre)\b"
)
_KIND = re.compile(r"[Pp]rison\b|Institution|YOI|STC|IRC|Centre")
_OF_A_KIND = {"Open", "Closed", "Category", "Local", "Private", "Training", "Security", "Resettlement", "State"}
"""What may stand before "prison" and is no name."""

_HOUSE = re.compile(rf"(?:^|, |\b(?:at|from|in) )(?P<name>{NAME_WORD} (?:House|Lodge|Approved Premises))\b")
"""What an attribution may name as approved premises."""


@cache
def _plain_names() -> tuple[str, ...]:
    """Names of prisons that mean nothing else."""
    return tuple(row["name"] for row in table("prisons")["prison"] if "also_word" not in row)


_BARE = re.compile(rf"^{_HM}|^The | (?:[Pp]rison|YOI|STC|IRC)$")


class Establishments:
    """Finds the establishments in a text: named with their kind, known from the list, or named so elsewhere in the
    report."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.named = frozenset(_BARE.sub("", text[start:end]) for text in texts for start, end in _with_hm(text))
        known = sorted({*self.named, *_plain_names()}, key=len, reverse=True)
        self._known = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, known))})(?![\w-])")

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where they stand, in order; one that is named with its kind may be there twice."""
        return sorted((*_with_hm(text), *(match.span() for match in self._known.finditer(text)), *_of_kind(text)))

    def names(self, text: str) -> frozenset[str]:
        """Their names, each once: "HMP Fenmoor" and "Fenmoor" are one."""
        return frozenset(_BARE.sub("", text[start:end]) for start, end in self.spans(text))


def _of_kind(text: str) -> Iterator[tuple[int, int]]:
    """Where "Fenmoor prison" and the like stand."""
    if not _KIND.search(text):
        return
    for match in _NAMED_KIND.finditer(text):
        name = match["name"].split()
        if not any(word in _OF_A_KIND or word in listed("no_name") for word in name):
            yield match.span()


def _with_hm(text: str) -> Iterator[tuple[int, int]]:
    """Where "HMP Fenmoor" and the like stand, without the words that go on after it ("HMP Fenmoor Governor")."""
    for match in _HM_NAME.finditer(text) if "HM" in text else ():
        name = match["name"].split()
        kept = list(takewhile(lambda word: word == "The" or word not in listed("no_name"), name))
        if kept:
            yield match.start(), match.start("name") + len(" ".join(kept))


# ---- beside a quotation


def find_groups(passage: Passage, part: Part, places: Establishments, site: str) -> Iterator[Finding]:
    """Where an establishment and rare characteristics meet. `site` is the one establishment the whole report is about,
    if there is one."""
    if part is not Part.TEXT or passage.kind is PassageKind.RECOMMENDATION:
        return
    beside: list[tuple[int, int]] = []
    for quote in passage.quotes:
        if (finding := _of_speaker(passage, quote, places, site)) and (finding.start, finding.end) not in beside:
            beside.append((finding.start, finding.end))
            yield finding
    if passage.kind in (PassageKind.TABLE, PassageKind.CAPTION):
        return
    for finding in (*_behind_marks(passage.text, places), *_in_sentences(passage.text, places)):
        if not any(start < finding.end and finding.start < end for start, end in beside):
            yield finding


_LABEL = re.compile(r"[.!?…,][”\"’'] ?(?:[–—-]{1,2} ?|\(|\n)?(?P<label>[A-Z][^”\"“()\n.!?:]{5,90})(?=[).\n]|$)")


def _of_speaker(passage: Passage, quote: Quote, places: Establishments, site: str) -> Finding | None:
    said_of = quote.attribution
    if not said_of:
        return None
    where = quote.speaker.place or _establishment(said_of, passage, places, site)
    if not where:
        return None
    shared = traits(said_of)
    if sum(weight for _, weight in shared) < ENOUGH:
        if not (quote.voice in (Voice.STAFF, Voice.UNKNOWN) and _POSTS.match(said_of)):
            return None
        why = f"The post named and {where} together may fit one person only."
    else:
        why = f"{_listed(shared)} and {where} together may fit one person only."
    at = _place_of(said_of, passage.text, quote)
    return Finding(ConcernKind.SMALL_GROUP, *at, why) if at else None


def _behind_marks(text: str, places: Establishments) -> Iterator[Finding]:
    """The same for words too few, or too oddly set, to be taken for a quotation."""
    for match in _LABEL.finditer(text):
        found, shared = places.names(match["label"]), traits(match["label"])
        if len(found) == 1 and sum(weight for _, weight in shared) >= ENOUGH:
            why = f"{_listed(shared)} and {next(iter(found))} together may fit one person only."
            yield Finding(ConcernKind.SMALL_GROUP, *match.span("label"), why)


def _establishment(said_of: str, passage: Passage, places: Establishments, site: str) -> str:
    """The establishment that the attribution names, or else the only one that its passage or headings do."""
    for text in (said_of, passage.text, " \n".join(passage.heading)):
        found = places.names(text)
        if len(found) == 1:
            return "HMP " + next(iter(found)) if f"HMP {next(iter(found))}" in text else next(iter(found))
        if found:
            return "the establishment" if text is said_of else ""
    house = _HOUSE.search(said_of)
    return house["name"] if house else site


def _place_of(attribution: str, text: str, quote: Quote) -> tuple[int, int] | None:
    """Where the attribution of a quote stands: behind it, or before it."""
    start = text.find(attribution, quote.end)
    if start < 0:
        start = text.rfind(attribution, 0, quote.start)
    return (start, start + len(attribution)) if start >= 0 else None


def _listed(shared: list[tuple[str, int]]) -> str:
    """The characteristics, as the beginning of a sentence."""
    names = ", ".join(name for name, _ in shared)
    return names[0].upper() + names[1:]


# ---- in a sentence

_PEOPLE = (
    r"(?:prisoners?|residents?|inmates?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|people|person|lifers?|detainees?"
    r"|mothers?|fathers?|pensioners?|young (?:adults?|persons?|people)|(?:service )?users?|Travellers?|nationals?"
    r"|Muslims?|Sikhs?|Jews?|Buddhists?|Hindus?|Zoroastrians?|Pagans?|Rastafarians?|Quakers?|Mormons?|Bah[aá][’']is?"
    r"|amputee|octogenarian|nonagenarian"
    rf"|{RARE_JOB})"
)
_FEW = re.compile(
    rf"\b(?:an?|one|another|two|three|four|five|[1-5]|the (?:only|sole|one|two"
    rf"|three))\s+(?P<of>(?:(?!(?:to|of|in|for|on|at|and|or|by|with|that|as|from)\b)[\w’'-]+,?\s+){{0,4}}?)"
    rf"(?P<who>{_PEOPLE})\b(?: from [A-Z]\w+)?(?P<more>(?:,? (?:with|who (?:is|was|were|had|has)|aged|serving|using"
    rf"|over|in (?:a|his"
    rf"|her))\b[^.;:]{{0,40}})?)",
    re.I,
)
_OF_FEW = re.compile(
    rf"\b(?:one|two|three|both|all|each|none|neither|another|some) of (?:the|our|its) (?:only )?(?:two|three|four"
    rf"|five|[2-5]) "
    rf"(?:[\w’'-]+ ){{0,2}}?(?P<who>{_PEOPLE})\b(?! (?:officers?|staff|teams?|groups?|units?|workers?))",
    re.I,
)
_ONLY = re.compile(
    rf"\bthe (?:only|sole) (?:[\w’'-]+ ){{0,2}}?(?P<who>{_PEOPLE})\b(?! who (?:do|did|does|can|has to)\b)"
    r"|\bthe (?:oldest|youngest|longest[- ]serving|first (?:female|woman|transgender)) (?:[\w’'-]+ )?(?:prisoner"
    r"|resident|man"
    r"|woman|boy|girl|child|person|inmate|detainee|lifer)\b",
    re.I,
)
_GENERAL = re.compile(
    r"\b(?:should|must|ought|would|may|might|could|will|entitled|for example|imagine|whether|if|any)\b", re.I
)
_NONE = re.compile(r"\b(?:never|not|no|nor|without)(?: \w+){0,2} $")
_TOLD = re.compile(
    r"\b(?:said|told|described|explained|felt|reported|had|has|was|were|used|spent|asked|waited|lived|showed|spoke|died"
    r"|arrived|came|ate|slept|got|went|kept|wrote)\b"
)
"""What was told of somebody makes what follows no general statement."""
_NOT_PEOPLE = re.compile(
    r"\s+(?:officers?|staff|teams?|groups?|units?|workers?|prisons?|[’']s? (?:prison|unit|wing|estate)|sites?"
    r"|wings?)\b|[’']s?\b"
)


_SO_FEW = "The group is so small, and its establishment named, that readers there may know who is meant."


def _in_sentences(text: str, places: Establishments) -> Iterator[Finding]:
    """One of a few, or a person of a rare kind, in a sentence that names one establishment."""
    if not places.spans(text):
        return
    for start, end in spans(text):
        sentence = text[start:end]
        if len(places.names(sentence)) != 1:
            continue
        where = places.spans(sentence)
        for match, why in _few(sentence):
            upto = next((e for s, e in where if 0 <= s - match.end() <= 12), match.end())
            yield Finding(ConcernKind.SMALL_GROUP, start + match.start(), start + upto, why)
            break


def _few(sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    for pattern in (_OF_FEW, _ONLY):
        for match in pattern.finditer(sentence):
            if not _NOT_PEOPLE.match(sentence, match.end()):
                yield match, _SO_FEW
    for match in _FEW.finditer(sentence):
        if _NONE.search(sentence, 0, match.start()):
            continue
        told = _TOLD.search(sentence, match.end())
        if _GENERAL.search(sentence, 0, told.start() if told else len(sentence)):
            continue
        if _NOT_PEOPLE.match(sentence, match.end("who")) or STAFF.search(match["of"]):
            continue
        shared = [(name, weight) for name, weight in traits(match.group()) if name != "role"]
        if sum(weight for _, weight in shared) >= ENOUGH:
            yield match, f"{_listed(shared)} and the establishment together may fit one person, or a few."

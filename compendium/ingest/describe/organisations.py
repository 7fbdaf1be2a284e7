"""Who published, commissioned or carried out the work: from covers, imprints and letter heads, never from a mention in
running text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from compendium.data import table
from compendium.ingest.describe.imprints import whole_lines
from compendium.model.document import Line
from compendium.model.report import Claim, Claimant

_CAPITALISED = r"[A-Z0-9][\w’'&.:/-]*"
_NAME = rf"(?:[Tt]he )?{_CAPITALISED}(?:,? (?:(?:of|for|and|the|&|in|on|de) )*\(?{_CAPITALISED}\)?){{0,9}}"
_STATED = (
    ("organisation", 0.95, re.compile(rf"\b[Pp]ublished (?:\w+ \d{{4}} )?(?:jointly )?by:? ({_NAME})")),
    (
        "organisation",
        0.9,
        re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:[Cc]opyright\s*)?(?:(?:19|20)\d\d,?\s*)?({_NAME})"),
    ),
    (
        "organisation",
        0.9,
        re.compile(
            rf"^(?:[Aa]n? )?(?:[\w-]+ ){{0,3}}(?:[Rr]eport|[Bb]riefing|[Rr]eview|[Ii]nspection) (?:by|from) ({_NAME})"
        ),
    ),
    (
        "commissioner",
        0.85,
        re.compile(rf"\b(?:[Cc]ommissioned by|[Pp]repared for|[Oo]n behalf of|[Rr]eport (?:to|for)):? ({_NAME})"),
    ),
    (
        "fieldworker",
        0.85,
        re.compile(
            rf"\b(?:[Rr]esearch|[Ff]ieldwork|[Ii]nterviews|[Ss]urvey)(?: was| were)?(?: carried out| conducted"
            rf"| undertaken| completed)? by:? ({_NAME})"
        ),
    ),
)
_DOERS = re.compile(
    r"(?P<before>[^.]{5,300}?)\b(?:undertook|carried out|conducted|completed|produces?) (?:a|an|the|this"
    r"|their)\b[^.]{0,40}\b"
    r"(?:inspection|review|visit|study|research|report)"
    r"|\b(?:carried out|conducted|undertaken|led) by (?:\w+ ){0,4}?(?:inspectors (?:from )?)?(?P<after>[^.]{3,300})",
    re.I,
)
_LOOKS_LIKE_ONE = re.compile(
    r"\b(?:Trust|University|Network|Council|Foundation|Association|Inspectorate|Institute|Alliance|Charity|Ltd|CIC"
    r"|Centre|Commission|League|Society"
    r"|Ministry of \w+|Department (?:for|of) \w+|Healthwatch|Agency|Ombudsman|Partnership|Boards?|Service|Committee"
    r"|College|Coalition|Project)\b"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DAY = r"\b\d{1,2}(?:st|nd|rd|th)?\s+"
_NAME_ENDS = re.compile(
    rf"[,;]?\s*\(?(?:(?:{_DAY})?\b{_MONTH},?\s+)?\b(?:19|20)\d\d\b.*$|,\s*(?:{_DAY})?{_MONTH}(?:\s.*)?$"
    r"|(?<!\bSt)(?<!\b[A-Z])\.\s.*$"
)
"""What comes after a name: a date, or the next sentence."""

_ENDS_ONE = re.compile(
    r"\w (?:Trust|University|Network|Foundation|Association|Ltd|CIC|Charity|Alliance|Coalition|Society)$"
)
_STARTS_ONE = re.compile(
    r"(?:University|Institute|Centre|Department|Ministry|College|School|Office|Association|Society) (?:of|for) "
)
_NOBODY = re.compile(r"^(?:the )?(?:crown|authors?|all rights|copyright|\d+)\b", re.I)
_IMPRINT = re.compile(r"www\.|https?:|@|^[WE]:", re.I)
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)((?:/[\w-]+)*)|@([\w.-]+)", re.I)
_BETWEEN_NAMES = re.compile(r"\b(?:and|by|with|the|a|for|report|published|from|(?:19|20)\d\d)\b|[^\w]|_", re.I)
_YOURS = re.compile(r"yours (?:sincerely|faithfully|truly)", re.I)
_DEAR = re.compile(r"dear\b", re.I)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The organisations known by name: a pattern for any of their names, and the name each of them stands for."""

    pattern: re.Pattern[str]
    names: dict[str, str]
    addresses: dict[str, str]
    also_words: frozenset[str]

    def named(self, text: str, *, expected: bool = False) -> Iterator[tuple[str, str]]:
        """The known organisations in a text, in order, each as (name, words as printed). "HMI Probation (HMIP)" is one.

        A name that is an ordinary word too (Mind) counts only where an organisation is `expected`.
        """
        after = -3
        for match in self.pattern.finditer(text):
            in_brackets = match.start() - after <= 2 and text[match.start() - 1] == "("
            name = self.names.get(_key(match.group()))
            if name and not in_brackets and (expected or name not in self.also_words):
                yield name, match.group()
            after = match.end()

    def canonical(self, text: str) -> str | None:
        """The organisation that this text is the name of, and nothing else."""
        return self.names.get(_key(re.sub(r"^[Tt]he ", "", text.strip(" .,:"))))


@cache
def gazetteer() -> Gazetteer:
    """The organisations of the data file, ready for matching. A name that several bear (HMIP) decides nothing."""
    bearers: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    for entry in table("organisations")["organisation"]:
        known = (entry["name"], entry.get("short", ""), *entry.get("aliases", ()), *entry.get("former", ()))
        for name in filter(None, known):
            bearers.setdefault(_key(name), set()).add(entry["name"])
            spelled.setdefault(_key(name), name)
    names = {key: next(iter(owners)) for key, owners in bearers.items() if len(owners) == 1}
    addresses = {re.sub(r"[^a-z0-9]", "", spelled[key].lower()): name for key, name in names.items()}
    spellings = "|".join(_spelling(spelled[key]) for key in sorted(names, key=len, reverse=True))
    also_words = frozenset(entry["name"] for entry in table("organisations")["organisation"] if entry.get("also_word"))
    return Gazetteer(re.compile(rf"(?<![\w@./])(?:{spellings})(?![\w@]|\.\w)"), names, addresses, also_words)


def _key(name: str) -> str:
    """A name without what printers vary: case (but not of short names), apostrophes, "and" or "&", line breaks."""
    plain = re.sub(r"\s+", " ", name.replace("’", "'").replace("&", "and")).strip()
    return plain if len(plain) <= 6 else re.sub(r"^(?:his|her) majesty's ", "hm ", plain.lower())


def _spelling(name: str) -> str:
    """A pattern for one name. Long names match in any case; short ones as they are."""
    plain = re.escape(re.sub(r"^(?:HM|His Majesty['’]s|Her Majesty['’]s) ", "", name) if len(name) > 6 else name)
    plain = plain.replace("’", "['’]").replace("'", "['’]").replace("\\&", "(?:&|and)").replace("\\ ", r"\s+")
    if plain != re.escape(name) and re.match(r"(?:HM|His|Her) ", name):
        plain = rf"(?:HM|His\s+Majesty['’]s|Her\s+Majesty['’]s)\s+{plain}"
    return rf"(?i:{plain})" if len(name) > 6 else plain


def organisations(lines: Sequence[Line], title: str, opening: Sequence[tuple[int | None, str]]) -> tuple[Claim, ...]:
    """The organisations named in front and back matter: `organisation` (publisher), `commissioner`, `fieldworker`.

    `title` is left out of account: what is inspected is not the publisher. `opening` is the first passages with pages.
    """
    letter = any(_DEAR.match(line.text) for line in lines if line.page == 1)
    whole = list(whole_lines(lines))
    claims = [claim for line in whole for claim in _stated(line)]
    claims += _signed(lines) if letter else [claim for line in lines for claim in _on_its_own(line, title)]
    claims += [claim for page, text in opening for claim in _doers(page, text)]
    claims += [claim for line in lines for claim in _by_address(line, lines)]
    if not any(claim.field == "organisation" for claim in claims) and not letter:
        claims += [claim for line in lines for claim in _unknown_name(line, title)]
    return _each_once(claims)


def _claim(field: str, name: str, page: int | None, verbatim: str, confidence: float) -> Claim:
    return Claim(field, name, Claimant.RULE, page or None, verbatim, confidence)


def _stated(line: Line) -> Iterator[Claim]:
    """ "Published by …", "© … 2023", "commissioned by …" in a short line."""
    if len(line.text.split()) > 25:
        return
    for field, confidence, pattern in _STATED:
        for match in pattern.finditer(line.text):
            known = list(gazetteer().named(match.group(1), expected=True))
            if known:
                yield from (_claim(field, name, line.page, line.text, confidence) for name, _ in known)
                continue
            for name in _each_apart(_tidy(match.group(1))):
                if len(name.split()) >= 2 or _LOOKS_LIKE_ONE.search(name):
                    yield _claim(field, name, line.page, line.text, confidence - 0.25)


def _tidy(name: str) -> str:
    """The name without what follows it: a date, the next sentence, a bracket that is never closed."""
    name = _NAME_ENDS.sub("", name)
    if name.count("(") > name.count(")"):
        name = name[: name.rindex("(")]
    name = re.sub(r"^[Tt]he ", "", name).strip(" .,:/&-")
    return "" if _NOBODY.match(name) else name


def _each_apart(name: str) -> list[str]:
    """Two bodies joined by "and", each on its own; a name that holds an "and" itself stays whole."""
    for joint in re.finditer(r",? (?:and|&) (?:the )?", name):
        left, right = name[: joint.start()], name[joint.end() :]
        both = len(left.split()) >= 2 and len(right.split()) >= 2 and left.count("(") == left.count(")")
        if both and (_ENDS_ONE.search(left) or _STARTS_ONE.match(right)):
            return [left, *_each_apart(right)]
    return [name] if name else []


def _on_its_own(line: Line, title: str) -> Iterator[Claim]:
    """A line of the cover that is nothing but names of known organisations."""
    if line.page > 1 or len(line.text) > 160:
        return
    named = list(gazetteer().named(line.text))
    rest = line.text
    for _, words in named:
        rest = rest.replace(words, "", 1)
    only = not _BETWEEN_NAMES.sub("", rest)
    if named and only and line.text.strip() not in title:
        yield from (_claim("organisation", name, line.page, line.text, 0.9) for name, _ in named)


def _signed(lines: Sequence[Line]) -> Iterator[Claim]:
    """The organisations of those who sign a letter: "National Director, Social Care, Ofsted"."""
    last = max((line.page for line in lines), default=0)
    signing = False
    for line in lines:
        if line.page == last and signing and len(line.text.split()) <= 12:
            yield from (
                _claim("organisation", name, line.page, line.text, 0.7) for name, _ in gazetteer().named(line.text)
            )
        signing = signing or bool(_YOURS.match(line.text))


def _doers(page: int | None, text: str) -> Iterator[Claim]:
    """ "A, B and C undertook a joint inspection": those named as doing the work the document reports."""
    if not re.search(r"undertook|carried out|conducted|undertaken|completed|produces?", text):
        return
    match = _DOERS.search(text)
    part = (match["before"] or match["after"]) if match else ""
    seen: set[str] = set()
    for name, _ in gazetteer().named(part):
        if name not in seen:
            seen.add(name)
            yield _claim("organisation", name, page, match.group().strip() if match else "", 0.75)


def _by_address(line: Line, lines: Sequence[Line]) -> Iterator[Claim]:
    """The web or e-mail address of a known organisation in the imprint."""
    if (line.page <= 1 and len(lines) > 30) or not _IMPRINT.search(line.text) or len(line.text.split()) > 4:
        return
    for match in _ADDRESS.finditer(line.text):
        parts = re.split(r"[./@]", ".".join(filter(None, match.groups())).lower())
        for part in parts:
            if len(part) > 2 and (name := gazetteer().addresses.get(part.replace("-", ""))):
                yield _claim("organisation", name, line.page, line.text, 0.6)


def _unknown_name(line: Line, title: str) -> Iterator[Claim]:
    """A short line of the cover that looks like the name of an organisation nobody has listed."""
    text = line.text.strip()
    if line.page > 1 or len(text.split()) > 7 or text in title or re.search(r"\d|[:.?!]", text):
        return
    if _LOOKS_LIKE_ONE.search(text) and re.fullmatch(_NAME, text):
        yield _claim("organisation", text, line.page, line.text, 0.4)


def _each_once(claims: list[Claim]) -> tuple[Claim, ...]:
    """The surest claim for each name and role; a commissioner or fieldworker is not also listed as publisher on weaker
    ground.
    """
    best: dict[tuple[str, str], Claim] = {}
    for claim in sorted(claims, key=lambda c: -c.confidence):
        best.setdefault((claim.field, claim.value), claim)
    others = {c.value: c.confidence for c in best.values() if c.field != "organisation"}
    kept = [c for c in best.values() if c.field != "organisation" or others.get(c.value, 0) <= c.confidence]
    return tuple(c for c in kept if not any(c.field == o.field and _is_lesser(c.value, o.value) for o in kept))


def _is_lesser(name: str, other: str) -> bool:
    """Whether two names differ by a tail only, and `other` is the one to keep: the longer where the tail completes it
    ("(Centre for X)", "… Trust"), else the shorter.
    """
    short, long = sorted((name, other), key=len)
    if name == other or not re.match(re.escape(short) + r"[\s,(]", long) or gazetteer().canonical(short):
        return False
    completes = long.endswith(")") or bool(
        _LOOKS_LIKE_ONE.search(long.split()[-1]) and not _LOOKS_LIKE_ONE.search(short)
    )
    return name == (short if completes else long)

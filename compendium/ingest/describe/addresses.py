"""The report's own address on the web, where the imprint says that it is available, or to be downloaded, there."""

import re

CUES = ("http", "www.")
"""One of these is in small letters in every address."""

_SAYS = (
    r"(?:available|download\w*|found|read|viewed|accessed|obtained|online|published)"
    r"(?: (?:free|online|electronically|to download|for download|in full|in pdf|as a pdf|also|of charge|free of charge"
    r"|on our website|from our website|via our website))* ?(?:at|from|on|via)?"
)
_ADDRESS = re.compile(rf"\b{_SAYS}[:\s(<]+(?P<address>(?:https?://|www\.)[^\s<>\"”’)\]]+)(?P<more>(?:\s\S+)?)", re.I)
_THIS = re.compile(
    r"\b(?:this|the) (?:[a-z]+ ){0,2}?(?:report|publication|document|briefing|paper|summary|review|study|letter"
    r"|bulletin|toolkit|evaluation|guide|booklet|version)\b|\bit (?:is|can|may)\b"
    r"|\b(?:a|an)(?: \w+)? (?:copy|version|pdf)\b"
    r"|\bcopies\b",
    re.I,
)
_ALONE = re.compile(r"\W*(?:also |report )?(?:is )?(?:available|download|access|read|view|online|published)", re.I)
_ANOTHER = re.compile(
    r"\b(?:full (?:report|version)|main report|previous|earlier|other|further|more information"
    r"|our (?:reports|publications|website|work)|all (?:our )?(?:reports|publications)|complain\w*|licen[cs]e|guidance"
    r"|easy[ -]read|welsh|large print|appendi\w+|annex\w*|technical|data(?:set|base)?|methodology|framework|statement"
    r"|policy|questionnaire|summary of this|newsletter|accompanying|separate"
    r"|expectations|standards|accessed|last (?:visited|viewed)|retrieved|translations?)\b",
    re.I,
)
_CITED = re.compile(r"\((?:19|20)\d\d\w?\)|\baccessed\b", re.I)
_HOME_PAGE = re.compile(
    r"(?:https?://)?[^/?]+(?:/?|/index\.\w+|/(?:.*/)?(?:organisations?/[^/]+|publications?|reports?|resources?|research|library|downloads?"
    r"|news|about|about-us|our-work|home|documents?|en|cy|english|policy|collections/.*)/?)",
    re.I,
)
_BROKEN = re.compile(r"[-_/=&?%]$")


def address(text: str, *, alone: bool) -> str:
    """The address of the report that a sentence gives, with its scheme; empty for none, for a home page or a list of
    publications, and for an address that is broken at the end of a line beyond repair.

    "Available at: …" without a word of what counts only where it may stand `alone`: not at the end of a reference.
    """
    match = _ADDRESS.search(text)
    if not match or _ANOTHER.search(text[: match.start("address")]) or _CITED.search(text):
        return ""
    if not (_THIS.search(text[: match.end()]) or (alone and _ALONE.match(text))):
        return ""
    found = match["address"]
    if _BROKEN.search(found):
        more = match["more"].strip().rstrip(".,;)")
        if re.search(r"[-_/.=\d]", more) or (more and text.rstrip(" .").endswith(more) and found[-1] == "-"):
            found += more
        elif found[-1] != "/":
            return ""
    found = found.rstrip(".,;:!?'")
    if _HOME_PAGE.fullmatch(found):
        return ""
    return found if found.lower().startswith("http") else f"https://{found}"

"""What a report says may be done with its words: its licence by a short name, or a permission. Never the licence of
somebody else's pictures or data.
"""

import re

from compendium.ingest.describe.imprints import is_others
from compendium.model.report import Reuse

CUES = (
    "licen",
    "ogl",
    "cc by",
    "cc-by",
    "cc0",
    "cc 0",
    "commons",
    "reproduc",
    "copied",
    "copy",
    "reuse",
    "re-use",
    "quot",
    "share",
)
"""One of these is in small letters in everything that this module reads."""

_VERSION = r"(?:[\s,(]*(?:v(?:ersion|er)?[. ]*)?(?P<{}>\d)(?:\.\d)?(?![\d/]))?"
_CROWN = (
    ("OGL", re.compile(rf"\bopen government licen[cs]e{_VERSION.format('n')}|\bOGL\b{_VERSION.format('m')}", re.I)),
    ("OPL", re.compile(rf"\bopen parliament licen[cs]e{_VERSION.format('n')}", re.I)),
    ("NCGL", re.compile(rf"\bnon-?commercial government licen[cs]e{_VERSION.format('n')}", re.I)),
)
_LINK = re.compile(r"(?P<name>non-commercial-|open-)(?:government|parliament)-licen[cs]e/version/(?P<n>\d)", re.I)
_COMMONS = re.compile(
    r"\b(?:CC|creative commons)[ :-]+(?P<parts>(?:BY|attribution)"
    r"(?:[ /-]+(?:NC|non-?commercial|ND|no[ -]?deriv(?:ative)?s?(?: works)?|SA|share[ -]?alike))*)"
    r"(?:[ -]+(?:licen[cs]e)?[ -]*(?:v|version )?(?P<n>\d\.\d))?"
    r"|creativecommons\.org/licen[cs]es/(?P<link>by(?:-(?:nc|nd|sa))*)(?:/(?P<m>\d\.\d))?",
    re.I,
)
_ZERO = re.compile(r"\bCC[ -]?0\b|\bpublic domain dedication\b|creativecommons\.org/publicdomain/zero", re.I)
_PARTS = (
    (re.compile(r"attribution|\bby\b"), "BY"),
    (re.compile(r"non-?commercial|\bnc\b"), "NC"),
    (re.compile(r"share[ -]?alike|\bsa\b"), "SA"),
    (re.compile(r"no[ -]?deriv|\bnd\b"), "ND"),
)
_THIS = (
    r"(?:this|the) (?:[a-z]+ )?(?:work|report|publication|document|paper|briefing|information|materials?|resource"
    r"|content|text|toolkit|summary|review|booklet|guide|research)"
)
_OWN = re.compile(
    rf"\b{_THIS}\b|\byou (?:may|can|are free)\b|\blicen[cs]ed\b"
    r"|\b(?:available|released|published|shared|distributed) under\b|\ball (?:content|text|material)\b"
    r"|©|\bcrown copyright\b|\bunder the terms\b|\blicen[cs]e:",
    re.I,
)
_GOT = re.compile(r"\b(?:obtained|sourced|taken|drawn|supplied|downloaded|adapted|derived) (?:from|under|with)\b", re.I)
_USED_UNDER = re.compile(r"\b(?:reproduced|used) (?:here )?under\b", re.I)
_THIS_REPORT = re.compile(rf"\b{_THIS}\b", re.I)
_ALONE_WORDS = 8

_WHAT = (
    rf"(?:{_THIS}|it|extracts?(?: from [^.]{{0,40}})?|quotations?"
    r"|(?:all|any|(?:any )?parts?)(?: or (?:all|parts?|any part))? of (?:this|the)[^.]{0,30}|this)"
)
_USED = (
    r"(?:reproduced?|cop(?:y|ied)|quoted?|re-?used?|used?|shared?|distributed?|photocop(?:y|ied)|circulated?|downloaded?"
    r"|republish(?:ed)?|translated?)"
)
_CONDITION = (
    r"\b(?:provided|providing|as long as|so long as|on (?:the )?condition|if (?:the|you|it|full|due|we)"
    r"|free of charge|freely|for non-?commercial|for (?:personal|educational|training)"
    r"|(?:with|subject to) (?:full |due |appropriate |proper )?(?:acknowledge?ment|attribution|credit)"
    r"|without (?:the need for |needing )?(?:specific |prior |further |our )?permission)\b"
)
_PERMISSION = re.compile(
    rf"\b{_WHAT} (?:may|can) (?:also )?(?:be )?(?:freely )?{_USED}\b(?P<how>[^.]*)"
    rf"|\byou (?:may|can|are (?:free|welcome) to) (?:also )?(?:freely )?{_USED}\b(?P<your>[^.]*)"
    r"|\bwe (?:welcome|encourage)\b[^.]*\b(?:reproduction|copying|sharing|quoting)\b[^.]*\b(?:this|our)"
    r" (?:report|publication|work)(?P<our>[^.]*)",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:no part|none of|may not|must not|cannot|can ?not|not be"
    r"|without (?:the )?(?:prior |express |written )+(?:\w+ )?(?:permission|consent)"
    r"|only with|with (?:the )?(?:prior |express |written )+(?:\w+ )?(?:permission|consent)"
    r"|(?:permission|consent)[^.]{0,30}\b(?:is|has been|must be)? ?(?:obtained|sought|granted|given|received|required)"
    r"|unless|subject to (?:the )?permission|seek\w* permission|ask\w*)\b",
    re.I,
)


def licence(text: str) -> str:
    """The short name of the licence that a sentence gives the report: "OGL v3.0", "CC BY-NC 4.0"; empty for none."""
    name = licence_in(text)
    if not name or is_others(text) or _GOT.search(text) or (_USED_UNDER.search(text) and not _THIS_REPORT.search(text)):
        return ""
    return name if _OWN.search(text) or len(text.split()) <= _ALONE_WORDS else ""


def version_in(text: str) -> str:
    """The version in the web address of a Crown licence, as " v3.0"; empty for none."""
    link = _LINK.search(text)
    return f" v{link['n']}.0" if link else ""


def licence_in(text: str) -> str:
    """The short name of any licence that a text names."""
    for short, pattern in _CROWN:
        if match := pattern.search(text):
            version = match["n"] or match.groupdict().get("m")
            return f"{short} v{version}.0" if version else short + version_in(text)
    if match := _COMMONS.search(text):
        kind = (match["parts"] or match["link"]).lower().replace("_", "-")
        name = "-".join(short for part, short in _PARTS if part.search(kind))
        version = match["n"] or match["m"]
        return f"CC {name} {version}" if version else f"CC {name}"
    return "CC0" if _ZERO.search(text) else ""


_WITH_CONDITIONS = re.compile(r"\b(?:NC|ND)\b|^NCGL")
"""Licences that do not let everybody use the words for anything (Open Definition 2.1)."""


def reuse(text: str) -> Reuse | None:
    """Whether a sentence lets everybody use the report's words: by an open licence, or by a permission with or without
    conditions, such as a licence for non-commercial use alone. None where it says nothing of that, or refuses."""
    if name := licence(text):
        return Reuse.PERMISSION_GIVEN if _WITH_CONDITIONS.search(name) else Reuse.OPEN_LICENCE
    match = _PERMISSION.search(text)
    if (
        not match
        or is_others(text)
        or _REFUSED.search(
            re.sub(r"without (?:the need for |needing )?(?:specific |prior |further |our )?permission", "", text)
        )
    ):
        return None
    how = match["how"] or match["your"] or match["our"] or ""
    return Reuse.PERMISSION_GIVEN if re.search(_CONDITION, how + " " + match.group(), re.I) else None

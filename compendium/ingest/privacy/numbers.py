"""Numbers and addresses that belong to one person: prison, National Insurance, NHS and telephone numbers, e-mail
addresses, postcodes. An organisation's own are passed over."""

import re
from collections.abc import Iterator

from compendium.ingest.privacy.findings import Finding, Part, around
from compendium.model.concern import ConcernKind

_CODE_BEFORE = re.compile(
    r"\b(?:ref(?:erence)?|model|order|forms?|code|urn|dx|isbn|issn|serial|product|part|item|version|invoice|psi|pso"
    r"|catalogue|document|standard|type|(?:licen[cs]e |number )?plate|registration|report|publication|edition|paper"
    r"|bulletin|circular|batch|stock|asset|tag|seal|tender|contract|grant|award|room|batter(?:y|ies)|barcode|locker"
    r"|job|ticket|vehicle|van|policy|certificate)\b\.?(?:\W+(?:no|id|number|is|was|numbers))?\W{0,3}$",
    re.I,
)
_REACH = 70

# ---- prison numbers

_PRISON_NUMBER = re.compile(r"(?<![\w/-])[A-Z]\d{4}[A-Z]{2}(?![\w/-])")
_PRISON_NUMBER_SPACED = re.compile(r"(?<![\w/-])[A-Za-z][ -]?\d{4}[ -]?[A-Za-z]{2}(?![\w/-])")
_OLD_PRISON_NUMBER = re.compile(r"(?<![\w/-])(?:[A-Z]{1,2}[ -]?\d{4,5}|\d{5,6})(?![\w/-]|[.,]\d)")
_CASE_NUMBER = re.compile(r"(?<![\w/-])[A-Z]\d{6}(?![\w/-])")
_OF_PRISON = re.compile(
    r"\b(?:prison(?:er)?(?:[’']?s)?|inmate|nomis|noms|offender|jail|custody)[ -]+(?:id|ident\w+|no\b|number(?!s))"
    r"|\bprisoner[,:]? \(?$"
    r"|\b(?:my|his|her|whose|own) (?:old |new |prison )?number\b|\bI (?:was|am|became)(?: just)?(?: a)? number\b",
    re.I,
)
_OF_PROBATION = re.compile(r"\b(?:CRN|case reference number|nDelius|delius)\b", re.I)
_NAME_AND_PRISON = re.compile(r"\s*[,)]?\s*(?:HM ?P|HMYOI|YOI)\b")


def _place(match: re.Match[str]) -> tuple[int, int]:
    """By which matches are put in order: where they start, the longest first."""
    return match.start(), -match.end()


def _prison_numbers(text: str, part: Part) -> Iterator[Finding]:
    for match in _PRISON_NUMBER.finditer(text):
        if not _CODE_BEFORE.search(around(text, *match.span(), _REACH)[0]):
            yield _finding(ConcernKind.PRISON_NUMBER, match, "This has the form of a prison number.")
    taken = 0  # an older form may be the beginning of a newer one
    for match in sorted((*_PRISON_NUMBER_SPACED.finditer(text), *_OLD_PRISON_NUMBER.finditer(text)), key=_place):
        before, after = around(text, *match.span(), _REACH)
        named = _NAME_AND_PRISON.match(after) and match.re is _OLD_PRISON_NUMBER and match.group()[0].isalpha()
        if match.start() < taken or _PRISON_NUMBER.fullmatch(match.group()) or _CODE_BEFORE.search(before):
            continue
        if named or _OF_PRISON.search(before):
            taken = match.end()
            yield _finding(ConcernKind.PRISON_NUMBER, match, "The words beside it say that this is a prison number.")
    for match in _CASE_NUMBER.finditer(text):
        if _OF_PROBATION.search(around(text, *match.span(), _REACH)[0]):
            yield _finding(ConcernKind.PRISON_NUMBER, match, "This looks like a probation case number.")


# ---- National Insurance and NHS numbers

_NATIONAL_INSURANCE = re.compile(
    r"(?<![\w-])(?!BG|GB|NK|KN|TN|NT"
    r"|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D](?![\w-])"
)
_NHS = re.compile(r"(?<![\d.,+-])(?<!\d )([1-9]\d\d)([ -]?)(\d{3})\2(\d{4})(?![\d-]|[.,]\d| \d)")
_OF_NHS = re.compile(
    r"\b(?:NHS|patient|medical|health(?:care)?|clinical|hospital|surgery|GP|SystmOne|prescription|discharge summary)\b",
    re.I,
)
_CALLED_NHS = re.compile(r"\bNHS (?:number|no)\b\W*(?:(?:is|was|given as|of) )?\W*$", re.I)


def _national_insurance(text: str, part: Part) -> Iterator[Finding]:
    for match in _NATIONAL_INSURANCE.finditer(text):
        if not _CODE_BEFORE.search(around(text, *match.span(), _REACH)[0]):
            yield _finding(
                ConcernKind.NATIONAL_INSURANCE_NUMBER, match, "This has the form of a National Insurance number."
            )


def _nhs_numbers(text: str, part: Part) -> Iterator[Finding]:
    for match in _NHS.finditer(text):
        before = around(text, *match.span(), _REACH)[0]
        plain = "".join(match.group(1, 3, 4))
        if _CALLED_NHS.search(before):
            yield _finding(ConcernKind.NHS_NUMBER, match, "The words beside it say that this is an NHS number.")
            continue
        known = match[2] or _OF_NHS.search(before)
        if known and is_nhs_number(plain) and not _CODE_BEFORE.search(before):
            yield _finding(ConcernKind.NHS_NUMBER, match, "This has the form and the check digit of an NHS number.")


def is_nhs_number(digits: str) -> bool:
    """Whether the tenth digit is the check digit (modulo 11) of the nine before it."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return (11 - rest) % 11 == int(digits[9])


# ---- telephone numbers

_PHONE = re.compile(
    r"(?<![\w.,/+£-])(?<!\d )(?:\+44 ?(?:\(0\) ?)?|00 ?44 ?|\(?0)(?P<own>[127]\d{1,4}\)?(?:[ -]?\d{2,6}){1,4})"
    r"(?![\d-]|[.,]\d)"
)
_PERSONS = re.compile(
    r"\b(?:my|his|her|their|mum(?:[’']s)?|dad(?:[’']s)?|mother|father|sister|brother|wife|husband|partner|girlfriend"
    r"|boyfriend|nan|son|daughter|mate|mobile|home)\b",
    re.I,
)
_OUR_LINE = re.compile(
    r"\b(?:help ?lines?|hot ?line|advice line|switchboard|free ?phone|(?:call|phone|ring|text|contact|telephone|reach)"
    r" (?:us|our)|our (?:office|number|line|team)|office|lines? (?:is|are) open|enquir\w+|reception desk"
    r"|(?:more|further) information|www\.|https?:)",
    re.I,
)
_LABELLED = re.compile(r"\b(?:tel(?:ephone)?|phone|fax|minicom|textphone|t|switchboard)\b\.?:? *$", re.I)


def _phones(text: str, part: Part) -> Iterator[Finding]:
    """Mobile and local numbers: those that begin 03, 05, 08 and 09 are never a person's own."""
    if part in (Part.IMPRINT, Part.CONTACT):
        return
    for match in _PHONE.finditer(text):
        mobile, digits = match["own"][0] == "7", len(re.sub(r"\D", "", match["own"]))
        if digits != 10 and (mobile or digits != 9):
            continue
        before, after = around(text, *match.span(), _REACH)
        theirs = _PERSONS.search(before)
        ours = _OUR_LINE.search(before) or _OUR_LINE.search(after)
        listed = not mobile and (_LABELLED.search(before) or "@" in after or _POSTCODE.search(before))
        if theirs or not (ours or listed):
            yield _finding(
                ConcernKind.PHONE_NUMBER, match, f"This looks like a person’s {'mobile' if mobile else 'phone'} number."
            )


# ---- e-mail addresses

_EMAIL = re.compile(r"(?<![\w.+-])([A-Za-z0-9][\w.+-]*)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PRIVATE_DOMAIN = re.compile(
    r"^(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|btinternet|sky|ntlworld|proton(?:mail)?|me|msn)\.",
    re.I,
)
_OFFICE_WORD = re.compile(
    r"info|enquir|inquir|contact|hello|admin|press|media|office|research|help|support|mail|team|report|polic|public"
    r"|news"
    r"|general|service|complain|feedback|survey|data|privacy|foi|freedom|commun|library|train|event|membership|donat"
    r"|volunteer|fund|secretar|reception|customer|copyright|psi|accessib|web|safeguard|study|project|advice|families"
    r"|prison|probation|justice|inspect|hr|recruit|jobs|editor|subscri|orders|sales|account|trust|voice|network|centre",
    re.I,
)
_TWO_NAMES = re.compile(r"[a-z][a-z'-]*[._-][a-z][a-z'-]+\d{0,4}|[a-z][a-z'._-]+\d{2,4}", re.I)


_CONTACT = re.compile(
    r"(?:^|[.\n]\s*)(?:Contact|E-?mail|Correspondence|Enquiries|For (?:more|further))\b[^@]*$"
    r"|\b(?:investigator|(?:lead|corresponding) author|researcher|research team|press officer),? *\W*$"
)


def _emails(text: str, part: Part) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        mailbox, domain = match.groups()
        private = bool(_PRIVATE_DOMAIN.match(domain))
        if part in (Part.IMPRINT, Part.CONTACT, Part.THANKS) or (_OFFICE_WORD.search(mailbox) and not private):
            continue
        before = around(text, *match.span(), _REACH)[0]
        if _CONTACT.search(before) and not _PERSONS.search(before):
            continue
        if private or _TWO_NAMES.fullmatch(mailbox) or _PERSONS.search(before):
            yield _finding(ConcernKind.EMAIL_ADDRESS, match, "This looks like one person’s e-mail address.")


# ---- postcodes

_POSTCODE = re.compile(r"(?<![\w-])[A-PR-UWYZ](?:\d[A-Z\d]?|[A-HK-Y]\d[A-Z\d]?) ?\d[ABD-HJLNP-UW-Z]{2}(?![\w-])")
_AT_HOME = re.compile(
    r"\b(?:lives?|living|lived|home|resid(?:es?|ed|ing|ence)|(?:his|her|my|their)(?: \w+)? (?:address|tenancy"
    r"|lodgings|room"
    r"|bedsit|house|place)|(?:release|bail|curfew|approved|proposed|previous|last|family) address|address (?:for|of|as)"
    r"|moved (?:back )?(?:to|into)"
    r"|flat|bail(?:ed)? to|tagged (?:to|at)|released to|stay(?:s|ed|ing) (?:at|with)|(?:mother|mum|nan|sister|brother"
    r"|father"
    r"|dad|partner|aunt|parents)[’']s?(?: house| place| home)?,? )\b",
    re.I,
)
_HOME_AFTER = re.compile(r",? (?:where|which (?:is|was)) (?:he|she|I|they|his|her|my|their|we)\b")
_STREET = re.compile(
    r"\b\d+[A-Za-z]? (?:[A-Z][\w’']+ ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Close|Drive|Way|Court|Rise|Terrace|Crescent"
    r"|Gardens|Grove|Place|Walk|Row|Hill|Square|Mews|View|Green|Park|Parade|Cottages?|Villas|Buildings|Mansions|Flats"
    r"|Park)\b[^.;]{0,40}$"
)
_OF_A_PERSON = re.compile(r"\b(?:he|she|his|her|my|him|prisoner|tenant|Mr|Mrs|Ms|Miss)\b")
_OF_AN_OFFICE = re.compile(
    r"\b(?:offices?|HM ?P|court|hospital|probation|charity|limited|ltd|trust|write to|published|contact|visit us|unit"
    r"|floor|hostel|centre|house,|approved premises|surgery|clinic|ombudsman|PO box)\b",
    re.I,
)


def _postcodes(text: str, part: Part) -> Iterator[Finding]:
    """Only where the words around say that somebody lives there: most postcodes are those of offices and prisons."""
    if part in (Part.IMPRINT, Part.CONTACT, Part.THANKS):
        return
    for match in _POSTCODE.finditer(text):
        before, after = around(text, *match.span(), 120)
        in_street = _STREET.search(before) and _OF_A_PERSON.search(before) and not _OF_AN_OFFICE.search(before)
        if in_street or _AT_HOME.search(before) or _HOME_AFTER.match(after):
            yield _finding(ConcernKind.POSTCODE, match, "A full postcode may lead to the home of one person.")


_LOOK = (_prison_numbers, _national_insurance, _nhs_numbers, _phones)
_MANY_DIGITS = re.compile(r"[A-Za-z][ -]?\d{4}|\d(?:[ ()-]{0,2}\d){4}")
"""Stands in each of these, and in few other passages."""


def find_numbers(text: str, part: Part) -> Iterator[Finding]:
    """The numbers and addresses of persons in a passage."""
    if part is Part.REFERENCES:
        return
    if _MANY_DIGITS.search(text):
        for look in _LOOK:
            yield from look(text, part)
    if "@" in text:
        yield from _emails(text, part)
    yield from _postcodes(text, part)


def _finding(kind: ConcernKind, match: re.Match[str], why: str) -> Finding:
    return Finding(kind, match.start(), match.end(), why)

"""The model's values in the words visitors read: plain British English, nothing said by colour alone."""

from datetime import date
from typing import Final

from compendium import data
from compendium.export.checks import ranges
from compendium.export.citation import RECOGNISED, claimed, content_note, standing
from compendium.model.document import Account, PassageKind, Voice
from compendium.model.people import Exactness, GroupKind, People, SampleGroup
from compendium.model.report import Claim, Claimant, Form, PartialDate, Period, Precision, Report, Status
from compendium.model.search import Sort

VOICES: Final = {
    Voice.LIVED_EXPERIENCE: "person with lived experience",
    Voice.STAFF: "staff",
    Voice.FAMILY: "family member",
    Voice.UNKNOWN: "speaker not known",
}

ACCOUNTS: Final = {
    Account.OWN_WORDS: "Participants’ own words",
    Account.PARAPHRASE: "What participants said, in the authors’ words",
    Account.SURVEY: "Survey result",
    Account.JUDGEMENT: "The authors’ judgement",
    Account.RECOMMENDATION: "Recommendation",
    Account.UNKNOWN: "Not known",
}

KINDS: Final = {
    PassageKind.PARAGRAPH: "Paragraph",
    PassageKind.LIST: "List",
    PassageKind.TABLE: "Table",
    PassageKind.QUOTE: "Quotation set apart",
    PassageKind.PULL_QUOTE: "Pull quote",
    PassageKind.BOX: "Box",
    PassageKind.RECOMMENDATION: "Recommendation",
    PassageKind.FOOTNOTE: "Footnote",
    PassageKind.CAPTION: "Caption",
}

FORMS: Final = {
    Form.REPORT: "Report",
    Form.TOOLKIT_ITEM: "Toolkit item",
    Form.EVENT: "Event",
    Form.GOOD_PRACTICE: "Good-practice example",
}

STATUSES: Final = {
    Status.DRAFT: "Draft, not published",
    Status.PUBLISHED: "Published",
    Status.WITHDRAWN: "Withdrawn",
}

SORTS: Final = {
    Sort.RELEVANCE: "Best match",
    Sort.NEWEST: "Newest report",
    Sort.ADDED: "Newest in the library",
    Sort.PEOPLE: "Most people heard",
}

FORMATS: Final = {
    "pdf": "PDF",
    "docx": "Word",
    "odt": "OpenDocument",
    "pptx": "PowerPoint",
    "html": "HTML",
    "txt": "plain text",
    "md": "Markdown",
}

NO_PICTURE: Final = {
    "docx": "a Word document looks different in every program that opens it",
    "odt": "an OpenDocument text looks different in every program that opens it",
    "pptx": "slides are not drawn here",
    "html": "what was saved from the web looks different in every browser",
}
"""Why there is no picture of a section or slide, by format."""

CLAIMANTS: Final = {
    Claimant.RULE: "read by computer, not checked",
    Claimant.CLASSIFIER: "read by computer, not checked",
    Claimant.IMPORTED: "from an imported list, not checked",
    Claimant.PERSON: "confirmed by a person",
}

_GROUPS: Final = {
    GroupKind.LIVED_EXPERIENCE: ("person with lived experience", "people with lived experience"),
    GroupKind.STAFF: ("member of staff", "staff"),
    GroupKind.FAMILY: ("family member or friend", "family members and friends"),
    GroupKind.PUBLIC: ("member of the public", "members of the public"),
    GroupKind.OTHER: ("other person", "other people"),
}

_BEFORE_NUMBER: Final = {Exactness.AT_LEAST: "at least ", Exactness.NOT_STATED: "at least ", Exactness.ABOUT: "about "}


def plain(value: str) -> str:
    """An identifier as words: young-adults → Young adults."""
    words = value.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def vocabulary(field: str, value: str) -> str:
    """The label of a method, setting or population; for an id that the vocabulary does not have, the id as words."""
    return str(data.table("vocabulary").get(f"{field}s", {}).get(value, {}).get("label") or plain(value))


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 report, 2,310 people."""
    return f"{number:,} {one if number == 1 else many}"


def sentence_case(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def who_claims(claim: Claim) -> str:
    """Who says so, and whether a person has looked."""
    return CLAIMANTS[Claimant.PERSON] if claim.confirmed else CLAIMANTS[claim.by]


def quote_voice(voice: Voice) -> str:
    """Who is speaking in a quote, as a label: quote: staff."""
    return VOICES[voice] if voice is Voice.UNKNOWN else f"quote: {VOICES[voice]}"


def group(sample: SampleGroup) -> str:
    """A sample group in words: at least 57 people with lived experience."""
    one, many = _GROUPS[sample.kind]
    if sample.n is None:
        return f"{many}, number not stated"
    before = _BEFORE_NUMBER.get(sample.exactness, "")
    if sample.unit in ("", "people"):
        return before + counted(sample.n, one, many)
    # The word the report uses, and what kind of people that means unless the word says so itself.
    kind = "" if sample.kind.value in sample.unit.lower() else f" ({many})"
    return f"{before}{sample.n:,} {_uncapitalised(sample.unit)}{kind}"


def _uncapitalised(words: str) -> str:
    """The words as they stand inside a sentence; IPP prisoners stay as they are."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def groups(report: Report, limit: int = 3) -> str:
    """The people heard in a report, group by group and never added up."""
    if not report.sample_groups:
        return "number of people heard not stated"
    said = [group(sample) for sample in report.sample_groups[:limit]]
    more = len(report.sample_groups) - limit
    return "; ".join(said) + (f"; and {counted(more, 'more group', 'more groups')}" if more > 0 else "")


def heard(people: People) -> int:
    """Everyone heard except staff, who are always counted apart."""
    return people.lived_experience + people.family + people.public + people.other


def number(people: People, n: int) -> str:
    """A number out of these totals, with "at least" or "about" where that is all that is known."""
    return f"{_BEFORE_NUMBER.get(people.exactness, '')}{n:,}"


def people_line(people: People) -> str:
    """A sentence on how many people were heard in some reports. Never "people who said so"."""
    total = heard(people)
    if not total and not people.staff:
        return "How many people were heard in these reports is not stated."
    parts = []
    if total:
        was = "person was" if total == 1 else "people were"
        parts.append(f"{number(people, total)} {was} heard in these reports{_kinds(people)}.")
    if people.staff:
        noun, was = ("member of staff", "was") if people.staff == 1 else ("staff", "were")
        also = "also heard, and counted apart" if total else "heard in these reports"
        parts.append(f"{number(people, people.staff)} {noun} {was} {also}.")
    return " ".join(sentence_case(part) for part in parts)


def _kinds(people: People) -> str:
    """The kinds of people behind a total, when there is more than one kind."""
    by_kind = (
        (people.lived_experience, GroupKind.LIVED_EXPERIENCE),
        (people.family, GroupKind.FAMILY),
        (people.public, GroupKind.PUBLIC),
        (people.other, GroupKind.OTHER),
    )
    said = [counted(n, *_GROUPS[kind]) for n, kind in by_kind if n]
    if people.lived_experience == heard(people):
        return ", all with lived experience"
    return f": {', '.join(said)}"


def day(value: date) -> str:
    """1 March 2023."""
    return f"{value.day} {value:%B %Y}"


def period(value: Period) -> str:
    """From when to when people were heard."""
    return day(value.start) if value.start == value.end else f"{day(value.start)} to {day(value.end)}"


def claimed_date(value: PartialDate) -> str:
    """The date as a claim writes it: 2023, 2023-03 or 2023-03-01."""
    keep = {Precision.DAY: 10, Precision.MONTH: 7}.get(value.precision, 4)
    return value.date.isoformat()[:keep]


def format_name(report: Report) -> str:
    """The format of a report's file as people call it."""
    kind = report.sources[0].format if report.sources else ""
    return FORMATS.get(kind, kind.upper() or "file")


def no_picture(report: Report) -> str:
    """A sentence on why there is no picture of its sections or slides."""
    why = NO_PICTURE.get(report.sources[0].format if report.sources else "", "a file of this kind has no layout")
    return f"There is no picture of this {report.unit}, because {why}."


OTHER_WAYS: Final = "Other ways to look at the same passages"
"""The heading over what passages are looked at through besides the themes."""

TEMPLATE_WORDS: Final = {
    "ACCOUNTS": ACCOUNTS,
    "FORMS": FORMS,
    "KINDS": KINDS,
    "SORTS": SORTS,
    "STATUSES": STATUSES,
    "claimed": claimed,
    "content_note": content_note,
    "counted": counted,
    "group": group,
    "groups": groups,
    "heard": heard,
    "number": number,
    "format_name": format_name,
    "no_picture": no_picture,
    "other_ways": OTHER_WAYS,
    "ranges": ranges,
    "recognised": RECOGNISED,
    "people_line": people_line,
    "plain": plain,
    "quote_voice": quote_voice,
    "sentence_case": sentence_case,
    "standing": standing,
    "vocabulary": vocabulary,
    "who_claims": who_claims,
}
"""What templates may call."""

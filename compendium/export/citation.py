"""How a report and a place in it are cited, and what is said of a passage, in words."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from compendium.model.document import Heading, Passage, Unit, Voice
from compendium.model.people import Exactness, GroupKind, People, SampleGroup
from compendium.model.report import Claimant, Report, Status
from compendium.model.search import Evidence
from compendium.model.theme import Tag, TagStatus

VOICES = {
    Voice.LIVED_EXPERIENCE: "a person with lived experience",
    Voice.STAFF: "staff",
    Voice.FAMILY: "family",
    Voice.UNKNOWN: "speaker not known",
}
_KINDS = {
    GroupKind.LIVED_EXPERIENCE: "with lived experience",
    GroupKind.STAFF: "staff",
    GroupKind.FAMILY: "family and friends",
    GroupKind.PUBLIC: "members of the public",
    GroupKind.OTHER: "others",
}
_HOW = {Exactness.EXACT: "", Exactness.AT_LEAST: "at least ", Exactness.ABOUT: "about ", Exactness.NOT_STATED: ""}


RECOGNISED = "These words were recognised in a picture of the page. Check them against the page before you quote."
"""What stands beside words that nobody typed: a computer saw them in a scan."""


def counted(n: int, what: str) -> str:
    """`1 report`, `2,310 reports`."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def place_name(unit: Unit, number: int, label: str | None = None, headings: Iterable[Heading] = ()) -> str:
    """A place in a document, by the name that everyone can find it by: page 12 (printed 10); slide 4; section 3,
    Visits. Only pages are called pages; a section has the name of the first of `headings` that stands in it."""
    if unit is Unit.PAGE and label not in (None, "", str(number)):
        return f"page {number} (printed {label})"
    opening = next((heading.text for heading in headings if heading.page == number), "")
    return f"section {number}, {opening}" if unit is Unit.SECTION and opening else f"{unit} {number}"


@dataclass(frozen=True, slots=True)
class Places:
    """What is known of the places in some reports, by report id."""

    labels: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Labels printed on pages, by report id and page number."""
    headings: Mapping[str, Iterable[Heading]] = field(default_factory=dict)
    recognised: Set[tuple[str, int]] = frozenset()
    """The pages whose words were recognised in pictures, by report id and page number."""

    def name(self, report: Report, number: int) -> str:
        """That page, slide or section of the report, in words."""
        return place_name(report.unit, number, self.labels.get((report.id, number)), self.headings.get(report.id, ()))

    def ocr(self, report: Report, passage: Passage) -> bool:
        """Whether words of the passage were recognised in a picture."""
        return any((report.id, number) in self.recognised for number in passage.pages)


def place(item: Evidence) -> str:
    """Where a passage begins: the printed page and the page of the file, which often differ; or its section or
    slide."""
    if item.report.unit is not Unit.PAGE:
        return item.place
    in_file = f"page {item.passage.pages[0]} of the file"
    return f"printed page {item.label} ({in_file})" if item.label else in_file


def reference(report: Report) -> str:
    """A report as a reference list names it."""
    by = "; ".join(report.organisations) or "Organisation not known"
    when = str(report.published) if report.published else "no date"
    return f"{by} ({when}). {report.title}."


def not_for_everyone(report: Report) -> str:
    """A warning where a report is not, or not yet, for all to read; empty where it is."""
    said = []
    if report.status is not Status.PUBLISHED:
        said.append(f"{report.status.value.capitalize()}: not published.")
    if report.not_before is not None and report.not_before > date.today():
        said.append(f"Not to be shown before {report.not_before.day} {report.not_before:%B %Y}.")
    if report.audience:
        said.append(f"Only for: {', '.join(report.audience)}.")
    return " ".join(said)


def heard(groups: tuple[SampleGroup, ...]) -> str:
    """The people heard in a report, each group as the report states it; never added up across kinds."""
    parts = [f"{_HOW[g.exactness]}{g.n} {_KINDS[g.kind]}" for g in groups if g.n is not None]
    return "; ".join(parts) or "number of people not stated"


def people_line(people: People) -> str:
    """Totals of people heard, each kind apart. Says "at least" or "about" where a figure under it is not exact."""
    how = _HOW[people.exactness]
    kinds = [
        (people.lived_experience, "people with lived experience"),
        (people.staff, "staff"),
        (people.family, "family and friends"),
        (people.public, "members of the public"),
        (people.other, "others"),
    ]
    said = [f"{n:,} {kind}" for n, kind in kinds if n]
    return f"{how}{', '.join(said)}" if said else "no number of people stated"


def speakers(passage: Passage) -> str:
    """Who is quoted in a passage, each voice once."""
    voices = [voice for voice in Voice if voice in passage.voices]
    return "; ".join(VOICES[voice] for voice in voices) or "nobody quoted"


def content_note(notes: Iterable[str]) -> str:
    """The sentence that stands before words that may distress; empty when there is nothing to warn of."""
    said = "; ".join(note.rstrip(".") for note in notes)
    return f"Content note: {said}." if said else ""


_BY = {
    Claimant.RULE: "computer",
    Claimant.CLASSIFIER: "computer",
    Claimant.IMPORTED: "an imported list",
    Claimant.PERSON: "a person",
}


def standing(tags: Iterable[Tag]) -> list[Tag]:
    """The tags that people are shown, which are those that nobody rejected: what a person checked comes first, then
    what is likeliest."""
    shown = [tag for tag in tags if tag.status is not TagStatus.REJECTED]
    return sorted(shown, key=lambda tag: (tag.status is not TagStatus.ACCEPTED, -tag.score))


def state(tag: Tag) -> str:
    """Whether a person checked a tag: "tagged", or "suggested by computer, unchecked"."""
    return "tagged" if tag.status is TagStatus.ACCEPTED else f"suggested by {_BY[tag.by]}, unchecked"


def reason(tag: Tag, text: str) -> str:
    """How sure a machine is of a tag that nobody checked, and the words of the passage's `text` it rests on: likely,
    from “hostel”, “rent arrears”. Empty for what people say."""
    if tag.status is TagStatus.ACCEPTED or _BY[tag.by] != "computer":
        return ""
    words = ", ".join(f"“{' '.join(word.split())}”" for word in tag.words(text))
    return f"{tag.likelihood}, from {words}" if words else tag.likelihood


def claimed(tag: Tag, text: str) -> str:
    """The state of a tag, and why: tagged, checked by a person; suggested by computer, unchecked: likely, from
    “hostel”."""
    if tag.status is TagStatus.ACCEPTED:
        return f"{state(tag)}, checked by a person"
    why = reason(tag, text)
    return f"{state(tag)}: {why}" if why else state(tag)

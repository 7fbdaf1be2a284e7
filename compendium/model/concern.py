"""What should be looked at before a report is shown to others, lest it points to a person."""

from dataclasses import dataclass
from enum import StrEnum


class ConcernKind(StrEnum):
    """What may point to a person."""

    PARTICIPANT_NAME = "participant-name"
    VICTIM_NAME = "victim-name"
    STAFF_NAME = "staff-name"
    PRISON_NUMBER = "prison-number"
    NATIONAL_INSURANCE_NUMBER = "national-insurance-number"
    NHS_NUMBER = "nhs-number"
    PHONE_NUMBER = "phone-number"
    EMAIL_ADDRESS = "email-address"
    POSTCODE = "postcode"
    SMALL_GROUP = "small-group"
    """A quotation, an establishment and a characteristic that together may fit one person only."""


class PrivacyCheck(StrEnum):
    """Whether a person has looked at the concerns of a report and found that it may be shown as it is."""

    OPEN = "open"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Concern:
    """Words that may point to a person, and why. A person decides what it means: nothing is ever blocked by it.

    `page` counts the file's pages, sections or slides from 1. Only those who look after a report are shown concerns;
    no facet, suggestion or search knows them.
    """

    kind: ConcernKind
    page: int | None
    words: str
    why: str
    passage: str = ""
    """The id of the passage the words stand in, if any."""

"""The tables of the catalogue. What is only ever read and written whole (the boxes of a passage) is a JSON column."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)

VERSION: Final = "0005"
"""The newest migration, which is the schema below. Migrations are numbered, so that text order is their order."""

metadata: Final = MetaData(
    # Named constraints: without names a later migration could not change them on SQLite.
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment. Only times that know their zone go in; UTC comes out, on databases that keep no zone too."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, without its zone. Raises ValueError for a time that does not say its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def _report_key(*, primary: bool = False) -> Column[str]:
    return Column(
        "report", String(12), ForeignKey("report.id", ondelete="CASCADE"), nullable=False, primary_key=primary
    )


library: Final = Table(
    "library",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),  # raised by every saved change
    Column("reports_revision", Integer, nullable=False, server_default="0"),  # the last change that was not of a tag
    Column("codebook", Text),  # the version in force
    Column("own_codebook", Boolean, nullable=False, server_default=false()),  # chosen here, not shipped
    Column("index_key", LargeBinary),  # what the search index is sealed with: see compendium/index/seals.py
)

codebook: Final = Table(
    "codebook",  # every version that was ever in force: what was exported names the one it was made with
    metadata,
    Column("version", Text, primary_key=True),
    Column("themes", JSON, nullable=False),
    Column("at", UTCDateTime),  # when it was first put in force, and by whom
    Column("by", Text, nullable=False, server_default=""),
)

report: Final = Table(
    "report",
    metadata,
    Column("id", String(12), primary_key=True),  # the first 12 hex digits of its file's sha256
    # The values shown: a person's, else imported, else read from the file. `settle` writes them.
    Column("title", Text, nullable=False),
    Column("published", Date),
    Column("published_precision", String(8)),
    Column("fieldwork_start", Date),
    Column("fieldwork_end", Date),
    Column("study", Text, nullable=False, index=True),
    Column("replaces", String(12)),
    Column("form", Text, nullable=False),
    Column("status", String(12), nullable=False),
    Column("audience", JSON, nullable=False),
    Column("not_before", Date),
    Column("reuse", Text, nullable=False),
    Column("methods", JSON, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("populations", JSON, nullable=False),
    Column("places", JSON, nullable=False, server_default="[]"),
    Column("edition", Text, nullable=False, server_default=""),
    Column("series", Text, nullable=False, server_default=""),
    Column("address", Text, nullable=False, server_default=""),
    Column("licence", Text, nullable=False, server_default=""),
    Column("language", String(8), nullable=False, server_default=""),
    # What reading the file gave.
    Column("problems", JSON, nullable=False),
    Column("concerns", JSON, nullable=False, server_default="[]"),  # for those who look after the report, no one else
    Column("signature", LargeBinary, nullable=False, server_default=""),  # what reports are compared by
    Column("headings", JSON, nullable=False, server_default="[]"),
    Column("read_groups", JSON, nullable=False),
    Column("read_candidates", JSON, nullable=False),
    Column("codebook", Text, nullable=False),  # the version its tags were made with
    # When it first stood here for readers, and at which revision: what "new since" asks for.
    Column("appeared", UTCDateTime, nullable=False),
    Column("appeared_revision", Integer, nullable=False),
    # The revisions at which its words and its facts last changed: what the index asks for.
    Column("words_revision", Integer, nullable=False, index=True),
    Column("facts_revision", Integer, nullable=False, index=True),
)

source: Final = Table(
    "source",
    metadata,
    Column("sha256", String(64), primary_key=True),
    _report_key(),
    Column("name", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("extractor", Text, nullable=False),
    Index(None, "report"),
)

organisation: Final = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("aliases", JSON, nullable=False),
    Column("former_names", JSON, nullable=False),
)

report_organisation: Final = Table(
    "report_organisation",
    metadata,
    _report_key(primary=True),
    Column("organisation", Integer, ForeignKey("organisation.id"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("position", Integer, nullable=False),
    Index(None, "organisation"),
)

claim: Final = Table(
    "claim",
    metadata,
    Column("id", Integer, primary_key=True),
    _report_key(),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("claimant", String(12), nullable=False),  # a person's claims are in `decision`
    Column("page", Integer),
    Column("verbatim", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Index(None, "report"),
)

decision: Final = Table(
    "decision",
    metadata,
    _report_key(primary=True),
    # The id, not the key: a decision waits for its passage while a re-reading does not yield it. Empty: of the report.
    Column("passage", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)

sample_group: Final = Table(
    "sample_group",  # the groups that count; what else the file says is in report.read_*
    metadata,
    _report_key(primary=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("n", Integer),
    Column("exactness", String(12), nullable=False),
    Column("detail", JSON, nullable=False),
)

page: Final = Table(
    "page",
    metadata,
    _report_key(primary=True),
    Column("number", Integer, primary_key=True),
    Column("label", Text),
    Column("verdict", String(8), nullable=False),
    Column("width", Float, nullable=False),
    Column("height", Float, nullable=False),
    Column("rotation", Integer, nullable=False),
    Column("quality", Float, nullable=False),
    Column("ocr", Boolean, nullable=False, server_default=false()),
)

passage: Final = Table(
    "passage",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _report_key(),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("account", String(16), nullable=False),
    Column("pages", JSON, nullable=False),
    Column("heading", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("boxes", JSON, nullable=False),
    Column("breaks", JSON, nullable=False),
    Column("quotes", JSON, nullable=False),
    Column("cells", JSON, nullable=False, server_default="[]"),
    Column("repeats", Text, nullable=False, server_default=""),  # a passage that does is shown, and never counted
    Column("survey", JSON),
    Index(None, "report"),
    sqlite_autoincrement=True,  # the index knows passages by key: a key must never come back for another passage
)

tag: Final = Table(
    "tag",
    metadata,
    Column("passage", Integer, ForeignKey("passage.key", ondelete="CASCADE"), primary_key=True),
    Column("theme", Text, primary_key=True),
    Column("claimant", String(12), nullable=False),
    Column("status", String(12), nullable=False),
    Column("score", Float, nullable=False),
    Column("matches", JSON, nullable=False),
)

review: Final = Table(
    "review",  # what each person said who read a passage; what stands of it is in `decision`
    metadata,
    _report_key(primary=True),
    Column("passage", Text, primary_key=True),
    Column("theme", Text, primary_key=True),  # empty: the passage was read for all themes
    Column("by", Text, primary_key=True),
    Column("answer", String(12), nullable=False),
    Column("stream", String(12), nullable=False),
    Column("codebook", Text, nullable=False, server_default=""),  # the version then: which themes there were
    Column("at", UTCDateTime, nullable=False),
)

refusal: Final = Table(
    "refusal",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("path", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)

audit: Final = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UTCDateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("report", String(12), index=True),  # no foreign key: what was done is told after the report is gone
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
)

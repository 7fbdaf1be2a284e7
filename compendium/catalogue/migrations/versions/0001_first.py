"""The first tables."""

import sqlalchemy as sa
from alembic import op

from compendium.catalogue.schema import UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes all tables and the one row that holds the library's revision."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=12), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_report"), "audit", ["report"], unique=False)
    op.create_table(
        "codebook",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_codebook")),
    )
    op.create_table(
        "library",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "refusal",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_refusal")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("published_precision", sa.String(length=8), nullable=True),
        sa.Column("fieldwork_start", sa.Date(), nullable=True),
        sa.Column("fieldwork_end", sa.Date(), nullable=True),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("replaces", sa.String(length=12), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("reuse", sa.Text(), nullable=False),
        sa.Column("methods", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("populations", sa.JSON(), nullable=False),
        sa.Column("failed_pages", sa.JSON(), nullable=False),
        sa.Column("read_groups", sa.JSON(), nullable=False),
        sa.Column("read_candidates", sa.JSON(), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=False),
        sa.Column("words_revision", sa.Integer(), nullable=False),
        sa.Column("facts_revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_facts_revision"), "report", ["facts_revision"], unique=False)
    op.create_index(op.f("ix_report_study"), "report", ["study"], unique=False)
    op.create_index(op.f("ix_report_words_revision"), "report", ["words_revision"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=12), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("claimant", sa.String(length=12), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("verbatim", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_claim_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_report"), "claim", ["report"], unique=False)
    op.create_table(
        "decision",
        sa.Column("report", sa.String(length=12), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_decision_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "passage", "field", name=op.f("pk_decision")),
    )
    op.create_table(
        "page",
        sa.Column("report", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("width", sa.Float(), nullable=False),
        sa.Column("height", sa.Float(), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_page_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "number", name=op.f("pk_page")),
    )
    op.create_table(
        "passage",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=16), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("heading", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("boxes", sa.JSON(), nullable=False),
        sa.Column("breaks", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_passage_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_passage")),
        sa.UniqueConstraint("id", name=op.f("uq_passage_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_passage_report"), "passage", ["report"], unique=False)
    op.create_table(
        "report_organisation",
        sa.Column("report", sa.String(length=12), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisation.id"], name=op.f("fk_report_organisation_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["report"], ["report.id"], name=op.f("fk_report_organisation_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report", "organisation", "role", name=op.f("pk_report_organisation")),
    )
    op.create_index(op.f("ix_report_organisation_organisation"), "report_organisation", ["organisation"], unique=False)
    op.create_table(
        "sample_group",
        sa.Column("report", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("exactness", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_sample_group_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", "position", name=op.f("pk_sample_group")),
    )
    op.create_table(
        "source",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("report", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_source_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_source")),
    )
    op.create_index(op.f("ix_source_report"), "source", ["report"], unique=False)
    op.create_table(
        "tag",
        sa.Column("passage", sa.Integer(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("claimant", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("matches", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["passage"], ["passage.key"], name=op.f("fk_tag_passage"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("passage", "theme", name=op.f("pk_tag")),
    )
    op.execute("INSERT INTO library (id, revision) VALUES (1, 0)")


def downgrade() -> None:
    """Removes all tables."""
    op.drop_table("tag")
    op.drop_index(op.f("ix_source_report"), table_name="source")
    op.drop_table("source")
    op.drop_table("sample_group")
    op.drop_index(op.f("ix_report_organisation_organisation"), table_name="report_organisation")
    op.drop_table("report_organisation")
    op.drop_index(op.f("ix_passage_report"), table_name="passage")
    op.drop_table("passage")
    op.drop_table("page")
    op.drop_table("decision")
    op.drop_index(op.f("ix_claim_report"), table_name="claim")
    op.drop_table("claim")
    op.drop_index(op.f("ix_report_words_revision"), table_name="report")
    op.drop_index(op.f("ix_report_study"), table_name="report")
    op.drop_index(op.f("ix_report_facts_revision"), table_name="report")
    op.drop_table("report")
    op.drop_table("refusal")
    op.drop_table("organisation")
    op.drop_table("library")
    op.drop_table("codebook")
    op.drop_index(op.f("ix_audit_report"), table_name="audit")
    op.drop_table("audit")

"""When a report first stood in the library for readers, and the key that the search index is sealed with."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REPORT = sa.table(
    "report", *map(sa.column, ("id", "appeared", "appeared_revision", "words_revision")), sa.column("status")
)
_AUDIT = sa.table("audit", sa.column("report"), sa.column("at"))


def upgrade() -> None:
    """Takes the moment of the first thing that was ever done to the report. Its revision then is not known any more:
    that of its present words stands for it."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    with op.batch_alter_table("report", recreate="never") as batch:
        batch.add_column(sa.Column("appeared", sa.DateTime(), nullable=False, server_default=now))
        batch.add_column(sa.Column("appeared_revision", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("library", recreate="never") as batch:
        batch.add_column(sa.Column("index_key", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("reports_revision", sa.Integer(), nullable=False, server_default="0"))
    op.execute(sa.text("UPDATE library SET reports_revision = revision"))
    first = sa.select(sa.func.min(_AUDIT.c.at)).where(_AUDIT.c.report == _REPORT.c.id).scalar_subquery()
    known = sa.update(_REPORT).values(appeared_revision=_REPORT.c.words_revision)
    op.execute(known)
    op.execute(sa.update(_REPORT).values(appeared=first).where(first.is_not(None)))


def downgrade() -> None:
    """Forgets it."""
    with op.batch_alter_table("report", recreate="never") as batch:
        batch.drop_column("appeared")
        batch.drop_column("appeared_revision")
    with op.batch_alter_table("library", recreate="never") as batch:
        batch.drop_column("index_key")
        batch.drop_column("reports_revision")

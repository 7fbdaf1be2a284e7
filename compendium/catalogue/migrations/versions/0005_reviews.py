"""What each person said who read a passage, and whose the codebook in force is."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OWN = "codebook.toml"
"""Where a library of its own codebook had it until now."""


def upgrade() -> None:
    """A library with a codebook file of its own keeps the codebook that it last had of it."""
    with op.batch_alter_table("library", recreate="never") as batch:
        batch.add_column(sa.Column("own_codebook", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("codebook", recreate="never") as batch:
        batch.add_column(sa.Column("at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("by", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "review",
        sa.Column("report", sa.String(12), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(12), nullable=False),
        sa.Column("stream", sa.String(12), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("report", "passage", "theme", "by", name="pk_review"),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_review_report", ondelete="CASCADE"),
    )
    database = op.get_bind().engine.url.database
    if database and Path(database).with_name(_OWN).exists():
        op.execute(sa.text("UPDATE library SET own_codebook = 1 WHERE codebook IS NOT NULL"))


def downgrade() -> None:
    """Forgets it."""
    op.drop_table("review")
    with op.batch_alter_table("codebook", recreate="never") as batch:
        batch.drop_column("at")
        batch.drop_column("by")
    with op.batch_alter_table("library", recreate="never") as batch:
        batch.drop_column("own_codebook")

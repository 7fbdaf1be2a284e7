"""What describing yields: places, edition, series, address, language, survey results, concerns, signatures."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REPORT = sa.table("report", sa.column("id"), sa.column("address"), sa.column("licence"))
_SOURCE = sa.table("source", sa.column("report"), sa.column("address"), sa.column("licence"))
# Every table is altered where it stands (recreate="never"), as in 0002.


def upgrade() -> None:
    """Adds what older libraries do not know, empty until a report is read again. Address and licence are a report's,
    not a file's: a report may be known by its address alone."""
    for table, column in _added():
        with op.batch_alter_table(table, recreate="never") as batch:
            batch.add_column(column)
    for name in ("address", "licence"):
        stated = sa.select(sa.func.max(_SOURCE.c[name])).where(_SOURCE.c.report == _REPORT.c.id).scalar_subquery()
        op.execute(sa.update(_REPORT).values({name: sa.func.coalesce(stated, "")}))
        with op.batch_alter_table("source", recreate="never") as batch:
            batch.drop_column(name)


def downgrade() -> None:
    """Goes back to addresses and licences of files; what only this version knows is lost."""
    for name in ("address", "licence"):
        with op.batch_alter_table("source", recreate="never") as batch:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        stated = sa.select(_REPORT.c[name]).where(_REPORT.c.id == _SOURCE.c.report).scalar_subquery()
        op.execute(sa.update(_SOURCE).values({name: sa.func.coalesce(stated, "")}))
    for table, column in _added():
        with op.batch_alter_table(table, recreate="never") as batch:
            batch.drop_column(column.name)


def _added() -> list[tuple[str, sa.Column[Any]]]:
    words = ("edition", "series", "address", "licence")
    return [
        ("report", sa.Column("places", sa.JSON(), nullable=False, server_default="[]")),
        *(("report", sa.Column(name, sa.Text(), nullable=False, server_default="")) for name in words),
        ("report", sa.Column("language", sa.String(8), nullable=False, server_default="")),
        ("report", sa.Column("concerns", sa.JSON(), nullable=False, server_default="[]")),
        ("report", sa.Column("signature", sa.LargeBinary(), nullable=False, server_default="")),
        ("passage", sa.Column("survey", sa.JSON(), nullable=True)),
    ]

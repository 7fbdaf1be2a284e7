"""What reading yields besides words: cells, repeated words, words recognised in pictures, problems, headings."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FAILED = "page-failed"
_REPORT = sa.table("report", sa.column("id"), sa.column("problems", sa.JSON()))
# Every table is altered where it stands (recreate="never"). SQLite would else copy it, drop the old one, and take with
# that every row of other tables that belongs to a report.


def upgrade() -> None:
    """Adds what older libraries do not know, empty until a report is read again; pages that failed become problems."""
    for table, column in _added():
        with op.batch_alter_table(table, recreate="never") as batch:
            batch.add_column(column)
    op.execute("ALTER TABLE report RENAME COLUMN failed_pages TO problems")
    _rewrite(lambda pages: [_problem(page) for page in pages])


def downgrade() -> None:
    """Goes back to failed pages alone; what only this version knows is lost."""
    _rewrite(lambda problems: [problem["page"] for problem in problems if problem["code"] == _FAILED])
    op.execute("ALTER TABLE report RENAME COLUMN problems TO failed_pages")
    for table, column in _added():
        with op.batch_alter_table(table, recreate="never") as batch:
            batch.drop_column(column.name)


def _added() -> list[tuple[str, sa.Column[Any]]]:
    return [
        ("page", sa.Column("ocr", sa.Boolean(), nullable=False, server_default=sa.false())),
        ("passage", sa.Column("cells", sa.JSON(), nullable=False, server_default="[]")),
        ("passage", sa.Column("repeats", sa.Text(), nullable=False, server_default="")),
        ("report", sa.Column("headings", sa.JSON(), nullable=False, server_default="[]")),
    ]


def _problem(page: int) -> dict[str, Any]:
    return {"code": _FAILED, "message": f"Page {page} could not be read.", "page": page}


def _rewrite(change: Callable[[list[Any]], list[Any]]) -> None:
    """Changes the column `problems` of every report that has any."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_REPORT)).all():
        if row.problems:
            changed = sa.update(_REPORT).where(_REPORT.c.id == row.id)
            connection.execute(changed.values(problems=change(row.problems)))

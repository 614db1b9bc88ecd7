"""How severe what a message tells of is: what is critical does not wait where a channel takes no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gnomon.store.column_types import Words

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what is in the outbox already it is not known."""
    op.add_column("outbox", sa.Column("severity", Words(), nullable=True))

"""Drafts keep the severity and the flag, too."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Widen the table of drafts."""
    op.execute("ALTER TABLE drafts ADD COLUMN severity INTEGER")
    op.execute("ALTER TABLE drafts ADD COLUMN flagged BOOLEAN DEFAULT 0 NOT NULL")

"""Derived state: computed from facts and events, and computed again where need be."""

from sqlalchemy import Computed, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from reviewer.store.columns import Moment
from reviewer.store.schema.base import Base


class InteractionState(Base):
    """Where an interaction stands: computed from facts and events, never edited by hand.

    `sort_at` is the created time, else the updated one, else the arrival; `confidence` the
    effective one with its origin; `feedback` the effective one; `changed` tells that the texts
    differ from those that the latest standing review saw; `waits` that the item wakes when the
    customer replies. `tags` is a JSON list, sorted, None for none. Level, ranks and doubt are
    sort keys, described with `reviewer.domain.queue.QueueItem`.
    """

    __tablename__ = "interaction_state"
    row_id: Mapped[int] = mapped_column(
        ForeignKey("customer_interactions.row_id"), primary_key=True
    )
    queue: Mapped[int]
    stay: Mapped[int | None]
    due_at: Mapped[int | None] = mapped_column(Moment)
    woken_by: Mapped[str | None]
    returns: Mapped[int]
    skips: Mapped[int]
    waits: Mapped[bool]
    sort_at: Mapped[int] = mapped_column(Moment)
    confidence: Mapped[float | None]
    confidence_origin: Mapped[str | None]
    overridden: Mapped[bool]
    feedback: Mapped[str | None]
    decision: Mapped[str | None]
    category: Mapped[str | None]
    severity: Mapped[int | None]
    flagged: Mapped[bool]
    disagreement: Mapped[bool]
    reviewed_at: Mapped[int | None] = mapped_column(Moment)
    changed: Mapped[bool]
    tags: Mapped[str | None]
    topic: Mapped[str | None]
    assistant_version: Mapped[str | None]
    channel: Mapped[str | None]
    language: Mapped[str | None]
    level: Mapped[int | None] = mapped_column(
        Computed(
            "CASE WHEN skips > 0 THEN skips WHEN stay = 2 THEN -min(returns, 9) ELSE 0 END",
            persisted=False,
        )
    )
    confidence_rank: Mapped[float | None] = mapped_column(
        Computed("coalesce(confidence, 2.0)", persisted=False)
    )
    doubt: Mapped[float | None] = mapped_column(
        Computed(
            "1.0 - coalesce(confidence, 0.5) "
            "+ CASE feedback WHEN 'no' THEN 2 WHEN 'yes' THEN -2 ELSE overridden END",
            persisted=False,
        )
    )
    topic_rank: Mapped[str | None] = mapped_column(
        Computed("coalesce(topic, char(1114111))", persisted=False)
    )
    __table_args__ = (
        Index(
            "ix_state_sort",
            *("sort_at", "row_id", "queue", "skips", "due_at", "topic", "assistant_version"),
            *("channel", "language", "feedback", "confidence", "overridden", "decision"),
        ),
        Index("ix_state_queue", "queue", "level", "sort_at", "row_id", "due_at"),
        Index(
            "ix_state_snoozed_confidence",
            *("level", "confidence_rank", "row_id", "due_at"),
            sqlite_where=text("queue = 1"),
        ),
        Index(
            "ix_state_snoozed_doubt",
            *("level", "doubt", "row_id", "due_at"),
            sqlite_where=text("queue = 1"),
        ),
        Index(
            "ix_state_snoozed_topic",
            *("level", "topic_rank", "sort_at", "row_id", "due_at"),
            sqlite_where=text("queue = 1"),
        ),
        Index("ix_state_reviewed", "reviewed_at", "row_id", sqlite_where=text("queue = 2")),
        Index("ix_state_manual", "due_at", "row_id", sqlite_where=text("stay = 2")),
        Index("ix_state_audit", "row_id", sqlite_where=text("stay = 3")),
        Index("ix_state_waiting", "row_id", sqlite_where=text("waits = 1")),
        Index("ix_state_tagged", "sort_at", "row_id", sqlite_where=text("tags IS NOT NULL")),
    )


class AuditSample(Base):
    """A reply that was drawn at random; it stands for `weight` replies that were not snoozed."""

    __tablename__ = "audit_sample"
    row_id: Mapped[int] = mapped_column(
        ForeignKey("customer_interactions.row_id"), primary_key=True
    )
    weight: Mapped[float]
    drawn_at: Mapped[int] = mapped_column(Moment)


class ConfidenceEstimate(Base):
    """A confidence estimated here, for the texts of that hash; None where none can be told."""

    __tablename__ = "confidence_estimates"
    row_id: Mapped[int] = mapped_column(
        ForeignKey("customer_interactions.row_id"), primary_key=True
    )
    confidence: Mapped[float | None]
    origin: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    at: Mapped[int] = mapped_column(Moment)

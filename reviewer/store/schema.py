"""The tables, by owner: source facts, human events, derived state, and the store's own books.

A table has one owner. Sync writes source facts and nothing else does; human events are only
ever added; derived state can be computed again from the other two (see `state.py`).
"""

from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from reviewer.store.columns import Id, Moment


class Base(DeclarativeBase):
    """Root of the mapped tables."""


# Source facts


class CustomerInteraction(Base):
    """One customer message with the AI's reply, as the source has it now."""

    __tablename__ = "customer_interactions"
    row_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    source_key: Mapped[str]
    external_id: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    conversation_id: Mapped[str | None]
    channel: Mapped[str | None]
    feedback: Mapped[str | None]
    confidence: Mapped[float | None]
    assistant_version: Mapped[str | None]
    model: Mapped[str | None]
    prompt_version: Mapped[str | None]
    topic: Mapped[str | None]
    intent: Mapped[str | None]
    language: Mapped[str | None]
    created_at: Mapped[int | None] = mapped_column(Moment)
    updated_at: Mapped[int | None] = mapped_column(Moment)
    arrived_at: Mapped[int] = mapped_column(Moment)
    customer_message: Mapped[str]
    ai_reply: Mapped[str | None]
    agent_reply: Mapped[str | None]
    __table_args__ = (Index("ix_interactions_conversation", "conversation_id"),)


class InteractionContext(Base):
    """What lies beside an interaction: earlier turns and the source's extras, as JSON texts."""

    __tablename__ = "interaction_context"
    row_id: Mapped[int] = mapped_column(
        ForeignKey("customer_interactions.row_id"), primary_key=True
    )
    context: Mapped[str]
    source: Mapped[str | None]
    extra: Mapped[str | None]


# Human events


class Person(Base):
    """A reviewer: whoever signs events."""

    __tablename__ = "reviewers"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None]


class Action(Base):
    """One gesture of a person. Undo appends an action that names the one it retracts.

    A redo names the retracted one too, and has events of its own.
    """

    __tablename__ = "actions"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    label: Mapped[str]
    reviewer_id: Mapped[UUID] = mapped_column(Id, ForeignKey("reviewers.id"))
    device_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Moment)
    undoes: Mapped[UUID | None] = mapped_column(Id, ForeignKey("actions.id"))
    redoes: Mapped[UUID | None] = mapped_column(Id, ForeignKey("actions.id"))
    __table_args__ = (
        Index("ix_actions_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
        Index("ix_actions_redoes", "redoes", sqlite_where=text("redoes IS NOT NULL")),
        Index("ix_actions_at", "reviewer_id", "at"),
    )


class InteractionRevision(Base):
    """The texts that were on screen when somebody decided, kept once under their hash."""

    __tablename__ = "interaction_revisions"
    hash: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    customer_message: Mapped[str]
    ai_reply: Mapped[str | None]
    agent_reply: Mapped[str | None]


class FeedbackReplay(Base):
    """One review. It names the interaction by id, which is the same on every laptop."""

    __tablename__ = "feedback_replay_log"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    action_id: Mapped[UUID] = mapped_column(Id, ForeignKey("actions.id"))
    interaction_id: Mapped[UUID] = mapped_column(Id)
    decision: Mapped[str]
    final_reply: Mapped[str | None]
    feedback: Mapped[str | None]
    failure_category: Mapped[str | None]
    severity: Mapped[int | None]
    note: Mapped[str | None]
    revision_hash: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("interaction_revisions.hash")
    )
    at: Mapped[int] = mapped_column(Moment)
    flagged: Mapped[bool] = mapped_column(server_default=text("0"))
    __table_args__ = (
        Index("ix_replay_interaction", "interaction_id", "at"),
        Index("ix_replay_action", "action_id"),
    )


class Snooze(Base):
    """One snooze: a stay that a person began. `wake_on` is a JSON list of event kinds."""

    __tablename__ = "snoozes"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    action_id: Mapped[UUID] = mapped_column(Id, ForeignKey("actions.id"))
    interaction_id: Mapped[UUID] = mapped_column(Id)
    reason: Mapped[str | None]
    until_at: Mapped[int | None] = mapped_column(Moment)
    wake_on: Mapped[str]
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_snoozes_interaction", "interaction_id", "at"),
        Index("ix_snoozes_action", "action_id"),
    )


class Wake(Base):
    """A person ended a snooze by hand."""

    __tablename__ = "wakes"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    action_id: Mapped[UUID] = mapped_column(Id, ForeignKey("actions.id"))
    interaction_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_wakes_interaction", "interaction_id", "at"),
        Index("ix_wakes_action", "action_id"),
    )


class Tag(Base):
    """A tag was put on an interaction, or taken off."""

    __tablename__ = "tags"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    action_id: Mapped[UUID] = mapped_column(Id, ForeignKey("actions.id"))
    interaction_id: Mapped[UUID] = mapped_column(Id)
    tag: Mapped[str]
    present: Mapped[bool]
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_tags_interaction", "interaction_id", "tag", "at"),
        Index("ix_tags_action", "action_id"),
    )


class Categorisation(Base):
    """A failure category was given without a verdict, or taken back (None)."""

    __tablename__ = "categorisations"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    action_id: Mapped[UUID] = mapped_column(Id, ForeignKey("actions.id"))
    interaction_id: Mapped[UUID] = mapped_column(Id)
    category: Mapped[str | None]
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_categorisations_interaction", "interaction_id", "at"),
        Index("ix_categorisations_action", "action_id"),
    )


# Derived state


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


# The store's own books


class StoreFact(Base):
    """What the store knows of itself: its id, threshold, time zone, its reviewer."""

    __tablename__ = "store_facts"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Source(Base):
    """Where interactions come from. `config` is JSON and never holds a secret."""

    __tablename__ = "sources"
    name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]
    kind: Mapped[str]
    config: Mapped[str]
    added_at: Mapped[int] = mapped_column(Moment)


class SyncState(Base):
    """How far a source was read: the cursor is saved in the transaction of its page."""

    __tablename__ = "sync_state"
    source_name: Mapped[str] = mapped_column(primary_key=True)
    cursor: Mapped[str | None]
    finished_at: Mapped[int | None] = mapped_column(Moment)
    outcome: Mapped[str | None]


class RejectedRow(Base):
    """A row that could not be taken: whole, with its place and the reason."""

    __tablename__ = "rejected_rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_key: Mapped[str]
    origin: Mapped[str]
    place: Mapped[str]
    reason: Mapped[str]
    detail: Mapped[str]
    raw: Mapped[bytes]
    raw_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ux_rejected", "source_key", "origin", "place", "raw_hash", unique=True),
    )


class WakeEvent(Base):
    """Something happened that snoozed replies may wait for; of no interaction: of all.

    `subject` names it: the new version, the cluster that was fixed.
    """

    __tablename__ = "wake_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    interaction_id: Mapped[UUID | None] = mapped_column(Id)
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (Index("ix_wake_events", "kind", "interaction_id", "at"),)


class Draft(Base):
    """What somebody wrote on an interaction and has not decided on yet."""

    __tablename__ = "drafts"
    interaction_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    text: Mapped[str | None]
    category: Mapped[str | None]
    note: Mapped[str | None]
    updated_at: Mapped[int] = mapped_column(Moment)
    severity: Mapped[int | None]
    flagged: Mapped[bool] = mapped_column(server_default="0")


class SavedFilter(Base):
    """A filter under a name; `wanted` is JSON."""

    __tablename__ = "saved_filters"
    name: Mapped[str] = mapped_column(primary_key=True)
    wanted: Mapped[str]
    saved_at: Mapped[int] = mapped_column(Moment)

"""Human events: what people decided. Rows are only ever added, each with its action."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from reviewer.store.columns import Id, Moment
from reviewer.store.schema.base import Base


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


class ImprovementDecision(Base):
    """A person accepted, edited or discarded an improvement: an event of an action."""

    __tablename__ = "improvement_decisions"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    action_id: Mapped[UUID] = mapped_column(Id, ForeignKey("actions.id"))
    improvement_id: Mapped[UUID] = mapped_column(Id, ForeignKey("ai_reply_improvements.id"))
    decision: Mapped[str]
    final_reply: Mapped[str | None]
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_improvement_decisions", "improvement_id", "at"),
        Index("ix_improvement_decisions_action", "action_id"),
    )

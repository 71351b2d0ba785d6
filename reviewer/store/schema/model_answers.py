"""What came of models' answers: explanations, improvements, replies, failure clusters."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from reviewer.store.columns import Id, Moment
from reviewer.store.schema.base import Base


class StoredExplanation(Base):
    """Why a reply was given or failed, or of which kind a failure is. `points` is a JSON list."""

    __tablename__ = "explanations"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    interaction_id: Mapped[UUID] = mapped_column(Id)
    kind: Mapped[str]
    text: Mapped[str]
    points: Mapped[str]
    category: Mapped[str | None]
    caution: Mapped[str | None]
    revision_hash: Mapped[bytes] = mapped_column(LargeBinary)
    provider: Mapped[str]
    model: Mapped[str]
    prompt_used: Mapped[str]
    answer_key: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_explanations_interaction", "interaction_id", "kind", "at"),
        Index("ux_explanations_answer", "interaction_id", "answer_key", unique=True),
    )


class ReplyImprovement(Base):
    """A better reply to an interaction (`prompt_id`); `scores` is JSON of both sides' scores."""

    __tablename__ = "ai_reply_improvements"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    prompt_id: Mapped[UUID] = mapped_column(Id)
    original_reply: Mapped[str]
    corrected_reply: Mapped[str]
    reason: Mapped[str]
    score_gain: Mapped[float | None]
    scores: Mapped[str | None]
    rubric: Mapped[str | None]
    judge: Mapped[str | None]
    provider: Mapped[str]
    model: Mapped[str]
    prompt_used: Mapped[str]
    answer_key: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_improvements_gain", "score_gain"),
        Index("ix_improvements_interaction", "prompt_id", "at"),
        Index("ux_improvements_answer", "prompt_id", "answer_key", unique=True),
    )


class StoredGeneratedReply(Base):
    """A reply that one of our assistant versions wrote, with its confidence."""

    __tablename__ = "generated_replies"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    interaction_id: Mapped[UUID] = mapped_column(Id)
    assistant_version: Mapped[str]
    reply: Mapped[str]
    confidence: Mapped[float | None]
    confidence_origin: Mapped[str | None]
    provider: Mapped[str]
    model: Mapped[str]
    prompt_used: Mapped[str]
    answer_key: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[int] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_generated_interaction", "interaction_id", "at"),
        Index(
            "ix_generated_confidence",
            *("confidence", "at"),
            sqlite_where=text("confidence IS NOT NULL"),
        ),
        Index(
            "ux_generated_answer",
            *("interaction_id", "assistant_version", "answer_key"),
            unique=True,
        ),
    )


class StoredFailureCluster(Base):
    """A group of similar failures as it was in one week; `keywords` and `weekly` are JSON."""

    __tablename__ = "failure_clusters"
    week: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    label: Mapped[str]
    label_origin: Mapped[str]
    keywords: Mapped[str]
    size: Mapped[int]
    weekly: Mapped[str]
    category: Mapped[str | None]
    caution: Mapped[str]
    caution_origin: Mapped[str]
    __table_args__ = (Index("ix_clusters_id", "id", "week"),)


class ClusterMember(Base):
    """Which cluster a failure is in now, and how typical it is of it (0..1)."""

    __tablename__ = "failure_cluster_members"
    row_id: Mapped[int] = mapped_column(
        ForeignKey("customer_interactions.row_id"), primary_key=True
    )
    cluster_id: Mapped[UUID] = mapped_column(Id)
    nearness: Mapped[float]
    __table_args__ = (Index("ix_cluster_members", "cluster_id", "nearness"),)

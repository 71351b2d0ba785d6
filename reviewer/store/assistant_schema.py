"""The assistant's tables: providers, ledger, what came of the calls, runs, failure clusters.

What a model said is neither a fact of a source nor an event of a person: it is kept with the
question that led to it, and a person's word on it is an event of its own.
"""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from reviewer.store.columns import Id, Moment
from reviewer.store.schema import Base

# The ledger


class ProviderProfile(Base):
    """A provider's profile without its key. `price` and `capabilities` are JSON."""

    __tablename__ = "providers"
    name: Mapped[str] = mapped_column(primary_key=True)
    base_url: Mapped[str]
    model: Mapped[str]
    key_variable: Mapped[str | None]
    judge_model: Mapped[str | None]
    concurrency: Mapped[int]
    price: Mapped[str | None]
    unpriced: Mapped[bool]
    added_at: Mapped[int] = mapped_column(Moment)
    capabilities: Mapped[str]


class LlmCall(Base):
    """One call of a model, as `reviewer.domain.assistant.Call` tells; `cost` is in nanos."""

    __tablename__ = "llm_calls"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    run_id: Mapped[UUID | None] = mapped_column(Id)
    purpose: Mapped[str]
    provider: Mapped[str]
    model: Mapped[str]
    interaction_id: Mapped[UUID | None] = mapped_column(Id)
    cache_key: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str]
    at: Mapped[int] = mapped_column(Moment)
    latency: Mapped[int]
    prompt_tokens: Mapped[int]
    cached_tokens: Mapped[int]
    completion_tokens: Mapped[int]
    estimated: Mapped[bool]
    cost: Mapped[int]
    priced: Mapped[bool]
    attempts: Mapped[int]
    request_id: Mapped[str | None]
    problem: Mapped[str | None]
    __table_args__ = (
        Index("ix_calls_at", "at", "cost"),
        Index("ix_calls_run", "run_id", "cost", sqlite_where=text("run_id IS NOT NULL")),
        Index("ix_calls_use", "purpose", "model", "at"),
        Index(
            "ix_calls_interaction",
            *("interaction_id", "at"),
            sqlite_where=text("interaction_id IS NOT NULL"),
        ),
        Index("ix_calls_started", "id", sqlite_where=text("state = 'started'")),
    )


class LlmAnswer(Base):
    """What a model said to a question, under the key of all that shaped it."""

    __tablename__ = "llm_answers"
    cache_key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    state: Mapped[str]
    text: Mapped[str]
    model: Mapped[str]
    confidence: Mapped[float | None]
    at: Mapped[int] = mapped_column(Moment)


class PromptTemplate(Base):
    """One edit of a prompt template; without a text the shipped one holds again."""

    __tablename__ = "prompt_templates"
    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    at: Mapped[int] = mapped_column(Moment)


# What came of the calls


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


# Runs


class AssistantRun(Base):
    """A run over many interactions; without an end it can be resumed. `spec` is JSON."""

    __tablename__ = "assistant_runs"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    spec: Mapped[str]
    size: Mapped[int]
    started_at: Mapped[int] = mapped_column(Moment)
    ended_at: Mapped[int | None] = mapped_column(Moment)
    __table_args__ = (
        Index("ix_runs_open", "kind", "started_at", sqlite_where=text("ended_at IS NULL")),
    )


class AssistantRunItem(Base):
    """One interaction of a run: waiting, done, failed, or unreached by a fault that may pass."""

    __tablename__ = "assistant_run_items"
    run_id: Mapped[UUID] = mapped_column(Id, ForeignKey("assistant_runs.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int]
    state: Mapped[str]
    from_cache: Mapped[bool]
    problem: Mapped[str | None]


# Failure clusters


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

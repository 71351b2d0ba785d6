"""Calls of language models: the ledger of what they cost, and the cache of what they said."""

from uuid import UUID

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from reviewer.store.columns import Id, Moment
from reviewer.store.schema.base import Base


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

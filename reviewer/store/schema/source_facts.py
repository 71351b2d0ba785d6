"""Source facts: what import and sync wrote; nothing else writes here."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from reviewer.store.columns import Id, Moment
from reviewer.store.schema.base import Base


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

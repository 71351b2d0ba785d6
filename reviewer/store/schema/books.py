"""The store's own books: sources, drafts, saved filters, providers, templates, runs."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from reviewer.store.columns import Id, Moment
from reviewer.store.schema.base import Base


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


class PromptTemplate(Base):
    """One edit of a prompt template; without a text the shipped one holds again."""

    __tablename__ = "prompt_templates"
    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    at: Mapped[int] = mapped_column(Moment)


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

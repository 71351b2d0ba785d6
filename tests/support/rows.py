"""Rows for tests: one line says what matters about them."""

from typing import Any

from reviewer.domain.interaction import SourceRow

PLAIN_ROW = SourceRow(
    external_id="1",
    conversation_id="c-1",
    channel="web_chat",
    customer_message="Where is my parcel?",
    ai_reply="It will arrive soon.",
    agent_reply="It arrives on Friday before noon.",
    feedback="no",
    confidence=0.2,
    assistant_version="v1.0",
    model="house-model",
    prompt_version="v1.0",
    topic="delivery",
    intent="parcel_status",
    language="en",
    created_at=1_790_000_000_000_000,
    updated_at=1_790_000_005_000_000,
    context='[{"role":"customer","text":"Hello"}]',
    source=None,
    extra=None,
)


def a_row(external_id: str = "1", **facts: Any) -> SourceRow:
    """Return a row with these facts, and usual ones otherwise."""
    return PLAIN_ROW._replace(external_id=external_id, **facts)

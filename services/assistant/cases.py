"""One interaction as questions are asked about it: its texts, fit for a prompt."""

from dataclasses import dataclass
from typing import Any

from reviewer.domain.interaction import Interaction
from reviewer.domain.review import FAILURE_CATEGORIES
from services.assistant.quoting import clipped, transcript


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of a failure: its explanation, its category, a note, cautions of clusters."""

    explanation: str | None = None
    category: str | None = None
    note: str | None = None
    cautions: tuple[str, ...] = ()


NOTHING_KNOWN = Background()


def texts_of(interaction: Interaction) -> dict[str, Any]:
    """Return the texts that every question about an interaction has."""
    return {
        "message": clipped(interaction.customer_message),
        "earlier": transcript(interaction.context),
        "ai_reply": clipped(interaction.ai_reply),
        "agent_reply": clipped(interaction.agent_reply),
    }


def category_title(key: str | None) -> str:
    """Return a category as a person reads it; empty where there is none."""
    return FAILURE_CATEGORIES.get(key, key) if key else ""


def cautions_text(cautions: tuple[str, ...]) -> str:
    """Return cautions as a list."""
    return "\n".join(f"- {caution}" for caution in cautions)

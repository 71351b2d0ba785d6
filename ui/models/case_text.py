"""What a person calls a case, and what a badge of it says."""

from dataclasses import dataclass

from reviewer.domain.interaction import Interaction
from ui.models.queue_text import one_line
from ui.widgets.badge import Kind


@dataclass(frozen=True, slots=True)
class BadgeText:
    """One badge: a word, its colour and icon, and why it is so."""

    text: str
    kind: Kind = "neutral"
    icon: str = ""
    explanation: str = ""


def title_of(interaction: Interaction) -> str:
    """Return what a person calls the case: its conversation, else the source's own id."""
    return one_line(interaction.conversation_id or interaction.external_id)


def feedback_badge(feedback: str, text: str) -> BadgeText:
    """Return the badge of the feedback that a source has on record."""
    good = feedback == "yes"
    return BadgeText(
        text,
        "success" if good else "danger",
        "thumbs-up" if good else "thumbs-down",
        "The feedback on record at the source; a review does not change it.",
    )

"""A reviewer's verdict on one reply, and the rules it has to keep."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from reviewer.domain.interaction import Feedback
from reviewer.domain.typed_text import fit
from reviewer.errors import NotPossible


class Decision(StrEnum):
    """What a reviewer can say about an AI reply."""

    AI_GOOD = "ai_good"
    AGENT_BETTER = "agent_better"
    EDITED = "edited"
    AI_BAD = "ai_bad"
    SKIP = "skip"

    @property
    def feedback(self) -> Feedback | None:
        """Return what the decision says of the AI reply; a skip says nothing."""
        return _FEEDBACK[self]

    @property
    def label(self) -> str:
        """Return the decision as a person reads it."""
        return _LABELS[self]


_FEEDBACK: dict[Decision, Feedback | None] = {
    Decision.AI_GOOD: "yes",
    Decision.AGENT_BETTER: "no",
    Decision.EDITED: "no",
    Decision.AI_BAD: "no",
    Decision.SKIP: None,
}
_LABELS = {
    Decision.AI_GOOD: "AI good",
    Decision.AGENT_BETTER: "Agent better",
    Decision.EDITED: "Edited reply",
    Decision.AI_BAD: "AI bad",
    Decision.SKIP: "Skip",
}

#: How grave a bad reply is: 1 small, 2 serious, 3 grave.
SEVERITIES = (1, 2, 3)

#: Failure categories of the first day: key and title. A team may add its own keys.
FAILURE_CATEGORIES: dict[str, str] = {
    "wrong_fact": "Wrong fact",
    "ignored_question": "Ignored question",
    "tone": "Tone",
    "missing_step": "Missing step",
    "against_policy": "Against policy",
    "off_topic": "Off-topic",
    "wrong_language": "Wrong language",
    "incomplete": "Incomplete",
    "other": "Other",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer says about one reply, before it is stored.

    `severity` is 1 (small) to 3 (grave); `flagged` brings the reply before the lead.
    """

    decision: Decision
    final_reply: str | None = None
    category: str | None = None
    note: str | None = None
    severity: int | None = None
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One stored review. `at` is microseconds UTC; `changed_since` compares texts, not facts."""

    id: UUID
    interaction_id: UUID
    decision: Decision
    final_reply: str | None
    feedback: Feedback | None
    category: str | None
    note: str | None
    at: int
    reviewer: str
    action_id: UUID
    standing: bool
    changed_since: bool
    severity: int | None = None
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """What a reviewer judges: the three texts of an interaction."""

    customer_message: str
    ai_reply: str | None
    agent_reply: str | None


class Judged(Protocol):
    """Whatever has the texts of an interaction, such as the interaction itself."""

    @property
    def customer_message(self) -> str: ...
    @property
    def ai_reply(self) -> str | None: ...
    @property
    def agent_reply(self) -> str | None: ...


def settle(interaction: Judged, verdict: Verdict) -> Verdict:
    """Return the verdict with the final reply that its decision implies.

    Raises NotPossible, with a sentence, where the rules refuse the decision.
    """
    final: str | None = None
    match verdict.decision:
        case Decision.AGENT_BETTER:
            final = _need(interaction.agent_reply, "There is no agent reply to prefer.")
        case Decision.AI_GOOD:
            final = _need(interaction.ai_reply, "There is no AI reply to call good.")
        case Decision.EDITED:
            text = _need(verdict.final_reply, "An edited decision needs the text of the reply.")
            final = fit(text)
        case Decision.AI_BAD:
            _need(interaction.ai_reply, "There is no AI reply to call bad.")
        case Decision.SKIP:
            pass
    return replace(
        verdict,
        final_reply=final,
        category=known_category(verdict.category),
        note=_text(verdict.note),
        severity=_severity(verdict.severity),
    )


def _need(text: str | None, otherwise: str) -> str:
    if text is None or not text.strip():
        raise NotPossible(otherwise)
    return text


def known_category(key: str | None) -> str | None:
    """Return the category. Raises NotPossible where there is none of that name."""
    if key is None or key in FAILURE_CATEGORIES:
        return key
    known = ", ".join(FAILURE_CATEGORIES)
    raise NotPossible(f"There is no failure category “{key}”. The categories are: {known}.")


def _severity(severity: int | None) -> int | None:
    if severity is None or severity in SEVERITIES:
        return severity
    raise NotPossible(f"The severity is 1, 2 or 3, not {severity}.")


def _text(note: str | None) -> str | None:
    return fit(note) if note and note.strip() else None

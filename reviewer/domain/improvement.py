"""What the assistant made of an interaction: better replies, explanations, replies of versions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from reviewer.domain.assistant import is_simulated
from reviewer.domain.moments import iso_utc
from reviewer.domain.rubric import PairScores


class ImprovementState(StrEnum):
    """What a person said of an improvement; the latest decision that stands counts."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Improvement:
    """A better reply to one interaction. `at` is microseconds UTC.

    `scores` are None where no judge scored the pair. `prompt_used` names the template and its
    version; `answer_key` is the same for the same question, so that one answer is kept once.
    """

    id: UUID
    interaction_id: UUID
    original_reply: str
    corrected_reply: str
    reason: str
    provider: str
    model: str
    prompt_used: str
    answer_key: bytes
    at: int
    scores: PairScores | None = None
    judge: str | None = None

    @property
    def gain(self) -> float | None:
        """Return the score gain by the judge, -4..4."""
        return None if self.scores is None else self.scores.gain


@dataclass(frozen=True, slots=True)
class LeaderboardRow:
    """One improvement with the message it answers. `final_reply` is what a person made of it."""

    improvement: Improvement
    state: ImprovementState
    final_reply: str | None
    row_id: int
    customer_message: str
    topic: str | None
    category: str | None
    assistant_version: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the row as commands print and exports hold it."""
        one = self.improvement
        return {
            "interaction_id": str(one.interaction_id),
            "customer_message": self.customer_message,
            "original_reply": one.original_reply,
            "corrected_reply": self.final_reply or one.corrected_reply,
            "score_gain": one.gain,
            "old_scores": one.scores.old.by_criterion() if one.scores else None,
            "new_scores": one.scores.new.by_criterion() if one.scores else None,
            "judge_comment": one.scores.comment if one.scores else None,
            "reason": one.reason,
            "state": self.state.value,
            "topic": self.topic,
            "category": self.category,
            "assistant_version": self.assistant_version,
            "model": one.model,
            "judge": one.judge,
            "prompt_used": one.prompt_used,
            "simulated": is_simulated(one.model),
            "at": iso_utc(one.at),
            "id": str(one.id),
        }


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of the leaderboard: the beginnings of its texts. `at` is microseconds UTC."""

    id: UUID
    row_id: int
    gain: float | None
    state: ImprovementState
    message: str
    reply: str
    topic: str | None
    category: str | None
    assistant_version: str | None
    at: int


class ExplanationKind(StrEnum):
    """What is explained: why this reply, why it failed, or only what kind of failure it is."""

    REPLY = "reply"
    FAILURE = "failure"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the assistant says about one interaction's reply. `at` is microseconds UTC.

    `points` are single reasons; `category` is a key of the failure vocabulary and `caution` one
    sentence for later prompts, both None where a reply is explained that did not fail.
    `revision_hash` names the texts it speaks of.
    """

    id: UUID
    interaction_id: UUID
    kind: ExplanationKind
    text: str
    points: tuple[str, ...]
    category: str | None
    caution: str | None
    revision_hash: bytes
    provider: str
    model: str
    prompt_used: str
    answer_key: bytes
    at: int


@dataclass(frozen=True, slots=True)
class GeneratedReply:
    """A reply that one of our assistant versions wrote. `at` is microseconds UTC.

    `confidence` is 0..1 with its origin, None where it is unavailable; `auto_snoozed` tells that
    it lies below the store's threshold.
    """

    id: UUID
    interaction_id: UUID
    assistant_version: str
    reply: str
    confidence: float | None
    confidence_origin: str | None
    provider: str
    model: str
    prompt_used: str
    answer_key: bytes
    at: int
    auto_snoozed: bool = False

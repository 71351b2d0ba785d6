"""What pictures need: the case that shows at a glance what the desk is for, a file to import."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reviewer.domain.diff import word_diff
from reviewer.domain.interaction import Interaction
from services.demo.corpus import make_corpus

#: So many characters and earlier turns are read at a glance.
READABLE, TURNS = range(80, 480), range(1, 5)
#: So many changes are a pattern; more are noise.
CHANGES = range(3, 8)
KEPT = 0.6
ENGLISH = frozenset(("en", None))


def most_telling(interactions: Iterable[Interaction]) -> Interaction | None:
    """Return the case with the most to see; None where there is none at all."""
    return max(interactions, key=telling, default=None)


def telling(interaction: Interaction) -> float:
    """Return how much a case shows: an override that keeps a part, earlier turns, good lengths."""
    ai, agent = interaction.ai_reply, interaction.agent_reply
    turns = 3 * (len(interaction.context) in TURNS)
    if not ai or not agent:
        return turns
    diff = word_diff(ai, agent)
    lengths = (len(ai) in READABLE) + (len(agent) in READABLE)
    changes = 2 * (1 - abs(diff.similarity - KEPT)) + (len(diff.changes) in CHANGES)
    return turns + lengths + changes + (interaction.language in ENGLISH)


def write_foreign_export(path: Path, rows: int = 120) -> None:
    """Write made-up conversations as another system might export them: nested, in camelCase."""
    lines = (json.dumps(_foreign(row), ensure_ascii=False) for row in make_corpus(rows))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _foreign(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "messageId": row["id"],
        "conversationId": row["conversation_id"],
        "createdAt": row["created_at"],
        "customer": {"text": row["customer_message"], "language": row["language"]},
        "aiReply": row["ai_reply"],
        "agentReply": row["agent_reply"],
        "confidenceScore": row["confidence"],
        "topic": row["topic"],
        "bot": {"version": row["assistant_version"], "model": row["model"]},
    }

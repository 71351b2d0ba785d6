"""The demo corpus: ten weeks at the support desk of a made-up company, Harbour & Pine.

It sells outdoor gear, lets cabins and lets people pay in instalments. All texts were written for
this project; names, numbers and addresses are invented. The same seed gives the same corpus.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid5

from services.demo.answers import Answer, Setting
from services.demo.desk import Conversation, Desk, Moments
from services.demo.dialogue import Turn
from services.demo.facts import Facts
from services.demo.scripts import load_library
from services.demo.signals import pick_confidence, pick_feedback

#: The corpus ends here unless told otherwise; a fixed day, so that a seed says everything.
DEFAULT_UNTIL = datetime(2026, 11, 15, tzinfo=UTC)

_NAMESPACE = UUID("b5c7e1d4-3f0a-5d86-9a2e-7c41f08e6b13")
_FIRST_NUMBER = 20_001
_REMEMBERED_TURNS = 8
_MODELS = {"v1.0": "tern-small-1", "v1.1": "tern-small-1", "v2.0": "tern-large-2"}


@dataclass(frozen=True, slots=True)
class Specimen:
    """One row as a source would send it, and the truth about it.

    `flaw` is the kind of mistake in the AI's reply (`wrong_fact`, `template_leak`, …), None in a
    good one; a source would not know it.
    """

    row: dict[str, Any]
    flaw: str | None


def make_corpus(
    rows: int = 1200, seed: int = 1, until: datetime = DEFAULT_UNTIL
) -> Iterator[dict[str, Any]]:
    """Yield interactions by time, spread over the ten weeks before `until` (an aware moment).

    Fields and their names are those of the exchange format; times are ISO 8601 in UTC.
    """
    for specimen in make_specimens(rows, seed, until):
        yield specimen.row


def make_specimens(
    rows: int = 1200, seed: int = 1, until: datetime = DEFAULT_UNTIL
) -> list[Specimen]:
    """Return what `make_corpus` yields, together with what is wrong with each reply."""
    rng = Random(seed)  # noqa: S311 - made-up people, no secrets
    end = until.astimezone(UTC)
    conversations = _take(Desk(load_library(), rng, end), rows)
    conversations.sort(key=lambda conversation: conversation.times[0].asked)
    edition = f"{seed}/{end.isoformat()}"
    specimens = [
        specimen
        for number, conversation in enumerate(conversations, _FIRST_NUMBER)
        for specimen in _specimens(rng, conversation, f"hp-{number}", edition)
    ]
    return sorted(specimens, key=lambda specimen: (specimen.row["created_at"], specimen.row["id"]))


def write_jsonl(
    path: Path, rows: int = 1200, seed: int = 1, until: datetime = DEFAULT_UNTIL
) -> int:
    """Write the corpus to `path`, one JSON object a line in UTF-8; return the number of lines."""
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in make_corpus(rows, seed, until):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written


def _take(desk: Desk, rows: int) -> list[Conversation]:
    """Return conversations with `rows` turns in all; the last one may be cut short."""
    taken: list[Conversation] = []
    while rows > 0:
        conversation = desk.take().cut(rows)
        taken.append(conversation)
        rows -= len(conversation.turns)
    return taken


def _specimens(
    rng: Random, conversation: Conversation, conversation_id: str, edition: str
) -> Iterator[Specimen]:
    context: list[dict[str, str]] = []
    for position, turn in enumerate(conversation.turns):
        row = {
            "id": str(uuid5(_NAMESPACE, f"{edition}/{conversation_id}/{position}")),
            "conversation_id": conversation_id,
            **_times(conversation.times[position]),
            "channel": turn.setting.channel,
            **_texts(conversation.facts, turn),
            **_signals(rng, turn.answer, turn.setting.version),
            **_circumstances(turn.setting),
            "context": context[-_REMEMBERED_TURNS:],
        }
        context += _said(row)
        yield Specimen(row, turn.answer.flaw)


def _times(moments: Moments) -> dict[str, str]:
    return {"created_at": _iso(moments.asked), "updated_at": _iso(moments.answered)}


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _texts(facts: Facts, turn: Turn) -> dict[str, str | None]:
    override = turn.answer.override
    return {
        "customer_message": facts.fill(turn.message),
        "ai_reply": facts.fill(turn.answer.reply),
        "agent_reply": None if override is None else facts.fill(override),
    }


def _signals(rng: Random, answer: Answer, version: str) -> dict[str, str | float | None]:
    flawed, overridden = answer.flaw is not None, answer.override is not None
    return {
        "feedback": pick_feedback(rng, flawed=flawed, overridden=overridden),
        "confidence": pick_confidence(rng, version, flawed=flawed),
    }


def _circumstances(setting: Setting) -> dict[str, str | None]:
    return {
        "assistant_version": setting.version,
        "model": _MODELS[setting.version],
        "prompt_version": setting.version,
        "topic": setting.intent.topic,
        "intent": setting.intent.name,
        "language": setting.intent.language,
    }


def _said(row: dict[str, Any]) -> list[dict[str, str]]:
    """Return the turn as the customer saw it: the agent's reply where there is one."""
    role = "assistant" if row["agent_reply"] is None else "agent"
    shown = row["agent_reply"] or row["ai_reply"]
    return [
        {"role": "customer", "text": row["customer_message"]},
        {"role": role, "text": shown},
    ]

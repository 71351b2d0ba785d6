"""Failures to work on, and who is asked about them."""

import json
from pathlib import Path

from tests.support.command_line import CommandLine

MODEL = "simulated-large"


def write_failures(file: Path, count: int) -> None:
    """Write failed replies to a file, each with texts of its own, the newest last."""
    file.write_text("".join(f"{json.dumps(a_failure(number))}\n" for number in range(count)))


def a_failure(number: int) -> dict[str, object]:
    at = f"2026-11-{number // 1000 + 2:02}T{number // 60 % 24:02}:{number % 60:02}:00Z"
    topic, matter = (
        ("refund", "Where is my refund?") if number % 2 else ("delivery", "The courier never came!")
    )
    return {
        "id": f"row-{number}",
        "conversation_id": f"c-{number}",
        "customer_message": f"Parcel {number} is late and broken. {matter}",
        "ai_reply": f"As already stated, parcel {number} is not our problem.",
        "agent_reply": f"I am sorry. The refund for parcel {number} is under way.",
        "feedback": "no",
        "confidence": 0.2,
        "topic": topic,
        "created_at": at,
        "updated_at": at,
    }


def add_provider(reviewer: CommandLine, url: str, *more: str) -> None:
    """Add the simulated provider at `url`."""
    reviewer.done("provider", "add", "sim", "--base-url", url, "--model", MODEL, *more)

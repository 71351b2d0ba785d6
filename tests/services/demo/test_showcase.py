"""The case that shows the most is found among those that show little."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from reviewer.domain.interaction import Interaction, Turn
from services.demo.showcase import most_telling, telling, write_foreign_export
from services.sync.preview import preview

AI = "We are sorry. Your parcel will arrive soon, and the fee is £5. Have a nice day and goodbye."
AGENT = "Your parcel will arrive on Friday before noon, and there is no fee. Have a nice day."
SHOWS_ALL = Interaction(
    row_id=1, id=UUID(int=1), source_key="demo", external_id="1", conversation_id="c", channel=None,
    customer_message="Where is it?", ai_reply=AI, agent_reply=AGENT, feedback=None,
    confidence=0.2, assistant_version=None, model=None, prompt_version=None, topic=None,
    intent=None, language="en", created_at=None, updated_at=None,
    context=(Turn("customer", "Hello"), Turn("assistant", "Hello, how can I help?")),
)  # fmt: skip


@pytest.mark.parametrize(
    "less",
    [
        replace(SHOWS_ALL, agent_reply=None),
        replace(SHOWS_ALL, agent_reply="No."),
        replace(SHOWS_ALL, agent_reply=AI),
        replace(SHOWS_ALL, ai_reply=None),
        replace(SHOWS_ALL, context=()),
        replace(SHOWS_ALL, context=(Turn("customer", "Hello"),) * 30),
        replace(SHOWS_ALL, language="pl"),
    ],
)
def test_what_shows_less_counts_less(less: Interaction) -> None:
    assert telling(less) < telling(SHOWS_ALL)
    assert most_telling([less, SHOWS_ALL, less]) is SHOWS_ALL


def test_among_nothing_there_is_nothing_to_show() -> None:
    assert most_telling([]) is None


def test_the_foreign_export_is_understood_without_help(tmp_path: Path) -> None:
    write_foreign_export(tmp_path / "export.jsonl", rows=40)
    found = preview(tmp_path / "export.jsonl")
    assert found.possible
    assert len(found.rows) == 40
    assert not found.refused
    assert found.rows[0].customer_message
    assert {row.assistant_version for row in found.rows} >= {"v1.0"}

"""On a terminal, what a run will cost is told first, and a key is typed without being shown."""

from collections.abc import Callable, Iterator

import pytest

from tests.cli.failures import MODEL
from tests.cli.test_passphrase import Terminal
from tests.services.assistant.bench import Simulated
from tests.support.command_line import CommandLine

KEY = "marked-key-walrus-0123456789"


@pytest.fixture
def typing() -> Iterator[Callable[..., Terminal]]:
    """Starts commands on terminals."""
    terminals: list[Terminal] = []

    def start(reviewer: CommandLine, *words: str) -> Terminal:
        terminals.append(Terminal(reviewer.folder, *reviewer.options, *words))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


def test_a_person_is_asked_before_money_is_spent(
    small: CommandLine, simulated: Simulated, typing: Callable[..., Terminal]
) -> None:
    refused = typing(small, "improve", "--cap", "0.001")
    refused.answer(r"Go on\? \[y/N\]", "")
    assert refused.ended() == 0
    assert "12 replies, 24 calls of simulated-large at “sim” (simulated): about $" in refused.shown
    assert "It stops before it has cost $0.0010" in refused.shown
    assert "Nothing was asked." in refused.shown
    assert simulated.chats == 0

    agreed = typing(small, "improve", "--limit", "4")
    agreed.answer(r"Go on\? \[y/N\]", "y")
    assert agreed.ended() == 0
    assert "Improved 4 of 4 replies" in agreed.shown
    assert simulated.chats == 8


def test_nobody_is_asked_where_yes_was_said_or_a_few_calls_do(
    small: CommandLine, simulated: Simulated, typing: Callable[..., Terminal]
) -> None:
    assert typing(small, "improve", "--limit", "4", "--yes").ended() == 0
    assert simulated.chats == 8
    assert typing(small, "improve", "--limit", "2", "--topic", "refund").ended() == 0


def test_a_typed_key_is_not_shown(reviewer: CommandLine, typing: Callable[..., Terminal]) -> None:
    url = "https://models.example/v1"
    adding = typing(reviewer, "provider", "add", "team", "--base-url", url, "--model", MODEL)
    adding.answer(r"Key of team \(empty for none\)", KEY)
    assert adding.ended() == 0
    assert "Added “team”" in adding.shown
    assert "REVIEWER_SECRET_PROVIDER_TEAM" in adding.shown
    assert KEY not in adding.shown

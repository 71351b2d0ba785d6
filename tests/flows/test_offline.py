"""A whole session in the window with no network: every try to reach one fails, and none is made."""

import socket
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from reviewer.domain.queue import QueueCounts
from tests.flows.conftest import Sit
from tests.flows.person import Person
from tests.flows.test_window_day import bring_in, demo, first_start, ready

ROWS = 300


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Block sockets, those within this machine's kernel apart; give what was tried."""
    tried: list[object] = []

    def refuse(address: object) -> NoReturn:
        tried.append(address)
        raise OSError(101, "Network is unreachable")

    class Blocked(socket.socket):
        def connect(self, address: Any) -> None:
            if self.family != socket.AF_UNIX:
                refuse(address)
            super().connect(address)

        def connect_ex(self, address: Any) -> int:
            if self.family != socket.AF_UNIX:
                refuse(address)
            return super().connect_ex(address)

        def sendto(self, *arguments: Any) -> int:
            refuse(arguments[-1])

    monkeypatch.setattr(socket, "socket", Blocked)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **_: refuse(arguments))
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: refuse(address))
    return tried


def test_a_session_without_a_network(sit: Sit, tmp_path: Path, tried: list[object]) -> None:
    ada = sit(plain=True)
    first_start(ada, plain=True)
    bring_in(ada, demo(tmp_path, rows=ROWS))
    ready(ada)

    decide_and_take_back(ada)
    search(ada)
    snooze(ada)
    decide_many_and_take_back(ada)
    look_at_the_other_pages(ada)
    ada.leave()

    ada.start()
    ready(ada).see("Undo: snooze")
    ada.press("Z")
    ada.see("Undone: snooze until")
    ada.leave()
    assert tried == []


def counts(ada: Person) -> QueueCounts:
    """Count the queues in the store."""
    return ada.running.app.bench.desk.counts()


def decide_and_take_back(ada: Person) -> None:
    message = ada.read("Customer message")
    ada.press("4")
    ada.see("Decided: AI bad")
    ada.press("Z")
    ada.see("Undone: AI bad")
    assert counts(ada).reviewed == 0
    ada.until(lambda: ada.read("Customer message") == message)


def search(ada: Person) -> None:
    ada.until(lambda: lists_all_that_is_due(ada))
    before = len(ada.listed())
    ada.press("/")
    ada.write("refund")
    ada.until(lambda: 0 < len(ada.listed()) < before)
    ada.press("Enter", "Shift+C")
    ready(ada).until(lambda: lists_all_that_is_due(ada))


def lists_all_that_is_due(ada: Person) -> bool:
    """Whether the list is that of the store, to which the audit sample of the import came late."""
    return len(ada.listed()) == counts(ada).due


def snooze(ada: Person) -> None:
    ada.press("S")
    ada.see("Come back")
    ada.press("4", "Enter")
    ready(ada).see("Undo: snooze")


def decide_many_and_take_back(ada: Person) -> None:
    ada.until(lambda: lists_all_that_is_due(ada))
    due = len(ada.listed())
    ada.press("Ctrl+A")
    ada.see(f"{due} selected")
    ada.press("4")
    ada.see("as one step that one undo takes back")
    ada.press("Enter")
    ada.see("AI bad (")
    assert counts(ada).reviewed > due // 2
    ada.press("Z")
    ada.until(lambda: counts(ada).reviewed == 0)
    ada.until(lambda: len(ada.listed()) == due)


def look_at_the_other_pages(ada: Person) -> None:
    for number, page in zip("23456", ada.window.page_ids[1:], strict=False):
        ada.press(f"Ctrl+{number}")
        ada.until(partial(shows, ada, page))
    ada.press("Ctrl+5")
    ada.see("both a confidence and feedback", "of bad replies")
    ada.press("Ctrl+1")
    ready(ada).press("B")
    ada.until(lambda: "Your day" in ada.page() or "Today" in ada.page())
    ada.press("Esc")


def shows(ada: Person, page: str) -> bool:
    return ada.window.current_page == page

"""People at windows, on stores of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.flows.person import Person
from tests.ui.conftest import fonts, garbage_between_tests

__all__ = ["fonts", "garbage_between_tests"]

Sit = Callable[..., Person]


@pytest.fixture
def sit(tmp_path: Path, qtbot: QtBot, qapp: QApplication, fonts: tuple[str, ...]) -> Iterator[Sit]:
    """Sits people down, and in the end puts away what they left open; no bug may have shown."""
    assert fonts == ()
    people: list[Person] = []

    def sit(*, plain: bool) -> Person:
        people.append(Person(tmp_path / "support.reviewer", qtbot, plain=plain))
        return people[-1]

    yield sit
    logged = "".join(person.log() for person in people)
    for person in people:
        person.end()
    qapp.setStyleSheet("")
    assert "CRITICAL" not in logged

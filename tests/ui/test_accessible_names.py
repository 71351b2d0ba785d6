"""Whatever can have the focus has a name that a screen reader says, on every page and dialog."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.workbench import Workbench
from tests.ui.whole_window import demo_bench, dismiss, whole_window
from ui.poses import poses
from ui.stage import Stage
from ui.theme import ThemeController


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with demo_bench(tmp_path_factory.mktemp("names"), rows=80) as bench:
        yield bench


@pytest.fixture
def stage(
    bench: Workbench, themes: ThemeController, qapp: QApplication, qtbot: QtBot
) -> Iterator[Stage]:
    with whole_window(bench, themes, qapp, qtbot) as stage:
        yield stage


def test_everything_that_takes_the_focus_has_a_name(stage: Stage) -> None:
    nameless: dict[str, list[str]] = {}
    seen = 0
    for pose in poses(stage.window.page_ids):
        dialog = pose.arrange(stage)
        if dialog is not None:
            dialog.open()
        stage.calm()
        for part in _focusable(dialog or stage.window):
            seen += 1
            if not _name(part):
                nameless.setdefault(pose.name, []).append(_place(part))
        dismiss(stage.window)
    assert nameless == {}
    assert seen > 100


def _focusable(window: QWidget) -> Iterator[QWidget]:
    for part in window.findChildren(QWidget):
        takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus or part.focusProxy() is not None
        if part.isVisible() and part.isEnabled() and takes and part.focusProxy() is None:
            yield part


def _name(part: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(part)
    assert interface is not None
    return interface.text(QAccessible.Text.Name).strip()


def _place(part: QWidget) -> str:
    """Return where a part is, from the outside in."""
    names = []
    inside: QWidget | None = part
    while inside is not None:
        names.append(inside.objectName() or type(inside).__name__)
        inside = inside.parentWidget()
    return " > ".join(reversed(names[:5]))

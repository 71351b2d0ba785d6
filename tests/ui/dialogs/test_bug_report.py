"""A bug's report: readable, copied whole, and one dialog for all of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tests.ui.dialogs.conftest import Show, press, seen
from ui.dialogs.bug_report import BugReportDialog
from ui.theme import ThemeController

VERSIONS, REPORT = "Reviewer 0.1.0, Qt 6", 'File "page.py", line 3, in decide\nValueError'


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> BugReportDialog:
    dialog = BugReportDialog(themes, VERSIONS, REPORT, parent=window)
    show(dialog)
    return dialog


def test_it_says_whose_fault_it_is_and_what_to_do(dialog: BugReportDialog) -> None:
    assert "not a mistake of yours" in seen(dialog)
    assert "What was saved stays saved" in seen(dialog)
    assert dialog.pane.text() == f"{VERSIONS}\n\n{REPORT}"


def test_it_is_copied_whole(dialog: BugReportDialog) -> None:
    dialog.copy.setFocus()
    press(Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == f"{VERSIONS}\n\n{REPORT}"
    assert dialog.copy.text() == "Copied"


def test_further_reports_are_added(dialog: BugReportDialog) -> None:
    dialog.add("Another")
    assert dialog.pane.text() == f"{VERSIONS}\n\n{REPORT}\n\nAnother"


def test_enter_closes_it(dialog: BugReportDialog, gone: Show) -> None:
    press(Qt.Key.Key_Return)
    gone(dialog)

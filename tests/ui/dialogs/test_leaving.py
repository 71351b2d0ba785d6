"""Closing while jobs run."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.dialogs.conftest import Show, focus, heard, press, seen
from ui.dialogs.leaving import LeavingDialog
from ui.theme import ThemeController


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> LeavingDialog:
    dialog = LeavingDialog(themes, ["Importing a.csv", "Syncing team"], parent=window)
    show(dialog)
    return dialog


def test_it_lists_what_runs_and_what_is_kept(dialog: LeavingDialog) -> None:
    assert "2 jobs are still running:\n•  Importing a.csv\n•  Syncing team" in seen(dialog)
    assert "What has been saved until now is kept" in seen(dialog)


def test_it_follows_the_jobs_that_end(dialog: LeavingDialog) -> None:
    dialog.show_jobs(["Syncing team"])
    assert "One job is still running:\n•  Syncing team" in seen(dialog)
    dialog.show_jobs([f"Job {number}" for number in range(9)])
    assert "•  Job 5\nand 3 more" in seen(dialog)
    assert "Job 6" not in seen(dialog)


def test_enter_lets_the_jobs_finish(dialog: LeavingDialog, gone: Show) -> None:
    stop, finish = heard(dialog.stop), heard(dialog.finish)
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert (stop, finish) == ([], [()])


def test_stopping_takes_a_step_with_the_keyboard(dialog: LeavingDialog, gone: Show) -> None:
    stop, finish = heard(dialog.stop), heard(dialog.finish)
    while focus() is not dialog.stop_button:
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert (stop, finish) == ([()], [])


def test_esc_stays(dialog: LeavingDialog, gone: Show) -> None:
    stop, finish, stay = heard(dialog.stop), heard(dialog.finish), heard(dialog.rejected)
    press(Qt.Key.Key_Escape)
    gone(dialog)
    assert (stop, finish, stay) == ([], [], [()])

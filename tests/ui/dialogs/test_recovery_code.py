"""The recovery code: shown once, and not left before it is kept."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewer.store.key_recovery import RecoveryCode
from tests.ui.dialogs.conftest import Show, focus, press, seen
from ui.dialogs.recovery_code import SECRET_FORMAT, RecoveryCodeDialog
from ui.theme import ThemeController

CODE = RecoveryCode.of([*range(32), 3, 4])


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> RecoveryCodeDialog:
    dialog = RecoveryCodeDialog(themes, CODE.text, parent=window)
    show(dialog)
    return dialog


def test_the_code_is_shown_in_groups_that_open_the_store(dialog: RecoveryCodeDialog) -> None:
    shown = dialog.code.text()
    assert [len(group) for group in shown.split()] == [5] * 8
    assert shown.count("\n") == 1
    assert RecoveryCode.parse(shown) == CODE
    assert "It is shown only now" in seen(dialog)


def test_it_closes_only_once_the_code_is_kept(dialog: RecoveryCodeDialog, gone: Show) -> None:
    assert not dialog.close_button.isEnabled()
    press(Qt.Key.Key_Escape, Qt.Key.Key_Return)
    dialog.close()
    assert dialog.isVisible()
    assert focus() is dialog.kept
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    gone(dialog)


def test_copying_asks_clipboard_managers_to_keep_no_copy(dialog: RecoveryCodeDialog) -> None:
    dialog.copy.setFocus()
    press(Qt.Key.Key_Space)
    data = QGuiApplication.clipboard().mimeData()
    assert RecoveryCode.parse(data.text()) == CODE
    assert data.data(SECRET_FORMAT) == b"secret"
    assert dialog.copy.text() == "Copied"


def test_the_code_is_read_out_and_can_be_selected_by_keys(dialog: RecoveryCodeDialog) -> None:
    assert dialog.code.accessibleName() == "Recovery code"
    assert dialog.code.accessibleDescription() == CODE.text
    assert dialog.code.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_its_repr_shows_no_code(dialog: RecoveryCodeDialog) -> None:
    assert CODE.text[:11] not in repr(dialog)


_COPIES_AND_ENDS = """
from PySide6.QtWidgets import QApplication, QWidget
from ui.dialogs.recovery_code import RecoveryCodeDialog
from ui.theme import ThemeController
app = QApplication([])
window = QWidget()
dialog = RecoveryCodeDialog(ThemeController(app), "AAAAA-BBBBB", parent=window)
dialog.copy.click()
"""


def test_a_copied_code_lets_the_program_end_in_peace() -> None:
    ended = subprocess.run([sys.executable, "-c", _COPIES_AND_ENDS], check=False, timeout=60)
    assert ended.returncode == 0

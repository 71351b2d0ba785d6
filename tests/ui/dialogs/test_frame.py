"""What holds for every dialog: keys, names, room for its text, and that it is freed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from tests.ui.dialogs.conftest import Show, focus, press
from ui.dialogs.bug_report import BugReportDialog
from ui.dialogs.leaving import LeavingDialog
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.recovery_code import RecoveryCodeDialog
from ui.dialogs.reviewer_name import ReviewerNameDialog
from ui.theme import ThemeController

Make = Callable[[ThemeController, QWidget], QDialog]
PATH = Path("/home/ada/.local/share/reviewer/support.reviewer")
DIALOGS: dict[str, Make] = {
    "passphrase": lambda themes, window: PassphraseDialog(themes, PATH, parent=window),
    "new_passphrase": lambda themes, window: NewPassphraseDialog(themes, PATH, parent=window),
    "recovery_code": lambda themes, window: RecoveryCodeDialog(themes, "A-B-C-D", parent=window),
    "reviewer_name": lambda themes, window: ReviewerNameDialog(themes, "Ada", parent=window),
    "bug_report": lambda themes, window: BugReportDialog(themes, "v1", "a\nb", parent=window),
    "leaving": lambda themes, window: LeavingDialog(themes, ["Importing"], parent=window),
}


@pytest.fixture(params=DIALOGS)
def dialog(
    request: pytest.FixtureRequest, themes: ThemeController, window: QWidget, show: Show
) -> QDialog:
    made = DIALOGS[request.param](themes, window)
    show(made)
    return made


def test_it_is_freed_when_it_closes(dialog: QDialog, gone: Show) -> None:
    dialog.accept()
    gone(dialog)


def test_esc_leaves_it_but_for_the_code_that_is_shown_once(dialog: QDialog, gone: Show) -> None:
    if isinstance(dialog, RecoveryCodeDialog):
        press(Qt.Key.Key_Escape)
        assert dialog.isVisible()
        dialog.kept.setChecked(True)
    press(Qt.Key.Key_Escape)
    gone(dialog)


def test_it_is_modal_to_its_window_only(dialog: QDialog) -> None:
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    assert dialog.windowTitle()


def test_it_has_one_default_button(dialog: QDialog) -> None:
    buttons = dialog.findChildren(QPushButton)
    assert [button.property("kind") for button in buttons if button.isDefault()] == ["primary"]


def test_tab_reaches_every_part_and_each_has_a_name(dialog: QDialog) -> None:
    parts = {
        part
        for part in dialog.findChildren(QWidget)
        if isinstance(part, QAbstractButton | QLineEdit | QPlainTextEdit)
        and part.isVisible()
        and part.isEnabled()
    }
    reached = set()
    for _ in range(len(parts) + 4):
        reached.add(focus())
        press(Qt.Key.Key_Tab)
    assert parts <= reached
    for part in parts:
        text = part.text() if isinstance(part, QAbstractButton) else ""
        assert part.accessibleName() or text


def test_its_words_have_room(dialog: QDialog) -> None:
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        elif label.isVisible():
            assert label.width() >= label.sizeHint().width(), label.text()


def test_labels_show_markup_as_it_is(dialog: QDialog) -> None:
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {
        Qt.TextFormat.PlainText
    }


def test_keys_do_not_reach_the_window_below(
    dialog: QDialog, window: QWidget, qapp: QApplication
) -> None:
    assert qapp.activeModalWidget() is dialog
    digit = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
    qapp.sendEvent(focus(), digit)
    assert window.isVisible()

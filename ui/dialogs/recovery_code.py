"""Shows the recovery code of a store that was just made: once, and never again."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.frame import DialogFrame
from ui.fonts import mono_font
from ui.theme import ThemeController
from ui.widgets.labels import plain_label

GROUPS_PER_LINE = 4
#: Asks clipboard managers that know it to keep no copy.
SECRET_FORMAT, SECRET = "x-kde-passwordManagerHint", b"secret"


class RecoveryCodeDialog(DialogFrame):
    """Closes only once somebody says that the code is kept."""

    def __init__(self, themes: ThemeController, code: str, *, parent: QWidget) -> None:
        super().__init__(themes, "Keep this recovery code", "shield", parent)
        self._code = code
        self.say(
            "It opens the store and its backups if the keyring or the passphrase is lost, "
            "on a new laptop for example. It is shown only now, and nobody can make it again."
        )
        self.column.addWidget(self._card(code))
        self.say("Keep it in a password manager, or on paper in a safe place.", tone="muted")
        self.kept = QCheckBox("I have kept it", self)
        self.copy = QPushButton("Copy", self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.close_button = QPushButton("Close", self)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setEnabled(False)
        self.kept.toggled.connect(self.close_button.setEnabled)
        self.end_with(self.close_button, self.copy, aside=[self.kept])
        self.kept.setFocus()

    def reject(self) -> None:
        """Close, but never before the code is kept."""
        if self.kept.isChecked():
            super().reject()

    def _card(self, code: str) -> QWidget:
        card = QFrame(self)
        card.setProperty("surface", "card")
        self.code = _code_label(code, card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.code)
        return card

    def _copy(self) -> None:
        data = _Source(self._code).mime_data()
        data.setData(SECRET_FORMAT, SECRET)
        QGuiApplication.clipboard().setMimeData(data)
        self.copy.setText("Copied")


class _Source(QPlainTextEdit):
    """Makes a text's data as Qt does for what is selected; it is never shown.

    The clipboard may keep such an object to the end. One made here would be freed once Python is
    gone, and crash on exit.
    """

    def mime_data(self) -> QMimeData:
        text = self.toPlainText()
        self.selectAll()
        data = self.createMimeDataFromSelection()
        data.clear()
        data.setText(text)
        return data


def _code_label(code: str, parent: QWidget) -> QLabel:
    label = plain_label(in_lines(code), parent=parent)
    label.setFont(mono_font(17, QFont.Weight.DemiBold))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setAccessibleName("Recovery code")
    label.setAccessibleDescription(code)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def in_lines(code: str) -> str:
    """Return the groups of a code in lines; typed in this shape, it opens the store too."""
    groups = code.split("-")
    starts = range(0, len(groups), GROUPS_PER_LINE)
    return "\n".join(" ".join(groups[at : at + GROUPS_PER_LINE]) for at in starts)

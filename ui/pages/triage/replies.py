"""Both replies side by side; the agent's is where a reviewer writes a better one."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.job_bridge import JobBridge
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.keys import COMPLETE, DISCARD, EDIT, EDIT_AI, VIEW, KeyOf
from ui.pages.triage.live_diff import LiveDiff
from ui.pages.triage.prefetch import Prepared, as_edited
from ui.theme import ThemeController
from ui.widgets.badge import Badge
from ui.widgets.diff_view import DiffMode, DiffView
from ui.widgets.key_cap import native_keys

_MODES = {
    DiffMode.MARKED: "Changes marked",
    DiffMode.PLAIN: "Unmarked",
    DiffMode.UNIFIED: "One text",
}


class Replies(QWidget):
    """`edited(str | None)` gives the reviewer's edit, None where the agent's reply stands as it is.

    `left` says that somebody pressed Esc in the editor, `pressed(str)` names an action.
    """

    edited = Signal(object)
    left = Signal()
    pressed = Signal(str)

    def __init__(
        self,
        themes: ThemeController,
        bridge: JobBridge,
        key_of: KeyOf,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes, self._key_of = themes, key_of
        self._ai, self._agent = "", ""
        self._save_key = key_of(COMPLETE)
        self.diff = DiffView(themes, "AI reply", "Agent reply", self)
        self.editor = self.diff.right
        self._live = LiveDiff(bridge, self)
        self._badge = Badge(themes, "edited", kind="accent", icon="pencil", parent=self)
        self._views = [self._view_button() for _ in range(2)]
        self._edit = self._button(EDIT, "Edit")
        self._edit_ai = self._button(EDIT_AI, "Copy AI reply")
        self._discard = self._button(DISCARD, "Discard")
        self._done = KeyButton("Done", "Esc", parent=self)
        self._has_edit = False
        self._lay_out()
        self._connect()
        self._show_tools()

    def show_case(self, prepared: Prepared, edit: str | None) -> None:
        """Show the replies of a case, and the reviewer's edit in place of the agent's."""
        interaction = prepared.case.interaction
        self._ai = as_edited(interaction.ai_reply)
        self._agent = as_edited(interaction.agent_reply)
        self._live.stop()
        self.diff.left.set_text(self._ai)
        reply = self._agent if edit is None else edit
        if self.editor.text() != reply or not self.editor.hasFocus():
            self.editor.set_text(reply)
        self._show_hints()
        self._show_edit(edit)
        if edit is None:
            self.diff.show_diff(prepared.diff if self._comparable(reply) else None)
        else:
            self.diff.show_diff(None)
            self._compare(at_once=True)

    def edit(self) -> None:
        """Put the cursor behind the reply."""
        self._show_editor()
        self.editor.moveCursor(QTextCursor.MoveOperation.End)

    def edit_ai(self) -> None:
        """Put a copy of the AI's reply into the editor; Ctrl+Z there brings back what it held."""
        if self._ai.strip():
            self._replace(self._ai)
        self.edit()

    def begin_with(self, text: str) -> None:
        """Put another text into the editor; Ctrl+Z there brings back what it held."""
        self._replace(text)
        self.edit()

    def discard_edit(self) -> None:
        """Put the agent's reply back into the editor."""
        if self.editor.text() != self._agent:
            self._replace(self._agent)

    def change_view(self) -> None:
        """Show the changes in the next way."""
        self.diff.set_mode(self.diff.mode.next())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._show_tools()
        return super().eventFilter(watched, event)

    def _replace(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        self.editor.selectAll()
        self.editor.insertFromMimeData(data)

    def _show_editor(self) -> None:
        if self.diff.mode is DiffMode.UNIFIED:
            self.diff.set_mode(DiffMode.MARKED)
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _edited(self) -> None:
        text = self.editor.text()
        edit = None if text == self._agent else text
        self._show_edit(edit)
        self._compare(at_once=False)
        self.edited.emit(edit)

    def _compare(self, *, at_once: bool) -> None:
        reply = self.editor.text()
        if self._comparable(reply):
            self._live.compare(self._ai, reply, at_once=at_once)
        else:
            self._live.stop()
            self.diff.show_diff(None)

    def _comparable(self, reply: str) -> bool:
        return bool(self._ai.strip() and reply.strip())

    def _show_edit(self, edit: str | None) -> None:
        self._has_edit = edit is not None
        self._show_tools()

    def _show_tools(self) -> None:
        """Show what can be done now: a key that would be typed is no help."""
        typing = self.editor.hasFocus()
        self._badge.setVisible(self._has_edit)
        self._done.setVisible(typing)
        self._edit.setVisible(not typing)
        self._discard.setVisible(not typing and self._has_edit)
        self._edit_ai.setVisible(not (typing or self._has_edit) and bool(self._ai.strip()))
        saves = typing and self._has_edit
        self.diff.right_header.set_detail(f"{native_keys(self._save_key)} saves" if saves else "")

    def _show_hints(self) -> None:
        has_ai = bool(self._ai.strip())
        self.diff.left.view.setPlaceholderText("The source has no AI reply to this message.")
        self.editor.setPlaceholderText(
            f"No agent reply. {self._key_of(EDIT)} writes one"
            + (f", {self._key_of(EDIT_AI)} starts from the AI's." if has_ai else ".")
        )
        self.editor.viewport().update()  # Qt paints no more than the new hint takes

    def _show_mode(self, mode: DiffMode) -> None:
        for view in self._views:
            view.set_title(_MODES[mode])
            view.setAccessibleName(f"Changes: {mode.value}")

    def _view_button(self) -> KeyButton:
        button = self._button(VIEW, _MODES[DiffMode.MARKED])
        button.allow("", "Changes marked, unmarked, or both replies as one text")
        return button

    def _button(self, action_id: str, title: str) -> KeyButton:
        button = KeyButton(title, self._key_of(action_id), parent=self)
        button.clicked.connect(lambda: self.pressed.emit(action_id))
        return button

    def _connect(self) -> None:
        self.editor.edited.connect(self._edited)
        self.editor.left.connect(self.left)
        self.editor.installEventFilter(self)
        self._done.clicked.connect(self.left)
        self._live.answered.connect(self.diff.show_diff)
        self.diff.mode_changed.connect(self._show_mode)

    def _lay_out(self) -> None:
        self.diff.left_header.add(self._views[0])
        self.diff.one_header.add(self._views[1])
        for part in (self._badge, self._discard, self._edit_ai, self._edit, self._done):
            self.diff.right_header.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.diff)

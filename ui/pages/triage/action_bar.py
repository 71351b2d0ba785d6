"""The decisions at the foot of the replay pane, each with its key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reviewer.domain.review import FAILURE_CATEGORIES, Decision
from ui.pages.triage.gestures import CATEGORY, DECISIONS, NOTE, UNDO, KeyOf
from ui.pages.triage.key_button import KeyButton

_EXPLAINED = {
    Decision.AI_GOOD: "The AI's reply was right as it is.",
    Decision.AGENT_BETTER: "The agent's reply is what the AI should have said.",
    Decision.EDITED: "Your edit is what the AI should have said. Ctrl+Enter does the same.",
    Decision.AI_BAD: "The AI's reply was wrong, and there is no better one yet.",
    Decision.SKIP: "No verdict: the reply goes behind the others.",
}


class ActionBar(QFrame):
    """`pressed(str)` gives the id of the action whose button was pressed."""

    pressed = Signal(str)

    def __init__(self, key_of: KeyOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionBar")
        self._key_of = key_of
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(4)
        self.decisions = {decision: self._decision(decision) for decision in DECISIONS}
        self._row.addStretch(1)
        self.category = self._add(CATEGORY, "Category", "quiet")
        self.note = self._add(NOTE, "Note", "quiet")
        self.undo = self._add(UNDO, "Undo", "quiet")

    def show_refusals(self, refusals: Mapping[Decision, str]) -> None:
        """Enable what the rules allow; the others say in their tooltip why not."""
        for decision, button in self.decisions.items():
            button.allow(refusals[decision], _EXPLAINED[decision])

    def show_category(self, category: str | None) -> None:
        """Show the failure category that goes with the next decision."""
        title = FAILURE_CATEGORIES.get(category, category) if category else "Category"
        self.category.set_title(title)
        self.category.setAccessibleName(f"Failure category: {title if category else 'none'}")
        self.category.allow("", "Why the AI's reply failed; it is saved with the decision.")

    def show_undo(self, label: str | None) -> None:
        """Show what an undo would take back; None where there is nothing."""
        self.undo.allow("" if label else "There is nothing to undo.", f"Undo: {label}")

    def category_corner(self) -> QPoint:
        """Return where a menu of categories belongs, in coordinates of the screen."""
        return self.category.mapToGlobal(QPoint(0, 0))

    def _decision(self, decision: Decision) -> KeyButton:
        title = "Save edit" if decision is Decision.EDITED else decision.label
        return self._add(DECISIONS[decision], title, "default")

    def _add(self, action_id: str, title: str, kind: str) -> KeyButton:
        button = KeyButton(title, self._key_of(action_id), kind=kind, parent=self)
        button.clicked.connect(self._press(action_id))
        self._row.addWidget(button)
        return button

    def _press(self, action_id: str) -> Callable[[], None]:
        return lambda: self.pressed.emit(action_id)

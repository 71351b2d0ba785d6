"""The decisions at the foot of the replay pane, each with its key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from reviewer.domain.review import FAILURE_CATEGORIES, Decision
from ui.pages.triage.gestures import CATEGORY, DECISIONS, NOTE, UNDO, KeyOf
from ui.pages.triage.key_button import KeyButton

_MARGIN, _GAP = 12, 4
_EXPLAINED = {
    Decision.AI_GOOD: "The AI's reply was right as it is.",
    Decision.AGENT_BETTER: "The agent's reply is what the AI should have said.",
    Decision.EDITED: "Your edit is what the AI should have said. Ctrl+Enter does the same.",
    Decision.AI_BAD: "The AI's reply was wrong, and there is no better one yet.",
    Decision.SKIP: "No verdict: the reply goes behind the others.",
}


class ActionBar(QFrame):
    """`pressed(str)` gives the id of the action whose button was pressed.

    Where the buttons do not fit side by side, what goes with a decision has a line of its own.
    """

    pressed = Signal(str)

    def __init__(self, key_of: KeyOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionBar")
        self._key_of = key_of
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        self._lines.setSpacing(_GAP)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for line in (self._first, self._second):
            line.setSpacing(_GAP)
            self._lines.addLayout(line)
        self.decisions = {decision: self._decision(decision) for decision in DECISIONS}
        self._first.addStretch(1)
        self.category = self._add(self._second, CATEGORY, "Category", "quiet")
        self.note = self._add(self._second, NOTE, "Note", "quiet")
        self.undo = self._add(self._second, UNDO, "Undo", "quiet")

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

    def minimumSizeHint(self) -> QSize:
        lines = (self._first.sizeHint(), self._second.sizeHint())
        return QSize(
            max(line.width() for line in lines) + 2 * _MARGIN, self._lines.minimumSize().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Fold anew where a button has got another width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return done

    def _fold(self) -> None:
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        buttons = self._first.sizeHint().width() + self._second.sizeHint().width()
        needed = buttons + _GAP + 2 * _MARGIN
        wanted = beside if needed <= self.width() else below
        if wanted != self._lines.direction():
            self._lines.setDirection(wanted)
            self.updateGeometry()

    def _decision(self, decision: Decision) -> KeyButton:
        title = "Save edit" if decision is Decision.EDITED else decision.label
        return self._add(self._first, DECISIONS[decision], title, "default")

    def _add(self, line: QBoxLayout, action_id: str, title: str, kind: str) -> KeyButton:
        button = KeyButton(title, self._key_of(action_id), kind=kind, parent=self)
        button.clicked.connect(self._press(action_id))
        line.addWidget(button)
        return button

    def _press(self, action_id: str) -> Callable[[], None]:
        return lambda: self.pressed.emit(action_id)

"""The decisions at the foot of the replay pane, each with its key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from reviewer.domain.review import Decision
from ui.models.review_words import SEVERITY_TITLES, category_title
from ui.pages.triage.drafts import Draft
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.keys import (
    CATEGORY,
    DECISIONS,
    FLAG,
    NOTE,
    REDO,
    SEVERITY,
    SNOOZE,
    TAG,
    UNDO,
    WAKE,
    KeyOf,
)

_MARGIN, _GAP = 12, 4
#: How many letters of a step's name its button shows: as many as there is room for, at the least
#: those of “Undo”; its tooltip has all of it.
_LENGTHS = (*range(30, 8, -1), 4)
_EXPLAINED = {
    Decision.AI_GOOD: "The AI's reply was right as it is.",
    Decision.AGENT_BETTER: "The agent's reply is what the AI should have said.",
    Decision.EDITED: "Your edit is what the AI should have said.",
    Decision.AI_BAD: "The AI's reply was wrong, and there is no better one yet.",
    Decision.SKIP: "No verdict: the reply goes behind the others.",
}


class ActionBar(QFrame):
    """`pressed(str)` gives the id of the action whose button was pressed.

    Where the buttons do not fit side by side, what goes with a decision has a line of its own. The
    names of the steps are cut before they take another, so that no step moves what is above.
    """

    pressed = Signal(str)

    def __init__(self, key_of: KeyOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionBar")
        self._key_of = key_of
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        self._lines.setSpacing(_GAP)
        self._rest = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rest.setSpacing(_GAP)
        self._first, self._marks, self._steps = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for line in (self._first, self._marks, self._steps):
            line.setSpacing(_GAP)
        self._lines.addLayout(self._first)
        self._lines.addLayout(self._rest)
        self._rest.addLayout(self._marks)
        self._rest.addLayout(self._steps)
        self.decisions = {decision: self._decision(decision) for decision in DECISIONS}
        self._first.addStretch(1)
        self.snooze = self._add(self._marks, SNOOZE, "Snooze…", "quiet")
        self.wake = self._add(self._marks, WAKE, "Wake", "quiet")
        self.category = self._add(self._marks, CATEGORY, "Category", "quiet")
        self.severity = self._add(self._marks, SEVERITY, "Severity", "quiet")
        self.flag = self._add(self._marks, FLAG, "Flag", "quiet")
        self.tag = self._add(self._marks, TAG, "Tags", "quiet")
        self.note = self._add(self._marks, NOTE, "Note", "quiet")
        self._marks.addStretch(1)
        self.undo = self._add(self._steps, UNDO, "Undo", "quiet")
        self.redo = self._add(self._steps, REDO, "Redo", "quiet")
        self._names = {self.undo: "Undo", self.redo: "Redo"}
        self._folded: tuple[object, ...] = ()
        self._explain()

    def show_refusals(self, refusals: Mapping[Decision, str]) -> None:
        """Enable what the rules allow; the others say in their tooltip why not."""
        for decision, button in self.decisions.items():
            button.allow(refusals[decision], _EXPLAINED[decision])

    def show_draft(self, draft: Draft) -> None:
        """Show what goes with the next decision."""
        title = category_title(draft.category)
        self.category.set_title(title or "Category")
        self.category.setAccessibleName(f"Failure category: {title or 'none'}")
        grade = "" if draft.severity is None else SEVERITY_TITLES[draft.severity]
        self.severity.set_title(grade or "Severity")
        self.severity.setAccessibleName(f"Severity: {grade.lower() or 'none'}")
        self.flag.set_title("Flagged" if draft.flagged else "Flag")
        self.flag.setAccessibleName(f"Flag to the lead: {'on' if draft.flagged else 'off'}")
        for button, chosen in (
            (self.category, title),
            (self.severity, grade),
            (self.flag, draft.flagged),
        ):
            button.emphasise(on=bool(chosen))

    def show_asleep(self, *, asleep: bool) -> None:
        """Offer to wake a reply that is put off, in place of putting it off anew."""
        self.wake.setVisible(asleep)
        self.snooze.setVisible(not asleep)

    def show_undo(self, title: str | None) -> None:
        """Show what an undo would take back; None where there is nothing."""
        self._names[self.undo] = title or "Undo"
        self.undo.allow("" if title else "There is nothing to undo.", title or "")
        self._fold()

    def show_redo(self, title: str | None) -> None:
        """Show what a redo would do again; without anything, the button is not there."""
        self._names[self.redo] = title or "Redo"
        self.redo.allow("" if title else "There is nothing to redo.", title or "")
        self.redo.setVisible(title is not None)
        self._fold()

    def corner_of(self, button: KeyButton) -> QPoint:
        """Return where the menu of a button belongs, in coordinates of the screen."""
        return button.mapToGlobal(QPoint(0, 0))

    def minimumSizeHint(self) -> QSize:
        width = max(_width(line) for line in (self._first, self._marks, self._steps))
        return QSize(width + 2 * _MARGIN, self._lines.minimumSize().height())

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
        """Turn the lines and cut the steps' names, where anything they depend on has changed."""
        if self._folded == self._measures():
            return
        room = self.width() - 2 * _MARGIN
        first, marks = _width(self._first) + _GAP, _width(self._marks) + _GAP
        self._name_steps(_LENGTHS[0])
        beside = first + marks + _width(self._steps) <= room
        fits = beside or self._cut_steps(room - marks)
        turns = _turn(self._lines, below=not beside)
        if _turn(self._rest, below=not fits) or turns:
            self.updateGeometry()
        self._folded = self._measures()

    def _measures(self) -> tuple[object, ...]:
        widths = (_width(line) for line in (self._first, self._marks, self._steps))
        return self.width(), self.redo.isHidden(), *self._names.values(), *widths

    def _cut_steps(self, room: int) -> bool:
        """Cut the steps' names until they fit, and tell whether they do; if not, leave them."""
        for longest in _LENGTHS:
            self._name_steps(longest)
            if _width(self._steps) <= room:
                return True
        self._name_steps(_LENGTHS[0])
        return False

    def _name_steps(self, longest: int) -> None:
        for button, name in self._names.items():
            button.set_title(_cut(name, longest))
            button.setAccessibleName(name)

    def _explain(self) -> None:
        self.category.allow("", "Why the AI's reply failed; it is saved with the decision.")
        self.severity.allow("", "How grave the failure is; it is saved with the decision.")
        self.flag.allow("", "Bring the reply before the lead; it is saved with the decision.")
        self.tag.allow("", "Put a tag on the reply, or take one off; it is saved at once.")
        self.snooze.allow("", "Put the reply off until a moment, or until something happens.")
        self.wake.allow("", "End the snooze: the reply can be worked on now.")

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


def _width(line: QHBoxLayout) -> int:
    """Return how wide a line wants to be now; by itself it would say what it said before."""
    line.invalidate()
    return line.sizeHint().width()


def _turn(lines: QBoxLayout, *, below: bool) -> bool:
    """Put the parts below each other, or side by side; tell whether that changes anything."""
    down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
    wanted = down if below else across
    changes = lines.direction() != wanted
    lines.setDirection(wanted)
    return changes


def _cut(title: str, longest: int) -> str:
    """Cut a step's name; what would be less than its kind and two letters is its kind alone."""
    if len(title) <= longest:
        return title
    if longest == _LENGTHS[-1]:
        return title.partition(":")[0]
    return f"{title[: longest - 1].rstrip()}…"

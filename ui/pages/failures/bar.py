"""What the page of failures says above its list, and what can be begun there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.job_line import JobLine


class FailuresBar(QFrame):
    """`group_wanted`, `name_wanted` and `stop_wanted` follow its buttons."""

    group_wanted = Signal()
    name_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel(size="label", tone="muted", parent=self)
        self.job = JobLine(self)
        self.name = QPushButton("Name with the assistant", self)
        self.group = QPushButton("Group failures", self)
        self.name.clicked.connect(self.name_wanted)
        self.group.clicked.connect(self.group_wanted)
        self.job.stopped.connect(self.stop_wanted)
        self.setProperty("surface", "plain")
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for part in (self.job, self.name, self.group):
            row.addWidget(part)
        rule = QFrame(self)
        rule.setProperty("rule", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule)

    def allow(self, *, running: bool, nameless: bool) -> None:
        """Allow what can be begun now."""
        self.group.setEnabled(not running)
        self.name.setEnabled(not running and nameless)

"""The room of an answer: what there is to say while there is none, and the answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.triage.asking.endings import Remedy, Unanswered
from ui.pages.triage.asking.topics import Topic
from ui.theme import ThemeController
from ui.widgets.labels import plain_label, set_tone
from ui.widgets.plain_text_pane import PlainTextPane


class AnswerFrame(QStackedWidget):
    """Shows `content`, or in its place a sentence with what can be done.

    `wanted(Remedy)` gives the button that was pressed, `earlier` asks for what is kept.
    """

    wanted = Signal(object)
    earlier = Signal()

    def __init__(
        self, themes: ThemeController, topic: Topic, content: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._topic, self._remedy = topic, Remedy.AGAIN
        self.sentence = _paragraph(self)
        self.partial = PlainTextPane(themes, "What the model said", most_height=96, parent=self)
        self.act = QPushButton(topic.asks, self)
        self.act.clicked.connect(lambda: self.wanted.emit(self._remedy))
        self.back = QPushButton("Show the earlier answer", self)
        self.back.clicked.connect(self.earlier)
        self.addWidget(content)
        self.addWidget(self._message())

    @property
    def says(self) -> str:
        """Return the sentence that stands in the answer's place; "" while that is shown."""
        return self.sentence.text() if self.currentIndex() else ""

    def show_content(self) -> None:
        """Show the answer."""
        self.setCurrentIndex(0)

    def show_nothing(self) -> None:
        """Keep the room empty: it will be known in a moment."""
        self._say("", Remedy.NONE, "")

    def offer(self, refusal: str = "") -> None:
        """Offer to ask, or say why nobody can."""
        self._say(
            refusal or _OFFERS[self._topic], Remedy.AGAIN, "" if refusal else self._topic.asks
        )

    def show_problem(self, ending: Unanswered, *, behind: bool) -> None:
        """Say why there is no answer; `behind` offers the earlier one."""
        self._say(ending.sentence, ending.remedy, ending.remedy.value, warn=True)
        self.partial.set_text(ending.text)
        self.partial.setVisible(bool(ending.text.strip()))
        self.back.setVisible(behind)

    def _say(self, sentence: str, remedy: Remedy, act: str, *, warn: bool = False) -> None:
        self._remedy = remedy
        self.sentence.setText(sentence)
        set_tone(self.sentence, "text" if warn else "muted")
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self.partial.hide()
        self.back.hide()
        self.setCurrentIndex(1)

    def _message(self) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.act, self.back):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.partial)
        column.addLayout(row)
        column.addStretch(1)
        return page


_OFFERS = {
    Topic.IMPROVED: "The assistant can write a better reply, and a judge scores both.",
    Topic.WHY_REPLY: "The assistant can explain what in the message led to this reply.",
    Topic.WHY_FAILED: "The assistant can explain what went wrong, and what to heed next time.",
}


def _paragraph(parent: QWidget) -> QLabel:
    label = plain_label(tone="muted", parent=parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label

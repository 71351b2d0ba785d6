"""The sections that explain: why this reply, and why it failed."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.improvement import Explanation
from reviewer.domain.review import FAILURE_CATEGORIES
from ui.pages.triage.asking.answer_frame import AnswerFrame
from ui.pages.triage.asking.companion import Companion
from ui.pages.triage.asking.facts import facts_of
from ui.pages.triage.asking.pulse import Pulse
from ui.pages.triage.asking.sights import Explained, Growing, NotAsked, Problem, Sight
from ui.pages.triage.asking.tools import Tools
from ui.pages.triage.asking.topics import Manner, Topic
from ui.pages.triage.prefetch import Prepared
from ui.pages.triage.sections.section import Section, SectionGround
from ui.widgets.badge import Badge
from ui.widgets.plain_text_pane import PlainTextPane


class ExplainedSection(Section):
    """Shows one kind of explanation, with its points, the category and the caution it gives."""

    def __init__(self, ground: SectionGround, companion: Companion, topic: Topic) -> None:
        super().__init__()
        self._companion, self._topic = companion, topic
        self._sight: Sight | None = None
        self._shown: Explanation | None = None
        self.pane = PlainTextPane(ground.themes, topic.title, framed=True, parent=self)
        self.badge = Badge(ground.themes, "", parent=self)
        self.tools = Tools(self)
        self._add_tools()
        self.frame = AnswerFrame(ground.themes, topic, self._content(), self)
        self._pulse = Pulse(self._grow, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        assistance = companion.assistance
        assistance.changed.connect(self._hear)
        self.frame.wanted.connect(lambda cure: assistance.mend(topic, cure))
        self.frame.earlier.connect(lambda: assistance.forget_problem(topic))

    def show_case(self, prepared: Prepared) -> None:
        del prepared  # the assistance has it
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cancels = event.key() == Qt.Key.Key_Escape and isinstance(self._sight, Growing)
        if not (cancels and self._companion.assistance.cancel()):
            super().keyPressEvent(event)

    def _hear(self, topic: Topic) -> None:
        if topic is self._topic:
            self._show()

    def _show(self) -> None:
        sight = self._companion.assistance.sight(self._topic)
        if sight == self._sight:
            return
        self._sight = sight
        self.told.emit("")
        self._pulse.follow(sight.ask if isinstance(sight, Growing) else None)
        match sight:
            case Growing():
                self._show_growing()
            case Explained(explanation=explanation):
                self._show_explanation(explanation, facts_of(explanation, sight.told))
            case Problem(ending=ending, behind=behind):
                self.frame.show_problem(ending, behind=behind)
            case NotAsked(refusal=refusal):
                self.frame.offer(refusal)
            case _:
                self.frame.show_nothing()

    def _show_growing(self) -> None:
        self.pane.view.setPlaceholderText("Asking the model…")
        self.badge.show_state("writing…", kind="accent", icon="sparkles")
        self.tools.show_only((self.badge, self.cancel))
        self.frame.show_content()

    def _grow(self, text: str) -> None:
        """Show what has arrived; the view stays where somebody reads."""
        self.pane.view.grow(text)

    def _show_explanation(self, explanation: Explanation, facts: str) -> None:
        self._shown = explanation
        whole = whole_text(explanation)
        if self.pane.text() != whole:
            self._grow(whole)
        self.told.emit(facts)
        self._show_category(explanation.category)
        self.frame.show_content()

    def _show_category(self, category: str | None) -> None:
        parts: list[QWidget] = [self.copy, self.again]
        if category is not None:
            title = FAILURE_CATEGORIES.get(category, category)
            self.badge.show_state(title, icon="tag", explanation="The category of this failure")
            parts = [self.badge, self.adopt, *parts]
        self.tools.show_only(parts)

    def _adopt(self) -> None:
        if self._shown is not None and self._shown.category is not None:
            self._companion.categorise(self._shown.category)

    def _copy(self) -> None:
        cursor: QTextCursor = self.pane.view.textCursor()
        text = self.pane.selected_text() if cursor.hasSelection() else self.pane.text()
        QGuiApplication.clipboard().setText(text)

    def _add_tools(self) -> None:
        assistance = self._companion.assistance
        self.tools.take(self.badge)
        self.cancel = self.tools.add("Cancel", assistance.cancel, "Esc")
        self.adopt = self.tools.add("Use this category", self._adopt)
        self.adopt.allow("", "It goes with your next decision on this reply")
        self.copy = self.tools.add("Copy", self._copy)
        self.again = self.tools.add(
            "Ask again", lambda: assistance.ask(self._topic, Manner(fresh=True))
        )
        self.again.allow("", "Ask once more, although the answer is known")

    def _content(self) -> QWidget:
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.pane, 1)
        column.addWidget(self.tools)
        return content


def whole_text(explanation: Explanation) -> str:
    """Return an explanation as it is read and copied: the text, its points, the caution."""
    return "\n\n".join(_parts(explanation))


def _parts(explanation: Explanation) -> Iterator[str]:
    yield explanation.text
    if explanation.points:
        yield "\n".join(f"• {point}" for point in explanation.points)
    if explanation.caution:
        yield f"Caution for later replies: {explanation.caution}"

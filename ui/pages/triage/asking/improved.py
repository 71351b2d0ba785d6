"""The section with a better reply: it streams in, is scored, and accepted, edited or discarded."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from reviewer.domain.improvement import LeaderboardRow
from ui.pages.triage.asking.answer_frame import AnswerFrame
from ui.pages.triage.asking.companion import Companion
from ui.pages.triage.asking.facts import facts_of
from ui.pages.triage.asking.improved_text import ImprovedText
from ui.pages.triage.asking.improved_tools import ImprovedTools
from ui.pages.triage.asking.pulse import Pulse
from ui.pages.triage.asking.scores import ScoresView
from ui.pages.triage.asking.sights import (
    Growing,
    Improvements,
    NotAsked,
    Problem,
    Sight,
)
from ui.pages.triage.asking.topics import Manner, Topic
from ui.pages.triage.prefetch import Prepared, as_edited
from ui.pages.triage.sections.section import Section, SectionGround

#: From this width in pixels on, the scores stand beside the reply.
WIDE = 680
#: From these heights on there is room for lines of scores, and for what model and judge say.
LOW, TALL, BARS = 124, 250, 110


class ImprovedSection(Section):
    """Shows the newest improvement; an edit that was begun is kept while the window runs."""

    def __init__(self, ground: SectionGround, companion: Companion) -> None:
        super().__init__()
        self._companion, self._assistance = companion, companion.assistance
        self._case: UUID | None = None
        self._rows: tuple[LeaderboardRow, ...] = ()
        self._at = 0
        self._sight: Sight | None = None
        self._drafts: dict[UUID, str] = {}
        self.text = ImprovedText(ground.themes, ground.bridge, self)
        self.scores = ScoresView(ground.themes, self)
        self.tools = ImprovedTools(ground.themes, ground.key_of, self)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.frame = AnswerFrame(ground.themes, Topic.IMPROVED, self._content(), self)
        self._pulse = Pulse(self.text.grow, self)
        self._lay_out()
        self._connect()

    @property
    def row(self) -> LeaderboardRow | None:
        """Return the improvement that is shown; None while there is none."""
        return self._rows[self._at] if self._at < len(self._rows) else None

    @property
    def editing(self) -> bool:
        """Tell whether somebody edits it now."""
        return not self.text.editor.isReadOnly()

    def show_case(self, prepared: Prepared) -> None:
        interaction = prepared.case.interaction
        if interaction.id != self._case:
            self._case = interaction.id
            self.text.finish()
        self.text.show_others(as_edited(interaction.ai_reply), as_edited(interaction.agent_reply))
        self._show()

    def accept(self) -> None:
        """Accept what is shown: as it was edited, where it was."""
        if (row := self.row) is not None:
            mine = self._drafts.pop(row.improvement.id, None)
            self._leave_editor()
            self._companion.choosing.accept(row.improvement.id, mine or None)

    def discard(self) -> None:
        """Discard what is shown."""
        if (row := self.row) is not None:
            self._drafts.pop(row.improvement.id, None)
            self._leave_editor()
            self._companion.choosing.discard(row.improvement.id)

    def edit(self) -> None:
        """Write in what is shown."""
        if (row := self.row) is not None:
            self.text.write(self._text_of(row))
            self._show_tools()

    def use(self) -> None:
        """Take it as the starting text of the reviewer's own edit."""
        if self.row is not None:
            self._companion.use(self.text.text)

    def _hear(self, topic: Topic) -> None:
        if topic is Topic.IMPROVED:
            self._show()

    def _show(self) -> None:
        sight = self._assistance.sight(Topic.IMPROVED)
        if sight == self._sight:
            return
        self._sight = sight
        self._pulse.follow(sight.ask if isinstance(sight, Growing) else None)
        match sight:
            case Growing():
                self._rows = ()
                self.scores.wait()
                self.told.emit("")
                self._show_tools()
                self.frame.show_content()
            case Improvements(rows=rows):
                self._take(rows)
            case Problem(ending=ending, behind=behind):
                self._leave_out()
                self.frame.show_problem(ending, behind=behind)
            case NotAsked(refusal=refusal):
                self._leave_out()
                self.frame.offer(refusal)
            case _:
                self._leave_out()
                self.frame.show_nothing()

    def _leave_out(self) -> None:
        self._rows = ()
        self.told.emit("")

    def _take(self, rows: tuple[LeaderboardRow, ...]) -> None:
        """Stay at the improvement that is looked at, unless there is a new one."""
        stays = [_id(row) for row in rows] == [_id(row) for row in self._rows]
        self._at = self._at if stays else 0
        self._rows = rows
        self._show_row()
        self._show_tools()

    def _show_row(self) -> None:
        row = self.row
        if row is None:
            return
        told = self._sight.told if isinstance(self._sight, Improvements) else None
        if not self.editing:
            self.text.show_reply(self._text_of(row))
        self.scores.show_scores(row.improvement, told.unscored if told else "")
        self.told.emit(facts_of(row.improvement, told if self._at == 0 else None))
        self.frame.show_content()

    def _text_of(self, row: LeaderboardRow) -> str:
        kept = row.final_reply or row.improvement.corrected_reply
        return self._drafts.get(_id(row), as_edited(kept))

    def _step(self) -> None:
        self._at = (self._at + 1) % max(len(self._rows), 1)
        self._show_row()
        self._show_tools()

    def _show_tools(self) -> None:
        place = (self._at, len(self._rows))
        row = self.row
        growing = isinstance(self._sight, Growing)
        edited = row is not None and _id(row) in self._drafts
        self.tools.show_state(row, place, growing=growing, editing=self.editing, edited=edited)

    def _typed(self) -> None:
        if (row := self.row) is not None:
            self._drafts[_id(row)] = self.text.text
            self._show_tools()

    def _leave_editor(self) -> None:
        if isinstance(self._sight, Growing):
            self._assistance.cancel()
        self.text.finish()
        self._show_tools()
        self._companion.leave()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        is_wide = self.width() >= WIDE
        self._both.setDirection(beside if is_wide else below)
        least, tall = (LOW, TALL) if is_wide else (LOW + BARS, TALL + BARS)
        self.scores.show_more(lines=self.height() >= least, notes=self.height() >= tall)

    def _connect(self) -> None:
        tools, text = self.tools, self.text
        self._assistance.changed.connect(self._hear)
        self.frame.wanted.connect(lambda cure: self._assistance.mend(Topic.IMPROVED, cure))
        self.frame.earlier.connect(lambda: self._assistance.forget_problem(Topic.IMPROVED))
        for signal, run in (
            (tools.accepted, self.accept),
            (tools.edit_wanted, self.edit),
            (tools.discarded, self.discard),
            (tools.use_wanted, self.use),
            (tools.copy_wanted, self._copy),
            (tools.again_wanted, self._ask_again),
            (tools.cancelled, self._assistance.cancel),
            (tools.against_wanted, text.step_against),
            (tools.view_wanted, text.step_view),
            (tools.other_wanted, self._step),
            (tools.left, self._leave_editor),
            (text.edited, self._typed),
            (text.left, self._leave_editor),
        ):
            signal.connect(run)
        text.compared.connect(tools.show_against)
        text.diff.mode_changed.connect(tools.show_mode)

    def _ask_again(self) -> None:
        self._assistance.ask(Topic.IMPROVED, Manner(fresh=True))

    def _content(self) -> QWidget:
        content = QWidget(self)
        self._both.setSpacing(16)
        self._both.addWidget(self.text, 1)
        self._both.addWidget(self.scores, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._both, 1)
        column.addWidget(self.tools)
        return content

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)


def _id(row: LeaderboardRow) -> UUID:
    return row.improvement.id

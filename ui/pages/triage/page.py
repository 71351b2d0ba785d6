"""The Triage page: a queue on the left, one case on the right, a key for each decision."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from reviewer.domain.queue import Order
from reviewer.domain.review import Decision
from services.triage.desk import Case
from ui.models.queue_model import QueueModel
from ui.pages.triage.asking.assistance import Assistance
from ui.pages.triage.asking.choosing import Choosing
from ui.pages.triage.asking.companion import Companion
from ui.pages.triage.asking.desk_gestures import AssistantGestures
from ui.pages.triage.autosave import Autosave
from ui.pages.triage.bulk_work import BulkWork
from ui.pages.triage.case_gestures import CaseGestures
from ui.pages.triage.case_in_hand import CaseInHand
from ui.pages.triage.course import Course
from ui.pages.triage.day_book import DayBook
from ui.pages.triage.deciding import Deciding
from ui.pages.triage.drafts import Drafts
from ui.pages.triage.ground import TriageGround
from ui.pages.triage.judging import Judging
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.keys import BACK, UNDO, first_of
from ui.pages.triage.late_room import LateRoom
from ui.pages.triage.latest_read import LatestRead
from ui.pages.triage.marking import Marking
from ui.pages.triage.narrowing import Narrowing
from ui.pages.triage.news import News
from ui.pages.triage.no_case import NoCase
from ui.pages.triage.pane_gestures import PaneGestures
from ui.pages.triage.prefetch import Prefetch, Prepared
from ui.pages.triage.queue_filters import QueueFilters
from ui.pages.triage.queue_panel import QueuePanel
from ui.pages.triage.replay_pane import ReplayPane
from ui.pages.triage.sections.listing import section_list
from ui.pages.triage.sections.section import SectionGround
from ui.pages.triage.splitter_memory import SplitterMemory
from ui.pages.triage.steps import Steps
from ui.pages.triage.trail import Trail
from ui.pages.triage.under_way import UnderWay
from ui.pages.triage.viewing import Viewing
from ui.widgets.page_states import PageStates

if TYPE_CHECKING:
    from services.triage.room import TriageRoom

ORDER_KEY, WIDTHS_KEY, REPLIES_KEY = "triage.order", "triage.widths", "triage.reply_widths"
_WIDTHS, _REPLY_WIDTHS = [380, 840], [440, 440]


class TriagePage(QWidget):
    """Puts the parts of the desk together; reads through the bridge and writes through the desk.

    Its gestures, those of `gestures.triage_actions`, are done by the part whose they are: `course`
    goes from case to case, `gestures` and `pane_gestures` say more of the case in hand, `bulk`
    works on what is selected, `narrowing` on which replies are listed, `assistant` asks about the
    case.
    `import_wanted` says that somebody wants to bring replies in, `sweep_wanted(gesture, Filter)`
    that the assistant is to work on all in this list, `remedy_wanted(Remedy)` what else it needs.
    """

    import_wanted = Signal()
    sweep_wanted = Signal(str, object)
    remedy_wanted = Signal(object)

    def __init__(self, ground: TriageGround, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._key_of = first_of(ground.keys_of)
        self._room = LateRoom(ground.desk)
        self._model = QueueModel(ground.desk, ground.bridge, self)
        self._under_way = UnderWay()
        self._prefetch = Prefetch(ground.desk, ground.bridge, self)
        self._counts = LatestRead(ground.desk.counts, ground.bridge, self)
        self._make_judging()
        self._make_queue()
        self._make_pane()
        self._make_gestures()
        self._lay_out()
        self._connect()
        self._begin()

    @property
    def case(self) -> Case | None:
        """Return the case that can be decided now; None while there is none."""
        return None if self._hand.prepared is None else self._hand.prepared.case

    @property
    def room(self) -> "TriageRoom":
        """Return the services beside the desk, loaded when something of them is first asked for."""
        return self._room()

    def look_at(self, row_id: int) -> None:
        """Go to a reply, in whichever queue it stands."""
        self._trail.go(row_id)

    def go_back(self) -> None:
        """Return to the reply from which somebody went to this one."""
        self._trail.back()

    def show_keys(self) -> None:
        """Show the keys that actions are bound to now."""
        for button in self.findChildren(KeyButton):
            if button.action_id:
                button.show_keys(self._key_of(button.action_id))

    def decide(self, decision: Decision) -> None:
        """Give the case a verdict and go on to the next one; or all that is selected."""
        if self.bulk.is_on:
            self.bulk.decide(decision)
        else:
            self.course.decide(decision)

    def complete(self) -> None:
        """Save the edit where there is one, from anywhere; an improved reply where that is."""
        if not self.assistant.complete():
            self.decide(Decision.EDITED)

    def sweep(self, gesture: str) -> None:
        """Ask for a run of the assistant over the replies of this list."""
        self.sweep_wanted.emit(gesture, self._model.scope.wanted())

    def read_again(self) -> None:
        """Read the queue and the case once more."""
        self._model.refresh()
        self._viewing.try_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.key() == Qt.Key.Key_Escape and self.assistant.cancel()):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was written when somebody leaves the page or the window."""
        self._autosave.save()
        super().hideEvent(event)

    def _make_judging(self) -> None:
        """Make what holds the case in hand, and what takes decisions to the store."""
        on, drafts = self._ground, Drafts(self)
        self._autosave = Autosave(drafts, self._room, on.bridge, on.tell, self)
        self._hand = CaseInHand(drafts, self._key_of, self)
        self._deciding = Deciding(on.desk, on.bridge, self._under_way, self)
        self._judging = Judging(
            on.desk,
            on.bridge,
            self._model,
            drafts,
            self._hand,
            self._deciding,
            on.tell,
            partial(on.keys_of, UNDO),
        )

    def _make_queue(self) -> None:
        """Make the left side, with what narrows it and works on many of its replies."""
        on, model, room = self._ground, self._model, self._room
        self.filters = QueueFilters(room, on.bridge, self)
        self._halves = QSplitter(Qt.Orientation.Horizontal, self)
        self.queue = QueuePanel(on.themes, model, self.filters, self._key_of, self._halves)
        self.narrowing = Narrowing(
            self.queue, self.filters, model, room, on.bridge, on.themes, on.tell
        )
        self.bulk = BulkWork(
            model, self.queue.bulk, room, on.bridge, self._judging, on.themes, on.tell, self
        )
        self.day = DayBook(self.queue.day, room, on.bridge, on.themes, on.tell, self)

    def _make_pane(self) -> None:
        """Make the right side, and what shows a case there or why there is none."""
        on = self._ground
        self._assistance = Assistance(on.parts, on.bridge, on.subscribe, self)
        self._choosing = Choosing(on.parts, on.bridge, on.tell, self._judging.undo, self)
        companion = Companion(
            self._assistance,
            self._choosing,
            self._use_reply,
            self._hand.choose_category,
            self._leave_answer,
        )
        sections = SectionGround(
            on.themes, on.bridge, self._key_of, on.desk, self._room, self.look_at, companion
        )
        self.states = PageStates(on.themes, parent=self._halves)
        self.pane = ReplayPane(
            on.themes, on.bridge, self._key_of, section_list(sections), self.states
        )
        self.states.hold(self.pane)
        self._viewing = Viewing(self.queue.view, self._prefetch, self._hand, self.pane, self.states)
        self._no_case = NoCase(self._model, self._viewing, self.states, self)

    def _make_gestures(self) -> None:
        """Make what does the gestures on the case in hand."""
        on = self._ground
        self.course = Course(self._judging, self._viewing, self.queue, self._model)
        self._trail = Trail(
            self.course,
            self.queue,
            lambda: self._viewing.row_id,
            on.tell,
            partial(on.keys_of, BACK),
        )
        self.pane_gestures = PaneGestures(self._hand, self.pane)
        self._marking = Marking(self._room, self._model, self._deciding, self._judging, on.tell)
        self.gestures = CaseGestures(
            self._hand,
            self._marking,
            self.pane.bar,
            self._room,
            on.bridge,
            on.themes,
            on.tell,
            self,
        )
        self.assistant = AssistantGestures(
            self._assistance, self.pane.sections, on.tell, self.look_at, self
        )
        self._steps = Steps(on.desk, on.bridge, self.pane.bar, on.retitle, self)

    def _begin(self) -> None:
        """Listen to the store, and read what is shown first."""
        on = self._ground
        facts = (self._counts, self.filters, self.day, *self._steps.reads)
        News(on.subscribe, on.bridge, self._under_way, self._model, self._prefetch, facts, self)
        kept = on.settings.get(ORDER_KEY)
        self.queue.begin(Order(kept) if kept in set(Order) else Order.OLDEST)
        self._viewing.show_draft()
        self._counts.refresh()
        self._steps.refresh()

    def _connect(self) -> None:
        self._counts.arrived.connect(self.queue.show_counts)
        self._counts.arrived.connect(self._no_case.show_counts)
        self._counts.arrived.connect(lambda _: self.day.begin())
        self.filters.counted.connect(self._no_case.show_narrowed)
        self._no_case.clear_wanted.connect(self.narrowing.clear)
        self._no_case.queue_wanted.connect(self.queue.show_queue)
        self._no_case.import_wanted.connect(self.import_wanted)
        self.queue.order_changed.connect(self._keep_order)
        self.queue.bulk.pressed.connect(self._ground.run)
        self.queue.view.entered.connect(self._no_case.act)
        self._marking.woken.connect(self.course.go_to)
        self.gestures.put_off.connect(self.course.leave)
        self._hand.draft_changed.connect(self._viewing.show_draft)
        self.pane.replies.edited.connect(self._hand.edit_reply)
        self.pane.note.edited.connect(self._hand.write_note)
        self.pane.pressed.connect(self._ground.run)
        self.pane.case_shown.connect(self._take_up)
        self.pane.left.connect(self.queue.view.setFocus)
        self._assistance.wanted.connect(self.remedy_wanted)
        self._choosing.decided.connect(self._steps.refresh)

    def _use_reply(self, reply: str) -> None:
        self.pane_gestures.begin_with(reply)

    def _leave_answer(self) -> None:
        self.course.go_back()

    def _keep_order(self, order: Order) -> None:
        self._ground.settings.set(ORDER_KEY, order.value)

    def _take_up(self, prepared: Prepared) -> None:
        self._assistance.look_at(prepared.case.interaction)

    def _lay_out(self) -> None:
        halves = self._halves
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.setStretchFactor(1, 1)
        settings = self._ground.settings
        SplitterMemory(settings, WIDTHS_KEY, halves, _WIDTHS)
        SplitterMemory(settings, REPLIES_KEY, self.pane.replies.diff.splitter, _REPLY_WIDTHS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves)
        self.setFocusProxy(self.queue.view)

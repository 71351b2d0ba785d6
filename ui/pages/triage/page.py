"""The Triage page: a queue on the left, one case on the right, a key for each decision."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from reviewer.domain.queue import Order
from reviewer.domain.review import Decision
from services.triage.desk import Case, TriageDesk
from ui.job_bridge import JobBridge
from ui.models.queue_model import QueueModel
from ui.models.queue_order import belongs, queue_of
from ui.pages.triage.asking.assistance import Assistance
from ui.pages.triage.asking.choosing import Choosing
from ui.pages.triage.asking.companion import Companion
from ui.pages.triage.asking.desk_gestures import AssistantGestures
from ui.pages.triage.autosave import Autosave
from ui.pages.triage.bulk_work import BulkWork
from ui.pages.triage.case_gestures import CaseGestures
from ui.pages.triage.case_in_hand import CaseInHand
from ui.pages.triage.day_book import DayBook
from ui.pages.triage.deciding import Deciding
from ui.pages.triage.drafts import Drafts
from ui.pages.triage.filter_popups import FilterPopups
from ui.pages.triage.gestures import UNDO, KeysOf, first_of, own_keys, triage_actions
from ui.pages.triage.judging import Judging, Tell
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.late_room import LateRoom
from ui.pages.triage.latest_read import LatestRead
from ui.pages.triage.marking import Marking
from ui.pages.triage.news import News, Subscribe
from ui.pages.triage.no_case import NoCase
from ui.pages.triage.prefetch import Prefetch, Prepared
from ui.pages.triage.queue_filters import QueueFilters
from ui.pages.triage.queue_panel import QueuePanel
from ui.pages.triage.replay_pane import ReplayPane
from ui.pages.triage.saved_menu import SavedMenu
from ui.pages.triage.sections.listing import section_list
from ui.pages.triage.sections.section import SectionGround
from ui.pages.triage.splitter_memory import SplitterMemory
from ui.pages.triage.steps import Steps
from ui.pages.triage.under_way import UnderWay
from ui.pages.triage.viewing import Viewing
from ui.settings_port import SettingsPort
from ui.theme import ThemeController
from ui.widgets.page_states import PageStates

if TYPE_CHECKING:
    from services.assistant.parts import Assistant
    from services.triage.room import TriageRoom

ORDER_KEY, WIDTHS_KEY, REPLIES_KEY = "triage.order", "triage.widths", "triage.reply_widths"
_WIDTHS, _REPLY_WIDTHS = [380, 840], [440, 440]


class TriagePage(QWidget):
    """Reads through the bridge and writes through the desk; never waits for either.

    `parts` builds the assistant where need be, off the GUI thread. `subscribe` is the store's:
    what it announces is shown. `keys_of` gives the keys of an action, `retitle` gives one another
    title in menus, `run` runs one where it may be run now. `import_wanted` says that somebody
    wants to bring replies in, `sweep_wanted(gesture, Filter)` that the assistant is to work on all
    in this list, `remedy_wanted(Remedy)` what else it needs. The gestures below are those of
    `gestures.triage_actions`.
    """

    import_wanted = Signal()
    sweep_wanted = Signal(str, object)
    remedy_wanted = Signal(object)

    def __init__(
        self,
        desk: TriageDesk,
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        settings: SettingsPort,
        tell: Tell,
        parts: "Callable[[], Assistant]",
        keys_of: KeysOf = own_keys,
        retitle: Callable[[str, str], None] = lambda _id, _title: None,
        run: Callable[[str], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._run_action = settings, run
        self._key_of = key_of = first_of(keys_of)
        self._assistance = Assistance(parts, bridge, subscribe, self)
        self._choosing = Choosing(parts, bridge, tell, self.undo, self)
        companion = Companion(
            self._assistance, self._choosing, self._use_reply, self._adopt_category, self._go_back
        )
        ground = SectionGround(
            themes, bridge, key_of, desk, lambda: self.room, self.look_at, companion
        )
        drafts, under_way = Drafts(self), UnderWay()
        self._autosave = Autosave(drafts, lambda: self.room, bridge, tell, self)
        self._model = QueueModel(desk, bridge, self)
        self._hand = CaseInHand(drafts, key_of, self)
        self._deciding = Deciding(desk, bridge, under_way, self)
        self._judging = Judging(
            desk,
            bridge,
            self._model,
            drafts,
            self._hand,
            self._deciding,
            tell,
            partial(keys_of, UNDO),
        )
        self._counts = LatestRead(desk.counts, bridge, self)
        self._room = LateRoom(desk)
        self.filters = QueueFilters(self._room, bridge, self)
        self.queue = QueuePanel(themes, self._model, self.filters, key_of, self)
        self._popups = FilterPopups(themes, self.filters, self.queue.strip, self._model)
        self._saved = SavedMenu(themes, self.filters, self.queue.strip, self._room, bridge, tell)
        self.pane = ReplayPane(themes, bridge, key_of, section_list(ground), self)
        self.assistant = AssistantGestures(
            self._assistance, self.pane.sections, tell, self.look_at, self
        )
        self.states = PageStates(themes, self.pane, self)
        prefetch = Prefetch(desk, bridge, self)
        self._viewing = Viewing(self.queue.view, prefetch, self._hand, self.pane, self.states)
        self._no_case = NoCase(self._model, self._viewing, self.states, self)
        self._marking = Marking(lambda: self.room, self._model, self._deciding, self._judging, tell)
        self.gestures = CaseGestures(
            self._hand, self._marking, self.pane.bar, lambda: self.room, bridge, themes, tell, self
        )
        self.bulk = BulkWork(
            self._model, self.queue.bulk, self._room, bridge, self._judging, themes, tell, self
        )
        self._day = DayBook(self.queue.day, self._room, bridge, themes, tell, self)
        self._steps = Steps(desk, bridge, self.pane.bar, retitle, self)
        facts = (self._counts, self.filters, self._day, *self._steps.reads)
        News(subscribe, bridge, under_way, self._model, prefetch, facts, self)
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
        self._judging.find(row_id)

    def show_keys(self) -> None:
        """Show the keys that actions are bound to now."""
        for button in self.findChildren(KeyButton):
            if button.action_id:
                button.show_keys(self._key_of(button.action_id))

    def decide(self, decision: Decision) -> None:
        """Give the case a verdict and go on to the next one; or all that is selected."""
        if self.bulk.is_on:
            self.bulk.decide(decision)
            return
        row_id = self._viewing.row_id
        if row_id is not None and self._judging.decide(decision):
            self.queue.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._go_on_from(row_id)

    def complete(self) -> None:
        """Save the edit where there is one, from anywhere; an improved reply where that is."""
        if not self.assistant.complete():
            self.decide(Decision.EDITED)

    def undo(self) -> None:
        """Take back the last step and return to its reply."""
        self._judging.undo()

    def redo(self) -> None:
        """Do the step that was taken back last once more."""
        self._judging.redo()

    def step(self, by: int) -> None:
        """Look at a reply further down, or up."""
        self.queue.view.step(by)

    def step_queue(self, by: int) -> None:
        """Look at a queue further right, or left."""
        self.queue.step_queue(by)

    def step_order(self) -> None:
        """Order the queue in the next way."""
        self.queue.step_order()

    def search(self) -> None:
        """Write words that the queue is searched for."""
        self.queue.strip.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.queue.strip.search.selectAll()

    def open_filters(self) -> None:
        """Offer the ways to narrow the queue."""
        self._popups.open_ways()

    def open_saved(self) -> None:
        """Offer the saved filters."""
        self._saved.open()

    def clear_filters(self) -> None:
        """Show the whole queue again."""
        self.filters.clear()
        self.queue.view.setFocus()

    def extend(self, by: int) -> None:
        """Select from here down to the next reply, or up."""
        self.queue.view.extend(by)

    def select_all(self) -> None:
        """Select all in this queue and filter."""
        self.bulk.select_all()

    def show_day(self) -> None:
        """Show what is done and left today."""
        self._day.open()

    def select_none(self) -> None:
        """Select nothing any more."""
        self._model.marks.clear()

    def edit(self) -> None:
        """Write in the reply."""
        if self._hand.prepared is not None:
            self.pane.sections.uncover()
            self.pane.replies.edit()

    def edit_ai(self) -> None:
        """Write in a copy of the AI's reply."""
        if self._hand.prepared is not None:
            self.pane.sections.uncover()
            self.pane.replies.edit_ai()

    def discard_edit(self) -> None:
        """Go back to the agent's reply."""
        if self._hand.prepared is not None:
            self.pane.replies.discard_edit()

    def write_note(self) -> None:
        """Write a note that goes with the decision."""
        if self._hand.prepared is not None:
            self.pane.note.write()

    def change_view(self) -> None:
        """Show the changes between the replies in the next way."""
        self.pane.replies.change_view()

    def toggle_earlier(self) -> None:
        """Open the earlier turns, or close them."""
        self.pane.conversation.toggle_earlier()

    def toggle_section(self, section_id: str) -> None:
        """Unfold a section beside the replies, or close it."""
        if self._hand.prepared is not None:
            self.pane.sections.toggle(section_id)

    def cancel_answer(self) -> None:
        """Cancel what the assistant is being asked about this case."""
        self.assistant.cancel()

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

    def _use_reply(self, text: str) -> None:
        if self._hand.prepared is not None:
            self.pane.sections.uncover()
            self.pane.replies.begin_with(text)

    def _adopt_category(self, category: str) -> None:
        self._hand.choose_category(category)

    def _go_back(self) -> None:
        self.queue.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_up(self, prepared: Prepared) -> None:
        self._assistance.look_at(prepared.case.interaction)

    def _go_on_from(self, row_id: int) -> None:
        """Leave a decided case; where its item has left the list, the list has done so already."""
        if self._viewing.row_id != row_id:
            return
        row, view = self._model.row_of(row_id), self.queue.view
        if row is not None and row + 1 < self._model.rowCount():
            view.step(1)
        elif row is not None:
            self._viewing.look_at(row_id)
        elif (current := view.current()) is not None:
            self._viewing.look_at(current.row_id)
        else:
            self._viewing.look_at(None)
            view.choose(0)

    def _go_to(self, case: Case) -> None:
        """Go to a case that was brought back or asked for, in whichever queue it stands now."""
        if not belongs(self._model.queue, case.standing):
            self.queue.show_queue(queue_of(case.standing))
        if not self.queue.view.return_to(case.interaction.row_id):
            self._viewing.look_at(case.interaction.row_id)

    def _run(self, action_id: str) -> None:
        """Do what a button stands for."""
        if self._run_action is not None:
            self._run_action(action_id)
            return
        actions = {action.id: action for action in triage_actions(lambda: self)}
        actions[action_id].run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was written when somebody leaves the page or the window."""
        self._autosave.save()
        super().hideEvent(event)

    def _put_off(self, row_id: int) -> None:
        """Go on from a reply that was snoozed."""
        self.queue.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_on_from(row_id)

    def _begin(self) -> None:
        kept = self._settings.get(ORDER_KEY)
        self.queue.begin(Order(kept) if kept in set(Order) else Order.OLDEST)
        self._viewing.show_draft()
        self._counts.refresh()
        self._steps.refresh()

    def _connect(self) -> None:
        self._counts.arrived.connect(self.queue.show_counts)
        self._counts.arrived.connect(self._no_case.show_counts)
        self._counts.arrived.connect(lambda _: self._day.begin())
        self._marking.woken.connect(self._go_to)
        self.gestures.put_off.connect(self._put_off)
        self._judging.found.connect(self._go_to)
        self._hand.draft_changed.connect(self._viewing.show_draft)
        self.filters.counted.connect(self._no_case.show_narrowed)
        self._no_case.clear_wanted.connect(self.clear_filters)
        self._no_case.queue_wanted.connect(self.queue.show_queue)
        self._no_case.import_wanted.connect(self.import_wanted)
        self.queue.order_changed.connect(lambda o: self._settings.set(ORDER_KEY, o.value))
        self.queue.bulk.pressed.connect(self._run)
        self.queue.view.entered.connect(self._no_case.act)
        self.pane.replies.edited.connect(self._hand.edit_reply)
        self.pane.note.edited.connect(self._hand.write_note)
        self.pane.pressed.connect(self._run)
        self.pane.case_shown.connect(self._take_up)
        self._assistance.wanted.connect(self.remedy_wanted)
        self._choosing.decided.connect(self._steps.refresh)
        self.pane.left.connect(self.queue.view.setFocus)

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(self.queue)
        halves.addWidget(self.states)
        halves.setStretchFactor(1, 1)
        SplitterMemory(self._settings, WIDTHS_KEY, halves, _WIDTHS)
        replies = self.pane.replies.diff.splitter
        SplitterMemory(self._settings, REPLIES_KEY, replies, _REPLY_WIDTHS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves)
        self.setFocusProxy(self.queue.view)

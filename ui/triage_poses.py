"""Pictures of the Triage page: a case, what can be unfolded beside it, and its dialogs."""

from PySide6.QtWidgets import QDialog

from reviewer.domain.queue import Queue
from reviewer.store.improvements import Board
from services.demo.showcase import most_telling
from ui.dialogs.snooze import SnoozeDialog
from ui.dialogs.sweep import SweepDialog
from ui.dialogs.tags import TagDialog
from ui.pages.triage.asking.keys import IMPROVE_ALL
from ui.stage import Pose, Stage

#: The most telling case is looked for where its line can be seen in the list, too.
LOOKED_THROUGH = 60


def _triage(stage: Stage) -> None:
    """A reply that somebody has overridden, with the turns before it."""
    _show_case(stage, Queue.DUE, Queue.NEW, earlier=True)


def _reviewed(stage: Stage) -> None:
    """What was decided, and by whom."""
    _show_case(stage, Queue.REVIEWED, earlier=False)


def _show_case(stage: Stage, *queues: Queue, earlier: bool) -> None:
    stage.window.show_page("triage")
    page, desk = stage.window.page("triage"), stage.bench.desk
    page.pane.sections.close_section()
    stage.calm()
    pages = (desk.page(queue, limit=LOOKED_THROUGH) for queue in queues)
    case = most_telling(found for page in pages for found, _ in desk.interactions(page))
    if case is not None:
        page.look_at(case.row_id)
        stage.calm()
    if page.pane.conversation.turns.isHidden() is earlier:
        page.pane.conversation.toggle_earlier()


def _snooze(stage: Stage) -> QDialog | None:
    """Until when, and why."""
    _triage(stage)
    stage.window.page("triage").gestures.snooze()
    return stage.window.findChild(SnoozeDialog)


def _tags(stage: Stage) -> QDialog | None:
    """A tag that nobody has used before."""
    _triage(stage)
    stage.window.page("triage").gestures.edit_tags()
    dialog = stage.window.findChild(TagDialog)
    if dialog is not None:
        dialog.field.field.setText("refund policy")
    return dialog


def _similar(stage: Stage) -> None:
    """What other customers asked, and what was decided on it."""
    _show_case(stage, Queue.DUE, Queue.NEW, earlier=False)
    _unfold(stage, "similar")


def _history(stage: Stage) -> None:
    """Who decided what, and when."""
    _reviewed(stage)
    _unfold(stage, "history")


def _conversation(stage: Stage) -> None:
    """The turns before and after the reply."""
    _show_case(stage, Queue.DUE, Queue.NEW, earlier=False)
    _unfold(stage, "conversation")


def _unfold(stage: Stage, section_id: str) -> None:
    stage.window.page("triage").pane.sections.open(section_id)
    stage.calm()


def _improved(stage: Stage) -> None:
    """A better reply with its scores, beside the one it is to replace."""
    _show_section(stage, "improved")


def _explained(stage: Stage) -> None:
    """Why a reply failed, with the category and the caution that follow."""
    _show_section(stage, "why_failed")


def _show_section(stage: Stage, section_id: str) -> None:
    stage.window.show_page("triage")
    page, parts = stage.window.page("triage"), stage.bench.assistant.parts
    rows = parts.board.rows(Board(limit=LOOKED_THROUGH))
    explained = [row for row in rows if parts.desk.kept(row.improvement.interaction_id).why_failed]
    if not explained:
        return
    page.look_at(explained[0].row_id)
    stage.calm()
    if page.pane.sections.opened != section_id:
        page.pane_gestures.toggle_section(section_id)
    stage.calm()


def _closed(stage: Stage) -> None:
    """Fold the sections, for the pictures that follow."""
    stage.window.page("triage").pane.sections.close_section()


def _sweep(stage: Stage) -> QDialog | None:
    """What it will cost to improve all in a list, before anything is asked."""
    _closed(stage)
    stage.window.page("triage").queue.show_queue(Queue.DUE)
    stage.calm()
    stage.window.page("triage").sweep(IMPROVE_ALL)
    dialog = stage.window.findChild(SweepDialog)
    stage.calm()
    return dialog


TRIAGE_POSES = (
    Pose("triage-improved", _improved),
    Pose("triage-explained", _explained),
    Pose("improve-all", _sweep),
    Pose("triage-history", _history),
    Pose("triage-similar", _similar),
    Pose("triage-conversation", _conversation),
    Pose("triage-reviewed", _reviewed),
    Pose("triage-snooze", _snooze),
    Pose("triage-tags", _tags),
    Pose("triage", _triage),
)

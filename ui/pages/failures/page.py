"""The page of failures: which belong together, how they grow, and what they teach."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.changes import Changed
from reviewer.domain.cluster import FailureCluster
from reviewer.domain.spreadsheet import tab_separated
from services.interactions.browser import InteractionBrowser
from services.jobs.status import JobStatus
from ui.dialogs.edit_cluster import EditClusterDialog
from ui.job_bridge import JobBridge
from ui.models.interaction_table import TableState
from ui.models.moment_text import short_date
from ui.models.paged_table import PagedTable
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.pages.failures.bar import FailuresBar
from ui.pages.failures.cluster_pane import WIDTH, ClusterPane
from ui.pages.failures.members import MEMBERS
from ui.pages.failures.words import COLUMNS, failures_text
from ui.pages.failures.working import Working
from ui.theme import ThemeController
from ui.widgets.focus_passing import FocusPassing
from ui.widgets.halves import halves
from ui.widgets.page_states import PageStates
from ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.assistant.cluster_names import ClusterNames
    from services.assistant.clusters import ClusterDesk
    from services.interactions.browser import Line

_NOTHING = (
    "Replies that customers or reviewers called bad are put into groups of the same matter: how "
    "many there are, whether they become more, and what the assistant is to be warned of."
)
#: All members; a cluster has at most as many as there are failures looked at.
_ALL = -1


@dataclass(frozen=True, slots=True)
class FailuresParts:
    """What the page works with."""

    clusters: "ClusterDesk"
    names: "ClusterNames"
    browser: InteractionBrowser


class FailuresPage(QWidget):
    """Reads through the bridge and never waits for it.

    `triage_requested(int)` names the row id of a reply that somebody wants to look at in Triage,
    `cluster_requested(UUID, str)` the cluster whose replies they want to see in Interactions.
    """

    triage_requested = Signal(int)
    cluster_requested = Signal(object, str)

    def __init__(
        self,
        parts: FailuresParts,
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts, self._themes, self._tell = parts, themes, tell
        self.work = Working(parts.clusters, parts.names, bridge, tell, self)
        self._found: dict[UUID, FailureCluster] = {}
        self.table: PagedTable[UUID, FailureCluster] = PagedTable(
            COLUMNS, self._lines, bridge, self
        )
        self.members: PagedTable[int, Line] = PagedTable(MEMBERS, parts.browser.lines, bridge, self)
        self.bar = FailuresBar(self)
        self.view = RowView(themes, self.table, "Failure clusters", self)
        self.replies = RowView(themes, self.members, "Replies of the cluster", self)
        self.pane = ClusterPane(themes, self.replies, self)
        beside = halves(self.view, self.pane, WIDTH, self)
        self.states = PageStates(themes, beside, self)
        PageNews(subscribe, bridge, _concerns, self.read_again, self)
        self._lay_out()
        self._connect()
        self._show_clusters()
        self.read_again()

    def group(self) -> None:
        """Group the failures of the last weeks."""
        self.work.group()
        self._allow()

    def name(self) -> None:
        """Have the clusters named that only keywords name until now."""
        if self._nameless():
            self.work.name()
            self._allow()

    def stop(self) -> None:
        """Stop the job that runs."""
        self.work.stop()

    def edit(self) -> None:
        """Ask for the name and the caution of the cluster that is looked at."""
        cluster = self.pane.cluster
        if cluster is not None:
            dialog = EditClusterDialog(self._themes, cluster, parent=self)
            dialog.given.connect(partial(self.work.rename, cluster.id))
            dialog.open()

    def toggle_fixed(self) -> None:
        """Mark the cluster as fixed, which wakes replies that wait for it; or open it again."""
        if self.pane.cluster is not None:
            self.work.toggle_fixed(self.pane.cluster)

    def show_all(self) -> None:
        """Show the replies of the cluster on the Interactions page."""
        if self.pane.cluster is not None:
            self.cluster_requested.emit(self.pane.cluster.id, self.pane.cluster.label)

    def open_in_triage(self) -> None:
        """Open the reply that is looked at; the most typical one where none is."""
        row_id = self.replies.current_key() or self.members.key(0)
        if row_id is not None:
            self.triage_requested.emit(row_id)

    def copy(self) -> None:
        """Put the chosen clusters on the clipboard, as a table of text."""
        chosen = [self._found[key] for key in self.view.chosen_keys() if key in self._found]
        if chosen:
            lines = (_HEADS, *map(_cells, chosen))
            QGuiApplication.clipboard().setText("\n".join(map(tab_separated, lines)))
            self._tell(f"Copied {len(chosen)} cluster{'' if len(chosen) == 1 else 's'}.")

    def step(self, by: int) -> None:
        """Go on in the list that has the focus."""
        (self.replies if self.replies.hasFocus() else self.view).step(by)

    def read_again(self) -> None:
        """Read the clusters once more."""
        self.table.refresh()
        self.members.refresh()

    def _keys(self) -> "Sequence[UUID]":
        """Read the clusters; on a reader's thread."""
        return tuple(cluster.id for cluster in self._parts.clusters.latest())

    def _lines(self, wanted: "Sequence[UUID]") -> dict[UUID, FailureCluster]:
        latest = {cluster.id: cluster for cluster in self._parts.clusters.latest()}
        return {key: latest[key] for key in wanted if key in latest}

    def _show_clusters(self) -> None:
        empty = self.table.rowCount() == 0
        match self.table.state:
            case TableState.FAILED:
                self.states.show_error(self.table.failure)
            case TableState.LOADING:
                self.states.show_loading("Reading the failure clusters …")
            case TableState.READY if empty:
                self.states.show_empty(
                    "No failure clusters yet", _NOTHING, icon="layers", action="Group failures"
                )
            case _:
                self.states.show_content()
        if not empty and self.view.current_key() is None:
            self.view.look_at(0)
        self._allow()

    def _take_lines(self) -> None:
        """Keep what the lines say, and show the cluster that is looked at."""
        lines = (self.table.line(row) for row in range(self.table.rowCount()))
        self._found = {line.id: line for line in lines if line is not None}
        cluster = self._found.get(self.view.current_key())
        if cluster is not None:
            self._show_cluster(cluster)
        self._allow()

    def _look(self, key: UUID | None) -> None:
        if key is not None and key in self._found:
            self._show_cluster(self._found[key])

    def _show_cluster(self, cluster: FailureCluster) -> None:
        another = self.pane.cluster is None or self.pane.cluster.id != cluster.id
        self.pane.show_cluster(cluster)
        if another:
            self.members.show(partial(self._parts.clusters.members, cluster.id, _ALL))

    def _open_reply(self, row_id: int) -> None:
        self.triage_requested.emit(row_id)

    def _show_job(self, status: JobStatus) -> None:
        self.bar.job.show_status(status)
        self._allow()

    def _nameless(self) -> bool:
        return any(one.label_origin == "keywords" for one in self._found.values())

    def _allow(self) -> None:
        self.bar.allow(running=self.work.runs, nameless=self._nameless())
        self.bar.words.set_text(self._summary())

    def _summary(self) -> str:
        found = self._found.values()
        if not found:
            return ""
        week = max(cluster.week for cluster in found)
        total = failures_text(sum(cluster.size for cluster in found))
        monday = short_date(date.fromisoformat(week))
        return f"{total} in {len(found)} clusters · 12 weeks up to that of {monday}"

    def _connect(self) -> None:
        self.work.stirred.connect(self._show_job)
        self.work.changed.connect(self.read_again)
        self.table.changed.connect(self._show_clusters)
        self.table.dataChanged.connect(self._take_lines)
        self.table.modelReset.connect(self._take_lines)
        self.bar.group_wanted.connect(self.group)
        self.bar.name_wanted.connect(self.name)
        self.bar.stop_wanted.connect(self.stop)
        self.view.looked.connect(self._look)
        self.view.opened.connect(lambda _key: self.replies.setFocus(_BY_KEY))
        self.replies.opened.connect(self._open_reply)
        self.pane.edit_wanted.connect(self.edit)
        self.pane.fixed_wanted.connect(self.toggle_fixed)
        self.pane.all_wanted.connect(self.show_all)
        self.pane.triage_wanted.connect(self.open_in_triage)
        self.states.acted.connect(self.group)
        self.states.retried.connect(self.read_again)
        self.table.show(self._keys)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.states, 1)
        FocusPassing(self, self.view)


_BY_KEY = Qt.FocusReason.OtherFocusReason
_HEADS = ["name", "size", "week", "by week", "keywords", "category", "caution"]


def _cells(cluster: FailureCluster) -> list[str]:
    weekly = " ".join(str(count) for _, count in cluster.weekly)
    keywords = ", ".join(cluster.keywords)
    return [
        cluster.label, str(cluster.size), cluster.week, weekly, keywords, cluster.category or "",
        cluster.caution,
    ]  # fmt: skip


def _concerns(changed: Changed) -> bool:
    return changed.assistant

"""The foot of the window: quiet facts on the left, what has just happened on the right."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_label import IconLabel
from ui.widgets.job_strip import JobStrip
from ui.widgets.notice import Notice


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the status bar says; a segment whose text is empty (or count 0) is not shown.

    `source` is such as "team: synced 09:41", `offline` such as "offline since 10:02", `spend`
    such as "$0.42 of $20". `simulated` tells that answers come from no model. `store` is the path,
    for the tooltip.
    """

    encrypted: bool
    store: str = ""
    source: str = ""
    source_detail: str = ""
    unsent: int = 0
    offline: str = ""
    spend: str = ""
    simulated: bool = False


class StatusBar(QWidget):
    """Fills the foot of the window. `cancelled(str)` names the job to stop."""

    cancelled = Signal(str)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = _Segment(themes, "lock", self)
        self._source = _Segment(themes, "refresh-cw", self)
        self._unsent = _Segment(themes, "cloud-upload", self)
        self._offline = _Segment(themes, "cloud-off", self)
        self._spend = _Segment(themes, "coins", self)
        self._simulated = _Segment(themes, "flask-conical", self)
        self.jobs = JobStrip(themes, self)
        self.jobs.cancelled.connect(self.cancelled)
        self.notice = Notice(themes, self)
        self._lay_out()

    def show_status(self, view: StatusView) -> None:
        """Shows the facts of now."""
        words, icon = ("encrypted", "lock") if view.encrypted else ("not encrypted", "lock-open")
        tone: Tone = "muted" if view.encrypted else "warning"
        self._store.tell(words, view.store, icon=icon, tone=tone)
        self._source.tell(view.source, view.source_detail)
        unsent = f"{view.unsent:,} unsent" if view.unsent else ""
        self._unsent.tell(unsent, "Reviews that their source has not received yet.")
        offline = "Everything on this laptop works; syncing resumes by itself."
        self._offline.tell(view.offline, offline, tone="warning")
        self._spend.tell(view.spend, "Spent on model calls this month, and the cap.")
        answers = "Answers come from the simulated provider on this machine, not from a model."
        self._simulated.tell("simulated" if view.simulated else "", answers, tone="warning")

    def texts(self) -> list[str]:
        """The segments that are shown, from the left."""
        return [segment.text() for segment in self._segments() if not segment.isHidden()]

    def _segments(self) -> tuple["_Segment", ...]:
        return (
            self._store,
            self._source,
            self._unsent,
            self._offline,
            self._spend,
            self._simulated,
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(16)
        for segment in self._segments():
            row.addWidget(segment)
            if segment is not self._source:
                segment.stay_whole()
        row.addWidget(self.jobs)
        row.addStretch(1)
        row.addWidget(self.notice)


class _Segment(QWidget):
    """An icon and a few words."""

    def __init__(self, themes: ThemeController, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._default = icon
        self._icon = IconLabel(themes, icon, pixels=14, parent=self)
        self._label = ElidedLabel(size="label", tone="muted", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.hide()

    def tell(
        self, words: str, explanation: str = "", *, icon: str = "", tone: Tone = "muted"
    ) -> None:
        self._icon.set_icon(icon or self._default, tone)
        self._label.set_text(words, explanation)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def stay_whole(self) -> None:
        """Give none of its width away, however long a notice is."""
        minimum = QSizePolicy.Policy.Minimum
        for part in (self, self._label):
            part.setSizePolicy(minimum, part.sizePolicy().verticalPolicy())
        self._label.setMinimumWidth(0)

    def text(self) -> str:
        return self._label.full_text()

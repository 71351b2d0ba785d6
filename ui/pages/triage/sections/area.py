"""The replies with the section that is unfolded: beside them where there is room, else below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.pages.triage.keys import KeyOf
from ui.pages.triage.sections.bar import SectionBar
from ui.pages.triage.sections.drawer import Drawer
from ui.pages.triage.sections.section import Section, SectionSpec

if TYPE_CHECKING:
    from ui.pages.triage.prefetch import Prepared

#: From this width in pixels on, a section stands beside the replies.
WIDE = 1_240
_BESIDE, _BELOW = [8, 5], [5, 4]
#: Below this height in pixels there is room for one of both only: for what was unfolded.
LOW = 240


class SectionArea(QSplitter):
    """At most one section is open; it stays so from case to case, where the case has it.

    `bar` has the buttons, for whoever lays out the pane. `left` says that somebody pressed Esc
    in a section, which has closed by then.
    """

    left = Signal()

    def __init__(
        self,
        replies: QWidget,
        specs: Sequence[SectionSpec],
        key_of: KeyOf,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._specs = {spec.id: spec for spec in specs}
        self._key_of = key_of
        self._made: dict[str, Section] = {}
        self._open = ""
        self._prepared: Prepared | None = None
        self.bar = SectionBar(specs, key_of, parent)
        self.drawer = Drawer(self)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._replies = replies
        for number, part in enumerate((replies, self.drawer)):
            self.addWidget(part)
            self.setStretchFactor(number, 1)
        self.drawer.left.connect(self._leave)
        self.drawer.closed.connect(self.close_section)

    @property
    def opened(self) -> str:
        """Return the id of the section that is wanted open; "" for none."""
        return self._open

    def show_case(self, prepared: "Prepared") -> None:
        """Show a case, in the section that is open as well."""
        self._prepared = prepared
        self.bar.show_case(prepared.case)
        self._show_section()

    def open(self, section_id: str) -> Section:
        """Unfold a section in place of the one that is open, and return it."""
        self._open = section_id
        section = self.section(section_id)
        self.bar.mark(section_id)
        self._show_section()
        if self.drawer.isVisible() and section.focusProxy() is not None:
            section.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return section

    def toggle(self, section_id: str) -> None:
        """Unfold a section, or close it where it is the one that is open."""
        if self._open != section_id:
            self.open(section_id)
        elif self.drawer.isAncestorOf(self.window().focusWidget()):
            self._leave()
        else:
            self.close_section()

    def close_section(self) -> None:
        """Fold the section that is open; a no-op where none is."""
        self._open = ""
        self.bar.mark("")
        self.drawer.hide()
        self._make_room()

    def uncover(self) -> None:
        """Fold the section where it stands in place of the replies."""
        if self._replies.isHidden():
            self.close_section()

    def section(self, section_id: str) -> Section:
        """Return a section, made now if it was not yet. Raises KeyError."""
        if section_id not in self._made:
            spec = self._specs[section_id]
            self._made[section_id] = section = spec.make()
            self.drawer.take(section, spec.title, self._key_of(spec.action))
        return self._made[section_id]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()
        self._make_room()

    def _leave(self) -> None:
        self.close_section()
        self.left.emit()

    def _show_section(self) -> None:
        """Show the open section for the case, unless this case has none."""
        prepared, section_id = self._prepared, self._open
        if not section_id:
            return
        if prepared is None or not self._specs[section_id].fits(prepared.case):
            self.drawer.hide()
            self._make_room()
            return
        section = self.section(section_id)
        if self.drawer.isHidden():
            self.drawer.show()
            self._divide()
        self.drawer.show_section(section)
        section.show_case(prepared)
        self._make_room()

    def _make_room(self) -> None:
        """Leave the replies out where they and an open section would both be too low to read."""
        below = self.orientation() is Qt.Orientation.Vertical
        crowded = below and not self.drawer.isHidden() and self.height() < LOW
        self._replies.setVisible(not crowded)

    def _turn(self) -> None:
        beside, below = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        wanted = beside if self.width() >= WIDE else below
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self._divide()

    def _divide(self) -> None:
        beside = self.orientation() is Qt.Orientation.Horizontal
        shares, length = (_BESIDE, self.width()) if beside else (_BELOW, self.height())
        self.setSizes([length * share // sum(shares) for share in shares])

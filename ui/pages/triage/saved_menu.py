"""Saved filters: chosen from a menu, saved, replaced, renamed and deleted."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.domain.filters import Filter, SavedFilter
from ui.dialogs.filter_name import FilterNameDialog
from ui.dialogs.saved_filters import SavedFiltersDialog
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.pages.triage.filter_strip import FilterStrip
from ui.pages.triage.late_room import LateRoom
from ui.pages.triage.queue_dimensions import chosen_of
from ui.pages.triage.queue_filters import QueueFilters
from ui.theme import ThemeController
from ui.widgets.invisible import reveal

if TYPE_CHECKING:
    from concurrent.futures import Future


class SavedMenu(QObject):
    """Reads the saved filters when somebody wants to see them; the store keeps them."""

    def __init__(
        self,
        themes: ThemeController,
        filters: QueueFilters,
        strip: FilterStrip,
        room: LateRoom,
        bridge: JobBridge,
        tell: Tell,
    ) -> None:
        super().__init__(strip)
        self._themes, self._filters, self._strip = themes, filters, strip
        self._room, self._bridge, self._tell = room, bridge, tell
        self._saved: tuple[SavedFilter, ...] = ()
        self._dialog: SavedFiltersDialog | None = None
        strip.saved.connect(self.open)

    def open(self) -> None:
        """Open the menu, once the filters have been read."""
        self._read(self._show_menu)

    def _read(self, then: Callable[[], object]) -> None:
        def take(saved: tuple[SavedFilter, ...]) -> None:
            self._saved = saved
            then()

        self._bridge.read(self._all, take, owner=self)

    def _all(self) -> tuple[SavedFilter, ...]:
        return self._room().filters.all()

    def _show_menu(self) -> None:
        menu = QMenu("Saved filters", self._strip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Saved filters")
        for saved in self._saved:
            self._add_saved(menu, saved)
        if not self._saved:
            menu.addAction("No filter is saved yet").setEnabled(False)
        menu.addSeparator()
        save = menu.addAction("Save this filter…", self._ask_name)
        save.setEnabled(self._filters.narrows)
        manage = menu.addAction("Rename or delete…", self._manage)
        manage.setEnabled(bool(self._saved))
        button = self._strip.saved_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
        enabled = [action for action in menu.actions() if action.isEnabled()]
        if enabled:
            menu.setActiveAction(enabled[0])

    def _add_saved(self, menu: QMenu, saved: SavedFilter) -> None:
        title = reveal(saved.name).replace("&", "&&")
        action = menu.addAction(title, lambda: self._filters.want(saved.wanted))
        action.setCheckable(True)
        action.setChecked(saved.wanted == self._filters.wanted)

    def _ask_name(self) -> None:
        wanted = self._filters.wanted
        names = [saved.name for saved in self._saved]
        dialog = FilterNameDialog(
            self._themes, "Save this filter", self._summary(wanted), "", names,
            parent=self._strip.window(),
        )  # fmt: skip
        dialog.given.connect(lambda name: self._save(SavedFilter(name, wanted)))
        dialog.open()

    def _save(self, saved: SavedFilter) -> None:
        said = f"Saved the filter “{saved.name}”."
        self._write(self._room().filters.save(saved.name, saved.wanted), said)

    def _manage(self) -> None:
        dialog = SavedFiltersDialog(
            self._themes, self._saved, lambda one: self._summary(one.wanted),
            parent=self._strip.window(),
        )  # fmt: skip
        dialog.chosen.connect(self._use)
        dialog.renamed.connect(self._ask_new_name)
        dialog.removed.connect(self._remove)
        dialog.destroyed.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def _use(self, name: str) -> None:
        self._filters.want(self._by_name(name).wanted)

    def _ask_new_name(self, old: str) -> None:
        names = [saved.name for saved in self._saved]
        summary = self._summary(self._by_name(old).wanted)
        dialog = FilterNameDialog(
            self._themes, "Rename the filter", summary, old, names, parent=self._parent()
        )
        dialog.given.connect(lambda name: self._rename(old, name))
        dialog.open()

    def _rename(self, old: str, name: str) -> None:
        if name != old:
            future = self._room().filters.rename(old, name)
            self._write(future, f"The filter “{old}” is called “{name}” now.")

    def _remove(self, name: str) -> None:
        saved = self._by_name(name)
        self._write(
            self._room().filters.remove(name),
            f"Deleted the filter “{name}”.",
            undo=lambda: self._save(saved),
        )

    def _write(
        self, future: "Future[Any]", said: str, undo: Callable[[], None] | None = None
    ) -> None:
        def done(_: object) -> None:
            self._tell(said, action="Undo" if undo else "", run=undo)
            self._read(self._list_again)

        def failed(fault: Exception) -> None:
            self._tell(f"The filter was not changed. {fault}", kind="danger")

        self._bridge.after(future, done, failed, owner=self)

    def _list_again(self) -> None:
        if self._dialog is not None:
            self._dialog.show_filters(self._saved)

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _parent(self) -> QWidget:
        return self._dialog or self._strip.window()

    def _by_name(self, name: str) -> SavedFilter:
        return next(saved for saved in self._saved if saved.name == name)

    def _summary(self, wanted: Filter) -> str:
        parts = [f"“{wanted.words}”"] if wanted.words else []
        for way, choice in chosen_of(self._filters.ways, wanted):
            parts.append(choice.shown or f"{way.title}: {choice.title}")
        return " · ".join(parts) or "Everything"

"""From a path to an open store: open or make it, and ask for what that takes."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reviewer.errors import KeyUnavailable, ReviewerError, StoreNotFound, WrongKey
from ui.door import Door, NewBench
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.theme import ThemeController
from ui.warm_up import warm_up_first
from ui.widgets.error_state import ErrorState
from ui.widgets.loading_state import LoadingState

if TYPE_CHECKING:
    from services.workbench import Workbench
    from ui.dialogs.passphrase import PassphraseDialog

BUG = "The store stays closed because of a bug in Reviewer, which a report describes."


class Opening(QObject):
    """Shows in the window's place how far it is. `opened(Workbench)` comes once, at the end."""

    opened = Signal(object)

    def __init__(
        self, door: Door, bridge: JobBridge, themes: ThemeController, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._door, self._bridge, self._themes, self._window = door, bridge, themes, window
        self._asking: PassphraseDialog | None = None
        self._first_page = window.first_page
        self._loading = LoadingState(window)
        self._failed = ErrorState(themes, window)
        self._failed.retried.connect(self.begin)
        for state in (self._loading, self._failed):
            window.stack.addWidget(state)

    def begin(self) -> None:
        """Open the store, without a passphrase first."""
        self._open(None)

    def _open(self, passphrase: str | None) -> None:
        self._wait(f"Opening {self._door.path.name} …")
        self._bridge.read(
            partial(self._open_door, passphrase), self._opened, self._not_opened, owner=self
        )

    def _open_door(self, passphrase: str | None) -> "Workbench":
        """Open the store, and import what its first page is made of, on a reader's thread."""
        bench = self._door.open(passphrase)
        warm_up_first(self._first_page)
        return bench

    def _create(self, passphrase: str | None) -> None:
        assert self._door.create is not None
        self._wait(f"Making {self._door.path.name} …")
        self._bridge.read(
            partial(self._door.create, passphrase), self._made, self._not_made, owner=self
        )

    def _wait(self, sentence: str) -> None:
        self._loading.tell(sentence)
        self._window.stack.setCurrentWidget(self._loading)

    def _not_opened(self, fault: Exception) -> None:
        match fault:
            case StoreNotFound() if self._door.create:
                self._create(None)
            case KeyUnavailable():
                self._ask_to_open("")
            case WrongKey():
                self._ask_to_open(str(fault))
            case _:
                self._stop_asking()
                self._show(fault)

    def _not_made(self, fault: Exception) -> None:
        if isinstance(fault, KeyUnavailable):
            self._ask_to_make()
        else:
            self._show(fault)

    def _show(self, fault: Exception) -> None:
        known = isinstance(fault, ReviewerError)
        if not known:
            self._bridge.faulted.emit(fault)
        self._failed.tell(str(fault) if known else BUG)
        self._window.stack.setCurrentWidget(self._failed)
        self._failed.retry.setFocus()

    def _ask_to_open(self, problem: str) -> None:
        if self._asking is not None:
            self._asking.refuse(problem)
            return
        from ui.dialogs.passphrase import PassphraseDialog

        dialog = PassphraseDialog(self._themes, self._door.path, problem, parent=self._window)
        dialog.given.connect(self._open)
        dialog.rejected.connect(self._given_up)
        self._asking = dialog
        dialog.open()

    def _given_up(self) -> None:
        self._asking = None
        self._show(KeyUnavailable(f"{self._door.path} stays closed: it needs its passphrase."))

    def _stop_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.accept()

    def _ask_to_make(self) -> None:
        from ui.dialogs.new_passphrase import NewPassphraseDialog

        dialog = NewPassphraseDialog(self._themes, self._door.path, parent=self._window)
        dialog.given.connect(self._create)
        dialog.rejected.connect(partial(self._show, KeyUnavailable("No store was made.")))
        dialog.open()

    def _made(self, new: NewBench) -> None:
        if new.recovery_code is None:
            self._opened(new.bench)
            return
        from ui.dialogs.recovery_code import RecoveryCodeDialog

        dialog = RecoveryCodeDialog(self._themes, new.recovery_code, parent=self._window)
        dialog.finished.connect(lambda _: self._opened(new.bench))
        dialog.open()

    def _opened(self, bench: "Workbench") -> None:
        self._stop_asking()
        self.opened.emit(bench)
        for state in (self._loading, self._failed):
            self._window.stack.removeWidget(state)
            state.deleteLater()

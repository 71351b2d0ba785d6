"""Who reviews at this store: asked once, and corrected whenever somebody wants to."""

from PySide6.QtCore import QObject

from reviewer.domain.person import Person
from services.reviewers import Reviewers
from ui.dialogs.reviewer_name import ReviewerNameDialog
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.theme import ThemeController


class Naming(QObject):
    """Fills in the name on record, or else the suggested one."""

    def __init__(
        self,
        reviewers: Reviewers,
        bridge: JobBridge,
        themes: ThemeController,
        window: MainWindow,
        suggested: tuple[str, str],
    ) -> None:
        super().__init__(window)
        self._reviewers, self._bridge = reviewers, bridge
        self._themes, self._window, self._suggested = themes, window, suggested

    def ask_once(self) -> None:
        """Ask where nobody gave a name yet."""
        self._bridge.read(self._reviewers.me, self._ask_where_unknown, owner=self)

    def ask(self) -> None:
        """Ask, whatever is known."""
        self._bridge.read(self._reviewers.me, self._show, owner=self)

    def _ask_where_unknown(self, me: Person | None) -> None:
        if me is None:
            self._show(None)

    def _show(self, me: Person | None) -> None:
        name, email = self._suggested if me is None else (me.name, me.email or "")
        dialog = ReviewerNameDialog(self._themes, name, email, parent=self._window)
        dialog.given.connect(self._keep)
        dialog.open()

    def _keep(self, name: str, email: str) -> None:
        self._bridge.after(self._reviewers.introduce(name, email), self._kept, owner=self)

    def _kept(self, me: Person) -> None:
        self._window.tell(f"Decisions are signed “{me.name}”.")

"""What there is to know of the open store, and what can be done for it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from reviewer.domain.moments import now_micros
from services.jobs.job import Job
from services.jobs.status import JobState, JobStatus
from services.store_care import StoreCare, StoreFacts, keyring_words
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.job_bridge import JobBridge
from ui.models.moment_text import local_text
from ui.page_tell import Tell
from ui.theme import ThemeController
from ui.widgets.settings_form import SettingsGroup

_MEGA = 1_000_000


class StoreRows(QObject):
    """Fills a group with the store's rows. `read` asks for the facts of now."""

    def __init__(
        self,
        group: SettingsGroup,
        care: StoreCare,
        bridge: JobBridge,
        themes: ThemeController,
        tell: Tell,
    ) -> None:
        super().__init__(group)
        self._care, self._bridge, self._themes, self._tell = care, bridge, themes, tell
        self._path = Path()
        self.copy = QPushButton("Copy path")
        self.passphrase = QPushButton("Change passphrase…")
        self.back_up = QPushButton("Back up now")
        self.file = group.row("File", "…", self.copy)
        self.lock = group.row("Encryption", "…", self.passphrase)
        self.backup = group.row("Last backup", "…", self.back_up)
        self.copy.clicked.connect(self._copy)
        self.passphrase.clicked.connect(self._ask)
        self.back_up.clicked.connect(self._back_up)

    def read(self) -> None:
        """Read the facts, and show them."""
        self._bridge.read(self._care.facts, self._show, owner=self)

    def _show(self, facts: StoreFacts) -> None:
        self._path = facts.path
        self.file.explain(f"{facts.path} ({facts.size / _MEGA:,.1f} MB)")
        if facts.encrypted:
            self.lock.explain(f"Encrypted. {keyring_words(facts.keyring)}")
        else:
            self.lock.explain("Not encrypted: whoever has the file can read it.", "warning")
        self.passphrase.setVisible(facts.encrypted)
        self.backup.explain(_backup_words(facts))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self._tell("Copied the path of the store.")

    def _back_up(self) -> None:
        self.back_up.setEnabled(False)
        job = self._care.back_up()
        self._bridge.watch(job, partial(self._backed_up, job), owner=self)

    def _backed_up(self, job: Job[Path], status: JobStatus) -> None:
        if status.state.ended:
            self.back_up.setEnabled(True)
            self.read()
        if status.state is JobState.SUCCEEDED:
            self._tell(f"Backed up to {job.result()}.")

    def _ask(self) -> None:
        window: QWidget = self.passphrase.window()
        dialog = NewPassphraseDialog(self._themes, self._path, parent=window, changes=True)
        dialog.given.connect(self._change)
        dialog.open()

    def _change(self, passphrase: str) -> None:
        self._bridge.read(
            partial(self._care.change_passphrase, passphrase),
            lambda _: self._tell("The passphrase is changed; the data stays as it is."),
            owner=self,
        )


def _backup_words(facts: StoreFacts) -> str:
    if facts.backed_up_at is None:
        return "None yet. One is made each day while the window is open."
    kept = f"{facts.backups} {'is' if facts.backups == 1 else 'are'} kept"
    return f"{local_text(facts.backed_up_at, now_micros())}; {kept}."

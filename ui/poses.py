"""What the pictures show: each page in a state that explains it, and each dialog over its page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from reviewer import __version__
from services.demo.showcase import write_foreign_export
from ui.dialogs.bug_report import BugReportDialog
from ui.dialogs.edit_cluster import EditClusterDialog
from ui.dialogs.edit_provider import EditProviderDialog
from ui.dialogs.import_file import ImportDialog
from ui.dialogs.leaving import LeavingDialog
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.recovery_code import RecoveryCodeDialog
from ui.dialogs.reviewer_name import ReviewerNameDialog
from ui.dialogs.sources import SourcesDialog
from ui.dialogs.threshold_move import ThresholdDialog
from ui.file_menu import IMPORT, SOURCES
from ui.queue_poses import QUEUE_POSES
from ui.stage import Pose, Stage
from ui.triage_poses import TRIAGE_POSES
from ui.widgets.cheat_sheet import CheatSheet
from ui.widgets.command_palette import CommandPalette

STORE = Path("support.reviewer")
CODE = "7Q4MZ-0XK2D-W9RTB-5HN3C-V8FPA-61JYE-GS4KM-2ZQ0T"
VERSIONS = f"Reviewer {__version__}, Python 3.12.9, Qt 6.11.3, SQLAlchemy 2.1.9\nmacOS-15.4-arm64"
REPORT = """Traceback (most recent call last):
  File "ui/pages/triage/page.py", line 88, in decide
    self._go_on_from(row_id)
  File "ui/pages/triage/page.py", line 157, in _go_on_from
    view.step(1)
IndexError"""


def poses(page_ids: Sequence[str]) -> tuple[Pose, ...]:
    """Return the pictures to take; a page that has no pose of its own is shown as it opens."""
    own = {pose.name for pose in POSES}
    plain = (Pose(page, _page(page)) for page in page_ids if page not in own)
    return (*POSES, *plain)


def _page(page_id: str) -> Callable[[Stage], None]:
    return lambda stage: stage.window.show_page(page_id)


def _interactions(stage: Stage) -> None:
    """A search, and one of its hits opened beside the table."""
    stage.window.show_page("interactions")
    page = stage.window.page("interactions")
    page.close_pane()
    page.clear_filters()
    stage.calm()
    page.filters.search.setText("refund")
    stage.calm()
    page.view.look_at(0)
    row_id = page.view.current_row_id()
    if row_id is not None:
        page.open(row_id)


def _name_cluster(stage: Stage) -> QDialog | None:
    """A cluster of failures that somebody gives a name and a caution."""
    stage.window.show_page("failures")
    stage.calm()
    stage.window.page("failures").edit()
    return stage.window.findChild(EditClusterDialog)


def _settings(section_id: str) -> Callable[[Stage], None]:
    """A section of the settings."""

    def arrange(stage: Stage) -> None:
        stage.window.show_page("settings")
        stage.window.page("settings").show_section(section_id)

    return arrange


def _key_refused(stage: Stage) -> None:
    """A key that another action has."""
    _settings("keys")(stage)
    section = stage.window.page("settings").section("keys")
    section.look_at("triage.skip")
    section.editor.wanted.emit(("1",))


def _confidence(stage: Stage) -> None:
    """What another threshold would do, before it holds."""
    _settings("confidence")(stage)
    stage.calm()
    stage.window.page("settings").section("confidence").threshold.setValue(0.45)


def _calibration(stage: Stage) -> None:
    """The doubtful bins against what became of them."""
    stage.window.show_page("calibration")
    stage.calm()
    stage.window.page("calibration").diagram.choose(3)


def _threshold(stage: Stage) -> QDialog | None:
    """The question before another threshold holds."""
    _calibration(stage)
    stage.window.page("calibration").use_threshold()
    stage.calm()
    return stage.window.findChild(ThresholdDialog)


def _assistant_settings(stage: Stage) -> None:
    """Providers, budget, and what happens by itself."""
    stage.window.show_page("settings")
    stage.window.page("settings").show_section("assistant")


def _prompts(stage: Stage) -> None:
    """A prompt of the assistant, changed and not saved yet."""
    stage.window.show_page("settings")
    page = stage.window.page("settings")
    page.show_section("prompts")
    stage.calm()
    section = page.section("prompts")
    section.choose("improve")
    stage.calm()
    section.texts.right.setPlainText(
        section.text().replace("polite and calm", "warm, polite and brief")
    )


def _add_provider(stage: Stage) -> QDialog | None:
    """A provider on its way in, over the assistant's settings."""
    _assistant_settings(stage)
    stage.calm()
    stage.window.page("settings").section("assistant").providers.add_provider()
    return stage.window.findChild(EditProviderDialog)


def _commands(stage: Stage) -> None:
    stage.window.show_palette()
    for palette in stage.window.findChildren(CommandPalette):
        palette.field.setText("re")


def _keys(stage: Stage) -> QDialog | None:
    for palette in stage.window.findChildren(CommandPalette):
        palette.leave()
    stage.window.show_page("triage")
    stage.window.show_keys()
    return stage.window.findChild(CheatSheet)


def _passphrase(stage: Stage) -> QDialog:
    _leave_pages(stage)
    dialog = PassphraseDialog(stage.themes, STORE, parent=stage.window)
    dialog.field.field.setText("harbor and pine")
    dialog.open()
    dialog.refuse(f"This passphrase does not open {STORE}.")
    return dialog


def _new_passphrase(stage: Stage) -> QDialog:
    _leave_pages(stage)
    dialog = NewPassphraseDialog(stage.themes, STORE, parent=stage.window)
    dialog.open()
    dialog.first.field.insert("harbour and pine")
    return dialog


def _recovery_code(stage: Stage) -> QDialog:
    _leave_pages(stage)
    return RecoveryCodeDialog(stage.themes, CODE, parent=stage.window)


def _leave_pages(stage: Stage) -> None:
    """Show what is there before the store is open: nothing but the window."""
    nothing = QWidget(stage.window)
    stage.window.stack.addWidget(nothing)
    stage.window.stack.setCurrentWidget(nothing)


def _reviewer_name(stage: Stage) -> QDialog:
    return ReviewerNameDialog(stage.themes, "Ada Lovelace", parent=stage.window)


def _bug_report(stage: Stage) -> QDialog:
    return BugReportDialog(stage.themes, VERSIONS, REPORT, parent=stage.window)


def _import(stage: Stage) -> QDialog | None:
    """A file of another system: what is found in it, before anything is taken."""
    path = stage.folder / "support-export.jsonl"
    write_foreign_export(path)
    stage.window.registry.run(IMPORT)
    dialog = stage.window.findChild(ImportDialog)
    if dialog is not None:
        dialog.look_into(path)
    return dialog


def _sources(stage: Stage) -> QDialog | None:
    stage.window.registry.run(SOURCES)
    return stage.window.findChild(SourcesDialog)


def _leaving(stage: Stage) -> QDialog:
    titles = ["Importing interactions.jsonl.gz", "Syncing team"]
    return LeavingDialog(stage.themes, titles, parent=stage.window)


POSES = (
    Pose("interactions", _interactions),
    *QUEUE_POSES,
    *TRIAGE_POSES,
    Pose("name-cluster", _name_cluster),
    Pose("calibration", _calibration),
    Pose("threshold", _threshold),
    Pose("settings", _settings("general")),
    Pose("settings-confidence", _confidence),
    Pose("settings-keys", _key_refused),
    Pose("settings-about", _settings("about")),
    Pose("settings-assistant", _assistant_settings),
    Pose("settings-prompts", _prompts),
    Pose("add-provider", _add_provider),
    Pose("commands", _commands),
    Pose("keys", _keys),
    Pose("import", _import),
    Pose("sources", _sources),
    Pose("leaving", _leaving),
    Pose("bug-report", _bug_report),
    Pose("reviewer-name", _reviewer_name),
    Pose("passphrase", _passphrase),
    Pose("new-passphrase", _new_passphrase),
    Pose("recovery-code", _recovery_code),
)

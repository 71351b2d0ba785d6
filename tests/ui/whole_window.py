"""The whole application over a demo store, for tests that walk through every page of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from reviewer.startup import workbench
from reviewer.store.opening import create_store
from services.demo.tour import take_tour
from services.secrets import Secrets, SystemKeyring
from services.workbench import Workbench
from tests.ui.conftest import SettingsInMemory
from ui.app import App
from ui.door import Backstage, Door
from ui.screenshots import Calm
from ui.stage import Stage
from ui.theme import ThemeController


@contextmanager
def demo_bench(folder: Path, rows: int) -> Iterator[Workbench]:
    """Give a workbench on a small demo store, of which something was reviewed."""
    store = create_store(folder / "demo.sqlite", None)
    with workbench(store, Secrets(SystemKeyring())) as bench:
        take_tour(bench, folder, lambda job: job.result(), rows=rows)
        yield bench


@contextmanager
def whole_window(
    bench: Workbench, themes: ThemeController, qapp: QApplication, qtbot: QtBot
) -> Iterator[Stage]:
    """Give the open window as a stage, on which poses can be arranged."""
    door = Door(bench.store.path, lambda _typed: bench)
    app = App(themes, SettingsInMemory(), lambda: Backstage(bench.runner, door, str))
    app.window.resize(1280, 800)
    with TemporaryDirectory() as folder:
        with qtbot.waitSignal(app.opened, timeout=20_000):
            app.start()
        calm = Calm(qapp)
        calm.wait()
        dismiss(app.window)
        yield Stage(app.window, bench, themes, calm.wait, Path(folder))
    app.window.hide()
    app.close()
    app.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def dismiss(window: QWidget) -> None:
    """Close all that lies over the window."""
    for dialog in window.findChildren(QDialog):
        dialog.done(0)
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

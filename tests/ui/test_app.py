"""The application as a whole: who reviews, what failed, and how it is left."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reviewer.domain.person import Person
from reviewer.errors import DiskFull, UsageError
from reviewer.startup import window_on
from services.jobs.control import JobControl
from services.jobs.job import Job
from services.jobs.status import JobCancelled, JobState
from services.user_dirs import user_dirs
from tests.ui.app_window import AppWindow, known_store, press, words, write
from tests.ui.conftest import SettingsInMemory
from ui.dialogs.bug_report import BugReportDialog
from ui.dialogs.leaving import LeavingDialog
from ui.dialogs.reviewer_name import ReviewerNameDialog
from ui.theme import ThemeController

SECRET = "Mrs Miller's card 4111"


@pytest.fixture
def one(
    tmp_path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[AppWindow]:
    """An application on a store whose reviewer is known."""
    window = AppWindow(known_store(tmp_path / "s.reviewer"), themes, settings, qtbot)
    window.open()
    window.until(lambda: not window.doorway.runner.jobs)
    yield window
    window.close()


@pytest.fixture
def fresh(
    tmp_path: Path,
    themes: ThemeController,
    settings: SettingsInMemory,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[AppWindow]:
    """An application on a store that is about to be made."""
    monkeypatch.setenv("REVIEWER_NAME", "Ada Lovelace")
    monkeypatch.setenv("REVIEWER_EMAIL", "ada@example.com")
    window = AppWindow(tmp_path / "s.reviewer", themes, settings, qtbot)
    window.open()
    yield window
    window.close()


def me(window: AppWindow) -> tuple[str, str | None] | None:
    person: Person | None = window.app.bench.reviewers.me()
    return None if person is None else (person.name, person.email)


# Who reviews


def test_the_name_is_asked_once_and_the_suggestion_can_be_taken(fresh: AppWindow) -> None:
    fresh.dialog(ReviewerNameDialog)
    press(Qt.Key.Key_Return)
    fresh.until(lambda: fresh.notice == "Decisions are signed “Ada Lovelace”.")
    assert me(fresh) == ("Ada Lovelace", "ada@example.com")


def test_not_now_keeps_nothing(fresh: AppWindow) -> None:
    fresh.dialog(ReviewerNameDialog)
    press(Qt.Key.Key_Escape)
    fresh.until(lambda: not fresh.has(ReviewerNameDialog))
    assert me(fresh) is None


def test_a_known_name_is_not_asked_for_and_can_be_corrected(one: AppWindow) -> None:
    assert not one.has(ReviewerNameDialog)
    before = one.app.bench.reviewers.me()
    one.window.registry.button("file.your_name").trigger()
    dialog = one.dialog(ReviewerNameDialog)
    assert (dialog.name.text(), dialog.email.text()) == ("Ada", "ada@example.com")
    write("Ada L.")
    press(Qt.Key.Key_Return)
    one.until(lambda: one.notice == "Decisions are signed “Ada L.”.")
    after = one.app.bench.reviewers.me()
    assert before is not None
    assert after is not None
    assert (after.name, after.id) == ("Ada L.", before.id)


def test_the_file_menu_leads_to_the_name(one: AppWindow) -> None:
    file = one.window.menuBar().actions()[0].menu()
    assert isinstance(file, QMenu)
    titles = [action.iconText() for action in file.actions() if not action.isSeparator()]
    assert "Your name…" in titles
    assert titles[-1] == "Quit"


# What failed


def fail(window: AppWindow, fault: Exception) -> None:
    """Let a read fail that nobody takes the failure of."""

    def work() -> None:
        raise fault

    window.bridge.read(work, lambda _: None)


def test_a_fault_of_the_environment_is_a_sentence_in_the_status_bar(one: AppWindow) -> None:
    fail(one, DiskFull("The disk of s.reviewer is full. Free some room and try again."))
    one.until(lambda: one.notice.startswith("The disk of s.reviewer is full."))
    assert not one.has(BugReportDialog)


def test_a_bug_is_a_report_with_versions_and_no_data(one: AppWindow) -> None:
    fail(one, ValueError(SECRET))
    report = words(one.dialog(BugReportDialog))
    assert "Reviewer 0." in report
    assert "SQLAlchemy 2." in report
    assert "ValueError" in report
    assert "Miller" not in report
    assert str(Path.home()) not in report


def test_many_bugs_open_one_dialog_and_each_is_shown_once(one: AppWindow) -> None:
    fail(one, ValueError(SECRET))
    dialog = one.dialog(BugReportDialog)
    fail(one, KeyError(SECRET))
    fail(one, KeyError(SECRET))
    fail(one, IndexError(SECRET))
    one.until(lambda: "IndexError" in dialog.text())
    assert dialog.text().count("KeyError") == 1
    assert len(one.window.findChildren(BugReportDialog)) == 1
    press(Qt.Key.Key_Return)
    one.until(lambda: not one.has(BugReportDialog))
    fail(one, ValueError(SECRET))
    fail(one, OSError(SECRET))
    again = one.dialog(BugReportDialog)
    assert "OSError" in again.text()
    assert "ValueError" not in again.text()


def test_what_was_cancelled_is_no_failure(one: AppWindow, qtbot: QtBot) -> None:
    fail(one, JobCancelled("“Importing” was cancelled."))
    qtbot.wait(50)
    assert not one.has(BugReportDialog)
    assert "cancelled" not in one.notice


def test_a_job_that_fails_at_once_is_told_with_its_name(one: AppWindow) -> None:
    def body(_control: JobControl) -> None:
        raise UsageError("There is no column “text”.")

    one.doorway.runner.start("Importing a.csv", body)
    one.until(lambda: one.notice == "“Importing a.csv” failed. There is no column “text”.")


def test_a_job_with_a_bug_is_reported(one: AppWindow) -> None:
    def body(_control: JobControl) -> None:
        raise ValueError(SECRET)

    one.doorway.runner.start("Importing a.csv", body)
    report = words(one.dialog(BugReportDialog))
    assert "in body" in report
    assert "Miller" not in report


def test_what_nothing_caught_is_reported_from_any_thread(
    tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    running = window_on(known_store(tmp_path / "s.reviewer"), plain=True)
    window = running.app.window
    with qtbot.waitSignal(running.app.opened, timeout=10_000):
        running.app.start()

    def in_thread() -> None:
        raise KeyError(SECRET)

    def in_slot() -> None:
        raise ValueError(SECRET)

    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
    QTimer.singleShot(0, in_slot)
    qtbot.waitUntil(lambda: "ValueError" in words(window), timeout=10_000)
    report = words(window)
    assert "in in_thread" in report
    assert "in in_slot" in report
    assert "Miller" not in report
    window.hide()
    running.end()
    printed = capsys.readouterr().err
    assert "in in_slot" in printed
    assert "Miller" not in printed
    window.deleteLater()
    QApplication.processEvents()


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    logs = user_dirs().logs
    logs.parent.mkdir(parents=True, exist_ok=True)
    logs.write_text("in the way")
    running = window_on(known_store(tmp_path / "s.reviewer"), plain=True)
    with qtbot.waitSignal(running.app.opened, timeout=10_000):
        running.app.start()
    assert running.app.window.status.notice.text().startswith(f"No log can be written to {logs}")
    running.app.window.hide()
    running.end()
    running.app.window.deleteLater()


# Leaving


class Work:
    """A job that runs until it is released or cancelled."""

    def __init__(self, window: AppWindow, title: str = "Importing a.csv") -> None:
        self.released = threading.Event()
        self.job: Job[None] = window.doorway.runner.start(title, self._body)

    def _body(self, control: JobControl) -> None:
        while not self.released.wait(0.005):
            control.checkpoint()


def visible(window: AppWindow) -> bool:
    return window.window.isVisible()


def test_an_idle_window_closes_at_once(one: AppWindow) -> None:
    one.window.close()
    assert not visible(one)


def test_what_is_quick_is_waited_for_without_a_question(one: AppWindow) -> None:
    work = Work(one)
    one.window.close()
    assert visible(one)
    work.released.set()
    one.until(lambda: not visible(one))
    assert work.job.state is JobState.SUCCEEDED
    assert not one.window.findChildren(LeavingDialog)


def test_stopping_cancels_what_runs_and_closes(one: AppWindow) -> None:
    work = Work(one)
    one.window.close()
    dialog = one.dialog(LeavingDialog)
    assert "Importing a.csv" in words(dialog)
    dialog.stop_button.setFocus()
    press(Qt.Key.Key_Space)
    one.until(lambda: not visible(one))
    assert work.job.state is JobState.CANCELLED


def test_finishing_first_lets_it_run_to_its_end(one: AppWindow) -> None:
    work = Work(one)
    one.window.close()
    one.dialog(LeavingDialog)
    press(Qt.Key.Key_Return)
    one.until(lambda: one.notice == "Closing as soon as this is done.")
    assert visible(one)
    work.released.set()
    one.until(lambda: not visible(one))
    assert work.job.state is JobState.SUCCEEDED


def test_staying_leaves_everything_as_it_was(one: AppWindow, qtbot: QtBot) -> None:
    work = Work(one)
    one.window.close()
    one.dialog(LeavingDialog)
    press(Qt.Key.Key_Escape)
    one.until(lambda: not one.has(LeavingDialog))
    work.released.set()
    assert work.job.wait(10)
    qtbot.wait(50)
    assert visible(one)
    assert work.job.state is JobState.SUCCEEDED


def test_somebody_who_wanted_to_finish_can_still_stay(one: AppWindow, qtbot: QtBot) -> None:
    work = Work(one)
    one.window.close()
    one.dialog(LeavingDialog)
    press(Qt.Key.Key_Return)
    one.until(lambda: one.notice == "Closing as soon as this is done.")
    one.window.status.notice.button.click()
    work.released.set()
    assert work.job.wait(10)
    qtbot.wait(50)
    assert visible(one)


def test_closing_again_asks_again(one: AppWindow) -> None:
    work = Work(one)
    one.window.close()
    one.dialog(LeavingDialog)
    press(Qt.Key.Key_Return)
    one.until(lambda: not one.has(LeavingDialog))
    one.window.close()
    one.dialog(LeavingDialog).stop_button.click()
    one.until(lambda: not visible(one))
    assert work.job.state is JobState.CANCELLED


def test_the_question_follows_the_jobs_and_goes_with_the_last(one: AppWindow) -> None:
    first, second = Work(one, "Importing a.csv"), Work(one, "Syncing team")
    one.window.close()
    dialog = one.dialog(LeavingDialog)
    assert "2 jobs are still running" in words(dialog)
    first.released.set()
    one.until(lambda: "One job is still running" in words(dialog))
    assert "Importing a.csv" not in words(dialog)
    second.released.set()
    one.until(lambda: not visible(one))

"""The import dialog: what was found, what is corrected, how far it is, what came of it."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from services.jobs.job import Job
from tests.ui.dialogs.behind import Behind, behind_dialogs
from tests.ui.dialogs.conftest import Show, focus, heard, press, seen, write
from ui.dialogs.import_file import ImportDialog
from ui.dialogs.row_list import RowListDialog
from ui.theme import ThemeController

Open = Callable[[Path | None], ImportDialog]


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Behind]:
    with behind_dialogs(tmp_path) as behind:
        yield behind


@pytest.fixture
def opened(
    themes: ThemeController, window: QWidget, behind: Behind, show: Show, qtbot: QtBot
) -> Open:
    """Opens the dialog on a file and waits until it has been looked into."""

    def open_dialog(path: Path | None) -> ImportDialog:
        dialog = ImportDialog(themes, behind.bridge, behind.importer, path, parent=window)
        show(dialog)
        if path is not None:
            qtbot.waitUntil(
                lambda: (
                    dialog.start.isEnabled()
                    or "cannot" in seen(dialog)
                    or not dialog.look.isVisible()
                    or bool(dialog.look.problem.text())
                )
            )
        return dialog

    return open_dialog


def record(number: int, **facts: Any) -> dict[str, Any]:
    return {"id": f"r-{number}", "message": f"Where is parcel {number}?", "score": 0.2, **facts}


def log(path: Path, *records: Any) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    return path


def finished(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=20_000)


def choose(dialog: ImportDialog, ours: str, theirs: str) -> None:
    """Choose where a fact comes from, by keys alone."""
    combo = dialog.look.editor.combos()[ours]
    combo.setFocus()
    place = combo.findText(theirs)
    assert place >= 0
    while combo.currentIndex() != place:
        QTest.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < place else Qt.Key.Key_Up)


def test_it_shows_what_is_taken_for_what(opened: Open, tmp_path: Path) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1), record(2)))
    combos = dialog.look.editor.combos()
    assert combos["customer_message"].currentText() == "message"
    assert combos["ai_reply"].currentText() == "–"
    assert dialog.look.editor.examples()["customer_message"] == "Where is parcel 1?"
    assert "JSON Lines" in dialog.look.notes.full_text()
    table = dialog.look.table.model()
    assert table.rowCount() == 2
    assert table.index(1, 1).data() == "Where is parcel 2?"
    assert "All of the first 2 records can be taken" in seen(dialog)


def test_enter_imports_and_says_what_came_of_it(
    opened: Open, behind: Behind, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1), record(2), [1]))
    dialog.start.setFocus()
    press(Qt.Key.Key_Return)
    finished(qtbot, dialog)
    assert dialog.outcome.tally.numbers() == {
        "read": "3",
        "added": "2",
        "updated": "0",
        "unchanged": "0",
        "sanitised": "0",
        "rejected": "1",
    }
    assert "log.jsonl was imported." in seen(dialog)
    assert behind.interactions() == 2
    assert focus() is dialog.cancel
    assert dialog.cancel.text() == "Close"


def test_the_same_again_says_that_nothing_is_new(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    path = log(tmp_path / "log.jsonl", record(1))
    for sentence in ("log.jsonl was imported.", "Nothing in log.jsonl is new"):
        dialog = opened(path)
        dialog.start.click()
        finished(qtbot, dialog)
        assert sentence in seen(dialog)
        dialog.accept()


def test_a_fact_can_be_corrected_by_keys(
    opened: Open, behind: Behind, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1, note="Hello", topic="parcels")))
    choose(dialog, "customer_message", "note")
    table = dialog.look.table.model()
    qtbot.waitUntil(lambda: table.index(0, 1).data() == "Hello")
    choose(dialog, "topic", "–")
    qtbot.waitUntil(lambda: table.index(0, 6).data() == "")
    assert "Kept beside each row under its own name: message, topic" in seen(dialog)
    assert dialog.look.editor.combos()["customer_message"].currentText() == "note"
    dialog.start.click()
    finished(qtbot, dialog)
    with behind.store.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT customer_message, topic FROM customer_interactions"
        ).all()
    assert [tuple(row) for row in found] == [("Hello", None)]


def test_one_field_is_not_two_facts(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1, reply="Soon.", note="On Friday.")))
    combos = dialog.look.editor.combos()
    assert combos["ai_reply"].currentText() == "reply"
    choose(dialog, "agent_reply", "reply")
    qtbot.waitUntil(lambda: combos["ai_reply"].currentText() != "reply")
    choose(dialog, "ai_reply", "reply")
    qtbot.waitUntil(lambda: combos["agent_reply"].currentText() != "reply")


def test_what_a_row_needs_has_to_be_chosen(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", {"number": 1, "words": "Hello"}))
    assert "No row can be taken without id and customer_message" in seen(dialog)
    assert not dialog.start.isEnabled()
    combos = dialog.look.editor.combos()
    assert combos["id"].property("invalid")
    choose(dialog, "id", "number")
    choose(dialog, "customer_message", "words")
    qtbot.waitUntil(dialog.start.isEnabled)
    assert not combos["id"].property("invalid")


def test_stepping_over_a_field_takes_it_from_nobody(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1, reply="Soon.", note="Hm.")))
    combos = dialog.look.editor.combos()
    choose(dialog, "topic", "note")
    for ours in ("intent", "agent_reply"):
        choose(dialog, ours, "note")
        choose(dialog, ours, "–")
    qtbot.waitUntil(lambda: combos["topic"].currentText() == "note")


def test_problems_are_told_before(opened: Open, tmp_path: Path) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1), record(2, message=None)))
    assert "1 of 2 sampled records cannot be taken. The first is line 2" in seen(dialog)
    assert dialog.start.isEnabled()


def test_a_source_key_that_is_none_is_refused_in_place(opened: Open, tmp_path: Path) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1)))
    dialog.look.key.setFocus()
    dialog.look.key.selectAll()
    write(" ")
    dialog.start.click()
    assert "A source's key is a short text" in seen(dialog)
    assert dialog.look.isVisible()
    assert focus() is dialog.look.key
    write("support")
    assert not dialog.look.key.property("invalid")


def test_a_file_that_cannot_be_read_is_said_and_another_can_be_chosen(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "photo.jsonl"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    dialog = opened(bad)
    qtbot.waitUntil(dialog.drop.isVisible)
    assert str(bad) in seen(dialog)
    assert not dialog.start.isVisible()
    dialog.look_into(log(tmp_path / "log.jsonl", record(1)))
    qtbot.waitUntil(dialog.start.isEnabled)
    assert not dialog.drop.isVisible()


def test_without_a_file_it_takes_a_drop(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(None)
    assert "Drop a file here" in seen(dialog)
    assert focus() is dialog.drop.button
    data = QMimeData()
    path = log(tmp_path / "log.jsonl", record(1))
    data.setUrls([QUrl.fromLocalFile(str(path))])
    dialog.drop.dropEvent(
        QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(dialog.start.isEnabled)


def test_enter_asks_for_a_file(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(None)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QFileDialog)))
    dialog.findChildren(QFileDialog)[0].reject()


def test_it_grows_upwards_where_the_screen_ends(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(None)
    screen = dialog.screen().availableGeometry()
    dialog.move(dialog.x(), screen.bottom() - dialog.frameGeometry().height())
    dialog.look_into(log(tmp_path / "log.jsonl", *map(record, range(20))))
    qtbot.waitUntil(dialog.start.isEnabled)
    assert screen.height() > dialog.height()
    assert dialog.frameGeometry().bottom() <= screen.bottom()


def test_a_link_that_is_dropped_is_left_alone(opened: Open) -> None:
    dialog = opened(None)
    data = QMimeData()
    data.setUrls([QUrl("http://evil.invalid/log.jsonl")])
    chosen = heard(dialog.drop.chosen)
    dialog.drop.dropEvent(
        QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert chosen == []


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.jsonl.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.writelines(f"{json.dumps(record(number))}\n" for number in range(60_000))
    return path


def test_it_can_be_stopped_and_keeps_what_was_read(
    opened: Open, behind: Behind, qtbot: QtBot, large: Path
) -> None:
    dialog = opened(large)
    dialog.start.click()
    qtbot.waitUntil(lambda: "rows" in dialog.progress.words.text(), timeout=20_000)
    assert " of " in dialog.progress.words.text()
    QTest.mouseClick(dialog.progress.stop, Qt.MouseButton.LeftButton)
    finished(qtbot, dialog)
    assert "which are kept. Import again to go on." in seen(dialog)
    assert 0 < behind.interactions() < 60_000


def test_closed_it_goes_on(opened: Open, behind: Behind, large: Path, gone: Show) -> None:
    dialog = opened(large)
    left = heard(dialog.left)
    dialog.start.click()
    assert dialog.cancel.text() == "Continue in the background"
    press(Qt.Key.Key_Escape)
    gone(dialog)
    ((job,),) = left
    assert isinstance(job, Job)
    assert job.result(60).tally.added == 60_000
    assert behind.interactions() == 60_000


def test_rejected_rows_are_listed_with_place_reason_and_text(
    opened: Open, qtbot: QtBot, tmp_path: Path, gone: Show
) -> None:
    path = log(tmp_path / "log.jsonl", record(1), record(2, message=None), record(3))
    path.write_bytes(path.read_bytes() + b'{"id": "cut off\n')
    dialog = opened(path)
    dialog.start.click()
    finished(qtbot, dialog)
    dialog.outcome.refused.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(RowListDialog)))
    (listed,) = dialog.findChildren(RowListDialog)
    qtbot.waitUntil(listed.isActiveWindow)
    model = listed.list.model()
    places = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert places == ["line 2", "line 4"]
    assert model.index(1, 1).data() == "malformed json"
    press(Qt.Key.Key_Down)
    assert listed.pane.text() == '{"id": "cut off'
    QTest.keyClick(focus(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == '{"id": "cut off'
    listed.copy_all.click()
    assert QGuiApplication.clipboard().text().count("line ") == 2
    listed.close_button.click()
    gone(listed)


def test_repaired_rows_are_listed_with_before_and_after(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1, confidence=7)))
    dialog.start.click()
    finished(qtbot, dialog)
    dialog.outcome.repaired.click()
    (listed,) = dialog.findChildren(RowListDialog)
    assert listed.list.model().index(0, 1).data() == "out of range"
    assert listed.pane.text() == "confidence: 7 became null"


def test_it_is_freed_and_every_part_has_a_name_and_can_be_reached(
    opened: Open, tmp_path: Path, gone: Show
) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1)))
    parts = {
        part
        for part in dialog.findChildren(QWidget)
        if isinstance(part, QAbstractButton | QLineEdit | QComboBox)
        and part.isVisible()
        and part.isEnabled()
    }
    reached = set()
    for _ in range(len(parts) + 4):
        reached.add(focus())
        press(Qt.Key.Key_Tab)
    assert parts <= reached
    for part in parts:
        assert part.accessibleName() or (isinstance(part, QAbstractButton) and part.text())
    dialog.accept()
    gone(dialog)


def test_a_field_name_is_not_markup(opened: Open, tmp_path: Path) -> None:
    dialog = opened(log(tmp_path / "log.jsonl", record(1, **{"<img src=x>": "<b>x</b>"})))
    assert "<img src=x>" in dialog.look.beside.full_text()
    assert dialog.look.beside.textFormat() is Qt.TextFormat.PlainText

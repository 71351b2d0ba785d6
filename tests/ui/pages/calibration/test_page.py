"""The Calibration page: the figures of the service, in a diagram, in a table and in words."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.domain.identity import interaction_id
from reviewer.domain.review import Decision, Verdict
from tests.support.rows import a_row
from tests.ui.app_window import words
from tests.ui.pages.calibration.conftest import CalibrationWindow, Opener, judged_rows
from ui.dialogs.threshold_move import ThresholdDialog
from ui.widgets.empty_state import EmptyState


def test_the_table_holds_what_the_service_calculates(shown: CalibrationWindow) -> None:
    shown.page.table.setFocus()
    shown.window.registry.run("calibration.copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [
        "Confidence\tMean\tGood\tBad\tReplies\tWeight",
        "0.0 to 0.1\t0.050\t10.0%\t90.0%\t10\t10",
        "0.1 to 0.2\t0.150\t40.0%\t60.0%\t10\t10",
        "0.5 to 0.6\t0.550\t70.0%\t30.0%\t10\t10",
        "0.9 to 1.0\t1.000\t90.0%\t10.0%\t10\t10",
    ]
    ece = (0.05 + 0.25 + 0.15 + 0.10) / 4
    assert shown.page.panel.error.text() == f"{ece:.3f}"
    assert "40 replies have both" in shown.page.panel.basis.text()


def test_without_outcomes_it_says_what_is_needed(open_page: Opener, qtbot: QtBot) -> None:
    window = open_page([a_row("x", confidence=0.4, feedback=None)])
    assert "Nothing to compare yet" in words(window.page)
    empty = window.page.states.currentWidget()
    assert isinstance(empty, EmptyState)
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert window.settings_wanted == 1
    window.arrive(judged_rows())
    window.until(lambda: window.page.states.currentIndex() == 0)


def test_a_fault_is_told_and_can_be_retried(
    shown: CalibrationWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(shown.store, "reading", lambda: 1 / 0)
        shown.window.registry.run("calibration.read_again")
        shown.until(lambda: "cannot be calculated" in words(shown.page))
    shown.page.states.retried.emit()
    shown.until(lambda: shown.page.states.currentIndex() == 0)


def test_arrows_go_from_bin_to_bin_in_diagram_and_table(shown: CalibrationWindow) -> None:
    diagram, table = shown.page.diagram, shown.page.table
    diagram.setFocus()
    shown.press(Qt.Key.Key_Right)
    shown.press(Qt.Key.Key_Right)
    assert (diagram.current, table.currentIndex().row()) == (2, 2)
    assert diagram.accessibleDescription() == (
        "Confidence 0.5 to 0.6: 70.0% of 10 replies are good, 55.0% were expected"
    )
    table.setFocus()
    shown.press(Qt.Key.Key_Up)
    assert diagram.current == 1
    shown.press(Qt.Key.Key_J)
    assert (diagram.current, table.currentIndex().row()) == (2, 2)
    for _ in range(9):
        shown.press(Qt.Key.Key_J)
    assert diagram.current == 3


def test_the_pointer_chooses_a_bin(shown: CalibrationWindow) -> None:
    diagram = shown.page.diagram
    room = diagram.rect()
    QTest.mouseMove(diagram, QPoint(room.width() - 20, room.center().y()))
    shown.until(lambda: diagram.current == 3)


def test_the_rows_behind_a_bin_are_asked_for(shown: CalibrationWindow) -> None:
    shown.page.table.setFocus()
    shown.press(Qt.Key.Key_B)
    shown.press(Qt.Key.Key_J)
    shown.press(Qt.Key.Key_G)
    for _ in range(2):
        shown.press(Qt.Key.Key_J)
    shown.press(Qt.Key.Key_Return)
    assert shown.rows_wanted == [(0.0, 0.1, "no"), (0.1, 0.2, "yes"), (0.9, None, None)]


def test_the_threshold_that_catches_a_share_is_found_and_can_be_used(
    shown: CalibrationWindow,
) -> None:
    panel = shown.page.panel
    assert panel.looked_at.text().startswith("0.56 catches 94.7% of bad replies with 75.0%")
    panel.share.setValue(70)
    assert panel.looked_at.text().startswith("0.16 catches 78.9% of bad replies with 50.0%")
    assert panel.now.text().startswith("Now: 0.30 catches 78.9%")
    shown.page.table.setFocus()
    shown.press(Qt.Key.Key_U)
    assert shown.thresholds_wanted == [0.16]
    panel.share.setValue(100)
    assert "No threshold up to 1" in panel.looked_at.text()
    shown.press(Qt.Key.Key_U)
    assert shown.thresholds_wanted == [0.16]


def test_every_threshold_can_be_looked_at_by_keys(shown: CalibrationWindow) -> None:
    effects = shown.page.effects
    effects.setFocus()
    shown.press(Qt.Key.Key_Home)
    shown.press(Qt.Key.Key_PageUp)
    shown.press(Qt.Key.Key_Left)
    current = effects.current
    assert current is not None
    assert current.threshold == 0.09
    assert current.caught == pytest.approx(9 / 19)
    assert effects.accessibleDescription().startswith("0.09 catches 47.4%")
    assert shown.page.panel.looked_at.text().startswith("0.09 catches 47.4%")
    QTest.mouseClick(effects, Qt.MouseButton.LeftButton, pos=QPoint(effects.width() - 12, 50))
    assert effects.current is not None
    assert effects.current.threshold == 1


def test_a_decision_changes_the_figures_and_what_is_looked_at_stays(
    shown: CalibrationWindow,
) -> None:
    shown.page.diagram.choose(2)
    verdict = Verdict(Decision.AI_BAD)
    shown.desk.decide(interaction_id("file", "0.55-9"), verdict).result(10)
    shown.until(lambda: "60.0%\t40.0%" in shown.page.table.text())
    assert (shown.page.diagram.current, shown.page.table.currentIndex().row()) == (2, 2)


def test_both_themes_are_painted(shown: CalibrationWindow) -> None:
    pictures = []
    for mode in ("light", "dark"):
        shown.themes.set_mode(mode)
        shown.qtbot.wait(10)
        pictures.append((shown.page.diagram.grab().toImage(), shown.page.effects.grab().toImage()))
    assert pictures[0] != pictures[1]


def test_a_threshold_is_tried_first_then_used_and_taken_back(
    shown: CalibrationWindow, qtbot: QtBot
) -> None:
    shown.change.ask(0.1)
    shown.until(lambda: shown.window.findChild(ThresholdDialog) is not None)
    dialog = shown.window.findChild(ThresholdDialog)
    assert dialog is not None
    said = words(dialog)
    assert "0 replies more would be snoozed" in said
    assert "10 replies that are snoozed now would be released" in said
    assert shown.desk.counts().snoozed == 20
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    shown.until(lambda: "10 replies released" in shown.window.status.notice.text())
    assert shown.desk.counts().snoozed == 10
    qtbot.mouseClick(shown.window.status.notice.button, Qt.MouseButton.LeftButton)
    shown.until(lambda: shown.desk.counts().snoozed == 20)
    shown.until(lambda: "10 replies more" in shown.window.status.notice.text())


def test_the_threshold_of_now_needs_no_question(shown: CalibrationWindow) -> None:
    shown.change.ask(0.3)
    shown.until(lambda: "already" in shown.window.status.notice.text())
    assert shown.window.findChild(ThresholdDialog) is None

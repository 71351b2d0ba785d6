"""Until when, by keys alone."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.domain.moments import to_micros
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.domain.snooze_times import quick_moments
from tests.ui.dialogs.conftest import Show, focus, heard, press, seen, write
from ui.dialogs.snooze import SnoozeDialog
from ui.theme import ThemeController

NOW = to_micros(datetime(2026, 10, 21, 14, 10).astimezone())
LATER, TOMORROW, MONDAY, WEEK = (one.at for one in quick_moments(NOW))


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> SnoozeDialog:
    dialog = SnoozeDialog(themes, now=NOW, parent=window)
    show(dialog)
    return dialog


def test_enter_snoozes_until_tomorrow(dialog: SnoozeDialog, gone: Show) -> None:
    chosen = heard(dialog.chosen)
    assert "Comes back tomorrow at 09:00." in seen(dialog)
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert chosen == [(Snooze(TOMORROW),)]


def test_a_moment_a_week_away_has_its_date(dialog: SnoozeDialog) -> None:
    details = [choice.button.accessibleName() for choice in dialog.moment.choices]
    assert details[1] == "Tomorrow, Thu 09:00"
    assert details[3] == "In a week, Wed 28 Oct 09:00"


@pytest.mark.parametrize(("key", "moment"), [("1", LATER), ("2", TOMORROW), ("4", WEEK)])
def test_a_digit_chooses_a_moment(dialog: SnoozeDialog, key: str, moment: int) -> None:
    write("3")
    assert dialog.asked() == Snooze(MONDAY)
    write(key)
    assert dialog.asked() == Snooze(moment)


def test_arrows_choose_too(dialog: SnoozeDialog) -> None:
    press(Qt.Key.Key_Down)
    assert dialog.asked() == Snooze(MONDAY)


def test_several_conditions_at_once_and_a_reason(dialog: SnoozeDialog, gone: Show) -> None:
    chosen = heard(dialog.chosen)
    write("3vfc")
    assert "whichever is first" in seen(dialog)
    dialog.reason.field.setFocus()
    write(" v1.4 should fix 3 of these ")
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert chosen == [(Snooze(MONDAY, frozenset(WakeOn), "v1.4 should fix 3 of these"),)]


def test_an_event_alone(dialog: SnoozeDialog) -> None:
    write("0")
    assert not dialog.snooze.isEnabled()
    assert "Choose a moment, or what else" in seen(dialog)
    write("v")
    assert dialog.asked() == Snooze(None, frozenset({WakeOn.NEW_VERSION}))
    assert seen(dialog).count("Comes back when there is a new assistant version.") == 1


def test_a_moment_is_picked_by_typing(dialog: SnoozeDialog, gone: Show) -> None:
    chosen = heard(dialog.chosen)
    write("5")
    assert focus() is dialog.moment.field
    press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    gone(dialog)
    assert chosen == [(Snooze(TOMORROW + 86_400_000_000),)]


def test_a_moment_that_passed_is_refused(dialog: SnoozeDialog) -> None:
    write("5")
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "This moment has passed." in seen(dialog)
    write("2")
    assert not dialog.snooze.isEnabled()


def test_escape_and_cancel_snooze_nothing(dialog: SnoozeDialog, gone: Show) -> None:
    chosen = heard(dialog.chosen)
    press(Qt.Key.Key_Escape)
    gone(dialog)
    assert chosen == []


def test_a_click_on_the_line_chooses_it(dialog: SnoozeDialog) -> None:
    QTest.mouseClick(dialog.moment.choices[3], Qt.MouseButton.LeftButton)
    assert dialog.asked() == Snooze(WEEK)


def test_many_replies_are_named(themes: ThemeController, window: QWidget, show: Show) -> None:
    dialog = SnoozeDialog(themes, 1_200, now=NOW, parent=window)
    show(dialog)
    assert "Snooze 1,200 replies" in seen(dialog)


@pytest.mark.usefixtures("dialog")
def test_everything_has_a_name_and_tab_reaches_it() -> None:
    names: set[str] = set()
    for _ in range(12):
        reached = QApplication.focusWidget()
        assert reached is not None
        names.add(reached.accessibleName() or getattr(reached, "text", str)())
        press(Qt.Key.Key_Tab)
    titles = {"Reason", "The customer replied", "Snooze", "Cancel"}
    assert titles <= names
    assert "" not in names

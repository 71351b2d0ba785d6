"""The shell: pages on demand, keys from the registry, a foot that never moves anything."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import SettingsInMemory
from ui.actions import Action, DuplicateBinding
from ui.main_window import MainWindow
from ui.page_spec import PageSpec
from ui.status_bar import StatusView
from ui.theme import ThemeController, kept_mode
from ui.widgets.cheat_sheet import CheatSheet
from ui.widgets.command_palette import CommandPalette
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.job_strip import JobView
from ui.window_geometry import usual_size


class Page(QWidget):
    """A page that counts what is done on it."""

    made = 0

    def __init__(self) -> None:
        super().__init__()
        Page.made += 1
        self.decided: list[str] = []
        self.field = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


W = TypeVar("W", bound=QWidget)


def only(window: QWidget, kind: type[W]) -> W:
    found = window.findChild(kind)
    assert found is not None
    return found


def decisions(page: Callable[[], Page]) -> Sequence[Action]:
    return [
        Action(
            "triage.ai_good", "AI good", lambda: page().decided.append("ai_good"),
            "triage", ("1",), menu="Triage",
        ),
        Action(
            "triage.agent_better", "Agent better", lambda: page().decided.append("agent_better"),
            "triage", ("2",), menu="Triage",
        ),
    ]  # fmt: skip


PAGES = (
    PageSpec("triage", "Triage", "inbox", Page, decisions),
    PageSpec("interactions", "Interactions", "table-2", Page),
)


@pytest.fixture
def window(themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot) -> MainWindow:
    return opened(themes, settings, qtbot)


def opened(
    themes: ThemeController,
    settings: SettingsInMemory,
    qtbot: QtBot,
    may_close: Callable[[], bool] = lambda: True,
) -> MainWindow:
    Page.made = 0
    window = MainWindow(themes, PAGES, settings)
    window.furnish(PAGES, may_close=may_close)
    qtbot.addWidget(window)
    window.start()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_a_page_is_made_when_it_is_shown_first(window: MainWindow, qtbot: QtBot) -> None:
    assert (window.current_page, Page.made) == ("triage", 1)
    with qtbot.waitSignal(window.page_changed) as blocker:
        qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_2, CTRL)
    assert (blocker.args, Page.made) == (["interactions"], 2)
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_1, CTRL)
    assert (window.current_page, Page.made) == ("triage", 2)


def test_the_keys_of_a_page_work_on_that_page_only(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("triage")
    qtbot.keyClick(page, Qt.Key.Key_1)
    window.show_page("interactions")
    qtbot.keyClick(window.page("interactions"), Qt.Key.Key_2)
    assert page.decided == ["ai_good"]


def test_a_letter_typed_into_a_field_decides_nothing(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("triage")
    page.field.setFocus()
    qtbot.keyClicks(page.field, "12")
    assert (page.field.text(), page.decided) == ("12", [])


def test_clashing_keys_are_refused_before_any_page_is_made(
    themes: ThemeController, settings: SettingsInMemory
) -> None:
    Page.made = 0
    clash = Action("file.good", "Good", lambda: None, keys=("1",))
    window = MainWindow(themes, PAGES, settings)
    with pytest.raises(DuplicateBinding):
        window.furnish(PAGES, extra_actions=[clash])
    assert Page.made == 0


def test_the_window_comes_back_as_it_was(
    themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> None:
    window = opened(themes, settings, qtbot)
    window.resize(1100, 700)
    window.show_page("interactions")
    window.close()
    again = opened(themes, settings, qtbot)
    assert again.height() == 700
    assert again.current_page == "interactions"


def test_geometry_that_cannot_be_read_gives_the_usual_size(
    themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> None:
    settings.kept = {"window.geometry": "no geometry: ü", "window.page": "gone"}
    window = opened(themes, settings, qtbot)
    assert window.size() == usual_size(window.screen().availableSize())
    assert window.current_page == "triage"


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        ((1920, 1080), (1280, 800)),
        ((1280, 800), (1280, 760)),
        ((1366, 768), (1280, 728)),
        ((800, 480), (960, 600)),
    ],
)
def test_the_usual_size_leaves_room_for_the_title_bar(
    screen: tuple[int, int], size: tuple[int, int]
) -> None:
    assert usual_size(QSize(*screen)) == QSize(*size)


def test_a_window_with_work_to_drain_does_not_close(
    themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> None:
    answers = [False, True]
    window = opened(themes, settings, qtbot, may_close=lambda: answers.pop(0))
    assert not window.close()
    assert window.isVisible()
    assert window.close()


def test_the_theme_changes_by_key_and_is_kept(
    window: MainWindow, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_L, CTRL | SHIFT)
    assert themes.theme.dark
    assert kept_mode(settings.get("window.theme")) == "dark"
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_L, CTRL | SHIFT)
    assert kept_mode(settings.get("window.theme")) == "light"
    assert kept_mode(None) == "system"


def test_the_palette_finds_and_runs_a_command(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("triage")
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_K, CTRL)
    palette = only(window, CommandPalette)
    qtbot.keyClicks(palette.field, "agbe")
    assert palette.titles()[0] == "Agent better"
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert page.decided == ["agent_better"]
    assert page.hasFocus()


def test_esc_closes_the_palette_and_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("triage")
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_K, CTRL)
    palette = only(window, CommandPalette)
    assert palette.field.hasFocus()
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert page.field.hasFocus()


def test_arrows_choose_in_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("triage")
    window.show_palette()
    palette = only(window, CommandPalette)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert page.decided == ["agent_better"]


def test_a_second_ctrl_k_closes_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    window.show_palette()
    palette = only(window, CommandPalette)
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.field, Qt.Key.Key_K, CTRL)
    assert window.findChild(CommandPalette) is None


def test_the_palette_opens_again_at_once(window: MainWindow, qtbot: QtBot) -> None:
    window.show_palette()
    qtbot.keyClick(only(window, CommandPalette).field, Qt.Key.Key_Escape)
    window.show_palette()
    assert [palette.isVisible() for palette in window.findChildren(CommandPalette)][-1]


def test_letters_that_no_command_has_say_so(window: MainWindow, qtbot: QtBot) -> None:
    window.show_palette()
    palette = only(window, CommandPalette)
    qtbot.keyClicks(palette.field, "zzzz")
    assert palette.titles() == []
    assert "No command has these letters." in [
        label.text() for label in palette.findChildren(QLabel) if label.isVisible()
    ]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_question_mark_shows_the_keys_of_this_page_and_frees_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.page("triage"), "?")
    sheet = only(window, CheatSheet)
    assert {"Triage", "AI good", "Agent better", "Everywhere", "1", "2"} <= set(texts(sheet))
    with qtbot.waitSignal(sheet.destroyed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_the_keys_of_another_page_are_not_on_the_sheet(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("interactions")
    window.show_keys()
    sheet = only(window, CheatSheet)
    assert "AI good" not in texts(sheet)
    with qtbot.waitSignal(sheet.destroyed):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)


def test_menus_are_made_from_the_registry_and_empty_ones_are_left_out(
    window: MainWindow,
) -> None:
    bar = window.menuBar().actions()
    assert [menu.text().replace("&", "") for menu in bar] == ["File", "View", "Triage", "Help"]
    triage = bar[2].menu()
    assert isinstance(triage, QMenu)
    titles = [action.iconText() for action in triage.actions()]
    assert titles == ["AI good", "Agent better"]


def test_a_menu_runs_its_action_and_greys_those_of_other_pages(window: MainWindow) -> None:
    window.registry.button("triage.ai_good").trigger()
    assert window.page("triage").decided == ["ai_good"]
    window.show_page("interactions")
    assert not window.registry.button("triage.ai_good").isEnabled()


class Moves(QObject):
    """Notes when a widget is resized."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in {QEvent.Type.Resize, QEvent.Type.Move}
        return super().eventFilter(watched, event)


def test_nothing_moves_when_a_notice_or_a_job_comes_and_goes(
    window: MainWindow, qapp: QApplication
) -> None:
    window.status.show_status(FULL)
    qapp.processEvents()
    before = window.size()
    moves = Moves()
    for watched in (window.stack, window.rail, window.status):
        watched.installEventFilter(moves)
    window.tell("Decided: agent better.", action="Undo  Ctrl+Z")
    window.status.jobs.show_jobs([JobView("1", "Improving", 31, 120)])
    qapp.processEvents()
    window.status.notice.hide()
    window.status.jobs.show_jobs([])
    qapp.processEvents()
    assert moves.count == 0
    assert window.size() == before


FULL = StatusView(
    encrypted=True,
    store="/home/store.db",
    source="team: synced 09:41",
    unsent=12,
    offline="offline since 10:02",
    spend="$0.42 of $20",
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_foot_says_what_is_so_and_leaves_out_what_is_not(window: MainWindow) -> None:
    window.status.show_status(FULL)
    assert window.status.texts() == [
        "encrypted", "team: synced 09:41", "12 unsent", "offline since 10:02", "$0.42 of $20",
    ]  # fmt: skip
    window.status.show_status(StatusView(encrypted=False))
    assert window.status.texts() == ["not encrypted"]


def test_a_notice_offers_one_thing_to_do(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[int] = []
    window.tell("Decided: agent better.", action="Undo  Ctrl+Z", run=lambda: undone.append(1))
    assert window.status.notice.text() == "Decided: agent better."
    qtbot.mouseClick(window.status.notice.button, Qt.MouseButton.LeftButton)
    assert (undone, window.status.notice.text()) == ([1], "")


def test_a_long_notice_is_cut_and_not_the_foot(window: MainWindow, qapp: QApplication) -> None:
    window.status.show_status(FULL)
    before = window.width()
    window.tell("The reply could not be saved because " + "something went wrong " * 30)
    qapp.processEvents()
    assert window.width() == window.status.width() == before
    words = [label for label in window.status.findChildren(ElidedLabel) if label.isVisible()]
    facts = [label.full_text() for label in words if not label.is_cut()]
    assert facts == ["encrypted", "12 unsent", "offline since 10:02", "$0.42 of $20"]
    assert window.status.notice.geometry().right() <= window.status.width()


def test_a_job_can_be_cancelled_from_the_foot(window: MainWindow, qtbot: QtBot) -> None:
    window.status.jobs.show_jobs([JobView("job-7", "Importing", 3, 10), JobView("job-8", "x")])
    assert window.status.jobs.text() == "Importing 3 of 10  and 1 more"
    window.status.jobs.show_jobs([JobView("job-9", "Importing", 786_432, 2_495_381)])
    assert window.status.jobs.text() == "Importing 32%"
    window.status.jobs.show_jobs([JobView("job-7", "Importing", 3, 10)])
    with qtbot.waitSignal(window.status.cancelled) as blocker:
        qtbot.mouseClick(window.status.jobs.cancel, Qt.MouseButton.LeftButton)
    assert blocker.args == ["job-7"]


def test_the_window_fits_a_small_laptop(window: MainWindow, qapp: QApplication) -> None:
    window.status.show_status(FULL)
    window.resize(1280, 800)
    qapp.processEvents()
    assert (window.width(), window.height()) == (1280, 800)
    assert window.minimumSizeHint().width() <= 1280


def test_a_dialog_takes_the_keys_of_the_page_away(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert window.page("triage").decided == []
    dialog.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    pressed: list[bool] = []
    button = QPushButton("Show", window.page("triage"))
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    button.setFocus()
    qtbot.keyClick(button, key)
    assert pressed == [True]

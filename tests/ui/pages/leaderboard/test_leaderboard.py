"""The page of improved replies, over a real store, a real window and a provider on a socket."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from services.assistant.board import COLUMNS
from tests.services.assistant.bench import Bench, Simulated, a_failure
from tests.ui.pages.assistant_window import AssistantWindow
from tests.ui.pages.conftest import OpenPage
from ui.pages.leaderboard.gestures import leaderboard_actions
from ui.pages.leaderboard.page import LeaderboardPage, LeaderboardParts

GAIN, MESSAGE, STATE = 0, 1, 5


def make(window: AssistantWindow) -> QWidget:
    parts = window.bench.parts
    return LeaderboardPage(
        LeaderboardParts(parts.board_pages, parts.board, parts.board_export, window.desk.undo),
        window.bridge,
        window.bench.store.subscribe,
        window.themes,
        window.window.tell,
    )


@pytest.fixture
def empty(open_page: OpenPage) -> AssistantWindow:
    """The page where nothing was improved yet."""
    return open_page("leaderboard", make, leaderboard_actions)


@pytest.fixture
def board(assisted: Bench, simulated: Simulated, open_page: OpenPage) -> AssistantWindow:
    """The page with eight improved replies, of two topics and two versions."""
    assisted.add_provider(simulated.url)
    assisted.add_rows(
        *(
            a_failure(
                number,
                topic=("parcels", "refunds")[number % 2],
                assistant_version=("v1.0", "v2.0")[number // 4],
            )
            for number in range(8)
        )
    )
    window = open_page("leaderboard", make, leaderboard_actions)
    window.improve()
    window.until(lambda: window.page.table.rowCount() == 8)
    window.until(lambda: window.page.pane.opened is not None)
    return window


def gains(window: AssistantWindow) -> list[float]:
    return [float(cell.replace("−", "-")) for cell in window.cells(window.page.view, GAIN)]


def test_an_empty_page_says_what_to_do_and_leads_there(empty: AssistantWindow) -> None:
    empty.until(lambda: "No improved reply yet" in empty.texts())
    asked: list[bool] = []
    empty.page.improve_wanted.connect(lambda: asked.append(True))
    empty.page.states.acted.emit()
    assert asked == [True]
    assert empty.page.bar.isHidden()


def test_the_largest_gain_stands_first_and_o_changes_the_order(board: AssistantWindow) -> None:
    found = gains(board)
    assert found == sorted(found, reverse=True)
    assert board.page.bar.order.text().startswith("Largest gain")
    board.press("O")
    board.until(lambda: gains(board) == sorted(found))
    assert board.page.bar.order.text().startswith("Smallest gain")


def test_the_pane_shows_both_replies_with_what_changed_and_the_scores(
    board: AssistantWindow,
) -> None:
    pane = board.page.pane
    one = pane.opened.row.improvement
    assert pane.message.text() == pane.opened.row.customer_message
    assert pane.old.text() == one.original_reply
    assert pane.new.text() == one.corrected_reply
    assert pane.scores.accessibleDescription().count(" to ") == 4
    assert "scored by" in pane.origin.text()
    assert "simulated" in pane.badge_words()
    assert "correctness" in pane.scores.accessibleDescription()


def test_accepting_and_discarding_go_on_and_can_be_undone(board: AssistantWindow) -> None:
    first, second = board.page.table.keys[:2]
    board.press("Y")
    board.until(lambda: board.cells(board.page.view, STATE)[0] == "Accepted")
    board.until(lambda: board.page.pane.opened.row.improvement.id == second)
    assert board.notice == "Accepted."
    board.press("Shift+X")
    board.until(lambda: second not in board.page.table.keys)
    assert board.page.table.rowCount() == 7
    board.press("Z")
    board.until(lambda: second in board.page.table.keys)
    assert board.notice == "Undone: Discard improved reply."
    board.press("Z")
    board.until(lambda: board.cells(board.page.view, STATE)[0] == "Proposed")
    assert board.page.table.keys[0] == first


def test_what_was_undone_can_be_redone_as_it_was(board: AssistantWindow) -> None:
    board.press("Y")
    board.until(lambda: board.cells(board.page.view, STATE)[0] == "Accepted")
    board.press("Z")
    board.until(lambda: board.cells(board.page.view, STATE)[0] == "Proposed")
    board.desk.redo().result(10)
    board.until(lambda: board.cells(board.page.view, STATE)[0] == "Accepted")


def test_filters_narrow_the_board_and_c_clears_them(board: AssistantWindow) -> None:
    board.until(board.page.bar.chips["topic"].isVisible)
    popup = board.page.bar.open_choices("topic")
    choice = next(one for one in popup._choices if one.title == "parcels")
    assert choice.rows == 4
    popup.chosen.emit(choice)
    popup.close()
    board.until(lambda: board.page.table.rowCount() == 4)
    assert board.page.bar.chips["topic"].value() == "parcels"
    assert board.page.bar.count.text() == "4 replies"
    board.page.clear_filters()
    board.until(lambda: board.page.table.rowCount() == 8)


def test_no_row_left_by_the_filters_is_said(board: AssistantWindow) -> None:
    popup = board.page.bar.open_choices("state")
    popup.chosen.emit(next(one for one in popup._choices if one.title == "Discarded"))
    popup.close()
    board.until(lambda: "No improved reply fits these filters." in board.texts())
    board.page.states.acted.emit()
    board.until(lambda: board.page.table.rowCount() == 8)


def test_t_asks_for_the_interaction_in_triage(board: AssistantWindow) -> None:
    asked: list[int] = []
    board.page.triage_requested.connect(asked.append)
    board.press("T")
    assert asked == [board.page.pane.opened.row.row_id]


def test_rows_and_replies_are_copied(board: AssistantWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    board.press("Ctrl+C")
    board.until(lambda: board.notice == "Copied 1 row.")
    heads, line = clipboard.text().split("\n")
    assert heads.split("\t") == list(COLUMNS)
    assert board.page.pane.opened.row.improvement.corrected_reply.split()[0] in line
    board.press("Ctrl+Shift+C")
    assert clipboard.text() == board.page.pane.opened.reply


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_the_board_is_exported_whole(board: AssistantWindow, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"replies.{suffix}"
    board.page.export_to(path)
    board.until(lambda: "8 improved replies in" in board.notice)
    text = path.read_text("utf-8")
    rows = json.loads(text) if suffix == "json" else list(csv.DictReader(text.splitlines()))
    assert [float(row["score_gain"]) for row in rows] == gains(board)
    assert not list(tmp_path.glob(".*part"))


def test_no_cell_of_an_export_is_calculated(
    assisted: Bench, simulated: Simulated, empty: AssistantWindow, tmp_path: Path
) -> None:
    assisted.add_provider(simulated.url)
    assisted.add_rows(a_failure(1, customer_message='=HYPERLINK("http://evil.example";"Refund")'))
    empty.improve()
    empty.until(lambda: empty.page.table.rowCount() == 1)
    path = tmp_path / "replies.csv"
    empty.page.export_to(path)
    empty.until(lambda: "1 improved reply in" in empty.notice)
    row = next(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert row["customer_message"].startswith("'=HYPERLINK")


def test_an_export_that_cannot_be_written_leaves_nothing(
    board: AssistantWindow, tmp_path: Path
) -> None:
    path = tmp_path / "no folder" / "replies.csv"
    job = board.bench.parts.board_export.write(board.page.bar.wanted, path)
    with pytest.raises(Exception, match="cannot be written"):
        job.result(20)
    assert not path.parent.exists()

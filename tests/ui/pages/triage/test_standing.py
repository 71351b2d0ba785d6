"""What a line of the queue says of how its reply got there, and what its tooltip explains."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from reviewer.domain.moments import DAY, now_micros
from reviewer.domain.queue import Queue, QueueItem, QueueState, Stay
from reviewer.domain.snooze import Snooze, WakeOn
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.models.queue_standing import explanation, marks_of, note_of, stay_icon, tags_text
from ui.widgets.short_number import short_number

NOW = now_micros()
AUTO = QueueItem(
    1, UUID(int=1), "Where?", "hotel", "chat", "v1", 0.2, "source", QueueState.SNOOZED,
    Stay.AUTOMATIC, "no", None, 0, NOW - DAY, due_at=0,
)  # fmt: skip
ASLEEP = AUTO._replace(stay=Stay.MANUAL, due_at=NOW + 40 * DAY)
WAITING = AUTO._replace(stay=Stay.MANUAL, due_at=None)
WOKEN = AUTO._replace(stay=Stay.MANUAL, due_at=NOW - 1, woken_by="new_version", returns=1)
BACK_AGAIN = WOKEN._replace(returns=4)
AUDIT = AUTO._replace(stay=Stay.AUDIT, confidence=0.9)
REVIEWED = AUTO._replace(state=QueueState.REVIEWED, stay=None, due_at=None, decision="ai_bad")


def icon(item: QueueItem) -> str:
    word = stay_icon(item, NOW)
    return "" if word is None else word.text


def test_the_kinds_of_stays_look_different() -> None:
    kinds = [AUTO, ASLEEP, WOKEN, AUDIT, REVIEWED, AUTO._replace(state=QueueState.NEW, stay=None)]
    assert len({icon(item) for item in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("item", "note", "sentence"),
    [
        (AUTO, None, "Auto-snoozed: its confidence 0.200 lies below the threshold."),
        (WAITING, "until an event", "it sleeps until one of the events it waits for"),
        (WOKEN, "new version", "back because there is a new assistant version"),
        (BACK_AGAIN, "returned 4 times", "Returned 4 times"),
        (AUDIT, "audit sample", "Audit sample: drawn at random"),
        (AUTO._replace(skips=2), "skipped 2×", "Skipped 2×: it goes behind the others."),
        (REVIEWED, "AI bad", "Decided: AI bad."),
    ],
)
def test_a_line_says_one_thing_and_its_tooltip_explains(
    item: QueueItem, note: str | None, sentence: str
) -> None:
    word = note_of(item, NOW)
    assert (word and word.text) == note
    assert sentence in "\n".join(explanation(item, NOW))


def test_a_sleeping_reply_says_when_it_is_due() -> None:
    word = note_of(ASLEEP, NOW)
    assert word is not None
    assert word.text.startswith("until ")
    assert any(part.isdigit() for part in word.text.split())
    assert note_of(ASLEEP._replace(due_at=NOW + 2 * DAY), NOW) != word


def test_marks_and_tags_are_shown_and_explained() -> None:
    item = REVIEWED._replace(
        flagged=True, disagreement=True, changed=True, severity=3, category="tone",
        tags=("refund", "vip"),
    )  # fmt: skip
    assert [mark.text for mark in marks_of(item)] == ["flag", "messages-square", "history"]
    assert tags_text(item) == "#refund #vip"
    said = "\n".join(explanation(item, NOW))
    for part in ("Flagged", "different feedback", "Changed since", "grave", "Tone", "refund, vip"):
        assert part in said


def test_counts_are_short_and_never_more_than_they_are() -> None:
    shown = [short_number(n) for n in (0, 999, 1_000, 9_999, 12_345, 999_999, 1_250_000)]
    assert shown == ["0", "999", "1.0k", "9.9k", "12k", "999k", "1.2M"]


def test_the_list_explains_a_stay_in_its_tooltip_and_to_a_screen_reader(desk: DeskWindow) -> None:
    desk.see(0)
    item = desk.desk.page(Queue.DUE).items[0]
    snooze = Snooze(NOW + 3 * DAY, frozenset({WakeOn.CUSTOMER_REPLIED}))
    desk.desk.furnish().snoozing.snooze(item.id, snooze).result()
    desk.page.queue.show_queue(Queue.SNOOZED)
    model = desk.page.queue.view.model()
    desk.until(lambda: model.rowCount() == 60)
    last = model.index(59, 0)
    assert "Snoozed by hand" in last.data(Qt.ItemDataRole.ToolTipRole)
    assert "Snoozed by hand" in last.data(Qt.ItemDataRole.AccessibleTextRole)

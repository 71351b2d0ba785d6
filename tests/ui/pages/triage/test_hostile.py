"""Every row of the hostile file is shown as the plain text it is, and can be decided."""

from collections.abc import Iterator
from pathlib import Path

import orjson
from PySide6.QtWidgets import QPushButton

from reviewer.domain.interaction import SourceRow
from services.sync.guess import guess_mapping
from services.sync.normalise import Normaliser
from services.sync.readers import open_records
from services.sync.records import RawBlock, sampled
from tests.support.rows import a_row
from tests.ui.pages.triage.conftest import Opener
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.widgets.safe_text import make_safe


def hostile_rows(shared: Path) -> Iterator[SourceRow]:
    file = open_records(shared / "data" / "hostile.jsonl")
    normaliser = Normaliser(guess_mapping(sampled(file)), file.notation)
    for raw in file.blocks():
        assert isinstance(raw, RawBlock)
        yield from normaliser.block(raw).rows


def test_hostile_rows_are_shown_as_they_are(open_desk: Opener, shared: Path) -> None:
    rows = {row.external_id: row for row in hostile_rows(shared)}
    desk = open_desk(tuple(rows.values()))
    desk.press("T", "]", "]")
    seen: set[str] = set()
    desk.until(lambda: desk.decidable)
    for _ in rows:
        shown = look(desk)
        assert shown not in seen
        seen.add(shown)
        check(desk, rows[shown])
        desk.press("J")
        desk.until(lambda: look(desk) not in {*seen, ""} or seen == set(rows))
    assert seen == set(rows)


def look(desk: DeskWindow) -> str:
    """Return the id of the reply on the screen; "" while it is read."""
    prepared = desk.page.case
    return "" if prepared is None else prepared.interaction.external_id


def check(desk: DeskWindow, row: SourceRow) -> None:
    pane = desk.page.pane
    assert not pane.grab().isNull()
    assert pane.conversation.message.text() == row.customer_message
    shown = make_safe(row.customer_message).shown.replace("\xa0", " ")  # as Qt gives it back
    assert pane.conversation.message.view.toPlainText() == shown
    assert pane.replies.diff.left.text().split() == (row.ai_reply or "").split()
    assert desk.window.width() == 1280


NASTY = (
    "<b>bold</b> <img src='https://example.com/x.png'>",
    "\u202eevil\u202c \u2066isolated\u2069 zero\u200bwidth\u200d",
    "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈",
    "مرحبا، أين طردي؟ שלום",
    "- one\n- two\n\n    def f():\n        return 1\n",
    "x" * 1_000_000,
)


def test_sections_show_nasty_texts_as_they_are(open_desk: Opener) -> None:
    turns = [{"role": "customer", "text": f"turn {number}"} for number in range(10_000)]
    context = [*turns, *({"role": "agent", "text": text} for text in NASTY)]
    row = a_row(
        "1",
        customer_message=NASTY[0],
        ai_reply=NASTY[1],
        agent_reply=NASTY[-1],
        context=orjson.dumps(context).decode(),
    )
    desk = open_desk([row, a_row("2", customer_message=f"{NASTY[0]} twice")])
    desk.until(lambda: desk.decidable)
    desk.press("T", "Shift+T")
    whole = desk.page.pane.sections.open("conversation")
    desk.until(lambda: "this reply" in desk.texts(whole))
    assert "<b>bold</b>" in desk.texts(whole)
    assert "more characters" in desk.texts(whole)
    show_all = next(b for b in whole.findChildren(QPushButton) if "Show all" in b.text())
    show_all.click()
    desk.until(show_all.isHidden)
    assert desk.texts(whole).count("\nturn ") == 10_000
    for key in ("H", "M", "T", "D"):
        desk.press(key)
        assert not desk.page.pane.grab().isNull()
    desk.press("2")
    desk.until(lambda: desk.reviews_of("1") != ())
    assert desk.window.width() == 1280


def test_a_note_and_a_reason_are_no_markup_either(open_desk: Opener) -> None:
    desk = open_desk([a_row("1"), a_row("2")])
    desk.until(lambda: desk.decidable)
    desk.press("N")
    desk.write("<h1>big</h1>")
    desk.press("Esc", "4")
    desk.until(lambda: desk.reviews_of("1") != ())
    desk.page.look_at(1)
    desk.until(lambda: look(desk) == "1")
    desk.press("H")
    section = desk.page.pane.sections.open("history")
    desk.until(lambda: "Note: <h1>big</h1>" in desk.texts(section))

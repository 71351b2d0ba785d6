"""Every row of the hostile file is shown as the plain text it is, and can be decided."""

from collections.abc import Iterator
from pathlib import Path

from reviewer.domain.interaction import SourceRow
from services.sync.guess import guess_mapping
from services.sync.normalise import Normaliser
from services.sync.readers import open_records
from services.sync.records import RawBlock, sampled
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

"""Rows that arrive after events about them: the state they get is the one derived in full."""

from uuid import UUID

import pytest

from reviewer.domain.identity import interaction_id
from reviewer.domain.queue import Queue
from reviewer.domain.review import Decision, Verdict
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.store import state
from reviewer.store.connection import Connection
from reviewer.store.store import Store
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row

NAMES = ("reviewed", "snoozed", "tagged", "categorised", "skipped", "untouched")


def _id(name: str) -> UUID:
    return interaction_id("file", name)


@pytest.fixture
def eventful(desk: TriageDesk, room: TriageRoom, fill: Fill, store: Store) -> None:
    """A store that has events about interactions it does not have."""
    fill(*(a_row(name, conversation_id=name) for name in NAMES))
    desk.decide(_id("reviewed"), Verdict(Decision.AI_BAD)).result()
    desk.decide(_id("skipped"), Verdict(Decision.SKIP)).result()
    room.snoozing.snooze(
        _id("snoozed"), Snooze(None, frozenset((WakeOn.CUSTOMER_REPLIED,)))
    ).result()
    room.marking.tag(_id("tagged"), "refund").result()
    room.marking.categorise(_id("categorised"), "tone").result()
    with store.writing() as writing:
        _forget_rows(writing.connection)


def _forget_rows(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO interaction_text (interaction_text) VALUES ('delete-all')"
    )
    for table in ("interaction_state", "interaction_context", "customer_interactions"):
        connection.exec_driver_sql(f"DELETE FROM {table}")


@pytest.mark.usefixtures("eventful")
def test_rows_that_were_worked_on_before_they_arrived_arrive_as_such(
    desk: TriageDesk, fill: Fill, store: Store
) -> None:
    fill(*(a_row(name, conversation_id=name) for name in NAMES))

    counts = desk.counts()
    assert (counts.reviewed, counts.manual, counts.snoozed) == (1, 1, 5)
    standing = {item.id: item for item in desk.page(Queue.ALL).items}
    assert standing[_id("tagged")].tags == ("refund",)
    assert standing[_id("categorised")].category == "tone"
    assert standing[_id("skipped")].skips == 1
    with store.reading() as connection:
        assert state.count_stale(connection) == 0


def test_a_reply_of_the_customer_wakes_who_waits_for_it(
    desk: TriageDesk, room: TriageRoom, fill: Fill, store: Store
) -> None:
    fill(a_row("asked", conversation_id="c", created_at=1))
    room.snoozing.snooze(_id("asked"), Snooze(None, frozenset((WakeOn.CUSTOMER_REPLIED,)))).result()
    assert desk.counts().due == 0

    fill(a_row("answered", conversation_id="c", created_at=2, confidence=0.9))

    assert desk.counts().due == 1
    with store.reading() as connection:
        assert state.count_stale(connection) == 0

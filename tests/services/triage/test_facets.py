"""What a queue can be narrowed to, counted from rows; and what one item says of a filter."""

from uuid import UUID

import pytest

from reviewer.domain.filter_fit import asks_for_more, contradicts, narrows
from reviewer.domain.filters import Facet, Filter
from reviewer.domain.identity import interaction_id
from reviewer.domain.queue import Queue, QueueCounts
from reviewer.domain.review import Decision, Verdict
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.errors import NotPossible
from reviewer.store import search, triage
from reviewer.store.store import Store
from services.triage import bulk
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row

ROWS = [
    a_row(
        str(number),
        created_at=1_000_000 * number,
        topic=("hotel", "bank", None)[number % 3],
        assistant_version=("v1", "v2")[number % 2],
        language=("en", "de", "ar")[number % 3],
        channel=("mail", "chat")[number // 3 % 2],
        feedback=("yes", "no", None)[number % 3],
        confidence=None if number % 7 == 0 else number / 40,
        customer_message=f"Question {number} of a kind",
    )
    for number in range(40)
]
FILTERS = [
    Filter(topic="bank"),
    Filter(assistant_version="v2", channel="mail"),
    Filter(feedback="no"),
    Filter(confidence_from=0.2, confidence_below=0.6),
    Filter(without_confidence=True),
    Filter(since=5_000_000, until=9_000_000),
    Filter(tag="later"),
    Filter(category="tone"),
    Filter(flagged=True),
    Filter(put_off=True),
    Filter(decision="ai_bad", disagreement=True),
]


@pytest.fixture
def marked(desk: TriageDesk, room: TriageRoom, fill: Fill) -> TriageRoom:
    """Replies of which some are tagged, categorised, flagged."""
    fill(*ROWS)
    room.bulk.tag([3, 4, 5], "later").result()
    room.bulk.tag([5], "now").result()
    room.bulk.categorise([8, 9], "tone").result()
    room.bulk.snooze([11, 12], Snooze(None, frozenset({WakeOn.NEW_VERSION}))).result()
    desk.decide(_id("0"), Verdict(Decision.AI_BAD, flagged=True)).result()
    return room


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("wanted", FILTERS)
def test_an_item_contradicts_the_filters_that_its_row_does_not_fit(
    wanted: Filter, store: Store
) -> None:
    with store.reading() as connection:
        every = triage.states_of(connection, range(1, 41))
        fits = set(search.row_ids(connection, wanted, 0))
    assert fits == {row_id for row_id, item in every.items() if not contradicts(item, wanted)}
    assert narrows(wanted)
    assert not asks_for_more(wanted)


def test_a_queue_alone_narrows_nothing_and_words_are_not_told_by_an_item() -> None:
    assert not narrows(Filter(queue=Queue.NEW))
    assert asks_for_more(Filter(words="bank"))


@pytest.mark.parametrize("wanted", [*FILTERS, Filter(words="question"), Filter(language="de")])
def test_counts_of_a_filter_are_those_of_its_rows(
    wanted: Filter, desk: TriageDesk, marked: TriageRoom
) -> None:
    counts = marked.facets.counts(wanted)
    for queue in Queue:
        listed = desk.page(queue, limit=100, narrowed=wanted).items
        assert counts.of(queue) == len(listed)


def test_counts_of_no_filter_are_those_of_the_queues(desk: TriageDesk, marked: TriageRoom) -> None:
    plain = desk.counts()
    same = QueueCounts(plain.total, plain.new, plain.snoozed, plain.due, plain.reviewed)
    assert marked.facets.counts(Filter()) == same


def test_values_are_counted_within_the_queue_and_the_other_fields(marked: TriageRoom) -> None:
    topics = marked.facets.values("topic", Filter(queue=Queue.NEW, assistant_version="v1"))
    assert sum(facet.rows for facet in topics) < 20
    assert {getattr(facet, "value", "") for facet in topics} == {"bank", "hotel"}
    chosen = Filter(queue=Queue.NEW, assistant_version="v1", topic="bank")
    assert marked.facets.values("topic", chosen) == topics
    assert marked.facets.values("category", Filter()) == (Facet("tone", 2),)
    assert marked.facets.values("language", Filter(topic="bank")) == (Facet("de", 13),)


def test_tags_and_reviewers_are_counted(marked: TriageRoom) -> None:
    assert marked.facets.values("tag", Filter()) == (Facet("later", 3), Facet("now", 1))
    assert marked.facets.values("tag", Filter(topic="nothing")) == ()
    (ada,) = marked.facets.values("reviewer", Filter())
    assert (getattr(ada, "name", ""), ada.rows) == ("Ada", 1)


def test_all_rows_of_a_filter_are_chosen_unless_they_are_too_many(
    marked: TriageRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert marked.bulk.choose(Filter(tag="later")) == {3, 4, 5}
    monkeypatch.setattr(bulk, "MOST", 2)
    with pytest.raises(NotPossible, match="at most 2 replies"):
        marked.bulk.choose(Filter(tag="later"))


def _id(name: str) -> UUID:
    return interaction_id("file", name)

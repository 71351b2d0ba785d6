"""Lists of interactions as the window shows and copies them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.domain.filters import Facet, Filter
from reviewer.domain.interaction import SourceRow
from reviewer.store import sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store
from services.interactions.browser import REPLY_EXCERPT, InteractionBrowser
from services.interactions.copying import MOST_COPIED
from tests.support.rows import a_row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture
def browser(store: Store) -> InteractionBrowser:
    return InteractionBrowser(store)


def save(store: Store, *rows: SourceRow) -> None:
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", rows)


def test_a_line_has_the_beginning_of_the_reply(store: Store, browser: InteractionBrowser) -> None:
    save(store, a_row("1", ai_reply="x" * 500), a_row("2", ai_reply=None))
    lines = browser.lines(browser.row_ids(Filter()))
    assert sorted((line.item.row_id, line.reply) for line in lines.values()) == [
        (1, "x" * REPLY_EXCERPT),
        (2, None),
    ]


def test_facets_are_counted_from_rows(store: Store, browser: InteractionBrowser) -> None:
    save(
        store,
        a_row("1", topic="hotel", feedback="yes", confidence=0.9),
        a_row("2", topic="hotel", feedback="no", confidence=0.1),
        a_row("3", topic="ride", feedback=None, confidence=None),
    )
    facets = browser.facets()
    assert facets.topics == (Facet("hotel", 2), Facet("ride", 1))
    assert facets.feedbacks == (Facet("yes", 1), Facet("no", 1))
    assert (facets.queues.total, facets.queues.due, facets.queues.new) == (3, 1, 2)


def test_a_copy_is_a_table_that_runs_no_formula(store: Store, browser: InteractionBrowser) -> None:
    save(store, a_row("1", customer_message="=1+1\nand\tmore", ai_reply='She said "no".'))
    heads, row = (line.split("\t") for line in browser.copied([1]).split("\n"))
    cells = dict(zip(heads, row, strict=True))
    assert cells["customer_message"] == "'=1+1 and more"
    assert cells["ai_reply"] == '"She said ""no""."'
    assert cells["external_id"] == "1"
    assert cells["queue"] == "snoozed"


def test_a_copy_keeps_the_order_and_ends_somewhere(
    store: Store, browser: InteractionBrowser
) -> None:
    save(store, *(a_row(str(number)) for number in range(MOST_COPIED + 5)))
    wanted = range(MOST_COPIED + 5, 0, -1)
    lines = browser.copied(wanted).split("\n")[1:]
    assert len(lines) == MOST_COPIED
    assert lines[0].split("\t")[-2] == str(MOST_COPIED + 4)


def test_rows_that_are_gone_are_left_out(store: Store, browser: InteractionBrowser) -> None:
    save(store, a_row("1"))
    assert len(browser.copied([1, 99]).split("\n")) == 2

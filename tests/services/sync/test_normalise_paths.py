"""The law of normalising: the swift path and the careful one say the same of every record."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sync.careful import Accepted
from services.sync.fields import OURS
from services.sync.fixes import Refusal
from services.sync.guess import guess_mapping
from services.sync.mapping import Mapping
from services.sync.normalise import Normaliser
from services.sync.notation import CELLS, JSON, TYPED, Notation
from services.sync.records import Deferred, NormalisedBlock, RawBlock, screened

FLAT = Mapping.from_json({ours: [ours] for ours in OURS})
SPARSE = Mapping.from_json({"id": ["id"], "customer_message": ["customer_message"]})
NESTED = Mapping.from_json(
    {"id": ["id"], "customer_message": ["customer", "text"], "ai_reply": ["replies", "0", "text"]}
)

TURN = st.fixed_dictionaries(
    {"role": st.sampled_from(["customer", "assistant", "agent", "user", "Bot", "root"])},
    optional={
        "text": st.sampled_from(["Hi", "", "é"]),
        "content": st.just("Hello"),
        "at": st.none(),
    },
)
TURNS = st.lists(TURN | st.sampled_from([None, 7, "text"]), max_size=3)
CLEAN_TURNS = st.lists(st.just({"role": "agent", "text": "Hm"}), max_size=3)
TEXTS = st.sampled_from(["", " ", "Where?", "N/A", "null", "1", "\u200b", "é\n", "😀", "x" * 300])
NUMBERS = st.sampled_from([0, 1, 2, -1, 0.5, 0.1, 1.0, -0.0, 2**53 + 1, 10**15, 1762770000, 1e300])
TIMES = st.sampled_from(
    [
        *("2026-11-10T09:01:00Z", "2026-11-10T09:01:00.123456789+05:45", "2026-11-10 09:01:00"),
        *("2026-11-10", "1762770000", "1762770000123", "9999-12-31T23:59:59-12:00", " 2026-11-10 "),
        *("0001-01-01T00:00:00+14:00", "2026-02-30T10:00:00Z", "2026-11-10 09:01:00 UTC", "soon"),
    ]
)
OBJECTS = st.sampled_from([{}, {"b": 1, "a": [1, None]}, {"a": {"b": {"c": 0.1}}}])
ANYTHING = st.none() | st.booleans() | TEXTS | NUMBERS | TIMES | TURNS | OBJECTS

LIKELY = {
    **{ours: TEXTS | st.none() for ours in OURS},
    "id": st.sampled_from(["a", "b", "c"]),
    "feedback": st.sampled_from(["yes", "no", None, "YES", "thumbs_up"]),
    "confidence": st.none() | NUMBERS | st.sampled_from(["0.75", "75 %", "0,5", "high"]),
    "created_at": TIMES | st.none(),
    "updated_at": TIMES | st.none(),
    "context": CLEAN_TURNS | TURNS | st.sampled_from(['[{"role":"user","text":"a"}]', "[1", None]),
    "source": OBJECTS | st.sampled_from(['{"a":1}', "shop", None]),
}
JSON_RECORDS = st.fixed_dictionaries(
    {}, optional={ours: values | ANYTHING for ours, values in LIKELY.items()} | {"more": ANYTHING}
)
CELL_RECORDS = st.fixed_dictionaries({name: st.none() | TEXTS | TIMES for name in (*OURS, "more")})
TYPED_RECORDS = st.fixed_dictionaries(
    {
        **LIKELY,
        "id": st.integers() | st.uuids() | st.just(b"key") | st.just(b"\xff"),
        "confidence": st.none() | st.sampled_from([Decimal("0.5"), Decimal("NaN"), "0.5", 0.1]),
        "feedback": st.none() | st.booleans(),
        "created_at": st.sampled_from(
            [datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 10), date(2026, 11, 10), 0]  # noqa: DTZ001
        ),
        "topic": st.sampled_from([7, Decimal("2.10"), UUID(int=1), b"t", "t\0t", 2**70, None]),
        "more": st.sampled_from([Decimal("2.5"), memoryview(b"abc"), {"k": 2**70}, None]),
    }
)


def normalised(
    records: Sequence[Any], mapping: Mapping = FLAT, notation: Notation = JSON
) -> NormalisedBlock:
    block = RawBlock(records, range(1, len(records) + 1), "line", Deferred(records), 0)
    return Normaliser(mapping, notation).block(block)


def told_by_the_block(block: NormalisedBlock) -> list[Any]:
    told: dict[str, Any] = {}
    for index, row in enumerate(block.rows):
        told[block.raw.place(block.kept[index])] = (row, ())
    for one in block.repaired:
        told[one.place] = (block.rows[one.index], one.repairs)
    for refused in block.refused:
        told[refused.place] = (refused.reason, refused.detail)
    return [told[block.raw.place(index)] for index in range(len(block.raw.records))]


def told_one_by_one(block: NormalisedBlock, mapping: Mapping, notation: Notation) -> list[Any]:
    normaliser = Normaliser(mapping, notation)
    return [
        told_of(normaliser.one(record, block.raw.raws[index]))
        for index, record in enumerate(block.raw.records)
    ]


def told_of(outcome: Accepted | Refusal) -> Any:
    match outcome:
        case Accepted(row, repairs):
            return row, repairs
        case Refusal(reason, detail):
            return reason, detail


def agree(records: Sequence[Any], mapping: Mapping, notation: Notation) -> None:
    block = normalised(records, mapping, notation)
    assert told_by_the_block(block) == told_one_by_one(block, mapping, notation)


@given(st.lists(JSON_RECORDS | ANYTHING, max_size=6))
def test_both_paths_agree_on_json(records: list[Any]) -> None:
    agree([orjson.loads(orjson.dumps(record)) for record in records], FLAT, JSON)


@given(st.lists(JSON_RECORDS, max_size=6))
def test_both_paths_agree_on_facts_that_the_sample_did_not_show(records: list[Any]) -> None:
    agree([orjson.loads(orjson.dumps(record)) for record in records], SPARSE, JSON)


@given(st.lists(CELL_RECORDS, max_size=6))
def test_both_paths_agree_on_cells(records: list[Any]) -> None:
    agree(records, FLAT, CELLS)


@given(st.lists(TYPED_RECORDS, max_size=6))
def test_both_paths_agree_on_rows_of_a_database(records: list[Any]) -> None:
    agree(screened(records), FLAT, TYPED)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from(["a", "b"])},
            optional={
                "customer": st.fixed_dictionaries({}, optional={"text": TEXTS, "name": TEXTS}),
                "replies": st.lists(
                    st.fixed_dictionaries({"text": TEXTS, "n": NUMBERS}), max_size=2
                ),
            },
        ),
        max_size=5,
    )
)
def test_both_paths_agree_on_nested_records(records: list[Any]) -> None:
    agree(records, NESTED, JSON)


@given(st.lists(JSON_RECORDS, max_size=6), st.integers(0, 6))
def test_what_is_said_of_a_record_does_not_depend_on_its_neighbours(
    records: list[Any], cut: int
) -> None:
    came = [orjson.loads(orjson.dumps(record)) for record in records]
    whole = told_by_the_block(normalised(came))
    parts = [normalised(came[:cut]), normalised(came[cut:])]
    assert whole == [told for part in parts for told in told_by_the_block(part)]


@given(st.lists(JSON_RECORDS, max_size=6))
def test_every_record_is_a_row_or_refused_and_rows_are_storable(records: list[Any]) -> None:
    block = normalised([orjson.loads(orjson.dumps(record)) for record in records])
    assert len(block.rows) + len(block.refused) == len(records)
    for row in block.rows:
        assert row.external_id.strip()
        assert row.customer_message
        assert row.feedback in {"yes", "no", None}
        assert row.confidence is None or 0 <= row.confidence <= 1
        assert type(row.confidence) in {float, type(None)}
        assert all(set(turn) == {"role", "text"} for turn in orjson.loads(row.context))
        assert row.source is None or isinstance(orjson.loads(row.source), dict)
        assert row.extra is None or isinstance(orjson.loads(row.extra), dict)


@given(JSON_RECORDS)
def test_normalising_the_kept_values_again_changes_nothing(record: dict[str, Any]) -> None:
    first = normalised([orjson.loads(orjson.dumps(record))])
    if not first.rows:
        return
    row = first.rows[0]
    kept = {**row._asdict(), "id": row.external_id, "context": orjson.loads(row.context)}
    kept |= {"source": orjson.loads(row.source or "null"), **orjson.loads(row.extra or "{}")}
    kept |= dict.fromkeys(("external_id", "extra", "created_at", "updated_at"))
    again = normalised([kept])
    assert not again.repaired
    assert again.rows[0]._replace(created_at=row.created_at, updated_at=row.updated_at) == row


@pytest.mark.parametrize("size", [0, 1, 2])
def test_blocks_of_any_size_pass(size: int) -> None:
    block = normalised([{"id": str(n), "customer_message": "Hi"} for n in range(size)])
    assert [row.external_id for row in block.rows] == [str(n) for n in range(size)]


def test_a_guessed_mapping_of_nothing_refuses_everything() -> None:
    block = normalised([{"a": 1}], guess_mapping([{"a": 1}]))
    assert [one.reason for one in block.refused] == ["missing_id"]

"""What becomes of single values, per kind of fact and kind of source."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from reviewer.domain.moments import iso_utc
from services.sync.careful import Accepted
from services.sync.fields import OURS
from services.sync.fixes import Refusal
from services.sync.mapping import Mapping
from services.sync.normalise import Normaliser
from services.sync.notation import CELLS, JSON, TYPED, Notation
from services.sync.readers.json_parsing import parse_leniently
from services.sync.records import Damaged

FLAT = Mapping.from_json({ours: [ours] for ours in OURS})


def outcome(notation: Notation = JSON, **facts: Any) -> Accepted | Refusal:
    return Normaliser(FLAT, notation).one({"id": "1", "customer_message": "Hi", **facts})


def read(field: str, value: Any, notation: Notation = JSON) -> tuple[Any, str | None]:
    """Return the value a field ends with, and the reason if it was repaired or the row refused."""
    match outcome(notation, **{field: value}):
        case Refusal(reason):
            return None, reason
        case Accepted(row, repairs):
            kept = getattr(row, "external_id" if field == "id" else field)
            assert {repair.field for repair in repairs} <= {field}
            return kept, repairs[0].reason if repairs else None


def read_json(field: str, written: str) -> tuple[Any, str | None]:
    """Return what a field ends with that a line of JSON writes in this way."""
    raw = f'{{"id":"1","customer_message":"Hi","{field}":{written}}}'.encode()
    found = Normaliser(FLAT, JSON).one(parse_leniently(raw), raw)
    assert isinstance(found, Accepted)
    reasons = [repair.reason for repair in found.repairs]
    kept = getattr(found.row, "external_id" if field == "id" else field)
    return kept, reasons[0] if reasons else None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("9007199254740993", "9007199254740993"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("-5", "-5"),
        ("12.50", "12.50"),
    ],
)
def test_a_number_as_id_keeps_every_digit(written: str, kept: str) -> None:
    assert read_json("id", written) == (kept, "wrong_type")


@pytest.mark.parametrize("value", [None, "", " \n\t", "\u3000"])
def test_an_id_that_shows_nothing_is_missing(value: Any) -> None:
    assert read("id", value) == (None, "missing_id")


@pytest.mark.parametrize("value", [True, [], {}, {"$oid": "64b0"}])
def test_an_id_is_a_text_or_a_number(value: Any) -> None:
    assert read("id", value) == (None, "wrong_type")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (7, "7"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Decimal(9007199254740993), "9007199254740993"),
        (Decimal("1E+3"), "1000"),
        (b"key", "key"),
        (memoryview(b"key"), "key"),
    ],
)
def test_ids_of_a_database_are_taken_as_they_are(value: Any, kept: str) -> None:
    assert read("id", value, TYPED) == (kept, None)


def test_an_id_of_bytes_that_are_no_text_is_repaired() -> None:
    assert read("id", b"k\xff", TYPED) == ("k\ufffd", "invalid_utf8")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("N/A", ("N/A", None)),
        ("null", ("null", None)),
        ("  ", ("  ", None)),
        ("", (None, None)),
        (455, ("455", "wrong_type")),
        (False, ("false", "wrong_type")),
        (["a"], (None, "wrong_type")),
        ({"text": "a"}, (None, "wrong_type")),
    ],
)
def test_replies(value: Any, expected: tuple[Any, str | None]) -> None:
    assert read("ai_reply", value) == expected
    assert read("agent_reply", value) == expected


@pytest.mark.parametrize("value", [None, ""])
def test_a_row_without_a_message_is_refused(value: Any) -> None:
    assert read("customer_message", value) == (None, "missing_field")


def test_a_message_of_a_number_is_what_the_customer_typed() -> None:
    assert read("customer_message", 455) == ("455", "wrong_type")
    assert read_json("customer_message", "4.550") == ("4.550", "wrong_type")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("v2.0", ("v2.0", None)),
        ("", (None, None)),
        (2, ("2", "wrong_type")),
        ({"major": 2}, (None, "wrong_type")),
        ([], (None, "wrong_type")),
    ],
)
def test_labels(value: Any, expected: tuple[Any, str | None]) -> None:
    assert read("assistant_version", value) == expected


def test_a_version_is_read_as_it_is_written() -> None:
    assert read_json("assistant_version", "2.10") == ("2.10", "wrong_type")


@pytest.mark.parametrize(
    ("value", "kept"),
    [(7, "7"), (Decimal("2.10"), "2.10"), (UUID(int=2), str(UUID(int=2))), (b"web", "web")],
)
def test_labels_of_a_database_are_taken_as_they_are(value: Any, kept: str) -> None:
    assert read("conversation_id", value, TYPED) == (kept, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("yes", ("yes", None)),
        ("no", ("no", None)),
        (None, (None, None)),
        ("", (None, None)),
        ("YES", ("yes", "unknown_value")),
        (" No ", ("no", "unknown_value")),
        ("thumbs_up", ("yes", "unknown_value")),
        ("Thumbs Down", ("no", "unknown_value")),
        ("👍", ("yes", "unknown_value")),
        ("not-helpful", ("no", "unknown_value")),
        ("maybe", (None, "unknown_value")),
        ("1", (None, "unknown_value")),
        ("N/A", (None, "unknown_value")),
        (True, ("yes", "wrong_type")),
        (False, ("no", "wrong_type")),
        (1, (None, "wrong_type")),
        (0, (None, "wrong_type")),
        (4.5, (None, "wrong_type")),
        ([], (None, "wrong_type")),
    ],
)
def test_feedback(value: Any, expected: tuple[Any, str | None]) -> None:
    assert read("feedback", value) == expected


def test_a_truth_value_of_a_database_is_feedback() -> None:
    assert read("feedback", True, TYPED) == ("yes", None)  # noqa: FBT003
    assert read("feedback", False, TYPED) == ("no", None)  # noqa: FBT003


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.25, (0.25, None)),
        (0, (0.0, None)),
        (1, (1.0, None)),
        (None, (None, None)),
        ("", (None, None)),
        (75, (None, "out_of_range")),
        (1.0001, (None, "out_of_range")),
        (-0.1, (None, "out_of_range")),
        (float("nan"), (None, "out_of_range")),
        (10**400, (None, "out_of_range")),
        ("0.75", (0.75, "wrong_type")),
        ("75 %", (0.75, "wrong_type")),
        ("7.5", (None, "out_of_range")),
        ("nan", (None, "out_of_range")),
        ("1_0", (None, "wrong_type")),
        ("high", (None, "wrong_type")),
        (True, (None, "wrong_type")),
        ([0.5], (None, "wrong_type")),
    ],
)
def test_confidence(value: Any, expected: tuple[Any, str | None]) -> None:
    assert read("confidence", value) == expected


def test_a_confidence_is_floating_point_and_never_a_negative_zero() -> None:
    assert type(read("confidence", 1)[0]) is float
    assert str(read("confidence", -0.0)[0]) == "0.0"


@pytest.mark.parametrize(
    ("value", "kept"), [("0.75", 0.75), (" 0,75 ", 0.75), ("75%", 0.75), ("12,5 %", 0.125)]
)
@pytest.mark.parametrize("notation", [CELLS, TYPED])
def test_numbers_are_naturally_text_in_cells(value: str, kept: float, notation: Notation) -> None:
    assert read("confidence", value, notation) == (kept, None)


def test_decimals_of_a_database_are_confidence() -> None:
    assert read("confidence", Decimal("0.636"), TYPED) == (0.636, None)
    assert read("confidence", Decimal("NaN"), TYPED) == (None, "out_of_range")


NINE = "2026-11-10T09:00:00Z"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2026-11-10T09:00:00Z", NINE),
        ("2026-11-10T09:00:00", NINE),
        ("2026-11-10 09:00:00", NINE),
        ("2026-11-10 09:00:00+00", NINE),
        ("2026-11-10 09:00:00 UTC", NINE),
        (" 2026-11-10T11:30:00+02:30\n", NINE),
        ("20261110T090000Z", NINE),
        ("2026-11-10T09:00:00.123456789Z", "2026-11-10T09:00:00.123456Z"),
        ("2026-11-10T09:00:00.5Z", "2026-11-10T09:00:00.500000Z"),
        ("2026-11-10", "2026-11-10T00:00:00Z"),
        ("20261110", "2026-11-10T00:00:00Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ("2031-01-01T00:00:00Z", "2031-01-01T00:00:00Z"),
    ],
)
def test_times_that_can_be_read(value: str, iso: str) -> None:
    kept, reason = read("created_at", value)
    assert (iso_utc(kept), reason) == (iso, None)


@pytest.mark.parametrize(
    "value",
    [
        *("", "yesterday", "2026-02-30T10:00:00Z", "9999-12-31T23:59:59-12:00", "2026-13-01"),
        *("0001-01-01T00:00:00+14:00", "171210153012", "17121015301", "12:00", "N/A", "-1"),
        *(True, [], {"$date": 1}, 5, -1, 1e300, float("nan"), 10**40),
    ],
)
def test_times_that_cannot_be_read_are_emptied(value: Any) -> None:
    kept, reason = read("created_at", value)
    assert reason == "invalid_timestamp"
    assert kept is None or value in {"171210153012", "17121015301"}


@pytest.mark.parametrize(
    "value",
    [1762770000, 1762770000.0, 1762770000000, 1762770000000000, "1762770000", "1762770000000"],
)
def test_counts_since_1970_are_read_by_their_size(value: Any) -> None:
    kept, reason = read("created_at", value)
    assert (iso_utc(kept), reason) == ("2025-11-10T10:20:00Z", "invalid_timestamp")
    kept, reason = read("created_at", value, CELLS)
    assert (iso_utc(kept), reason) == ("2025-11-10T10:20:00Z", None)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (datetime(2026, 11, 10, 9, tzinfo=UTC), NINE),
        (datetime(2026, 11, 10, 11, tzinfo=timezone(timedelta(hours=2))), NINE),
        (datetime(2026, 11, 10, 9), NINE),  # noqa: DTZ001
        (date(2026, 11, 10), "2026-11-10T00:00:00Z"),
        (1762770000, "2025-11-10T10:20:00Z"),
        ("2026-11-10 09:00:00", NINE),
    ],
)
def test_times_of_a_database(value: Any, iso: str) -> None:
    kept, reason = read("updated_at", value, TYPED)
    assert (iso_utc(kept), reason) == (iso, None)


def test_a_time_of_a_database_beyond_the_years_is_emptied() -> None:
    late = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
    assert read("updated_at", late, TYPED) == (None, "invalid_timestamp")


TURN = '[{"role":"customer","text":"Hi"}]'


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, "[]"),
        ([], "[]"),
        ("", "[]"),
        ([{"role": "customer", "text": "Hi"}], TURN),
        ([{"text": "Hi", "role": "customer"}], TURN),
        ([{"role": "User", "content": "Hi", "at": 5}], TURN),
        ([{"author": "client", "message": "Hi"}], TURN),
        ([{"from": "visitor", "body": "Hi"}], TURN),
        ([{"sender": "customer", "text": "Hi"}], TURN),
        ([{"role": "bot", "text": ""}], '[{"role":"assistant","text":""}]'),
        ([{"role": "AI", "text": "a"}], '[{"role":"assistant","text":"a"}]'),
        ([{"role": "human", "text": "a"}], '[{"role":"agent","text":"a"}]'),
        ([{"role": "operator", "text": "a"}], '[{"role":"agent","text":"a"}]'),
        ([{"role": "system", "text": "é\n"}], '[{"role":"system","text":"é\\n"}]'),
    ],
)
def test_turns_that_can_be_used(value: Any, kept: str) -> None:
    assert read("context", value) == (kept, None)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("not a list", "[]"),
        (5, "[]"),
        ({"turns": []}, "[]"),
        (TURN, TURN),
        ([[{"role": "customer", "text": "Hi"}]], "[]"),
        ([["role", "text"], {"role": "customer", "text": "Hi"}], TURN),
        ([None, 7, {"role": "customer"}, {"text": "a"}, {"role": "root", "text": "a"}], "[]"),
        ([{"role": "customer", "text": "Hi"}, {"role": "customer", "text": 5}], TURN),
        ([{"role": ["customer"], "text": "Hi"}], "[]"),
    ],
)
def test_turns_that_cannot_be_used_are_dropped_and_told(value: Any, kept: str) -> None:
    assert read("context", value) == (kept, "wrong_type")


@pytest.mark.parametrize("notation", [CELLS, TYPED])
def test_turns_are_naturally_json_text_in_cells(notation: Notation) -> None:
    assert read("context", TURN, notation) == (TURN, None)
    assert read("context", "[1", notation) == ("[]", "wrong_type")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ({}, "{}"),
        ({"b": {"d": 1, "c": 2}, "a": "é"}, '{"a":"é","b":{"c":2,"d":1}}'),
        ('{"b":1,"a":2}', '{"a":2,"b":1}'),
        ("web shop", '{"source":"web shop"}'),
        ([1], '{"source":[1]}'),
        (7, '{"source":7}'),
    ],
)
def test_the_source_is_an_object_and_loses_nothing(value: Any, kept: str | None) -> None:
    assert read("source", value) == (kept, None)


def test_fields_without_a_name_of_ours_are_kept_with_sorted_keys() -> None:
    found = outcome(zeta=1, alpha={"y": None, "x": [1.5]}, nothing=None)
    assert isinstance(found, Accepted)
    assert found.row.extra == '{"alpha":{"x":[1.5],"y":null},"zeta":1}'


def test_fields_of_a_database_that_json_does_not_have_are_kept_as_text_or_number() -> None:
    found = outcome(
        TYPED,
        day=date(2026, 1, 2),
        cost=Decimal("1.50"),
        count=Decimal(3),
        octets=b"abc",
        id=UUID(int=3),
    )
    assert isinstance(found, Accepted)
    assert json.loads(found.row.extra or "") == {
        "day": "2026-01-02",
        "cost": 1.5,
        "count": 3,
        "octets": "abc",
    }


def nested(levels: int) -> Any:
    value: Any = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.parametrize("field", ["context", "source", "customer_message", "topic", "more"])
def test_a_record_is_refused_if_it_is_nested_too_deep(field: str) -> None:
    assert outcome(**{field: nested(5000)}) == outcome(**{field: nested(256)})
    refused = outcome(**{field: nested(5000)})
    assert isinstance(refused, Refusal)
    assert refused.reason == "too_deep"


def test_characters_that_cannot_be_stored_are_taken_out_everywhere() -> None:
    record = {
        "id": "a\0b",
        "customer_message": "half \ud800 bad \udce9",
        "context": [{"role": "customer", "text": "\0"}],
        "source": {"k\0": float("inf"), "n": 2**70},
        "more": ["\0x"],
    }
    found = Normaliser(FLAT, JSON).one(Damaged(record, not_utf8=True))
    assert isinstance(found, Accepted)
    assert found.row.external_id == "ab"
    assert found.row.customer_message == "half \ufffd bad \ufffd"
    assert found.row.context == '[{"role":"customer","text":""}]'
    assert json.loads(found.row.source or "") == {"k": None, "n": 2.0**70}
    assert found.row.extra == '{"more":["x"]}'
    assert [(repair.field, repair.reason) for repair in found.repairs] == [
        ("id", "nul_character"),
        ("customer_message", "invalid_utf8"),
        ("customer_message", "lone_surrogate"),
        ("context", "nul_character"),
        ("source", "nul_character"),
        ("source", "out_of_range"),
        ("extra", "nul_character"),
    ]


def test_a_repair_shows_the_value_before_and_after() -> None:
    found = outcome(confidence="high", created_at=1762770000, topic=9, context="x" * 500)
    assert isinstance(found, Accepted)
    told = {repair.field: (repair.before, repair.after) for repair in found.repairs}
    assert told["confidence"] == ('"high"', "null")
    assert told["created_at"] == ("1762770000", "2025-11-10T10:20:00Z")
    assert told["topic"] == ("9", '"9"')
    assert len(told["context"][0]) == 80
    assert told["context"][0].endswith("…")

"""Mappings: guessed whatever the style of names, shown, corrected, kept."""

import json
from typing import Any

import orjson
import pytest

from reviewer.domain.interaction import SourceRow
from reviewer.errors import UsageError
from services.sync.aliases import ALIASES, camel_case
from services.sync.careful import Accepted
from services.sync.fields import OURS
from services.sync.guess import guess_mapping
from services.sync.mapping import Mapping
from services.sync.normalise import Normaliser
from services.sync.notation import JSON
from services.sync.records import Deferred, RawBlock

VALUES: dict[str, Any] = {
    **dict.fromkeys(OURS, "text"),
    "feedback": "yes",
    "confidence": 0.5,
    "created_at": "2026-11-10T09:00:00Z",
    "updated_at": "2026-11-10T09:00:00Z",
    "context": [{"role": "customer", "text": "Hi"}],
    "source": {"shop": 1},
}


def taken(mapping: Mapping, record: dict[str, Any]) -> SourceRow:
    outcome = Normaliser(mapping, JSON).one(record)
    assert isinstance(outcome, Accepted)
    return outcome.row


def theirs(record: dict[str, Any], *corrections: str) -> dict[str, str]:
    return {choice.ours: choice.theirs for choice in guess_mapping([record], corrections).choices}


@pytest.mark.parametrize(
    "style",
    [
        str,
        str.upper,
        camel_case,
        lambda name: camel_case(name)[0].upper() + camel_case(name)[1:],
        lambda name: name.replace("_", "-"),
        lambda name: name.replace("_", " ").title(),
    ],
)
def test_our_own_names_are_recognised_in_every_style(style: Any) -> None:
    record = {style(ours): value for ours, value in VALUES.items()}
    assert theirs(record) == {ours: style(ours) for ours in OURS}


@pytest.mark.parametrize(
    ("ours", "alias"), [(ours, alias) for ours, aliases in ALIASES.items() for alias in aliases]
)
def test_every_alias_is_recognised_alone(ours: str, alias: str) -> None:
    assert theirs({camel_case(alias): VALUES[ours]}) == {ours: camel_case(alias)}


def test_no_alias_has_two_meanings() -> None:
    meanings = [alias for aliases in ALIASES.values() for alias in aliases]
    assert len(meanings) == len(set(meanings))
    assert all(aliases[0] == ours for ours, aliases in ALIASES.items())


def test_the_columns_of_the_database_are_recognised() -> None:
    texts = ("id", "conversationId", "channel", "message", "ai_reply", "agent_reply", "feedback")
    labels = ("assistant_version", "model_name", "promptVersion", "topic", "intent", "language")
    times = ("created_at", "updated_at")
    columns = dict.fromkeys((*texts, *labels, *times, "confidence_score"))
    columns |= {"context": [], "metadata": {}}
    mapping = guess_mapping([columns])
    assert {choice.ours for choice in mapping.choices} == set(OURS)
    assert mapping.left == ()


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (
            {"id": 1, "customer": {"text": "Hi", "name": "B"}, "ai": {"reply": "Hello"}},
            {"id": "id", "customer_message": "customer.text", "ai_reply": "ai.reply"},
        ),
        (
            {"data": {"attributes": {"id": 1, "message": "Hi"}}},
            {"id": "data.attributes.id", "customer_message": "data.attributes.message"},
        ),
        (
            {"_id": {"$oid": "64b0"}, "createdAt": {"$date": "2026-11-10T09:00:00Z"}},
            {"id": "_id.$oid", "created_at": "createdAt.$date"},
        ),
        (
            {"message": {"date": "2026-11-10", "content": "Hi"}, "assistant": {"version": "v2"}},
            {"customer_message": "message.content", "assistant_version": "assistant.version"},
        ),
        (
            {"scores": {"confidence": 0.2}, "prompt": {"version": "v1"}, "topic": {"name": "bank"}},
            {
                "confidence": "scores.confidence",
                "prompt_version": "prompt.version",
                "topic": "topic.name",
            },
        ),
        ({"customer": {"id": "7", "name": "B"}}, {}),
        (
            {"customer.text": "Hi", "ticket.id": "1"},
            {"customer_message": "customer.text", "conversation_id": "ticket.id"},
        ),
    ],
)
def test_nested_names_are_recognised(record: dict[str, Any], wanted: dict[str, str]) -> None:
    assert theirs(record) == wanted


@pytest.mark.parametrize(
    ("record", "ours", "wanted", "others"),
    [
        (
            {"message": "a", "customer_message": "b"},
            "customer_message",
            "customer_message",
            ("message",),
        ),
        (
            {"customerMessage": "a", "message": "b"},
            "customer_message",
            "customerMessage",
            ("message",),
        ),
        (
            {"prompt": "a", "question": "b", "text": "c"},
            "customer_message",
            "question",
            ("prompt", "text"),
        ),
        ({"score": 0.1, "confidence_score": 0.2}, "confidence", "confidence_score", ("score",)),
        ({"time": "2026-11-10", "timestamp": "2026-11-10"}, "created_at", "timestamp", ("time",)),
        ({"ID": "a", "uuid": "b"}, "id", "ID", ("uuid",)),
        ({"data": {"id": "a"}, "row_id": "b"}, "id", "data.id", ("row_id",)),
    ],
)
def test_of_several_names_the_likeliest_is_taken_and_the_others_are_told(
    record: dict[str, Any], ours: str, wanted: str, others: tuple[str, ...]
) -> None:
    choice = next(c for c in guess_mapping([record]).choices if c.ours == ours)
    assert (choice.theirs, choice.others) == (wanted, others)


@pytest.mark.parametrize(
    "record",
    [
        {"score": 4},
        {"score": "high"},
        {"rating": 5},
        {"rating": "five stars"},
        {"message": {"parts": []}},
        {"history": "a text"},
        {"messages": [{"text": "nobody said this"}]},
        {"time": "soon"},
        {"metadata": "web"},
        {"topic": ["a"]} | {"category": ["b"]},
    ],
)
def test_a_name_with_values_that_cannot_be_meant_is_left(record: dict[str, Any]) -> None:
    exact = {"topic": "topic"} if "topic" in record else {}
    assert theirs(record) == exact


def test_our_own_name_is_taken_whatever_its_values() -> None:
    assert theirs({"confidence": "high", "context": 5}) == {
        "confidence": "confidence",
        "context": "context",
    }


def test_values_are_judged_over_the_whole_sample() -> None:
    records = [{"score": None}, {"score": 0.2}, {"score": 0.9}, {"score": 1.5}]
    assert guess_mapping(records).path("confidence") == ("score",)


def test_each_path_is_used_once() -> None:
    paths = [choice.path for choice in guess_mapping([VALUES | {"version": "v"}]).choices]
    assert len(paths) == len(set(paths))


def test_a_sample_value_and_what_is_left_are_shown() -> None:
    mapping = guess_mapping([{"id": None, "x": 1}, {"id": "é" * 100, "message": "Hi", "y": 2}])
    shown = {choice.ours: choice.sample for choice in mapping.choices}
    assert shown["customer_message"] == '"Hi"'
    assert shown["id"].startswith('"éé')
    assert len(shown["id"]) == 80
    assert mapping.left == ("x", "y")


@pytest.mark.parametrize("levels", [300, 1020])
def test_a_sample_value_nested_deep_is_no_trouble(levels: int) -> None:
    record = orjson.loads(b'{"id":' + b"[" * levels + b"]" * levels + b"}")
    assert guess_mapping([record]).choices[0].sample


RECORD = {
    "id": "1",
    "customer": {"text": "Hi"},
    "messages": [{"text": "first"}, {"text": "second"}],
    "message": "other",
    "version": "v2",
    "dotted.name": "d",
}


@pytest.mark.parametrize(
    ("correction", "ours", "path"),
    [
        ("customer_message=customer.text", "customer_message", ("customer", "text")),
        ("customer_message=messages.0.text", "customer_message", ("messages", "0", "text")),
        (" topic = dotted.name ", "topic", ("dotted.name",)),
        ("model=version", "model", ("version",)),
    ],
)
def test_a_correction_stands_before_the_guess(
    correction: str, ours: str, path: tuple[str, ...]
) -> None:
    mapping = guess_mapping([RECORD], [correction])
    choice = next(c for c in mapping.choices if c.ours == ours)
    assert (choice.path, choice.origin) == (path, "corrected")


def test_a_corrected_path_is_not_guessed_for_another_fact() -> None:
    assert "assistant_version" not in theirs(RECORD, "model=version")
    both = theirs(RECORD, "assistant_version=version", "prompt_version=version")
    assert both["assistant_version"] == both["prompt_version"] == "version"


def test_a_path_into_a_list_is_read() -> None:
    mapping = guess_mapping([RECORD], ["customer_message=messages.1.text"])
    row = taken(mapping, RECORD)
    assert row.customer_message == "second"
    assert json.loads(row.extra or "") == {
        "customer": {"text": "Hi"},
        "dotted.name": "d",
        "message": "other",
        "messages": [{"text": "first"}, None],
    }


@pytest.mark.parametrize(
    ("corrections", "told"),
    [
        (["customer_message"], "not of the form OURS=THEIRS"),
        (["=text"], "not of the form OURS=THEIRS"),
        (["topic="], "not of the form OURS=THEIRS"),
        ([""], "not of the form OURS=THEIRS"),
        (["message=customer.text"], "Its fields are: id, conversation_id"),
        (["topic=subjct"], "They have: id, customer"),
        (["topic=versoin"], "Did you mean version"),
        (["topic=Customer.Text"], "Did you mean customer.text"),
        (["topic=text"], "Did you mean customer.text"),
        (["topic=messages.2.text"], "has 'messages.2.text'"),
        (["topic=version", "topic=id"], "names topic twice"),
    ],
)
def test_a_wrong_correction_gets_a_sentence(corrections: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        guess_mapping([RECORD], corrections)


def test_what_is_missing_is_told_with_what_there_is() -> None:
    mapping = guess_mapping([{"nr": 1, "words": "Hi", "topic": "bank"}])
    assert mapping.missing == ("id", "customer_message")
    with pytest.raises(UsageError) as refusal:
        mapping.require()
    assert "id and customer_message" in str(refusal.value)
    assert "topic, nr, words" in str(refusal.value)
    guess_mapping([{"nr": 1, "words": "Hi"}], ["id=nr", "customer_message=words"]).require()


def test_a_mapping_is_kept_as_json() -> None:
    mapping = guess_mapping([RECORD], ["customer_message=messages.0.text"])
    kept = json.loads(json.dumps(mapping.as_json()))
    again = Mapping.from_json({**kept, "unknown": ["x"]})
    assert [(c.ours, c.path) for c in again.choices] == [(c.ours, c.path) for c in mapping.choices]
    assert {choice.origin for choice in again.choices} == {"kept"}


@pytest.mark.parametrize("name", ["agent_reply", "agentReply"])
def test_a_fact_that_the_sample_does_not_show_is_taken_where_it_appears(name: str) -> None:
    mapping = guess_mapping([{"id": "1", "message": "Hi"}])
    records: list[dict[str, Any]] = [
        {"id": "1", "message": "Hi"},
        {"id": "2", "message": "Hi", name: "Hello", "x": 1},
    ]
    raw = RawBlock(records, (1, 2), "line", Deferred(records), 0)
    block = Normaliser(mapping, JSON).block(raw)
    assert [row.agent_reply for row in block.rows] == [None, "Hello"]
    assert [row.extra for row in block.rows] == [None, '{"x":1}']
    assert taken(mapping, records[1]) == block.rows[1]


def test_a_late_name_that_has_another_meaning_is_not_taken() -> None:
    mapping = guess_mapping([{"id": "1", "message": "Hi", "intent": "a"}], ["topic=intent"])
    row = taken(mapping, {"id": "1", "message": "Hi", "intent": "a", "t": 1})
    assert (row.topic, row.intent, row.extra) == ("a", None, '{"t":1}')
    mapping = guess_mapping([{"id": "1", "message": "Hi", "topic": {"k": 1}}])
    row = taken(mapping, {"id": "1", "message": "Hi", "topic": {"k": 1}})
    assert (row.topic, row.extra) == (None, '{"topic":{"k":1}}')


def test_a_fact_can_be_left_out() -> None:
    mapping = guess_mapping([VALUES]).without("topic").without("channel")
    kept = Mapping.from_json(json.loads(json.dumps(mapping.as_json())))
    assert mapping.path("topic") is kept.path("topic") is None
    assert mapping.left == ("topic", "channel")
    for one in (mapping, kept):
        row = taken(one, VALUES)
        assert (row.topic, row.extra) == (None, '{"channel":"text","topic":"text"}')
    assert mapping.without("topic") == mapping

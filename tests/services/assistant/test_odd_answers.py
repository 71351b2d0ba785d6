"""Whatever JSON a server sends in whatever place of an answer, it is an answer or a sentence."""

import contextlib
import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from reviewer.errors import ReviewerError, UnreadableAnswer
from tests.services.assistant.bench import Bench
from tests.services.assistant.scripted import Raw, completion, scripted

IMPROVED = json.dumps({"improved_reply": "I am sorry. It arrives on Monday.", "reason": "kinder"})
ODD = ("\ud800", 7, -1, 1e308, 10**30, True, ["a"], {"a": 1}, "\0")
#: Places, one of each kind: steps from the document to the value that is replaced.
WHOLE: Sequence[tuple[str | int, ...]] = (
    ("model",),
    ("choices", 0, "finish_reason"),
    ("choices", 0, "message", "content"),
    ("choices", 0, "logprobs", "content", 0, "logprob"),
    ("usage", "prompt_tokens"),
    ("usage", "prompt_tokens_details", "cached_tokens"),
)
STREAMED: Sequence[tuple[str | int, ...]] = (
    (0, "choices", 0, "delta", "content"),
    (0, "choices", 0, "delta", "refusal"),
    (0, "choices", 0, "logprobs", "content", 0, "logprob"),
    (1, "model"),
    (1, "choices"),
    (1, "choices", 0, "delta"),
    (1, "usage"),
    (1, "usage", "prompt_tokens"),
    (1, "usage", "prompt_tokens_details"),
    (1, "usage", "completion_tokens_details"),
)


@dataclass(slots=True)
class Odd:
    """A server whose next answer is `status` and `document`; a list of documents is a stream."""

    status: int = 200
    document: Any = field(default_factory=dict)

    def __call__(self, request: dict[str, Any]) -> Raw:
        headers = {"x-should-retry": "false", "retry-after-ms": "1"}
        if not request.get("stream") or self.status != 200:
            return self.status, headers, json.dumps(self.document).encode()
        pieces = [b"data: " + json.dumps(piece).encode() + b"\n\n" for piece in self.document]
        headers["content-type"] = "text/event-stream"
        return 200, headers, b"".join(pieces) + b"data: [DONE]\n\n"


@pytest.fixture
def odd(bench: Bench) -> Iterator[Odd]:
    answers = Odd()
    with scripted(answers) as server:
        bench.add_provider(server.url, model="scripted")
        bench.add_failures(1)
        yield answers


@pytest.mark.parametrize("place", WHOLE, ids=lambda place: ".".join(map(str, place)))
def test_a_whole_answer_with_anything_anywhere(
    bench: Bench, odd: Odd, place: tuple[str | int, ...]
) -> None:
    for value in ODD:
        odd.document = _with(_whole(), place, value)
        _ask(bench)
    _assert_ledger_is_sane(bench)


@pytest.mark.parametrize("place", STREAMED, ids=lambda place: ".".join(map(str, place)))
def test_a_stream_with_anything_anywhere(
    bench: Bench, odd: Odd, place: tuple[str | int, ...]
) -> None:
    for value in ODD:
        odd.document = _with(_pieces(), place, value)
        _ask(bench, arriving=len)
    _assert_ledger_is_sane(bench)


@pytest.mark.parametrize("status", [400, 429, 500])
def test_a_refusal_with_anything_in_it(bench: Bench, odd: Odd, status: int) -> None:
    odd.status = status
    for name in ("code", "type", "message", "param"):
        for value in ODD:
            odd.document = {"error": {"message": "no", name: value}}
            _ask(bench)
    _assert_ledger_is_sane(bench)


def _ask(bench: Bench, **how: Any) -> None:
    """Ask; whatever comes is an outcome or a fault of those with a sentence, never a bug."""
    with contextlib.suppress(ReviewerError):
        bench.parts.desk.improve(bench.ids[0], fresh=True, **how).result(60)


def _assert_ledger_is_sane(bench: Bench) -> None:
    for call in bench.calls:
        assert 0 <= call.use.cached <= call.use.prompt < 10**9
        assert 0 <= call.use.completion < 10**9
        assert call.cost >= 0
        assert call.state.value != "started"
    bench.assert_sound()


def _with(document: Any, place: Sequence[str | int], value: Any) -> Any:
    changed = copy.deepcopy(document)
    node = changed
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    return changed


def _whole() -> dict[str, Any]:
    whole = completion(IMPROVED)
    whole["choices"][0]["logprobs"] = {"content": [{"token": "I", "logprob": -0.5}]}
    whole["usage"]["prompt_tokens_details"] = {"cached_tokens": 1}
    return whole


def _pieces() -> list[dict[str, Any]]:
    first = {"index": 0, "delta": {"content": IMPROVED}, "finish_reason": None}
    last = {"index": 0, "delta": {"content": ""}, "finish_reason": "stop"}
    first["logprobs"] = {"content": [{"token": "I", "logprob": -0.5}]}
    usage = {**_whole()["usage"], "completion_tokens_details": {"reasoning_tokens": 0}}
    envelope = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
    return [{**envelope, "choices": [first]}, {**envelope, "choices": [last], "usage": usage}]


def test_an_answer_without_an_end_is_left(bench: Bench, odd: Odd) -> None:
    piece = _with(_pieces()[0], ("choices", 0, "delta", "content"), "x" * 100_000)
    odd.document = [piece] * 15
    with pytest.raises(UnreadableAnswer, match="more than 1,000,000 characters"):
        bench.parts.desk.improve(bench.ids[0], arriving=len).result(60)
    odd.document = completion("x" * 1_500_000)
    with pytest.raises(UnreadableAnswer, match="more than 1,000,000 characters"):
        bench.parts.desk.improve(bench.ids[0]).result(60)
    bench.assert_sound()

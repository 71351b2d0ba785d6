"""The endpoint `/v1/batches`: requests that are answered bit by bit, as the clock goes."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from services.demo.provider.api_errors import ApiError, invalid, not_found
from services.demo.provider.batches.batch import ENDED, Batch, Order, Status
from services.demo.provider.batches.lines import Item, LineFault, answered, given_up, read_items
from services.demo.provider.calls import Call
from services.demo.provider.chance import identifier
from services.demo.provider.checks import check_batch
from services.demo.provider.clock import Clock
from services.demo.provider.exchange import Answer, json_answer
from services.demo.provider.faults import Fault
from services.demo.provider.files import BATCH, BATCH_OUTPUT, Files
from services.demo.provider.paging import page

#: Answers one request of a batch: endpoint and body in, document out. Raises ApiError.
Answering = Callable[[str, dict[str, Any]], dict[str, Any]]

ENDPOINTS = ("/v1/chat/completions", "/v1/embeddings")
#: Seconds that one look at a batch works on its requests before it answers.
_LONGEST_LOOK = 2.0
_BROKEN = LineFault("server_error", "The batch failed due to an internal error.")
_GIVEN_UP = {
    Status.EXPIRED: (
        "batch_expired",
        "This request could not be executed before the completion window expired.",
    ),
    Status.CANCELLED: ("batch_cancelled", "This request was cancelled with its batch."),
}


class BatchEndpoint:
    """Answers about batches."""

    def __init__(
        self, seed: int, lasts: float, files: Files, clock: Clock, answering: Answering
    ) -> None:
        self._seed = seed
        self._lasts = lasts
        self._files = files
        self._clock = clock
        self._answering = answering
        self._batches: dict[str, Batch] = {}
        self._worked_on: set[str] = set()

    async def create(self, call: Call) -> Answer:
        """Create a batch. Raises ApiError."""
        body = call.document()
        check_batch(body)
        batch = Batch(self._order(body, call.faults))
        self._batches[batch.order.id] = batch
        return json_answer(batch.document(self._clock.now()))

    async def listed(self, call: Call) -> Answer:
        """List the batches. Raises ApiError."""
        for batch in tuple(self._batches.values()):
            await self._work(batch)
        now = self._clock.now()
        shown = [batch.document(now) for batch in self._batches.values()]
        return json_answer(page(shown, call.request.query))

    async def show(self, call: Call) -> Answer:
        """Describe a batch, after some work on what is due. Raises ApiError."""
        batch = self._find(call)
        await self._work(batch)
        return json_answer(batch.document(self._clock.now()))

    async def cancel(self, call: Call) -> Answer:
        """Stop a batch; what is done stays done. Raises ApiError where it is over."""
        batch = self._find(call)
        await self._work(batch)
        status = batch.status(self._clock.now())
        if status in (*ENDED, Status.FAILED):
            raise invalid(f"Cannot cancel a batch with status '{status.value}'.", None)
        if batch.cancelled is None:
            batch.cancelled = self._clock.now()
        return json_answer(batch.document(self._clock.now()))

    def _find(self, call: Call) -> Batch:
        number = call.parts["batch"]
        if number not in self._batches:
            raise not_found(f"No batch found with id '{number}'.", "batch_id")
        return self._batches[number]

    def _order(self, body: Mapping[str, Any], faults: frozenset[Fault]) -> Order:
        if body["endpoint"] not in ENDPOINTS:
            known = " and ".join(map(repr, ENDPOINTS))
            message = f"Invalid value: {body['endpoint']!r}. Supported here are: {known}."
            raise invalid(message, "endpoint", "invalid_value")
        file = self._files.find(body["input_file_id"], "input_file_id")
        if file.purpose != BATCH:
            message = f"File '{file.id}' has the purpose '{file.purpose}', not '{BATCH}'."
            raise invalid(message, "input_file_id", "invalid_file_purpose")
        items, found = read_items(file.content, body["endpoint"])
        return Order(
            id=identifier("batch_simulated_", self._seed, len(self._batches), file.id),
            body=body,
            items=items,
            faults=[_BROKEN] if Fault.BATCH_FAILED in faults else found,
            created=self._clock.now(),
            lasts=self._lasts,
            expires=Fault.BATCH_EXPIRED in faults,
        )

    async def _work(self, batch: Batch) -> None:
        """Answer what is due, for a while; somebody else who looks at the batch does not wait."""
        if batch.order.id in self._worked_on or batch.order.faults:
            return
        self._worked_on.add(batch.order.id)
        try:
            await self._answer_due(batch)
        finally:
            self._worked_on.discard(batch.order.id)
        self._finish(batch)

    async def _answer_due(self, batch: Batch) -> None:
        time = asyncio.get_running_loop().time
        until = time() + _LONGEST_LOOK
        while batch.results.done < batch.due(self._clock.now()) and time() < until:
            self._answer(batch, batch.order.items[batch.results.done])
            await asyncio.sleep(0)

    def _answer(self, batch: Batch, item: Item) -> None:
        number, results = batch.order.id, batch.results
        try:
            document = self._answering(batch.order.body["endpoint"], item.body)
        except ApiError as error:
            results.errors.append(answered(number, item, error.status, error.document()))
            return
        results.output.append(answered(number, item, 200, document))
        results.use(document.get("usage", {"prompt_tokens": 0}))

    def _finish(self, batch: Batch) -> None:
        """Write the files of a batch that is over."""
        status = batch.status(self._clock.now())
        if status not in ENDED or batch.files:
            return
        lines, left = batch.results, batch.order.items[batch.results.done :]
        late = [given_up(batch.order.id, item, *_GIVEN_UP[status]) for item in left]
        self._store(batch, "output", lines.output)
        self._store(batch, "errors", [*lines.errors, *late])

    def _store(self, batch: Batch, what: str, lines: list[bytes]) -> None:
        if lines:
            name = f"{batch.order.id}_{what}.jsonl"
            batch.files[what] = self._files.add(name, BATCH_OUTPUT, b"".join(lines)).id

"""One batch: its requests, how far it has come, and what it leaves."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.demo.provider.batches.lines import Item, LineFault

_DAY = 24 * 3600
#: Shares of a batch's time at which it is validated, and at which its requests are done.
VALIDATED, DONE = 0.1, 0.9
#: Where a batch that expires gets to.
_EXPIRES_AT = 0.5


class Status(StrEnum):
    """Where a batch stands."""

    VALIDATING = "validating"
    FAILED = "failed"
    IN_PROGRESS = "in_progress"
    FINALIZING = "finalizing"
    COMPLETED = "completed"
    EXPIRED = "expired"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


ENDED = (Status.COMPLETED, Status.EXPIRED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Order:
    """What a batch was created with; `created` and `lasts` in seconds."""

    id: str
    body: Mapping[str, Any]
    items: list[Item]
    faults: list[LineFault]
    created: float
    lasts: float
    expires: bool = False

    def moment(self, share: float) -> float:
        """Return when this share of the batch's time has passed."""
        return self.created + share * self.lasts


@dataclass(slots=True)
class Results:
    """The lines of both files so far, and what was used up."""

    output: list[bytes] = field(default_factory=list)
    errors: list[bytes] = field(default_factory=list)
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    reasoning_tokens: int = 0

    @property
    def done(self) -> int:
        """How many requests are done."""
        return len(self.output) + len(self.errors)

    def use(self, usage: Mapping[str, Any]) -> None:
        """Add what a request used up."""
        self.input_tokens += usage["prompt_tokens"]
        self.output_tokens += usage.get("completion_tokens", 0)
        prompt, written = (usage.get(f"{n}_tokens_details", {}) for n in ("prompt", "completion"))
        self.cached_tokens += prompt.get("cached_tokens", 0)
        self.reasoning_tokens += written.get("reasoning_tokens", 0)


@dataclass(slots=True)
class Batch:
    """A batch: its order, its results, and what people did to it."""

    order: Order
    results: Results = field(default_factory=Results)
    cancelled: float | None = None
    files: dict[str, str] = field(default_factory=dict)

    def due(self, now: float) -> int:
        """Return how many requests should be done by now."""
        until = now if self.cancelled is None else min(now, self.cancelled)
        share = (until - self.order.created) / self.order.lasts if self.order.lasts else 1.0
        if self.order.expires:
            share = min(share, _EXPIRES_AT)
        passed = min(1.0, max(0.0, (share - VALIDATED) / (DONE - VALIDATED)))
        return math.floor(passed * len(self.order.items) + 1e-9)

    def status(self, now: float) -> Status:
        """Return where the batch stands; it ends only once its due requests are answered."""
        order = self.order
        if now < order.moment(VALIDATED) and self.cancelled is None:
            return Status.VALIDATING
        if order.faults:
            return Status.FAILED
        ready = self.results.done >= self.due(now)
        if self.cancelled is not None:
            over = now >= self.cancelled + order.lasts * VALIDATED
            return Status.CANCELLED if over and ready else Status.CANCELLING
        if now < order.moment(DONE) or not ready:
            return Status.IN_PROGRESS
        if now < order.moment(1):
            return Status.FINALIZING
        return Status.EXPIRED if order.expires else Status.COMPLETED

    def document(self, now: float) -> dict[str, Any]:
        """Return the batch as the API shows it."""
        order, status, results = self.order, self.status(now), self.results
        failed = status is Status.FAILED
        faults = [fault.document() for fault in order.faults]
        return {
            "id": order.id,
            "object": "batch",
            "endpoint": order.body["endpoint"],
            "completion_window": order.body["completion_window"],
            "input_file_id": order.body["input_file_id"],
            "model": str(order.items[0].body.get("model")) if order.items else None,
            "status": status.value,
            "errors": {"object": "list", "data": faults} if failed else None,
            "output_file_id": self.files.get("output"),
            "error_file_id": self.files.get("errors"),
            **self._times(status),
            "request_counts": {
                "total": len(order.items),
                "completed": len(results.output),
                "failed": len(results.errors),
            },
            "usage": self._usage(),
            "metadata": order.body.get("metadata"),
        }

    def _times(self, status: Status) -> dict[str, int | None]:
        order = self.order
        end = int(order.moment(1))
        begun = status not in (Status.VALIDATING, Status.FAILED)
        late = status in (Status.FINALIZING, Status.COMPLETED)
        stopped = None if self.cancelled is None else int(self.cancelled)
        return {
            "created_at": int(order.created),
            "expires_at": int(order.created) + _DAY,
            "in_progress_at": int(order.moment(VALIDATED)) if begun else None,
            "finalizing_at": int(order.moment(DONE)) if late else None,
            "completed_at": end if status is Status.COMPLETED else None,
            "failed_at": int(order.moment(VALIDATED)) if status is Status.FAILED else None,
            "expired_at": end if status is Status.EXPIRED else None,
            "cancelling_at": stopped,
            "cancelled_at": stopped if status is Status.CANCELLED else None,
        }

    def _usage(self) -> dict[str, Any]:
        used = self.results
        return {
            "input_tokens": used.input_tokens,
            "input_tokens_details": {"cached_tokens": used.cached_tokens},
            "output_tokens": used.output_tokens,
            "output_tokens_details": {"reasoning_tokens": used.reasoning_tokens},
            "total_tokens": used.input_tokens + used.output_tokens,
        }

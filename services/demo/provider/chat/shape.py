"""The documents of a chat completion: whole, or in chunks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.demo.provider.chance import identifier
from services.demo.provider.chat.completion import Chat, Choice
from services.demo.provider.chat.logprobs import token_logprobs
from services.demo.provider.faults import Fault

FINGERPRINT = "fp_simulated"


@dataclass(frozen=True, slots=True)
class Shape:
    """Puts the answers to one request in the documented shapes; `created` in seconds."""

    chat: Chat
    choices: list[Choice]
    usage: dict[str, Any]
    created: int

    def whole(self) -> dict[str, Any]:
        """Return the chat.completion."""
        document = self._head("chat.completion")
        document["choices"] = [self._choice(choice) for choice in self.choices]
        if Fault.NO_USAGE not in self.chat.faults:
            document["usage"] = self.usage
        return document

    def chunks(self) -> Iterator[dict[str, Any]]:
        """Give the chat.completion.chunk documents of a stream."""
        for choice in self.choices:
            yield self._chunk(choice, {"role": "assistant", **self._no_text(choice)})
            entries = self._entries(choice)
            for at, token in enumerate(choice.tokens):
                name = "refusal" if choice.refused else "content"
                yield self._chunk(choice, {name: token}, entries and entries[at : at + 1])
            yield self._chunk(choice, {}, finish_reason=choice.finish_reason)
        if self._wants_usage and Fault.NO_USAGE not in self.chat.faults:
            yield {**self._head("chat.completion.chunk"), "choices": [], "usage": self.usage}

    @property
    def _wants_usage(self) -> bool:
        return bool((self.chat.body.get("stream_options") or {}).get("include_usage"))

    @property
    def _has_refusal_key(self) -> bool:
        return self.chat.card.refusal_key and Fault.NO_REFUSAL_KEY not in self.chat.faults

    def _no_text(self, choice: Choice) -> dict[str, Any]:
        empty = None if choice.refused else ""
        return {"content": empty, "refusal": None} if self._has_refusal_key else {"content": empty}

    def _head(self, kind: str) -> dict[str, Any]:
        card = self.chat.card
        return {
            "id": identifier("chatcmpl-simulated-", self.chat.seed, self.chat.key),
            "object": kind,
            "created": self.created,
            "model": card.id if "simulated" in card.id else f"simulated-{card.id}",
            "system_fingerprint": FINGERPRINT,
            "service_tier": "default",
        }

    def _choice(self, choice: Choice) -> dict[str, Any]:
        entries = self._entries(choice)
        return {
            "index": choice.index,
            "message": self._message(choice),
            "logprobs": self._logprobs(choice, entries),
            "finish_reason": choice.finish_reason,
        }

    def _message(self, choice: Choice) -> dict[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": choice.text}
        if choice.refused:
            return {**message, "content": None, "refusal": choice.text}
        if self._has_refusal_key:
            message |= {"refusal": None, "annotations": []}
        return message

    def _chunk(
        self,
        choice: Choice,
        delta: dict[str, Any],
        entries: list[dict[str, Any]] | None = None,
        finish_reason: str | None = None,
    ) -> dict[str, Any]:
        told = {
            "index": choice.index,
            "delta": delta,
            "logprobs": self._logprobs(choice, entries),
            "finish_reason": finish_reason,
        }
        document = {**self._head("chat.completion.chunk"), "choices": [told]}
        return {**document, "usage": None} if self._wants_usage else document

    def _entries(self, choice: Choice) -> list[dict[str, Any]] | None:
        """Return the log probabilities; None where nobody asked, or this model has none."""
        body = self.chat.body
        left_out = Fault.NO_LOGPROBS in self.chat.faults or not self.chat.card.logprobs
        if left_out or not body.get("logprobs"):
            return None
        return token_logprobs(choice, body.get("top_logprobs") or 0, seed=self.chat.seed)

    def _logprobs(
        self, choice: Choice, entries: list[dict[str, Any]] | None
    ) -> dict[str, Any] | None:
        if entries is None:
            return None
        kept, other = ("refusal", "content") if choice.refused else ("content", "refusal")
        return {kept: entries, other: None}

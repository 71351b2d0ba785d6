"""Requests and answers as they go over the wire: chat completions, by what a model can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from reviewer.domain.assistant import CallState, Capabilities, JsonSupport
from reviewer.domain.cost import TokenUse
from reviewer.domain.token_probability import mean_token_probability
from reviewer.errors import UnreadableAnswer

#: A model that reasons gets this many times the tokens, for thoughts that nobody sees.
ROOM_TO_REASON = 4
#: Bytes that a request has around the texts of its messages, for the bound of its cost.
OVERHEAD_BYTES = 64
_BYTES_PER_TOKEN = 4
#: No call has so many tokens: a count beyond is none.
_MOST_TOKENS = 10**9
#: The most characters of an answer that is taken; those asked for have a few thousand.
MOST_CHARACTERS = 1_000_000
_JSON_ORDER = (
    "Answer with one JSON object and nothing else, no code block and no comment. "
    "It has to fit this JSON schema:\n"
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Chat:
    """What a model is asked. `schema` is the JSON schema of the answer, None for plain text."""

    model: str
    messages: Sequence[Message]
    most_tokens: int
    schema_name: str = ""
    schema: Mapping[str, Any] | None = None
    temperature: float | None = None
    logprobs: bool = False

    def token_limit(self, can: Capabilities) -> int:
        """Return the most tokens that the answer may have."""
        return self.most_tokens * (ROOM_TO_REASON if can.reasons else 1)

    def prompt_bytes(self) -> int:
        """Return how many bytes the prompt has at most; a token is at least one."""
        texts = sum(len(m.text.encode("utf-8", "replace")) + OVERHEAD_BYTES for m in self.messages)
        schema = 0 if self.schema is None else 2 * len(orjson.dumps(self.schema)) + OVERHEAD_BYTES
        return texts + schema + len(_JSON_ORDER)

    def with_messages(self, *more: Message) -> "Chat":
        """Return the chat with messages added at its end."""
        return Chat(
            self.model,
            (*self.messages, *more),
            self.most_tokens,
            self.schema_name,
            self.schema,
            self.temperature,
            self.logprobs,
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """How a chat completion came out.

    `state` is ANSWERED, REFUSED, FILTERED or CUT_OFF; `confidence` the mean token probability.
    """

    state: CallState
    text: str
    model: str
    use: TokenUse
    confidence: float | None = None
    request_id: str | None = None
    reasoned: bool = False


def body_of(chat: Chat, can: Capabilities, *, stream: bool = False) -> dict[str, Any]:
    """Return the request's body, with what the model is known to take, or not known to refuse."""
    body: dict[str, Any] = {"model": chat.model, "messages": _messages(chat, can)}
    limit = "max_tokens" if can.old_token_limit else "max_completion_tokens"
    body[limit] = chat.token_limit(can)
    if chat.temperature is not None and can.temperature is not False:
        body["temperature"] = chat.temperature
    if chat.logprobs and can.logprobs is not False:
        body["logprobs"] = True
    if chat.schema is not None and can.json is not JsonSupport.NONE:
        body["response_format"] = _response_format(chat, can.json)
    if stream:
        body["stream"] = True
        if can.stream_usage is not False:
            body["stream_options"] = {"include_usage": True}
    return body


def _messages(chat: Chat, can: Capabilities) -> list[dict[str, str]]:
    messages = [{"role": message.role, "content": message.text} for message in chat.messages]
    if chat.schema is not None and can.json is not JsonSupport.SCHEMA:
        order = _JSON_ORDER + orjson.dumps(chat.schema).decode()
        messages[0]["content"] += f"\n\n{order}"
    return messages


def _response_format(chat: Chat, support: JsonSupport) -> dict[str, Any]:
    match support:
        case JsonSupport.SCHEMA:
            named = {"name": chat.schema_name, "schema": chat.schema, "strict": True}
            return {"type": "json_schema", "json_schema": named}
        case JsonSupport.OBJECT_WITH_SCHEMA:
            return {"type": "json_object", "schema": chat.schema}
        case _:
            return {"type": "json_object"}


def read_completion(content: bytes, chat: Chat, request_id: str | None) -> Completion:
    """Return what a whole answer says. Raises UnreadableAnswer where it is none."""
    try:
        document = orjson.loads(content)
        choice = document["choices"][0]
        message = choice["message"]
        text, refusal = message.get("content"), message.get("refusal")
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError, AttributeError):
        raise unreadable() from None
    said = shown_text(refusal) or shown_text(text)
    if len(said) > MOST_CHARACTERS:
        raise endless()
    return Completion(
        state=state_of(choice.get("finish_reason"), refused=bool(refusal)),
        text=said,
        model=shown_text(document.get("model")) or chat.model,
        use=use_of(document.get("usage")) or estimated_use(chat, said),
        confidence=mean_token_probability(logprobs_of(choice)),
        request_id=request_id,
        reasoned=_reasoned(document.get("usage")),
    )


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a provider lists; `retires` is the day (YYYY-MM-DD) it is shut down, if told."""

    id: str
    retires: str | None


def read_models(content: bytes) -> tuple[Model, ...]:
    """Return the models of a list, by name. Raises UnreadableAnswer where it is none."""
    try:
        listed = orjson.loads(content)["data"]
        found = [
            Model(shown_text(one["id"]), shown_text(one.get("shutdown_date")) or None)
            for one in listed
        ]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise unreadable() from None
    return tuple(sorted(found, key=lambda model: model.id))


def unreadable() -> UnreadableAnswer:
    """Return the fault of an answer that is no chat completion."""
    return UnreadableAnswer(
        "The provider sent something that is no answer of this API. Check that its base URL is "
        "that of an OpenAI-compatible API; it usually ends in /v1."
    )


def endless() -> UnreadableAnswer:
    """Return the fault of an answer that is longer than any that is asked for."""
    return UnreadableAnswer(
        f"The provider's answer has more than {MOST_CHARACTERS:,} characters, and was left there. "
        "Try again, or ask another model."
    )


def shown_text(value: object) -> str:
    """Return a text as it can be stored; what is none counts as empty."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def state_of(finish_reason: object, *, refused: bool) -> CallState:
    """Return what a finish reason means; unknown ones count as an ordinary end."""
    if refused:
        return CallState.REFUSED
    match finish_reason:
        case "length":
            return CallState.CUT_OFF
        case "content_filter":
            return CallState.FILTERED
        case _:
            return CallState.ANSWERED


def use_of(usage: object) -> TokenUse | None:
    """Return the tokens that a provider counted; None where it did not."""
    if not isinstance(usage, Mapping):
        return None
    prompt, completion = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if prompt is None or completion is None:
        return None
    details = usage.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, Mapping) else 0
    return TokenUse(prompt, min(cached or 0, prompt), completion)


def _count(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < _MOST_TOKENS else None


def _reasoned(usage: object) -> bool:
    details = usage.get("completion_tokens_details") if isinstance(usage, Mapping) else None
    return isinstance(details, Mapping) and bool(details.get("reasoning_tokens"))


def estimated_use(chat: Chat, said: str) -> TokenUse:
    """Return about how many tokens a call took: four bytes each, as English text has."""
    completion = len(said.encode("utf-8", "replace"))
    return TokenUse(
        -(-chat.prompt_bytes() // _BYTES_PER_TOKEN),
        0,
        -(-completion // _BYTES_PER_TOKEN),
        estimated=True,
    )


def logprobs_of(choice: Mapping[str, Any]) -> list[float]:
    """Return the log probabilities of an answer's tokens; none where the model tells none."""
    told = choice.get("logprobs")
    content = told.get("content") if isinstance(told, Mapping) else None
    tokens = content if isinstance(content, list) else []
    found = (token.get("logprob") for token in tokens if isinstance(token, Mapping))
    return [float(one) for one in found if isinstance(one, int | float)]

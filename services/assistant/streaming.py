"""A streamed answer, gathered from its pieces."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviewer.domain.cost import TokenUse
from reviewer.domain.token_probability import mean_token_probability
from reviewer.errors import ProviderBusy
from services.assistant.wire import (
    MOST_CHARACTERS,
    Chat,
    Completion,
    endless,
    estimated_use,
    shown_text,
    state_of,
    unreadable,
    use_of,
)

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionChunk
    from openai.types.chat.chat_completion_chunk import Choice

#: Hears the whole text as far as it has arrived, on the network's thread.
Arriving = Callable[[str], object]
#: Seconds between two tellings: ten a second are as many as anybody sees.
INTERVAL = 0.1


@dataclass(slots=True)
class _Gathered:
    """What has arrived until now."""

    text: list[str] = field(default_factory=list)
    refusal: list[str] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)
    finish_reason: str | None = None
    model: str = ""
    use: TokenUse | None = None
    reasoned: bool = False
    length: int = 0

    def take(self, chunk: "ChatCompletionChunk") -> None:
        self.model = shown_text(chunk.model) or self.model
        if chunk.usage is not None:
            self.use = use_of(chunk.usage.to_dict(warnings=False))
            details = chunk.usage.completion_tokens_details
            self.reasoned = bool(details and details.reasoning_tokens)
        for choice in chunk.choices or ():
            self._take_choice(choice)

    def _take_choice(self, choice: "Choice") -> None:
        self.text.append(_piece(choice.delta.content))
        self.refusal.append(_piece(choice.delta.refusal))
        self.length += len(self.text[-1]) + len(self.refusal[-1])
        self.finish_reason = choice.finish_reason or self.finish_reason
        told = choice.logprobs.content if choice.logprobs else None
        self.logprobs += [float(token.logprob) for token in told or ()]


def _piece(said: str | None) -> str:
    """Return a piece of text. Raises TypeError for what is none: the SDK checks nothing."""
    if said is not None and not isinstance(said, str):
        raise TypeError
    return said or ""


async def gather(
    pieces: "AsyncIterator[ChatCompletionChunk]",
    chat: Chat,
    arriving: Arriving,
    request_id: str | None,
) -> Completion:
    """Return the whole answer, and tell what has arrived as it grows, at most ten times a second.

    Raises ProviderBusy where the answer ends before its end, UnreadableAnswer where a piece is
    no piece of one, and what the SDK raises.
    """
    gathered, told_at = _Gathered(), 0.0
    try:
        async for chunk in pieces:
            gathered.take(chunk)
            if gathered.length > MOST_CHARACTERS:
                raise endless()
            if gathered.text and time.monotonic() - told_at >= INTERVAL:
                told_at = time.monotonic()
                arriving(shown_text("".join(gathered.text)))
    except (ValueError, AttributeError, TypeError):
        raise unreadable() from None
    if gathered.finish_reason is None:
        raise ProviderBusy("The provider broke off its answer in the middle. Try again later.")
    arriving(shown_text("".join(gathered.text)))
    return _completion(gathered, chat, request_id)


def _completion(gathered: _Gathered, chat: Chat, request_id: str | None) -> Completion:
    refusal = "".join(gathered.refusal)
    said = shown_text(refusal or "".join(gathered.text))
    return Completion(
        state=state_of(gathered.finish_reason, refused=bool(refusal)),
        text=said,
        model=gathered.model or chat.model,
        use=gathered.use or estimated_use(chat, said),
        confidence=mean_token_probability(gathered.logprobs),
        request_id=request_id,
        reasoned=gathered.reasoned,
    )

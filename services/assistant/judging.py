"""Score two replies to the same message by rubric v1, with one judge and in one call."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from reviewer.domain.assistant import NoAnswer, Provider, Purpose
from reviewer.domain.interaction import Interaction
from reviewer.domain.rubric import CRITERIA, PairScores
from services.assistant.asking import USUAL, Asker, Given, Keep, Manner
from services.assistant.cases import texts_of
from services.assistant.forms import Form, PairVerdict, form, turned
from services.assistant.questions import Question
from services.assistant.quoting import clipped
from services.assistant.templates import PromptTemplate

MOST_TOKENS = 350


@dataclass(frozen=True, slots=True)
class Pair:
    """Two replies to an interaction's message."""

    interaction: Interaction
    old: str
    new: str

    @property
    def new_comes_first(self) -> bool:
        """Tell the order in which the judge sees them: by their texts, so about even overall.

        A judge tends to favour a place; it must not know which reply is the new one either.
        """
        texts = f"{self.old}\0{self.new}".encode("utf-8", "replace")
        return hashlib.blake2b(texts, digest_size=1).digest()[0] % 2 == 0

    @property
    def in_order(self) -> tuple[str, str]:
        """Return both replies in the order in which the judge sees them."""
        return (self.new, self.old) if self.new_comes_first else (self.old, self.new)


class Judge:
    """Scores pairs of replies. For the network lane's loop."""

    def __init__(self, asker: Asker, template: PromptTemplate) -> None:
        self._asker = asker
        self._template = template

    def question(
        self, pair: Pair, provider: Provider, run_id: UUID | None = None
    ) -> Question[PairScores]:
        """Return what is asked; the judge's model is the profile's own, or the one it names."""
        first, second = pair.in_order
        texts = texts_of(pair.interaction)
        del texts["ai_reply"]
        values = {"first": clipped(first), "second": clipped(second), "criteria": dict(CRITERIA)}
        return Question(
            purpose=Purpose.JUDGE,
            provider=provider,
            model=provider.judge_model or provider.model,
            template=self._template,
            values=texts | values,
            form=_pair_form(new_comes_first=pair.new_comes_first),
            most_tokens=MOST_TOKENS,
            interaction_id=pair.interaction.id,
            run_id=run_id,
        )

    async def score(
        self,
        pair: Pair,
        provider: Provider,
        keep: Keep[PairScores],
        manner: Manner = USUAL,
        run_id: UUID | None = None,
    ) -> Given[PairScores] | NoAnswer:
        """Return the scores once they are kept. Raises ProviderError, SpendingRefused."""
        return await self._asker.ask(self.question(pair, provider, run_id), keep, manner)


def _pair_form(*, new_comes_first: bool) -> Form[PairScores]:
    def turn(verdict: PairVerdict) -> PairScores:
        first, second = verdict.first.scores(), verdict.second.scores()
        old, new = (second, first) if new_comes_first else (first, second)
        return PairScores(old, new, _by_name(verdict.comment, new_comes_first=new_comes_first))

    return turned(form(PairVerdict, "comment"), turn)


def _by_name(comment: str, *, new_comes_first: bool) -> str:
    """Return the judge's comment with a word on which reply is which."""
    order = "first: improved, second: original" if new_comes_first else "first: original"
    order += "" if new_comes_first else ", second: improved"
    return f"{comment.strip()} ({order})" if comment.strip() else ""

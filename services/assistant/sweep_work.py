"""What is done with one item of a sweep."""

from reviewer.domain.assistant import NoAnswer, Provider
from reviewer.domain.improvement import ExplanationKind
from reviewer.store.store import Writing
from services.assistant.explaining import Explainer
from services.assistant.improving import Improved, Improver, Task
from services.assistant.passes import Item
from services.jobs.write_lane import WriteLane


class Improving:
    """Improves the reply of an item, and has it scored."""

    def __init__(self, improver: Improver, provider: Provider, lane: WriteLane[Writing]) -> None:
        self._improver = improver
        self._provider = provider
        self._lane = lane

    async def __call__(self, item: Item) -> str | None:
        """Return why there is no better reply, None where there is one; see `passes.Work`."""
        task = Task(item.interaction, self._provider, item.known, item.run_id, item.finished)
        match await self._improver.improve(task):
            case NoAnswer(sentence=sentence):
                return sentence
            case Improved(unscored=NoAnswer(), from_cache=from_cache):
                await self._lane.save(lambda writing: item.finished(writing, from_cache))
            case Improved(unscored=Exception() as fault):
                raise fault
            case Improved():
                pass
        return None


class Categorising:
    """Categorises the failure of an item."""

    def __init__(self, explainer: Explainer, provider: Provider) -> None:
        self._explainer = explainer
        self._provider = provider

    async def __call__(self, item: Item) -> str | None:
        """Return why there is no category, None where there is one; see `passes.Work`."""
        given = await self._explainer.explain(
            ExplanationKind.CATEGORY,
            item.interaction,
            self._provider,
            item.known,
            run_id=item.run_id,
            finished=item.finished,
        )
        return given.sentence if isinstance(given, NoAnswer) else None

"""Name a group of failures, and say in one sentence what it teaches."""

from collections.abc import Sequence
from uuid import UUID

from reviewer.domain.assistant import NoAnswer, Provider, Purpose, is_simulated
from reviewer.domain.changes import Changed
from reviewer.domain.cluster import FailureCluster
from reviewer.domain.interaction import Interaction
from reviewer.store import clusters
from reviewer.store.store import Connection, Writing
from services.assistant.asking import USUAL, Asker, Given, Manner
from services.assistant.forms import ClusterName, form
from services.assistant.questions import Question
from services.assistant.quoting import clipped, one_line
from services.assistant.templates import PromptTemplate

MOST_TOKENS = 150
MOST_LABEL = 60
#: Characters of each text of an example.
MOST_EXAMPLE = 300


class Namer:
    """Names clusters. For the network lane's loop."""

    def __init__(self, asker: Asker, template: PromptTemplate) -> None:
        self._asker = asker
        self._template = template

    def question(
        self,
        cluster: FailureCluster,
        examples: Sequence[Interaction],
        provider: Provider,
        run_id: UUID | None = None,
    ) -> Question[ClusterName]:
        """Return what is asked."""
        return Question(
            purpose=Purpose.NAME_CLUSTER,
            provider=provider,
            model=provider.model,
            template=self._template,
            values={
                "keywords": ", ".join(cluster.keywords),
                "examples": [_example(one) for one in examples],
            },
            form=form(ClusterName, "label"),
            most_tokens=MOST_TOKENS,
            run_id=run_id,
        )

    async def name(
        self, question: Question[ClusterName], cluster: FailureCluster, manner: Manner = USUAL
    ) -> Given[ClusterName] | NoAnswer:
        """Return a name once it is kept. Raises ProviderError, SpendingRefused, StoreError."""

        def keep(writing: Writing, given: Given[ClusterName]) -> None:
            origin = "simulated" if is_simulated(given.answer.model) else "assistant"
            _keep(writing, cluster, given.value, origin)

        return await self._asker.ask(question, keep, manner)


def _keep(writing: Writing, cluster: FailureCluster, name: ClusterName, origin: str) -> None:
    connection = writing.connection
    label = _unlike_others(connection, cluster, one_line(name.label, MOST_LABEL))
    caution = one_line(name.caution) or cluster.caution
    clusters.rename(connection, cluster, label, caution, origin)
    writing.announce(Changed(assistant=True))


def _unlike_others(connection: Connection, cluster: FailureCluster, label: str) -> str:
    others = {one.label for one in clusters.latest(connection) if one.id != cluster.id}
    return f"{label} ({cluster.keywords[0]})" if label in others and cluster.keywords else label


def _example(interaction: Interaction) -> str:
    said = (
        ("Customer", interaction.customer_message),
        ("Assistant", interaction.ai_reply),
        ("Agent", interaction.agent_reply),
    )
    return "\n".join(f"{who}: {clipped(text, MOST_EXAMPLE)}" for who, text in said if text)

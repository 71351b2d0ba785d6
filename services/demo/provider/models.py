"""The models on offer, and which of them a request means."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from services.demo.provider.api_errors import ApiError, not_found
from services.demo.provider.faults import IN_MODEL
from services.demo.provider.settings import ModelCard

#: 1 August 2026, the day all simulated models came out.
_CREATED = 1_785_542_400
_OWNER = "simulated"
#: How the name of a fine-tuned model begins.
TUNED = "ft:"


class Models:
    """The models of one provider; finished fine-tunes add theirs."""

    def __init__(self, cards: tuple[ModelCard, ...]) -> None:
        self._cards = cards
        self._removed: set[str] = set()
        self._tuned: Callable[[], Iterable[ModelCard]] = tuple

    def add_source(self, tuned: Callable[[], Iterable[ModelCard]]) -> None:
        """Offer the models that fine-tuning has made by the time somebody asks."""
        self._tuned = tuned

    def remove(self, name: str) -> None:
        """Offer a fine-tuned model no more. Raises ApiError where it is none."""
        if not self.find(name).id.startswith(TUNED):
            raise ApiError(403, "Only fine-tuned models can be deleted.", param="model")
        self._removed.add(name)

    def find(self, name: str) -> ModelCard:
        """Return the model of this name, whatever faults it asks for too. Raises ApiError."""
        base = name.partition(IN_MODEL)[0]
        found = next((card for card in self._offered(base) if card.id == base), None)
        if found is None:
            message = f"The model `{base}` does not exist or you do not have access to it."
            raise not_found(message, "model", "model_not_found")
        return found

    def _offered(self, name: str = TUNED) -> Iterator[ModelCard]:
        yield from self._cards
        if name.startswith(TUNED):
            yield from (card for card in self._tuned() if card.id not in self._removed)

    def documents(self) -> list[dict[str, Any]]:
        """Return every model in the shape of `GET /v1/models`."""
        return [model_document(card) for card in self._offered()]


def model_document(card: ModelCard) -> dict[str, Any]:
    """Return one model as the API shows it."""
    return {
        "id": card.id,
        "object": "model",
        "created": _CREATED,
        "owned_by": _OWNER,
        "shutdown_date": card.shutdown_date,
    }

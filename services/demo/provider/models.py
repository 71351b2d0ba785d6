"""The models on offer, and which of them a request means."""

from typing import Any

from services.demo.provider.api_errors import ApiError, not_found
from services.demo.provider.faults import IN_MODEL
from services.demo.provider.settings import ModelCard

#: 1 August 2026, the day all simulated models came out.
_CREATED = 1_785_542_400
_OWNER = "simulated"


class Models:
    """The models of one provider; a finished fine-tune adds one."""

    def __init__(self, cards: tuple[ModelCard, ...]) -> None:
        self._cards = {card.id: card for card in cards}

    def add(self, card: ModelCard) -> None:
        """Offer another model."""
        self._cards[card.id] = card

    def remove(self, name: str) -> None:
        """Offer a fine-tuned model no more. Raises ApiError where there is none of that name."""
        if not self.find(name).id.startswith("ft:"):
            raise ApiError(403, "Only fine-tuned models can be deleted.", param="model")
        del self._cards[name]

    def find(self, name: str) -> ModelCard:
        """Return the model of this name, whatever faults it asks for too. Raises ApiError."""
        base = name.partition(IN_MODEL)[0]
        if base not in self._cards:
            message = f"The model `{base}` does not exist or you do not have access to it."
            raise not_found(message, "model", "model_not_found")
        return self._cards[base]

    def documents(self) -> list[dict[str, Any]]:
        """Return every model in the shape of `GET /v1/models`."""
        return [model_document(card) for card in self._cards.values()]


def model_document(card: ModelCard) -> dict[str, Any]:
    """Return one model as the API shows it."""
    return {
        "id": card.id,
        "object": "model",
        "created": _CREATED,
        "owned_by": _OWNER,
        "shutdown_date": card.shutdown_date,
    }

"""Every address of the provider, and what answers there."""

from dataclasses import dataclass

from services.demo.provider.batches.endpoint import BatchEndpoint
from services.demo.provider.calls import Call
from services.demo.provider.chat.endpoint import ChatEndpoint
from services.demo.provider.embeddings import EmbeddingEndpoint
from services.demo.provider.exchange import Answer, json_answer
from services.demo.provider.files import FileEndpoint
from services.demo.provider.models import Models, model_document
from services.demo.provider.routes import Route, Routes, at_once
from services.demo.provider.tally import Kind
from services.demo.provider.tuning.endpoint import TuningEndpoint


@dataclass(frozen=True, slots=True)
class ModelEndpoint:
    """Answers about models."""

    models: Models

    def listed(self, _call: Call) -> Answer:
        """List the models."""
        return json_answer({"object": "list", "data": self.models.documents()})

    def show(self, call: Call) -> Answer:
        """Describe a model. Raises ApiError."""
        return json_answer(model_document(self.models.find(call.parts["model"])))

    def delete(self, call: Call) -> Answer:
        """Offer a fine-tuned model no more. Raises ApiError."""
        self.models.remove(call.parts["model"])
        return json_answer({"id": call.parts["model"], "object": "model", "deleted": True})


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What answers at a provider."""

    chat: ChatEndpoint
    embeddings: EmbeddingEndpoint
    models: ModelEndpoint
    files: FileEndpoint
    tuning: TuningEndpoint
    batches: BatchEndpoint

    def routes(self) -> Routes:
        """Return the addresses."""
        return Routes((*self._answers(), *self._models(), *self._files(), *self._long_work()))

    def _answers(self) -> tuple[Route, ...]:
        embed = at_once(self.embeddings.create)
        return (
            Route("POST", "/chat/completions", Kind.CHAT, self.chat.create),
            Route("POST", "/embeddings", Kind.EMBEDDINGS, embed),
        )

    def _models(self) -> tuple[Route, ...]:
        return (
            Route("GET", "/models", Kind.MODELS, at_once(self.models.listed)),
            Route("GET", "/models/{model}", Kind.MODELS, at_once(self.models.show)),
            Route("DELETE", "/models/{model}", Kind.MODELS, at_once(self.models.delete)),
        )

    def _files(self) -> tuple[Route, ...]:
        one = "/files/{file}"
        return (
            Route("POST", "/files", Kind.FILES, at_once(self.files.upload)),
            Route("GET", "/files", Kind.FILES, at_once(self.files.listed)),
            Route("GET", one, Kind.FILES, at_once(self.files.show)),
            Route("GET", f"{one}/content", Kind.FILES, at_once(self.files.content)),
            Route("DELETE", one, Kind.FILES, at_once(self.files.delete)),
        )

    def _long_work(self) -> tuple[Route, ...]:
        jobs, kind = "/fine_tuning/jobs", Kind.FINE_TUNING
        return (
            Route("POST", jobs, kind, at_once(self.tuning.create)),
            Route("GET", jobs, kind, at_once(self.tuning.listed)),
            Route("GET", f"{jobs}/{{job}}", kind, at_once(self.tuning.show)),
            Route("GET", f"{jobs}/{{job}}/events", kind, at_once(self.tuning.events)),
            Route("GET", f"{jobs}/{{job}}/checkpoints", kind, at_once(self.tuning.checkpoints)),
            Route("POST", f"{jobs}/{{job}}/cancel", kind, at_once(self.tuning.cancel)),
            Route("POST", f"{jobs}/{{job}}/pause", kind, at_once(self.tuning.pause)),
            Route("POST", f"{jobs}/{{job}}/resume", kind, at_once(self.tuning.resume)),
            Route("POST", "/batches", Kind.BATCHES, self.batches.create),
            Route("GET", "/batches", Kind.BATCHES, self.batches.listed),
            Route("GET", "/batches/{batch}", Kind.BATCHES, self.batches.show),
            Route("POST", "/batches/{batch}/cancel", Kind.BATCHES, self.batches.cancel),
        )

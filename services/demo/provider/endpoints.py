"""Every address of the provider, and what answers there."""

from services.demo.provider.calls import Call
from services.demo.provider.chat.endpoint import ChatEndpoint
from services.demo.provider.exchange import Answer, json_answer
from services.demo.provider.models import Models, model_document
from services.demo.provider.routes import Route, Routes, at_once
from services.demo.provider.tally import Kind


def routes_of(chat: ChatEndpoint, models: Models) -> Routes:
    """Return the addresses of a provider."""
    return Routes((Route("POST", "/chat/completions", Kind.CHAT, chat.create), *_models(models)))


def _models(models: Models) -> tuple[Route, ...]:
    def listed(_call: Call) -> Answer:
        return json_answer({"object": "list", "data": models.documents()})

    def shown(call: Call) -> Answer:
        return json_answer(model_document(models.find(call.parts["model"])))

    def deleted(call: Call) -> Answer:
        models.remove(call.parts["model"])
        return json_answer({"id": call.parts["model"], "object": "model", "deleted": True})

    return (
        Route("GET", "/models", Kind.MODELS, at_once(listed)),
        Route("GET", "/models/{model}", Kind.MODELS, at_once(shown)),
        Route("DELETE", "/models/{model}", Kind.MODELS, at_once(deleted)),
    )

"""Errors in the shape that OpenAI documents: `{"error": {message, type, param, code}}`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.demo.provider.exchange import Answer, json_answer

INVALID = "invalid_request_error"


@dataclass
class ApiError(Exception):
    """An error that ends a request, and the status it is answered with."""

    status: int
    message: str
    kind: str = INVALID
    param: str | None = None
    code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, object]:
        """Return the body of the response."""
        shown = {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}
        return {"error": shown}

    def answer(self) -> Answer:
        """Return the whole response."""
        plain = json_answer(self.document(), status=self.status)
        return Answer(plain.body, self.status, headers=self.headers)


def invalid(message: str, param: str | None, code: str | None = None) -> ApiError:
    """Return the error about one parameter of a request."""
    return ApiError(400, message, param=param, code=code)


def unsupported(name: str, advice: str) -> ApiError:
    """Return the error about a parameter that this model does not take at all."""
    message = f"Unsupported parameter: '{name}' is not supported with this model. {advice}"
    return invalid(message.strip(), name, "unsupported_parameter")


def unsupported_value(name: str, value: object, default: object) -> ApiError:
    """Return the error about a value that this model does not take."""
    message = (
        f"Unsupported value: '{name}' does not support {value} with this model. "
        f"Only the default ({default}) value is supported."
    )
    return invalid(message, name, "unsupported_value")


def not_found(message: str, param: str | None = None, code: str | None = None) -> ApiError:
    """Return the error about something that is not there."""
    return ApiError(404, message, param=param, code=code)

"""One call of an endpoint: the request with what the address says and what is to go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.demo.provider.api_errors import ApiError
from services.demo.provider.exchange import Request
from services.demo.provider.faults import Fault


@dataclass(frozen=True, slots=True)
class Call:
    """A request on its way to an endpoint."""

    request: Request
    body_key: str
    faults: frozenset[Fault] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the JSON object of the body. Raises ApiError where there is none."""
        document = self.request.document
        if document is None:
            message = "We could not parse the JSON body of your request: it is no JSON object."
            raise ApiError(400, message)
        return document

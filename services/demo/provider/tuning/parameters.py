"""What a job is created with: the method and its hyperparameters, checked and filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.demo.provider.api_errors import invalid

_LONGEST_SUFFIX = 64
_AUTO = "auto"
_RANGES: Mapping[str, tuple[float, float]] = {
    "n_epochs": (1, 50),
    "batch_size": (1, 256),
    "learning_rate_multiplier": (1e-9, 1e9),
    "beta": (1e-9, 2),
}
_EPOCHS = {"supervised": 3, "dpo": 2}
_RATE, _BETA = 1.8, 0.1
_EXAMPLES_PER_BATCH = 256
_KINDS = ("supervised", "dpo")


@dataclass(frozen=True, slots=True)
class Hyperparameters:
    """The figures a job trains by."""

    n_epochs: int
    batch_size: int
    learning_rate_multiplier: float
    beta: float | None = None

    def document(self) -> dict[str, Any]:
        """Return them as the API shows them."""
        shown: dict[str, Any] = {
            "n_epochs": self.n_epochs,
            "batch_size": self.batch_size,
            "learning_rate_multiplier": self.learning_rate_multiplier,
        }
        return shown if self.beta is None else {**shown, "beta": self.beta}


def method_of(body: Mapping[str, Any]) -> str:
    """Return the training method. Raises ApiError for one that is not offered here."""
    kind = str((body.get("method") or {}).get("type", "supervised"))
    if kind not in _KINDS:
        message = f"Invalid value: {kind!r}. Supported values are: 'supervised' and 'dpo'."
        raise invalid(message, "method.type", "invalid_value")
    return kind


def check_parameters(body: Mapping[str, Any]) -> None:
    """Raise ApiError where a figure or the suffix is out of bounds."""
    for name, (low, high) in _RANGES.items():
        value = _asked(body).get(name, _AUTO)
        if value != _AUTO and not low <= value <= high:
            message = f"Invalid '{name}': expected 'auto' or {low:g} to {high:g}, but got {value}."
            raise invalid(message, f"hyperparameters.{name}", "invalid_value")
    suffix = body.get("suffix")
    if suffix is not None and not 1 <= len(suffix) <= _LONGEST_SUFFIX:
        message = f"Invalid 'suffix': expected 1 to {_LONGEST_SUFFIX} characters."
        raise invalid(message, "suffix", "string_above_max_length")


def hyperparameters(body: Mapping[str, Any], examples: int) -> Hyperparameters:
    """Return the figures of a job; `auto` is decided by how many examples there are."""
    kind, asked = method_of(body), _asked(body)
    chosen = {name: asked[name] for name in _RANGES if asked.get(name, _AUTO) != _AUTO}
    return Hyperparameters(
        chosen.get("n_epochs", _EPOCHS[kind]),
        chosen.get("batch_size", max(1, examples // _EXAMPLES_PER_BATCH)),
        chosen.get("learning_rate_multiplier", _RATE),
        chosen.get("beta", _BETA) if kind == "dpo" else None,
    )


def _asked(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the hyperparameters asked for: in the method, or where they used to be."""
    method = (body.get("method") or {}).get(method_of(body)) or {}
    return method.get("hyperparameters") or body.get("hyperparameters") or {}

"""The price table: the shipped one, or the person's own copy of it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resources import resource
from reviewer.domain.assistant import Provider
from reviewer.domain.cost import FREE, Price, PriceTable
from reviewer.errors import StoreError, UsageError
from reviewer.store.private_files import replace_private
from services.assistant.addresses import is_loopback

NAME = "prices.toml"
#: The highest price that is taken for one, in US dollars per million tokens.
MOST_DOLLARS = 1_000_000


class PriceBook:
    """Prices of models; a file of the person's own stands in for the shipped one.

    It is read anew when it has changed.
    """

    def __init__(self, own: Path) -> None:
        self.own = own
        self._read: tuple[int | None, PriceTable] | None = None

    def table(self) -> PriceTable:
        """Return the prices that hold. Raises UsageError where the person's file is no price table.

        Raises StoreError where it cannot be read.
        """
        try:
            changed = self.own.stat().st_mtime_ns
        except FileNotFoundError:
            changed = None  # the shipped one holds, and never changes
        except OSError as error:
            raise _unreadable(self.own, error) from error
        if self._read is None or self._read[0] != changed:
            self._read = changed, _read(resource(NAME) if changed is None else self.own)
        return self._read[1]

    def find(self, provider: Provider, model: str) -> Price | None:
        """Return what a call costs there; None where nobody knows.

        A profile's own price comes first, then the table. A server on this machine that neither
        knows takes no money.
        """
        if provider.price is not None:
            return provider.price
        known = self.table().find(model)
        return FREE if known is None and is_loopback(provider.base_url) else known

    def editable_copy(self) -> Path:
        """Return the person's own file, made from the shipped one where there is none yet.

        Raises StoreError.
        """
        if not self.own.exists():
            self.own.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_private(self.own, resource(NAME).read_bytes())
        return self.own


def _read(path: Path) -> PriceTable:
    try:
        return _parsed(path, path.read_bytes())
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path} cannot be read ({error.strerror}).")


def _parsed(path: Path, content: bytes) -> PriceTable:
    try:
        document = tomllib.loads(content.decode())
        models: Mapping[str, Any] = document["models"]
        prices = {model: _price(entry) for model, entry in models.items()}
        return PriceTable(str(document["as_of"]), prices)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{path} is no price table: {error}. Correct it, or remove it to use the shipped one."
        ) from error


def _price(entry: Mapping[str, Any]) -> Price:
    prompt, completion = float(entry["prompt"]), float(entry["completion"])
    cached = float(entry.get("cached", prompt))
    if not all(0 <= price <= MOST_DOLLARS for price in (prompt, cached, completion)):
        raise ValueError(f"a price is not from 0 to {MOST_DOLLARS:,} dollars a million tokens")
    return Price.in_dollars(prompt, cached, completion)

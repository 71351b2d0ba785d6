"""Profiles of providers: add one, look at them, choose which is used, forget one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reviewer.domain.assistant import Capabilities, Provider
from reviewer.domain.changes import Changed
from reviewer.domain.cost import Price
from reviewer.domain.moments import now_micros
from reviewer.errors import UsageError
from reviewer.store import providers
from reviewer.store.store import Store, Writing
from services.assistant.addresses import checked_base_url
from services.assistant.keys import ProviderKeys
from services.jobs.write_lane import WriteLane
from services.system_keyring import KeyringState

MOST_NAME = 60
MOST_CONCURRENCY = 128


@dataclass(frozen=True, slots=True)
class NewProvider:
    """What a person says of a provider. `key` goes to the keyring and nowhere else."""

    name: str
    base_url: str
    model: str
    key: str | None = None
    key_variable: str | None = None
    judge_model: str | None = None
    concurrency: int = 32
    price: Price | None = None
    unpriced: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A profile that was added; `advice` says what is left to do for its key, if anything."""

    provider: Provider
    advice: str | None


class ProviderCatalogue:
    """The profiles of a store. Reads and writes block: not for the GUI thread."""

    def __init__(self, store: Store, lane: WriteLane[Writing], keys: ProviderKeys) -> None:
        self._store = store
        self._lane = lane
        self._keys = keys

    def list(self) -> tuple[Provider, ...]:
        """Return the profiles by name."""
        with self._store.reading() as connection:
            return providers.all_providers(connection)

    def default(self) -> str | None:
        """Return the name of the profile that is used where none is named."""
        with self._store.reading() as connection:
            return providers.default(connection)

    def find(self, name: str | None = None) -> Provider:
        """Return a profile, the usual one where none is named. Raises UsageError."""
        known = {provider.name: provider for provider in self.list()}
        if not known:
            raise UsageError(
                "There is no provider yet.",
                terminal="Add one with “reviewer provider add NAME --base-url URL --model MODEL”, "
                "or try it out with “reviewer simulate”.",
                window="Add one in Settings, Assistant, or try the simulated one there.",
            )
        wanted = name or self.default()
        if wanted in known:
            return known[wanted]
        if name is None:
            raise UsageError(
                "No provider is chosen.",
                terminal="Choose one with “reviewer provider use NAME”.",
                window="Choose one in Settings, Assistant.",
            )
        raise UsageError(f"There is no provider “{name}”. There is: {', '.join(known)}.")

    def key_origin(self, provider: Provider) -> str:
        """Return where a profile's key comes from, in words."""
        return self._keys.origin(provider)

    def keyring_state(self) -> KeyringState:
        """Return whether keys can be kept here."""
        return self._keys.keyring_state()

    def add(self, new: NewProvider) -> Added:
        """Add a profile, or replace the one of that name; the first one becomes the usual one.

        Raises UsageError where something of it cannot be.
        """
        provider = _checked(new)
        first = not self.list()
        advice = self._keys.keep(new.name, new.key) if new.key is not None else None

        def transaction(writing: Writing) -> None:
            providers.put(writing.connection, provider)
            if first:
                providers.make_default(writing.connection, provider.name)

        self._write(transaction)
        return Added(provider, advice)

    def use(self, name: str) -> Provider:
        """Use a profile from now on where none is named."""
        provider = self.find(name)
        self._write(lambda writing: providers.make_default(writing.connection, name))
        return provider

    def set_key(self, name: str, key: str) -> str | None:
        """Keep another key of a profile; return a sentence where the keyring cannot take it."""
        provider = self.find(name)
        advice = self._keys.keep(name, key)
        if advice is None and provider.key_variable is not None:
            kept = replace(provider, key_variable=None)
            self._write(lambda writing: providers.put(writing.connection, kept))
        return advice

    def remove(self, name: str) -> Provider:
        """Forget a profile and its key; what it made stays."""
        provider = self.find(name)
        self._write(lambda writing: providers.remove(writing.connection, name))
        self._keys.forget(name)
        return provider

    async def learn(self, provider: Provider, model: str, found: Capabilities) -> None:
        """Remember what was found out about a model."""
        await self._lane.save(
            lambda writing: providers.learn(writing.connection, provider.name, model, found)
        )

    def _write(self, change: Callable[[Writing], object]) -> None:
        def transaction(writing: Writing) -> None:
            change(writing)
            writing.announce(Changed(settings=True))

        self._lane.interactive(transaction).result()


def _checked(new: NewProvider) -> Provider:
    name, model = new.name.strip(), new.model.strip()
    if not name or not name.isprintable() or len(name) > MOST_NAME:
        raise UsageError(f"A provider's name is a short text of at most {MOST_NAME} characters.")
    if not model or not model.isprintable():
        raise UsageError("Which model? Give its name as the provider lists it.")
    if not 1 <= new.concurrency <= MOST_CONCURRENCY:
        raise UsageError(f"Calls at once are a number from 1 to {MOST_CONCURRENCY}.")
    return Provider(
        name=name,
        base_url=checked_base_url(new.base_url),
        model=model,
        key_variable=new.key_variable,
        judge_model=new.judge_model,
        concurrency=new.concurrency,
        price=new.price,
        unpriced=new.unpriced,
        added_at=now_micros(),
    )

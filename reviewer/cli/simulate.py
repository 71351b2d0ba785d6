"""`reviewer simulate`: a provider without a model, for trying things out without a key."""

import argparse
import os
import signal
from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING, Any

from reviewer.cli.output import Output, hint
from reviewer.errors import ReviewerError, UsageError

if TYPE_CHECKING:
    from services.demo.provider.server import SimulatedProvider
    from services.demo.provider.tally import Counts

_LAST_PORT = 65_535
#: Seconds between two looks whether to stop: some systems interrupt no longer wait.
_LOOK = 0.5


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `simulate`."""
    simulate = commands.add_parser(
        "simulate",
        help="run a simulated provider on this machine",
        description="Runs an OpenAI-compatible server on this machine that answers without a "
        "model. Nothing leaves the machine, nothing is written to disk, nothing costs anything.",
        parents=[common],
    )
    simulate.add_argument("--port", type=int, default=0, metavar="N", help="default: a free one")
    simulate.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    simulate.add_argument("--latency-ms", type=float, default=0, metavar="N", help="default: 0")
    simulate.add_argument(
        "--token-ms",
        type=float,
        default=15,
        metavar="N",
        help="time between two pieces of a stream (default: 15)",
    )
    simulate.add_argument(
        "--key-env",
        metavar="VAR",
        help="ask for the key in this environment variable (default: take any)",
    )
    simulate.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="[REQUEST/]KIND[:RATE]",
        help="let requests go wrong, as in rate_limit:0.1 or chat/timeout; may be given repeatedly",
    )
    simulate.set_defaults(command=run_provider)


def run_provider(parsed: argparse.Namespace, out: Output) -> None:
    """Serve until interrupted; then say on standard error what was asked."""
    provider = _provider(parsed)
    stop = _stop_on_signals()
    try:
        with provider.running() as base_url:
            out.document(*_announced(provider, base_url))
            while not stop.wait(_LOOK):
                pass
    except OSError as error:
        raise ReviewerError(
            f"Port {parsed.port} cannot be used ({error.strerror}). Choose another one, or leave "
            "--port out."
        ) from error
    for line in _told(provider.tally.counts()):
        hint(line)


def _provider(parsed: argparse.Namespace) -> "SimulatedProvider":
    from services.demo.provider.faults import parse_rule
    from services.demo.provider.server import SimulatedProvider
    from services.demo.provider.settings import Settings

    if not 0 <= parsed.port <= _LAST_PORT:
        raise UsageError(f"A port is a number from 0 to {_LAST_PORT}, not {parsed.port}.")
    rules = tuple(map(parse_rule, parsed.fault))
    settings = Settings(
        port=parsed.port,
        latency=_seconds(parsed.latency_ms),
        token_interval=_seconds(parsed.token_ms),
        api_key=_key(parsed.key_env),
    )
    provider = SimulatedProvider(parsed.seed, settings)
    provider.faults.use(*rules)
    return provider


def _seconds(milliseconds: float) -> float:
    if milliseconds < 0:
        raise UsageError(f"A time is 0 or more milliseconds, not {milliseconds:g}.")
    return milliseconds / 1000


def _key(variable: str | None) -> str | None:
    if variable is None:
        return None
    if not (key := os.environ.get(variable)):
        raise UsageError(f"The environment variable {variable} is not set, or empty.")
    return key


def _stop_on_signals() -> Event:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _announced(provider: "SimulatedProvider", base_url: str) -> tuple[dict[str, Any], list[str]]:
    models = [card.id for card in provider.settings.models]
    document = {"simulated": True, "base_url": base_url, "models": models}
    lines = [
        f"Simulated provider: {base_url}",
        f"Models: {', '.join(models)}",
        "It answers this machine only, without a model. Ctrl+C stops it.",
    ]
    return document, lines


def _told(counts: "Counts") -> Iterator[str]:
    asked = ", ".join(f"{count:,} {kind.value}" for kind, count in counts.received.items())
    yield f"Stopped. Requests: {asked or 'none'}."
    if counts.paid:
        yield f"A real provider would have charged for {sum(counts.paid.values()):,} of them."

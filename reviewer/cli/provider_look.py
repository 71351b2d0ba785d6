"""`reviewer provider list|test|models`: what there is, whether it works, what it offers."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.cli.consent import mark
from reviewer.cli.output import Output, hint
from reviewer.cli.tables import table
from reviewer.domain.cost import dollars, money

if TYPE_CHECKING:
    from reviewer.domain.assistant import Capabilities, Provider
    from services.assistant.profiles import ProviderCatalogue
    from services.assistant.trial import Tested

NO_PROVIDER = (
    "There is no provider yet: add one with reviewer provider add NAME --base-url URL --model M, "
    "or try it out with reviewer simulate."
)


def add_commands(inner: Any, common: argparse.ArgumentParser) -> None:
    """Add the looks to the commands of `provider`."""
    listed = inner.add_parser("list", help="print the providers", parents=[common])
    listed.set_defaults(command=print_providers)
    for name, what, command in (
        ("test", "make one small call, and tell what works", test_provider),
        ("models", "print the models on offer, with the day each retires", print_models),
    ):
        parser = inner.add_parser(name, help=what, parents=[common])
        parser.add_argument("name", metavar="NAME", nargs="?", help="default: the usual one")
        parser.set_defaults(command=command)


def print_providers(parsed: argparse.Namespace, out: Output) -> None:
    """Print the profiles, never a key."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        catalogue = bench.assistant.parts.providers
        found = [provider_json(catalogue, one) for one in catalogue.list()]
    rows = (
        (
            one["name"],
            "in use" if one["default"] else "",
            one["model"],
            one["key"],
            one["base_url"],
        )
        for one in found
    )
    heads = ("name", "", "model", "key", "base URL")
    out.document(found, table(heads, rows) if found else [NO_PROVIDER])


def provider_json(catalogue: "ProviderCatalogue", provider: "Provider") -> dict[str, Any]:
    """Return a profile as commands print it: where its key comes from, never the key."""
    from reviewer.domain.assistant import is_simulated

    return {
        "name": provider.name,
        "base_url": provider.base_url,
        "model": provider.model,
        "judge_model": provider.judge_model,
        "key": catalogue.key_origin(provider),
        "concurrency": provider.concurrency,
        "unpriced": provider.unpriced,
        "default": provider.name == catalogue.default(),
        "simulated": is_simulated(provider.model),
    }


def test_provider(parsed: argparse.Namespace, out: Output) -> int:
    """Try a provider out; exit code 1 where it does not work."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        tested = follow(bench.assistant.parts.desk.test(parsed.name))
    out.document(_tested_json(tested), _tested_lines(tested))
    if tested.problem:
        hint(f"reviewer: {tested.problem}")
    return 0 if tested.works else 1


def _tested_json(tested: "Tested") -> dict[str, Any]:
    from reviewer.domain.assistant import is_simulated

    return {
        "name": tested.provider.name,
        "works": tested.works,
        "problem": tested.problem,
        "latency": tested.latency,
        "capabilities": tested.capabilities.as_json(),
        "models": None if tested.models is None else len(tested.models),
        "retires": tested.retires,
        "cost": dollars(tested.cost),
        "simulated": is_simulated(tested.provider.model),
    }


def _tested_lines(tested: "Tested") -> Iterator[str]:
    model = tested.provider.model
    name = f"“{tested.provider.name}”, {model}{mark(model)}"
    if not tested.works:
        yield f"{name} does not work."
        return
    yield f"{name} works: {1000 * (tested.latency or 0):,.0f} ms, {money(tested.cost)}."
    yield f"  {'; '.join(_abilities(tested.capabilities))}"
    listed = "lists no models" if tested.models is None else f"lists {len(tested.models):,} models"
    yield f"  {listed}; {_retires(tested.retires)}"


def _abilities(can: "Capabilities") -> Iterator[str]:
    yield f"answers in JSON: {can.json.name.lower().replace('_', ' ')}"
    yield f"confidence: {_known(can.logprobs)}"
    yield f"temperature: {_known(can.temperature)}"


def _known(flag: bool | None) -> str:
    return "not known yet" if flag is None else "yes" if flag else "no"


def _retires(day: str | None) -> str:
    return f"the model retires on {day}" if day else "no day of retirement is told"


def print_models(parsed: argparse.Namespace, out: Output) -> None:
    """Print what a provider offers. Raises ProviderError."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        models = follow(bench.assistant.parts.desk.models(parsed.name))
    document = [{"id": model.id, "retires": model.retires} for model in models]
    rows = [(model.id, model.retires or "–") for model in models]
    out.document(document, table(("model", "retires"), rows) if rows else ["It lists none."])

"""`reviewer provider`: profiles of language models' providers."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from reviewer.cli import provider_look
from reviewer.cli.arguments import positive
from reviewer.cli.consent import mark
from reviewer.cli.output import Output, hint
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.domain.cost import Price

_NAME = "what you call it"


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `provider` with its own commands."""
    topic = commands.add_parser(
        "provider", help="language models' providers, and their keys", parents=[common]
    )
    inner = topic.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_add(inner, common)
    for name, what, command in (
        ("use", "use a provider where none is named", use_provider),
        ("set-key", "keep another key in the keyring", set_key),
        ("remove", "forget a provider and its key; what it made stays", remove_provider),
    ):
        parser = inner.add_parser(name, help=what, parents=[common])
        parser.add_argument("name", metavar="NAME")
        parser.set_defaults(command=command)
    provider_look.add_commands(inner, common)


def _add_add(inner: Any, common: argparse.ArgumentParser) -> None:
    parser = inner.add_parser(
        "add",
        help="add an OpenAI-compatible endpoint, or replace the one of that name",
        description="Adds a profile. Its key is asked for on a terminal and kept in the keyring, "
        "or read from the environment variable that --key-env names, or from the input (-). It "
        "is never written to a file.",
        parents=[common],
    )
    parser.add_argument("name", metavar="NAME", help=_NAME)
    parser.add_argument("--base-url", required=True, metavar="URL", help="usually ends in /v1")
    parser.add_argument("--model", required=True, metavar="M", help="the model that is asked")
    parser.add_argument("--judge-model", metavar="M", help="another model that scores replies")
    key = parser.add_mutually_exclusive_group()
    key.add_argument("--key-env", metavar="VAR", help="the environment variable with the key")
    key.add_argument("--key-stdin", action="store_true", help="read the key from the input")
    parser.add_argument(
        "--concurrency", type=positive, metavar="N", default=32, help="calls at once (default: 32)"
    )
    parser.add_argument(
        "--price", type=_price, metavar="IN,CACHED,OUT",
        help="US dollars per million tokens, where the price table does not know the model",
    )  # fmt: skip
    parser.add_argument(
        "--unpriced",
        action="store_true",
        help="give leave to call it although nobody knows the price",
    )
    parser.set_defaults(command=add_provider)


def _price(text: str) -> "Price":
    from reviewer.domain.cost import Price

    try:
        prompt, cached, completion = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no price such as 2.5,0.25,15") from None
    if min(prompt, cached, completion) < 0:
        raise argparse.ArgumentTypeError("a price is 0 or more")
    return Price.in_dollars(prompt, cached, completion)


def add_provider(parsed: argparse.Namespace, out: Output) -> None:
    """Add a profile; its key goes to the keyring."""
    from reviewer.cli.session import open_bench
    from services.assistant.profiles import NewProvider

    new = NewProvider(
        parsed.name,
        parsed.base_url,
        parsed.model,
        _key(parsed),
        parsed.key_env,
        parsed.judge_model,
        parsed.concurrency,
        parsed.price,
        parsed.unpriced,
    )
    with open_bench(parsed, create=True) as bench:
        catalogue = bench.assistant.parts.providers
        added = catalogue.add(new)
        document = provider_look.provider_json(catalogue, added.provider)
    if added.advice:
        hint(added.advice)
    name, model = added.provider.name, added.provider.model
    out.document(
        {**document, "advice": added.advice},
        [f"Added “{name}”{mark(model)}. Try it out: reviewer provider test {name}"],
    )


def _key(parsed: argparse.Namespace) -> str | None:
    """Return the key that was given; None where it comes from elsewhere, or none is needed."""
    from services.assistant.addresses import checked_base_url, is_loopback

    url = checked_base_url(parsed.base_url)
    if parsed.key_stdin:
        return _typed_key("")
    if parsed.key_env or is_loopback(url) or not sys.stdin.isatty():
        return None
    return _asked(f"Key of {parsed.name} (empty for none): ")


def _typed_key(prompt: str) -> str:
    """Return a key from the terminal, or else the first line of the input. Raises UsageError."""
    key = _asked(prompt) if prompt and sys.stdin.isatty() else sys.stdin.readline().strip()
    if not key:
        raise UsageError("There is no key on the input. Type it, or pipe it in.")
    return key


def _asked(prompt: str) -> str | None:
    from getpass import getpass

    try:
        return getpass(prompt).strip() or None
    except EOFError:
        return None


def use_provider(parsed: argparse.Namespace, out: Output) -> None:
    """Use a profile from now on."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        provider = bench.assistant.parts.providers.use(parsed.name)
    lines = [f"“{provider.name}” is used now where no provider is named."]
    out.document({"provider": provider.name}, lines)


def set_key(parsed: argparse.Namespace, out: Output) -> int:
    """Keep another key of a profile; exit code 1 where the keyring cannot take it."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        catalogue = bench.assistant.parts.providers
        name = catalogue.find(parsed.name).name
        advice = catalogue.set_key(name, _typed_key(f"Key of {name}: "))
        origin = catalogue.key_origin(catalogue.find(name))
    out.document(
        {"provider": name, "kept": advice is None, "key": origin},
        [] if advice else [f"The key of “{name}” is in the keyring."],
    )
    if advice:
        hint(f"reviewer: {advice}")
    return 1 if advice else 0


def remove_provider(parsed: argparse.Namespace, out: Output) -> None:
    """Forget a profile and its key."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        removed = bench.assistant.parts.providers.remove(parsed.name)
    lines = [f"Removed “{removed.name}” and its key; what it made stays."]
    out.document({"removed": removed.name}, lines)

"""`reviewer reply`: the reply that a version of our assistant would give."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import add_provider
from reviewer.cli.cases import ID, find_case
from reviewer.cli.consent import mark
from reviewer.cli.output import Output
from reviewer.cli.printing import indented
from reviewer.errors import NotPossible, UsageError

if TYPE_CHECKING:
    from services.assistant.replying import Replied


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `reply`."""
    parser = commands.add_parser(
        "reply",
        help="generate the reply that a version would give",
        description="Generates a reply with a version's prompt, with the model's confidence in "
        "it (mean token probability) where it tells one. Below the threshold it is auto-snoozed.",
        parents=[common],
    )
    parser.add_argument("id", metavar="ID", help=ID)
    parser.add_argument("--version", dest="tag", required=True, metavar="TAG", help="such as v2.1")
    parser.add_argument(
        "--prompt", type=Path, required=True, metavar="FILE", help="the version's system prompt"
    )
    parser.add_argument("--model", metavar="M", help="its model (default: the provider's)")
    add_provider(parser)
    parser.add_argument("--fresh", action="store_true", help="ask although it is known")
    parser.set_defaults(command=reply)


def reply(parsed: argparse.Namespace, out: Output) -> None:
    """Generate one reply. Raises NotPossible where the model gives none."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench
    from services.assistant.replying import Replied, Version

    version = Version(parsed.tag, _prompt(parsed.prompt), parsed.model)
    with open_bench(parsed) as bench:
        case = find_case(bench.desk, parsed.id)
        job = bench.assistant.parts.desk.reply(
            case.interaction.id, version, provider=parsed.provider, fresh=parsed.fresh
        )
        match follow(job):
            case Replied() as replied:
                out.document(_document(replied), _lines(replied))
            case no_answer:
                raise NotPossible(no_answer.sentence)


def _prompt(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The prompt {path} cannot be read as UTF-8 text ({error}).") from error


def _document(replied: "Replied") -> dict[str, Any]:
    from reviewer.domain.assistant import is_simulated
    from reviewer.domain.cost import dollars

    one = replied.reply
    return {
        "interaction_id": str(one.interaction_id),
        "assistant_version": one.assistant_version,
        "reply": one.reply,
        "confidence": one.confidence,
        "confidence_origin": one.confidence_origin or "unavailable",
        "auto_snoozed": one.auto_snoozed,
        "cost": dollars(replied.cost),
        "from_cache": replied.from_cache,
        "model": one.model,
        "simulated": is_simulated(one.model),
    }


def _lines(replied: "Replied") -> Iterator[str]:
    one = replied.reply
    unavailable = one.confidence is None
    confidence = "confidence unavailable" if unavailable else f"confidence {one.confidence:.2f}"
    snoozed = ", auto-snoozed" if one.auto_snoozed else ""
    yield f"REPLY of {one.assistant_version} by {one.model}{mark(one.model)}, {confidence}{snoozed}"
    yield from indented(one.reply)

"""`reviewer improve`: better replies, for one interaction or for many."""

import argparse
from typing import TYPE_CHECKING, Any

from reviewer.cli import improve_many
from reviewer.cli.arguments import add_provider, add_spending, positive
from reviewer.cli.cases import ID, find_case
from reviewer.cli.consent import mark
from reviewer.cli.narrowing import add_narrowing
from reviewer.cli.output import Output
from reviewer.cli.printing import indented
from reviewer.domain.queue import Queue
from reviewer.errors import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.assistant.improving import Improved
    from services.assistant.previews import PromptPreview


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `improve`."""
    parser = commands.add_parser(
        "improve",
        help="let the assistant write better replies",
        description="Has better replies written and scored: for one interaction, or for all that "
        "fit (without any condition: those with feedback “no”). Stopped at any moment, the same "
        "command goes on where it was; what is known is not paid for again.",
        parents=[common],
    )
    parser.add_argument("id", metavar="ID", nargs="?", help=ID)
    queues = [queue.value for queue in Queue]
    parser.add_argument("--queue", choices=queues, help="only what is in this queue")
    add_narrowing(parser)
    parser.add_argument("--limit", type=positive, metavar="N", help="at most so many, the newest")
    add_provider(parser)
    add_spending(parser)
    parser.add_argument("--fresh", action="store_true", help="with ID: ask although it is known")
    parser.add_argument(
        "--show-prompt", action="store_true", help="with ID: print what would be sent, send nothing"
    )
    parser.set_defaults(command=improve)


def improve(parsed: argparse.Namespace, out: Output) -> int:
    """Improve one reply or many; exit code 1 where nothing came of it."""
    if parsed.id is None:
        return improve_many.improve_many(parsed, out)
    return show_prompt(parsed, out) if parsed.show_prompt else improve_one(parsed, out)


def improve_one(parsed: argparse.Namespace, out: Output) -> int:
    """Improve the reply of one interaction. Raises NotPossible where the model gives none."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench
    from services.assistant.improving import Improved

    with open_bench(parsed) as bench:
        case = find_case(bench.desk, parsed.id)
        desk = bench.assistant.parts.desk
        asked = desk.improve(case.interaction.id, provider=parsed.provider, fresh=parsed.fresh)
        match follow(asked):
            case Improved() as improved:
                out.document(_document(improved), _lines(improved))
            case no_answer:
                raise NotPossible(no_answer.sentence)
    return 0


def _document(improved: "Improved") -> dict[str, Any]:
    from reviewer.domain.assistant import is_simulated
    from reviewer.domain.cost import dollars

    one = improved.improvement
    return {
        "asked": 1,
        "improved": 1,
        "failed": 0,
        "from_cache": int(improved.from_cache),
        "cost": dollars(improved.cost),
        "interaction_id": str(one.interaction_id),
        "original_reply": one.original_reply,
        "corrected_reply": one.corrected_reply,
        "reason": one.reason,
        "score_gain": one.gain,
        "unscored": _why_unscored(improved),
        "model": one.model,
        "prompt_used": one.prompt_used,
        "simulated": is_simulated(one.model),
    }


def _why_unscored(improved: "Improved") -> str | None:
    from reviewer.domain.assistant import NoAnswer

    why = improved.unscored
    return why.sentence if isinstance(why, NoAnswer) else None if why is None else str(why)


def _lines(improved: "Improved") -> "Iterator[str]":
    from reviewer.domain.cost import money

    one = improved.improvement
    gain = "not scored" if one.gain is None else f"score gain {one.gain:+.2f}"
    paid = "already known" if improved.from_cache else money(improved.cost)
    yield f"IMPROVED REPLY by {one.model}{mark(one.model)}, {gain}, {paid}"
    yield from indented(one.corrected_reply)
    yield from indented(one.reason, "  why: ")
    if improved.unscored is not None:
        yield f"  {_why_unscored(improved)}"


def show_prompt(parsed: argparse.Namespace, out: Output) -> int:
    """Print the prompt that would be sent."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        case = find_case(bench.desk, parsed.id)
        previews = bench.assistant.parts.previews
        preview = follow(previews.improve(case.interaction.id, parsed.provider))
    out.document(_preview_json(preview), _preview_lines(preview))
    return 0


def _preview_json(preview: "PromptPreview") -> dict[str, Any]:
    return {
        "provider": preview.provider,
        "base_url": preview.base_url,
        "model": preview.model,
        "prompt_used": preview.prompt_used,
        "system": preview.system,
        "user": preview.user,
        "cautions": list(preview.cautions),
    }


def _preview_lines(preview: "PromptPreview") -> "Iterator[str]":
    yield f"To {preview.model} at {preview.base_url} ({preview.prompt_used}); nothing was sent."
    for label, text in (("SYSTEM", preview.system), ("USER", preview.user)):
        yield ""
        yield label
        yield from indented(text)

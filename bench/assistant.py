"""The assistant on many replies: two calls each, 32 at once, of a server that takes 200 ms."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure
from bench.size import Size

AT_ONCE = 32
LATENCY = 0.2
CALLS = 2
#: What a run may use of the processor (seconds) and grow by (MB), for a thousand replies.
CPU, MEMORY = 6.0, 100.0
REVIEWER = (sys.executable, "-m", "reviewer")


def measure(size: Size) -> Sequence[Figure]:
    """Measure a run as a command makes it; the limit is what the server's time alone takes."""
    replies = 1_000 if size.runs > 1 else 200
    store = size.folder / "assistant.db"
    environ = os.environ | {"REVIEWER_HOME": str(size.folder / "home")}
    _fill(store, replies, environ)
    with _server() as url:
        _reviewer(store, environ, "provider", "add", "bench", "--base-url", url, *_PROFILE)
        runs = [_run(store, environ) for _ in range(size.runs)]
    best = min(runs, key=lambda run: run["wall"])
    if any(run["saved"] != replies for run in runs):
        raise RuntimeError(f"not everything was saved: {runs}")
    share = replies / 1_000
    name = f"{replies:,} × (improve + judge)"
    ideal = replies * CALLS * LATENCY / AT_ONCE
    return (
        Figure(f"{name}, {AT_ONCE} at once", best["wall"], ideal, "s", replies, 1.15),
        Figure(f"{name}, processor", best["cpu"], CPU * share, "s", replies, 1.0),
        Figure(f"{name}, memory grown", best["grown"], MEMORY, "MB", replies, 1.0),
    )


_PROFILE = ("--model", "simulated-large", "--concurrency", str(AT_ONCE))


def _fill(store: Path, replies: int, environ: dict[str, str]) -> None:
    rows = store.with_suffix(".jsonl")
    rows.write_text("".join(f"{json.dumps(_failure(number))}\n" for number in range(replies)))
    _reviewer(store, environ, "--plain", "import", str(rows))


def _failure(number: int) -> dict[str, object]:
    return {
        "id": f"bench-{number}",
        "conversation_id": f"c-{number}",
        "customer_message": f"My parcel {number} is late, and where is my refund? " * 3,
        "ai_reply": f"As already stated, parcel {number} is not our problem. " * 3,
        "agent_reply": f"I am sorry. Parcel {number} arrives on Friday; the refund is under way.",
        "feedback": "no",
    }


def _reviewer(store: Path, environ: dict[str, str], *words: str) -> None:
    command = [*REVIEWER, "--store", str(store), *words]
    subprocess.run(command, check=True, env=environ, stdout=subprocess.DEVNULL)


@contextmanager
def _server() -> Iterator[str]:
    """Run the slow server in a process of its own."""
    command = [sys.executable, "-m", "bench.slow_server", str(LATENCY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _run(store: Path, environ: dict[str, str]) -> dict[str, float]:
    """Run on a copy of the store, on which nothing was asked yet."""
    copy = store.with_name("assistant-run.db")
    shutil.copyfile(store, copy)
    command = [sys.executable, "-m", "bench.assistant_run", str(copy)]
    told = subprocess.run(command, check=True, env=environ, stdout=subprocess.PIPE).stdout
    for path in copy.parent.glob(f"{copy.name}*"):
        path.unlink()
    figures: dict[str, float] = json.loads(told)
    return figures

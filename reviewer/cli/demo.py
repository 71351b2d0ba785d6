"""`reviewer demo` and `reviewer screenshots`: the product on data of its own."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from reviewer.cli.output import Output, hint
from reviewer.domain.cost import money
from reviewer.errors import UsageError
from ui.display import has_no_display

if TYPE_CHECKING:
    from services.demo.tour import Tour
    from services.secrets import Secrets

#: The demo's store is encrypted like any other; its passphrase is no secret.
PASSPHRASE = "harbour and pine"  # noqa: S105


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `demo` and `screenshots`."""
    demo = commands.add_parser("demo", help="try Reviewer on made-up data", parents=[common])
    demo.add_argument("--headless", action="store_true", help="open no window, leave screenshots")
    demo.add_argument("--out", type=Path, default=Path("demo-output"), metavar="DIR")
    demo.set_defaults(command=run_demo)
    shots = commands.add_parser("screenshots", help="render every page", parents=[common])
    shots.add_argument("--out", type=Path, default=Path("screenshots"), metavar="DIR")
    shots.add_argument("--size", default="1280x800", metavar="WxH", help="default: 1280x800")
    shots.set_defaults(command=render_pages)


def run_demo(parsed: argparse.Namespace, out: Output) -> int:
    """Make the demo store, review some of it, and show it: in the window, or as screenshots."""
    from services.demo.stand_in import standing_in

    folder = _made(parsed.out)
    path = folder / "demo.sqlite"
    with standing_in() as base_url:
        tour = _tour(path, folder, base_url)
        if not (parsed.headless or has_no_display()):
            hint(f"Opening the window on {path} (passphrase: {PASSPHRASE}).")
            hint(f"A simulated provider answers at {base_url} until the window closes.")
            return _open_window(path)
        shots = _screenshots(path, folder, (1280, 800))
    document = {**tour.as_json(), "store": str(path), "screenshots": shots}
    (folder / "summary.json").write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))
    out.document(document, _lines(tour, shots, folder))
    return 0


def _made(folder: Path) -> Path:
    """Return a folder that is there. Raises StoreError where it cannot be made."""
    from reviewer.store.private_files import write_fault

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_fault(folder, error) from error
    return folder.resolve()


def _tour(path: Path, folder: Path, base_url: str) -> "Tour":
    from reviewer.cli.progress import follow
    from reviewer.startup import workbench
    from reviewer.store.opening import exists
    from services.demo.tour import take_tour
    from services.stores import create_new, open_known

    keys = demo_secrets()
    known = exists(path)
    store = open_known(path, keys) if known else create_new(path, keys, plain=False).store
    with workbench(store, keys) as bench:
        return take_tour(bench, folder, follow, provider_url=base_url)


def demo_secrets() -> "Secrets":
    """Return secrets that open the demo store, and ask nobody."""
    from reviewer.startup import secrets

    return secrets(lambda _question: PASSPHRASE)


def _open_window(path: Path) -> int:
    from reviewer.startup import run_window

    return run_window(path, plain=False, passphrase=PASSPHRASE)


def _screenshots(path: Path, folder: Path, size: tuple[int, int]) -> list[str]:
    from reviewer.startup import take_screenshots

    return [str(shot) for shot in take_screenshots(path, demo_secrets(), folder, size)]


def _lines(tour: "Tour", shots: list[str], folder: Path) -> Iterator[str]:
    tally, counts = tour.outcome.tally, tour.counts
    yield f"Imported {tally.read:,} made-up interactions ({tally.added:,} new)."
    yield f"Reviewed {counts.reviewed:,}; {counts.due:,} are due, {counts.new:,} are new."
    if (assisted := tour.assisted) is not None:
        yield (
            f"The assistant (simulated) improved {assisted.improved:,} replies, explained "
            f"{assisted.explained:,}, sorted {assisted.categorised:,} failures into "
            f"{assisted.clusters:,} clusters: {money(assisted.cost)} in play money."
        )
    yield f"{len(shots)} screenshots, the corpus, the store and summary.json are in {folder}"


def render_pages(parsed: argparse.Namespace, out: Output) -> None:
    """Render every page of the demo store, in both themes."""
    from services.demo.stand_in import standing_in

    width, _, height = parsed.size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise UsageError("A size is written like 1280x800.")
    folder = _made(parsed.out)
    path = Path(parsed.store) if parsed.store else folder / "demo.sqlite"
    with ExitStack() as running:
        if not parsed.store:
            _tour(path, folder, running.enter_context(standing_in()))
        shots = _screenshots(path, folder, (int(width), int(height)))
    out.document(shots, shots)

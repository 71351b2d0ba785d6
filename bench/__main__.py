"""`python -m bench`: every figure of the product as a ratio to a hand-tuned limit of this run."""

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson

from bench import (
    assistant,
    cold_start,
    handlers,
    import_rows,
    queue,
    search,
    streams,
    sync,
    word_diff,
)
from bench.figures import Figure
from bench.size import Size

MEASURES: dict[str, Callable[[Size], Sequence[Figure]]] = {
    "import": import_rows.measure,
    "sync": sync.measure,
    "queue": queue.measure,
    "search": search.measure,
    "diff": word_diff.measure,
    "start": cold_start.measure,
    "window": handlers.measure,
    "streams": streams.measure,
    "assistant": assistant.measure,
}


_ROWS = "rows of the large store (default: 1,000,000) and of a sync (default: 100,000)"


def main() -> int:
    """Measure, print a table, and write `bench-output/results.json`."""
    parsed = _parser().parse_args()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    figures: list[Figure] = []
    with _folder(parsed.keep) as folder:
        size = Size.asked(parsed.rows, quick=parsed.quick, folder=folder)
        for name in parsed.only or MEASURES:
            _say(f"measuring {name} …")
            figures += MEASURES[name](size)
    _write(figures, Path(parsed.out))
    sys.stdout.writelines(f"{line}\n" for line in _table(figures))
    return 0


@contextmanager
def _folder(kept: str | None) -> Iterator[Path]:
    if kept is not None:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", type=int, help=_ROWS)
    parser.add_argument("--quick", action="store_true", help="small sizes, for a quick look")
    parser.add_argument("--only", nargs="+", choices=list(MEASURES), help="measure only these")
    parser.add_argument("--keep", metavar="DIR", help="keep the stores there, and use those there")
    parser.add_argument("--out", default="bench-output", help="folder of results.json")
    return parser


def _write(figures: Sequence[Figure], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    document = [figure.as_json() for figure in figures]
    (folder / "results.json").write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def _table(figures: Sequence[Figure]) -> list[str]:
    heads = f"{'work':<52} {'rows':>9} {'ours':>10} {'limit':>10}       {'ratio':>6} {'aim':>5}"
    return [heads, *map(_line, figures)]


def _line(figure: Figure) -> str:
    met = " " if figure.ratio <= figure.aim else "!"
    return (
        f"{figure.name:<52} {figure.rows:>9,} {figure.ours:>10.3f} {figure.limit:>10.3f} "
        f"{figure.unit:<4} {figure.ratio:>6.2f} {figure.aim:>5.2f} {met}"
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main())

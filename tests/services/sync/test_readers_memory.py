"""Reading takes a few blocks of memory, however large the file is."""

import gzip
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from services.sync.guess import guess_mapping
from services.sync.normalise import Normaliser
from services.sync.readers import open_records
from services.sync.records import RawBlock, sampled

ROWS = 20_000
TEXT = "word " * 200


def json_lines() -> Iterator[str]:
    for number in range(ROWS):
        yield f'{{"id":"{number}","message":"{TEXT}"}}\n'


def csv_rows() -> Iterator[str]:
    yield "id,message\n"
    for number in range(ROWS):
        yield f'{number},"{TEXT}"\n'


@pytest.mark.parametrize("lines", [json_lines, csv_rows])
@pytest.mark.parametrize("packed", [False, True])
def test_memory_does_not_grow_with_the_file(
    tmp_path: Path, lines: Callable[..., Any], *, packed: bool
) -> None:
    path = tmp_path / "export"
    with gzip.open(path, "wt", compresslevel=1) if packed else path.open("w") as file:
        file.writelines(lines())
    tracemalloc.start()
    try:
        rows = imported(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rows == ROWS
    assert peak < 8 << 20, f"{peak >> 20} MiB for a file of {ROWS * len(TEXT) >> 20} MiB"


def imported(path: Path) -> int:
    file = open_records(path)
    normaliser = Normaliser(guess_mapping(sampled(file)), file.notation)
    blocks = (block for block in file.blocks() if isinstance(block, RawBlock))
    return sum(len(normaliser.block(block).rows) for block in blocks)

"""JSON Lines: one object per line, blank lines between them passed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from services.sync.notation import JSON, Notation
from services.sync.readers.byte_stream import ByteStream
from services.sync.readers.json_parsing import ESCAPED_NUL, parse_leniently
from services.sync.readers.lines import KEPT, LONGEST, Lines, LineSplitter
from services.sync.records import BrokenOff, Damaged, RawBlock, Unparsed

_TOO_LONG = Unparsed(
    "too_long",
    f"The line is longer than {LONGEST >> 20} MiB; its first {KEPT >> 10} KiB are kept.",
)


@dataclass(frozen=True, slots=True)
class JsonLinesFile:
    """A file of JSON Lines in a known encoding."""

    path: Path
    size: int
    encoding: str
    notes: tuple[str, ...]
    notation: Notation = JSON

    def blocks(self) -> Iterator[RawBlock | BrokenOff]:
        """Give the records; blank lines are no records. Raises UnreadableFile."""
        stream = ByteStream(self.path, self.encoding)
        for lines in LineSplitter().blocks(stream.pieces()):
            block = _block(lines, stream.consumed)
            if block.records:
                yield block
        if stream.broken:
            yield BrokenOff(f"{self.path.name}: {stream.broken}")


def _block(lines: Lines, consumed: int) -> RawBlock:
    texts = lines.texts
    numbers: Sequence[int] = range(lines.first, lines.first + len(texts))
    if lines.cut:
        return RawBlock([_TOO_LONG], numbers, "line", texts, consumed)
    if not all(map(bytes.strip, texts)):
        kept = [(n, text) for n, text in zip(numbers, texts, strict=True) if text.strip()]
        numbers, texts = [n for n, _ in kept], [text for _, text in kept]
    return RawBlock(_parsed(texts), numbers, "line", texts, consumed)


def _parsed(texts: Sequence[bytes]) -> list[Any]:
    try:
        records = [*map(orjson.loads, texts)]
    except orjson.JSONDecodeError:
        return [*map(parse_leniently, texts)]
    suspects = [i for i, text in enumerate(texts) if b"\\" in text and ESCAPED_NUL in text]
    for index in suspects:
        records[index] = Damaged(records[index])
    return records

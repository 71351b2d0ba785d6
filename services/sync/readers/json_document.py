"""A JSON document that holds a list of records somewhere inside; it is read whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.errors import UnreadableFile
from services.sync.notation import JSON, Notation
from services.sync.paths import dotted
from services.sync.readers.best_list import FoundList, best_list
from services.sync.readers.byte_stream import ByteStream
from services.sync.readers.json_parsing import (
    damaged_if_need_be,
    lost_digits,
    parse_exactly,
    parse_leniently,
)
from services.sync.records import BrokenOff, Damaged, Deferred, RawBlock, Unparsed, bare

#: A larger document, unpacked, is refused: memory would have to hold it several times over.
LARGEST = 256 << 20

_ITEMS_PER_BLOCK = 500


@dataclass(frozen=True, slots=True)
class JsonDocumentFile:
    """A parsed document and the items of its best list."""

    path: Path
    size: int
    items: Sequence[Any]
    notes: tuple[str, ...]
    notation: Notation = JSON

    def blocks(self) -> Iterator[RawBlock | BrokenOff]:
        """Give the items; `item 7` is the seventh. Their raw bytes are written anew."""
        for start in range(0, len(self.items), _ITEMS_PER_BLOCK):
            items = self.items[start : start + _ITEMS_PER_BLOCK]
            last = start + len(items)
            consumed = self.size * last // len(self.items)
            raws = Deferred(items)
            yield RawBlock(items, range(start + 1, last + 1), "item", raws, consumed)


def read_document(
    path: Path, size: int, encoding: str, notes: tuple[str, ...]
) -> JsonDocumentFile | Unparsed:
    """Read a document whole, or tell why it is none.

    Raises UnreadableFile where it is too large, or holds no list of objects.
    """
    text = _whole(path, encoding)
    document = parse_leniently(text)
    if isinstance(document, Unparsed):
        return document
    found = _list_in(document, path)
    if any(map(lost_digits, found.items)):
        document = parse_exactly(text)
        found = _list_in(document, path)
    return JsonDocumentFile(path, size, _items(document, found), (*notes, _told(found)))


def _whole(path: Path, encoding: str) -> bytes:
    stream = ByteStream(path, encoding)
    text = bytearray()
    for piece in stream.pieces():
        text += piece
        if len(text) > LARGEST:
            raise UnreadableFile(
                f"{path.name} is a JSON document of more than {LARGEST >> 20} MiB, too large to be "
                "read whole: save it as JSON Lines, one record per line."
            )
    return bytes(text)


def _list_in(document: Any, path: Path) -> FoundList:
    found = best_list(bare(document))
    if found is None:
        raise UnreadableFile(f"{path.name} is a JSON document without a list of objects in it.")
    return found


def _items(document: Any, found: FoundList) -> list[Any]:
    if not isinstance(document, Damaged):
        return found.items
    return [damaged_if_need_be(item, not_utf8=document.not_utf8) for item in found.items]


def _told(found: FoundList) -> str:
    where = f"the list at {dotted(found.path)}" if found.path else "the document itself"
    return f"JSON document: {len(found.items)} items, {where}"

"""The bytes of a file in pieces of bounded size: unpacked, and as UTF-8."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from reviewer.errors import UnreadableFile
from services.sync.readers import gunzip

#: Bytes of one piece: small enough for a piece and its records to stay in the processor's cache.
PIECE = 1 << 18

UTF8 = "utf-8"

_BOM = codecs.BOM_UTF8


class ByteStream:
    """Reads a file from its start, once, gzipped or not.

    `consumed` counts bytes of the file itself; `gzipped` is known once reading has begun.
    `broken` is a sentence once the file has turned out to end too early; what could be read has
    been given by then.
    """

    def __init__(self, path: Path, encoding: str = UTF8) -> None:
        self._path = path
        self._encoding = encoding
        self._gunzip = gunzip.Gunzip(PIECE)
        self.consumed = 0
        self.gzipped = False

    @property
    def broken(self) -> str | None:
        """Why the file ends too early, if it does."""
        return self._gunzip.broken

    def pieces(self) -> Iterator[bytes]:
        """Give the content in UTF-8 without a byte order mark, never an empty piece.

        What is not in the encoding becomes U+FFFD, but bytes that claim to be UTF-8 are given
        as they are. Raises UnreadableFile where the file system fails.
        """
        pieces = filter(None, self._unpacked())
        return _unmarked(pieces) if self._encoding == UTF8 else _recoded(pieces, self._encoding)

    def head(self, size: int) -> bytes:
        """Return the beginning of the content as it is stored, at least `size` bytes if it can."""
        head = bytearray()
        for piece in self._unpacked():
            head += piece
            if len(head) >= size:
                break
        return bytes(head)

    def _unpacked(self) -> Iterator[bytes]:
        stored = self._stored()
        first = next(stored, b"")
        whole = chain((first,), stored)
        self.gzipped = first.startswith(gunzip.MAGIC)
        return self._gunzip.unpacked(whole) if self.gzipped else whole

    def _stored(self) -> Iterator[bytes]:
        try:
            with self._path.open("rb", buffering=0) as file:
                while piece := file.read(PIECE):
                    self.consumed += len(piece)
                    yield piece
        except OSError as reason:
            raise UnreadableFile(f"{self._path} cannot be read: {reason.strerror}.") from reason


def _unmarked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    whole = iter(pieces)
    start = b""
    while len(start) < len(_BOM) and (piece := next(whole, b"")):
        start += piece
    yield from filter(None, (start.removeprefix(_BOM),))
    yield from whole


def _recoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")

"""Unpacks gzip (RFC 1952) as far as it goes: one damaged byte does not lose what came before."""

import zlib
from collections.abc import Iterable, Iterator

MAGIC = b"\x1f\x8b"

_WITH_GZIP_HEADER = 31


class Gunzip:
    """Unpacks the members of a gzip file.

    `broken` is a sentence once the data have turned out to be cut off or damaged.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._member = zlib.decompressobj(_WITH_GZIP_HEADER)
        self.broken: str | None = None

    def unpacked(self, packed: Iterable[bytes]) -> Iterator[bytes]:
        """Give the content, about `most` bytes at a time, until the end or the first damage."""
        try:
            for piece in packed:
                yield from self._unpack(piece)
            yield self._member.flush()
        except zlib.error:
            self.broken = "The gzip data are damaged: what comes after this cannot be unpacked."
            return
        if not self._member.eof:
            self.broken = "The gzip data are cut off: the end of the file is missing."

    def _unpack(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._member.eof:
                packed = packed.lstrip(b"\0")
                self._member = zlib.decompressobj(_WITH_GZIP_HEADER) if packed else self._member
            if packed:
                yield self._member.decompress(packed, self._most)
                packed = self._member.unconsumed_tail or self._member.unused_data

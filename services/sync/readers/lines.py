"""Lines of a stream, split at line feeds only, in blocks of bounded size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Lines of one block at most.
MOST_LINES = 500

#: A longer line is passed over, so that a file without line feeds cannot fill the memory.
LONGEST = 64 << 20

#: That much of a line that is passed over is kept, to tell what it was.
KEPT = 64 << 10


@dataclass(frozen=True, slots=True)
class Lines:
    """Neighbouring lines without their line feeds; `first` is the number of the first, from 1.

    `cut`: this is one line, and only its beginning.
    """

    first: int
    texts: list[bytes]
    cut: bool = False


class LineSplitter:
    """Splits the pieces of one stream into blocks of lines."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._number = 1
        self._begun: list[bytes] = []
        self._length = 0
        self._cut = False

    def blocks(self, pieces: Iterable[bytes]) -> Iterator[Lines]:
        """Give all lines, the last one also where no line feed ends it."""
        for piece in pieces:
            *ended, begun = piece.split(b"\n")
            if ended:
                yield from self._end(ended)
            self._begin(begun)
        if self._begun:
            yield from self._end([b""])

    def _begin(self, begun: bytes) -> None:
        self._length += len(begun)
        if begun and not self._cut:
            self._begun.append(begun)
            self._cut = self._length > self._longest
        if self._cut:
            self._begun = [b"".join(self._begun)[:KEPT]]

    def _end(self, texts: list[bytes]) -> Iterator[Lines]:
        begun = b"".join(self._begun)
        if self._cut:
            yield self._numbered([begun], cut=True)
            del texts[0]
        else:
            texts[0] = begun + texts[0]
        self._begun, self._length, self._cut = [], 0, False
        for start in range(0, len(texts), MOST_LINES):
            yield self._numbered(texts[start : start + MOST_LINES])

    def _numbered(self, texts: list[bytes], *, cut: bool = False) -> Lines:
        lines = Lines(self._number, texts, cut)
        self._number += len(texts)
        return lines

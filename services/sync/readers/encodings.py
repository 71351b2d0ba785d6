"""How the text of a file is encoded."""

import codecs
import re
from collections.abc import Iterable

from services.sync.readers.byte_stream import UTF8

WINDOWS = "cp1252"

_BAD_BYTE = re.compile("[\udc80-\udcff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


def wide_encoding(head: bytes) -> str | None:
    """Return UTF-16 where the beginning of a file shows it, by its mark or its zero bytes."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding, zeros, others in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if _share_of_zeros(head[zeros::2]) > 0.5 > 10 * _share_of_zeros(head[others::2]):
            return encoding
    return None


def narrow_encoding(pieces: Iterable[bytes]) -> str:
    """Return UTF-8, or Windows-1252 where more bytes are wrong as UTF-8 than characters right."""
    decoder = codecs.getincrementaldecoder(UTF8)("surrogateescape")
    bad = beyond_ascii = 0
    for piece in pieces:
        text = decoder.decode(piece)
        if not text.isascii():
            bad += len(_BAD_BYTE.findall(text))
            beyond_ascii += len(_NOT_ASCII.findall(text))
    return WINDOWS if 2 * bad > beyond_ascii else UTF8


def _share_of_zeros(octets: bytes) -> float:
    return octets.count(0) / max(1, len(octets))

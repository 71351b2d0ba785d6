"""Whatever the bytes: a file is refused with a sentence, or each record is a row or refused."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import UnreadableFile
from services.sync.guess import guess_mapping
from services.sync.normalise import Normaliser
from services.sync.readers import open_records
from services.sync.records import BrokenOff, NormalisedBlock, RawBlock, RecordFile, sampled
from tests.services.sync.reading import gzipped

BITS = st.sampled_from(
    [
        *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"\n", b"\r", b" ", b";", b"\t", b"\\", b"|"),
        *(b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1f\x8b", b"\xe2\x82\xac"),
        *(b'"id":', b'"a"', b'"message":', b'"context":', b'"confidence":', b'"created_at":'),
        *(b'{"id":"1","message":"Hi"}', b"\\u0000", b"\\ud800", b"NaN", b"1e999", b"9" * 25),
        *(b"null", b"true", b"0.5", b"id,message\n", b'1,"Hi"\n', b'"2026-11-10"', b"[[[[" * 99),
    ]
)
TEXTS = st.lists(BITS, max_size=30).map(b"".join)


@given(TEXTS | st.binary(max_size=80), st.sampled_from([bytes, gzipped, lambda b: gzipped(b)[:-9]]))
def test_any_bytes_are_records_or_refused(
    content: str | bytes, stored: Callable[..., bytes]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(stored(content))
        file = opened(path)
        if isinstance(file, str):
            assert file.endswith(".")
            return
        normaliser = Normaliser(guess_mapping(sampled(file)), file.notation)
        for block in file.blocks():
            assert isinstance(block, RawBlock | BrokenOff)
            if isinstance(block, RawBlock):
                complete(normaliser.block(block))


def opened(path: Path) -> RecordFile | str:
    try:
        return open_records(path)
    except UnreadableFile as reason:
        return str(reason)


def complete(block: NormalisedBlock) -> None:
    assert len(block.rows) + len(block.refused) == len(block.raw.records)
    assert all(refused.detail for refused in block.refused)
    for row in block.rows:
        texts = "".join(value for value in row if isinstance(value, str))
        assert "\0" not in texts
        assert texts.encode().decode() == texts

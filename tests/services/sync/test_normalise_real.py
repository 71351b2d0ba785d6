"""The developer data: all rows are clean, and a file and a database give the same ones."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reviewer.domain.fingerprint import content_hash
from reviewer.domain.interaction import SourceRow
from reviewer.domain.moments import iso_utc
from services.sync.guess import guess_mapping
from services.sync.normalise import Normaliser
from services.sync.notation import TYPED
from services.sync.readers import open_records
from services.sync.records import Deferred, RawBlock, RecordFile, sampled, screened


def rows_of(file: RecordFile) -> list[SourceRow]:
    normaliser = Normaliser(guess_mapping(sampled(file)), file.notation)
    rows: list[SourceRow] = []
    for raw in file.blocks():
        assert isinstance(raw, RawBlock)
        block = normaliser.block(raw)
        assert not block.repaired
        assert not block.refused
        rows.extend(block.rows)
    return rows


@pytest.fixture(scope="module")
def from_file(shared: Path) -> list[SourceRow]:
    return rows_of(open_records(shared / "data" / "interactions.jsonl.gz"))


def test_every_fact_of_the_file_is_kept(from_file: Sequence[SourceRow], shared: Path) -> None:
    with gzip.open(shared / "data" / "interactions.jsonl.gz") as lines:
        came = [json.loads(line) for line in lines]
    assert len(from_file) == 20_000
    assert [as_came(row) for row in from_file] == came


def as_came(row: SourceRow) -> dict[str, Any]:
    facts = row._asdict()
    assert facts.pop("extra") is None
    return {
        "id": facts.pop("external_id"),
        **facts,
        "created_at": iso_utc(row.created_at),
        "updated_at": iso_utc(row.updated_at),
        "context": json.loads(row.context),
        "source": json.loads(row.source or "null"),
    }


def test_a_database_gives_the_same_rows(from_file: Sequence[SourceRow], support_url: str) -> None:
    import psycopg
    from psycopg.rows import dict_row

    with psycopg.connect(support_url, row_factory=dict_row) as connection:
        came = connection.execute("SELECT * FROM customer_interactions").fetchall()
    raw = RawBlock(screened(came), range(len(came)), "row", Deferred(came), 0)
    block = Normaliser(guess_mapping(came[:1000]), TYPED).block(raw)
    assert not block.repaired
    assert not block.refused
    assert sorted(block.rows) == sorted(from_file)
    assert set(map(content_hash, block.rows)) == set(map(content_hash, from_file))


def test_csv_and_a_document_give_the_same_rows(shared: Path, tmp_path: Path) -> None:
    import csv

    small = shared / "data" / "interactions-small.jsonl"
    came = [json.loads(line) for line in small.read_text(encoding="utf-8").splitlines()]
    document = tmp_path / "export.json"
    document.write_text(json.dumps({"meta": {"pages": [1]}, "data": {"rows": came}}, indent=1))
    table = tmp_path / "export.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, came[0].keys())
        writer.writeheader()
        writer.writerows({k: as_cell(v) for k, v in record.items()} for record in came)
    assert rows_of(open_records(document)) == rows_of(open_records(small))
    assert rows_of(open_records(table)) == rows_of(open_records(small))


def as_cell(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value

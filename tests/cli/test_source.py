"""`reviewer source` and `sync` against a real PostgreSQL."""

from pathlib import Path

import psycopg
import pytest

from tests.support.command_line import CommandLine

PASSWORD = "marked-Pa55word"


def with_password(url: str) -> str:
    """The same address with a password, which the server does not ask for."""
    return url.replace("postgres:@", f"postgres:{PASSWORD}@")


def test_a_database_gives_the_same_store_as_the_file(
    reviewer: CommandLine, support_url: str, filled: CommandLine
) -> None:
    added = reviewer.json("source", "add", "team", support_url, "--source", "file")
    assert (added["name"], added["source_key"], added["rows"]) == ("team", "file", 20_000)
    synced = reviewer.json("sync", "team")
    assert (synced["read"], synced["added"], synced["rejected"]) == (20_000, 20_000, 0)
    again = reviewer.json("sync")
    assert (again["added"], again["updated"]) == (0, 0)
    listing = ("triage", "list", "--queue", "all", "--limit", "20000")
    assert by_id(reviewer.json(*listing)) == by_id(filled.json(*listing))
    same = ("interactions", "new", "snoozed", "due", "feedback", "first_at", "last_at")
    ours, theirs = reviewer.json("store", "info"), filled.json("store", "info")
    assert [ours[name] for name in same] == [theirs[name] for name in same]
    assert reviewer.json("store", "verify")["sound"]


def by_id(items: list[dict[str, object]]) -> dict[object, dict[str, object]]:
    return {item["id"]: item for item in items}


def test_a_source_is_listed_tested_and_forgotten(reviewer: CommandLine, support_url: str) -> None:
    reviewer.done("source", "add", "team", "--url", support_url)
    (listed,) = reviewer.json("source", "list")
    assert (listed["name"], listed["kind"], listed["finished_at"]) == ("team", "sql", None)
    assert "never synced" in reviewer.done("source", "list").text
    tested = reviewer.json("source", "test", "team")
    assert (tested["works"], tested["rows"]) == (True, 20_000)
    shown = reviewer.done("source", "test", "team").lines
    assert shown[0] == "20,000 rows."
    assert any(line.split()[:2] == ["customer_message", "message"] for line in shown)
    assert "already" in reviewer.refused("source", "add", "team", support_url, code=2)
    assert reviewer.json("source", "remove", "team") == {"removed": "team"}
    assert reviewer.json("source", "list") == []
    assert "There is no source “team”" in reviewer.refused("sync", "team", code=2)


def test_the_password_of_a_database_is_nowhere_to_be_found(
    reviewer: CommandLine, support_url: str, home: Path, tmp_path: Path
) -> None:
    added = reviewer.done("source", "add", "team", with_password(support_url), "--json")
    variable = "REVIEWER_SECRET_SOURCE_TEAM"
    assert variable in added.err.decode()
    syncing = reviewer.on(tmp_path / "team.db", **{variable: PASSWORD})
    said = [added, *(syncing(*command.split()) for command in ("sync", "source list --json"))]
    for finished in said:
        assert finished.code == 0
        assert PASSWORD.encode() not in finished.out + finished.err
    for folder in (home, tmp_path):
        for path in folder.rglob("*"):
            assert path.is_dir() or PASSWORD.encode() not in path.read_bytes(), path


def test_a_password_comes_from_a_variable(reviewer: CommandLine, support_url: str) -> None:
    told = CommandLine(reviewer.folder, reviewer.options, {"TEAM_PASSWORD": PASSWORD})
    added = told.done("source", "add", "team", support_url, "--password-env", "TEAM_PASSWORD")
    assert "The password was not kept" in added.err.decode()
    assert PASSWORD not in added.err.decode()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", 1),
        ("not a url", 2),
        ("oracle://somewhere/else", 2),
    ],
)
def test_a_database_that_is_none_is_told_in_a_sentence(
    reviewer: CommandLine, url: str, code: int
) -> None:
    sentence = reviewer.refused("source", "add", "team", url, code=code)
    assert sentence.endswith(".")
    assert len(sentence) < 300


def test_a_database_without_the_table_is_told_and_what_is_here_stays(
    working: CommandLine, postgres_url: str
) -> None:
    before = working.json("store", "info")
    assert "customer_interactions" in working.refused("source", "add", "team", postgres_url)
    assert working.json("store", "info") == before


def run_sql(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_a_source_that_fails_does_not_keep_the_next_one(
    reviewer: CommandLine, postgres_url: str
) -> None:
    run_sql(
        postgres_url,
        "CREATE TABLE gone (id text PRIMARY KEY, message text, updated_at timestamptz)",
        "INSERT INTO gone VALUES ('1', 'hello', now())",
        "CREATE TABLE stays AS SELECT * FROM gone",
        "ALTER TABLE stays ADD PRIMARY KEY (id)",
    )
    for name in ("gone", "stays"):
        reviewer.done("source", "add", name, postgres_url, "--table", name)
    run_sql(postgres_url, "DROP TABLE gone")
    finished = reviewer("sync", "--json")
    assert finished.code == 1
    assert finished.problem.startswith("gone: ")
    assert finished.document["added"] == 1
    assert finished.document["sources"]["stays"]["added"] == 1
    assert finished.document["sources"]["gone"]["fault"] == "SourceRefused"
    lines = reviewer("sync").lines
    assert lines == [
        "gone: failed",
        "stays: read 1, added 0, updated 0, unchanged 1, sanitised 0, rejected 0",
    ]
    outcomes = {source["name"]: source["outcome"] for source in reviewer.json("source", "list")}
    assert (outcomes["gone"]["state"], outcomes["stays"]["state"]) == ("failed", "done")
    assert "gone" in reviewer.refused("sync", "gone")

"""Sources on a real PostgreSQL: added, looked at, synced through all that happens, removed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from reviewer.domain.filters import Filter
from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import Interaction
from reviewer.domain.queue import QueueState
from reviewer.domain.review import Decision, Verdict
from reviewer.errors import SourceRefused, SourceUnreachable, UsageError
from reviewer.store import interactions, search, sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from reviewer.store.verify import verify
from services.jobs.status import JobCancelled
from services.jobs.write_lane import WriteLane
from services.secrets import Secrets
from services.sync.backoff import Backoff
from services.sync.catalogue import SourceCatalogue, Synced
from services.sync.files import import_file
from services.sync.sql_address import SqlAddress, connecting
from services.sync.sql_faults import fault_of
from services.system_keyring import SystemKeyring
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.support.postgres import Postgres
from tests.support.running import Run

Lane = WriteLane[Writing]
Execute = Callable[..., None]

NOBODY_THERE = "postgresql://somebody@127.0.0.1:1/support"
TABLE = """
CREATE TABLE customer_interactions (
    id text PRIMARY KEY, message text, "aiReply" text, agent_reply text,
    confidence_score real, metadata jsonb, updated_at timestamptz)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture
def lane(store: Store) -> Iterator[Lane]:
    lane: Lane = WriteLane(store.writing)
    yield lane
    lane.close()


@pytest.fixture
def environ() -> dict[str, str]:
    return {}


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def catalogue(
    store: Store, lane: Lane, environ: dict[str, str], waits: list[float]
) -> SourceCatalogue:
    secrets = Secrets(SystemKeyring(), environ)
    return SourceCatalogue(store, lane, secrets, lambda: backoff(waits))


def backoff(waits: list[float]) -> Backoff:
    """Return a backoff in a time of its own, which notes how long it waited."""
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        waits.append(seconds)

    return Backoff(tries=3, pick=lambda _low, high: high, clock=lambda: now, sleep=sleep)


@pytest.fixture
def execute(postgres_url: str) -> Execute:
    def run(statement: str, *values: Any) -> None:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(statement.encode(), values)

    return run


@pytest.fixture
def table(execute: Execute) -> Execute:
    """A table with three rows that changed an hour ago."""
    execute(TABLE)
    for number in (1, 2, 3):
        put(execute, f"r-{number}", hours=-1)
    return execute


@pytest.fixture
def team_url(table: Execute, postgres_url: str) -> str:  # noqa: ARG001
    """The address of a database with that table."""
    return postgres_url


def put(execute: Execute, key: str, message: str = "Where is my parcel?", hours: float = 0) -> None:
    """Insert a row, or change it, as at so many hours from now."""
    execute(
        "INSERT INTO customer_interactions VALUES (%s, %s, 'Soon.', 'On Friday.', 0.2, NULL, %s) "
        "ON CONFLICT (id) DO UPDATE SET message = excluded.message, "
        "updated_at = excluded.updated_at",
        key,
        message,
        datetime.now(UTC) + timedelta(hours=hours),
    )


def synced(catalogue: SourceCatalogue, name: str = "team") -> Synced:
    return catalogue.sync(name, Run().control)


def changes(done: Synced) -> tuple[int, int]:
    return done.tally.added, done.tally.updated


def messages(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        row_ids = search.row_ids(connection, Filter(), 0)
        whole = interactions.by_row_ids(connection, row_ids)
    return {one.external_id: one.customer_message for one in whole.values()}


def interaction(store: Store, key: str, external_id: str) -> Interaction:
    with store.reading() as connection:
        found = interactions.by_id(connection, interaction_id(key, external_id))
    assert found is not None
    return found


def test_a_table_is_added_with_a_guessed_mapping(catalogue: SourceCatalogue, team_url: str) -> None:
    added = catalogue.add("team", team_url)
    assert added.look.rows == 3
    assert added.look.unused == ()
    assert added.look.tells_changes
    paths = {choice.ours: choice.theirs for choice in added.look.plan.mapping.choices}
    assert paths["customer_message"] == "message"
    assert paths["ai_reply"] == "aiReply"
    assert paths["source"] == "metadata"
    (source,) = catalogue.list()
    assert source.name == "team"
    assert source.key.endswith("/customer_interactions")
    assert source.key.split("/")[0] in team_url
    assert (source.cursor, source.outcome) == (None, None)


def test_a_correction_and_a_left_out_fact_are_kept(
    catalogue: SourceCatalogue, store: Store, team_url: str
) -> None:
    catalogue.add(
        "team", team_url, corrections=["customer_message=agent_reply"], without=["ai_reply"]
    )
    synced(catalogue)
    row = interaction(store, catalogue.find("team").key, "r-1")
    assert row.customer_message == "On Friday."
    assert row.ai_reply is None
    assert row.extra["aiReply"] == "Soon."
    look = catalogue.test("team")
    assert {"message", "aiReply"} <= set(look.unused)


def test_a_table_without_rows_can_be_added(
    catalogue: SourceCatalogue, execute: Execute, postgres_url: str
) -> None:
    execute(TABLE)
    assert catalogue.add("team", postgres_url).look.rows == 0
    assert synced(catalogue).tally.read == 0


def test_a_test_shows_what_is_there_now(
    catalogue: SourceCatalogue, table: Execute, postgres_url: str
) -> None:
    catalogue.add("team", postgres_url)
    table("ALTER TABLE customer_interactions ADD COLUMN mood text DEFAULT 'cheerful'")
    put(table, "r-4")
    look = catalogue.test("team")
    assert look.rows == 4
    assert look.unused == ("mood",)
    samples = {choice.ours: choice.sample for choice in look.plan.mapping.choices}
    assert samples["ai_reply"] == '"Soon."'


def test_a_look_changes_nothing(catalogue: SourceCatalogue, store: Store, team_url: str) -> None:
    assert catalogue.look(team_url).rows == 3
    assert catalogue.list() == ()
    assert messages(store) == {}


def test_a_column_that_went_away_is_named(
    catalogue: SourceCatalogue, table: Execute, postgres_url: str
) -> None:
    catalogue.add("team", postgres_url)
    table("ALTER TABLE customer_interactions DROP COLUMN agent_reply")
    for act in (catalogue.test, lambda name: synced(catalogue, name)):
        with pytest.raises(SourceRefused, match="no longer has agent_reply"):
            act("team")


def test_the_password_is_in_no_store_and_given_by_the_environment(
    catalogue: SourceCatalogue,
    store: Store,
    environ: dict[str, str],
    team_url: str,
) -> None:
    with_password = team_url.replace("postgres:@", "postgres:hunter2-secret@")
    assert "hunter2" in with_password
    added = catalogue.add("team hub", with_password)
    assert added.advice is not None
    assert "REVIEWER_SECRET_SOURCE_TEAM_HUB" in added.advice
    assert "hunter2" not in str(catalogue.list())
    assert b"hunter2" not in store.path.read_bytes()
    environ["REVIEWER_SECRET_SOURCE_TEAM_HUB"] = "hunter2-secret"
    assert synced(catalogue, "team hub").tally.added == 3


def test_names_are_short_and_used_once(catalogue: SourceCatalogue, team_url: str) -> None:
    catalogue.add(" team ", team_url)
    for name, problem in (("team", "already"), ("", "short text"), ("x" * 61, "short text")):
        with pytest.raises(UsageError, match=problem):
            catalogue.add(name, team_url)
    assert [source.name for source in catalogue.list()] == ["team"]


def test_an_unknown_source_is_told_with_those_there_are(
    catalogue: SourceCatalogue, team_url: str
) -> None:
    with pytest.raises(UsageError, match="Add one first"):
        catalogue.test("hub")
    catalogue.add("team", team_url)
    with pytest.raises(UsageError, match=r"no source “hub”\. There is: team\."):
        synced(catalogue, "hub")


@pytest.mark.parametrize("url", ["nonsense", "postgresql://h:port/db", "ftp://host/db"])
def test_an_address_that_is_none_is_refused(catalogue: SourceCatalogue, url: str) -> None:
    with pytest.raises(UsageError):
        catalogue.add("team", url)


def test_a_server_that_is_not_there_is_one_sentence(catalogue: SourceCatalogue) -> None:
    with pytest.raises(SourceUnreachable) as told:
        catalogue.add("team", NOBODY_THERE)
    assert str(told.value) == (
        "The table customer_interactions of 127.0.0.1/support cannot be reached: connection "
        "refused. Check that the server runs and that you are online, and try again."
    )
    assert catalogue.list() == ()


def test_a_wrong_table_is_told_with_those_there_are(
    catalogue: SourceCatalogue, team_url: str
) -> None:
    with pytest.raises(SourceRefused, match=r"no table or view chats\. It has: customer_inter"):
        catalogue.add("team", team_url, table="chats")


def test_a_wrong_database_is_refused(catalogue: SourceCatalogue, postgres: Postgres) -> None:
    with pytest.raises(SourceRefused, match='cannot be read: database "nowhere" does not exist'):
        catalogue.add("team", postgres.url("nowhere"))


def test_a_table_without_ids_is_refused(
    catalogue: SourceCatalogue, execute: Execute, postgres_url: str
) -> None:
    execute("CREATE TABLE customer_interactions (words text)")
    with pytest.raises(UsageError, match="looks like id and customer_message"):
        catalogue.add("team", postgres_url)


def test_a_sync_takes_new_and_changed_rows(
    catalogue: SourceCatalogue, table: Execute, store: Store, postgres_url: str
) -> None:
    catalogue.add("team", postgres_url)
    assert changes(synced(catalogue)) == (3, 0)
    assert changes(synced(catalogue)) == (0, 0)
    put(table, "r-2", "Where is my umbrella?")
    put(table, "r-4")
    assert changes(synced(catalogue)) == (1, 1)
    assert messages(store)["r-2"] == "Where is my umbrella?"


def test_a_later_sync_reads_only_what_may_have_changed(
    catalogue: SourceCatalogue, table: Execute, postgres_url: str
) -> None:
    put(table, "r-0", hours=-48)
    catalogue.add("team", postgres_url)
    synced(catalogue)
    assert synced(catalogue).tally.read == 3


def test_how_a_sync_ended_is_kept(
    catalogue: SourceCatalogue, table: Execute, postgres_url: str
) -> None:
    catalogue.add("team", postgres_url)
    done = synced(catalogue)
    source = catalogue.find("team")
    assert source.finished_at == done.at
    assert source.outcome is not None
    assert (source.outcome["state"], source.outcome["added"]) == ("done", 3)
    table("DROP TABLE customer_interactions")
    with pytest.raises(SourceRefused):
        synced(catalogue)
    outcome = catalogue.find("team").outcome
    assert outcome is not None
    assert outcome["state"] == "failed"
    assert "no table or view" in outcome["problem"]


def test_progress_counts_rows_of_all(catalogue: SourceCatalogue, team_url: str) -> None:
    catalogue.add("team", team_url)
    run = Run()
    catalogue.sync("team", run.control)
    assert (run.reports[0].done, run.reports[0].total) == (0, 3)
    assert (run.last.done, run.last.total) == (3, 3)


def test_a_decision_stays_when_its_row_changes(
    catalogue: SourceCatalogue, table: Execute, store: Store, lane: Lane, postgres_url: str
) -> None:
    catalogue.add("team", postgres_url)
    synced(catalogue)
    desk = TriageDesk(store, lane, Signing(UUID(int=7), "Ada"))
    target = interaction(store, catalogue.find("team").key, "r-2")
    desk.decide(target.id, Verdict(Decision.AGENT_BETTER)).result()
    put(table, "r-2", "Where is my umbrella?")
    assert changes(synced(catalogue)) == (0, 1)
    case = desk.case(target.row_id)
    assert case is not None
    assert case.interaction.customer_message == "Where is my umbrella?"
    assert case.standing.state is QueueState.REVIEWED
    (review,) = case.reviews
    assert (review.decision, review.standing) == (Decision.AGENT_BETTER, True)
    assert review.changed_since


def test_a_transaction_that_committed_late_is_not_missed(
    catalogue: SourceCatalogue, table: Execute, store: Store, postgres_url: str
) -> None:
    catalogue.add("team", postgres_url)
    with psycopg.connect(postgres_url) as slow:
        slow.execute(
            "INSERT INTO customer_interactions VALUES "
            "('late', 'Hello?', 'Yes?', NULL, 0.5, NULL, now() - interval '2 minutes')"
        )
        put(table, "r-4")
        assert changes(synced(catalogue)) == (4, 0)
        slow.commit()
    assert changes(synced(catalogue)) == (1, 0)
    assert "late" in messages(store)


def test_a_row_from_the_future_hides_nothing(
    catalogue: SourceCatalogue, table: Execute, postgres_url: str
) -> None:
    put(table, "future", hours=24 * 365)
    catalogue.add("team", postgres_url)
    assert changes(synced(catalogue)) == (4, 0)
    put(table, "r-1", "Where is my umbrella?")
    put(table, "future", "Still ahead of its time.", hours=24 * 365)
    assert changes(synced(catalogue)) == (0, 2)


def test_rows_that_never_say_when_they_changed_are_read_each_time(
    catalogue: SourceCatalogue, table: Execute, store: Store, postgres_url: str
) -> None:
    table("UPDATE customer_interactions SET updated_at = NULL WHERE id = 'r-1'")
    catalogue.add("team", postgres_url)
    assert changes(synced(catalogue)) == (3, 0)
    table("UPDATE customer_interactions SET message = 'Changed.' WHERE id = 'r-1'")
    assert changes(synced(catalogue)) == (0, 1)
    assert messages(store)["r-1"] == "Changed."


def test_a_table_without_times_is_read_whole(
    catalogue: SourceCatalogue, execute: Execute, postgres_url: str
) -> None:
    execute("CREATE TABLE customer_interactions (id int PRIMARY KEY, message text)")
    execute("INSERT INTO customer_interactions SELECT n, 'm' || n FROM generate_series(1, 2500) n")
    assert not catalogue.add("team", postgres_url).look.tells_changes
    assert changes(synced(catalogue)) == (2500, 0)
    execute("UPDATE customer_interactions SET message = 'changed' WHERE id = 7")
    again = synced(catalogue)
    assert changes(again) == (0, 1)
    assert again.tally.read == 2500


@pytest.mark.parametrize(
    ("kind", "hour_ago", "now"),
    [
        ("timestamp", "now() - interval '1 hour'", "now()"),
        ("date", "now() - interval '1 day'", "now()"),
        (
            "bigint",
            "1000 * extract(epoch from now()) - 3600000",
            "1000 * extract(epoch from now())",
        ),
        ("double precision", "extract(epoch from now()) - 3600", "extract(epoch from now())"),
        ("numeric", "extract(epoch from now()) - 3600", "extract(epoch from now())"),
        ("text", "(now() - interval '1 hour')::text", "now()::text"),
    ],
)
def test_changes_are_found_however_times_are_written(
    catalogue: SourceCatalogue,
    execute: Execute,
    postgres_url: str,
    kind: str,
    hour_ago: str,
    now: str,
) -> None:
    execute(f"CREATE TABLE t (id int PRIMARY KEY, message text, updated_at {kind})")
    execute(f"INSERT INTO t SELECT n, 'm', {hour_ago} FROM generate_series(1, 3) n")
    catalogue.add("team", postgres_url, table="t")
    assert changes(synced(catalogue)) == (3, 0)
    execute(f"UPDATE t SET message = 'changed', updated_at = {now} WHERE id = 2")
    assert changes(synced(catalogue)) == (0, 1)
    assert changes(synced(catalogue)) == (0, 0)


def test_values_that_nothing_here_can_hold_stop_no_sync(
    catalogue: SourceCatalogue, execute: Execute, store: Store, postgres_url: str
) -> None:
    execute(
        "CREATE TABLE t (id uuid PRIMARY KEY, message text, updated_at timestamptz, "
        "valid_until timestamptz, born date, notes json, sum numeric, raw bytea)"
    )
    execute(
        "INSERT INTO t VALUES (gen_random_uuid(), 'Hello', 'infinity', '-infinity', "
        "'4000-01-01 BC', '{\"a\": \"\\ud800 \\u0000\"}', 'NaN', '\\xff00')"
    )
    catalogue.add("team", postgres_url, table="t")
    assert changes(synced(catalogue)) == (1, 0)
    assert changes(synced(catalogue)) == (0, 0)
    assert all(check.passed for check in verify(store))


def test_a_row_that_cannot_be_taken_is_kept_with_its_key(
    catalogue: SourceCatalogue, table: Execute, store: Store, postgres_url: str
) -> None:
    table("UPDATE customer_interactions SET message = NULL WHERE id = 'r-2'")
    catalogue.add("team", postgres_url)
    for _ in range(2):
        tally = synced(catalogue).tally
        assert (tally.rejected, tally.reasons) == (1, {"missing_field": 1})
    with store.reading() as connection:
        (refusal,) = sync.refusals(connection)
    assert (refusal.origin, refusal.place) == ("team", "key r-2")
    assert b'"id":"r-2"' in refusal.raw


def test_a_source_that_is_removed_leaves_its_rows(
    catalogue: SourceCatalogue, store: Store, team_url: str
) -> None:
    catalogue.add("team", team_url)
    synced(catalogue)
    catalogue.remove("team")
    assert catalogue.list() == ()
    assert len(messages(store)) == 3
    catalogue.add("team", team_url)
    assert synced(catalogue).tally.unchanged == 3


def end_connections(postgres: Postgres) -> None:
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reviewer'"
    )


def test_a_lost_connection_is_taken_up_again(
    catalogue: SourceCatalogue,
    execute: Execute,
    store: Store,
    waits: list[float],
    postgres: Postgres,
    postgres_url: str,
) -> None:
    execute(TABLE)
    execute(
        "INSERT INTO customer_interactions SELECT n, repeat('m', 900), 'a', NULL, 0.5, NULL, "
        "now() - n * interval '1 hour' FROM generate_series(1, 30000) n"
    )
    catalogue.add("team", postgres_url)
    run = Run()
    cut = [5000, 9000]

    def cut_off() -> None:
        if cut and run.last.done > cut[0]:
            cut.pop(0)
            end_connections(postgres)

    run.life.observers.add(cut_off)
    done = catalogue.sync("team", run.control)
    assert cut == []
    assert waits != []
    assert done.tally.added == 30_000
    assert any("trying again" in progress.detail for progress in run.reports)
    assert len(messages(store)) == 30_000


def test_a_server_that_stays_away_ends_the_sync_and_keeps_what_was_read(
    catalogue: SourceCatalogue, store: Store, waits: list[float], postgres: Postgres
) -> None:
    name = postgres.create()
    url = postgres.url(name)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLE.encode())
        connection.execute(
            b"INSERT INTO customer_interactions SELECT n, repeat('m', 900), 'a', NULL, 0.5, NULL, "
            b"now() - n * interval '1 hour' FROM generate_series(1, 30000) n"
        )
    catalogue.add("team", url)
    run = Run()

    def shut() -> None:
        if not waits and run.last.done > 5000 and not run.last.detail:
            postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            end_connections(postgres)

    run.life.observers.add(shut)
    with pytest.raises((SourceUnreachable, SourceRefused)):
        catalogue.sync("team", run.control)
    kept = len(messages(store))
    assert 0 < kept < 30_000
    postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert synced(catalogue).tally.added == 30_000 - kept
    postgres.drop(name)


def test_a_wait_can_be_cancelled(waits: list[float]) -> None:
    run = Run()
    run.life.cancel()
    with pytest.raises(JobCancelled):
        backoff(waits).wait(60.0, run.control)
    assert waits == []


def test_waits_grow_to_a_limit_and_start_anew_after_success() -> None:
    waiting = Backoff(base=1.0, most=8.0, tries=6, pick=lambda low, high: low + high)
    assert [(waiting.exhausted, waiting.next_wait()) for _ in range(6)] == [
        (False, seconds) for seconds in (1, 2, 4, 8, 8, 8)
    ]
    assert waiting.exhausted
    waiting.succeeded()
    assert waiting.next_wait() == 1


def test_a_cancelled_sync_keeps_what_it_read_and_goes_on(
    catalogue: SourceCatalogue, execute: Execute, store: Store, postgres_url: str
) -> None:
    execute(TABLE)
    execute(
        "INSERT INTO customer_interactions SELECT n, 'm' || n, 'a', NULL, 0.5, NULL, "
        "now() - n * interval '1 hour' FROM generate_series(1, 10000) n"
    )
    catalogue.add("team", postgres_url)
    with pytest.raises(JobCancelled):
        catalogue.sync("team", Run(cancel_after=2000).control)
    kept = len(messages(store))
    assert 2000 <= kept < 10_000
    source = catalogue.find("team")
    assert source.cursor is not None
    assert source.outcome == {"state": "cancelled"}
    rest = synced(catalogue).tally
    assert rest.added == 10_000 - kept
    assert rest.unchanged < 1000


def test_file_and_database_are_the_same_interactions_under_one_key(
    catalogue: SourceCatalogue, store: Store, lane: Lane, shared: Path, support_url: str
) -> None:
    catalogue.add("team", support_url, key="file")
    assert synced(catalogue).tally.added == 20_000
    path = shared / "data" / "interactions.jsonl.gz"
    tally = import_file(path, "file", lane, Run().control).tally
    assert (tally.added, tally.updated, tally.unchanged) == (0, 0, 20_000)
    assert all(check.passed for check in verify(store))


def test_an_sqlite_file_is_a_source_too(
    catalogue: SourceCatalogue, store: Store, tmp_path: Path
) -> None:
    import sqlite3

    path = tmp_path / "support.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE chats (id TEXT, message TEXT, updated_at TEXT)")
        connection.execute("INSERT INTO chats VALUES ('1', 'Hello', '2026-01-01T00:00:00Z')")
    connection.close()
    catalogue.add("local", f"sqlite:///{path}", table="chats")
    assert catalogue.find("local").key == "support.db/chats"
    assert changes(synced(catalogue, "local")) == (1, 0)
    assert messages(store) == {"1": "Hello"}


def test_a_file_is_found_again_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    address, _ = SqlAddress.parsed("sqlite:///support.db", "chats")
    assert address.url == f"sqlite:///{tmp_path / 'support.db'}"


def test_a_file_that_is_not_there_is_not_made(catalogue: SourceCatalogue, tmp_path: Path) -> None:
    missing = tmp_path / "nothing.db"
    with pytest.raises(SourceRefused, match="There is no database file"):
        catalogue.add("local", f"sqlite:///{missing}")
    assert not missing.exists()


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://ada@db.example.com/support", "require"),
        ("postgresql://ada@10.0.0.7:5433/support", "require"),
        ("postgresql:///support?host=db.example.com", "require"),
        ("postgresql://ada@db.example.com/support?sslmode=verify-full", None),
        ("postgresql://ada@db.example.com/support?sslmode=disable", None),
        ("postgresql://ada@localhost/support", None),
        ("postgresql://ada@127.0.0.1:5433/support", None),
        ("postgresql://ada@[::1]/support", None),
        ("postgresql:///support?host=/var/run/postgresql", None),
        ("postgresql:///support", None),
    ],
)
def test_connections_to_other_machines_are_encrypted(address: str, mode: str | None) -> None:
    assert connecting(make_url(address)).get("sslmode") == mode


def test_a_server_without_encryption_says_how_to_go_on() -> None:
    address, _ = SqlAddress.parsed("postgresql://ada@db.example.com/support", "chats")
    said = "server does not support SSL, but SSL was required"
    fault = fault_of(OperationalError("", None, Exception(said)), address)
    assert isinstance(fault, SourceRefused)
    assert str(fault).endswith("end the address in ?sslmode=disable.")

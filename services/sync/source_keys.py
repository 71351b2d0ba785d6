"""Keys of sources: they go into the ids of interactions, so they must not change."""

from reviewer.errors import UsageError

#: The key of files, unless another one is given.
FILE_KEY = "file"


def checked_key(key: str) -> str:
    """Return a source's key without spaces around it. Raises UsageError where it is none."""
    stripped = key.strip()
    if not stripped or not stripped.isprintable():
        raise UsageError(
            "A source's key is a short text, such as file or support/customer_interactions."
        )
    return stripped


def table_key(database: str, table: str) -> str:
    """Return the key of a table, the same on every machine that reads it."""
    return checked_key(f"{database}/{table.removeprefix('public.')}")

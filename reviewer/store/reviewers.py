"""Who signs events. The name is asked once and kept with the store."""

from uuid import UUID

from reviewer.domain.identity import new_event_id
from reviewer.domain.person import Person
from reviewer.store import facts
from reviewer.store.connection import Connection

_ME = "reviewer"
_INTRODUCE = """
INSERT INTO reviewers (id, name, email) VALUES (:id, :name, :email)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email
"""


def me(connection: Connection) -> Person | None:
    """Return this store's own reviewer; None where nobody gave a name yet."""
    known = facts.get(connection, _ME)
    return None if known is None else by_id(connection, UUID(known))


def by_id(connection: Connection, person_id: UUID) -> Person | None:
    """Return a reviewer."""
    query = "SELECT name, email FROM reviewers WHERE id = :id"
    row = connection.exec_driver_sql(query, {"id": person_id.bytes}).first()
    return None if row is None else Person(person_id, row[0], row[1])


def introduce(connection: Connection, name: str, email: str | None) -> Person:
    """Make a reviewer the store's own, or correct the name and e-mail of the one it has."""
    known = facts.get(connection, _ME)
    person = Person(new_event_id() if known is None else UUID(known), name, email)
    connection.exec_driver_sql(_INTRODUCE, {"id": person.id.bytes, "name": name, "email": email})
    facts.put(connection, _ME, str(person.id))
    return person

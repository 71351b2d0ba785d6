"""Where the rows of an SQL source are, as it is kept and shown: never with a password."""

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from reviewer.errors import UsageError

DEFAULT_TABLE = "customer_interactions"
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


@dataclass(frozen=True, slots=True)
class SqlAddress:
    """Where the rows are. `url` never holds a password."""

    url: str
    table: str = DEFAULT_TABLE

    @classmethod
    def parsed(cls, url: str, table: str | None) -> "tuple[SqlAddress, str | None]":
        """Split a URL into an address and the password that stood in it.

        Raises UsageError where it is no database URL.
        """
        whole = _url(url.strip())
        bare = whole._replace(password=None).difference_update_query(["password"])
        named = (table or "").strip() or DEFAULT_TABLE
        return cls(bare.render_as_string(hide_password=False), named), _secret(whole)

    @property
    def database(self) -> str:
        """Return the name of the database, without the folder that its file is in."""
        name = (make_url(self.url).database or "").replace("\\", "/")
        return name.rpartition("/")[-1]

    @property
    def shown(self) -> str:
        """Return the address as a person reads it."""
        host = make_url(self.url).host
        return f"The table {self.table} of {f'{host}/' if host else ''}{self.database}"


def connecting(url: URL) -> dict[str, object]:
    """Return how libpq is to connect where the address does not say; encrypted, unless to here.

    `sslmode=require` encrypts, and verifies where there is a root certificate in its usual place;
    an address that ends in `?sslmode=verify-full`, or in another mode, has its way.
    """
    options = {"connect_timeout": 10, "application_name": "reviewer"}
    secure = {} if _is_here(url) else {"sslmode": "require"}
    return {name: v for name, v in {**options, **secure}.items() if name not in url.query}


def _is_here(url: URL) -> bool:
    """Tell whether the server is on this machine: a socket's folder, or a loopback address."""
    asked = url.host or url.query.get("host") or ""
    hosts = asked.split(",") if isinstance(asked, str) else asked
    return all(host.startswith("/") or _is_loopback(host) for host in hosts)


def _is_loopback(host: str) -> bool:
    name = host.partition(":")[0] if host.count(":") == 1 else host
    if name in ("", "localhost"):
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _url(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise UsageError(
            "That is no database URL. Write it like postgresql://user@host/database."
        ) from None
    named = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if named.get_backend_name() == "sqlite" and named.database:  # whatever folder one is in
        return named.set(database=str(Path(named.database).absolute()))
    return named


def _secret(url: URL) -> str | None:
    """Return the password of a URL, which may stand among its parameters, too."""
    given = url.password or url.query.get("password")
    return given[0] if isinstance(given, tuple) else given or None

"""What a database's refusal means, as a sentence that a person can act on."""

import re

from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)

from reviewer.errors import SourceError, SourceRefused, SourceUnreachable, UsageError
from services.sync.sql_address import SqlAddress

_REFUSALS = (
    *("authentication failed", "does not exist", "permission denied", "no password"),
    *("does not support SSL", "certificate verify failed"),
)
#: What libpq says before it comes to the point.
_PREAMBLE = re.compile(r"^.* failed: (?:FATAL: +)?|^FATAL: +|^- ", re.DOTALL)


def fault_of(error: SQLAlchemyError, address: SqlAddress) -> SourceError | UsageError:
    """Return the fault that an error of a database is.

    SourceUnreachable where a later attempt may succeed, SourceRefused where it cannot.
    """
    if isinstance(error, NoSuchModuleError | ArgumentError):
        kind = address.url.partition(":")[0]
        return UsageError(f"There is no driver for databases of the kind “{kind}” here.")
    if isinstance(error, DBAPIError) and _is_lost(error):
        return SourceUnreachable(
            f"{address.shown} cannot be reached: {_reason(error)}. "
            "Check that the server runs and that you are online, and try again."
        )
    return SourceRefused(f"{address.shown} cannot be read: {_reason(error)}.{_advice(error)}")


def _is_lost(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    refused = any(word in str(error.orig) for word in _REFUSALS)
    return isinstance(error, OperationalError) and not refused


def _reason(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = [line for line in str(cause).splitlines() if " failed" in line or "FATAL" in line]
    line = lines[-1] if lines else (str(cause).strip().splitlines() or [type(error).__name__])[0]
    reason = _PREAMBLE.sub("", line.strip()).rstrip(".: ")
    return reason[:1].lower() + reason[1:]


def _advice(error: SQLAlchemyError) -> str:
    said = str(error)
    if "SSL" in said or "certificate" in said:
        return (
            " Connections to other machines are encrypted. Where you trust the network, "
            "end the address in ?sslmode=disable."
        )
    if "authentication failed" in said or "no password" in said:
        return " Check the user's name and the password."
    if "permission denied" in said:
        return " Ask for the right to read it."
    return ""

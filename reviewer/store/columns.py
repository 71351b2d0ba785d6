"""Column types that hold one meaning each."""

from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, Integer, LargeBinary
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[int]):
    """Microseconds since 1970 in UTC."""

    impl = Integer
    cache_ok = True


class Id(TypeDecorator[UUID]):
    """A UUID as its 16 bytes: half the index that its text would need."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, _dialect: Dialect) -> bytes | None:
        """Return the bytes to store."""
        return None if value is None else value.bytes

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> UUID | None:
        """Return the UUID that was stored."""
        return None if value is None else UUID(bytes=value)

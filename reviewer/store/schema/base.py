"""What all mapped tables hang on."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Root of the mapped tables."""

"""Files of records: their format is found out, and they are read block by block."""

from services.sync.readers.formats import open_records

__all__ = ["open_records"]

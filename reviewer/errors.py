"""Faults that Reviewer can name. Each message is one sentence a person can act on.

ReviewerError
├── UsageError               the request itself is wrong (exit code 2)
├── StoreError               the local store cannot do what was asked
│   ├── StoreNotFound        there is no store at that path
│   ├── WrongKey             the key does not open this store
│   ├── KeyUnavailable       no keyring, no passphrase and nobody to ask
│   ├── StoreTooNew          a newer Reviewer wrote this store
│   ├── StoreBusy            another process is the writer
│   ├── StoreDamaged         the file is not a store, or its pages are broken
│   └── DiskFull             the disk has no room for the write
├── SourceError              interactions cannot be fetched from where they come from
│   ├── SourceUnreachable    offline, refused, timed out: try again later
│   ├── SourceRefused        the source answered no: credentials, rights, missing table
│   └── UnreadableFile       a file that is none of the formats Reviewer imports
└── NotPossible              a gesture that the rules refuse, with the reason

Outcomes that are expected are values, not exceptions; bugs are whatever is not in this tree.
"""


class ReviewerError(Exception):
    """Root of all faults that are reported to a person as one sentence."""


class UsageError(ReviewerError):
    """The request itself is wrong."""


class StoreError(ReviewerError):
    """The local store cannot do what was asked."""


class StoreNotFound(StoreError):
    """There is no store at that path."""


class WrongKey(StoreError):
    """The key does not open this store."""


class KeyUnavailable(StoreError):
    """No keyring, no passphrase and nobody to ask."""


class StoreTooNew(StoreError):
    """A newer Reviewer wrote this store."""


class StoreBusy(StoreError):
    """Another process is the writer."""


class StoreDamaged(StoreError):
    """The file is not a store, or its pages are broken."""


class DiskFull(StoreError):
    """The disk has no room for the write."""


class SourceError(ReviewerError):
    """Interactions cannot be fetched from where they come from."""


class SourceUnreachable(SourceError):
    """Offline, refused or timed out: trying again later may work."""


class SourceRefused(SourceError):
    """The source answered no: credentials, rights or a missing table."""


class UnreadableFile(SourceError):
    """A file that is none of the formats Reviewer imports."""


class NotPossible(ReviewerError):
    """A gesture that the rules refuse, with the reason."""

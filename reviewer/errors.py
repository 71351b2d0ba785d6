"""Faults that Reviewer can name. Each message is one sentence a person can act on.

ReviewerError
├── UsageError               the request itself is wrong (exit code 2)
├── NoDisplay                the window cannot be shown on this machine
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
├── ProviderError            a language model cannot be asked, or does not answer
│   ├── ProviderUnreachable  offline, refused, timed out: try again later
│   ├── ProviderBusy         too many requests, or an error on its side, after every retry
│   ├── ProviderRefused      the key, the rights, the address or the model are wrong
│   ├── RequestRefused       this one request is refused: too long, not permitted
│   ├── QuotaExhausted       the account has no credit left
│   └── UnreadableAnswer     what came back is no chat completion
├── SpendingRefused          a call is not made because of what it may cost
│   ├── BudgetReached        it could pass the cap of the run or of the month
│   └── PriceUnknown         nobody knows its price, and nobody gave leave
└── NotPossible              a gesture that the rules refuse, with the reason

Outcomes that are expected are values, not exceptions; bugs are whatever is not in this tree.
"""


class ReviewerError(Exception):
    """Root of all faults that are reported to a person as one sentence.

    What to do about it may differ: `terminal` says it to who types commands, `window` to who sits
    before the window. Each is a sentence that follows the first, or "".
    """

    def __init__(self, sentence: str = "", *, terminal: str = "", window: str = "") -> None:
        super().__init__(sentence)
        self.terminal, self.window = terminal, window

    def on_terminal(self) -> str:
        """Return all there is to say to who types commands."""
        return f"{self} {self.terminal}".strip()

    def in_window(self) -> str:
        """Return all there is to say in the window."""
        return f"{self} {self.window}".strip()


class UsageError(ReviewerError):
    """The request itself is wrong."""


class NoDisplay(ReviewerError):
    """The window cannot be shown on this machine."""


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


class ProviderError(ReviewerError):
    """A language model cannot be asked, or does not answer."""


class ProviderUnreachable(ProviderError):
    """Offline, refused or timed out: trying again later may work."""


class ProviderBusy(ProviderError):
    """Too many requests, or an error on the provider's side, after every retry."""


class ProviderRefused(ProviderError):
    """The key, the rights, the address or the model are wrong: no request will work."""


class RequestRefused(ProviderError):
    """One request is refused: too long, or not permitted; others may work."""


class QuotaExhausted(ProviderError):
    """The account has no credit left: trying again does not help."""


class UnreadableAnswer(ProviderError):
    """What came back is no chat completion."""


class SpendingRefused(ReviewerError):
    """A call is not made because of what it may cost."""


class BudgetReached(SpendingRefused):
    """The call could pass the cap of the run or of the month."""


class PriceUnknown(SpendingRefused):
    """Nobody knows the price of the model, and nobody gave leave to use it all the same."""


class NotPossible(ReviewerError):
    """A gesture that the rules refuse, with the reason."""

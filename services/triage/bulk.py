"""Many replies at once: one verdict, snooze or tag as one step that is undone as one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.domain.action import Action
from reviewer.domain.filters import Filter
from reviewer.domain.identity import new_event_id
from reviewer.domain.moments import now_micros
from reviewer.domain.review import Decision, Texts, Verdict, known_category, settle
from reviewer.domain.snooze import Snooze
from reviewer.domain.snooze import settle as settle_snooze
from reviewer.domain.tags import clean_tag
from reviewer.errors import NotPossible
from reviewer.store import interactions, reviews, search, snoozes, tags, triage
from reviewer.store.reviews import Settled
from reviewer.store.store import Connection, Store, Writing
from services.triage.gestures import Gestures, refresh
from services.triage.marking import category_label, tag_label
from services.triage.snoozing import Snoozing

if TYPE_CHECKING:
    from concurrent.futures import Future

#: More replies than these are not changed in one step, which nobody may interrupt.
MOST = 50_000
#: Texts are read so many at a time, so that long ones do not fill the memory.
CHUNK = 500

#: The replies of a bulk step: row ids, or all that fit a filter when the step is made.
Selection = Sequence[int] | Filter


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk step would do: to how many replies, and how many the rules would leave out.

    `reasons` are the rules' sentences, each with how many replies it leaves out; `reviewed` is how
    many of those that fit have been reviewed before.
    """

    fits: int
    refused: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    reviewed: int = 0


@dataclass(frozen=True, slots=True)
class BulkDone:
    """A bulk step that is stored; `refused` replies were left out, by the rules of the verdict."""

    action: Action
    row_ids: tuple[int, ...]
    refused: int = 0


class BulkDesk:
    """Every step is one action in one transaction; 5,000 replies take about half a second."""

    def __init__(self, store: Store, gestures: Gestures, snoozing: Snoozing) -> None:
        self._store = store
        self._gestures = gestures
        self._snoozing = snoozing

    def preview(self, selection: Selection, verdict: Verdict | None = None) -> Preview:
        """Count what a step on a selection would change; of a verdict, what its rules refuse."""
        with self._store.reading() as connection:
            row_ids = _row_ids(connection, selection)
            if verdict is None:
                return Preview(len(interactions.keys_of(connection, row_ids)))
            return _previewed(connection, row_ids, verdict)

    def choose(self, wanted: Filter) -> frozenset[int]:
        """Return all rows that fit a filter now. Raises NotPossible where they are too many."""
        with self._store.reading() as connection:
            return frozenset(_row_ids(connection, wanted))

    def decide(self, selection: Selection, verdict: Verdict) -> "Future[BulkDone]":
        """Give many replies the same verdict. An edited reply is refused: each has its own text.

        The future raises NotPossible where the rules leave no reply at all.
        """
        if verdict.decision is Decision.EDITED:
            raise NotPossible("An edited reply is decided on one at a time.")
        known_category(verdict.category)
        return self._gestures.submit(lambda writing: self._decide(writing, selection, verdict))

    def snooze(self, selection: Selection, snooze: Snooze) -> "Future[BulkDone]":
        """Snooze many replies."""
        settled = settle_snooze(snooze)
        return self._mark(
            selection,
            "snooze",
            self._snoozing.label(settled),
            lambda connection, action, keys: snoozes.append_snoozes(
                connection, action.id, keys, settled, action.at
            ),
        )

    def tag(self, selection: Selection, tag: str, *, present: bool = True) -> "Future[BulkDone]":
        """Put a tag on many replies, or take it off."""
        name = clean_tag(tag)
        return self._mark(
            selection,
            "tag",
            tag_label(name, present=present),
            lambda connection, action, keys: tags.append_tags(
                connection, action.id, keys, name, action.at, present=present
            ),
        )

    def categorise(self, selection: Selection, category: str | None) -> "Future[BulkDone]":
        """Give many replies a failure category; None takes it back."""
        known = known_category(category)
        return self._mark(
            selection,
            "categorise",
            category_label(known),
            lambda connection, action, keys: tags.append_categories(
                connection, action.id, keys, known, action.at
            ),
        )

    def _mark(
        self,
        selection: Selection,
        kind: str,
        label: str,
        append: Callable[[Connection, Action, Iterable[bytes]], object],
    ) -> "Future[BulkDone]":
        def step(writing: Writing) -> BulkDone:
            connection = writing.connection
            found = interactions.keys_of(connection, _row_ids(connection, selection))
            _refuse_none(len(found))
            action = self._gestures.begin(writing, kind, _bulk_label(label, len(found)))
            append(connection, action, (key for _, key in found))
            row_ids = tuple(row_id for row_id, _ in found)
            refresh(writing, row_ids)
            return BulkDone(action, row_ids)

        return self._gestures.submit(step)

    def _decide(self, writing: Writing, selection: Selection, verdict: Verdict) -> BulkDone:
        connection = writing.connection
        row_ids = _row_ids(connection, selection)
        fits = sum(len(chunk) for chunk in _fitting(connection, row_ids, verdict))
        _refuse_none(fits)
        label = _bulk_label(verdict.decision.label, fits)
        action = self._gestures.begin(writing, "decide", label)
        done: list[int] = []
        for chunk in _fitting(connection, row_ids, verdict):
            settled = [one for _, one in chunk]
            reviews.append_reviews(connection, action.id, settled, action.at)
            done += [row_id for row_id, _ in chunk]
        refresh(writing, done)
        return BulkDone(action, tuple(done), len(row_ids) - fits)


def _row_ids(connection: Connection, selection: Selection) -> Sequence[int]:
    if not isinstance(selection, Filter):
        found = tuple(dict.fromkeys(selection))
    else:
        found = tuple(search.row_ids(connection, selection, now_micros(), MOST + 1))
    if len(found) > MOST:
        raise NotPossible(f"One step changes at most {MOST:,} replies. Narrow the selection.")
    return found


def _previewed(connection: Connection, row_ids: Sequence[int], verdict: Verdict) -> Preview:
    fits: list[int] = []
    reasons: Counter[str] = Counter()
    for chunk in _chunks(row_ids):
        for row_id, _, texts in interactions.texts_of(connection, chunk):
            try:
                settle(texts, verdict)
            except NotPossible as refused:
                reasons[str(refused)] += 1
            else:
                fits.append(row_id)
    left_out = reasons.total()
    reviewed = triage.count_reviewed(connection, fits)
    return Preview(len(fits), left_out, tuple(reasons.most_common()), reviewed)


def _chunks(row_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(row_ids), CHUNK):
        yield row_ids[start : start + CHUNK]


def _fitting(
    connection: Connection, row_ids: Sequence[int], verdict: Verdict
) -> Iterator[list[tuple[int, Settled]]]:
    """Give the replies that the rules let decide so, in chunks."""
    for chunk in _chunks(row_ids):
        yield list(_settled(interactions.texts_of(connection, chunk), verdict))


def _settled(
    found: Iterable[tuple[int, bytes, Texts]], verdict: Verdict
) -> Iterator[tuple[int, Settled]]:
    for row_id, key, texts in found:
        with suppress(NotPossible):
            settled = settle(texts, verdict)
            yield row_id, Settled(new_event_id(), key, texts, settled)


def _refuse_none(replies: int) -> None:
    if not replies:
        raise NotPossible("None of the selected replies can be changed so.")


def _bulk_label(label: str, replies: int) -> str:
    return f"{label} ({replies:,} {'reply' if replies == 1 else 'replies'})"

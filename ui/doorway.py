"""The door of a window: opens and makes its store, and closes what it has opened."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.store.store import Store
    from services.jobs.runner import JobRunner
    from services.secrets import Secrets
    from services.typed_secrets import TypedSecrets
    from services.workbench import Workbench
    from ui.door import Door, NewBench

CLOSE_SECONDS = 30.0


class Doorway:
    """`runner` runs the window's jobs; `build` makes the workbench of a store that is open.

    `known` is the store's passphrase where the caller knows it; `hide` hears each secret, for the
    logs.
    """

    def __init__(
        self,
        path: Path,
        runner: "JobRunner",
        build: "Callable[[Store, Secrets], Workbench]",
        known: str | None,
        hide: Callable[[str], None],
        *,
        plain: bool,
    ) -> None:
        self.runner = runner
        self._path, self._build = path, build
        self._known, self._hide, self._plain = known, hide, plain
        self._opened: list[Workbench] = []

    def door(self) -> "Door":
        """Return what the window may ask for."""
        from services.identity import suggested_email, suggested_name
        from ui.door import Door

        return Door(self._path, self._open, self._create, suggested_name(), suggested_email() or "")

    def close(self) -> None:
        """Close the store, also one that was opened while the window closed."""
        for bench in self._opened:
            bench.close(CLOSE_SECONDS)

    @cached_property
    def _keys(self) -> "TypedSecrets":
        from services.typed_secrets import TypedSecrets

        return TypedSecrets(self._known, self._hide)

    def _open(self, typed: str | None) -> "Workbench":
        from services.stores import open_for_window

        keys = self._keys.given(typed)
        return self._bench(open_for_window(self._path, keys), keys)

    def _create(self, typed: str | None) -> "NewBench":
        from reviewer.store.writer_lock import WINDOW
        from services.stores import create_new
        from ui.door import NewBench

        keys = self._keys.given(typed)
        new = create_new(self._path, keys, plain=self._plain, by=WINDOW)
        return NewBench(self._bench(new.store, keys), new.recovery_code)

    def _bench(self, store: "Store", keys: "Secrets") -> "Workbench":
        bench = self._build(store, keys)
        self._opened.append(bench)
        return bench

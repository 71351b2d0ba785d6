"""How a page says something in the status bar."""

from collections.abc import Callable
from typing import Protocol

from ui.widgets.notice import NoticeKind


class Tell(Protocol):
    """Shows a sentence in the status bar, with at most one thing to do about it."""

    def __call__(
        self,
        sentence: str,
        *,
        kind: NoticeKind = "done",
        action: str = "",
        run: Callable[[], None] | None = None,
    ) -> None: ...

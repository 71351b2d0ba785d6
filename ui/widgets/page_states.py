"""A page's content, or in its place why there is none: empty, loading, error."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.theme import ThemeController
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_state import ErrorState
from ui.widgets.loading_state import LoadingState


class PageStates(QStackedWidget):
    """Shows one of four things in the same room. `acted` is the empty state's button,
    `retried` the error state's. A content that is made inside, and then held, is styled by Qt
    once; one that is moved in, once more.
    """

    acted = Signal()
    retried = Signal()

    def __init__(
        self,
        themes: ThemeController,
        content: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self._empty = EmptyState(themes, self)
        self._loading = LoadingState(self)
        self._error = ErrorState(themes, self)
        for widget in (self._empty, self._loading, self._error):
            self.addWidget(widget)
        if content is not None:
            self.hold(content)
        self._empty.acted.connect(self.acted)
        self._error.retried.connect(self.retried)

    def hold(self, content: QWidget) -> None:
        """Takes what the page is for, and shows it."""
        self._content = content
        self.insertWidget(0, content)
        self.setCurrentWidget(content)

    def show_content(self) -> None:
        """Shows what the page is for."""
        if self._content is not None:
            self.setCurrentWidget(self._content)

    def show_empty(
        self, title: str, sentence: str, *, icon: str = "inbox", action: str = ""
    ) -> None:
        """Says that there is nothing, and what to do."""
        self._empty.tell(title, sentence, icon=icon, action=action)
        self.setCurrentWidget(self._empty)

    def show_loading(self, sentence: str) -> None:
        """Says after 300 ms that something is being loaded."""
        self._loading.tell(sentence)
        self.setCurrentWidget(self._loading)

    def show_error(self, sentence: str, details: str = "", *, can_retry: bool = True) -> None:
        """Says what happened and what to do next."""
        self._error.tell(sentence, details, can_retry=can_retry)
        self.setCurrentWidget(self._error)

"""What the source has changed since a reply was reviewed: before and after, as one text."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from reviewer.domain.diff import Diff
from reviewer.domain.interaction import Interaction
from reviewer.domain.review import Review, Texts
from services.triage.revisions import Revisions
from ui.pages.triage.drafts import standing_review
from ui.pages.triage.prefetch import Prepared, compared
from ui.pages.triage.sections.section import Section, SectionGround
from ui.theme import ThemeController
from ui.widgets.diff_view import marks_of
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.section_header import SectionHeader

MOST_HEIGHT = 400

#: A text's name and how it changed.
Change = tuple[str, Diff]


class WhatChanged(Section):
    """Shows each text that differs from what was on the screen when the review was made."""

    def __init__(self, ground: SectionGround) -> None:
        super().__init__()
        self._ground = ground
        self._parts = {name: _Part(ground.themes, name, self) for name in _NAMES}
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        for part in self._parts.values():
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("What changed since the review")
        self.setFocusProxy(self.area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def show_case(self, prepared: Prepared) -> None:
        review = standing_review(prepared.case)
        if review is None:
            return
        interaction = prepared.case.interaction
        read = partial(_changes, self._ground.room().revisions, review, interaction)
        self._ground.bridge.read(read, self._show, self._failed, owner=self)

    def _show(self, changes: tuple[Change, ...] | None) -> None:
        found = dict(changes or ())
        for name, part in self._parts.items():
            part.show_diff(found.get(name))
        gone = "The texts of the review were erased; it cannot be said what changed."
        self.told.emit(gone if changes is None else "struck through: as reviewed · marked: new")

    def _failed(self, fault: Exception) -> None:
        self.told.emit(f"What changed could not be read. {fault}")


class _Part(QWidget):
    """One of the texts, with the words that were taken out and put in."""

    def __init__(self, themes: ThemeController, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = PlainTextPane(themes, f"{name}: changes", most_height=MOST_HEIGHT, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(SectionHeader(name, self))
        column.addWidget(self.text)
        self.hide()

    def show_diff(self, diff: Diff | None) -> None:
        self.setVisible(diff is not None)
        if diff is not None:
            whole = diff.as_one_text()
            self.text.set_text(whole.text)
            self.text.set_marks(marks_of(whole.text, whole.spans, deleted="struck"))


_NAMES = ("Customer message", "AI reply", "Agent reply")


def _changes(
    revisions: Revisions, review: Review, interaction: Interaction
) -> tuple[Change, ...] | None:
    seen = revisions.seen(review.id)
    return None if seen is None else tuple(_compare(seen, interaction))


def _compare(seen: Texts, now: Interaction) -> Iterator[Change]:
    before = (seen.customer_message, seen.ai_reply, seen.agent_reply)
    after = (now.customer_message, now.ai_reply, now.agent_reply)
    for name, old, new in zip(_NAMES, before, after, strict=True):
        if old != new:
            yield name, compared(old, new)

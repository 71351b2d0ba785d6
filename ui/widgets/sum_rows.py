"""A few sums under a heading, each with a bar for its share, painted as vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.fonts import ui_font
from ui.theme import ThemeController
from ui.widgets.invisible import reveal
from ui.widgets.section_header import SectionHeader

ROW = 26
_AMOUNT, _DETAIL, _GAP = 78, 84, 10
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum: what of, its share of the largest one (0..1), and what it says."""

    title: str
    share: float
    amount: str
    detail: str


class SumRows(QWidget):
    """A heading, and as many rows as there is room for; the last one says what is left out."""

    def __init__(
        self, themes: ThemeController, title: str, most: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = _Rows(themes, most, self)
        self.rows.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(SectionHeader(title, self))
        column.addWidget(self.rows)
        column.addStretch(1)

    def show_sums(self, sums: Sequence[Sum]) -> None:
        """Show sums, the largest first."""
        self.rows.show_sums(sums)


class _Rows(QWidget):
    def __init__(self, themes: ThemeController, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._most = themes, most
        self._sums: Sequence[Sum] = ()
        self._font = ui_font(themes.theme.type.label)
        self._figures = ui_font(themes.theme.type.label)
        self._figures.setFeature(QFont.Tag("tnum"), 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(ROW * most)
        themes.changed.connect(self.update)

    def show_sums(self, sums: Sequence[Sum]) -> None:
        self._sums = sums
        told = (f"{one.title}: {one.amount}, {one.detail}" for one in sums)
        self.setAccessibleDescription(". ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, ROW * self._most)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, one in enumerate(self._shown()):
            self._paint_row(painter, QRectF(0, place * ROW, self.width(), ROW), one)

    def _shown(self) -> Sequence[Sum]:
        if len(self._sums) <= self._most:
            return self._sums
        left = len(self._sums) - self._most + 1
        return (*self._sums[: self._most - 1], Sum(f"{left} others", 0.0, "", ""))

    def _paint_row(self, painter: QPainter, row: QRectF, one: Sum) -> None:
        room = row.width() - _AMOUNT - _DETAIL - 2 * _GAP
        ground = QRectF(row.left(), row.top() + 3, max(2.0, room * one.share), row.height() - 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.colour("accent_bg"))
        if one.share:
            painter.drawRoundedRect(ground, 3, 3)
        painter.setFont(self._font)
        painter.setPen(self._themes.colour("text" if one.share else "muted"))
        title = QFontMetrics(self._font).elidedText(
            reveal(one.title), Qt.TextElideMode.ElideRight, round(room) - 12
        )
        painter.drawText(row.adjusted(8, 0, 0, 0), _LEFT, title)
        painter.setFont(self._figures)
        painter.drawText(row.adjusted(0, 0, -_DETAIL - _GAP, 0), _RIGHT, one.amount)
        painter.setPen(self._themes.colour("muted"))
        painter.drawText(row, _RIGHT, one.detail)

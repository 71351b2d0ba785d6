"""A judge's scores of two replies, criterion by criterion, as lines from the old to the new."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.domain.rubric import CRITERIA, HIGHEST, LOWEST, PairScores
from ui.fonts import ui_font
from ui.theme import ThemeController
from ui.widgets.labels import plain_tooltip

ROW = 20
_NAME, _FIGURES, _DOT = 104, 58, 4.0
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class ScoreBars(QWidget):
    """One row per criterion: its name, a line from 1 to 5, the figures `2 → 5`."""

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._scores: PairScores | None = None
        self._font = ui_font(themes.theme.type.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Scores")
        about = "\n".join(f"{name.capitalize()}: {what}" for name, what in CRITERIA.items())
        self.setToolTip(plain_tooltip(about))
        themes.changed.connect(self.update)

    def show_scores(self, scores: PairScores | None) -> None:
        """Show the scores; hidden where there are none."""
        self._scores = scores
        self.setVisible(scores is not None)
        self.setAccessibleDescription(
            ", ".join(f"{n} {old} to {new}" for n, old, new in self._rows)
        )
        self.update()

    @property
    def _rows(self) -> list[tuple[str, int, int]]:
        if self._scores is None:
            return []
        old, new = self._scores.old.by_criterion(), self._scores.new.by_criterion()
        return [(name, old[name], new[name]) for name in old]

    def sizeHint(self) -> QSize:
        return QSize(240, ROW * len(CRITERIA))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for place, (name, old, new) in enumerate(self._rows):
            row = QRectF(0, place * ROW, self.width(), ROW)
            painter.setPen(self._themes.colour("muted"))
            painter.drawText(row, _MIDDLE, name.capitalize())
            self._paint_line(painter, row.adjusted(_NAME, 0, -_FIGURES - 8, 0), old, new)
            painter.setPen(self._tone(old, new))
            painter.drawText(row, _RIGHT, f"{old} → {new}")

    def _paint_line(self, painter: QPainter, room: QRectF, old: int, new: int) -> None:
        middle, tone = room.center().y(), self._tone(old, new)
        start, end = (QPointF(_place(room, score), middle) for score in (old, new))
        painter.setPen(QPen(self._themes.colour("border_strong"), 1))
        painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle))
        painter.setPen(QPen(tone, 3))
        painter.drawLine(start, end)
        painter.setPen(QPen(tone, 1.5))
        painter.setBrush(self._themes.colour("surface"))
        painter.drawEllipse(start, _DOT - 0.5, _DOT - 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawEllipse(end, _DOT, _DOT)

    def _tone(self, old: int, new: int) -> QColor:
        tone = "muted" if old == new else "success" if new > old else "danger"
        return self._themes.colour(tone)


def _place(room: QRectF, score: int) -> float:
    share = (score - LOWEST) / (HIGHEST - LOWEST)
    return room.left() + _DOT + share * (room.width() - 2 * _DOT)

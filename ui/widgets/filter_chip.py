"""A filter as a small button: what it narrows, and to what; a cross takes it away again."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.fonts import ui_font
from ui.theme import ThemeController
from ui.widgets.invisible import reveal
from ui.widgets.labels import plain_tooltip

HEIGHT = 28
_PADDING, _ICON, _GAP = 9, 14, 4
_WIDEST_VALUE = 170


class FilterChip(QAbstractButton):
    """`clicked` asks for the choices, `cleared` takes the filter away; so does Delete.

    With a value it shows that in place of its title, which its tooltip keeps.
    """

    cleared = Signal()

    def __init__(self, themes: ThemeController, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._title, self._value = themes, title, ""
        self._font = ui_font(themes.theme.type.label, QFont.Weight.Medium)
        self._metrics = QFontMetrics(self._font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_value("")
        themes.changed.connect(self.update)

    def set_value(self, value: str) -> None:
        """Shows what the list is narrowed to; "" for nothing."""
        self._value = value
        self.setAccessibleName(f"{self._title}: {value}" if value else self._title)
        self.setToolTip(plain_tooltip(f"{self._title}: {value}" if value else ""))
        self.updateGeometry()
        self.update()

    def value(self) -> str:
        """What the list is narrowed to."""
        return self._value

    def sizeHint(self) -> QSize:
        width = self._metrics.horizontalAdvance(self._words()) + 2 * _PADDING + _GAP + _ICON + 1
        return QSize(width, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._value and self._cross().contains(event.position()):
            self.cleared.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opening = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._value:
            self.cleared.emit()
        elif event.key() in opening:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        painter.setFont(self._font)
        painter.setPen(self._themes.colour("accent" if self._value else "muted"))
        place = QRect(_PADDING, 0, self.width(), HEIGHT)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), self._words())
        self._paint_icon(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        fill = "accent_bg" if self._value else "hover" if self.underMouse() else "surface"
        edge = "focus" if self.hasFocus() else "accent_bg" if self._value else "border_strong"
        painter.setBrush(self._themes.colour(fill))
        painter.setPen(self._themes.colour(edge))
        radius = self._themes.theme.radius.medium
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_icon(self, painter: QPainter) -> None:
        name, tone = ("x", "accent") if self._value else ("chevron-down", "faint")
        ratio = self.devicePixelRatioF()
        pixmap = self._themes.pixmap(name, tone, _ICON, ratio)  # type: ignore[arg-type]
        painter.drawPixmap(self._cross().topLeft() + QPointF(4, 7), pixmap)

    def _cross(self) -> QRectF:
        """The room of the icon at the right end."""
        width = _ICON + _PADDING
        return QRectF(self.width() - width - 2, 0, width + 2, HEIGHT)

    def _words(self) -> str:
        value = self._metrics.elidedText(
            reveal(self._value), Qt.TextElideMode.ElideRight, _WIDEST_VALUE
        )
        return value or self._title

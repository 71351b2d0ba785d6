"""Icons from SVG, drawn in one colour and sharp at every scale factor."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from resources import resource

_RATIOS = (1, 2)


def icon_of(name: str, colour: str, disabled: str, pixels: int = 16) -> QIcon:
    """An icon of `resources/icons/lucide/NAME.svg` in `#RRGGBB` colours.

    Raises FileNotFoundError for an unknown name.
    """
    icon = QIcon()
    for ratio in _RATIOS:
        icon.addPixmap(pixmap_of(name, colour, pixels, ratio), QIcon.Mode.Normal)
        icon.addPixmap(pixmap_of(name, disabled, pixels, ratio), QIcon.Mode.Disabled)
    return icon


def pixmap_of(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    """A square of `pixels` device-independent pixels at a scale factor of `ratio`; cached by Qt."""
    key = f"icon/{name}/{colour}/{pixels}/{ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        drawing = _drawing(name).replace("currentColor", colour)
        pixmap = _render(drawing.encode(), pixels, ratio)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def application_icon() -> QIcon:
    """The icon of the program itself."""
    return QIcon(str(resource("icons", "reviewer.svg")))


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return resource("icons", "lucide", f"{name}.svg").read_text(encoding="utf-8")


def _render(drawing: bytes, pixels: int, ratio: float) -> QPixmap:
    side = round(pixels * ratio)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

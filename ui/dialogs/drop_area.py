"""Where a file can be dropped, or chosen."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QVBoxLayout, QWidget

from ui.theme import ThemeController
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import plain_label

PATTERNS = (
    "Interactions (*.jsonl *.ndjson *.json *.csv *.tsv *.txt *.jsonl.gz *.json.gz *.csv.gz *.gz)"
)
_HEIGHT = 180


class DropArea(QFrame):
    """`chosen(Path)` gives the file that somebody dropped or chose."""

    chosen = Signal(object)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._over = themes, False
        self.setAcceptDrops(True)
        self.setMinimumHeight(_HEIGHT)
        self.button = QPushButton("Choose a file…", self)
        self.button.clicked.connect(self.choose)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        icon = IconLabel(themes, "file-input", tone="faint", pixels=28, parent=self)
        column.addWidget(icon, 0, middle)
        for text, tone in (
            ("Drop a file here", "text"),
            ("JSON Lines, JSON or CSV, gzipped or not", "muted"),
        ):
            label = plain_label(text, tone="muted" if tone == "muted" else "text", parent=self)
            column.addWidget(label, 0, middle)
        column.addWidget(self.button, 0, middle)
        column.addStretch(1)
        themes.changed.connect(self.update)

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, "Import a file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([PATTERNS, "All files (*)"])
        dialog.fileSelected.connect(lambda path: self.chosen.emit(Path(path)))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            self._mark(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(over=False)
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(paths[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._themes.colour("accent" if self._over else "border_strong"))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._themes.colour("accent_bg" if self._over else "surface"))
        radius = self._themes.theme.radius.large
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), radius, radius)

    def _mark(self, *, over: bool) -> None:
        self._over = over
        self.update()


def dropped_files(data: QMimeData) -> list[Path]:
    """Return the local files that are dragged; nothing is fetched from elsewhere."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

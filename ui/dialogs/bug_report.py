"""Says that Reviewer itself is at fault, with what whoever mends it needs to know."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ui.dialogs.frame import DialogFrame
from ui.fonts import mono_font
from ui.theme import ThemeController
from ui.widgets.plain_text_pane import PlainTextPane

HEIGHT = 220


class BugReportDialog(DialogFrame):
    """Shows reports, which hold no data of customers; further ones are added to the first."""

    def __init__(
        self, themes: ThemeController, versions: str, report: str, *, parent: QWidget
    ) -> None:
        title = "Something went wrong in Reviewer"
        super().__init__(themes, title, "circle-alert", parent, tone="danger", width=640)
        self._versions, self._reports = versions, [report]
        self.say(
            "This is a bug, not a mistake of yours. What was saved stays saved, and you can go on; "
            "if something looks odd, close the window and start Reviewer again."
        )
        self.say(
            "To have it mended, send this report to whoever looks after Reviewer. It names "
            "versions and places in the program, and no words of customers.",
            tone="muted",
        )
        self.pane = PlainTextPane(themes, "Report", most_height=HEIGHT, framed=True, parent=self)
        self.pane.view.document().setDefaultFont(mono_font(12))
        self.column.addWidget(self.pane)
        self.copy = QPushButton("Copy report", self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.close_button = QPushButton("Close", self)
        self.close_button.clicked.connect(self.accept)
        self.end_with(self.close_button, aside=[self.copy])
        self.pane.set_text(self.text())
        self.close_button.setFocus()

    def add(self, report: str) -> None:
        """Show another report below."""
        self._reports.append(report)
        self.pane.set_text(self.text())

    def text(self) -> str:
        """All that is shown and copied."""
        return "\n\n".join((self._versions, *self._reports))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.copy.setText("Copied")

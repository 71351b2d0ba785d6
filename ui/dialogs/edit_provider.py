"""Asks for a provider of language models: where it is, which models, where its key comes from."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from services.assistant.profiles import MOST_CONCURRENCY, NewProvider
from services.jobs.status import JobState, JobStatus
from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.job_bridge import JobBridge
from ui.models.provider_text import PRESETS, price_text, read_price, variable_of
from ui.theme import ThemeController
from ui.widgets.labels import plain_label, set_tone
from ui.widgets.number_field import CountField
from ui.widgets.secret_field import SecretField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reviewer.domain.assistant import Provider
    from services.assistant.model_lists import ModelLists
    from services.assistant.profiles import Added, ProviderCatalogue
    from services.assistant.wire import Model
    from services.jobs.job import Job

WIDTH = 640


class EditProviderDialog(DialogFrame):
    """`saved(Added)` gives the profile, with advice where its key could not be kept.

    A key that is kept is never shown; an empty field leaves it as it is.
    """

    saved = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        bridge: JobBridge,
        catalogue: "ProviderCatalogue",
        lists: "ModelLists",
        known: "Provider | None" = None,
        *,
        parent: QWidget,
    ) -> None:
        title = f"Edit “{known.name}”" if known else "Add a provider"
        super().__init__(themes, title, "key-round", parent, width=WIDTH)
        self._bridge, self._catalogue, self._lists = bridge, catalogue, lists
        self._known = known
        self.name = self._field("Name", "What you call it: openai, office.")
        self.url = self._field("Base URL", "Usually ends in /v1.")
        self.model = self._field("Model", "As the provider lists it.")
        self.judge = self._field("Judge model", "Scores replies. Left empty: the same model.")
        kept = "Kept already. Type to replace it." if known else "Goes to the system keyring."
        self.key = LabelledField("Key", SecretField(self), kept, parent=self)
        self.variable = self._field("Or environment variable", "Names the variable with the key.")
        self.price = self._field(
            "Price, where the table has none", "Dollars per million tokens: in, cached, out."
        )
        self.unpriced = QCheckBox("Ask it although nobody knows its price", self)
        self.concurrency = CountField("Calls at once", 1, MOST_CONCURRENCY, 32, self)
        self.list = QPushButton("List models", self)
        self.presets = [QPushButton(preset, self) for preset in PRESETS]
        self.said = plain_label(parent=self)
        self.said.setWordWrap(True)
        self.save = QPushButton("Save", self)
        self.cancel = QPushButton("Cancel", self)
        self._lay_out()
        self._connect()
        self._fill(known)

    def list_models(self) -> None:
        """Ask the endpoint for its models, with what is typed."""
        if self._filled(self.url):
            job = self._lists.ask(
                self.name.text().strip(),
                self.url.text(),
                self.key.text().strip() or None,
                self.variable.text().strip() or None,
            )
            self._tell("Asking for the models …")
            self.list.setEnabled(False)
            self._bridge.watch(job, partial(self._listed, job), owner=self)

    def _listed(self, job: "Job[tuple[Model, ...]]", status: JobStatus) -> None:
        if not status.state.ended:
            return
        self.list.setEnabled(True)
        if status.state is JobState.SUCCEEDED:
            self._offer(job.result())
        elif status.failure is not None:
            self._tell(status.failure.sentence, wrong=True)

    def _offer(self, models: "Sequence[Model]") -> None:
        """Offer models to the fields, and say which are shut down when."""
        names = [model.id for model in models]
        for field in (self.model, self.judge):
            completer = QCompleter(names, field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.field.setCompleter(completer)
        told = [f"{m.id} (until {m.retires})" if m.retires else m.id for m in models]
        self._tell(f"{len(names)} models: {', '.join(told[:20])}.", fine=True)

    def _save(self) -> None:
        filled = [self._filled(field) for field in (self.name, self.url, self.model)]
        if not all((*filled, self._has_price())):
            return
        new = NewProvider(
            self.name.text().strip(),
            self.url.text(),
            self.model.text(),
            self.key.text().strip() or None,
            self.variable.text().strip() or None,
            self.judge.text().strip() or None,
            self.concurrency.value(),
            read_price(self.price.text()),
            self.unpriced.isChecked(),
        )
        self._tell("Saving …")
        self.save.setEnabled(False)
        self._bridge.read(partial(self._catalogue.add, new), self._finish, self._fail, owner=self)

    def _has_price(self) -> bool:
        """Tell whether what is typed is a price, or nothing; else its field says why not."""
        try:
            read_price(self.price.text())
        except ValueError:
            self.price.refuse("Three amounts with commas between, such as 2.5, 0.25, 15.")
            return False
        return True

    def _finish(self, added: "Added") -> None:
        self.key.field.clear()
        self.accept()
        self.saved.emit(added)

    def _fail(self, fault: Exception) -> None:
        self.save.setEnabled(True)
        self._tell(str(fault), wrong=True)

    def _fill(self, known: "Provider | None") -> None:
        self.said.hide()
        if known is None:
            self.url.field.setText(PRESETS["OpenAI"])
            self.name.field.setFocus()
            return
        self.name.field.setText(known.name)
        self.name.field.setReadOnly(True)
        self.url.field.setText(known.base_url)
        self.model.field.setText(known.model)
        self.judge.field.setText(known.judge_model or "")
        self.variable.field.setText(known.key_variable or "")
        self.price.field.setText(price_text(known.price))
        self.unpriced.setChecked(known.unpriced)
        self.concurrency.set_value(known.concurrency)
        self.model.field.setFocus()

    def _take_preset(self, preset: str) -> None:
        self.url.field.setText(PRESETS[preset])
        if not self.name.text().strip():
            self.name.field.setText(preset.lower())
        self.url.field.setFocus()

    def _filled(self, field: LabelledField) -> bool:
        if not field.text().strip():
            field.refuse("This is needed.")
        return bool(field.text().strip())

    def _tell(self, sentence: str, *, wrong: bool = False, fine: bool = False) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        set_tone(self.said, "danger" if wrong else "success" if fine else "muted")
        self.fit()

    def _field(self, title: str, hint: str) -> LabelledField:
        field = LabelledField(title, QLineEdit(self), hint, parent=self)
        field.retold.connect(self.fit)
        return field

    def _name_variable(self) -> None:
        self.variable.field.setPlaceholderText(variable_of(self.name.text()))

    def _connect(self) -> None:
        self.name.field.textChanged.connect(self._name_variable)
        self._name_variable()
        self.list.setAutoDefault(False)
        self.list.clicked.connect(self.list_models)
        for button in self.presets:
            button.setAutoDefault(False)
            button.setProperty("kind", "link")
            button.setAccessibleName(f"Base URL of {button.text()}")
            button.clicked.connect(partial(self._take_preset, button.text()))
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        presets = QHBoxLayout()
        presets.setSpacing(4)
        presets.addWidget(plain_label("Begin with", tone="muted", size="label", parent=self))
        for button in self.presets:
            presets.addWidget(button)
        presets.addStretch(1)
        self.column.addLayout(presets)
        for fields in (
            (self.name, self.url),
            (self.model, self.judge),
            (self.key, self.variable),
            (self.price, self._calls()),
        ):
            row = QHBoxLayout()
            row.setSpacing(16)
            for field in fields:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(row)
        self.column.addWidget(self.unpriced)
        self.column.addWidget(self.said)
        self.end_with(self.save, self.cancel, aside=[self.list])

    def _calls(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = plain_label("Calls at once", size="label", parent=box)
        title.setProperty("strong", "true")
        title.setBuddy(self.concurrency)
        hint = plain_label(
            "How many a batch has under way.", tone="muted", size="label", parent=box
        )
        for part in (title, self.concurrency, hint):
            column.addWidget(part)
        return box

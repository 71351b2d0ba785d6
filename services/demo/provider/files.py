"""The endpoint `/v1/files`: what is uploaded stays in memory."""

import threading
from dataclasses import dataclass
from typing import Any

from services.demo.provider.api_errors import ApiError, invalid, not_found
from services.demo.provider.calls import Call
from services.demo.provider.chance import identifier
from services.demo.provider.clock import Clock
from services.demo.provider.exchange import Answer, json_answer
from services.demo.provider.multipart import Field, read_form
from services.demo.provider.paging import page

FINE_TUNE, BATCH, BATCH_OUTPUT = "fine-tune", "batch", "batch_output"
RESULTS = "fine-tune-results"
_PURPOSES = ("assistants", BATCH, FINE_TUNE, "vision", "user_data", "evals")
_MEGABYTE = 1024 * 1024
_LARGEST, _LARGEST_BATCH = 512 * _MEGABYTE, 200 * _MEGABYTE
_MOST_LISTED = 10_000
_BATCH_LIVES = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `created` in seconds since 1970."""

    id: str
    name: str
    purpose: str
    content: bytes
    created: int

    def document(self) -> dict[str, Any]:
        """Return the file as the API shows it."""
        expires = self.created + _BATCH_LIVES if self.purpose.startswith(BATCH) else None
        return {
            "id": self.id,
            "object": "file",
            "bytes": len(self.content),
            "created_at": self.created,
            "expires_at": expires,
            "filename": self.name,
            "purpose": self.purpose,
            "status": "processed",
            "status_details": None,
        }


class Files:
    """The files of one provider. Safe to use from any thread."""

    def __init__(self, seed: int, clock: Clock) -> None:
        self._seed = seed
        self._clock = clock
        self._lock = threading.Lock()
        self._made = 0
        self._files: dict[str, StoredFile] = {}

    def add(self, name: str, purpose: str, content: bytes) -> StoredFile:
        """Store a file."""
        with self._lock:
            self._made += 1
            number = identifier("file-simulated-", self._seed, self._made, name)
            stored = StoredFile(number, name, purpose, content, int(self._clock.now()))
            self._files[number] = stored
            return stored

    def find(self, number: str, param: str | None = "id") -> StoredFile:
        """Return the file of this id. Raises ApiError where there is none."""
        with self._lock:
            if number not in self._files:
                raise not_found(f"No such File object: {number}", param)
            return self._files[number]

    def remove(self, number: str) -> None:
        """Forget a file. Raises ApiError where there is none."""
        self.find(number)
        with self._lock:
            del self._files[number]

    def all(self) -> list[StoredFile]:
        """Return the files, the oldest first."""
        with self._lock:
            return list(self._files.values())


class FileEndpoint:
    """Answers about files."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def upload(self, call: Call) -> Answer:
        """Store a file. Raises ApiError."""
        form = read_form(call.request.headers, call.request.body)
        purpose, file = _purpose(form), _file(form)
        _check(file, purpose)
        stored = self._files.add(file.filename or "upload", purpose, file.content)
        return json_answer(stored.document())

    def listed(self, call: Call) -> Answer:
        """List files. Raises ApiError."""
        query, wanted = call.request.query, call.request.query.get("purpose")
        shown = [f.document() for f in self._files.all() if wanted in (None, f.purpose)]
        return json_answer(page(shown, query, most=_MOST_LISTED, usual=_MOST_LISTED))

    def show(self, call: Call) -> Answer:
        """Describe a file. Raises ApiError."""
        return json_answer(self._files.find(call.parts["file"]).document())

    def content(self, call: Call) -> Answer:
        """Give back what a file holds. Raises ApiError."""
        found = self._files.find(call.parts["file"])
        named = {"content-disposition": f'attachment; filename="{found.id}"'}
        return Answer(found.content, content_type="application/octet-stream", headers=named)

    def delete(self, call: Call) -> Answer:
        """Forget a file. Raises ApiError."""
        self._files.remove(call.parts["file"])
        return json_answer({"id": call.parts["file"], "object": "file", "deleted": True})


def _purpose(form: dict[str, Field]) -> str:
    if "purpose" not in form:
        raise invalid(
            "Missing required parameter: 'purpose'.", "purpose", "missing_required_parameter"
        )
    purpose = form["purpose"].content.decode("utf-8", "replace")
    if purpose not in _PURPOSES:
        known = ", ".join(map(repr, _PURPOSES))
        message = f"Invalid value: {purpose!r}. Supported values are: {known}."
        raise invalid(message, "purpose", "invalid_value")
    return purpose


def _file(form: dict[str, Field]) -> Field:
    if "file" not in form or form["file"].filename is None:
        raise invalid("Missing required parameter: 'file'.", "file", "missing_required_parameter")
    return form["file"]


def _check(file: Field, purpose: str) -> None:
    largest = _LARGEST_BATCH if purpose == BATCH else _LARGEST
    if len(file.content) > largest:
        message = f"The file is larger than {largest // _MEGABYTE} MB."
        raise ApiError(413, message, param="file", code="file_too_large")
    if not file.content:
        raise invalid("The file is empty.", "file", "empty_file")
    if purpose in (FINE_TUNE, BATCH) and not (file.filename or "").endswith(".jsonl"):
        message = f"Invalid file format: a file for {purpose} has to be .jsonl."
        raise invalid(message, "file", "invalid_file_format")

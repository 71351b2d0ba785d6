"""Who signs: the device, by an id outside of any store, and how a reviewer may be called."""

import getpass
import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid4

from reviewer.errors import StoreError, UsageError
from reviewer.store.private_files import create_private
from services.user_dirs import user_dirs

NAME = "REVIEWER_NAME"
EMAIL = "REVIEWER_EMAIL"
MOST_NAME = 100
MOST_EMAIL = 254

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\".]+(\.[^\s@<>()\[\],;:\".]+)+")


def device_path() -> Path:
    """Return the file that holds this device's id."""
    return user_dirs().config / "device-id"


def device_id(path: Path | None = None) -> UUID:
    """Return this device's id, made at the first call and the same for ever after.

    It lies outside of the stores, so that a backup restored elsewhere is another device. A
    damaged file is set aside, and the device gets a new id. Raises StoreError where the file
    can be neither read nor made.
    """
    path = path or device_path()
    known = _known(path)
    return _made(path) if known is None else known


def _known(path: Path) -> UUID | None:
    try:
        text = path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"The file {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        text = ""
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        path.replace(path.with_name(path.name + ".damaged"))
        return None


def _made(path: Path) -> UUID:
    fresh = uuid4()
    try:
        create_private(path, f"{fresh}\n".encode("ascii"))
    except FileExistsError:  # another process was first
        return device_id(path)
    return fresh


def suggested_name(environ: Mapping[str, str] = os.environ) -> str:
    """Return a name for the reviewer: REVIEWER_NAME, the account's full name, its short name.

    Empty where the system knows none.
    """
    candidates = (environ.get(NAME, ""), _full_name(), _login_name())
    return next((name for name in map(_tidy, candidates) if _name_problem(name) is None), "")


def suggested_email(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return REVIEWER_EMAIL where it is an e-mail address."""
    email = _tidy(environ.get(EMAIL, ""))
    return email if _EMAIL.fullmatch(email) else None


def checked_name(text: str) -> str:
    """Return a name as it is kept, spaces tidied. Raises UsageError where it is none."""
    name = _tidy(text)
    problem = _name_problem(name)
    if problem is not None:
        raise UsageError(problem)
    return name


def checked_email(text: str) -> str | None:
    """Return an e-mail address as it is kept; None for empty text, since it may be left out.

    Raises UsageError where it is no address.
    """
    email = _tidy(text)
    if len(email) > MOST_EMAIL or (email and not _EMAIL.fullmatch(email)):
        raise UsageError("The e-mail address must look like name@example.com, or be left empty.")
    return email or None


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _name_problem(name: str) -> str | None:
    if not name:
        return "A reviewer needs a name: it signs every decision."
    if len(name) > MOST_NAME:
        return f"A name has at most {MOST_NAME} characters."
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co") for letter in name):
        return "A name has no control characters."
    return None


def _full_name() -> str:
    """Return the account's full name, the first field of GECOS, where & stands for the login."""
    try:
        import pwd

        account = pwd.getpwuid(os.getuid())
    except (ImportError, KeyError):
        return ""
    full = account.pw_gecos.partition(",")[0]
    return full.replace("&", account.pw_name.capitalize())


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""

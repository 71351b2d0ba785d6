"""Base URLs of providers: what is taken as one, and which lead to this machine."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from reviewer.errors import UsageError

#: This machine, as it is reached without the proxy that the environment may name: through one,
#: plain http would leave the machine. Other names and numbers of it are not taken as such.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)


def checked_base_url(text: str) -> str:
    """Return a base URL as it is kept.

    Raises UsageError for what is none, for one with a password or a key in it, and for plain http
    to another machine, where anybody on the way could read conversations and the key.
    """
    url = _split(text.strip())
    if url.scheme not in ("http", "https") or not url.hostname:
        raise _no_base_url(text)
    if "@" in url.netloc:
        raise UsageError("A base URL holds no password: give the key separately.")
    if url.query or url.fragment:
        raise UsageError("A base URL ends with its path, without “?” or “#”.")
    if not _is_host(url.hostname):
        raise _no_base_url(text)
    if url.scheme == "http" and not is_loopback(text):
        raise UsageError(
            f"Plain http to {url.hostname} would show conversations and the key to the network. "
            "Use https; plain http is for this machine only, as 127.0.0.1 or localhost."
        )
    return url.geturl().rstrip("/")


def is_loopback(base_url: str) -> bool:
    """Tell whether a URL leads to this machine, without a detour."""
    return _split(base_url.strip()).hostname in LOOPBACK


def _is_host(host: str) -> bool:
    """Tell a name or an address: names in plain letters, which look like no other."""
    try:
        return bool(ipaddress.ip_address(host)) and "%" not in host
    except ValueError:
        labels = host.split(".")
        return all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()


def _split(text: str) -> SplitResult:
    if not text.isprintable() or " " in text or "\\" in text:
        raise _no_base_url(text)
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        raise _no_base_url(text) from None
    return url


def _no_base_url(text: str) -> UsageError:
    return UsageError(f"“{text}” is no base URL. One looks like https://api.openai.com/v1.")

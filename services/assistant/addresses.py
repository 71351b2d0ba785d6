"""Base URLs of providers: what is taken as one, and which lead to this machine."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from reviewer.errors import UsageError


def checked_base_url(text: str) -> str:
    """Return a base URL as it is kept.

    Raises UsageError for what is none, for one with a password or a key in it, and for plain http
    to another machine, where anybody on the way could read conversations and the key.
    """
    url = _split(text.strip())
    if url.scheme not in ("http", "https") or not url.hostname:
        raise UsageError(f"“{text}” is no base URL. One looks like https://api.openai.com/v1.")
    if url.username or url.password:
        raise UsageError("A base URL holds no password: give the key separately.")
    if url.query or url.fragment:
        raise UsageError("A base URL ends with its path, without “?” or “#”.")
    if url.scheme == "http" and not is_loopback(text):
        raise UsageError(
            f"Plain http to {url.hostname} would show conversations and the key to the network. "
            "Use https; plain http is for this machine only."
        )
    return url.geturl().rstrip("/")


def is_loopback(base_url: str) -> bool:
    """Tell whether a URL leads to this machine."""
    host = _split(base_url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        raise UsageError(f"“{text}” is no base URL.") from None
    return url

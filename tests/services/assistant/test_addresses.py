"""Which base URLs are taken, and which may be reached without encryption."""

import pytest
from httpx2 import URL, InvalidURL
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import UsageError
from services.assistant.addresses import checked_base_url, is_loopback
from services.assistant.clients import DIRECT

HOSTS = st.text("ab9.-_%:@[]\\é\u3002１$ \t\n\u200d0", max_size=12)


@given(st.sampled_from(["http", "https"]), HOSTS, st.sampled_from(["", ":1", "/v1", "/%zz", "/ü"]))
def test_what_is_taken_can_be_asked(scheme: str, host: str, rest: str) -> None:
    try:
        taken = checked_base_url(f"{scheme}://{host}{rest}")
    except UsageError:
        return
    try:
        url = URL(taken)
    except InvalidURL as error:
        raise AssertionError(taken) from error
    assert url.host
    assert not url.userinfo


@pytest.mark.parametrize(
    "tricky",
    [
        "http://127.0.0.1.evil.invalid/v1",
        "http://127.0.0.1@evil.invalid/v1",
        "http://evil.invalid\\@127.0.0.1/v1",
        "http://evil.invalid%5c@127.0.0.1/v1",
        "http://@evil.invalid/v1",
        "http://:@127.0.0.1/v1",
        "http://127.0.0.1\t.evil.invalid/v1",
        "http://evil.localhost/v1",
        "http://127.0.0.2/v1",
        "http://127.1/v1",
        "http://0.0.0.0/v1",
        "http://[::ffff:127.0.0.1]/v1",
        "http://[fe80::1]/v1",
        "https://a b/v1",
        "https://a\nb/v1",
        "https://-/v1",
        "https://a..b/v1",
        f"https://{'a' * 64}.com/v1",
        "https://exa$mple.com/v1",
        "https://\u0430pi.openai.com/v1",  # a Cyrillic letter
        "https://999.1.1.1/v1",
    ],
)
def test_tricks_are_refused(tricky: str) -> None:
    with pytest.raises(UsageError):
        checked_base_url(tricky)


def test_plain_http_is_for_what_no_proxy_is_asked_for() -> None:
    """A proxy of the environment would be another machine, which is told conversations and key."""
    for pattern in DIRECT:
        assert is_loopback(pattern.replace("all:", "http:"))
    assert checked_base_url("http://LOCALHOST:8080/v1/") == "http://LOCALHOST:8080/v1"
    assert checked_base_url("https://xn--bcher-kva.example/v1")

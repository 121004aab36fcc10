"""Which hosts the program may talk to."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.api.addresses import API, UPLOAD, base_address
from ima_tui.api.errors import BadAddressError
from ima_tui.catalog.addresses import is_loopback, is_media_address

from .leaves import STEADY


@pytest.mark.parametrize(
    ("address", "used"),
    [
        (API, API),
        (UPLOAD, UPLOAD),
        ("https://api.example.com/", "https://api.example.com"),
        ("  https://api.example.com/base//\n", "https://api.example.com/base"),
        ("https://api.example.com:8443", "https://api.example.com:8443"),
        ("HTTPS://API.example.com", "HTTPS://API.example.com"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.8.8.8", "http://127.8.8.8"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://LOCALHOST:1", "http://LOCALHOST:1"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_usable_addresses(address: str, used: str) -> None:
    assert base_address("IMA_BASE_URL", address) == used


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "malformed"),
        ("   ", "malformed"),
        ("api.example.com", "malformed"),
        ("//api.example.com", "malformed"),
        ("https://", "malformed"),
        ("https:///path", "malformed"),
        ("ftp://api.example.com", "malformed"),
        ("file:///etc/passwd", "malformed"),
        ("https://user:secret@example.com", "malformed"),
        ("https://@example.com", "malformed"),
        ("https://example.com?key=1", "malformed"),
        ("https://example.com?", "malformed"),
        ("https://example.com#part", "malformed"),
        ("https://example.com#", "malformed"),
        ("https://example.com:port", "malformed"),
        ("https://example.com:99999", "malformed"),
        ("https://[::1", "malformed"),
        ("https://exa mple.com", "malformed"),
        ("https://exam\nple.com", "malformed"),
        ("https://example.com/a\tb", "malformed"),
        ("https://example.com/\x1b[31m", "malformed"),
        ("http://api.example.com", "insecure"),
        ("http://10.0.0.1", "insecure"),
        ("http://0.0.0.0", "insecure"),
        ("http://localhost.example.com", "insecure"),
        ("http://127.0.0.1.example.com", "insecure"),
        # what looks like this machine, and what some programs would take for it
        ("http://localhost.:1", "insecure"),
        ("http://127.0.0.1.", "insecure"),
        ("http://127.1", "insecure"),
        ("http://2130706433", "insecure"),
        ("http://0x7f.0.0.1", "insecure"),
        ("http://127.0.0.1%2eexample.com", "insecure"),
        ("http://localhost%00.example.com", "insecure"),
        ("http://\uff11\uff12\uff17.0.0.1", "insecure"),
        ("http://[::ffff:10.0.0.1]", "insecure"),
        ("http://127.0.0.1@example.com", "malformed"),
        ("http://localhost:1@example.com", "malformed"),
        ("http://example.com\\@127.0.0.1", "malformed"),
        ("http://localhost\t.example.com", "malformed"),
        ("http://[::1].example.com", "malformed"),
        ("http://[::1]example.com:80", "malformed"),
        ("http://[::1%example.com]", "malformed"),
    ],
)
def test_unusable_addresses(address: str, reason: str) -> None:
    with pytest.raises(BadAddressError) as told:
        base_address("IMA_BASE_URL", address)
    assert (told.value.setting, told.value.reason) == ("IMA_BASE_URL", reason)


def test_the_error_does_not_repeat_the_address() -> None:
    with pytest.raises(BadAddressError) as told:
        base_address("IMA_BASE_URL", "https://user:secret@example.com")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - told apart, not listened on
        ("192.168.0.1", False),
        ("example.com", False),
        ("", False),
        (None, False),
    ],
)
def test_what_is_this_machine(host: str | None, *, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    "address",
    ["https://example.com/a.png?x=1#y", " https://example.com/图.png ", "http://127.0.0.1:9/a"],
)
def test_usable_inputs(address: str) -> None:
    assert is_media_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.png",
        "/home/me/a.png",
        "file:///a.png",
        "http://example.com/a.png",
        "https://",
        "https:///a.png",
        "https://example.com/a b.png",
        "data:image/png;base64,AA",
        "https://[x",
        "https://a.com/1.png https://a.com/2.png",
        "javascript:alert(1)",
        "https://[::1",
        "http://[::1].example.com/a.png",
        "http://[::1%25lo]/a.png",
    ],
)
def test_unusable_inputs(address: str) -> None:
    assert not is_media_address(address)


PARTS = st.sampled_from(
    ["https", "http", "://", "//", "@", ":", "?", "#", "[", "]", "%", "\\", "localhost", "::1", "a"]
)


@STEADY
@given(st.text(max_size=30) | st.lists(PARTS | st.text(max_size=3), max_size=8).map("".join))
def test_any_text_is_used_or_refused(text: str) -> None:
    is_media_address(text)
    for address in (text, f"https://{text}"):
        try:
            used = base_address("IMA_BASE_URL", address)
        except BadAddressError:
            continue
        else:
            assert used == used.strip()
            assert used.isprintable()
            try:
                parts = httpx.URL(used)
            except httpx.InvalidURL:
                continue  # no host can have that name: told when it is called
            assert parts.scheme == "https" or is_loopback(parts.host)
            assert not parts.userinfo
            assert not parts.query

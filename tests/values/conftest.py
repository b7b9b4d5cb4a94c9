"""What the tests of the value types share: how a refusal is judged."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

# Shorter inputs occur in sentences and examples by chance.
_TELLING = 6


@pytest.fixture(scope="session")
def refused() -> Callable[[TypeAdapter[Any], object], str]:
    """Return a function that expects a refusal, judges its manners and returns its code."""

    def code_of(adapter: TypeAdapter[Any], value: object) -> str:
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(value)
        (error,) = caught.value.errors(include_url=False)
        message = error["msg"]
        assert message[0].isupper()
        assert message[-1] == "."
        assert "{" not in message, "a name in the message was not filled in"
        if isinstance(value, str) and len(value) >= _TELLING:
            assert value not in message
        message.encode()
        return error["type"]

    return code_of


HOSTILE: tuple[object, ...] = (
    None, True, False, 0, -1, 1.5, float("nan"), float("inf"), 10**5000, b"2025", [], {}, ["2025"], object(),
    "", " ", "\n", "\x00", "a\x00b", "\ud800", "a\ud800b", "\uffff", "\U0010ffff", "\ufdd0", "\u202e", "\ufeff",
    "x" * 10_000, "2" * 10_000, "2024/" * 2_000, "a" + "\u0301\u0323" * 10_000, "[" * 10_000, "-" * 10_000,
    "٢٠٢٤", "\uff12\uff10\uff12\uff14",
    "2024-02-30", "2024-1-1", "y-17e7", "Y170000002", "0000", "-0100", "1985-04-12T23:20:30Z",
    "2024-13", "2024-02/", "%s%n", "{code}", "{}", "../../etc/passwd", "http://[", "http://[::1", "http://a:b", "//",
    "http://a:99999", "en_US", "e" * 35, "1e999", "NaN", "Infinity", "-0", "1_000", "\u0661", "Ⅷ", "²", "½",
)  # fmt: skip


@pytest.fixture(params=HOSTILE, ids=lambda value: ascii(value)[:24] if isinstance(value, str) else type(value).__name__)
def hostile(request: pytest.FixtureRequest) -> object:
    """Return one input after another that has broken parsers."""
    return request.param

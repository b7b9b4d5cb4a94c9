"""People who sign in, fill forms in and send them, as browsers do: without the API."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx
import pytest

from tests.serving import Service

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Person:
    """Somebody with a browser: a client that asks for pages and keeps cookies."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        client.headers["Accept"] = BROWSER

    def sign_in(self, key: str, **fields: str) -> httpx.Response:
        return self.client.post("/sign-in", data={"key": key, **fields})

    def sign_out(self) -> httpx.Response:
        token = kept_by(self.client.get("/about").text, 'class="signed-in"')["form_token"]
        return self.client.post("/sign-out", data={"form_token": token})

    def open(self, path: str) -> dict[str, str]:
        """Return what the form at an address keeps and nobody types."""
        page = self.client.get(path)
        assert page.status_code == 200, (page.status_code, page.text)
        return kept_by(page.text)

    def send(self, path: str, do: str = "save", **typed: Any) -> httpx.Response:
        """Open the form at an address, fill it in and press a button."""
        return self.client.post(path.partition("?")[0], data={**self.open(path), **typed, "do": do})


def kept_by(page: str, before: str = 'class="editing"') -> dict[str, str]:
    """Return the hidden fields of the first form behind some words of a page."""
    form = page[page.index(before) :]
    return {name: unescape(value) for name, value in HIDDEN.findall(form[: form.index("</form>")])}


@pytest.fixture
def stranger(seeded: Service) -> Iterator[Person]:
    """Return somebody who is not signed in."""
    with seeded.client() as client:
        yield Person(client)


@pytest.fixture
def editor(seeded: Service, stranger: Person) -> Person:
    """Return somebody who is signed in with a key that may write."""
    assert stranger.sign_in(seeded.keys["write"]).status_code == 303
    return stranger

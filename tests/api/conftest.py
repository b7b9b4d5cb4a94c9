"""What the contract tests share: a world of records to refer to, and a collection at a time."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.api.everywhere import Everywhere
from tests.conftest import BACKENDS, Serve, Unique
from tests.databases import Databases
from tests.nouns import NOUNS, Body, Noun
from tests.nouns.world import WORLD
from tests.soundness import assert_sound

# What is refused before a database is asked is refused alike on both.
on_one_database = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

Make = Callable[..., str]
"""`make(noun, **changes)`: the id of a new full record, with some fields otherwise."""


def make_world(client: httpx.Client) -> None:
    """Make the records that descriptions refer to."""
    for collection, record, body in WORLD:
        response = client.put(f"/v1/{collection}/{record}", json=body)
        assert response.status_code == httpx.codes.CREATED, response.text


@pytest.fixture(scope="module")
def world(client: httpx.Client) -> None:
    """Let there be the records that descriptions refer to."""
    make_world(client)


@pytest.fixture(params=NOUNS, ids=repr)
def noun(request: pytest.FixtureRequest, world: None) -> Noun:
    """Return one collection after the other."""
    noun: Noun = request.param
    return noun


@pytest.fixture
def make(client: httpx.Client, unique: Unique, world: None) -> Make:
    """Return what makes full records."""

    def make(noun: Noun, **changes: object) -> str:
        record = unique("made")
        response = client.put(f"{noun.path}/{record}", json=noun.full | changes)
        assert response.status_code == httpx.codes.CREATED, response.text
        return record

    return make


def head(client: httpx.Client) -> int:
    """Return the number of the ledger's last entry, which every list's tag begins with."""
    tag = client.get("/v1/sources", params={"limit": 1}).headers["etag"]
    return int(tag.strip('"').partition("-")[0])


def written(client: httpx.Client, noun: Noun, record: str) -> Body:
    """Return a record as it is written, without its id."""
    response = client.get(f"{noun.path}/{record}", params={"form": "written"})
    assert response.status_code == httpx.codes.OK, response.text
    body: Body = response.json()
    assert body.pop("id") == record
    return body


def listed(client: httpx.Client, path: str, **parameters: Any) -> list[str]:
    """Return the ids of a list, page by page."""
    found: list[str] = []
    query: Body = {"limit": 200, **parameters}
    while True:
        response = client.get(path, params=query)
        assert response.status_code == httpx.codes.OK, response.text
        page = response.json()
        found += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return found
        query["cursor"] = page["next_cursor"]


@pytest.fixture(scope="module")
def everywhere(databases: Databases, serving: Serve) -> Iterator[Everywhere]:
    """Return the world served from every database at once."""
    with ExitStack() as stack:
        services = []
        for backend in BACKENDS:
            url = databases.create(backend)
            stack.callback(databases.drop, url)
            stack.callback(assert_sound, url)
            services.append(stack.enter_context(serving(url)))
            with services[-1].client("write") as client:
                make_world(client)
        yield Everywhere(services)

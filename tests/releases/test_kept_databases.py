"""Databases that releases left are upgraded, verified, read, written, merged and loaded into by this program."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import time_machine

from app.cli.administration import bootstrap
from app.context import Context, context
from app.db.engines import writing_engine
from app.db.migration import current_revision, wanted_revision
from app.exchange.formats.bundle import SEEDS, read_bundle
from app.exchange.loading.loader import load_bundle
from app.ledger import calendar
from app.ledger.upkeep import keep_up
from app.records.registry import COLLECTIONS
from tests.conftest import Serve
from tests.databases import Databases
from tests.nouns import NOUNS, Noun
from tests.releases.answers import ask, lost
from tests.releases.bodies import FULL, PREFIX, cited, made_up
from tests.releases.opening import RELEASES, kept_answers, opened
from tests.soundness import assert_sound

TWIN, TWO_AFTER_ALL, SURVIVOR = (f"{PREFIX}{word}" for word in ("twin", "two-after-all", "survivor"))
SAMPLE = 8
"""How many records of a collection are read one by one; lists give them all."""


@pytest.fixture(scope="module", params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    """Return one release after the other."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def brought_up(release: str, databases: Databases, backend: str) -> Iterator[str]:
    """Return what the release left, brought up to this program, for copies: nobody is connected to it."""
    url = opened(release, databases, backend)
    engine = writing_engine(url)
    bootstrap.migrate(engine)
    bootstrap.queue_documents(engine)
    with engine.begin() as connection:
        while keep_up(connection):
            pass
    engine.dispose()
    yield url
    databases.drop(url)


@pytest.fixture
def kept_url(brought_up: str, databases: Databases) -> Iterator[str]:
    """Return a copy of it; what tests leave in it must verify."""
    url = databases.copy(brought_up)
    yield url
    assert_sound(url)
    databases.drop(url)


@pytest.fixture
def client(kept_url: str, serving: Serve) -> Iterator[httpx.Client]:
    """Return a client that may write, of a service on it."""
    with serving(kept_url) as service, service.client("write") as client:
        yield client


def read(client: httpx.Client, path: str, **parameters: str) -> Any:
    answer = client.get(path, params=parameters)
    assert answer.status_code == httpx.codes.OK, f"{path} {parameters}: {answer.text}"
    return answer.json()


def write(client: httpx.Client, method: str, path: str, body: Any) -> Any:
    answer = client.request(method, path, json=made_up(body))
    assert answer.is_success, f"{method} {path}: {answer.text}"
    return answer.json()


def test_a_release_is_kept() -> None:
    assert RELEASES


def test_it_is_brought_up_to_this_program(kept_url: str) -> None:
    engine = writing_engine(kept_url)
    with engine.connect() as connection:
        assert current_revision(connection) == wanted_revision()
    engine.dispose()


def test_it_answers_what_it_answered(client: httpx.Client, release: str) -> None:
    answered = kept_answers(release)
    assert len(answered) > 100
    for address, then in answered.items():
        assert list(lost(then, ask(client, address)))[:5] == [], address


def test_all_of_it_can_be_read(client: httpx.Client) -> None:
    assert read(client, "/v1/search", q="flights")["items"]
    for name, collection in COLLECTIONS.items():
        items = []
        address: str | None = f"/v1/{name}?limit=50"
        while address is not None:
            page = client.get(address)
            items += page.raise_for_status().json()["items"]
            address = page.links.get("next", {}).get("url")
        assert len(items) > SAMPLE
        for record in [one["id"] for one in items[:SAMPLE]] + [FULL]:
            path = f"/v1/{name}/{record}"
            written = read(client, path, form="written")
            assert written["id"] == read(client, path)["id"] == record
            for part_type in collection.record_type.part_types.values():
                for part in read(client, f"{path}/{part_type.path}")["items"]:
                    assert read(client, f"{path}/{part_type.path}/{part['id']}") == part


def test_its_records_are_put_back_and_patched(client: httpx.Client) -> None:
    for noun in NOUNS:
        put_back_and_patch(client, noun)


def put_back_and_patch(client: httpx.Client, noun: Noun) -> None:
    path = f"{noun.path}/{FULL}"
    version = read(client, path)["version"]
    written = read(client, path, form="written")
    same = client.put(path, json=written, headers={"If-Match": "*"})
    assert (same.status_code, same.json()["version"]) == (httpx.codes.OK, version)
    patched = write(client, "PATCH", path, noun.edit)
    assert patched["version"] == version + 1
    for field, value in noun.edit.items():
        assert read(client, path, form="written")[field] == made_up(value)


def test_its_parts_are_cited_corrected_and_withdrawn(client: httpx.Client) -> None:
    for name, collection in COLLECTIONS.items():
        for part_type in collection.record_type.part_types.values():
            parts = f"/v1/{name}/{PREFIX}full/{part_type.path}"
            part = next(one for one in read(client, parts)["items"] if not one.get("withdrawn"))
            path = f"{parts}/{part['id']}"
            if part_type.correctable:
                write(client, "PATCH", path, cited(citations=[{"id": "instead", "source": "report-b"}]))
                assert [one["id"] for one in read(client, path)["citations"]] == ["instead"]
            if part_type.withdrawable:
                write(client, "POST", f"{path}/citations", cited()["citations"][0] | {"id": "later"})
                write(client, "POST", f"{path}/withdraw", {"reason": "It was somebody else."})
                assert read(client, path)["withdrawn"]


def test_its_merges_are_undone_and_made_again(client: httpx.Client) -> None:
    for noun in NOUNS:
        unmerge_and_merge(client, noun)


def unmerge_and_merge(client: httpx.Client, noun: Noun) -> None:
    into = {"into": SURVIVOR, "reason": "One and the same."}
    assert client.get(f"{noun.path}/{TWIN}").status_code == httpx.codes.PERMANENT_REDIRECT
    write(client, "POST", f"{noun.path}/{TWIN}/unmerge", {"reason": "Two after all."})
    for twin in (TWIN, TWO_AFTER_ALL):
        assert read(client, f"{noun.path}/{twin}")["id"] == twin
        write(client, "POST", f"{noun.path}/{twin}/merge", into)
    write(client, "POST", f"{noun.path}/{TWO_AFTER_ALL}/unmerge", {"reason": "Two after all."})
    assert read(client, f"{noun.path}/{TWO_AFTER_ALL}")["id"] == TWO_AFTER_ALL


def test_what_it_announced_takes_effect(kept_url: str) -> None:
    engine = writing_engine(kept_url)
    token = context.set(Context(calendar.ACTOR, "-"))
    with time_machine.travel("2099-02-01T00:00:00Z"), engine.begin() as connection:
        assert calendar.take_effect(connection) == 2
    context.reset(token)
    engine.dispose()


def test_the_seeds_of_today_go_into_it(kept_url: str) -> None:
    engine = writing_engine(kept_url)
    bundle = read_bundle(SEEDS)
    load_bundle(engine, bundle)
    assert load_bundle(engine, bundle).changed == 0
    engine.dispose()

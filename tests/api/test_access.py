"""Who may do what: every operation of the document with every sort of key."""

from collections.abc import Iterator

import httpx
import pytest

from app.access.keys import create_key, list_keys, revoke_key
from app.db.engines import writing_engine
from app.vocabulary import Scope
from tests.api.conftest import on_one_database
from tests.conftest import Serve
from tests.contract import METHODS, Contract
from tests.nouns import NOUNS
from tests.refusals import refused
from tests.serving import Service

READING = "get"
WEBHOOKS = "/v1/webhooks"
RELEASE = ("post", "/v1/releases")
FILLED = {
    "{collection}/{id}/{table}.{format}": "pledges/nothing-here/status-changes.csv",
    "{collection}/{id}/revisions/{version}/citation.bib": "topics/nothing-here/revisions/1/citation.bib",
    "{collection}/{id}/revisions/{version}/citation.csl.json": "topics/nothing-here/revisions/1/citation.csl.json",
    "{table}.{format}": "topics.csv",
    "reconciliation/{collection}": "reconciliation/topics",
    "{statistic}.{format}": "overview.csv",
    "{id}": "nothing-here",
    "{version}": "1",
    "{part}": "x",
    "{change}": "x",
    "{webhook}": "x",
    "{import_id}": "1",
    "{file}": "x",
}
"""What stands in addresses for what is not there, and for what is a name."""

DRAFTS = "/v1/duplicates"
CHALLENGE = 'Bearer realm="pacta"'


def filled(path: str) -> str:
    """Return an address with something in the place of its parameters."""
    for parameter, value in FILLED.items():
        path = path.replace(parameter, value)
    return path


def reads(method: str, path: str) -> bool:
    """Return whether an operation reads: a batch of names comes by POST, and so do drafts."""
    return method == READING or "/reconciliation/" in path or path == DRAFTS


def takes_everything(method: str, path: str) -> bool:
    """Return whether an operation takes a key that may do everything."""
    return WEBHOOKS in path or (method, path) == RELEASE


@pytest.fixture(scope="module")
def operations(contract: Contract) -> list[tuple[str, str]]:
    """Return method and address of every operation under /v1, with ids of what is not there."""
    found = [
        (method, filled(path))
        for path, item in contract.document["paths"].items()
        for method in METHODS
        if method in item and path.startswith("/v1/")
    ]
    assert not [path for _method, path in found if "{" in path]
    assert len(found) > 90
    return found


@pytest.fixture(scope="module")
def guarded(contract: Contract) -> list[str]:
    """Return the addresses that are read with a key that may write alone, with ids of what is not there."""
    return [
        filled(path)
        for path, item in contract.document["paths"].items()
        if path.startswith("/v1/") and "get" in item and {} not in item["get"]["security"]
    ]


def ask(client: httpx.Client, method: str, path: str) -> httpx.Response:
    """Send an empty object where a body is wanted: the key is looked at first."""
    if method != READING and "/reconciliation/" in path:
        return client.request(method, path, data={"queries": "{}"})
    return client.request(method, path, json=None if method in {"get", "delete"} else {})


def test_reading_is_public(anonymous: httpx.Client, operations: list[tuple[str, str]], guarded: list[str]) -> None:
    of_imports = ["/v1/imports", "/v1/imports/1", "/v1/imports/1/rows"]
    of_webhooks = ["/v1/webhooks", "/v1/webhooks/x", "/v1/webhooks/x/deliveries"]
    assert guarded == ["/v1/sources/nothing-here/text", *of_imports, *of_webhooks]
    for method, path in operations:
        if path in guarded:
            refused(ask(anonymous, method, path), 401, "unauthenticated")
        elif reads(method, path):
            assert ask(anonymous, method, path).status_code in {200, 404, 422}, path


@on_one_database
def test_writing_needs_a_key(anonymous: httpx.Client, operations: list[tuple[str, str]]) -> None:
    for method, path in operations:
        if not reads(method, path):
            answer = ask(anonymous, method, path)
            refused(answer, 401, "unauthenticated")
            assert answer.headers["www-authenticate"] == CHALLENGE


def test_a_wrong_key_opens_nothing(service: Service, operations: list[tuple[str, str]]) -> None:
    for header in (f"Bearer {service.keys['write'][:-1]}", "Bearer " + "x" * 43):
        with service.client(headers={"Authorization": header}) as client:
            for method, path in operations:
                answer = ask(client, method, path)
                refused(answer, 401, "unauthenticated")
                assert answer.headers["www-authenticate"] == CHALLENGE


def test_a_revoked_key_opens_nothing(service: Service, operations: list[tuple[str, str]]) -> None:
    engine = writing_engine(service.database_url)
    with engine.begin() as connection:
        secret = create_key(connection, "a revoked key", [Scope.ADMIN])
        (key,) = [key for key in list_keys(connection) if key["label"] == "a revoked key"]
    with service.client(headers={"Authorization": f"Bearer {secret}"}) as client:
        assert client.get("/v1/sources").status_code == 200
        with engine.begin() as connection:
            revoke_key(connection, key["id"])
        for method, path in operations:
            refused(ask(client, method, path), 401, "unauthenticated")
    engine.dispose()


def test_a_reading_key_reads(reader: httpx.Client, operations: list[tuple[str, str]], guarded: list[str]) -> None:
    for method, path in operations:
        answer = ask(reader, method, path)
        if reads(method, path) and path not in guarded:
            assert answer.status_code in {200, 404, 422}, path
        else:
            assert refused(answer, 403, "forbidden")["scope"] == (
                "admin" if takes_everything(method, path) else "write"
            )


def test_keys_that_may_write_do_all(
    client: httpx.Client, admin: httpx.Client, operations: list[tuple[str, str]]
) -> None:
    for method, path in operations:
        answers = [ask(caller, method, path) for caller in (client, admin)]
        if takes_everything(method, path):
            refused(answers[0], 403, "forbidden")
            assert answers[1].status_code in {200, 404, 422}, path
            continue
        # An empty bundle may be imported: it changes nothing.
        accepted = {201} if (method, path) == ("post", "/v1/imports") else {200, 404, 422}
        assert {answer.status_code for answer in answers} <= accepted, path
        assert answers[0].status_code == answers[1].status_code


def test_every_operation_declares_its_key(contract: Contract) -> None:
    for path, item in contract.document["paths"].items():
        for method in METHODS:
            if method in item and path.startswith("/v1/"):
                assert {"key": []} in item[method]["security"], (method, path)
                assert "401" in item[method]["responses"], (method, path)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_in_any_case(service: Service, scheme: str) -> None:
    with service.client(headers={"Authorization": f"{scheme} {service.keys['write']}"}) as client:
        assert client.post("/v1/sources", json={"kind": "other", "title": "x"}).status_code == 201


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Basic dXNlcjpwYXNz",
        "",
        "Token x",
        "{key}",
        "Basic {key}",
        "Bearer {key} x",
        "Bearer {key},Bearer {key}",
    ],
)
def test_other_credentials_are_refused(service: Service, header: str) -> None:
    with service.client(headers={"Authorization": header.format(key=service.keys["write"])}) as client:
        for answer in (client.get("/v1/sources"), client.post("/v1/sources", json={"kind": "other", "title": "x"})):
            refused(answer, 401, "unauthenticated")
            assert answer.headers["www-authenticate"] == CHALLENGE


def test_a_key_goes_in_its_header_alone(service: Service, anonymous: httpx.Client) -> None:
    secret = service.keys["write"]
    body = {"kind": "other", "title": "x"}
    for name in ("key", "api_key", "access_token", "token"):
        answer = anonymous.post("/v1/sources", params={name: secret}, json=body)
        assert answer.status_code in {401, 422}
        assert secret not in answer.text
    for header in ("X-API-Key", "Cookie", "Proxy-Authorization"):
        refused(anonymous.post("/v1/sources", headers={header: secret}, json=body), 401, "unauthenticated")


@pytest.mark.parametrize("path", [
    "{path}/", "/{path}", "{path}//x", "{upper}", "{path}/%2e%2e/sources/x", "/v1//{name}", "{path}%2Fx", "{path};a=b",
    "{path}/x/", "/v1/./{name}", "{path}/xx/../yy",
])  # fmt: skip
def test_other_spellings_of_an_address_open_nothing(service: Service, path: str) -> None:
    with service.client() as client:
        for collection in (noun.collection for noun in NOUNS):
            spelled = path.format(path=f"/v1/{collection}", upper=f"/V1/{collection.upper()}", name=collection)
            for method in ("PUT", "DELETE", "POST", "PATCH"):
                request = client.build_request(method, "/", json={})
                request.url = request.url.copy_with(raw_path=spelled.encode())
                assert client.send(request).status_code in {401, 404, 405, 422}, spelled


@pytest.fixture(scope="module")
def private(databases: object, backend: str, database_url: str, serving: Serve, service: Service) -> Iterator[Service]:
    """Serve the module's database to those with a key alone."""
    with serving(database_url, public_read=False) as private:
        yield private


def test_reading_can_be_made_private(private: Service, operations: list[tuple[str, str]], guarded: list[str]) -> None:
    with private.client() as anonymous, private.client("read") as reader:
        for method, path in operations:
            refused(ask(anonymous, method, path), 401, "unauthenticated")
            if reads(method, path) and path not in guarded:
                assert ask(reader, method, path).status_code in {200, 404, 422}
        head = anonymous.head("/v1/sources")
        assert (head.status_code, head.headers["www-authenticate"]) == (401, CHALLENGE)
        held = reader.get("/v1/sources").headers["etag"]
        refused(anonymous.get("/v1/sources", headers={"If-None-Match": held}), 401, "unauthenticated")

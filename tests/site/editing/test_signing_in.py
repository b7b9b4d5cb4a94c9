"""Signing in and out: what a session opens, what it never opens, and when it ends."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from app.access.keys import create_key, key_id, revoke_key
from app.access.sessions import purge_sessions
from app.tables.access import Session
from app.vocabulary import Scope
from tests.conftest import Serve
from tests.serving import Service
from tests.site.editing.conftest import BROWSER, Person, kept_by

PLEDGE = "/pledges/guatemala-border-task-force"
FORM = f"{PLEDGE}/change-status"


def sessions(service: Service) -> list[Any]:
    return service.write(lambda connection: list(connection.execute(select(Session.id, Session.key_id))))


def test_signing_in_gives_a_cookie_that_scripts_cannot_read_and_keeps_its_hash_alone(
    seeded: Service, stranger: Person
) -> None:
    before = set(sessions(seeded))
    answer = stranger.sign_in(seeded.keys["write"], next=f"{FORM}?party=guatemala")
    assert answer.status_code == 303
    assert answer.headers["cache-control"] == "no-store"
    (cookie,) = answer.headers.get_list("set-cookie")
    name, _, rest = cookie.partition("=")
    token, *attributes = rest.split("; ")
    assert name == "pacta_session"
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=43200"} == set(attributes)
    (made,) = set(sessions(seeded)) - before
    assert made.id == hashlib.sha256(token.encode()).hexdigest()
    arrived = stranger.client.get(answer.headers["location"])
    assert arrived.status_code == 200
    assert str(arrived.url).endswith(f"{FORM}?party=guatemala")
    assert "the write key" in arrived.text


def test_the_readme_says_where(seeded: Service, stranger: Person) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text()
    assert "`/sign-in` takes the key" in readme
    page = stranger.client.get("/sign-in")
    assert page.status_code == 200
    assert 'name="key" type="password"' in page.text


@pytest.mark.parametrize("key", ["", " ", "wrong", "pacta_" + "x" * 8_000, "\x00", "ключ"])
def test_a_wrong_key_is_refused_plainly_and_costs_no_write(seeded: Service, stranger: Person, key: str) -> None:
    before = sessions(seeded)
    answer = stranger.sign_in(key, next=FORM)
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers
    assert 'href="#field-key"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert kept_by(answer.text)["next"] == FORM
    assert not key.strip() or key not in answer.text
    assert sessions(seeded) == before


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_form_leads_who_is_not_signed_in_to_signing_in_and_back(
    seeded: Service, stranger: Person, prefix: str
) -> None:
    first = stranger.client.get(f"{prefix}{FORM}?party=guatemala")
    assert first.status_code == 303
    page = stranger.client.get(str(first.url.join(first.headers["location"])))
    answer = stranger.client.post(str(page.url), data={**kept_by(page.text), "key": seeded.keys["write"]})
    assert str(answer.url.join(answer.headers["location"])).endswith(f"{prefix}{FORM}?party=guatemala")


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_who_is_signed_in_is_so_where_nothing_is(editor: Person, prefix: str) -> None:
    for address in ("/no-such-page", "/pledges/no-such-pledge", "/docs/no-such-page"):
        page = editor.client.get(f"{prefix}{address}", headers={"Accept-Encoding": "gzip"})
        assert page.status_code == 404
        assert 'class="signed-in"' in page.text, address
        assert 'class="sign-in"' not in page.text, address
        assert page.headers["cache-control"] == "no-store"
        assert "content-encoding" not in page.headers
    editor.client.cookies.clear()
    assert 'class="sign-in"' in editor.client.get(f"{prefix}/no-such-page").text


def test_the_way_to_sign_in_stands_at_the_top_of_pages(stranger: Person) -> None:
    for address in ("/", "/es/", "/pledges", PLEDGE):
        header = stranger.client.get(address).text.partition("</header>")[0]
        assert 'class="sign-in" rel="nofollow"' in header, address


def test_the_cookie_opens_no_api(seeded: Service, editor: Person) -> None:
    assert editor.client.cookies
    body = {"status": "planned", "reason": "By a cookie"}
    headers = {"Accept": "*/*"}
    written = editor.client.post("/v1/pledges/guatemala-border-task-force/status-changes", json=body, headers=headers)
    assert written.status_code == 401
    assert editor.client.get("/v1/webhooks", headers=headers).status_code == 401


def test_the_cookie_opens_pages_where_reading_takes_a_key_but_no_data(seeded: Service, serving: Serve) -> None:
    with serving(seeded.database_url, public_read=False) as service, service.client() as client:
        person = Person(client)
        refused = client.get(PLEDGE)
        assert refused.status_code == 401
        assert "/sign-in?next=%2Fpledges%2Fguatemala-border-task-force" in refused.text
        assert person.sign_in(service.keys["read"]).status_code == 303
        assert client.get(PLEDGE).status_code == 200
        for accepted in ("application/json", "application/ld+json", "text/csv, application/json;q=0.5"):
            assert client.get(PLEDGE, headers={"Accept": accepted}).status_code == 401, accepted
        assert client.get("/pledges", headers={"Accept": "application/json"}).status_code == 401
        assert client.get(f"/v1{PLEDGE}", headers={"Accept": "*/*"}).status_code == 401
        assert client.get(f"/v1{PLEDGE}.csv", headers={"Accept": "*/*"}).status_code in {401, 404}
        assert client.get("/v1/pledges.csv", headers={"Accept": "*/*"}).status_code == 401
        assert client.get("/embed/pledges/guatemala-border-task-force").status_code == 401


def test_a_page_for_who_is_signed_in_is_kept_nowhere(seeded: Service, stranger: Person, serving: Serve) -> None:
    public = stranger.client.get(PLEDGE)
    assert public.headers["cache-control"] == "no-cache"
    assert "Cookie" in public.headers["vary"].split(", ")
    assert "Sign out" not in public.text
    stranger.sign_in(seeded.keys["write"])
    own = stranger.client.get(PLEDGE, headers={"If-None-Match": public.headers["etag"], "Accept-Encoding": "gzip"})
    assert (own.status_code, own.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in own.headers
    assert "content-encoding" not in own.headers
    assert "Cookie" in own.headers["vary"].split(", ")
    assert "Sign out" in own.text
    with seeded.client() as other:
        again = other.get(PLEDGE, headers={"Accept": BROWSER})
        assert again.text == public.text


def test_what_others_may_frame_knows_no_visitor(editor: Person) -> None:
    framed = editor.client.get("/embed/pledges/guatemala-border-task-force")
    assert framed.headers["cache-control"] == "no-cache"
    assert "the write key" not in framed.text
    assert "Cookie" not in framed.headers["vary"]


def test_a_session_is_over_after_signing_out_also_for_who_kept_its_cookie(seeded: Service, editor: Person) -> None:
    kept = dict(editor.client.cookies)
    fields = editor.open(FORM)
    answer = editor.sign_out()
    assert answer.status_code == 303
    assert "Max-Age=0" in answer.headers["set-cookie"]
    with seeded.client() as thief:
        thief.headers["Accept"] = BROWSER
        thief.cookies.update(kept)
        assert "Sign out" not in thief.get(PLEDGE).text
        assert thief.get(FORM).status_code == 303
        sent = thief.post(FORM, data={**fields, "status": "planned", "reason": "Replayed", "do": "save"})
        assert sent.status_code == 401
        assert "Replayed" in sent.text
        assert sent.headers["referrer-policy"] == "same-origin"


def test_what_answered_a_form_is_kept_for_the_session_alone_to_go_back_to(editor: Person) -> None:
    form = f"{PLEDGE}/change-status"
    assert editor.client.get(form).headers["cache-control"] == "no-store"
    for do, typed in (("save", {}), ("check", {"status": "planned"})):
        answered = editor.send(form, do, **typed)
        assert answered.headers["cache-control"] == "private, no-cache"
        assert "Cookie" in answered.headers["vary"].split(", ")
        assert "etag" not in answered.headers


def test_signing_out_takes_the_sessions_own_token_and_a_post(editor: Person) -> None:
    assert editor.client.get("/sign-out").status_code == 405
    for token in ("", "0" * 64):
        editor.client.post("/sign-out", data={"form_token": token})
        assert "Sign out" in editor.client.get(PLEDGE).text


def test_a_session_ends_with_its_key_at_once(seeded: Service, stranger: Person) -> None:
    secret = seeded.write(create_key, "A key for a while", [Scope.WRITE])
    stranger.sign_in(secret)
    fields = stranger.open(FORM)
    assert "A key for a while" in stranger.client.get(PLEDGE).text
    seeded.write(lambda connection: revoke_key(connection, key_id(connection, secret) or ""))
    assert "A key for a while" not in stranger.client.get(PLEDGE).text
    sent = stranger.client.post(FORM, data={**fields, "status": "planned", "reason": "Too late", "do": "save"})
    assert sent.status_code == 401
    assert stranger.sign_in(secret).status_code == 422


def test_a_session_ends_when_its_time_is_over_and_is_then_deleted(seeded: Service, editor: Person) -> None:
    over = update(Session).values(expires_at="2020-01-01T00:00:00.000000Z")
    seeded.write(lambda connection: connection.execute(over))
    assert "Sign out" not in editor.client.get(PLEDGE).text
    assert seeded.write(purge_sessions) is False
    assert seeded.write(lambda connection: connection.scalar(select(func.count()).select_from(Session))) == 0


@pytest.mark.parametrize("token", ["x" * 43, "x" * 8_000, "", "'; DROP TABLE sessions", "%00", "ä" * 43])
def test_a_token_of_somebodys_own_is_never_taken_over(seeded: Service, stranger: Person, token: str) -> None:
    cookie = {b"Cookie": f"pacta_session={token}".encode()}
    assert "Sign out" not in stranger.client.get(PLEDGE, headers=cookie).text
    answer = stranger.client.post("/sign-in", data={"key": seeded.keys["write"]}, headers=cookie)
    given = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert given != token
    stranger.client.cookies.clear()
    assert "Sign out" not in stranger.client.get(PLEDGE, headers=cookie).text


def test_signing_in_again_ends_the_session_before(seeded: Service, editor: Person) -> None:
    kept = dict(editor.client.cookies)
    assert editor.sign_in(seeded.keys["admin"]).status_code == 303
    assert "the admin key" in editor.client.get(PLEDGE).text
    with seeded.client() as other:
        other.cookies.update(kept)
        assert "Sign out" not in other.get(PLEDGE, headers={"Accept": BROWSER}).text


def test_a_key_that_reads_alone_signs_in_and_finds_no_forms(seeded: Service, stranger: Person) -> None:
    stranger.sign_in(seeded.keys["read"])
    page = stranger.client.get(PLEDGE)
    assert "Sign out" in page.text
    assert "change-status" not in page.text
    assert stranger.client.get(FORM).status_code == 403
    assert stranger.client.get(FORM, headers={"Authorization": f"Bearer {seeded.keys['write']}"}).status_code == 303


@pytest.mark.parametrize(
    ("public_url", "name", "path"),
    [
        ("https://pacta.example", "__Host-pacta_session", "/"),
        ("https://example.org/pacta", "__Secure-pacta_session", "/pacta"),
        ("http://example.org/pacta", "pacta_session", "/pacta"),
    ],
)
def test_the_cookie_says_what_it_must_be(
    seeded: Service, serving: Serve, public_url: str, name: str, path: str
) -> None:
    with serving(seeded.database_url, public_url=public_url) as service, service.client() as client:
        answer = Person(client).sign_in(service.keys["write"])
        given, _, rest = answer.headers["set-cookie"].partition("=")
        token, *attributes = rest.split("; ")
        assert (given, f"Path={path}" in attributes) == (name, True)
        assert ("Secure" in attributes) is public_url.startswith("https")
        client.cookies.clear()
        shown = client.get(PLEDGE, headers={"Cookie": f"{name}={token}"})
        assert "Sign out" in shown.text
        if name != "pacta_session":
            assert "Sign out" not in client.get(PLEDGE, headers={"Cookie": f"pacta_session={token}"}).text


def test_sessions_are_in_no_export_and_no_entry(seeded: Service, editor: Person) -> None:
    (token,) = editor.client.cookies.values()
    hashed = hashlib.sha256(token.encode()).hexdigest()
    with seeded.client("admin") as admin:
        for path in ("/v1/export.json", "/v1/changes?limit=200"):
            answer = admin.get(path)
            assert answer.status_code == 200
            assert hashed not in answer.text
            assert token not in answer.text


def test_a_page_for_who_is_signed_in_costs_one_query_more(seeded: Service, editor: Person) -> None:
    asked: list[Any] = []
    hot = seeded.database.hot

    async def counted(query: Any, values: Any) -> Any:
        asked.append(query)
        return await hot(query, values)

    seeded.app.state.database.hot = counted
    try:
        editor.client.get("/about")
        signed_in = len(asked)
        editor.client.cookies.clear()
        asked.clear()
        editor.client.get("/about", headers={"Cookie": "pacta_session=short"})
        without = len(asked)
    finally:
        seeded.app.state.database.hot = hot
    assert signed_in <= without + 1

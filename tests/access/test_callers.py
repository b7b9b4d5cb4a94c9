"""Who calls, what its key may do, and what is written in its name; without a service around it."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import Request

from app.access import callers
from app.access.callers import BEFORE, CALLER, POSTPONING, Caller, Postponed, Write, may_read, may_write
from app.access.keys import hash_of
from app.context import context
from app.errors import Conflict, Forbidden, Unauthenticated
from app.http.idempotency import Repeatable, fingerprint_of, once
from app.http.routing.guards import is_guard
from app.vocabulary import Scope
from app.write_result import WriteResult

KEYS = {
    "a-secret": [("id-1", "The watchdog", "write")],
    "a-reader": [("id-2", "A reader", "read")],
    "both": [("id-3", "An editor", "read"), ("id-3", "An editor", "write")],
}
DONE = WriteResult("record", 1, b"{}")


class Database:
    """Knows two keys, and runs commands at once."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    async def hot(self, query: object, values: dict[str, str]) -> list[tuple[str, str, str]]:
        assert query is callers.BY_HASH
        return next((rows for secret, rows in KEYS.items() if hash_of(secret) == values["secret_hash"]), [])

    async def write(self, command: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        self.asked.append((command, *arguments))
        return command("the connection", *arguments, **options)


def request(key: str | None = None, *, public: bool = True, method: str = "GET", body: bytes = b"") -> Request:
    headers = [] if key is None else [(b"authorization", key.encode())]
    state = SimpleNamespace(database=Database(), settings=SimpleNamespace(public_read=public))
    scope = {
        "type": "http", "method": method, "path": "/v1/topics", "query_string": b"dry_run=true", "headers": headers,
        "app": SimpleNamespace(state=state), "server": ("localhost", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(scope, receive)


def run(awaitable: Awaitable[Any]) -> Any:
    async def waited() -> Any:
        return await awaitable

    return asyncio.run(waited())


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        ({"read"}, {Scope.READ}),
        ({"write"}, {Scope.READ, Scope.WRITE}),
        ({"admin"}, set(Scope)),
        ({"read", "write"}, {Scope.READ, Scope.WRITE}),
        (set(), set()),
    ],
)
def test_what_a_key_may_do(scopes: set[str], allowed: set[Scope]) -> None:
    caller = Caller("id", "label", frozenset(scopes))
    for scope in Scope:
        if scope in allowed:
            caller.require(scope)
        else:
            with pytest.raises(Forbidden) as refused:
                caller.require(scope)
            assert refused.value.members == {"scope": scope.value}
            assert scope.value in str(refused.value.detail)


def test_reading_is_public_unless_configured_otherwise() -> None:
    run(may_read(request()))
    run(may_read(request("Bearer a-reader", public=False)))
    run(may_read(request("bearer  a-secret ", public=False)))
    with pytest.raises(Unauthenticated) as refused:
        run(may_read(request(public=False)))
    assert refused.value.headers == callers.CHALLENGE
    assert refused.value.detail


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic a-secret", "a-secret", "Bearer no-such-key", ""])
def test_a_wrong_key_is_refused_also_where_none_is_needed(header: str) -> None:
    for guard in (may_read, may_write):
        with pytest.raises(Unauthenticated) as refused:
            run(guard(request(header)))
        assert refused.value.headers == callers.CHALLENGE == {"WWW-Authenticate": 'Bearer realm="pacta"'}
        assert refused.value.detail


def test_what_needs_a_key_that_may_write() -> None:
    run(may_write(request("Bearer a-secret")))
    run(may_write(request("Bearer both")))
    with pytest.raises(Forbidden):
        run(may_write(request("Bearer a-reader")))
    with pytest.raises(Unauthenticated) as refused:
        run(may_write(request()))
    assert refused.value.headers == callers.CHALLENGE


def test_those_that_let_pass_do_nothing_else() -> None:
    assert is_guard(may_read)
    assert is_guard(may_write)
    assert not is_guard(callers._write)


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("key", ["text", '"text"'])
def test_a_write_under_a_key_is_run_once(method: str, key: str) -> None:
    asked = request("Bearer a-secret", method=method, body=b"[1]")
    write: Write = run(callers._write(asked, None, key))
    assert write._repeatable == Repeatable("id-1", "text", fingerprint_of(method, "/v1/topics?dry_run=true", b"[1]"))
    assert write._database is asked.app.state.database


def test_other_writes_run_as_they_are() -> None:
    for write in (
        run(callers._write(request("Bearer a-secret", method="POST"), None, None)),
        run(callers._write(request("Bearer a-secret", method="PUT"), None, "text")),
        run(callers._plain_write(request("Bearer a-secret", method="PUT"), None)),
    ):
        assert write._repeatable is None
        assert isinstance(write._database, Database)
        assert run(write(lambda connection, more, *, given: (connection, more, given), "more", given=1)) == (
            "the connection", "more", 1,
        )  # fmt: skip
    for refused in (callers._write, callers._plain_write):
        with pytest.raises(Forbidden):
            run(refused(request("Bearer a-reader"), None))


def test_the_ledger_is_told_who_writes() -> None:
    async def told() -> Any:
        await callers._plain_write(request("Bearer a-secret"), None)
        return context.get()

    said = asyncio.run(told())
    assert (said.actor, said.request) == ("The watchdog", "-")


def test_who_calls_may_be_known_before_any_header_is_looked_at() -> None:
    asked = request(public=False)
    asked.scope[CALLER] = Caller("id-9", "Somebody signed in", frozenset({"write"}))
    run(may_read(asked))
    run(may_write(asked))
    asked.scope[CALLER] = Caller("id-9", "Somebody signed in", frozenset({"read"}))
    with pytest.raises(Forbidden):
        run(may_write(asked))


def test_a_postponed_command_is_handed_over_and_carried_out_before_another() -> None:
    done: list[str] = []

    def command(connection: Any, name: str) -> WriteResult:
        assert connection == "the connection"
        if name == "refused":
            raise Conflict("Taken.")
        done.append(name)
        return WriteResult(name, 1, b"{}")

    def handed_over(name: str) -> Any:
        asked = request("Bearer a-secret", method="POST")
        asked.scope[POSTPONING] = True
        write = run(callers._write(asked, None, None))
        with pytest.raises(Postponed) as kept:
            run(write(command, name))
        assert asked.app.state.database.asked == []
        return kept.value.command

    assert done == []
    for before, names in ((["first", "second"], ["first", "second", "last"]), (["first", "refused"], ["first"])):
        asked = request("Bearer a-secret", method="POST")
        asked.scope[BEFORE] = [handed_over(name) for name in before]
        write = run(callers._write(asked, None, None))
        done.clear()
        if "refused" in before:
            with pytest.raises(Conflict):
                run(write(command, "last"))
        else:
            assert run(write(command, "last")).record == "last"
        assert done == names
        assert len(asked.app.state.database.asked) == 1


def test_a_repeatable_command_is_wrapped_and_its_refusal_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes: list[WriteResult | Conflict] = [DONE, Conflict("Taken.")]

    def command(connection: Any, more: str, *, given: int) -> WriteResult:
        assert (connection, more, given) == ("the connection", "more", 1)
        return DONE

    def wrapped(connection: Any, repeatable: Repeatable, run: Callable[[Any], Any]) -> Any:
        assert repeatable == Repeatable("id", "key", "print")
        assert run(connection) is DONE
        return outcomes.pop(0)

    monkeypatch.setattr(callers, "once", wrapped)
    database = Database()
    write = Write(database, Repeatable("id", "key", "print"))  # type: ignore[arg-type]
    assert run(write(command, "more", given=1)) is DONE
    assert database.asked[0][0] is wrapped is not once
    with pytest.raises(Conflict):
        run(write(command, "more", given=1))

"""Who calls: the key of a request, what it may do, and writing in its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Concatenate, ParamSpec

from asgi_correlation_id import correlation_id
from fastapi import Depends, Header, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Connection, bindparam, select

from app.access.keys import hash_of
from app.audience import PUBLIC, audience
from app.context import Context, context
from app.db.database import Database
from app.db.statements import Query
from app.errors import Conflict, Forbidden, OutcomeUnknown, PactaError, StorageFull, Unauthenticated, Unavailable
from app.http.dry_runs import DryRun, dry_run
from app.http.idempotency import Repeatable, fingerprint_of, once
from app.http.openapi.refusals import refusing
from app.http.routing.guards import as_guard, guarded_by
from app.tables.access import Key, KeyScope
from app.vocabulary import Scope
from app.write_result import WriteResult

P = ParamSpec("P")
CALLER = "caller"
"""Where a request's scope keeps whose key it came with. Pages put it there for who is signed in."""

BEFORE, POSTPONING = "commands_before", "postponing"
"""Where the scope of a page's request to the API keeps commands to carry out before its own, as one with it; and
whether its own is to be kept for later."""

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="pacta"'}
BY_HASH = Query(
    select(Key.id, Key.label, KeyScope.scope)
    .join(KeyScope, KeyScope.key_id == Key.id)
    .where(Key.secret_hash == bindparam("secret_hash"), Key.revoked_at.is_(None))
)

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="A key from `pacta keys create`. Reading requires none unless the operator says so.",
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=257,
        pattern=r'^(?:"[\x21\x23-\x7e]{1,255}"|[\x21\x23-\x7e]{1,255})$',
        description="any text of your own: the same request under it is carried out once, and answered alike for 24 h",
    ),
]


@dataclass(frozen=True)
class Caller:
    """The key that a request came with."""

    key_id: str
    label: str
    scopes: frozenset[str]

    def require(self, scope: Scope) -> None:
        """Raise `Forbidden` where the key lacks the scope. Admin may do everything; write may read."""
        allowed = {Scope.READ: {"read", "write", "admin"}, Scope.WRITE: {"write", "admin"}, Scope.ADMIN: {"admin"}}
        if not self.scopes & allowed[scope]:
            detail = f"The key lacks the scope {scope.value}."
            raise Forbidden(detail, scope=scope.value)


async def _caller(request: Request) -> Caller | None:
    """Return whose key the request came with. It is looked up once: guards ask first, dependencies again."""
    if CALLER not in request.scope:
        header = request.headers.get("authorization")
        if header is None:
            return None
        request.scope[CALLER] = await _look_up(request, header)
    caller: Caller = request.scope[CALLER]
    return caller


async def _look_up(request: Request, header: str) -> Caller:
    scheme, _space, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        detail = "Authorization must be a bearer key."
        raise Unauthenticated(detail, headers=CHALLENGE)
    database: Database = request.app.state.database
    rows = await database.hot(BY_HASH, {"secret_hash": hash_of(secret.strip())})
    if not rows:
        detail = "The key is unknown or revoked."
        raise Unauthenticated(detail, headers=CHALLENGE)
    key_id, label, _scope = rows[0]
    return Caller(key_id, label, frozenset(scope for _id, _label, scope in rows))


@as_guard
@refusing(Unauthenticated, Unavailable, StorageFull)
async def may_read(request: Request, _credentials: Credentials = None) -> None:
    """Let the request pass if reading is public or its key may read. A wrong key is refused in any case."""
    caller = await _caller(request)
    if caller is not None:
        caller.require(Scope.READ)
    elif not request.app.state.settings.public_read:
        detail = "Reading requires a key here."
        raise Unauthenticated(detail, headers=CHALLENGE)
    # Whatever the key: nothing is restricted yet.
    audience.set(PUBLIC)


@as_guard
@refusing(Unauthenticated, Forbidden, Unavailable, StorageFull)
async def may_write(request: Request, _credentials: Credentials = None) -> None:
    """Let the request pass if its key may write: for what changes something, and for what is never public."""
    await _writer(request)


@as_guard
@refusing(Unauthenticated, Forbidden, Unavailable, StorageFull)
async def may_administer(request: Request, _credentials: Credentials = None) -> None:
    """Let the request pass if its key may do everything."""
    await _writer(request, Scope.ADMIN)


Command = Callable[[Connection], WriteResult]
NO_SCOPE: Mapping[str, Any] = {}


class Postponed(Exception):
    """Carries a command past the route that would answer it: it is carried out with another one."""

    def __init__(self, command: Command) -> None:
        """Keep the command."""
        super().__init__("a command for later")
        self.command = command


class Write:
    """Hands a command to the writer in the name of the request's key, and returns after the commit."""

    def __init__(
        self,
        database: Database,
        repeatable: Repeatable | None = None,
        scope: Mapping[str, Any] = NO_SCOPE,
        *,
        is_dry_run: bool = False,
    ) -> None:
        """Keep where to write, under which Idempotency-Key, whether to write at all, and what the scope says of it."""
        self._database = database
        self._before: Sequence[Command] = scope.get(BEFORE, ())
        self._is_postponed: bool = scope.get(POSTPONING, False)
        self._repeatable = repeatable
        self.is_dry_run = is_dry_run

    async def __call__(
        self, command: Callable[Concatenate[Connection, P], WriteResult], *arguments: P.args, **options: P.kwargs
    ) -> WriteResult:
        """Run `command(connection, …)`; under an Idempotency-Key only once, in a dry run without effect."""
        run: Any = partial(_shifted, command, arguments, options)
        if self._is_postponed:
            raise Postponed(run)
        if self._before:
            run = partial(_in_turn, [*self._before, run])
        if self.is_dry_run:
            return await dry_run(self._database.write, run)
        if self._repeatable is None:
            return await self._database.write(run)
        outcome = await self._database.write(once, self._repeatable, run)
        if isinstance(outcome, PactaError):
            raise outcome
        return outcome


def _shifted(command: Any, arguments: Any, options: Any, connection: Connection) -> WriteResult:
    result: WriteResult = command(connection, *arguments, **options)
    return result


def _in_turn(commands: Sequence[Command], connection: Connection) -> WriteResult:
    """Carry out several commands as one, and return what the last of them returns."""
    *before, last = commands
    for command in before:
        command(connection)
    return last(connection)


# A record that was merged cannot be written, nor can a redacted answer be given again: both are conflicts.
REFUSED_TO_WRITERS = (Unauthenticated, Forbidden, Conflict, OutcomeUnknown, Unavailable, StorageFull)


@guarded_by(may_write)
@refusing(*REFUSED_TO_WRITERS)
async def _write(
    request: Request,
    _credentials: Credentials = None,
    idempotency_key: IdempotencyKey = None,
    *,
    dry_run: DryRun = False,
) -> Write:
    caller = await _writer(request)
    repeatable = None
    if idempotency_key is not None and request.method in {"POST", "PATCH"} and not dry_run:
        path = request.url.path + "?" + request.url.query
        fingerprint = fingerprint_of(request.method, path, await request.body())
        repeatable = Repeatable(caller.key_id, idempotency_key.strip('"'), fingerprint)
    return Write(request.app.state.database, repeatable, request.scope, is_dry_run=dry_run)


@guarded_by(may_write)
@refusing(*REFUSED_TO_WRITERS)
async def _plain_write(
    request: Request,
    _credentials: Credentials = None,
    *,
    dry_run: DryRun = False,
) -> Write:
    await _writer(request)
    return Write(request.app.state.database, None, request.scope, is_dry_run=dry_run)


@guarded_by(may_administer)
@refusing(*REFUSED_TO_WRITERS)
async def _admin_write(
    request: Request,
    _credentials: Credentials = None,
    *,
    dry_run: DryRun = False,
) -> Write:
    await _writer(request, Scope.ADMIN)
    return Write(request.app.state.database, None, request.scope, is_dry_run=dry_run)


async def _writer(request: Request, scope: Scope = Scope.WRITE) -> Caller:
    caller = await _caller(request)
    if caller is None:
        detail = f"This requires a key with the scope {scope.value}."
        raise Unauthenticated(detail, headers=CHALLENGE)
    caller.require(scope)
    context.set(Context(actor=caller.label, request=correlation_id.get() or "-"))
    return caller


RepeatableWrite = Annotated[Write, Depends(_write)]
"""Writing by POST or PATCH: honours Idempotency-Key."""

PlainWrite = Annotated[Write, Depends(_plain_write)]
"""Writing by PUT or DELETE, which are idempotent by definition."""

AdminWrite = Annotated[Write, Depends(_admin_write)]
"""Writing what administers the service. An answer that shows a secret is kept nowhere, so no answer is given again."""

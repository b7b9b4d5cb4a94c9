"""What is sent, in which order, and what follows from the answers: without sending anything, for both clients.

Each function yields requests and waits, takes the answers, and returns what they lead to. A client sends and sleeps.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from copy import deepcopy
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, TypeAlias, TypeVar
from uuid import uuid4

import httpx

from app.client.failures import Failure, NotFound, OtherLedger, PreconditionFailed, Unreachable, refusal
from app.client.requests import STREAMS, Page, Query, Request, Written, address, content, encode
from app.client.retries import FAULTS, TRIED_AGAIN, Retries, asked_for

T = TypeVar("T")
LONGEST_WAIT = 20
"""Seconds that a request for changes waits for one."""


@dataclass(frozen=True)
class Wait:
    """Something to sleep for, before the next request."""

    seconds: float


Steps: TypeAlias = Generator[Request | Wait, httpx.Response, T]
"""What leads to a T: for each request, send in the answer or throw in what httpx raised."""


@dataclass(frozen=True)
class Conversation:
    """How requests are repeated, and where their keys come from."""

    retries: Retries
    new_key: Callable[[], str] = lambda: uuid4().hex

    def exchange(self, request: Request) -> Steps[tuple[httpx.Response, bool]]:
        """Send a request, time and again; return the answer and whether it was sent more than once."""
        attempt, waited = 0, 0.0
        while True:
            attempt += 1
            failure: Failure
            asked = None
            try:
                response = yield request
            except httpx.RequestError as error:
                failure = Unreachable(_sentence(error))
                if not isinstance(error, FAULTS):
                    raise failure from error
            else:
                if response.status_code not in TRIED_AGAIN:
                    return response, attempt > 1
                failure, asked = refusal(response), asked_for(response)
            wait = self.retries.wait(attempt, waited, asked)
            if wait is None:
                raise failure
            yield Wait(wait)
            waited += wait

    def read(self, path: str, query: Query) -> Steps[Any]:
        """Return what is at an address."""
        response, _again = yield from self.exchange(Request("GET", path, query, headers=JSON_ACCEPTED))
        return content(response)

    def page(self, request: Request) -> Steps[Page]:
        """Return a page of a list."""
        response, _again = yield from self.exchange(request)
        found = content(response)
        cursor = found.get("next_cursor")
        following = None if cursor is None else replace(request, query={**request.query, "cursor": cursor})
        return Page(found["items"], following)

    def changes(self, after: int, query: Query, *, follow: bool) -> Steps[tuple[list[Any], int | None]]:
        """Return the entries after a number, and the number after which to go on; None: there are no more."""
        wait = {"wait": LONGEST_WAIT} if follow else {}
        path = address("changes")
        response, _again = yield from self.exchange(Request("GET", path, {**query, "after": after, **wait}))
        found = content(response)
        if found["head"] < after:
            raise OtherLedger(f"The ledger ends at entry {found['head']}, before {after}.")
        return found["items"], found["last"] if follow or found["last"] < found["head"] else None

    def stream(self, path: str, query: Query) -> Steps[httpx.Response]:
        """Return the open answer at an address that gives much, such as a table."""
        request = Request("GET", path, query, headers={"Accept": STREAMS}, is_stream=True)
        response, _again = yield from self.exchange(request)
        if not response.is_success:
            raise refusal(response)
        return response

    def send(self, method: str, path: str, body: Any, query: Query, key: str | None = None) -> Steps[Any]:
        """POST or PATCH, which is carried out once, however often it is sent; return the answer."""
        headers = {**BODY, "Idempotency-Key": key or self.new_key()}
        response, _again = yield from self.exchange(Request(method, path, query, encode(body), headers))
        return content(response)

    def patch(self, path: str, change: Any, query: Query, if_match: str | None) -> Steps[Any]:
        """Send a JSON merge patch under the tag, if one is given; return the record."""
        headers = {**BODY, "Idempotency-Key": self.new_key(), **({"If-Match": if_match} if if_match else {})}
        response, _again = yield from self.exchange(Request("PATCH", path, query, encode(change), headers))
        return content(response)

    def put(self, path: str, record: Any, query: Query, if_match: str | None, *, only_create: bool) -> Steps[Any]:
        """Write a record whole; return it as it is read. Without conditions it creates, or finds what is equal."""
        conditions = {"If-Match": if_match} if if_match else {}
        if only_create:
            conditions["If-None-Match"] = "*"
        request = Request("PUT", path, query, encode(record), {**BODY, **conditions})
        response, again = yield from self.exchange(request)
        if response.status_code == HTTPStatus.PRECONDITION_FAILED and again:
            # Was it written, and the answer lost? Then what is there equals what was sent, and needs no condition.
            unconditional = replace(request, query={**query, "dry_run": True}, headers=BODY)
            equal, _again = yield from self.exchange(unconditional)
            response = equal if equal.status_code == HTTPStatus.OK else response
        return content(response)

    def delete(self, path: str, query: Query, if_match: str | None) -> Steps[Any]:
        """Delete what is at an address. What is gone after the second attempt was deleted by the first."""
        headers = {"If-Match": if_match} if if_match else {}
        response, again = yield from self.exchange(Request("DELETE", path, query, headers=headers))
        try:
            return content(response)
        except NotFound:
            if again:
                return None
            raise

    def written(self, path: str) -> Steps[Written[Any]]:
        """Return a record as PUT takes it, with its tag."""
        request = Request("GET", path, {"form": "written"}, headers=JSON_ACCEPTED)
        response, _again = yield from self.exchange(request)
        return Written(content(response, exact=True), response.headers.get("etag", ""))

    def edit(self, path: str, change: Callable[[Any], Any], query: Query, attempts: int) -> Steps[Any]:
        """Read a record, change it and write it back; where somebody was faster, all of it again."""
        while True:
            read = yield from self.written(path)
            draft = deepcopy(read.record)
            changed = change(draft)
            attempts -= 1
            try:
                record = draft if changed is None else changed
                return (yield from self.put(path, record, query, read.etag, only_create=False))
            except PreconditionFailed:
                if attempts <= 0:
                    raise


BODY = {"Content-Type": "application/json"}
JSON_ACCEPTED = {"Accept": "application/json"}


def _sentence(error: httpx.RequestError) -> str:
    url = error.request.url
    return f"{url.scheme}://{url.netloc.decode()} does not answer: {str(error) or type(error).__name__}"

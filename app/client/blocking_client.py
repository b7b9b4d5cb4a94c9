"""The client that blocks: it sends what a conversation yields, and sleeps where it waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any, Self

import httpx

from app.client.blocking_collections import Collection, Parts
from app.client.conversation import Conversation, Steps, T, Wait
from app.client.failures import Unreachable
from app.client.requests import Query, QueryValue, Request, address, decode_line
from app.client.retries import Retries
from app.client.surroundings import COLLECTIONS, PARTS, TIMEOUT, authorization, environment, headers

if TYPE_CHECKING:
    from app.client import records


class Client:
    """A connection to a service, as whoever the key belongs to; without a key it reads what is public."""

    pledges: Collection[records.PledgeDocument, records.Pledge, records.PledgePatch]
    meetings: Collection[records.MeetingDocument, records.Meeting, records.MeetingPatch]
    statements: Collection[records.StatementDocument, records.Statement, records.StatementPatch]
    actions: Collection[records.ActionDocument, records.Action, records.ActionPatch]
    instruments: Collection[records.InstrumentDocument, records.Instrument, records.InstrumentPatch]
    participants: Collection[records.ParticipantDocument, records.Participant, records.ParticipantPatch]
    topics: Collection[records.TopicDocument, records.Topic, records.TopicPatch]
    sources: Collection[records.SourceDocument, records.Source, records.SourcePatch]
    status_changes: Parts[records.StatusChangeDocument, records.StatusChange, records.StatusChangePatch]
    assessments: Parts[records.AssessmentDocument, records.Assessment, records.AssessmentPatch]
    measurements: Parts[records.MeasurementDocument, records.Measurement, records.MeasurementPatch]
    milestones: Parts[records.MilestoneDocument, records.Milestone, records.MilestonePatch]
    amendments: Parts[records.AmendmentDocument, records.Amendment, records.AmendmentPatch]
    participation: Parts[records.ParticipationDocument, records.Participation, records.ParticipationPatch]

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
        timeout: float = TIMEOUT,
        retries: Retries | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Keep where the service is. `transport` takes the place of the network, `sleep` that of the clock."""
        self.conversation = Conversation(retries or Retries())
        self._sleep = sleep
        self._http = httpx.Client(base_url=url, headers=headers(), timeout=timeout, transport=transport)
        self._name(key)

    def _name(self, key: str | None) -> None:
        self._authorization = authorization(key)
        for name in COLLECTIONS:
            setattr(self, name, Collection(self, name))
        for name, (collection, parts) in PARTS.items():
            setattr(self, name, Parts(self, collection, parts))

    def with_key(self, key: str | None) -> Self:
        """Return a client that sends another key, or none, over the connections of this one, and closes with it."""
        other = copy(self)
        other._name(key)  # noqa: SLF001 - of this class
        return other

    @classmethod
    def from_environment(cls, **options: Any) -> Self:
        """Return a client for PACTA_URL (without: port 8000 of this machine) with the key of PACTA_KEY, if any."""
        url, key = environment()
        return cls(url, key, **options)

    def collection(self, name: str) -> Collection[Any, Any, Any]:
        """Return a collection by its name in addresses."""
        return Collection(self, name)

    def parts(self, collection: str, name: str) -> Parts[Any, Any, Any]:
        """Return the parts of a collection's records by their name in addresses, such as citations."""
        return Parts(self, collection, name)

    def get(self, path: str, /, **query: QueryValue) -> Any:
        """Return what is at an address, such as `/v1/stats/overview`."""
        return self.run(self.conversation.read(path, query))

    def post(self, path: str, body: Any, key: str | None = None, /, **query: QueryValue) -> Any:
        """Post to an address, once however often it must be sent. `key`: the Idempotency-Key to use."""
        return self.run(self.conversation.send("POST", path, body, query, key))

    def items(self, path: str, /, **query: QueryValue) -> Iterator[Any]:
        """Yield all items of the list at an address, page after page."""
        request: Request | None = Request("GET", path, query)
        while request is not None:
            page = self.run(self.conversation.page(request))
            yield from page.items
            request = page.next

    def lines(self, path: str, /, **query: QueryValue) -> Iterator[Any]:
        """Yield what the lines of JSON at an address hold (`.ndjson`, `.jsonl`), while they come."""
        with self._streamed(path, query) as response:
            for line in response.iter_lines():
                if line:
                    yield decode_line(line)

    def chunks(self, path: str, /, **query: QueryValue) -> Iterator[bytes]:
        """Yield the bytes at an address, such as `/v1/pledges.csv`, while they come."""
        with self._streamed(path, query) as response:
            yield from response.iter_bytes()

    def changes(self, after: int = 0, /, *, follow: bool = False, **query: QueryValue) -> Iterator[records.Change]:
        """Yield the ledger's entries after a number; with `follow`, wait for further ones for ever."""
        following: int | None = after
        while following is not None:
            found, following = self.run(self.conversation.changes(following, query, follow=follow))
            yield from found

    def search(self, words: str, /, **query: QueryValue) -> Iterator[records.Hit]:
        """Yield what holds the words, the best first."""
        return self.items(address("search"), q=words, **query)

    def change_statuses(
        self, items: list[records.BatchItem], *, atomic: bool = True, **query: QueryValue
    ) -> records.BatchReport:
        """Record many status changes at once; `atomic`: all or, where one is refused, nothing."""
        report: records.BatchReport = self.post(address("status-changes"), {"atomic": atomic, "items": items}, **query)
        return report

    def record_bundle(self, bundle: records.BundleBody, **query: QueryValue) -> records.BundleReport:
        """Record what belongs together, such as a report with all that it says, in one request."""
        report: records.BundleReport = self.post(address("bundles"), bundle, **query)
        return report

    def run(self, steps: Steps[T]) -> T:
        """Send what is to be sent, sleep where there is to wait, and return what comes of it."""
        try:
            step = next(steps)
            while True:
                if isinstance(step, Wait):
                    self._sleep(step.seconds)
                    step = next(steps)
                    continue
                try:
                    response = self._send(step)
                except httpx.RequestError as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(response)
        except StopIteration as ended:
            result: T = ended.value
            return result

    def _send(self, request: Request) -> httpx.Response:
        prepared = self._http.build_request(
            request.method, request.url, content=request.body, headers={**self._authorization, **request.headers}
        )
        # The record may have been merged into another. Only reading follows it.
        response = self._http.send(prepared, stream=request.is_stream, follow_redirects=request.method == "GET")
        if request.is_stream and not response.is_success:
            response.read()
            response.close()
        return response

    @contextmanager
    def _streamed(self, path: str, query: Query) -> Iterator[httpx.Response]:
        response = self.run(self.conversation.stream(path, query))
        try:
            yield response
        except httpx.RequestError as error:
            raise Unreachable(f"The answer broke off: {error}") from error
        finally:
            response.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Close the connections."""
        self.close()

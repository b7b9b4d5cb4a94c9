"""One request to every database: the answers must be the same."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.contract import PROBLEM, Answer
from tests.raw import Header, exchange, request
from tests.serving import Service

MARK = "ECHOED"
"""Stands in rejected values, and so in no answer."""

LONGEST = 40_000
"""Octets of a refusal that names a hundred faults."""


@dataclass(frozen=True)
class Everywhere:
    """The same records served from every database."""

    services: Sequence[Service]

    def request(
        self, method: str, target: str | bytes, headers: Iterable[Header] = (), body: bytes | None = None
    ) -> Answer:
        """Return the answer that all give."""
        octets = target if isinstance(target, bytes) else target.encode("latin-1")
        given = list(headers)
        return self.alike(lambda service: request(service, method, octets, given, body))

    def exchange(self, sent: bytes) -> Answer:
        """Return the answer that all give to these bytes."""
        return self.alike(lambda service: exchange(service, sent))

    def alike(self, ask: Callable[[Service], Answer]) -> Answer:
        """Return the answer that all give. No input makes a 500, and no answer repeats what it refuses."""
        answers = [ask(service) for service in self.services]
        assert len({told(answer) for answer in answers}) == 1, [told(answer) for answer in answers]
        for answer in answers:
            assert answer.status < 500, answer
            assert answer.status < 400 or (MARK.encode() not in answer.body and len(answer.body) < LONGEST), answer
        return answers[0]

    def heads(self) -> list[int]:
        """Return the number of the last entry of each ledger."""
        found = []
        for service in self.services:
            tag = request(service, "GET", b"/v1/sources?limit=1").headers["etag"]
            found.append(int(tag.strip('"').partition("-")[0]))
        return found


def told(answer: Answer) -> str:
    """Return what must not depend on the database: the status, and of a problem all but the request's id."""
    if answer.media_type != PROBLEM or not answer.body:
        return str(answer.status)
    problem = {name: value for name, value in json.loads(answer.body).items() if name != "request_id"}
    return json.dumps(problem, sort_keys=True)


def problem_of(answer: Answer, status: int, slug: str) -> dict[str, Any]:
    """Return the problem of an answer that refuses with this status and type."""
    assert answer.status == status, answer
    problem: dict[str, Any] = json.loads(answer.body)
    assert problem["type"] == f"/problems/{slug}", problem
    return problem

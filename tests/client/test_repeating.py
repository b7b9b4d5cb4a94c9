from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from app.client import PreconditionFailed, Retries, Unavailable, UnexpectedAnswer, Unreachable
from tests.client.conftest import STEADY, Answers

FOUND = {"id": "migration", "version": 1}


def problem(status: int, kind: str = "unavailable", **headers: str) -> httpx.Response:
    told = {"type": f"/problems/{kind}", "title": "Not now", "status": status, "detail": "Later."}
    return httpx.Response(status, json=told, headers={"Content-Type": "application/problem+json"} | headers)


def ok(body: object = FOUND, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


@pytest.mark.parametrize(
    "failing",
    [problem(503), problem(507), problem(429), httpx.Response(502, text="no"), httpx.ReadError("gone"),
     httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("closed")],
    ids=str,
)  # fmt: skip
def test_what_may_pass_is_tried_again(answers: Answers, failing: httpx.Response | httpx.RequestError) -> None:
    client, service = answers(failing, failing, ok())
    assert client.topics.get("migration") == FOUND
    assert len(service.sent) == 3
    assert service.slept == [0.25, 0.5]


def test_nobody_waits_less_than_the_service_asks(answers: Answers) -> None:
    dated = {"Date": "Sun, 29 Nov 2026 11:00:00 GMT", "Retry-After": "Sun, 29 Nov 2026 11:00:07 GMT"}
    client, service = answers(problem(503, **{"Retry-After": "3"}), problem(429, **dated), ok())
    assert client.topics.get("migration") == FOUND
    assert service.slept == [3.25, 7.25]


def test_waits_are_spread() -> None:
    least, most = (Retries(jitter=lambda drawn=drawn: drawn) for drawn in (0.0, 1.0))  # type: ignore[misc] # a default
    assert [least.wait(attempt, 0, None) for attempt in (1, 2, 3)] == [0.125, 0.25, 0.5]
    assert [most.wait(attempt, 0, None) for attempt in (1, 2, 3)] == [0.25, 0.5, 1.0]
    assert [one.wait(1, 0, 5.0) for one in (least, most)] == [5.0, 5.25]
    assert len({Retries().wait(1, 0, None) for _ in range(20)}) > 1


def test_patience_ends_after_the_attempts(answers: Answers) -> None:
    client, service = answers(*[problem(503)] * 5)
    with pytest.raises(Unavailable, match="Not now: Later"):
        client.topics.get("migration")
    assert len(service.sent) == 5


def test_patience_ends_where_the_service_asks_for_more(answers: Answers) -> None:
    client, service = answers(problem(507, **{"Retry-After": "61"}))
    with pytest.raises(Unavailable):
        client.topics.get("migration")
    assert service.slept == []
    client, service = answers(httpx.ConnectError("refused"), retries=Retries(attempts=1))
    with pytest.raises(Unreachable, match=r"^http://pacta.test does not answer: refused$"):
        client.topics.get("migration")


def test_faults_of_the_request_are_not_tried_again(answers: Answers) -> None:
    client, service = answers(httpx.UnsupportedProtocol("no such protocol"))
    with pytest.raises(Unreachable, match="no such protocol"):
        client.topics.get("migration")
    assert service.slept == []


def test_a_repeated_post_has_the_key_of_the_first(answers: Answers) -> None:
    client, service = answers(httpx.ReadError("gone"), ok(status=201), ok(status=201), ok(status=201))
    client.topics.create({"name": "Migration"})
    client.topics.create({"name": "Migration"})
    client.topics.create({"name": "Migration"}, key="mine")
    first, again, other, given = (request.headers["idempotency-key"] for request in service.sent)
    assert first == again != other
    assert given == "mine"
    assert service.sent[0].content == service.sent[1].content == b'{"name":"Migration"}'


def test_a_put_whose_answer_was_lost_is_found_done(answers: Answers) -> None:
    client, service = answers(httpx.ReadError("gone"), problem(412), ok())
    assert client.topics.put("migration", {"name": "Migration"}, if_match='"1-a"') == FOUND
    asked = service.sent[-1]
    assert asked.url.params["dry_run"] == "true"
    assert "if-match" not in asked.headers
    assert service.sent[0].headers["if-match"] == '"1-a"'


@pytest.mark.parametrize("found", [problem(428), ok(status=201)], ids=["another", "gone"])
def test_a_put_that_somebody_forestalled_is_refused(answers: Answers, found: httpx.Response) -> None:
    client, _service = answers(httpx.ReadError("gone"), problem(412), found)
    with pytest.raises(PreconditionFailed):
        client.topics.put("migration", {"name": "Migration"}, only_create=True)
    client, service = answers(problem(412))
    with pytest.raises(PreconditionFailed):
        client.topics.put("migration", {"name": "Migration"}, if_match='"1-a"')
    assert len(service.sent) == 1


def test_a_deletion_whose_answer_was_lost_is_done(answers: Answers) -> None:
    client, _service = answers(httpx.ReadError("gone"), problem(404, "not-found"))
    assert client.topics.delete("migration") is None


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(200, html="<h1>Log in</h1>"), httpx.Response(403, html="<h1>No</h1>"),
     httpx.Response(200, content=b"{", headers={"Content-Type": "application/json"}),
     httpx.Response(404, json=["no problem"])],
)  # fmt: skip
def test_what_is_not_pacta_is_told(answers: Answers, answer: httpx.Response) -> None:
    client, _service = answers(answer)
    with pytest.raises(UnexpectedAnswer, match=r"^http://pacta.test/v1/topics/migration answered "):
        client.topics.get("migration", q="secret")


def test_the_key_goes_to_the_service_alone(answers: Answers) -> None:
    client, service = answers(ok(), httpx.Response(308, headers={"Location": "http://other.test/v1/topics/x"}), ok())
    client.topics.get("migration")
    client.topics.get("migration")
    assert [request.headers.get("authorization") for request in service.sent] == ["Bearer a-key", "Bearer a-key", None]
    for elsewhere in ("http://other.test/", "//other.test/", "v1/topics"):
        with pytest.raises(ValueError, match="is no path"):
            client.get(elsewhere)


def test_lines_come_one_by_one_and_end_where_the_connection_breaks(answers: Answers, kind: str) -> None:
    async def awaited() -> AsyncIterator[bytes]:
        for piece in pieces():
            yield piece

    def pieces() -> Iterator[bytes]:
        yield b'{"n": 1}\n{"n"'
        yield b": 2}\n"
        raise httpx.ReadError("gone")

    def answer() -> httpx.Response:
        return httpx.Response(200, content=pieces() if kind == "blocking" else awaited())

    client, service = answers(problem(503), answer(), answer(), retries=STEADY)
    assert client.listed(client.lines("/v1/pledges.ndjson", topic="migration"), 2) == [{"n": 1}, {"n": 2}]
    assert service.sent[1].headers["accept"].startswith("application/x-ndjson, ")
    with pytest.raises(Unreachable, match="broke off: gone"):
        client.listed(client.lines("/v1/pledges.ndjson"))


def test_another_key_goes_over_the_same_connections(answers: Answers) -> None:
    client, service = answers(ok(), ok(), ok())
    own = client.client
    for key in ("another-key", None):
        client.client = own.with_key(key)
        assert client.topics.get("migration") == FOUND
    client.client = own
    assert client.topics.get("migration") == FOUND
    assert [one.headers.get("authorization") for one in service.sent] == ["Bearer another-key", None, "Bearer a-key"]

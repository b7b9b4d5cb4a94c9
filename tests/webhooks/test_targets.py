"""Where webhooks may go: 24 addresses that are none of theirs, by literal and by name, and no connection is made."""

import asyncio
import socket
import threading
from collections.abc import Iterator, Sequence

import httpx
import pytest
from typing_extensions import override

from app.webhooks.delivery.sender import Outcome, Sender
from app.webhooks.delivery.targets import REFUSAL, Refused, Resolver, Targets
from tests.webhooks.conftest import receiving

FORBIDDEN = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",  # noqa: S104
    "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2001:0:7f00:1::",
)  # fmt: skip
assert len(FORBIDDEN) == 24
PUBLIC = "93.184.215.14"
SEND = ({"webhook-id": "msg"}, "{}")


class Names:
    """A name server that answers what it is told, one answer after the other."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, _host: str) -> Sequence[str]:
        self.asked += 1
        if not self.answers:
            raise socket.gaierror
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Transport(httpx.AsyncHTTPTransport):
    """Takes the place of the network: notes where connections would go."""

    def __init__(self, status: int = 204) -> None:
        self.requests: list[httpx.Request] = []
        self.status = status

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, headers={"Location": "http://169.254.169.254/"})

    @override
    async def aclose(self) -> None:
        pass


def sent(address: str, *answers: Sequence[str], status: int = 204) -> tuple[Outcome, list[httpx.Request]]:
    """Return what became of an attempt, and the connections that it made."""
    sender, transport = Sender(Targets(Names(*answers))), Transport(status)
    sender.__dict__["_transport"] = transport
    return asyncio.run(sender(address, *SEND)), transport.requests


def in_brackets(address: str) -> str:
    return f"[{address}]" if ":" in address else address


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_connection_to_what_is_not_public(address: str) -> None:
    literal = f"https://{in_brackets(address)}/hook"
    attempts = (
        sent(literal),
        sent("https://example.org/hook", [address]),
        # One public address among them does not help, wherever it stands.
        sent("https://example.org/hook", [PUBLIC, address]),
        sent("https://example.org/hook", [address, PUBLIC]),
    )
    assert [attempt for attempt in attempts if attempt != (Outcome(error=REFUSAL), [])] == []
    assert Targets(Names()).fault(literal)


def test_refusals_do_not_tell_what_is_there() -> None:
    assert sent("https://no.such.example/hook") == sent("https://example.org/hook", ["10.0.0.1"])


REFUSED = {
    "http": "http://example.org/hook",
    "a user": "https://ok@127.0.0.1/hook",
    "a user before a public host": "https://127.0.0.1@example.org/hook",
    "another port": "https://example.org:22/hook",
    "this machine by name": "https://localhost/hook",
    "a name of the network": "https://metadata/hook",
    "a short address": "https://127.1/hook",
    "a number": "https://2130706433/hook",
    "a hexadecimal number": "https://0x7f000001/hook",
    "octal": "https://0177.0.0.1/hook",
    "full-width digits": "https://\uff11\uff12\uff17.0.0.1/hook",
    "circled digits": "https://①②⑦.⓪.⓪.①/hook",
    "an ideographic full stop": "https://127。0。0。1/hook",
    "a zone": "https://[fe80::1%25eth0]/hook",
    "no host": "https:///hook",
    "another scheme": "ftp://example.org/hook",
}


@pytest.mark.parametrize("address", REFUSED.values(), ids=REFUSED.keys())
def test_addresses_that_are_refused_as_they_stand(address: str) -> None:
    assert Targets(Names([PUBLIC])).fault(address)
    assert sent(address, ["127.0.0.1"]) == (Outcome(error=REFUSAL), [])


@pytest.mark.parametrize("port", ["", ":443", ":8443"])
def test_a_public_host_is_connected_to_at_the_address_that_was_looked_at(port: str) -> None:
    # The second answer is that of a name server which changes its mind: nobody asks for it.
    outcome, (request,) = sent(f"https://example.org{port}/hook?a=1", [PUBLIC], ["127.0.0.1"])
    assert outcome == Outcome(204)
    assert request.url.host == PUBLIC
    assert request.headers["host"] == f"example.org{port if port == ':8443' else ''}"
    assert request.extensions["sni_hostname"] == "example.org"
    assert request.url.raw_path == b"/hook?a=1"


def test_international_names_are_looked_up_and_verified_in_ascii() -> None:
    _outcome, (request,) = sent("https://bücher.example/hook", [PUBLIC])
    assert request.headers["host"] == request.extensions["sni_hostname"] == "xn--bcher-kva.example"


def test_a_name_is_looked_up_at_each_attempt_once() -> None:
    names = Names([PUBLIC], ["127.0.0.1"])
    targets = Targets(names)
    url = httpx.URL("https://example.org/hook")
    assert asyncio.run(targets.pin(url)) == PUBLIC
    with pytest.raises(Refused):
        asyncio.run(targets.pin(url))
    assert names.asked == 2


def test_redirects_are_failures_and_not_followed() -> None:
    outcome, requests = sent("https://example.org/hook", [PUBLIC], status=302)
    assert (outcome.delivered, outcome.status, len(requests)) == (False, 302, 1)


def test_a_setting_allows_this_machine_alone() -> None:
    targets = Targets(Resolver(), loopback=True)
    assert targets.fault("http://127.0.0.1:5000/hook") is None
    assert targets.fault("http://localhost:5000/hook") is None
    assert targets.fault("http://10.0.0.1:5000/hook")
    assert targets.fault("https://169.254.169.254/hook")


def test_a_setting_allows_unencrypted_ones() -> None:
    targets = Targets(Resolver(), http=True)
    assert targets.fault("http://example.org/hook") is None
    assert targets.fault("http://example.org:9000/hook")
    assert targets.fault("http://127.0.0.1/hook")


@pytest.fixture
def endless() -> Iterator[str]:
    """Return an address whose answer never ends."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        connection, _address = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            try:
                while True:
                    connection.sendall(b"3e8\r\n" + b"x" * 1000 + b"\r\n")
            except OSError:
                pass

    thread = threading.Thread(target=answer)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/hook"
    thread.join(5)
    listening.close()
    assert not thread.is_alive(), "the answer is still read"


async def _send(address: str, seconds: float = 5) -> Outcome:
    sender = Sender(Targets(Resolver(), loopback=True), seconds)
    try:
        return await sender(address, *SEND)
    finally:
        await sender.close()


def test_an_answer_that_never_ends_is_discarded(endless: str) -> None:
    assert asyncio.run(_send(endless)) == Outcome(200)


def test_a_receiver_that_does_not_answer_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/hook"
        assert asyncio.run(_send(address, 0.1)) == Outcome(error="no answer within 0.1 seconds")
    assert asyncio.run(_send(address)) == Outcome(error="the connection failed")


def test_what_a_receiver_asks_for_is_read() -> None:
    with receiving(status=503) as receiver:
        outcome = asyncio.run(_send(receiver.url.replace("127.0.0.1", "localhost")))
    assert (outcome.status, outcome.throttled, outcome.retry_after) == (503, True, None)

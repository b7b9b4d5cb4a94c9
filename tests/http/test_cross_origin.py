"""Reading by pages of other origins: what an operator allows, and nothing else."""

from collections.abc import Iterator, Mapping

import httpx
import pytest

from tests.api.conftest import on_one_database
from tests.conftest import Serve
from tests.serving import Service

OURS, THEIRS = "https://example.org", "https://elsewhere.example"
PREFLIGHT = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
pytestmark = on_one_database


@pytest.fixture(params=[OURS, f"{OURS} http://localhost:3000", "*"])
def service(request: pytest.FixtureRequest, serving: Serve, fresh_database_url: str) -> Iterator[Service]:
    with serving(fresh_database_url, cors_origins=request.param) as service:
        yield service


def ask(service: Service, method: str, path: str, **headers: str) -> httpx.Response:
    # Beside the contract: it knows no OPTIONS.
    return httpx.request(method, f"{service.url}{path}", headers=headers, trust_env=False, verify=False)  # noqa: S501


def allowed(answer: httpx.Response) -> Mapping[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("access-control-")}


def test_reading_is_allowed(service: Service) -> None:
    any_origin = service.app.state.settings.cors_origins == "*"
    for method, path in (("GET", "/v1/pledges"), ("HEAD", "/v1/pledges"), ("GET", "/v1/pledges/no-such-pledge")):
        answer = ask(service, method, path, Origin=OURS)
        assert answer.headers["access-control-allow-origin"] == ("*" if any_origin else OURS)
        assert {"ETag", "Link", "Pacta-Ledger-Number"} <= {*answer.headers["access-control-expose-headers"].split(", ")}
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"]
        others = ask(service, method, path, Origin=THEIRS)
        assert ("access-control-allow-origin" in others.headers) is any_origin
        # A cache must not give one origin what was answered to another, or to none.
        assert "Origin" in others.headers["vary"]
        assert "Origin" in ask(service, method, path).headers["vary"]


def test_what_browsers_ask_before(service: Service) -> None:
    answer = ask(service, "OPTIONS", "/v1/pledges", Origin=OURS, **PREFLIGHT)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] in {OURS, "*"}
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert "Authorization" not in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-max-age"] == "86400"
    assert answer.headers["x-request-id"]
    assert "content-length" not in answer.headers


@pytest.mark.parametrize(
    "asked",
    [
        {"Access-Control-Request-Method": "POST"},
        {"Access-Control-Request-Method": "DELETE"},
        {"Access-Control-Request-Headers": "authorization"},
        {"Access-Control-Request-Headers": "content-type, if-match"},
    ],
)
def test_nothing_but_reading_without_a_key(service: Service, asked: dict[str, str]) -> None:
    answer = ask(service, "OPTIONS", "/v1/pledges", Origin=OURS, **PREFLIGHT | asked)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert answer.json()["type"] == "/problems/origin-not-allowed"
    assert "key" not in answer.json()["title"]
    assert allowed(answer) == {}


def test_writing_says_nothing_of_origins(service: Service) -> None:
    answer = ask(service, "POST", "/v1/topics", Origin=OURS, Authorization=f"Bearer {service.keys['write']}")
    assert allowed(answer) == {}
    assert ask(service, "OPTIONS", "/v1/pledges", Origin=OURS).status_code == 405


def test_pages_of_other_origins_are_refused(serving: Serve, fresh_database_url: str) -> None:
    with serving(fresh_database_url, cors_origins=OURS) as service:
        assert ask(service, "OPTIONS", "/v1/pledges", Origin=THEIRS, **PREFLIGHT).status_code == 403


def test_unless_it_is_set_nothing_is_allowed(seeded: Service) -> None:
    for answer in (
        ask(seeded, "GET", "/v1/topics", Origin=OURS),
        ask(seeded, "OPTIONS", "/v1/topics", Origin=OURS, **PREFLIGHT),
    ):
        assert allowed(answer) == {}
        assert "Origin" not in answer.headers.get("vary", "")

"""What no page may do, whatever records hold and however many there are."""

import json
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
import pytest
from typing_extensions import override

from app.site.pages import visit as visits
from app.site.pages.asking import ask
from app.site.pages.routes import PAGES
from tests.conftest import Serve
from tests.databases import Databases
from tests.filling import fill_database
from tests.nouns import NOUNS
from tests.nouns.world import WORLD
from tests.serving import Service
from tests.site.pages.conftest import BROWSER
from tests.site.pages.full_pledge import OTHERS, PARTS, PLEDGE

LARGEST = 150_000
MOST_QUESTIONS = 20
"""Of a page to the API, however many records there are."""

OURS = "no-element"
HOSTILE = (
    f"\"'><{OURS} {OURS}=1 onclick=x()></script><script>{OURS}</script><!-- {{{{7*7}}}} {{% if %}} "
    "javascript:x() &lt; \u202babc\u2067 ]]> " + "W" * 60
)
SHORT = "\"'><b no-element>{{7*7}}"
TEXTS = frozenset(
    ["title", "summary", "text", "note", "caveats", "due_text", "fulfilled", "partially_fulfilled", "not_fulfilled",
     "indicator", "place", "reason", "rationale", "methodology", "exact", "prefix", "suffix"]
)  # fmt: skip
NAMES = frozenset({"name", "author", "publisher", "attributed_to"})
SHORT_ONES = frozenset({"section", "page", "channel", "provision", "unit"})
ISOLATED = frozenset({"bdi", "span", "dd", "text", "script", "title", "option"})
"""What keeps the direction of a text to itself, or shows it alone."""

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


def hostile(value: Any, key: str = "") -> Any:
    """Return a body with what would break out of a page in every text of it."""
    if isinstance(value, dict):
        return {name: hostile(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, key) for inner in value]
    if not isinstance(value, str):
        return value
    if key in SHORT_ONES:
        return SHORT if key != "unit" or value not in {"percent", "USD"} else value
    # With what was there: some lists hold nothing twice.
    return f"{HOSTILE} {value}" if key in TEXTS or key in NAMES else value


class Page(HTMLParser):
    """The elements of a page, the texts with what they stand in, and its scripts."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.open: list[str] = []
        self.feed(content)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    @override
    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    @property
    def links(self) -> list[str]:
        return [attributes.get("href") or "" for tag, attributes in self.elements if tag == "a"]


def assert_safe(answer: httpx.Response) -> Page:
    """Return a page that runs and loads nothing, and of which no element is made of what records hold."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert {"Accept", "Accept-Encoding", "Authorization"} <= set(answer.headers["vary"].split(", "))
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';")
    may_be_framed = urlsplit(str(answer.url)).path.removeprefix("/es").startswith("/embed/")
    assert ("frame-ancestors 'none'" in policy) is not may_be_framed
    assert len(answer.content) <= LARGEST
    page = Page(answer.text)
    for tag, attributes in page.elements:
        assert tag not in {OURS, "b", "style", "iframe", "object", "base", "img"}, answer.url
        assert tag != "script" or attributes == {"type": "application/ld+json"}
        assert not any(name.startswith("on") or name in {OURS, "style"} for name in attributes), (tag, attributes)
        for name in ("href", "src", "action"):
            assert urlsplit(attributes.get(name) or "").scheme in {"", "http", "https"}, attributes
    for within, text in page.texts:
        if "script" in within:
            json.loads(text)
    return page


@pytest.fixture(scope="module")
def attacked(seeded: Service) -> Iterator[httpx.Client]:
    """Return a client of a service in whose records every text is hostile; those that all refer to as well."""
    with seeded.client("write") as writer:
        for collection, record, body in WORLD:
            writer.put(f"/v1/{collection}/{record}", json=hostile(body), headers={"If-None-Match": "*"})
        for noun in NOUNS:
            sent = writer.put(f"/v1/{noun.collection}/attack", json=hostile(noun.full))
            assert sent.is_success, sent.text
        for path, body in OTHERS:
            sent = writer.put(path, json=hostile(body))
            assert sent.is_success, sent.text
        for part, body in PARTS:
            sent = writer.post(f"/v1/pledges/{PLEDGE}/{part}", json=hostile(body))
            assert sent.is_success, sent.text
    with seeded.client() as client:
        client.headers["Accept"] = BROWSER
        yield client


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_nothing_that_records_hold_breaks_out_of_a_page(attacked: httpx.Client, prefix: str) -> None:
    found, mixed = Counter[str](), set[str]()
    for one in PAGES:
        for record in ("attack", PLEDGE) if "{id}" in one.path and one.path.startswith("/pledges") else ("attack",):
            page = assert_safe(attacked.get(prefix + one.path.format(id=record)))
            told = " ".join(text for within, text in page.texts if "script" not in within)
            found[one.path] += told.count("{{7*7}}")
            for within, text in page.texts:
                if OURS in text and not ISOLATED & set(within):
                    mixed.add(f"{one.path} {within[-2:]} {text[:20]!r}")
    assert mixed == set(), "\n".join(sorted(mixed))
    assert all(number for path, number in found.items() if "{id}" in path), found


def test_every_link_from_the_front_page_on_leads_somewhere(browser: httpx.Client) -> None:
    waiting, seen, shapes = ["/", "/es/"], {"/", "/es/"}, Counter[Any]()
    while waiting:
        address = waiting.pop(0)
        answer = browser.get(address)
        path = urlsplit(address).path
        is_data = path.startswith(("/v1/", "/static/")) or path in {"/docs", "/favicon.ico"}
        if is_data:
            assert answer.status_code in {200, 304, 308}, address
            continue
        for link in assert_safe(answer).links:
            parts = urlsplit(urljoin(str(answer.url), link))
            if parts.netloc != urlsplit(str(browser.base_url)).netloc:
                continue
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            shape = shape_of(parts.path, parts.query)
            if target not in seen and shapes[shape] < SAMPLES:
                seen.add(target)
                shapes[shape] += 1
                waiting.append(target)
    assert {shape_of(path, "") for one in PAGES if one.collection for path in (one.path, f"/es{one.path}")} <= set(
        shapes
    )


SAMPLES = 3
"""Addresses of one shape that are asked for: they are made by one template."""


def shape_of(path: str, query: str) -> tuple[str, ...]:
    """Return what addresses of the same template have in common."""
    steps = path.removeprefix("/es").strip("/").split("/")
    at = 2 if steps[0] == "v1" else 1
    named = [
        "…" if index >= at and index % 2 == at % 2 and "." not in step else step for index, step in enumerate(steps)
    ]
    return ("es" if path.startswith("/es") else "en", *named, *sorted({name for name, _value in parse_qsl(query)}))


def test_a_page_asks_as_little_of_many_records_as_of_few(
    serving: Serve, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = databases.create("sqlite")
    fill_database(url)
    asked = Counter[str]()

    async def counted(request: Any, path: str, *arguments: Any, **options: Any) -> Any:
        asked[request.url.path] += 1
        return await ask(request, path, *arguments, **options)

    monkeypatch.setattr(visits, "ask", counted)
    first = {
        "actions": "action-1", "instruments": "instrument-1", "meetings": "meeting-1", "participants": "party-1",
        "pledges": "pledge-0", "sources": "source-1", "statements": "statement-1", "topics": "topic-1",
    }  # fmt: skip
    with serving(url) as service, service.client() as client:
        client.headers["Accept"] = BROWSER
        while client.get("/").status_code == httpx.codes.SERVICE_UNAVAILABLE:
            """Who reads brings what is read up to date, piece by piece."""
        asked.clear()
        for one in PAGES:
            path = one.path.format(id=first.get(one.path.split("/")[1], "pledge-0"))
            assert_safe(client.get(path))
            assert asked[path] <= MOST_QUESTIONS, path
    databases.drop(url)

"""What no page may do, whatever records hold and however many there are."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
import pytest
from typing_extensions import override

from app.site.pages import page as pages
from app.site.pages import visit as visits
from app.site.pages.asking import ask
from app.site.pages.routes import PAGES
from tests.conftest import Serve
from tests.databases import Databases
from tests.filling import fill_database
from tests.nouns import NOUNS, Body
from tests.nouns.world import WORLD
from tests.serving import Service
from tests.site.pages.conftest import BROWSER
from tests.site.pages.full_pledge import OTHERS, PARTS, PLEDGE
from tests.site.pages.hostile import ATTRIBUTED, CODES, CRITERIA, HOSTILE, MORE_PARTS, OURS, Attack, marker, open_fields

LARGEST = 150_000
PREFIXES = ("", "/es")
MOST_QUESTIONS = 20
"""Of a page to the API, however many records there are."""

ISOLATED = frozenset({"bdi", "dd", "text", "script", "title", "option"})
"""What keeps the direction of a text to itself, or shows it alone."""

MARKED = re.compile("\u2068[^\u2066-\u2069]*\u2069")
"""Text that keeps its direction to itself by the marks around it."""

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


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
    """Return a page that was found, and runs and loads nothing."""
    assert answer.status_code == 200, answer.text
    assert {"Accept", "Accept-Encoding", "Authorization"} <= set(answer.headers["vary"].split(", "))
    may_be_framed = urlsplit(str(answer.url)).path.removeprefix("/es").startswith("/embed/")
    assert ("frame-ancestors 'none'" in answer.headers["content-security-policy"]) is not may_be_framed
    return assert_harmless(answer)


def assert_harmless(answer: httpx.Response) -> Page:
    """Return a page that runs and loads nothing, and of which no element is made of what records or addresses hold."""
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';")
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
def attack() -> Attack:
    """Return what puts hostile values into the records of `attacked`, and knows into which fields it did."""
    return Attack()


@pytest.fixture(scope="module")
def attacked(seeded: Service, attack: Attack) -> Iterator[httpx.Client]:
    """Return a client of a service in whose records every text is hostile; those that all refer to as well."""
    with seeded.client("write") as writer:
        records = [*WORLD, *((noun.collection, "attack", noun.full) for noun in NOUNS)]
        records += [(path.split("/")[2], path.split("/")[3], body) for path, body in OTHERS]
        for collection, record, body in records:
            path = f"/v1/{collection}/{record}"
            more: Body = {"citations": [*body.get("citations", ()), ATTRIBUTED]}
            if collection == "pledges":
                more["criteria"] = CRITERIA
            # What the seeds have of that name is attacked as well.
            headers = {"If-Match": "*"} if writer.get(path).is_success else {}
            accepted(writer.put(path, json=attack.body(collection, body | more), headers=headers))
        for part, body in PARTS:
            owner = "pledges." + part.replace("-", "_")
            accepted(writer.post(f"/v1/pledges/{PLEDGE}/{part}", json=attack.body(owner, body)))
        for path, part, body in MORE_PARTS:
            owner = path.split("/")[2] + "." + part.replace("-", "_")
            accepted(writer.post(f"{path}/{part}", json=attack.body(owner, body)))
    with seeded.client() as client:
        client.headers["Accept"] = BROWSER
        yield client


def accepted(answer: httpx.Response) -> None:
    assert answer.is_success, answer.text


@pytest.fixture(scope="module")
def shown(attacked: httpx.Client) -> dict[str, dict[str, list[Page]]]:
    """Return all pages of the attacked database, by the prefix of their language and the path of their kind."""
    return {
        prefix: {one.path: [assert_safe(attacked.get(prefix + address)) for address in addresses(one)] for one in PAGES}
        for prefix in PREFIXES
    }


def test_every_text_that_clients_may_write_is_attacked(attacked: httpx.Client, attack: Attack) -> None:
    assert open_fields() - attack.reached == CODES


@pytest.mark.parametrize("prefix", PREFIXES)
def test_nothing_that_records_hold_breaks_out_of_a_page(shown: dict[str, dict[str, list[Page]]], prefix: str) -> None:
    found, mixed = Counter[str](), set[str]()
    for path, of_path in shown[prefix].items():
        for page in of_path:
            told = " ".join(text for within, text in page.texts if "script" not in within)
            found[path] += told.count("{{7*7}}")
            for within, text in page.texts:
                if OURS in MARKED.sub("", text) and not ISOLATED & set(within):
                    mixed.add(f"{path} {within[-2:]} {text[:20]!r}")
    assert mixed == set(), "\n".join(sorted(mixed))
    assert all(number for path, number in found.items() if "{id}" in path), found


def addresses(page: pages.Page) -> list[str]:
    """Return the addresses of a page in the attacked database: of those that ask something, with an answer, too."""
    records = ("attack", PLEDGE) if "/pledges/{id}" in page.path else ("attack",)
    asked = {"/compare": "?a=guatemala&b=united-states", "/search": "?q=javascript", "/pledges": "?promisor=guatemala"}
    return [
        *(page.path.format(id=record) for record in records),
        page.path.format(id="attack") + asked.get(page.path, ""),
    ]


@pytest.mark.parametrize("names", ["known", "clocks"])
def test_nothing_that_an_address_holds_breaks_out_of_a_page(browser: httpx.Client, names: str) -> None:
    for one in PAGES:
        told = one.known if names == "known" else frozenset(visits.MOMENT)
        answer = browser.get(one.path.format(id="guatemala"), params=dict.fromkeys(told, HOSTILE[:60]))
        assert answer.status_code in {200, 303, 400, 404, 422}, answer.text
        if answer.content:
            assert_harmless(answer)


def test_every_text_is_shown_on_some_page(shown: dict[str, dict[str, list[Page]]]) -> None:
    """But what stands before and after a quotation, by which programs find it."""
    told = ""
    for page in (page for by_path in shown.values() for of_path in by_path.values() for page in of_path):
        told += " ".join(text for within, text in page.texts if "script" not in within)
        told += " ".join(given.get("href") or "" for _tag, given in page.elements)
    found = {field for field in open_fields() - CODES if marker(field) in told}
    context = {field for field in open_fields() if field.endswith((".quote.prefix", ".quote.suffix"))}
    assert open_fields() - CODES - found == context


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

"""The feed of changes: Atom that a strict reader takes, with titles that people read."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import httpx
import pytest

from app.features.changes.atom import xml_text
from app.features.changes.wording import OF_DAYS, OF_PARTS, OF_RECORDS
from app.ledger.entries import change_feed
from app.records.registry import COLLECTIONS, RECORD_TYPES
from app.spanish.nouns import LISTS, NOUNS
from app.values.times.dates import parse_instant
from app.vocabulary import Operation
from tests.conftest import Serve
from tests.databases import Databases
from tests.features.test_change_filters import numbers, write_world
from tests.refusals import invalid

FEED = "/v1/feeds/changes.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
PERSON = {"name": (1, 1), "uri": (0, 1), "email": (0, 1)}
CONTENT: dict[str, dict[str, tuple[int, int | None]]] = {
    "feed": {
        "title": (1, 1), "id": (1, 1), "updated": (1, 1), "author": (1, None), "link": (1, None), "subtitle": (0, 1),
        "entry": (0, None),
    },
    "entry": {
        "title": (1, 1), "id": (1, 1), "updated": (1, 1), "published": (0, 1), "author": (1, None),
        "link": (1, None), "summary": (0, 1), "category": (0, None),
    },
    "author": {"name": (1, 1)},
}  # fmt: skip
"""What elements hold, and how often, as RFC 4287 (sections 4.1 and 3.2) has it, of those that we use."""

ATTRIBUTES = {"link": {"href", "rel"}, "category": {"term"}, "summary": {"type"}}
TAG_URI = re.compile(r"tag:pacta,2026:entries/[0-9]+/[0-9a-f]{16}")


def check(element: Element) -> None:
    """Raise AssertionError where an element is not as RFC 4287 has it."""
    name = element.tag.removeprefix(ATOM)
    inner = CONTENT.get(name, {})
    found = [child.tag.removeprefix(ATOM) for child in element]
    assert set(found) <= inner.keys(), (name, found)
    for child, (least, most) in inner.items():
        assert least <= found.count(child) <= (len(found) if most is None else most), (name, child)
    attributes = {key for key in element.attrib if not key.startswith("{")}
    assert attributes <= ATTRIBUTES.get(name, set()), (name, attributes)
    if name in {"updated", "published"}:
        assert parse_instant(element.text or "").tzinfo is not None
    if name == "link":
        assert httpx.URL(element.attrib["href"]).is_absolute_url
    if not inner and name not in ATTRIBUTES:
        assert element.text, name
    alternates = [child.attrib["href"] for child in element if child.attrib.get("rel") == "alternate"]
    assert len(alternates) == len(set(alternates)) <= 1
    for held in element:
        check(held)


def read(client: httpx.Client, **asked: Any) -> Element:
    response = client.get(FEED, params=asked)
    assert response.status_code == httpx.codes.OK, response.text
    assert response.headers["content-type"].startswith("application/atom+xml")
    feed = parsed(response)
    assert feed.tag == f"{ATOM}feed"
    check(feed)
    return feed


def parsed(response: httpx.Response) -> Element:
    return fromstring(response.content)  # noqa: S314 - what we wrote ourselves


def titles(feed: Element) -> list[str]:
    return [found.text or "" for found in feed.findall(f"{ATOM}entry/{ATOM}title")]


def ids(feed: Element) -> list[str]:
    return [found.text or "" for found in feed.findall(f"{ATOM}entry/{ATOM}id")]


def link(feed: Element, rel: str) -> str | None:
    found = [one.attrib["href"] for one in feed.findall(f"{ATOM}link") if one.attrib["rel"] == rel]
    return found[0] if found else None


@pytest.fixture(scope="module")
def world(databases: Databases, backend: str, serving: Serve) -> Iterator[httpx.Client]:
    url = databases.create(backend)
    with serving(url) as service, service.client("write") as client:
        assert titles(read(client)) == []
        write_world(client)
        for status, day in (("planned", "2025-03-01"), ("in_progress", "2025-06-01")):
            change = {"status": status, "effective_on": day, "reason": "It was said"}
            override = {"guards": ["citation"], "reason": "a test"}
            path = "/v1/pledges/force/status-changes"
            client.post(path, json=change | {"override": override}).raise_for_status()
        client.put("/v1/topics/odd", json={"name": "<b>&amp; ¿Más?</b>"}).raise_for_status()
        yield client
    databases.drop(url)


def test_titles_are_plain_words(world: httpx.Client) -> None:
    assert titles(read(world))[:9] == [
        "<b>&amp; ¿Más?</b>: new topic",
        "Guatemala: A task force: planned → in progress",
        "Guatemala: A task force: planned",
        "Commerce: topic changed",
        "Commerce: new topic",
        "claim: statement deleted",
        "A task force: pledge changed",
        "A task force: position written",
        "claim: new statement",
    ]


def test_spanish_readers_get_it_in_spanish(world: httpx.Client) -> None:
    feed = read(world, language="es")
    assert titles(feed)[:9] == [
        "<b>&amp; ¿Más?</b>: se registró el tema",
        "Guatemala: A task force: planificado → en curso",
        "Guatemala: A task force: planificado",
        "Commerce: se modificó el tema",
        "Commerce: se registró el tema",
        "claim: se eliminó la declaración",
        "A task force: se modificó el compromiso",
        "A task force: se escribió la posición",
        "claim: se registró la declaración",
    ]
    english = read(world)
    assert ids(feed) == ids(english)
    assert feed.findtext(f"{ATOM}id") != english.findtext(f"{ATOM}id")
    assert feed.findtext(f"{ATOM}title") == "Pacta: cambios"
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "es"
    assert re.match(r"Asiento \d+: escribir, topics/odd, versión 1", feed.findtext(f"{ATOM}entry/{ATOM}summary") or "")
    older = link(read(world, language="es", limit=2), "next") or ""
    assert titles(parsed(world.get(older)))[0] == titles(feed)[2]
    assert invalid(world.get(FEED, params={"language": "fr"})) == ["language"]


def test_each_filter_is_a_feed_of_its_own(world: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for asked in ({}, {"participant": "mexico"}, {"collection": "topics", "operation": "put"}, {"topic": "security"}):
        expected = numbers(world, **asked)[::-1]
        for window in (5000, 4):
            monkeypatch.setattr(change_feed, "WINDOW", window)
            seen: list[str] = []
            feed = read(world, limit=3, **asked)
            feed_id = feed.findtext(f"{ATOM}id")
            while True:
                assert len(ids(feed)) <= 3
                seen += ids(feed)
                older = link(feed, "next")
                if older is None:
                    break
                feed = parsed(world.get(older))
                assert feed.findtext(f"{ATOM}id") == feed_id
                assert httpx.URL(link(feed, "self") or "").params == httpx.URL(older).params
            assert all(TAG_URI.fullmatch(one) for one in seen)
            assert [int(one.split("/")[1]) for one in seen] == expected, (asked, window)
    assert len({read(world, **asked).findtext(f"{ATOM}id") for asked in ({}, {"topic": "trade"})}) == 2


def test_it_begins_at_an_instant(world: httpx.Client) -> None:
    at = world.get("/v1/changes", params={"limit": 1, "after": 10}).json()["items"][0]["at"]
    assert [int(one.split("/")[1]) for one in ids(read(world, since=at))] == numbers(world, since=at)[::-1]


def test_what_is_held_is_not_sent_again(world: httpx.Client) -> None:
    first = world.get(FEED)
    held = {"If-None-Match": first.headers["etag"]}
    again = world.get(FEED, headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert world.get(FEED).content == first.content
    assert world.get(FEED, params={"limit": 2}, headers=held).status_code == 200
    world.patch("/v1/topics/trade", json={"summary": "Of goods"})
    world.patch("/v1/topics/trade", json={"name": "Trade and tariffs"}).raise_for_status()
    changed = world.get(FEED, headers=held)
    assert changed.status_code == 200
    assert titles(parsed(changed))[0] == "Trade and tariffs: topic changed"


def test_what_is_refused(world: httpx.Client) -> None:
    assert invalid(world.get(FEED, params={"topic": "bordres"})) == ["topic"]
    assert invalid(world.get(FEED, params={"before": "0"})) == ["before"]
    assert world.get(FEED, headers={"Accept": "application/json"}).status_code == 406


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert xml_text("a\x00b\x0bc\ufffe\U0001f600\ud800é\t") == "abc\U0001f600é\t"


def test_what_is_to_come_has_its_day_in_words(world: httpx.Client) -> None:
    change = {
        "status": "suspended",
        "effective_on": "2099-03-01",
        "reason": "It was agreed",
        "announced_on": "2025-07-01",
    }
    override = {"guards": ["citation"], "reason": "a test"}
    made = world.post("/v1/pledges/force/status-changes", json=change | {"override": override})
    made.raise_for_status()
    told = {
        "en": "Guatemala: A task force: suspended (scheduled for 1 March 2099)",
        "es": "Guatemala: A task force: suspendido (previsto para 1 de marzo de 2099)",
    }
    for language, title in told.items():
        assert titles(read(world, language=language))[0] == title
    world.post(f"{made.headers['location']}/withdraw", json={"reason": "A mistake"}).raise_for_status()
    assert titles(read(world, language="es"))[:2] == [
        "A task force: se retiró el cambio de estado",
        f"{told['es']} (retirado)",
    ]


def test_an_item_of_a_list_is_called_by_its_list(world: httpx.Client) -> None:
    body = {"participant": "mexico", "role": "promisee"}
    world.post("/v1/pledges/force/parties", json=body).raise_for_status()
    assert titles(read(world, language="es", limit=1)) == ["A task force: se escribió un elemento de sus partes"]


def test_whatever_is_written_has_its_spanish() -> None:
    nouns = {one.noun for one in RECORD_TYPES.values()}
    nouns |= {part.noun for one in RECORD_TYPES.values() for part in one.part_types.values()}
    assert nouns <= NOUNS.keys()
    assert {name for collection in COLLECTIONS.values() for name in collection.nested} <= LISTS.keys()
    assert {*OF_RECORDS, *OF_PARTS, *OF_DAYS} == set(Operation) - {Operation.REDACT}

"""What other records are called on a page: as they are in its language, where they are called anything in it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import httpx
import pytest

from app.site.pages import asking, names, visit
from tests.serving import Service
from tests.site.editing.conftest import Person
from tests.site.pages.conftest import BROWSER
from tests.site.pages.full_pledge import PLEDGE as FULL
from tests.site.pages.full_pledge import record_full_pledge

MINISTRY, PLEDGE, MEETING = "ministerio-de-energia", "tender-el-cable", "cumbre-del-cable"
BOTH = "treaty-of-the-cable"
"""The id of an instrument and of a source that are called alike, and are translated otherwise."""

PUBLISHED: dict[str, Any] = {"source": BOTH, "voice": "document", "quote": {"exact": "se tenderá"}}
WRITTEN: dict[str, dict[str, Any]] = {
    f"sources/{BOTH}": {"kind": "treaty_text", "title": "Treaty of the cable", "language": "en"},
    f"instruments/{BOTH}": {
        "kind": "treaty", "title": "Treaty of the cable", "language": "en",
        "translations": {"es-419": {"title": "Tratado del cable"}},
    },
    f"participants/{MINISTRY}": {
        "kind": "government_body", "name": "Ministerio de Energía", "language": "es-GT",
        "translations": {"en": {"name": "Netherlands Desk"}}, "part_of": [{"participant": "united-states"}],
    },
    "topics/cables": {"name": "Cables", "language": "fr", "translations": {"es": {"name": "Cableado"}}},
    f"meetings/{MEETING}": {
        "form": "meeting", "rank": "ministers", "status": "held", "title": "Cumbre del cable", "starts": "2025-03-01",
        "language": "es", "translations": {"en": {"title": "Cable summit"}}, "topics": ["cables"],
        "attendance": [{"participant": MINISTRY, "role": "host"}],
    },
    f"pledges/{PLEDGE}": {
        "title": "Tender el cable", "language": "es", "announced": "2025-03-01", "instrument": BOTH,
        "meetings": [{"meeting": MEETING, "role": "made_at"}], "topics": ["cables"], "citations": [PUBLISHED],
        "parties": [
            {"participant": MINISTRY, "role": "promisor"}, {"participant": "united-states", "role": "promisor"},
            {"participant": "guatemala", "role": "promisee"},
        ],
    },
    "statements/the-cable-is-late": {"kind": "criticism", "summary": "It is late.", "about": [PLEDGE]},
}  # fmt: skip


@pytest.fixture(scope="module")
def backend() -> str:
    """Pages don't know which database there is."""
    return "sqlite"


@pytest.fixture(scope="module")
def writer(seeded: Service) -> Iterator[httpx.Client]:
    """Return a client that may write, where records are called something in other languages than their own."""
    with seeded.client("write") as client:
        for address, record in WRITTEN.items():
            put = client.put(f"/v1/{address}", json=record)
            assert put.status_code == 201, put.text
        for party in (MINISTRY, "united-states"):
            change = {
                "party": party, "status": "in_progress", "effective_on": "2025-04-01", "reason": "Begun.",
                "citations": [PUBLISHED],
            }  # fmt: skip
            assert client.post(f"/v1/pledges/{PLEDGE}/status-changes", json=change).status_code == 201
        yield client


@pytest.fixture(scope="module")
def reader(seeded: Service, writer: httpx.Client) -> Iterator[httpx.Client]:
    """Return a client that asks for pages, after all that was written."""
    with seeded.client() as client:
        client.headers["Accept"] = BROWSER
        yield client


def read(reader: httpx.Client, address: str, **parameters: str) -> str:
    page = reader.get(address, params=parameters)
    assert page.status_code == 200, page.text
    return page.text


def called(page: str, address: str) -> set[str]:
    """Return what links of a page to a record say: each what it is called, with its element."""
    return set(re.findall(rf'<a href="[./]*(?:es/)?{address}">(<bdi.*?)</a>', page))


SHOWN = {
    f"/meetings/{MEETING}": {
        f"participants/{MINISTRY}": ("Netherlands Desk", "Ministerio de Energía"),
        "topics/cables": ('<bdi lang="fr">Cables</bdi> <span class="language-note">(fr)</span>', "Cableado"),
        f"pledges/{PLEDGE}": ("Tender el cable", "Tender el cable"),
    },
    f"/pledges/{PLEDGE}": {
        f"participants/{MINISTRY}": ("Netherlands Desk", "Ministerio de Energía"),
        "participants/united-states": ("United States", "Estados Unidos"),
        f"meetings/{MEETING}": ("Cable summit", "Cumbre del cable"),
        f"instruments/{BOTH}": ("Treaty of the cable", "Tratado del cable"),
        f"sources/{BOTH}": ("Treaty of the cable", "Treaty of the cable"),
    },
    f"/participants/{MINISTRY}": {"participants/united-states": ("United States", "Estados Unidos")},
    "/participants/united-states": {f"participants/{MINISTRY}": ("Netherlands Desk", "Ministerio de Energía")},
    "/statements/the-cable-is-late": {f"pledges/{PLEDGE}": ("Tender el cable", "Tender el cable")},
    "/pledges?topic=cables": {f"participants/{MINISTRY}": ("Netherlands Desk", "Ministerio de Energía")},
    "/": {
        f"participants/{MINISTRY}": ("Netherlands Desk", "Ministerio de Energía"),
        "participants/united-states": ("United States", "Estados Unidos"),
    },
}
LANGUAGES = {
    "Netherlands Desk": "en", "Ministerio de Energía": "es-GT", "Cableado": "es", "Tender el cable": "es",
    "United States": "en", "Estados Unidos": "es", "Cable summit": "en", "Cumbre del cable": "es",
    "Treaty of the cable": "en", "Tratado del cable": "es-419",
}  # fmt: skip


@pytest.mark.parametrize("address", SHOWN)
@pytest.mark.parametrize(("prefix", "place"), [("", 0), ("/es", 1)])
def test_others_are_called_as_they_are_in_the_language_of_the_page(
    reader: httpx.Client, address: str, prefix: str, place: int
) -> None:
    page = read(reader, prefix + address)
    for record, names_there in SHOWN[address].items():
        expected = names_there[place]
        if expected in LANGUAGES:
            tag = LANGUAGES[expected]
            foreign = f' <span class="language-note">({tag})</span>' if tag[:2] != (prefix[1:] or "en") else ""
            expected = f'<bdi lang="{tag}">{expected}</bdi>{foreign}'
        assert called(page, record) == {expected}, record


def test_sentences_headings_and_drawings_name_them_so_too(reader: httpx.Client) -> None:
    page = read(reader, f"/es/pledges/{PLEDGE}")
    assert 'content="Ministerio de Energía y Estados Unidos prometieron esto a Guatemala.' in page
    assert re.search(r'<text class="lane"[^>]*>[^<]*: Estados Unidos</text>', page)
    history = page[page.index('id="history"') :]
    assert "Estados Unidos" in history
    assert "United States" not in history
    english = read(reader, f"/pledges/{PLEDGE}")
    assert 'content="The Netherlands Desk and the United States promised this to Guatemala.' in english
    framed = read(reader, f"/es/embed/pledges/{PLEDGE}")
    assert framed.count('<bdi lang="es">Estados Unidos</bdi>') == 2


def test_reasons_are_told_in_the_language_of_what_was_judged(reader: httpx.Client) -> None:
    assert '<bdi lang="es">Begun.</bdi> <span class="language-note">(es)</span>' in read(reader, "/")
    assert '<bdi lang="es">Begun.</bdi></p>' in read(reader, "/es/")


@pytest.mark.usefixtures("writer")
def test_a_form_names_them_so_too(seeded: Service) -> None:
    with seeded.client() as client:
        editor = Person(client)
        editor.sign_in(seeded.keys["write"])
        for form, shown in (("change-status", "<bdi>{}</bdi>"), ("answer", ", {}, ")):
            page = read(client, f"/es/pledges/{PLEDGE}/{form}")
            assert shown.format("Estados Unidos") in page
            assert shown.format("United States") not in page


def test_a_name_of_earlier_times_has_no_translation_of_a_later_one(
    seeded: Service, writer: httpx.Client, reader: httpx.Client
) -> None:
    body = {"kind": "government_body", "name": "Cable Office", "language": "en"}
    assert writer.put("/v1/participants/cable-office", json=body).status_code == 201
    pledge = {"title": "Lay another", "parties": [{"participant": "cable-office", "role": "promisor"}]}
    recorded = writer.put("/v1/pledges/lay-another", json=pledge).json()
    renamed = body | {"name": "Cable Ministry", "translations": {"es": {"name": "Ministerio del Cable"}}}
    tag = writer.get("/v1/participants/cable-office").headers["ETag"]
    assert writer.put("/v1/participants/cable-office", json=renamed, headers={"If-Match": tag}).status_code == 200
    assert "Ministerio del Cable" in read(reader, "/es/pledges/lay-another")
    earlier = read(reader, "/es/pledges/lay-another", known_at=recorded["updated_at"])
    assert "Cable Office" in earlier
    assert "Ministerio del Cable" not in earlier


ADDRESSES = (
    "/", "/due", "/pledges", "/meetings", "/participants", "/statements", "/actions", "/instruments", "/sources",
    "/topics", f"/pledges/{FULL}", f"/pledges/{FULL}/cite", f"/embed/pledges/{FULL}",
    "/instruments/declaration-of-the-strait", "/participants/united-states", "/participants/guatemala",
    "/topics/border-security", "/sources/landau-arevalo-talks", "/meetings/rubio-arevalo-2025-02-05",
    "/compare?a=guatemala&b=united-states", "/compare?from=2024-01-01&to=2025-12-31", "/search?q=border",
    "/search?q=strait",
)  # fmt: skip


def test_no_reference_is_passed_over(
    writer: httpx.Client, reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_full_pledge(writer)
    passed_over: set[tuple[str, ...]] = set()

    async def searched(_request: Any, answers: Iterable[Any]) -> None:
        for answer in answers:
            found: dict[names.Key, list[Any]] = {}
            names._collect(answer, found)
            known = {id(reference) for references in found.values() for reference in references}
            passed_over.update(path for path, one in _references(answer) if id(one) not in known)

    monkeypatch.setattr(visit, "complete_references", searched)
    for address in ADDRESSES:
        read(reader, address)
    # What a disputed field holds is shown where it is a text.
    assert {path for path in passed_over if path[:2] != ("fields", "value")} == set()


def _references(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield whatever looks like a reference, with the members that lead to it."""
    if isinstance(value, dict):
        if set(value) in ({"id", "name"}, {"id", "title"}):
            yield path, value
        for member, held in value.items():
            yield from _references(held, (*path, member))
    elif isinstance(value, list):
        for one in value:
            yield from _references(one, path)


def test_as_many_questions_name_few_and_many_and_none_what_is_known(
    writer: httpx.Client, reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = asking.ask

    async def counted(request: Any, path: str, parameters: Any) -> Any:
        asked.append(path)
        return await ask(request, path, parameters)

    monkeypatch.setattr(names, "ask", counted)
    for number in range(20):
        body = {"kind": "organization", "name": f"Cable {number}", "translations": {"es": {"name": f"Cabo {number}"}}}
        assert writer.put(f"/v1/participants/cable-{number}", json=body).status_code == 201
        parties = [{"participant": f"cable-{number}", "role": "promisor"}]
        pledge = {"title": f"Lay {number}", "parties": parties, "tags": ["cables"]}
        assert writer.put(f"/v1/pledges/lay-{number}", json=pledge).status_code == 201
    several = read(reader, "/es/pledges", tag="cables")
    assert several.count('<bdi lang="es">Cabo ') == 20
    assert asked == ["/v1/participants"]
    read(reader, "/es/participants/cable-1")
    assert asked == ["/v1/participants"]

"""The pages of single records: of those that say everything, those that say least, and those of the seeds."""

import re
from collections.abc import Iterator

import httpx
import pytest

from app.site.pages.languages import ENGLISH
from app.site.pages.wording.sentences.counts import due_sentence
from tests.nouns import NOUNS, Noun
from tests.nouns.world import WORLD
from tests.serving import Service
from tests.site.pages.conftest import BROWSER
from tests.site.test_problems import Reader

SHOWN = {"actions", "instruments", "meetings", "participants", "sources", "statements", "topics"}
KINDS = [noun for noun in NOUNS if noun.collection in SHOWN]


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


@pytest.fixture(scope="module")
def filled(service: Service) -> Iterator[httpx.Client]:
    """Return a client that asks for pages of records of which every field is filled, and of bare ones."""
    with service.client("write") as client:
        for collection, record, body in WORLD:
            client.put(f"/v1/{collection}/{record}", json=body).raise_for_status()
        for noun in KINDS:
            client.put(f"/v1/{noun.collection}/all-of-it", json=noun.full).raise_for_status()
            client.put(f"/v1/{noun.collection}/least-of-it", json=noun.minimal).raise_for_status()
        client.headers["Accept"] = BROWSER
        yield client


def text_of(page: httpx.Response) -> str:
    assert page.status_code == 200, page.text
    return re.sub(r"\s+", " ", Reader(re.sub(r"<script.*?</script>", "", page.text)).text)


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("noun", KINDS, ids=lambda noun: noun.collection)
def test_a_page_shows_a_record_however_much_is_known(filled: httpx.Client, noun: Noun, prefix: str) -> None:
    full = text_of(filled.get(f"{prefix}/{noun.collection}/all-of-it"))
    assert text_of(filled.get(f"{prefix}/{noun.collection}/least-of-it"))
    for citation in noun.full.get("citations", ()):
        if citation.get("quote"):
            assert re.sub(r"\s+", " ", citation["quote"]["exact"]) in full
    for field in ("place", "publisher", "author"):
        assert noun.full.get(field) is None or noun.full[field] in full


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.collection)
def test_accounts_that_conflict_are_marked_where_their_words_differ(
    service: Service, filled: httpx.Client, noun: Noun
) -> None:
    said = ("the north bank, they say", "the south bank, they say")
    accounts = [{"field": "place", "value": value, "conflicts": True} for value in said]
    agreed = {"field": "language", "value": "both tongues", "conflicts": False}
    citations = [
        {"source": source, "account": account}
        for source, account in zip(("report-a", "report-b", "report-c"), [*accounts, agreed], strict=True)
    ]
    with service.client("write") as client:
        path = f"/v1/{noun.collection}/accounts-differ"
        assert client.put(path, json=noun.minimal | {"citations": citations}).is_success
    page = filled.get(f"/{noun.collection}/accounts-differ")
    found = [re.sub(r"\s+", " ", one) for one in re.findall(r'class="account"><bdi>(.*?)</bdi>', page.text, re.DOTALL)]
    assert found == ["the <mark>north</mark> bank, they say", "the <mark>south</mark> bank, they say"]
    assert "Language: both tongues" in text_of(page)
    assert ("a source is cited, but not in whose words" in text_of(page)) is (noun.collection != "pledges")


@pytest.mark.parametrize("noun", KINDS, ids=lambda noun: noun.collection)
def test_a_page_says_what_the_api_says(filled: httpx.Client, noun: Noun) -> None:
    data = filled.get(f"/{noun.collection}/all-of-it", headers={"Accept": "application/json"})
    assert data.json() == filled.get(f"/v1/{noun.collection}/all-of-it").json()


def test_a_meeting_tells_who_was_there_and_what_was_promised(browser: httpx.Client) -> None:
    told = text_of(browser.get("/meetings/rubio-arevalo-2025-02-05"))
    for said in (
        "Part of Secretary Rubio's first official visit to Central America",
        "President of Guatemala",
        "One promise has fallen due; nobody can say what came of it.",
        "Increase deportation flights by 40 %",
        "a named speaker says so, on record",
    ):
        assert said in told
    container = text_of(browser.get("/meetings/rubio-central-america-tour"))
    assert "Talks between Secretary Rubio and President Arévalo" in container
    assert "Increase deportation flights by 40 %" in container


def test_a_source_shows_what_rests_on_it_and_what_to_mind(browser: httpx.Client) -> None:
    told = text_of(browser.get("/sources/landau-arevalo-talks"))
    assert "U.S. soldiers are working on expanding and modernizing" in told
    assert "Works at the port terminal of Puerto Quetzal" in told
    assert "What to mind about it" in told
    assert "Judgements" in told


def test_what_rests_on_a_source_is_told_latest_first_with_its_day(filled: httpx.Client) -> None:
    cited = {"citations": [{"source": "least-of-it", "relation": "supports"}], "form": "visit", "status": "held"}
    for record, day in (("a-first", "2023-03-01"), ("b-last", "2025-03-01"), ("c-between", "2024-03-01")):
        body = cited | {"title": f"Meeting {record}", "starts": day}
        answer = filled.put(f"/v1/meetings/{record}", json=body, headers={"Accept": "*/*"})
        assert answer.status_code in {200, 201}, answer.text
    told = text_of(filled.get("/sources/least-of-it"))
    places = [told.index(words) for words in ("b-last · 1 March 2025", "c-between · 1 March 2024", "a-first · 1 March")]
    assert places == sorted(places)
    found = text_of(filled.get("/search", params={"q": "between", "type": "meetings"}))
    assert "Meeting c-between · 1 March 2024" in found


def test_an_instrument_shows_where_parties_stood_on_a_day(browser: httpx.Client) -> None:
    now = text_of(browser.get("/instruments/los-angeles-declaration"))
    assert "Countries of the Los Angeles Declaration" in now
    assert "Endorser" in now
    told = browser.get("/instruments/los-angeles-declaration", params={"as_of": "2021-06-01"})
    assert (told.status_code, "at that moment" in told.text) == (404, True)


def test_an_action_leads_to_its_promise_and_says_how_it_belongs(browser: httpx.Client) -> None:
    told = text_of(browser.get("/es/actions/puerto-quetzal-works"))
    assert "Posiblemente relacionada" in told
    assert "No report ties the works to the pledge" in told


def test_a_statement_says_who_said_what_about_which_promise(browser: httpx.Client) -> None:
    told = text_of(browser.get("/statements/arevalo-clarifies-what-was-discussed"))
    assert "Bernardo Arévalo (for Guatemala)" in told
    assert "Send deported foreign nationals on to their own countries" in told


def test_a_participant_shows_what_it_owes_and_is_owed_and_its_record_over_time(browser: httpx.Client) -> None:
    page = browser.get("/participants/guatemala")
    told = text_of(page)
    for said in (
        "2 promises have fallen due; of none can anybody say what came of it.",
        "Part ofNorthern Triangle",
        "At the end of each year",
        "Increase deportation flights by 40 %",
        "What was promised to it",
        "Talks between Secretary Rubio and President Arévalo",
    ):
        assert said in told, said
    assert re.search("2025 ?Nobody can say: Not researched, or nothing found: 2 ?2", told)
    assert "Qué resultó de sus promesas" in text_of(browser.get("/es/participants/guatemala"))
    assert "No promise of it is recorded." in text_of(browser.get("/participants/cnn"))


@pytest.mark.parametrize("moment", [{}, {"as_of": "2026-01-15"}, {"as_of": "2024-12-31"}])
@pytest.mark.parametrize("participant", ["guatemala", "united-states"])
def test_what_came_of_what_somebody_owed_is_what_the_api_counts(
    browser: httpx.Client, participant: str, moment: dict[str, str]
) -> None:
    asked = {"promisor_under": participant, "fields": "due", **moment}
    due = browser.get("/v1/stats/overview", params=asked).json()["due"]
    told = text_of(browser.get(f"/participants/{participant}", params=moment))
    assert ("fallen due" in told) is bool(due["total"])
    assert not due["total"] or due_sentence(ENGLISH, 1, due) in told


def test_a_participant_is_shown_with_its_own_status(filled: httpx.Client, service: Service) -> None:
    parties = [{"participant": name, "role": "promisor"} for name in ("guatemala", "elsewhere")]
    status = {"status": "not_started", "party": "elsewhere", "effective_on": "2025-01-01", "reason": "Nothing was done"}
    with service.client("write") as client:
        client.put("/v1/pledges/a-shared-one", json={"title": "Share it", "parties": parties}).raise_for_status()
        cited = {"citations": [{"source": "report-a"}]}
        judged = client.post("/v1/pledges/a-shared-one/status-changes", json=status | cited)
        assert judged.status_code == 201, judged.text
    assert "Not started" in text_of(filled.get("/participants/elsewhere"))
    assert "Not started" not in text_of(filled.get("/participants/guatemala"))

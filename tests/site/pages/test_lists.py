"""Lists as pages: the API's filters as a form, what they find, what they refuse, and what follows from none."""

import re
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from app.site.pages.languages import LANGUAGES, SPANISH, Language
from app.site.pages.views.lists import list_page, suggestions
from app.site.pages.views.lists.rules import MAIN, ORDERS, filters_of, rules
from app.site.pages.wording.names.collections import collection_words
from app.site.pages.wording.names.filters import FILTERS, SORTS, accepted_words, filter_words, sort_words
from tests.serving import Service
from tests.site.test_problems import Reader

PREFIXES = ["", "/es"]
LISTS = sorted(MAIN)


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


def told(page: httpx.Response) -> str:
    return re.sub(r"\s+", " ", Reader(page.text).text)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("collection", LISTS)
def test_every_filter_and_order_has_its_words(collection: str, language: Language) -> None:
    assert ORDERS[collection] in rules()[collection].sorts
    for rule in filters_of(collection).values():
        words = filter_words(language, collection, rule.name)
        assert words
        assert accepted_words(language, rule.name, rule.takes, rule.of, rule.words)
        assert rule.takes != "word" or rule.closed_list, rule.name
        assert language == SPANISH or words == FILTERS.get(f"{collection}.{rule.name}", FILTERS.get(rule.name, str))(
            language
        )
    assert all(sort_words(language, sort) for sort in rules()[collection].sorts)


def test_no_words_are_kept_of_filters_and_orders_that_are_gone() -> None:
    filters = {(collection, name) for collection in LISTS for name in filters_of(collection)}
    names = {name for _collection, name in filters} | {f"{collection}.{name}" for collection, name in filters}
    assert FILTERS.keys() <= names
    assert SORTS.keys() == {sort for collection in LISTS for sort in rules()[collection].sorts}


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("collection", LISTS)
def test_a_list_shows_what_the_api_lists_and_a_field_for_each_filter(
    browser: httpx.Client, collection: str, prefix: str
) -> None:
    page = browser.get(f"{prefix}/{collection}")
    assert page.status_code == 200
    assert len(page.content) < 150_000
    language = SPANISH if prefix else LANGUAGES["en"]
    assert f"<h1>{collection_words(language, collection)}</h1>" in page.text
    found = browser.get(f"/v1/{collection}?limit=50&count=exact&sort={ORDERS[collection]}").json()
    assert re.search(rf'<h2 id="results">{found["count"]} \w+</h2>', page.text) or found["count"] == 0
    linked = re.findall(rf'href="(?:\.\./)?(?:es/)?{collection}/([a-z0-9-]+)"', page.text)
    ids = [one["id"] for one in found["items"]]
    assert set(ids) <= set(linked)
    assert linked[:1] == ids[:1]
    assert set(re.findall(r' name="(\w+)"', page.text)) >= filters_of(collection).keys()


def test_programs_get_the_list_itself(browser: httpx.Client) -> None:
    asked = {"Accept": "application/json"}
    path = "pledges?status=not_assessed&limit=3"
    assert browser.get(f"/{path}", headers=asked).content == browser.get(f"/v1/{path}").content
    assert browser.get("/pledges?colour=red", headers=asked).status_code == 422


@pytest.mark.parametrize("prefix", PREFIXES)
def test_filters_are_kept_in_the_form_shown_in_words_and_can_be_removed(browser: httpx.Client, prefix: str) -> None:
    chosen = [("status", "not_assessed"), ("status", "planned"), ("promisor", "guatemala"), ("disputed", "true")]
    page = browser.get(f"{prefix}/pledges", params=[*chosen, ("utm_source", "letter")])
    expected = browser.get("/v1/pledges", params=[*chosen, ("count", "exact")]).json()
    assert f'id="results">{expected["count"]} ' in page.text
    assert [name in page.text for name in (one["id"] for one in expected["items"])] == [True] * len(expected["items"])
    words = "Estado: No evaluado" if prefix else "Status: Not assessed"
    text = told(page)
    assert words in text
    assert ("Prometido por: Guatemala" if prefix else "Promised by: Guatemala") in text
    for word in ("not_assessed", "planned"):
        assert f'name="status" value="{word}" checked' in page.text
    assert 'name="promisor" value="guatemala"' in page.text
    assert "utm_source" not in page.text
    removals = [unescape(href) for href in re.findall(r'<a href="([^"]*)"><span aria-hidden="true">✕', page.text)]
    assert len(removals) == 4
    fewer = [browser.get(page.url.join(removal)).text for removal in removals]
    assert sum('value="not_assessed" checked' not in one and 'value="planned" checked' in one for one in fewer) == 1
    data = re.search(r'href="([^"]*v1/pledges\.csv[^"]*)"', page.text)
    assert data
    table = browser.get(page.url.join(unescape(data[1])), headers={"Accept": "text/csv"})
    assert (table.status_code, len(table.text.strip().splitlines())) == (200, expected["count"] + 1)


def test_a_record_may_be_named_by_its_name(browser: httpx.Client) -> None:
    named = browser.get("/pledges", params={"promisor": "united states"})
    assert 'name="promisor" value="united-states"' in named.text
    assert 'id="results">' in named.text


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_record_beyond_those_suggested_is_found_by_its_name(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    monkeypatch.setattr(suggestions, "MOST", 1)
    named = browser.get(f"{prefix}/pledges", params={"promisor": ["united states"], "disputed": "false"})
    assert named.status_code == 303
    assert browser.get(named.url.join(named.headers["location"])).status_code == 200
    assert {*parse_qsl(urlsplit(named.headers["location"]).query)} == {
        ("promisor", "united-states"),
        ("disputed", "false"),
    }


@pytest.mark.parametrize(
    ("filters", "faulty", "meant"),
    [
        ({"promisor": ["guate", "united-states"]}, "promisor", "guatemala"),
        ({"meeting": ["rubio arevalo"]}, "meeting", "rubio-arevalo-2025-02-05"),
        ({"instrument": ["declaration"], "status": ["planned"]}, "instrument", "the-declaration-of-all"),
    ],
)
def test_of_a_name_that_may_mean_several_they_are_offered_as_links(
    seeded: Service, browser: httpx.Client, filters: dict[str, list[str]], faulty: str, meant: str
) -> None:
    with seeded.client("write") as writer:
        path = "/v1/instruments/the-declaration-of-all"
        assert writer.put(path, json={"title": "Declaration of all", "kind": "declaration"}).is_success
    page = browser.get("/pledges", params=filters)
    assert page.status_code == 422
    assert "Which of these is meant?" in told(page)
    offered = [unescape(href) for href in re.findall(rf'<li><a href="([^"]*{meant}[^"]*)"><bdi>', page.text)]
    expected = {**filters, faulty: [meant, *filters[faulty][1:]]}
    assert parse_qs(urlsplit(offered[0]).query) == expected
    assert browser.get(page.url.join(offered[0])).status_code == 200
    nothing = browser.get("/pledges", params={faulty: "xylophone"})
    assert (nothing.status_code, "Which of these is meant?" in told(nothing)) == (422, False)


@pytest.mark.parametrize("typed", ["landau's accord", "Landau's accord b", "accord of l", "accord, part B"])
def test_a_name_with_single_letters_in_it_is_found(seeded: Service, browser: httpx.Client, typed: str) -> None:
    with seeded.client("write") as writer:
        body = {"title": "Landau's accord of Lisbon, part B", "kind": "agreement"}
        assert writer.put("/v1/instruments/landau-s-accord", json=body).is_success
    page = browser.get("/pledges", params={"instrument": typed})
    assert re.findall(r'<li><a href="[^"]*landau-s-accord[^"]*"><bdi>', page.text)
    for nothing in ("a b", "landau's accord of Lisbon, part C d"):
        assert "Which of these is meant?" not in told(browser.get("/pledges", params={"instrument": nothing}))


def test_of_many_names_a_few_are_looked_for(browser: httpx.Client) -> None:
    named = [name for name, rule in filters_of("pledges").items() if rule.of == "participants" and rule.repeated]
    page = browser.get("/pledges", params=[(name, typed) for name in named for typed in ("guate", "united")])
    assert page.status_code == 422
    assert 2 <= told(page).count("Which of these is meant?") <= list_page.MOST_IN_ALL < 2 * len(named)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_a_filter_does_not_accept_is_said_in_its_place(browser: httpx.Client, prefix: str) -> None:
    wrong = {"status": "kept", "due_before": "soon", "overdue": "perhaps", "announced_from": "2025-01-01"}
    page = browser.get(f"{prefix}/pledges", params=wrong)
    assert page.status_code == 422
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    text = told(page)
    assert ("un día, como 2025-03-31" if prefix else "a day, such as 2025-03-31") in text
    assert ("sí o no" if prefix else "yes or no") in text
    assert ("No evaluado" if prefix else "Not assessed") in text
    assert page.text.count('aria-invalid="true"') == 3
    assert 'name="announced_from" value="2025-01-01"' in page.text
    assert 'id="results"' not in page.text
    misspelt = browser.get(f"{prefix}/pledges", params={"promisor": "gautemala"})
    assert misspelt.status_code == 422
    assert re.search(r'<li><a href="[^"]*promisor=guatemala"><bdi>Guatemala</bdi></a></li>', misspelt.text)
    unknown = browser.get(f"{prefix}/pledges", params={"meeting": "rubio-arevalo-2025-02-55"})
    assert unknown.status_code == 422
    nearest = "Lo más parecido es:" if prefix else "The nearest is:"
    assert f"{nearest} rubio-arevalo-2025-02-05." in told(unknown)


def test_faults_of_others_than_filters_are_refused_as_on_all_pages(browser: httpx.Client) -> None:
    assert browser.get("/pledges?as_of=yesterday").status_code == 422
    assert browser.get("/pledges?as_of=yesterday&status=kept").status_code == 422


@pytest.mark.parametrize("prefix", PREFIXES)
def test_where_nothing_is_found_the_page_says_which_filter_to_drop(browser: httpx.Client, prefix: str) -> None:
    asked = {"promisor": "guatemala", "status": "fulfilled"}
    page = browser.get(f"{prefix}/pledges", params=asked)
    number = browser.get("/v1/pledges?promisor=guatemala&count=exact&limit=1").json()["count"]
    told_words = (
        f"Sin «Estado: Cumplido»: {number} compromisos" if prefix else f"Without “Status: Fulfilled”: {number} pledges"
    )
    assert told_words in told(page)


def test_a_list_is_read_page_by_page_and_at_both_clocks(browser: httpx.Client) -> None:
    found = browser.get("/v1/pledges?limit=1&sort=-announced").json()
    page = browser.get("/pledges", params={"cursor": found["next_cursor"], "sort": "-announced", "as_of": "2025-06-01"})
    assert page.status_code == 400
    assert 'href="pledges?' in page.text
    page = browser.get("/pledges", params={"cursor": found["next_cursor"]})
    assert page.status_code == 200
    assert found["items"][0]["id"] not in page.text
    assert 'content="noindex"' in page.text
    then = browser.get("/pledges", params={"as_of": "2024-12-31"})
    number = browser.get("/v1/pledges?as_of=2024-12-31&count=exact&limit=1").json()["count"]
    assert f'id="results">{number} ' in then.text
    assert '<input type="hidden" name="as_of" value="2024-12-31">' in then.text


def test_what_a_form_left_empty_is_left_out_of_the_address(browser: httpx.Client) -> None:
    sent = browser.get("/es/pledges?q=&status=planned&status=stalled&due_before=&as_of=2025-06-01")
    assert sent.status_code == 303
    assert sent.url.join(sent.headers["location"]).raw_path == (
        b"/es/pledges?status=planned&status=stalled&as_of=2025-06-01"
    )


def test_a_list_leads_to_the_feed_of_its_changes_where_that_has_the_filter(browser: httpx.Client) -> None:
    page = browser.get("/pledges", params={"participant": "guatemala"})
    feed = re.search(r'href="(v1/feeds/changes\.atom\?collection=pledges[^"]*)"', page.text)
    assert feed
    assert browser.get("/" + unescape(feed[1])).status_code == 200
    spanish = browser.get("/es/pledges", params={"participant": "guatemala"})
    feed = re.search(r'href="\.\./(v1/feeds/changes\.atom\?collection=pledges[^"]*)"', spanish.text)
    assert feed
    assert "<title>Pacta: cambios " in browser.get("/" + unescape(feed[1])).text
    assert "changes.atom?collection" not in browser.get("/pledges", params={"status": "planned"}).text

"""Two participants side by side, and what changed between two days."""

import re
from html import unescape

import httpx
import pytest

from app.site.pages.views.lists import suggestions
from tests.site.test_problems import Reader

PREFIXES = ["", "/es"]
PAIR = {"a": "guatemala", "b": "united-states"}
DAYS = {"from": "2025-02-01", "to": "2025-12-31"}


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_figure_of_two_participants_is_that_of_the_list_behind_it(browser: httpx.Client, prefix: str) -> None:
    page = browser.get(f"{prefix}/compare", params=PAIR)
    assert page.status_code == 200
    figures = re.findall(r'href="(?:\.\./)?(?:es/)?pledges(\?[^"]*)">(\d+)</a>', page.text)
    assert len(figures) >= 6
    for query, number in figures:
        assert browser.get(f"/v1/pledges{unescape(query)}&count=exact&limit=1").json()["count"] == int(number), query
    between = {"promisor": "guatemala", "promisee": "united-states", "rollup": "leaves"}
    for pledge in browser.get("/v1/pledges", params=between).json()["items"]:
        assert f"pledges/{pledge['id']}" in page.text


@pytest.mark.parametrize("prefix", PREFIXES)
def test_two_days_show_what_came_between_them(browser: httpx.Client, prefix: str) -> None:
    page = browser.get(f"{prefix}/compare", params=DAYS)
    assert page.status_code == 200
    text = re.sub(r"\s+", " ", Reader(page.text).text)
    then, now = (browser.get("/v1/stats/overview", params={"as_of": day}).json()["total"] for day in DAYS.values())
    words = "Promesas registradas" if prefix else "Promises recorded"
    assert re.search(rf"{words} ?{then} ?{now} ?\+{now - then}", text)
    changes = browser.get("/v1/status-changes?effective_from=2025-02-02&effective_to=2025-12-31").json()["items"]
    announced = browser.get("/v1/pledges?announced_from=2025-02-02&as_of=2025-12-31&rollup=leaves&limit=20").json()
    for record in [*(change["pledge"] for change in changes), *announced["items"]]:
        assert f"pledges/{record['id']}" in page.text
    assert "guatemala-delegation-to-washington" in page.text


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"a": "guatemala", "b": "nobody/at-all"}, "the name or the id of a participant"),
        ({"a": "guatemala", "b": "Guatemala"}, "another participant"),
        ({"a": "guatemala"}, "Choose the second"),
        ({"from": "2025-02-30", "to": "2025-12-31"}, "a day, such as"),
        ({"from": "2025-12-31", "to": "2025-02-01"}, "a day after the first"),
    ],
)
def test_what_cannot_be_compared_is_said_in_its_place(browser: httpx.Client, asked: dict[str, str], fault: str) -> None:
    page = browser.get("/compare", params=asked)
    assert (page.status_code, fault in page.text, 'aria-invalid="true"' in page.text) == (422, True, True)


def test_participants_are_found_by_their_names_however_many_there_are(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "MOST", 1)
    named = browser.get("/compare", params={"a": "guatemala", "b": "united states"})
    assert (named.status_code, named.headers["location"]) == (303, "compare?a=guatemala&b=united-states")
    several = browser.get("/compare", params={"a": "guate", "b": "united-states"})
    assert several.status_code == 422
    assert '<li><a href="compare?a=guatemala&amp;b=united-states"><bdi>Guatemala</bdi>' in several.text


def test_comparisons_are_found_from_the_participants_and_from_every_page(browser: httpx.Client) -> None:
    assert browser.get("/participants").text.count('href="compare"') == 2
    assert 'href="es/compare"' in browser.get("/es/").text or 'href="../es/compare"' in browser.get("/es/").text
    form = browser.get("/compare")
    assert (form.status_code, 'value="guatemala"' in form.text) == (200, True)

"""The front page says what came of the promises, and each of its figures leads to what it counts."""

import re
from html import unescape

import httpx
import pytest

from app.site.pages.figures.heat_table import heat_table
from app.site.pages.figures.status_bar import WIDTH, segments
from app.site.pages.languages import ENGLISH, SPANISH
from app.site.pages.wording.sentences.counts import due_sentence
from tests.serving import Service
from tests.site.test_problems import Reader

NONE = dict.fromkeys(("total", "kept", "partly_kept", "broken", "unfinished", "let_off", "unknown"), 0)
SOME = NONE | {"total": 41, "kept": 9, "broken": 6, "unknown": 26}
BECAUSE = {"unknown_because": {"not_published": 12, "withheld": 0}}


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


SENTENCES = {
    (0, 0): "No promise is recorded here yet.",
    (1, 0): "One promise is recorded here; it is not due yet.",
    (7, 0): "7 promises are recorded here; none of them is due yet.",
}


@pytest.mark.parametrize(("recorded", "total"), SENTENCES)
def test_the_sentence_of_what_is_not_due(recorded: int, total: int) -> None:
    assert due_sentence(ENGLISH, recorded, NONE | {"total": total}) == SENTENCES[recorded, total]


def test_the_sentence_of_what_is_due() -> None:
    assert due_sentence(ENGLISH, 112, SOME) == (
        "Of 41 promises that have fallen due, 9 were kept and 6 broken; of 26 nobody can say."
    )
    assert due_sentence(SPANISH, 112, SOME) == (
        "De 41 promesas ya vencidas, 9 se cumplieron y 6 se incumplieron; de 26 nadie puede decirlo."
    )
    assert due_sentence(ENGLISH, 9, NONE | {"total": 2, "unknown": 2}) == (
        "2 promises have fallen due; of none can anybody say what came of it."
    )
    assert due_sentence(ENGLISH, 9, NONE | {"total": 1, "partly_kept": 1}) == (
        "Of one promise that has fallen due, none was kept and 1 kept in part."
    )


def test_the_bar_has_a_segment_for_each_outcome_and_reason_that_occurs() -> None:
    found = segments(SOME | BECAUSE)
    assert [(one.outcome, one.because, one.number) for one in found] == [
        ("kept", None, 9),
        ("broken", None, 6),
        ("unknown", None, 14),
        ("unknown", "not_published", 12),
    ]
    assert sum(one.width for one in found) == pytest.approx(WIDTH)
    assert [one.x for one in found[1:]] == pytest.approx([one.x + one.width for one in found[:-1]])
    assert segments(NONE | {"unknown_because": {"not_published": 0, "withheld": 0}}) == []


def test_the_table_of_who_owes_whom_puts_those_with_most_first() -> None:
    a, b, c = ({"id": one, "name": one.upper()} for one in "abc")
    found = heat_table(
        [
            {"promisor": a, "promisee": b, "total": 1},
            {"promisor": a, "promisee": None, "total": 2},
            {"promisor": b, "promisee": c, "total": 10},
        ]
    )
    assert found.columns == [c, b, None]
    assert [(promisor["id"], [(cell.number, cell.shade) for cell in cells]) for promisor, cells in found.rows] == [
        ("b", [(10, 5), (0, 0), (0, 0)]),
        ("a", [(0, 0), (1, 1), (2, 1)]),
    ]
    assert found.rows[0][1][0].filters == {"promisor": "b", "promisee": "c", "rollup": "leaves"}


@pytest.mark.parametrize("address", ["/", "/es/"])
def test_a_reader_learns_what_came_of_the_latest_meeting(browser: httpx.Client, address: str) -> None:
    page = browser.get(address)
    told = re.sub(r"\s+", " ", Reader(page.text).text)
    spanish = address == "/es/"
    assert ("2 promesas ya vencieron" if spanish else "2 promises have fallen due") in told
    assert ("Crear una fuerza de tarea fronteriza" if spanish else "Establish a border task force") in told
    assert ("la promesa: solo palabras de un medio" if spanish else "the promise: a reporter's words only") in told
    assert ("Pacta registra lo que los Estados" if spanish else "Pacta records what states promise") in told
    for value in ("northern border", "eastern borders", "along its eastern borders"):
        assert value in told


def test_each_number_is_that_of_the_list_behind_it(browser: httpx.Client) -> None:
    """Follow every figure to its list, and count there."""
    page = browser.get("/").text
    counted = 0
    for href, number in re.findall(r'href="pledges(\?[^"]*)"[^>]*>\s*(\d+)', page):
        found = browser.get(f"/v1/pledges{unescape(href)}&count=exact").json()["count"]
        assert found == int(number), href
        counted += 1
    assert counted >= 3


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_due_tells_what_is_overdue(browser: httpx.Client, prefix: str) -> None:
    page = browser.get(f"{prefix}/due")
    assert page.status_code == 200
    assert "guatemala-delegation-to-washington" in page.text
    then = browser.get(f"{prefix}/due", params={"as_of": "2025-04-15"})
    assert then.status_code == 200
    assert re.search(r"2025", then.text)
    soon = browser.get("/due", params={"as_of": "2025-04-15"}).text.partition('id="soon"')[2].partition("</section>")[0]
    assert "guatemala-delegation-to-washington" in soon


def test_other_sites_may_frame_the_embedded_figure_alone(browser: httpx.Client) -> None:
    embedded = browser.get("/embed/overview")
    assert "frame-ancestors" not in embedded.headers["content-security-policy"]
    assert "form-action 'none'" in embedded.headers["content-security-policy"]
    assert "<form" not in embedded.text
    assert "set-cookie" not in embedded.headers
    assert 'href="../"' in embedded.text


@pytest.mark.parametrize("day", ["2024-03-01", "2025-01-15", "2025-02-05"])
def test_days_before_the_latest_meeting_have_a_front_page(browser: httpx.Client, day: str) -> None:
    assert browser.get("/", params={"as_of": day}).status_code == 200


def test_a_judgement_that_changed_an_earlier_one_is_told(fresh_seeded: Service) -> None:
    path = "/v1/pledges/guatemala-border-task-force/status-changes"
    with fresh_seeded.client("write") as client:
        source = client.get("/v1/sources", params={"limit": 1}).json()["items"][0]["id"]
        for status, day in (("planned", "2025-03-01"), ("in_progress", "2025-06-01")):
            cited = [{"source": source, "relation": "supports", "act": "concrete_action"}]
            change = {"status": status, "effective_on": day, "reason": "so it was told", "citations": cited}
            client.post(path, json=change).raise_for_status()
        for address in ("/", f"/sources/{source}", "/pledges/guatemala-border-task-force"):
            page = client.get(address, headers={"Accept": "text/html"})
            told = re.sub(r"\s+", " ", Reader(page.text).text)
            assert (page.status_code, "Planned" in told and "In progress" in told) == (200, True), address

"""In which language each text of a page is: the seeds are in English and Spanish, their sources in English."""

import re

import httpx
import pytest

FOREIGN = ' <span class="language-note">(en)</span>'


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: pages do not know which is behind the API."""
    return "sqlite"


def read(browser: httpx.Client, address: str, **parameters: str) -> str:
    page = browser.get(address, params=parameters)
    assert page.status_code == 200
    return re.sub(r">\s+", ">", page.text).replace("</bdi><span", "</bdi> <span")


PARTS = {
    "meetings/rubio-arevalo-2025-02-05": ["President of Guatemala", "a Wednesday"],
    "pledges/guatemala-border-task-force": ["National Police and the military"],
    "statements/us-official-expects-operational-cell": ["a U.S. official who asked not to be named"],
    "instruments/los-angeles-declaration": ["Names none of them, and not the form in which they did."],
    "sources/landau-arevalo-talks": ["See the action puerto-quetzal-works."],
    "statements": ["official data"],
}


@pytest.mark.parametrize("address", PARTS)
def test_what_is_not_translated_says_in_which_language_it_is(browser: httpx.Client, address: str) -> None:
    for text in PARTS[address]:
        assert f'<bdi lang="en">{text}</bdi>{FOREIGN}' in read(browser, f"/es/{address}")
        assert f'<bdi lang="en">{text}</bdi>{FOREIGN}' not in read(browser, f"/{address}")


def test_accounts_that_conflict_say_so_too(browser: httpx.Client) -> None:
    page = read(browser, "/es/pledges/guatemala-border-task-force")
    sides = re.findall(r'class="account">(.*?)</p>', page, re.DOTALL)
    assert len(sides) == 2
    assert all(side.startswith('<bdi lang="en">') and side.endswith(FOREIGN) for side in sides)


def test_a_quotation_is_in_the_language_of_its_source(browser: httpx.Client) -> None:
    page = read(browser, "/es/actions/puerto-quetzal-works")
    assert '<q lang="en"><bdi>U.S. soldiers are working on expanding and modernizing</bdi></q>' in page


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_statement_is_told_whole_where_its_beginning_is_its_title(browser: httpx.Client, prefix: str) -> None:
    address = "/v1/statements/us-official-expects-operational-cell"
    statement = browser.get(address, headers={"Accept": "application/json"}).json()
    summary = statement["translations"]["es"]["summary"] if prefix else statement["summary"]
    below = read(browser, f"{prefix}/statements/us-official-expects-operational-cell").partition("</h1>")[2]
    assert re.match(rf'\s*<p><bdi lang="(?:en|es)">{re.escape(summary)}</bdi></p>', below)
    short = read(browser, f"{prefix}/statements/landau-praises-bukele").partition("</h1>")[2]
    assert short.lstrip().startswith("<dl>")


def test_what_was_found_in_a_translation_is_in_its_language(browser: httpx.Client) -> None:
    hit = read(browser, "/es/search", q="encontró Triángulo").partition('class="hit"')[2].partition("</li>")[0]
    assert 'resumen: </span><bdi lang="es">' in hit
    assert 'lang="en"' not in hit
    quoted = read(browser, "/es/search", q="border encounters").partition('class="hit"')[2].partition("</li>")[0]
    assert "<bdi>the number of <mark>" in quoted

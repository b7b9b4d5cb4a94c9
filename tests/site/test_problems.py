"""A problem's `type` resolves to a page that says what would satisfy it."""

from html.parser import HTMLParser

import httpx
import pytest
from typing_extensions import override

from app.errors import all_errors
from app.site.markup import page
from app.values.markup import element, prose

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture(scope="module")
def backend() -> str:
    """Return one database: what is tested here does not know which is behind it."""
    return "sqlite"


class Reader(HTMLParser):
    """Collects the text of a page and its elements."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    @override
    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("slug", all_errors())
def test_every_type_has_a_page_for_people_and_json_for_programs(anonymous: httpx.Client, slug: str) -> None:
    error = all_errors()[slug]
    shown = anonymous.get(f"/problems/{slug}", headers={"Accept": BROWSER})
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    read = Reader(shown.text)
    meaning = (error.__doc__ or "").splitlines()[0]
    for said in (error.title, str(error.status), meaning.replace("`", ""), error.remedy.replace("`", "")):
        assert said in read.text
    told = anonymous.get(f"/problems/{slug}", headers={"Accept": "application/json"}).json()
    assert (told["type"], told["title"], told["status"]) == (f"/problems/{slug}", error.title, error.status)
    assert told["remedy"] == error.remedy


def test_a_refusal_leads_there(anonymous: httpx.Client) -> None:
    refused = anonymous.get("/v1/sources/there-is-none")
    assert anonymous.get(refused.json()["type"]).json()["status"] == refused.status_code


def test_the_overview_links_to_every_page(anonymous: httpx.Client) -> None:
    shown = Reader(anonymous.get("/problems", headers={"Accept": BROWSER}).text)
    links = {attributes.get("href") for name, attributes in shown.elements if name == "a"}
    assert {f"problems/{slug}" for slug in all_errors()} <= links
    told = anonymous.get("/problems").json()["items"]
    assert [problem["type"] for problem in told] == [f"/problems/{slug}" for slug in all_errors()]


def test_an_unknown_type_is_a_problem_too(anonymous: httpx.Client) -> None:
    answer = anonymous.get("/problems/<b>none", headers={"Accept": BROWSER})
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert answer.headers["content-type"] == "application/problem+json"
    assert "<b>" not in answer.json()["detail"]


def test_pages_run_nothing_and_load_only_their_own(anonymous: httpx.Client) -> None:
    answer = anonymous.get("/problems/conflict", headers={"Accept": BROWSER})
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    shown = Reader(answer.text)
    assert not [attributes for _name, attributes in shown.elements if "style" in attributes]
    assert not {"script", "style"} & {name for name, _attributes in shown.elements}


def test_pages_are_answered_under_tags(anonymous: httpx.Client) -> None:
    headers = {"Accept": BROWSER}
    tag = anonymous.get("/problems", headers=headers).headers["etag"]
    assert anonymous.get("/problems", headers=headers | {"If-None-Match": tag}).status_code == httpx.codes.NOT_MODIFIED
    assert anonymous.get("/problems").headers["etag"] != tag


def test_what_cannot_be_served_is_refused(anonymous: httpx.Client) -> None:
    assert anonymous.get("/problems", headers={"Accept": "image/png"}).status_code == httpx.codes.NOT_ACCEPTABLE


def test_everything_that_is_no_markup_is_escaped() -> None:
    hostile = "<script>alert('&\"')</script>"
    escaped = "&lt;script&gt;alert(&#x27;&amp;&quot;&#x27;)&lt;/script&gt;"
    assert element("p", hostile, title=hostile) == f'<p title="{escaped}">{escaped}</p>'
    assert prose(f"take `{hostile}`") == f"take <code>{escaped}</code>"
    assert hostile.encode() not in page(hostile, hostile)

"""What all pages have in common: languages, moments, protection, what is kept, and refusals as pages."""

import re

import httpx
import pytest

from app.site.pages.routes import PAGES
from tests.conftest import Unique
from tests.serving import Service

PLEDGE = "guatemala-border-task-force"
MISSING = [
    *("/nowhere", "/es/nowhere", "/es/pledges/there-is-none"),
    *(page.path.format(id="there-is-none") for page in PAGES if "{id}" in page.path),
]
ADDRESSES = ("/", "/es/", f"/pledges/{PLEDGE}", f"/es/pledges/{PLEDGE}")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_may_load_and_frame_nothing_foreign(browser: httpx.Client, address: str) -> None:
    page = browser.get(address)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?! type=\"application/ld\+json\")|<style| style=| on[a-z]+=", page.text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_names_its_language_and_the_other(browser: httpx.Client, address: str) -> None:
    page = browser.get(address)
    own = "es" if address.startswith("/es/") else "en"
    assert page.headers["content-language"] == own
    assert f'<html lang="{own}">' in page.text
    plain = address.removeprefix("/es")
    for code, prefix in (("en", ""), ("es", "/es")):
        assert re.search(rf'hreflang="{code}" href="http://[^"/]+{prefix}{plain}"', page.text)


def test_the_root_of_a_language_has_a_slash(browser: httpx.Client) -> None:
    assert browser.get("/es").headers["location"] == "es/"
    assert browser.get("/es", follow_redirects=True).status_code == 200


def test_a_page_is_found_unchanged_until_something_is_written(fresh_seeded: Service, unique: Unique) -> None:
    with fresh_seeded.client("write") as client:
        page = f"/pledges/{PLEDGE}"
        first = client.get(page, headers={"Accept": "text/html"})
        held = {"Accept": "text/html", "If-None-Match": first.headers["etag"]}
        assert client.get(page, headers=held).status_code == 304
        path = f"/v1/pledges/{PLEDGE}"
        tag = client.get(path).headers["etag"]
        title = f"Set up {unique('forces')}"
        assert client.patch(path, json={"title": title}, headers={"If-Match": tag}).status_code == 200
        again = client.get(page, headers=held)
        assert (again.status_code, title in again.text) == (200, True)


def test_parameters_that_others_added_are_passed_over(browser: httpx.Client) -> None:
    plain = browser.get("/")
    assert browser.get("/?utm_source=letter&as_of=").content == plain.content


def test_an_earlier_state_says_so_keeps_its_moment_and_is_not_indexed(browser: httpx.Client) -> None:
    page = browser.get("/", params={"as_of": "2025-03-01"})
    assert page.headers["x-robots-tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert 'class="moment"' in page.text
    assert re.search(r'href="pledges/[a-z-]+\?as_of=2025-03-01"', page.text)
    assert re.search(r'<link rel="canonical" href="http://[^"/]+/">', page.text)


def test_what_was_known_on_a_day_was_known_at_its_end(browser: httpx.Client, seeded: Service) -> None:
    with seeded.client() as client:
        today = client.get("/v1/changes?limit=1").json()["items"][0]["at"][:10]
    assert browser.get(f"/pledges/{PLEDGE}", params={"known_at": today}).status_code == 200
    assert browser.get(f"/pledges/{PLEDGE}", params={"known_at": "2020-01-01"}).status_code == 404
    assert browser.get(f"/pledges/{PLEDGE}", params={"known_at": "2999-01-01"}).status_code == 422


@pytest.mark.parametrize("clock", ["as_of=rubbish", "as_of=2025-02-30", "as_of=2999-01-01", "known_at=2999-01-01"])
@pytest.mark.parametrize("address", ["/", "/about", "/es/method", "/due", "/embed/overview", f"/pledges/{PLEDGE}"])
def test_a_clock_that_is_none_is_refused_on_every_page(browser: httpx.Client, address: str, clock: str) -> None:
    page = browser.get(f"{address}?{clock}")
    assert (page.status_code, page.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert f"<code>{clock.partition('=')[0]}</code>" in page.text


def test_programs_get_the_record_at_its_permanent_address(browser: httpx.Client) -> None:
    asked = {"Accept": "application/json"}
    found, expected = (browser.get(f"{path}/{PLEDGE}", headers=asked) for path in ("/pledges", "/v1/pledges"))
    assert (found.status_code, found.content) == (200, expected.content)
    assert found.headers["etag"] == expected.headers["etag"]
    held = browser.get(f"/pledges/{PLEDGE}", headers=asked | {"If-None-Match": expected.headers["etag"]})
    assert held.status_code == 304
    missing = browser.get("/pledges/there-is-none", headers=asked)
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_said_on_a_page(browser: httpx.Client, address: str) -> None:
    page = browser.get(address)
    assert page.status_code == 404
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    expected = "No hay nada en esta dirección" if address.startswith("/es/") else "Nothing is at this address"
    assert f"<h1>{expected}</h1>" in re.sub(r"\s*(</?h1>)\s*", r"\1", page.text)


def test_the_api_answers_browsers_with_problems(browser: httpx.Client) -> None:
    assert browser.get("/v1/pledges/there-is-none").headers["content-type"] == "application/problem+json"


def test_a_deleted_record_is_gone_and_a_merged_one_has_moved(fresh_seeded: Service, unique: Unique) -> None:
    with fresh_seeded.client("admin") as client:
        written = client.get(f"/v1/pledges/{PLEDGE}", params={"form": "written"}).json()
        gone, moved = unique("gone"), unique("moved")
        for record in (gone, moved):
            assert client.put(f"/v1/pledges/{record}", json=written | {"id": record}).status_code == 201
        assert client.delete(f"/v1/pledges/{gone}", headers={"If-Match": "*"}).status_code == 204
        merged = {"into": PLEDGE, "reason": "one and the same"}
        assert client.post(f"/v1/pledges/{moved}/merge", json=merged).status_code == 200
    with fresh_seeded.client() as client:
        client.headers["Accept"] = "text/html"
        page = client.get(f"/pledges/{gone}")
        assert (page.status_code, f"v1/pledges/{gone}/revisions/1" in page.text) == (410, True)
        old = client.get(f"/es/pledges/{moved}?as_of=2025-06-01")
        assert old.status_code == 308
        assert old.headers["location"] == f"../../es/pledges/{PLEDGE}?as_of=2025-06-01"
        assert client.get(f"/pledges/{moved}", follow_redirects=True).url.path == f"/pledges/{PLEDGE}"

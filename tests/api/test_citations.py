"""A revision is cited for reference managers, too: by what is accepted, or by an address of its own."""

import re

import httpx
import pytest

from app.records.base.revisions.citations import CitationForm, CitedRevision, bibtex
from app.values.times.dates import today_utc
from tests.api.conftest import Make
from tests.nouns.noun import Noun
from tests.refusals import refused

BIBTEX, CSL = CitationForm.BIBTEX.value, CitationForm.CSL.value


def test_a_citation_is_what_is_accepted_or_what_its_address_ends_with(
    client: httpx.Client, noun: Noun, make: Make
) -> None:
    record = make(noun)
    path = f"{noun.path}/{record}/revisions/1"
    for media_type, suffix in ((BIBTEX, ".bib"), (CSL, ".csl.json")):
        accepted = client.get(f"{path}/citation", headers={"Accept": media_type})
        addressed = client.get(f"{path}/citation{suffix}")
        assert accepted.headers["content-type"] == addressed.headers["content-type"] == media_type
        assert accepted.content == addressed.content
        held = {"If-None-Match": addressed.headers["etag"], "Accept": media_type}
        assert client.get(f"{path}/citation", headers=held).status_code == 304
        assert client.post(f"{path}/citation{suffix}", json={}).status_code == 405
    item = client.get(f"{path}/citation.csl.json").json()
    today = today_utc()
    assert item["id"] == f"{noun.collection}-{record}-1"
    assert item["issued"] == {"date-parts": [[today.year, today.month, today.day]]}
    assert item["URL"].endswith(path)
    entry = client.get(f"{path}/citation.bib").text
    assert entry.startswith(f"@misc{{{item['id']},\n")
    assert f"  url = {{{item['URL']}}},\n" in entry
    refused(client.get(f"{path}/citation", headers={"Accept": "application/json"}), 406, "not-acceptable")


@pytest.mark.parametrize("called", ["40 % of {all} $_#&~^\\end", "two\nlines", "Árbol “x”", "}}\\input{/etc/passwd}"])
def test_titles_cannot_leave_their_field(called: str) -> None:
    cited = CitedRevision(called, "pledge", "pledges-x-1", 1, today_utc(), "a_key", 7, "https://pacta.example/v1/x")
    entry = bibtex(cited).decode()
    title = re.search(r"  title = \{\{(.*)\}\},\n", entry)
    assert title
    without_escapes = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[{}$&#%_]", "", title[1])
    assert not re.search(r"[{}\\$&#%_~^]", without_escapes)
    assert entry.count("\n") == 9

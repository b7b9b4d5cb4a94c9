"""How many statements a request costs: as many for one record as for many, whatever they hold."""

import httpx
import pytest

from tests.api.conftest import Make
from tests.conftest import Unique
from tests.counting import counted
from tests.nouns import Body, Noun
from tests.serving import Service


def test_a_detail_is_one_statement(service: Service, anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    for address in (path, f"{path}?form=written", f"{path}/citations", f"{path}/citations/bare"):
        with counted(service.database) as sent:
            assert anonymous.get(address).status_code == 200
        assert (len(sent.hot_reads), sent.total) == (1, 1), sent


def test_a_key_is_one_statement_more(service: Service, reader: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    with counted(service.database) as sent:
        assert reader.get(path).status_code == 200
    assert (len(sent.hot_reads), sent.total) == (2, 2), sent


def test_a_page_costs_the_same_whatever_its_size(
    service: Service, anonymous: httpx.Client, noun: Noun, make: Make, unique: Unique
) -> None:
    tag = unique("counted")
    for _ in range(6):
        make(noun, tags=[tag])
    queries: tuple[Body, ...] = ({}, {"tag": tag}, {"sort": "updated_at"}, {"tag": tag, "sort": "-id"})
    for query in queries:
        costs = set()
        for limit in (1, 3, 200):
            with counted(service.database) as sent:
                assert anonymous.get(noun.path, params={**query, "limit": limit}).status_code == 200
            costs.add((len(sent.hot_reads), len(sent.long_reads)))
            assert sent.total <= 2, sent
        assert len(costs) == 1, (query, costs)


def test_a_page_asked_again_is_one_statement(service: Service, anonymous: httpx.Client, noun: Noun, make: Make) -> None:
    make(noun)
    query: Body = {"limit": 7, "sort": "-updated_at"}
    anonymous.get(noun.path, params=query)
    with counted(service.database) as sent:
        assert anonymous.get(noun.path, params=query).status_code == 200
    assert (len(sent.hot_reads), sent.total) == (1, 1), sent


def test_what_changes_nothing_writes_nothing(service: Service, client: httpx.Client, noun: Noun, make: Make) -> None:
    path = f"{noun.path}/{make(noun)}"
    for method, body in (("PUT", noun.full), ("PATCH", {}), ("PATCH", noun.full)):
        with counted(service.database) as sent:
            assert client.request(method, path, json=body).status_code == 200
        assert not [text for text in sent.writes if not text.upper().startswith(("SELECT", "WITH"))], sent


def test_a_write_costs_the_same_whatever_the_record_holds(
    service: Service, client: httpx.Client, noun: Noun, make: Make
) -> None:
    costs = set()
    for number in (1, 90):
        citations = [{"source": "report-a", "page": str(page)} for page in range(number)]
        path = f"{noun.path}/{make(noun, citations=citations)}/citations"
        with counted(service.database) as sent:
            assert client.post(path, json={"source": "report-b"}).status_code == 201
        costs.add(len(sent.writes))
    assert len(costs) == 1, costs
    assert max(costs) <= 12


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_counting_counts(service: Service, client: httpx.Client, make: Make, noun: Noun) -> None:
    record = make(noun)
    with counted(service.database) as sent:
        client.patch(f"{noun.path}/{record}", json={"tags": ["counted"]})
        client.get(f"{noun.path}/{record}/revisions/1")
    assert any(text.startswith("INSERT INTO entries") for text in sent.writes)
    assert any("entries" in text for text in sent.long_reads)
    assert [text for text in sent.frames if text.startswith("BEGIN")]
    assert not [text for text in sent.writes if text.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))]
    before = sent.total
    client.get(f"{noun.path}/{record}")
    assert sent.total == before

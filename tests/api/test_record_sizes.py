"""How large records and parts may be: what is stored of them is no larger than what can be put."""

from typing import Any

import httpx

from app.settings import MAX_WRITTEN_BYTES
from app.strict_json import encode
from tests.conftest import Unique
from tests.refusals import invalid, refused

Body = dict[str, Any]
SOURCE: Body = {"kind": "other", "title": "A source"}
TEXT = "é" * 20_000
"""Twice as many bytes as characters."""


def created(response: httpx.Response) -> Body:
    assert response.status_code in {httpx.codes.OK, httpx.codes.CREATED}, response.text[:500]
    content: Body = response.json()
    return content


def caveats(size: int) -> list[str]:
    """Return texts that take so many bytes more than none, where they are written: each with two marks and a comma."""
    whole, rest = divmod(size + 1, len(TEXT.encode()) + 3)
    return [TEXT] * whole + ["x" * (rest - 3)]


def test_the_largest_can_be_put_back(client: httpx.Client, unique: Unique) -> None:
    path = f"/v1/sources/{unique('source')}"
    created(client.put(path, json=SOURCE))
    written = client.get(path, params={"form": "written"})
    room = MAX_WRITTEN_BYTES - len(written.content)
    for more, fits in ((room + 1, False), (room, True)):
        answer = client.patch(path, json={"caveats": caveats(more)})
        if fits:
            created(answer)
            read = client.get(path, params={"form": "written"})
            assert len(read.content) == MAX_WRITTEN_BYTES
            again = client.put(path, content=read.content, headers={"Content-Type": "application/json"})
            assert created(again)["version"] == 2
        else:
            assert invalid(answer) == ["/caveats"]
            assert str(MAX_WRITTEN_BYTES) in answer.json()["errors"][0]["message"]


def test_defaults_count(client: httpx.Client, unique: Unique) -> None:
    # As it is sent it is less than half as large as it is stored.
    source = unique("source")
    created(client.put(f"/v1/sources/{source}", json=SOURCE))
    cited = [{"source": source, "note": "x" * 20_000, "id": f"c-{number}"} for number in range(52)]
    small = [{"source": source, "id": f"s-{number}"} for number in range(48)]
    body = encode({"name": "A topic", "citations": cited + small})
    assert len(body) < MAX_WRITTEN_BYTES
    path = f"/v1/topics/{unique('topic')}"
    answer = client.put(path, content=body, headers={"Content-Type": "application/json"})
    assert invalid(answer) == ["/citations"]
    refused(client.get(path), 404, "not-found")


def test_items_do_not_make_it_larger(client: httpx.Client, unique: Unique) -> None:
    source, path = unique("source"), f"/v1/topics/{unique('topic')}"
    created(client.put(f"/v1/sources/{source}", json=SOURCE))
    cited = [{"source": source, "note": TEXT, "id": f"c-{number}"} for number in range(26)]
    created(client.put(path, json={"name": "A topic", "citations": cited}))
    more = {"source": source, "note": TEXT}
    # It is the whole item that was sent that is too much.
    assert invalid(client.post(f"{path}/citations", json=more)) == [""]
    grown = client.patch(f"{path}/citations/c-1", json={"quote": {"exact": TEXT}})
    assert invalid(grown) == [""]
    created(client.patch(f"{path}/citations/c-1", json={"note": "shorter"}))
    created(client.post(f"{path}/citations", json=more))


def test_nor_parts(client: httpx.Client, unique: Unique) -> None:
    source, state, path = unique("source"), unique("state"), f"/v1/pledges/{unique('pledge')}"
    created(client.put(f"/v1/sources/{source}", json=SOURCE))
    created(client.put(f"/v1/participants/{state}", json={"kind": "state", "name": "A state"}))
    parties = [{"participant": state, "role": "promisor"}]
    pledge = {"title": "A pledge", "kind": "policy", "strength": "firm", "parties": parties}
    created(client.put(path, json=pledge))
    cited = [{"source": source, "note": TEXT, "id": f"c-{number}"} for number in range(26)]
    said = {"score": 1, "assessor": state, "assessor_kind": "independent", "citations": cited}
    created(client.post(f"{path}/assessments", json=said | {"id": "first", "period": "2024"}))
    more = {"source": source, "note": TEXT}
    assert invalid(client.post(f"{path}/assessments/first/citations", json=more)) == ["/citations"]
    # Each has its own measure.
    created(client.post(f"{path}/assessments", json=said | {"period": "2025"}))

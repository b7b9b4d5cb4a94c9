"""Records are found by what they are called in other languages."""

import httpx

from tests.conftest import Unique


def found(client: httpx.Client, question: str) -> list[str]:
    return [hit["id"] for hit in client.get("/v1/search", params={"q": question}).json()["items"]]


def test_a_translation_is_searched_like_the_record(client: httpx.Client, unique: Unique) -> None:
    topic, meeting = unique("topic"), unique("meeting")
    body = {"name": "Deportation", "language": "en", "translations": {"ES": {"name": "Repatriación forzosa"}}}
    made = client.put(f"/v1/topics/{topic}", json=body)
    assert made.json()["translations"] == {"es": {"name": "Repatriación forzosa"}}
    translations = {"es": {"title": "Conversaciones", "summary": "Hablaron de zarigüeyas."}}
    body = {"title": "Talks", "form": "meeting", "status": "held", "translations": translations}
    assert client.put(f"/v1/meetings/{meeting}", json=body).status_code == httpx.codes.CREATED
    assert found(client, "repatriacion") == [topic]
    assert found(client, "zarigüeya") == [meeting]
    hit = client.get("/v1/search", params={"q": "zarigueyas"}).json()["items"][0]
    assert hit["highlights"][0]["field"] == "/translations/es/summary"
    assert [one["id"] for one in client.get("/v1/meetings", params={"q": "zarigüeyas"}).json()["items"]] == [meeting]
    client.patch(f"/v1/meetings/{meeting}", json={"translations": {"es": None}})
    assert client.get(f"/v1/meetings/{meeting}").json()["translations"] == {}
    assert found(client, "zarigüeya") == []


def test_a_translation_that_changes_is_told_with_its_place(client: httpx.Client, unique: Unique) -> None:
    topic = unique("topic")
    client.put(f"/v1/topics/{topic}", json={"name": "Ports", "translations": {"es": {"name": "Puertos"}}})
    patch = {"translations": {"es": {"name": "Los puertos"}, "fr": {"name": "Ports"}}, "classifications": {"cap": "10"}}
    assert client.patch(f"/v1/topics/{topic}", json=patch).status_code == httpx.codes.OK
    differences = client.get(f"/v1/topics/{topic}/revisions/2/differences").json()["items"]
    assert {one["pointer"]: one["change"] for one in differences} == {
        "/translations/es/name": "changed",
        "/translations/fr": "added",
        "/classifications/cap": "added",
    }

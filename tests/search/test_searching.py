"""What is found, in which order and how it is shown: the same on both databases."""

import base64
import json
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ledger.checking.rebuild import rebuild
from app.ledger.projections.projections import advance
from app.ledger.projections.search_index import SEARCH
from tests.refusals import invalid, refused
from tests.search.conftest import PATH, RECORDS, Search, fill, pages, write
from tests.serving import Service

FOUND: dict[str, set[str]] = {
    # Accents and case do not matter, on neither side.
    "arevalo": {"arevalo", "border-force"},
    "ARÉVALO": {"arevalo", "border-force"},
    "cooperacion": {"the-talks"},
    "logística": {"ports"},
    # Any form of a word, in English and in Spanish; some words are the same in both.
    "port": {"ports", "more-flights", "a-denial"},
    "ports": {"ports", "more-flights", "a-denial"},
    "flight": {"more-flights"},
    "deportación": {"deportation", "more-flights"},
    "deported": {"deportation", "more-flights"},
    "comunicados": {"the-communique"},
    "president": {"arevalo"},
    "US aircraft": {"more-flights"},
    "U.S.": {"more-flights"},
    # Every word is needed, wherever it stands.
    "ports flights": {"more-flights"},
    "ports vessels": set(),
    "border coming": {"border-force"},
    # Words in quotation marks, and those that are written as one.
    '"task force"': {"border-force"},
    "“task force”": {"border-force"},
    '"force task"': set(),
    '"tasks force"': set(),
    '"border force"': set(),
    '"ports"': {"ports", "more-flights"},
    '"force weeks"': set(),
    "task-force": {"border-force"},
    "2025-02-05": {"border-force"},
    "I-59000": {"guatemala"},
    '"flights': {"more-flights"},
    # Beginnings.
    "deporta*": {"deportation", "more-flights"},
    "depo* -more": {"deportation"},
    "DEPORTACIO*": {"more-flights"},
    "task-for*": {"border-force"},
    # What must not occur.
    "port -flights": {"ports", "a-denial"},
    'port -"not meant"': {"ports", "a-denial"},
    "port -deport* -denied": {"ports"},
    "cooperación-talks": set(),
    "talks - cooperación": {"the-talks"},
    # Stop words count where they are quoted, or there is nothing else.
    "the ports of Guatemala": {"a-denial"},
    '"and return"': {"deportation"},
    "las": {"more-flights"},
    # Everywhere in a record: summaries, places, conditions, notes, quotations and what stands around them.
    "palacio": {"the-talks"},
    "weather": {"more-flights"},
    "launch": {"border-force"},
    "vessel": {"the-communique"},
    "40": {"more-flights"},
    # Not what other records are called: this would have all pledges of Guatemala.
    "guatemala": {"guatemala", "a-denial"},
    "paragraph": set(),
}

HOSTILE = [
    "AND", "NOT", "OR OR", "NEAR(a b, 2)", "title: ports", "{title names}: ports", "ports AND (", "ports)", "^ports",
    "ports & flights", "ports | !flights", "<->", "ports <-> flights", "ports:*A", "'ports'", "\\", "\\'", "ports\\",
    "''", '"""', '"a" "', '-"', "- - -", "--ports", "-", "*", "**", "po**", "*ports", "po*rts", "%", "_", "=port",
    "=", "ports = flights", "$1", ":q", "%s", "%(q)s", "?", "?1", ";DROP TABLE search_words", "a" * 500, "é" * 500,
    "ab* " * 50, '"' + "a " * 20, "-a " * 20 + "b", "\u200b", "\u200bports", "\U0001f6a2", "港", "порт", "ﬁ", "⑴",
    "\ufdfa", "ports\u0301", "İstanbul", "ß", "½", "١٢٣", "¨", "x\u0301\u0302", "N'Djamena", "search_words MATCH 1",
]  # fmt: skip

REFUSED = [
    "", " ", "!!!", "...", '"', '""', "-flights", "-a -b", '-"a b"', "a*", "x-y*", "\x00", "ports\x00", "ports\x1b",
    "a" * 501, "x" * 10_000, " ".join(f"w{n}" for n in range(51)), '"' + "a " * 51 + '"', "a\ufffe", "☃", "=", "'",
]  # fmt: skip


def test_what_is_found(search: Search) -> None:
    found = {text: set(search(text)) for text in FOUND}
    assert found == FOUND


def test_whatever_is_asked(search: Search, client: httpx.Client) -> None:
    for text in HOSTILE:
        answer = client.get(PATH, params={"q": text, "count": "exact"})
        assert answer.status_code in {200, 422}, (text, answer.text)
        assert answer.status_code == 422 or answer.json()["count"] == len(search(text)) < len(RECORDS), text
    # Signs mean nothing.
    for text in ("ports)", "^ports", "'ports'", "--x =ports", "\u200bports", "ports | !flights -of"):
        assert search(text), text
    # And a text that holds a sign is no question for it.
    assert search("ports = flights") == search("ports & flights") == search("ports flights") == ["more-flights"]
    for text in REFUSED:
        assert invalid(client.get(PATH, params={"q": text})) == ["q"], text
    assert invalid(client.get(PATH)) == ["q"]
    for query in ({"type": "people"}, {"limit": "0"}, {"limit": "201"}, {"include": "all"}, {"sort": "id"}):
        assert invalid(client.get(PATH, params={"q": "ports"} | query)) == [*query]


@given(st.text(st.one_of(st.sampled_from(" \"'-*()&|!:\\=<>aeß"), st.characters(codec="utf-8")), max_size=40))
@settings(max_examples=40)
def test_whatever_else_is_asked(client: httpx.Client, search: Search, text: str) -> None:
    answer = client.get(PATH, params={"q": text})
    assert answer.status_code in {200, 422}, (text, answer.text)
    if answer.is_success:
        assert answer.json()["items"] == [hit for page in pages(client, q=text, limit=1) for hit in page]


def test_the_best_come_first(search: Search) -> None:
    # In the title rather than in the text, in the text rather than in a quotation.
    assert search("deportation flights ports") == ["more-flights"]
    assert search("port")[0] == "ports"
    assert search("deportation") == ["deportation", "more-flights"]
    assert search("arevalo") == ["arevalo", "border-force"]


def test_hits_show_what_was_found(client: httpx.Client, search: Search) -> None:
    (hit,) = client.get(PATH, params={"q": "border arevalo -flights"}).json()["items"]
    assert hit["score"] > 0
    assert hit | {"score": 0} == {
        "collection": "pledges",
        "id": "border-force",
        "label": "A border task force",
        "score": 0,
        "link": "/v1/pledges/border-force",
        "highlights": [
            {"field": "/title", "start": 0, "fragments": marked("A [border] task force")},
            {"field": "/citations/0/quote/prefix", "start": 0, "fragments": marked("[Arévalo] said he")},
            {
                "field": "/citations/0/quote/exact",
                "start": 0,
                "fragments": marked("will launch a new [border] protection task force"),
            },
        ],
    }
    assert client.get(hit["link"]).json()["id"] == hit["id"]


def marked(text: str) -> list[dict[str, Any]]:
    """Return fragments, where brackets are around those that matched."""
    pieces = text.replace("[", "|[").replace("]", "|").split("|")
    return [{"text": piece.lstrip("["), "matched": piece.startswith("[")} for piece in pieces if piece]


def test_long_texts_are_cut_between_words(client: httpx.Client, search: Search) -> None:
    (hit,) = client.get(PATH, params={"q": '"port was" promised', "type": "statements"}).json()["items"]
    summary = "Guatemala denied that any port was promised. " * 5
    assert hit["label"] == summary[:120].rsplit(" ", 1)[0] + " …"
    (highlight,) = hit["highlights"]
    shown = "".join(fragment["text"] for fragment in highlight["fragments"])
    assert summary[highlight["start"] :].startswith(shown)
    assert summary[highlight["start"] + len(shown)] == " "
    assert {fragment["text"] for fragment in highlight["fragments"] if fragment["matched"]} == {"port was", "promised"}


def test_of_some_collections_and_with_documents(client: httpx.Client, search: Search) -> None:
    whole = search("port")
    of = {record: collection for collection, record, _body in RECORDS}
    for types in (["topics"], ["pledges", "statements"], ["pledges", "topics", "pledges"], ["sources"]):
        assert search("port", type=types) == [record for record in whole if of[record] in types]
        counted = client.get(PATH, params={"q": "port", "type": types, "count": "exact", "limit": 1}).json()
        assert counted["count"] == len(search("port", type=types))
    for hit in client.get(PATH, params={"q": "port", "include": "document"}).json()["items"]:
        assert hit.pop("document") == client.get(hit["link"]).json()
    answer = client.get(PATH, params={"q": "port"})
    unchanged = client.get(PATH, params={"q": "port"}, headers={"If-None-Match": answer.headers["etag"]})
    assert unchanged.status_code == httpx.codes.NOT_MODIFIED


def test_the_pages_together_are_exactly_the_list(service: Service, client: httpx.Client) -> None:
    # Many hits of one score, in two collections, among others.
    for number in range(23):
        write(service, "topics", f"tied-{number}", name="Tied knots" if number % 5 else "Tied")
        write(service, "sources", f"tied-{number}", kind="other", title="Tied knots")
    (items,) = pages(client, q="tied", limit=200)
    whole = [(hit["collection"], hit["id"]) for hit in items]
    assert len(set(whole)) == 46
    for limit in (1, 7, 23, 46):
        found = list(pages(client, q="tied", limit=limit))
        assert [(hit["collection"], hit["id"]) for page in found for hit in page] == whole
        assert all(len(page) == limit for page in found[:-1])
    scores = [hit["score"] for page in pages(client, q="tied", limit=7) for hit in page]
    assert scores == sorted(scores, reverse=True)


def test_a_cursor_belongs_to_its_question(client: httpx.Client, search: Search) -> None:
    query = {"q": "port", "limit": "1"}
    cursor = client.get(PATH, params=query).json()["next_cursor"]
    for other in ({"q": "ports"}, {"type": "pledges"}, {"cursor": "x"}, {"cursor": cursor[:-3]}):
        refused(client.get(PATH, params=query | {"cursor": cursor} | other), 400, "bad-cursor")
    fingerprint, score, number = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    for forged in ([fingerprint, "nan", number], [fingerprint, None, number], [fingerprint, score, "x"]):
        text = base64.urlsafe_b64encode(json.dumps(forged).encode()).decode().rstrip("=")
        refused(client.get(PATH, params=query | {"cursor": text}), 400, "bad-cursor")


def test_what_was_written_is_found_at_once(client: httpx.Client, search: Search) -> None:
    path = client.post("/v1/topics", json={"name": "Zapatos"}).headers["location"]
    assert search("zapato") == ["zapatos"]
    tag = client.get(path).headers["etag"]
    assert client.patch(path, json={"name": "Sombreros"}, headers={"If-Match": tag}).status_code == httpx.codes.OK
    assert search("zapato") == []
    assert search("sombrero") == ["zapatos"]
    assert client.delete(path).status_code == httpx.codes.NO_CONTENT
    assert search("sombrero") == []
    assert client.put(path, json={"name": "Zapatos otra vez"}).status_code == httpx.codes.CREATED
    assert search("zapato") == ["zapatos"]


def test_what_cannot_be_seen_hides_nothing(client: httpx.Client, search: Search) -> None:
    unseen = "tran\u200bsi\u3164s\u2060th\u034fmi\ufe0fan"
    client.put("/v1/topics/canal", json={"name": f"{unseen} \u202bcanal\u202c"}).raise_for_status()
    report = {"kind": "other", "title": "A report", "caveats": [f"Of the {unseen}\u200d traffic"]}
    client.put("/v1/sources/canal-report", json=report).raise_for_status()
    assert client.get("/v1/topics/canal").json()["name"] == "transisthmian canal"
    for asked in ("transisthmian", unseen, f'"{unseen}"', "transis*"):
        assert set(search(asked)) == {"canal", "canal-report"}, ascii(asked)


def test_reasons_are_found_while_they_stand(client: httpx.Client, search: Search) -> None:
    changes = "/v1/pledges/border-force/status-changes"
    body = {"status": "planned", "reason": "Recruits were seen", "citations": [{"source": "the-communique"}]}
    change = client.post(changes, json=body).json()["id"]
    (hit,) = client.get(PATH, params={"q": "recruit"}).json()["items"]
    (highlight,) = hit["highlights"]
    assert highlight["field"] == f"/status_changes/{change}/reason"
    assert client.post(f"{changes}/{change}/withdraw", json={"reason": "a mistake"}).status_code == httpx.codes.OK
    assert search("recruit") == search("mistake") == []


def test_of_a_record_beyond_measure_the_first_words_are_found(service: Service, search: Search) -> None:
    # More words than PostgreSQL has places, and more octets than it takes.
    many = [{"id": f"c-{n}", "source": "the-communique", "note": f"w{n} " * 5_000} for n in range(8)]
    long = [{"id": f"c-{n}", "source": "the-communique", "note": long_words(n)} for n in range(18)]
    write(service, "topics", "many", name="Beyond many", citations=many)
    write(service, "topics", "long", name="Beyond long", citations=long)
    assert set(search("beyond")) == {"many", "long"}
    assert search('beyond "w2 w2"') == ["many"]
    assert search("beyond w7") == []
    write(service, "topics", "many", name="Less")
    write(service, "topics", "long", name="Less")
    assert search("beyond") == []


def long_words(number: int) -> str:
    return " ".join(f"{number}{chr(0x4E00 + word) * 60}" for word in range(300))


def test_made_anew_it_finds_the_same(service: Service, search: Search) -> None:
    fill(service)
    before = {text: search(text) for text in FOUND}
    service.write(lambda connection: connection.exec_driver_sql("DELETE FROM search_words"))
    assert search("port") == []
    service.write(rebuild)
    assert {text: sorted(search(text)) for text in FOUND} == {text: sorted(found) for text, found in before.items()}
    # Nothing is left to be done.
    assert not service.write(advance, SEARCH)


def test_what_was_merged_is_found_no_more(client: httpx.Client, search: Search) -> None:
    for record, name in (("kept", "Ferrocarriles"), ("given-up", "Ferrocarriles del Sur")):
        path = f"/v1/participants/{record}"
        assert client.put(path, json={"kind": "organization", "name": name}).status_code == httpx.codes.CREATED
    assert set(search("ferrocarril")) == {"kept", "given-up"}
    merge = {"into": "kept", "reason": "the same"}
    answer = client.post("/v1/participants/given-up/merge", json=merge, headers={"If-Match": "*"})
    assert answer.is_success, answer.text
    assert search("ferrocarril") == ["kept"]

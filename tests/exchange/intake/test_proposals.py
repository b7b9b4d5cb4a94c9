"""A text is read and answered with a proposal, which goes in as a bundle as it is."""

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.intake.conftest import PATH, Ask

pytestmark = pytest.mark.usefixtures("read_here")

READOUT = """Guatemala and Norway agree on clinics

On 4 March 2025 the Guatemalan president, Bernardo Arévalo, met the Norwegian foreign minister Kari Lund in Oslo.

Norway will fund two field hospitals in Petén by the end of 2026. Guatemala agreed to train 300 nurses. Both countries \
pledged to exchange data on outbreaks.

“These hospitals will save thousands of lives,” Lund said. She praised the patience of Guatemala. Arévalo denied any \
plan to close public clinics.

A Norwegian official who asked not to be named said that a loan will be signed in May. The hospitals would help the \
whole region.
"""


def of_kind(proposal: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in proposal["candidates"] if one["kind"] == kind]


def titles(proposal: dict[str, Any]) -> list[str]:
    return [one["draft"]["title"] for one in of_kind(proposal, "pledge")]


def parties(draft: dict[str, Any]) -> list[tuple[str, str]]:
    return [(party["participant"], party["role"]) for party in draft["parties"]]


def number(client: httpx.Client) -> int:
    found: int = client.get("/v1/ledger").json()["number"]
    return found


def test_what_was_pledged_comes_back_as_drafts(ask: Ask) -> None:
    proposal = ask(READOUT)
    assert proposal["language"] == "en"
    assert titles(proposal) == [
        "Fund two field hospitals in Petén by the end of 2026", "Train 300 nurses", "Exchange data on outbreaks",
    ]  # fmt: skip
    fund, train, exchange = (one["draft"] for one in of_kind(proposal, "pledge"))
    assert (fund["due"], fund["due_text"], fund["strength"]) == ("2026", "by the end of 2026", "firm")
    assert parties(fund) == [("norway", "promisor"), ("guatemala", "promisee")]
    assert parties(train) == [("guatemala", "promisor"), ("norway", "promisee")]
    assert (train["origin"], train["targets"][0]["value"], train["targets"][0]["unit"]) == ("agreed", 300, "nurses")
    assert {one for one, _role in parties(exchange)} == {"guatemala", "norway"}
    assert {draft["announced"] for draft in (fund, train, exchange)} == {"2025-03-04?"}


def test_every_quotation_stands_in_the_text_at_its_place(ask: Ask) -> None:
    proposal = ask(READOUT)
    quotations = [one["quotation"] for one in (*proposal["candidates"], *proposal["ignored"], proposal["meeting"])]
    assert quotations
    for quotation in quotations:
        assert proposal["text"][quotation["start"] : quotation["end"]] == quotation["text"]
    for candidate in proposal["candidates"]:
        assert candidate["draft"]["citations"][0]["quote"]["exact"] == candidate["quotation"]["text"]


def test_what_is_said_besides_comes_as_statements(ask: Ask) -> None:
    kinds = {one["draft"]["kind"]: one["draft"] for one in of_kind(ask(READOUT), "statement")}
    assert kinds["forecast"]["attributed_to"] == "A Norwegian official"
    assert "speaker" not in kinds["forecast"]
    assert kinds["praise"]["speaker"] == "kari-lund"
    assert (kinds["denial"]["speaker"], kinds["denial"]["on_behalf_of"]) == ("bernardo-arevalo", "guatemala")


def test_what_is_passed_over_says_why(ask: Ask) -> None:
    passed = {one["quotation"]["text"]: one["why"] for one in ask(READOUT)["ignored"]}
    assert passed["The hospitals would help the whole region"] == "hypothetical"


def test_the_meeting_is_found_and_matched(ask: Ask) -> None:
    proposal = ask(
        "On 5 February 2025 President Bernardo Arévalo met Secretary of State Marco Rubio in Guatemala City."
    )
    meeting = proposal["meeting"]
    assert (meeting["draft"]["starts"], meeting["draft"]["status"]) == ("2025-02-05", "held")
    assert {one["participant"] for one in meeting["draft"]["attendance"]} == {"bernardo-arevalo", "marco-rubio"}
    assert {one["on_behalf_of"] for one in meeting["draft"]["attendance"]} == {"guatemala", "united-states"}
    assert meeting["matches"][0]["id"] == "rubio-arevalo-2025-02-05"


def test_known_participants_are_matched_and_others_drafted(ask: Ask) -> None:
    named = {one["id"]: one for one in ask(READOUT)["participants"]}
    assert named["guatemala"]["draft"] is None
    assert named["bernardo-arevalo"]["matches"][0]["name"] == "Bernardo Arévalo"
    assert named["norway"]["draft"] == {"id": "norway", "kind": "state", "name": "Norway", "country": "no"}
    lund = named["kari-lund"]["draft"]
    assert (lund["kind"], lund["country"], lund["offices"]) == (
        "person", "no", [{"title": "foreign minister", "body": "norway"}],
    )  # fmt: skip


def test_without_talks_of_two_sides_whom_the_text_names_is_promised_to(ask: Ask, client: httpx.Client) -> None:
    proposal = ask("Norway agreed to provide Guatemala with two ships. Togo will open a school in Ghana.")
    ships, school = (parties(one["draft"]) for one in of_kind(proposal, "pledge"))
    assert ships == [("norway", "promisor"), ("guatemala", "promisee")]
    assert school == [("togo", "promisor"), ("ghana", "beneficiary")]
    would = client.post("/v1/bundles", params={"dry_run": True}, json=proposal["bundle"])
    assert would.status_code == httpx.codes.OK, would.text


def test_a_meeting_of_days_has_its_first_and_its_last(ask: Ask) -> None:
    draft = ask("The presidents of Norway and Togo met in Lomé from 20 to 22 March 2025.")["meeting"]["draft"]
    assert (draft["starts"], draft["ends"]) == ("2025-03-20", "2025-03-22")


def test_nothing_is_saved_and_the_bundle_goes_in_as_it_is(ask: Ask, client: httpx.Client) -> None:
    before = number(client)
    bundle = ask(READOUT, kind="readout", title="Clinics", published="2025-03-05")["bundle"]
    assert number(client) == before
    would = client.post("/v1/bundles", params={"dry_run": True}, json=bundle)
    assert would.status_code == httpx.codes.OK, would.text
    assert would.json()["counts"]["pledges"]["created"] == 3


def test_ids_of_a_text_that_was_accepted_are_not_proposed_again(ask: Ask, client: httpx.Client) -> None:
    text = "On 2 April 2025 Ghana and Togo met in Accra. Ghana will open a school in Lomé."
    first = ask(text, title="A school")["bundle"]
    client.post("/v1/bundles", json=first).raise_for_status()
    second = ask(text, title="A school")["bundle"]
    taken = {(name, one["id"]) for name, found in first.items() for one in found}
    assert not taken & {(name, one["id"]) for name, found in second.items() for one in found}
    again = client.post("/v1/bundles", params={"dry_run": True}, json=second)
    assert again.status_code == httpx.codes.OK, again.text


def test_a_pledge_of_nobody_waits_for_a_promisor(ask: Ask) -> None:
    proposal = ask("A joint customs post will be opened next to the bridge at Busia.")
    (candidate,) = proposal["candidates"]
    assert "no_promisor" in candidate["reasons"]
    assert candidate["draft"]["parties"] == []
    assert "pledges" not in proposal["bundle"]


def test_a_text_that_says_nothing_is_answered_with_its_source(ask: Ask, client: httpx.Client) -> None:
    proposal = ask("Rain fell in the night.")
    assert proposal["candidates"] == []
    assert list(proposal["bundle"]) == ["sources"]
    assert client.post("/v1/bundles", params={"dry_run": True}, json=proposal["bundle"]).is_success


def test_what_is_known_of_the_source_is_taken(ask: Ask) -> None:
    source = ask("Rain fell.", kind="speech", title="Rain", url="https://example.org/rain", publisher="A ministry")[
        "source"
    ]
    assert (source["kind"], source["title"], source["url"], source["publisher"]) == (
        "speech", "Rain", "https://example.org/rain", "A ministry",
    )  # fmt: skip


def test_only_writers_may_ask(service: Any) -> None:
    for scope, status in (("read", 403), (None, 401)):
        with service.client(scope) as client:
            assert client.post(PATH, json={"text": "Rain fell."}).status_code == status


def test_what_an_adopted_text_says_itself_is_in_its_own_words_and_of_a_report_in_the_reporters(ask: Ask) -> None:
    for kind, voice in (("communique", "document"), ("treaty_text", "document"), ("news_report", "reporter")):
        proposal = ask(READOUT, kind=kind)
        cited = [one["draft"]["citations"][0] for one in of_kind(proposal, "pledge")]
        assert {citation["voice"] for citation in cited} == {voice}
        assert proposal["meeting"]["draft"]["citations"][0]["voice"] == voice
    # Whoever is named speaks for themselves, whatever the text is.
    spoken = [one["draft"]["citations"][0] for one in of_kind(ask(READOUT, kind="communique"), "statement")]
    assert all("speaker" in citation or "attributed_to" in citation for citation in spoken)


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian foreign minister, Kari Lund, thanked Guatemala for its hospitality.",
        "The Norwegian foreign minister, Kari Lund, stressed the long friendship between both countries.",
        "La ministra noruega, Kari Lund, agradeció a Guatemala su hospitalidad.",
        "La ministra noruega, Kari Lund, destacó la histórica amistad entre ambos pueblos.",
    ],
)
def test_thanks_and_friendship_wait_for_somebody_to_accept_them(ask: Ask, text: str) -> None:
    proposal = ask(text)
    (candidate,) = proposal["candidates"]
    assert "courtesy" in candidate["reasons"]
    assert "statements" not in proposal["bundle"]


def test_what_is_praised_or_stressed_besides_is_proposed(ask: Ask) -> None:
    for text in ("Norway praised Laos for its patience.", "Norway stressed that borders are not for sale."):
        assert len(ask(text)["bundle"]["statements"]) == 1


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "A senior Guatemalan official, who asked not to be named, expects Congress to approve the budget.",
            "A senior Guatemalan official",
        ),
        (
            "Un alto funcionario guatemalteco, que pidió no ser identificado, espera que se apruebe el presupuesto.",
            "Un alto funcionario guatemalteco",
        ),
    ],
)
def test_what_an_official_without_a_name_expects_is_a_forecast_of_an_anonymous_voice(
    ask: Ask, text: str, who: str
) -> None:
    (statement,) = (one["draft"] for one in ask(text)["candidates"])
    assert (statement["kind"], statement["attributed_to"]) == ("forecast", who)
    (citation,) = statement["citations"]
    assert citation["attributed_to"] == who  # which makes the voice anonymous


SENTENCES = (
    "Norway will fund two field hospitals in Petén by the end of 2026.",
    "Guatemala agreed to train 300 nurses.",
    "Both countries pledged to exchange data on outbreaks.",
    "Los dos países acordaron construir un puente en 2027.",
    "El presidente de Ghana anunció la creación de un fondo de 40 millones de dólares.",
    "“We will open a school,” President Ana Ruiz said.",
    "A senior official said that a loan will be signed.",
    "The parties agreed to:\n- open a port\n- buy two ships",
    "Kenya's commitment to training judges was praised by Chile.",
    "On 4 March 2025 President Ana Ruiz met Prime Minister Olav Lie in Oslo.",
    "If the vote passes, Malta will send boats in the coming weeks.",
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12))
def test_every_proposal_goes_in_as_a_bundle(ask: Ask, client: httpx.Client, sentences: list[str]) -> None:
    bundle = ask("\n\n".join(sentences))["bundle"]
    answer = client.post("/v1/bundles", params={"dry_run": True}, json=bundle)
    assert answer.status_code == httpx.codes.OK, answer.text

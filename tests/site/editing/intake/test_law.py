"""Law: what the rules propose goes into the form and comes out again as it was, where nobody changed anything."""

from typing import Any

import httpx
import pytest

from app.exchange.bundles.schemas import BUNDLE_BODY
from app.site.pages.editing.entries import Entries, entries_of
from app.site.pages.forms.intake.proposal import values_of
from app.site.pages.forms.intake.quotations import first_words
from app.site.pages.forms.intake.saving.bundle import MadeBundle, make_bundle
from tests.serving import Service
from tests.site.editing.intake.conftest import COMMUNIQUE, COMUNICADO, Recorder
from tests.site.editing.intake.proposals import PROPOSAL

TEXTS = {"en": COMMUNIQUE, "es": COMUNICADO}


def normal(bundle: dict[str, Any]) -> dict[str, Any]:
    """Return a bundle with all that it leaves out, so that two which say the same are equal.

    What is in no order is in one, and quotations are as long as may be quoted.
    """
    told: dict[str, Any] = BUNDLE_BODY.model_validate(bundle).model_dump(mode="json", by_alias=True)
    for pledge in told["pledges"]:
        pledge["parties"].sort(key=lambda party: (party["role"], party["participant"]))
    told["participants"].sort(key=lambda one: one["id"])
    for records in told.values():
        for record in records:
            for citation in record["citations"]:
                if citation["quote"]:
                    citation["quote"]["exact"] = first_words(citation["quote"]["exact"])
    return told


def made(entries: Entries) -> MadeBundle:
    return make_bundle(entries, {}, {})


def test_a_proposal_comes_out_of_the_form_as_it_went_in() -> None:
    found = made(Entries({**values_of(PROPOSAL), "text": [PROPOSAL["text"]]}))
    assert found.faults == []
    assert normal(found.bundle) == normal(PROPOSAL["bundle"])


def test_a_record_whose_name_is_corrected_gets_an_id_of_that_name() -> None:
    values = values_of(PROPOSAL) | {"text": [PROPOSAL["text"]]}
    before = made(Entries(values)).bundle
    names = {"candidate-1-title": "Open  three crossings", "meeting-title": "Meeting in Copán", "source-title": "Note"}
    names |= {
        name: "Ana Flor" for name, typed in values.items() if typed == ["The Minister of Trade"] and "-name" in name
    }
    found = made(Entries(values | {name: [typed] for name, typed in names.items()}))
    assert found.faults == []
    first, *others = [one["id"] for one in found.bundle["pledges"]]
    assert first == "open-three-crossings"
    assert others == [one["id"] for one in before["pledges"][1:]]
    assert [one["id"] for one in found.bundle["meetings"]] == ["meeting-in-copan"]
    assert [one["id"] for one in found.bundle["sources"]] == ["note"]
    assert [link["pledge"] for one in found.bundle["pledges"] for link in one.get("links", ())] == [
        "open-three-crossings"
    ]
    (minister,) = [one for one in found.bundle["participants"] if one["name"] == "Ana Flor"]
    assert minister["id"] == found.bundle["meetings"][0]["attendance"][1]["participant"] == "ana-flor"
    assert {one["meetings"][0]["meeting"] for one in found.bundle["pledges"]} == {"meeting-in-copan"}
    assert {one["citations"][0]["source"] for one in found.bundle["pledges"]} == {"note"}


@pytest.mark.parametrize("language", TEXTS)
def test_what_is_found_in_a_text_comes_out_of_the_form_as_it_went_in(seeded: Service, language: str) -> None:
    with seeded.client("write") as client:
        proposal = client.post("/v1/intake", json={"text": TEXTS[language]}).json()
    found = made(Entries({**values_of(proposal), "text": [proposal["text"]]}))
    assert found.faults == []
    assert len(found.bundle["pledges"]) >= 3
    assert normal(found.bundle) == normal(proposal["bundle"])


@pytest.mark.parametrize("language", TEXTS)
def test_a_browser_sends_what_was_found_as_it_was_shown(recorder: Recorder, seeded: Service, language: str) -> None:
    assert recorder.press("read", {"text": TEXTS[language]}).status_code == httpx.codes.OK
    found = made(entries_of(recorder.fields, sent=True))
    with seeded.client("write") as client:
        proposal = client.post("/v1/intake", json={"text": TEXTS[language]}).json()
    assert found.faults == []
    assert normal(found.bundle) == normal(proposal["bundle"])
    assert entries_of(recorder.fields, sent=True).values["text"] == [proposal["text"]]

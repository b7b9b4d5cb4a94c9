"""Recording by the form what was measured, so that a target can be judged as met."""

import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person

REPORT = "guatemala-us-migration-security-ties"
ANY = {"Accept": "*/*"}
TYPED = {"party": "", "period": "2025-05", "value": "3.3", "source-1": REPORT}
FULFILLED = {
    "party": "guatemala", "status": "fulfilled", "reason": "It is deep enough", "effective_on": "2025-06-01",
    "source-1": REPORT, "act-1": "concrete_action",
}  # fmt: skip


@pytest.fixture
def pledge(seeded: Service, unique: Unique) -> str:
    """Return a pledge of the test's own, with a target."""
    name = unique("measured")
    target = {"indicator": "depth", "measure": "count", "direction": "at_least", "value": 3.2, "unit": "metres"}
    parties = [{"participant": "guatemala", "role": "promisor"}]
    body = {"title": f"Pledge {name}", "announced": "2025-02-05", "parties": parties, "targets": [target]}
    with seeded.client("write") as client:
        client.put(f"/v1/pledges/{name}", json=body).raise_for_status()
    return name


def target_of(person: Person, pledge: str) -> str:
    return str(person.client.get(f"/v1/pledges/{pledge}", headers=ANY).json()["targets"][0]["id"])


def test_who_is_refused_for_want_of_a_measurement_records_one_and_is_not_refused_again(
    editor: Person, pledge: str
) -> None:
    refused = editor.send(f"/pledges/{pledge}/change-status", **FULFILLED)
    assert "Record a measurement first" in refused.text
    path = f"/pledges/{pledge}/record-measurement"
    assert '/record-measurement">Record a measurement</a>' in editor.client.get(f"/pledges/{pledge}").text
    typed = TYPED | {"target": target_of(editor, pledge)}
    checked = editor.send(path, "check", **typed)
    assert (checked.status_code, "May 2025: 3.3" in checked.text) == (200, True)
    saved = editor.send(path, **typed)
    assert saved.status_code == 303
    assert "The measurement was saved." in editor.client.get(str(saved.url.join(saved.headers["location"]))).text
    (found,) = editor.client.get(f"/v1/pledges/{pledge}/measurements", headers=ANY).json()["items"]
    assert (float(found["value"]), found["period"]["edtf"], found["party"]) == (3.3, "2025-05", None)
    assert [one["source"]["id"] for one in found["citations"]] == [REPORT]
    assert editor.send(f"/pledges/{pledge}/change-status", **FULFILLED).status_code == 303


def test_a_rule_that_is_met_meanwhile_is_set_aside_no_longer(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/change-status"
    without_reason = FULFILLED | {"override": "target_met"}
    refused = editor.send(path, **without_reason)
    assert 'name="override" value="target_met" checked' in refused.text
    assert "although the rules that are ticked here are not met" in refused.text
    measured = editor.send(f"/pledges/{pledge}/record-measurement", **TYPED, target=target_of(editor, pledge))
    assert measured.status_code == 303
    checked = editor.send(path, "check", **without_reason, override_reason="Nobody could measure it")
    assert (checked.status_code, 'name="override"' in checked.text) == (200, False)
    saved = editor.send(path, **without_reason, override_reason="Nobody could measure it")
    assert saved.status_code == 303
    (change,) = editor.client.get(f"/v1/pledges/{pledge}/status-changes", headers=ANY).json()["items"]
    assert change["override"] is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"period": "last May"}, "period"), ({"value": "deep"}, "value"), ({"source-1": ""}, "source-1")],
)
def test_what_is_wrong_is_said_at_its_field(editor: Person, pledge: str, typed: dict[str, str], field: str) -> None:
    given = TYPED | {"target": target_of(editor, pledge)} | typed
    answer = editor.send(f"/pledges/{pledge}/record-measurement", **given)
    assert (answer.status_code, f'href="#field-{field}"' in answer.text) == (422, True)


def test_a_pledge_without_a_target_says_so(editor: Person) -> None:
    page = editor.client.get("/pledges/guatemala-fight-corruption/record-measurement")
    assert (page.status_code, "has no target" in page.text, "Save the measurement" in page.text) == (200, True, False)


def test_dates_are_asked_for_in_plain_words_in_each_language(editor: Person, pledge: str) -> None:
    given = TYPED | {"target": target_of(editor, pledge), "period": "last May"}
    english = editor.send(f"/pledges/{pledge}/record-measurement", **given).text
    spanish = editor.send(f"/es/pledges/{pledge}/record-measurement", **given).text
    assert "Write a date such as" in english
    assert "Escriba una fecha como" in spanish
    assert "EDTF" not in english + spanish

"""Recording an assessment by the form, and where assessors disagree."""

import pytest

from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person

REPORT = "guatemala-us-migration-security-ties"
ANY = {"Accept": "*/*"}
TYPED = {
    "party": "guatemala", "assessor": "united-states", "assessor_kind": "promisee", "period": "2025", "score": "1",
    "axis": "completion", "source-1": REPORT,
}  # fmt: skip


@pytest.fixture
def pledge(seeded: Service, unique: Unique) -> str:
    """Return a pledge of the test's own, with criteria."""
    name = unique("assessed")
    body = {
        "title": f"Pledge {name}",
        "parties": [{"participant": one, "role": "promisor"} for one in ("guatemala", "mexico")],
        "criteria": {"fulfilled": "The port is open to large ships"},
    }
    with seeded.client("write") as client:
        client.put(f"/v1/pledges/{name}", json=body).raise_for_status()
    return name


def assessed(person: Person, pledge: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = person.client.get(f"/v1/pledges/{pledge}/assessments", headers=ANY).json()["items"]
    return found


def test_an_assessment_is_checked_and_saved(editor: Person, pledge: str) -> None:
    path = f"/pledges/{pledge}/record-assessment"
    assert '/record-assessment">Record an assessment</a>' in editor.client.get(f"/pledges/{pledge}").text
    assert "The port is open to large ships" in editor.client.get(path).text
    typed = TYPED | {"scale": "OGP completion", "value": "Complete", "methodology": "By reading reports"}
    checked = editor.send(path, "check", **typed)
    assert (checked.status_code, "Completion: United States, Guatemala, 2025, 1" in checked.text) == (200, True)
    assert assessed(editor, pledge) == []
    saved = editor.send(path, **typed)
    assert saved.status_code == 303
    page = editor.client.get(str(saved.url.join(saved.headers["location"]))).text
    assert "The assessment was saved." in page
    (found,) = assessed(editor, pledge)
    assert (found["score"], found["methodology"]) == (1, "By reading reports")
    assert found["as_published"] == {"scale": "OGP completion", "value": "Complete"}
    # One that corrects it names it.
    again = editor.send(path, **TYPED | {"score": "0", "supersedes": str(found["id"])})
    assert again.status_code == 303
    assert [(one["score"], one["superseded_by"] is None) for one in assessed(editor, pledge)] == [(1, False), (0, True)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"party": ""}, "party"),
        ({"score": ""}, "score"),
        ({"score": "5"}, "score"),
        ({"assessor": ""}, "assessor"),
        ({"period": "soon"}, "period"),
        ({"source-1": ""}, "rationale"),
        ({"scale": "OGP completion"}, "value"),
    ],
)
def test_what_is_wrong_stands_at_its_field(editor: Person, pledge: str, typed: dict[str, str], field: str) -> None:
    refused = editor.send(f"/pledges/{pledge}/record-assessment", **TYPED | typed)
    assert (refused.status_code, f'href="#field-{field}"' in refused.text) == (422, True)
    assert assessed(editor, pledge) == []


def test_who_judged_differently_stands_side_by_side(editor: Person, stranger: Person, pledge: str) -> None:
    path, title = f"/pledges/{pledge}/record-assessment", f"Pledge {pledge}"
    assert editor.send(path, **TYPED).status_code == 303
    assert title not in stranger.client.get("/assessors").text
    other = TYPED | {"assessor": "mexico", "assessor_kind": "independent", "score": "-1"}
    assert "judges it differently" in editor.send(path, "check", **other).text
    assert editor.send(path, **other | {"rationale": "No ship came"}).status_code == 303
    page = stranger.client.get("/assessors").text
    disputed = page[page.index(title) :]
    disputed = disputed[: disputed.index("</table>")]
    for told in ("United States", "Mexico", "No ship came", ">-1<", ">1<"):
        assert told in disputed, told
    assert "How far any two agree" in page
    assert 'href="../assessors"' in stranger.client.get(f"/pledges/{pledge}").text
    assert 'href="assessors"' in stranger.client.get("/method").text
    assert "Estados Unidos</a></th>" in stranger.client.get("/es/assessors").text.replace("</bdi>", "")
    assert "Dónde difieren los evaluadores" in stranger.client.get("/es/assessors").text


def test_readers_see_no_form(stranger: Person, pledge: str) -> None:
    assert "record-assessment" not in stranger.client.get(f"/pledges/{pledge}").text
    answer = stranger.client.get(f"/pledges/{pledge}/record-assessment")
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "../../sign-in")

"""A pledge of which every part is filled: several promisors, amended terms, verdicts that differ."""

import httpx

from tests.nouns.noun import Body

PLEDGE = "patrol-the-strait"
SOURCE = {"source": "landau-arevalo-talks", "voice": "reporter"}
DEED = SOURCE | {"act": "concrete_action", "quote": {"exact": "the boats were handed over"}}


def cited(**more: object) -> Body:
    """Return a citation of a report."""
    return SOURCE | more


FIRST: Body = {
    "title": "Patrol the strait with twenty boats",
    "summary": "Both navies are to send boats.",
    "wording": {"text": "The parties will patrol the strait with twenty boats.", "language": "en"},
    "kind": "operational",
    "origin": "agreed",
    "strength": "firm",
    "precision": "specific",
    "legal_nature": "not_legally_binding",
    "meetings": [{"meeting": "rubio-arevalo-2025-02-05", "role": "made_at"}],
    "instrument": "declaration-of-the-strait",
    "provision": "Article 4.2",
    "announced": "2024-02-05",
    "due": "2025-06",
    "due_text": "within sixteen months",
    "place": "the northern strait",
    "criteria": {"fulfilled": "Twenty boats patrol.", "partially_fulfilled": "Some do.", "not_fulfilled": None},
    "review_on": "2026-01",
    "conditions": [
        {"id": "money", "text": "if the costs are paid", "pledge": None, "met_on": "2024-09-01"},
        {"id": "ports", "text": "if the ports are open", "pledge": "us-army-corps-port-plans", "met_on": None},
    ],
    "topics": ["border-security"],
    "parties": [
        {"participant": "guatemala", "role": "promisor"},
        {"participant": "honduras", "role": "promisor"},
        {"participant": "united-states", "role": "promisee"},
        {"participant": "guatemala-armed-forces", "role": "implementer"},
    ],
    "targets": [
        {
            "id": "boats", "indicator": "boats on patrol", "measure": "count", "direction": "increase", "value": 20,
            "unit": "boats", "baseline": {"value": 4, "date": "2024-01", "source": "landau-arevalo-talks"},
        },
        {"id": "seizures", "indicator": "seizures", "measure": "count", "direction": "increase", "value": 40,
         "unit": "percent"},
        {"id": "crew", "indicator": "crew on a boat", "measure": "count", "direction": "between", "lower": 8,
         "upper": 12},
    ],
    "links": [{"type": "part_of", "pledge": "trilateral-protect-common-borders"}],
    "language": "en",
    "translations": {"es": {"title": "Patrullar el estrecho con veinte barcos"}},
    "citations": [
        cited(
            quote={"exact": "will patrol the strait with twenty boats"}, relation="supports", act="announcement",
            voice=None, speaker="bernardo-arevalo",
        ),
        cited(
            id="north", account={"field": "place", "value": "the northern part of the strait", "conflicts": True},
            quote={"exact": "the northern part of the strait"},
        ),
        cited(
            source="gt-news-arevalo-mayorkas", id="south",
            account={"field": "place", "value": "the southern part of the strait", "conflicts": True},
        ),
        cited(id="who", account={"field": "parties", "value": "both navies", "conflicts": False}),
        cited(id="denial", relation="contradicts", note="Says that no boat was promised.", voice="anonymous",
              attributed_to="an official of the port"),
    ],
}  # fmt: skip

PARTS: tuple[tuple[str, Body], ...] = (
    ("status-changes", {"party": "guatemala", "status": "in_progress", "effective_on": "2024-08~",
                        "reason": "Four boats were handed over.", "citations": [DEED]}),
    ("status-changes", {"party": "honduras", "status": "no_verified_progress", "effective_on": "2024-12-31",
                        "reason": "Nothing was found.", "sources_reviewed_up_to": "2024-12-31",
                        "unknown_because": "not_published"}),
    ("amendments", {"changes": {"due": "2026-03-31", "wording": {
        "text": "The parties will patrol the strait with ten boats.", "language": "en"}}, "effective_on": "2025-03-01",
        "reason": "More time was asked for.", "agreed_with": ["united-states"], "citations": [cited()]}),
    ("status-changes", {"party": "guatemala", "status": "not_fulfilled", "effective_on": "2026-04-02",
                        "reason": "Ten boats of twenty.", "citations": [cited(id="counted")]}),
    ("status-changes", {"party": "guatemala", "status": "in_progress", "effective_on": "2026-05-01",
                        "reason": "Six more came.", "citations": [DEED],
                        "override": {"guards": ["reversal_evidence"], "reason": "No newer report was published."}}),
    ("milestones", {"title": "Half of the boats", "due": "2024-12", "target": "boats", "value": 10,
                    "done_on": "2025-02"}),
    ("milestones", {"title": "Train the crews", "due": "2025-01"}),
    ("measurements", {"target": "boats", "period": "2024-06", "value": 8, "citations": [cited()]}),
    ("measurements", {"target": "boats", "period": "2025", "value": 14.5, "note": "A mean of the year.",
                      "citations": [cited()]}),
    ("measurements", {"target": "boats", "party": "honduras", "period": "2025-06", "value": 2,
                      "citations": [cited()]}),
    ("assessments", {"party": "guatemala", "score": 1, "period": "2025", "assessor": "guatemala",
                     "assessor_kind": "self_report", "rationale": "We did what we could.", "citations": []}),
    ("assessments", {"party": "guatemala", "score": -1, "period": "2025", "assessor": "united-states",
                     "assessor_kind": "promisee", "rationale": "Ten boats are not twenty.", "citations": [cited()],
                     "as_published": {"value": "poor", "scale": "Scorecard"}}),
    ("positions", {"participant": "united-states", "position": "accepts_in_part", "on": "2024-02-06",
                   "citations": [cited()]}),
    ("positions", {"participant": "honduras", "position": "rejects", "on": "2026-04-10",
                   "about": "status_changes/2024-12-31-no-verified-progress-honduras", "citations": [cited()]}),
)  # fmt: skip

OTHERS: tuple[tuple[str, Body], ...] = (
    ("/v1/instruments/declaration-of-the-strait", {"title": "Declaration of the strait", "kind": "declaration"}),
    (f"/v1/pledges/{PLEDGE}", FIRST),
    ("/v1/pledges/buy-the-boats", FIRST | {
        "title": "Buy the boats", "targets": [], "conditions": [], "wording": None, "citations": [], "criteria": None,
        "instrument": None, "provision": None, "links": [{"type": "part_of", "pledge": PLEDGE}], "due": None}),
    ("/v1/pledges/patrol-the-coast", {
        "title": "Patrol the coast", "parties": [{"participant": "honduras", "role": "promisor"}],
        "links": [{"type": "supersedes", "pledge": PLEDGE}]}),
    ("/v1/actions/hand-over-four-boats", {
        "kind": "delivery", "title": "Four boats handed over", "happened": "2024-08~",
        "actors": [{"participant": "guatemala-armed-forces", "on_behalf_of": "guatemala"}],
        "about": [{"pledge": PLEDGE, "relation": "carries_out", "note": "Four of twenty."}], "citations": [DEED]}),
    ("/v1/statements/the-boats-will-come", {
        "kind": "forecast", "summary": "An official expects the boats by summer.", "said": "2025-02",
        "attributed_to": "an official of the port", "about": [PLEDGE], "citations": [cited()]}),
)  # fmt: skip
EDITED = {"summary": "Both navies are to send boats, ten each."}


def record_full_pledge(client: httpx.Client) -> None:
    """Write the pledge, all of its parts, and what refers to it."""
    for path, body in OTHERS:
        _accepted(client.put(path, json=body))
    for part, body in PARTS:
        _accepted(client.post(f"/v1/pledges/{PLEDGE}/{part}", json=body))
    _accepted(client.patch(f"/v1/pledges/{PLEDGE}", json=EDITED, headers={"If-Match": "*"}))


def _accepted(response: httpx.Response) -> None:
    assert response.is_success, response.text

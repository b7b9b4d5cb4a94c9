"""Records that others refer to: there before any test of a module runs."""

from tests.nouns.noun import Body

WORLD: tuple[tuple[str, str, Body], ...] = (
    ("sources", "report-a", {"kind": "news_report", "title": "Report A"}),
    ("sources", "report-b", {"kind": "readout", "title": "Report B"}),
    ("sources", "report-c", {"kind": "dataset", "title": "Report C"}),
    ("participants", "america", {"kind": "group", "name": "America"}),
    (
        "participants",
        "united-states",
        {"kind": "state", "name": "United States", "part_of": [{"participant": "america"}]},
    ),
    ("participants", "guatemala", {"kind": "state", "name": "Guatemala"}),
    ("participants", "a-former-body", {"kind": "government_body", "name": "A former body", "to": "2024"}),
    ("participants", "elsewhere", {"kind": "state", "name": "Elsewhere"}),
    (
        "participants",
        "state-department",
        {"kind": "government_body", "name": "State Department", "part_of": [{"participant": "united-states"}]},
    ),
    (
        "participants",
        "marco-rubio",
        {"kind": "person", "name": "Marco Rubio", "offices": [{"title": "Secretary", "body": "state-department"}]},
    ),
    ("topics", "borders", {"name": "Borders"}),
    ("topics", "migration", {"name": "Migration", "parent": "borders"}),
    ("topics", "trade", {"name": "Trade"}),
    ("topics", "fishing", {"name": "Fishing"}),
    ("meetings", "the-tour", {"title": "The tour", "form": "tour", "status": "held"}),
    ("meetings", "the-summit", {"title": "The summit", "form": "meeting", "rank": "leaders", "status": "held"}),
    ("meetings", "the-talks", {"title": "The talks", "form": "meeting", "status": "held", "part_of": "the-tour"}),
    ("instruments", "the-declaration", {"title": "The declaration", "kind": "declaration"}),
    ("instruments", "the-other-declaration", {"title": "The other declaration", "kind": "declaration"}),
    (
        "pledges",
        "the-pledge",
        {
            "title": "The pledge",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": "guatemala", "role": "promisor"}],
            "meetings": [
                {"meeting": "the-talks", "role": "made_at"},
                {"meeting": "the-summit", "role": "discussed_at"},
            ],
        },
    ),
    (
        "pledges",
        "the-other-pledge",
        {
            "title": "The other pledge",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": "elsewhere", "role": "promisor"}],
        },
    ),
    (
        "pledges",
        "a-third-pledge",
        {
            "title": "A third pledge",
            "kind": "policy",
            "strength": "firm",
            "parties": [{"participant": "elsewhere", "role": "promisor"}],
        },
    ),
    ("actions", "the-action", {"kind": "delivery", "title": "The action"}),
    ("statements", "the-suggestion", {"kind": "offer", "summary": "They suggest it."}),
    ("statements", "the-claim", {"kind": "claim", "summary": "They claim it."}),
    ("statements", "the-silence", {"kind": "view", "summary": "Nobody answers it."}),
)

"""A proposal as the API answers it, of a text of our own: everything that a form can hold is in it."""

from typing import Any

TEXT = """Joint communiqué

The President of Sylvania and the Minister of Trade of Ruritania met in Port Amber on 3 March 2026.

Ruritania will open two new crossings by the end of 2026, provided that the bridge is safe. Both sides will train at
least 200 guards together. A senior official expects that trade will double.

Ruritania did not agree to any change of tariffs.
"""


def _quotation(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def _citation(words: str, **more: Any) -> dict[str, Any]:
    return {"source": "joint-communique-2026-03-03", "quote": {"exact": words}, **more}


SOURCE = {
    "id": "joint-communique-2026-03-03",
    "kind": "communique",
    "title": "Joint communiqué",
    "publisher": "Ministry of Trade of Ruritania",
    "url": "https://example.org/communique",
    "published": "2026-03-03",
    "language": "en",
}
MEETING = {
    "id": "sylvania-ruritania-2026-03-03",
    "title": "Talks of Sylvania and Ruritania",
    "form": "meeting",
    "rank": "ministers",
    "status": "held",
    "starts": "2026-03-03",
    "place": "Port Amber",
    "attendance": [
        {"participant": "guatemala", "role": "participant"},
        {"participant": "the-minister-of-trade", "role": "host", "title": "Minister", "on_behalf_of": "ruritania"},
    ],
    "citations": [_citation("met in Port Amber on 3 March 2026", voice="document")],
}
MINISTER = {
    "id": "the-minister-of-trade",
    "kind": "person",
    "name": "The Minister of Trade",
    "country": "gt",
    "part_of": [],
    "offices": [{"title": "Minister of Trade", "body": "ruritania"}],
}
MINISTRY = {
    "id": "ministry-of-trade",
    "kind": "government_body",
    "name": "Ministry of Trade",
    "part_of": [{"participant": "ruritania"}],
}
RURITANIA = {"id": "ruritania", "kind": "state", "name": "Ruritania"}
CROSSINGS = {
    "id": "open-two-new-crossings",
    "title": "Open two new crossings",
    "kind": "infrastructure",
    "origin": "agreed",
    "strength": "firm",
    "precision": "specific",
    "joint": "several",
    "announced": "2026-03-03",
    "due": "2026-12?",
    "due_text": "by the end of 2026",
    "language": "en",
    "parties": [
        {"participant": "ruritania", "role": "promisor"},
        {"participant": "guatemala", "role": "promisee"},
        {"participant": "ministry-of-trade", "role": "implementer"},
    ],
    "conditions": [{"text": "The bridge is safe"}],
    "targets": [
        {"indicator": "new crossings", "measure": "count", "direction": "increase", "value": 2},
    ],
    "meetings": [{"meeting": MEETING["id"], "role": "made_at"}],
    "citations": [_citation("Ruritania will open two new crossings", voice="document", act="announcement")],
}
TRAINING = {
    "id": "train-guards-together",
    "title": "Train guards together",
    "strength": "firm",
    "joint": "joint",
    "parties": [
        {"participant": "guatemala", "role": "promisor"},
        {"participant": "ruritania", "role": "promisor"},
    ],
    "targets": [
        {"indicator": "guards", "measure": "count", "direction": "between", "lower": "200", "upper": "300"},
    ],
    "links": [{"type": "part_of", "pledge": "open-two-new-crossings"}],
    "meetings": [{"meeting": MEETING["id"], "role": "made_at"}],
    "citations": [_citation("Both sides will train at least 200 guards together", voice="document", section="¶ 2")],
}
FORECAST = {
    "id": "trade-will-double",
    "kind": "forecast",
    "summary": "Trade will double.",
    "attributed_to": "a senior official",
    "said": "2026-03-03?",
    "meeting": MEETING["id"],
    "citations": [_citation("expects that trade will double", attributed_to="a senior official")],
}
PROPOSAL: dict[str, Any] = {
    "language": "en",
    "language_confidence": 0.99,
    "text": TEXT,
    "source": SOURCE,
    "meeting": {
        "draft": MEETING,
        "quotation": _quotation("met in Port Amber on 3 March 2026"),
        "rule": "en-met",
        "confidence": 0.8,
        "matches": [],
    },
    "participants": [
        {
            "id": "guatemala",
            "mention": "Sylvania",
            "quotations": [],
            "matches": [{"id": "guatemala", "name": "Guatemala", "confidence": 1.0}],
            "draft": None,
        },
        {"id": "ruritania", "mention": "Ruritania", "quotations": [], "matches": [], "draft": RURITANIA},
        {
            "id": "the-minister-of-trade",
            "mention": "the Minister of Trade",
            "quotations": [],
            "matches": [{"id": "alejandro-mayorkas", "name": "Somebody else", "confidence": 0.3}],
            "draft": MINISTER,
        },
        {
            "id": "ministry-of-trade",
            "mention": "Ministry of Trade",
            "quotations": [],
            "matches": [],
            "draft": MINISTRY,
        },
    ],
    "candidates": [
        {
            "kind": "pledge",
            "quotation": _quotation("Ruritania will open two new crossings by the end of 2026"),
            "rule": "en-will",
            "confidence": 0.9,
            "reasons": ["will", "relative_due"],
            "draft": CROSSINGS,
        },
        {
            "kind": "pledge",
            "quotation": _quotation("Both sides will train at\nleast 200 guards together."),
            "rule": "en-will",
            "confidence": 0.7,
            "reasons": ["collective"],
            "draft": TRAINING,
        },
        {
            "kind": "statement",
            "quotation": _quotation("A senior official expects that trade will double."),
            "rule": "en-expects",
            "confidence": 0.5,
            "reasons": ["unnamed_speaker"],
            "draft": FORECAST,
        },
    ],
    "ignored": [
        {
            "quotation": _quotation("Ruritania did not agree to any change of tariffs."),
            "rule": "en-agreed-to",
            "why": "negated",
        }
    ],
    "bundle": {
        "sources": [SOURCE],
        "participants": [RURITANIA, MINISTER, MINISTRY],
        "meetings": [MEETING],
        "pledges": [CROSSINGS, TRAINING],
        "statements": [FORECAST],
    },
}

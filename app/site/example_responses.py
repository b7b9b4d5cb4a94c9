"""Example answers that are no records: what the seeds would give, cut to what matters."""

from app.site.example_documents import NAMES
from app.site.examples import Schema

FLIGHTS = {"id": "guatemala-deportation-flights", "title": "Increase deportation flights by 40 %"}
UNJUDGED: Schema = {
    "status": "not_assessed", "effective_on": None, "reason": None, "change": None,
    "fulfilled_late": False, "is_reversal": False, "overridden": False, "unknown_because": None,
}  # fmt: skip
GUATEMALA = {"id": "guatemala", "name": "Guatemala"}
PLACES = {
    "northern border": {
        "part": None,
        "id": "us-guatemala-strategic-cooperation-2",
        "source": {
            "id": "us-guatemala-strategic-cooperation",
            "title": NAMES["sources", "us-guatemala-strategic-cooperation"],
        },
        "quote": {"exact": "to secure the northern border", "prefix": None, "suffix": None},
        "section": "paragraph 13",
        "note": "The other report says eastern borders.",
    },
    "eastern borders": {
        "part": None,
        "id": "guatemala-us-migration-security-ties-2",
        "source": {
            "id": "guatemala-us-migration-security-ties",
            "title": NAMES["sources", "guatemala-us-migration-security-ties"],
        },
        "quote": {"exact": "along its eastern borders", "prefix": None, "suffix": None},
        "section": "paragraph 3",
        "note": "The other report says the northern border.",
    },
}
CITED = {
    "page": None, "speaker": None, "attributed_to": None, "voice": "reporter", "relation": "supports", "act": None,
}  # fmt: skip
NOT_ASSESSED = {"total": 2, "assessed": 0, "not_assessed": 2, "statuses": {"not_assessed": 2}}
OUTCOMES = ("kept", "partly_kept", "broken", "unfinished", "let_off", "unknown")
NONE_DUE = {
    "due": {
        "total": 0,
        **dict.fromkeys(OUTCOMES, 0),
        "unknown_because": {"not_published": 0, "withheld": 0},
        "statuses": {},
    }
}
FLAGS = (
    "components", "overdue", "due_soon", "due_moved", "conditional", "newer_evidence", "review_due", "fulfilled_late",
    "is_reversal", "overridden", "status_conflict", "disputed", "criteria_after_verdict",
)  # fmt: skip
NONE_OF_TWO_ASSESSED = NOT_ASSESSED | NONE_DUE
NONE_OF_THREE_ASSESSED = NONE_OF_TWO_ASSESSED | {"total": 3, "not_assessed": 3, "statuses": {"not_assessed": 3}}
ONE_OF_EIGHT_DUE = {
    "total": 8,
    "assessed": 0,
    "not_assessed": 8,
    "statuses": {"not_assessed": 8},
    "due": NONE_DUE["due"] | {"total": 1, "unknown": 1, "statuses": {"not_assessed": 1}},
}

SEEDED: dict[str, tuple[str, Schema]] = {
    "ProgressReport": (
        "/v1/pledges/guatemala-deportation-flights/progress",
        {
            "pledge": FLIGHTS,
            "version": 1,
            "targets": [
                {
                    "id": "target",
                    "indicator": "deportation flights received",
                    "measure": "count",
                    "direction": "increase",
                    "value": 40,
                    "lower": None,
                    "upper": None,
                    "unit": "percent",
                    "aggregate": "latest",
                    "baseline": None,
                }
            ],
            "progress": {
                "percent": None,
                "met": None,
                "targets": [
                    {
                        "target": "target",
                        "baseline": None,
                        "goal": None,
                        "latest": None,
                        "value": None,
                        "percent": None,
                        "met": None,
                        "missing": ["baseline", "measurements"],
                        "milestones": [],
                        "parties": [],
                    }
                ],
            },
            "milestones": {"total": 0, "done": 0},
        },
    ),
    "PledgeAccounts": (
        "/v1/pledges/guatemala-border-task-force/accounts",
        {
            "pledge": {"id": "guatemala-border-task-force", "title": "Establish a border task force"},
            "version": 1,
            "disputed": True,
            "fields": [
                {
                    "field": "place",
                    "part": None,
                    "known": True,
                    "value": None,
                    "disputed": True,
                    "accounts": [
                        {
                            "value": place,
                            "conflicts": True,
                            "voice": "reporter",
                            "citation": {
                                **citation,
                                **CITED,
                                "account": {"field": "place", "value": place, "conflicts": True},
                            },
                        }
                        for place, citation in PLACES.items()
                    ],
                }
            ],
        },
    ),
    "LinkPage": (
        "/v1/pledges/us-army-corps-port-plans/links",
        {
            "items": [
                {
                    "id": "implements-us-infrastructure-partnership",
                    "type": "implements",
                    "direction": "outgoing",
                    "relation": "implements",
                    "pledge": {
                        "id": "us-infrastructure-partnership",
                        "title": "Partner with Guatemala on infrastructure",
                        "status": "not_assessed",
                    },
                }
            ],
            "waits_for": [],
            "conditions": [],
            "next_cursor": None,
        },
    ),
    "StatusReport": (
        "/v1/pledges/guatemala-deportation-flights/status",
        {
            "pledge": FLIGHTS,
            "version": 1,
            "parties": [{"party": GUATEMALA, "role": "promisor", **UNJUDGED}],
            "status": {"basis": "none", **UNJUDGED},
            "collective": {"status": "not_assessed", "assessed": 0, "promisors": 1},
            "components": None,
            "status_conflict": False,
            "criteria": None,
            "criteria_after_verdict": False,
            "overdue": False,
            "due_soon": False,
            "conditional": False,
            "newer_evidence": False,
            "review_due": False,
        },
    ),
    "Hits": (
        "/v1/search?q=deported+flight&type=pledges",
        {
            "items": [
                {
                    "collection": "pledges",
                    "id": FLIGHTS["id"],
                    "label": FLIGHTS["title"],
                    "score": 11.4777,
                    "link": "/v1/pledges/guatemala-deportation-flights",
                    "highlights": [
                        {
                            "field": "/title",
                            "start": 0,
                            "fragments": [
                                {"text": "Increase ", "matched": False},
                                {"text": "deportation", "matched": True},
                                {"text": " ", "matched": False},
                                {"text": "flights", "matched": True},
                                {"text": " by 40 %", "matched": False},
                            ],
                        }
                    ],
                }
            ],
            "next_cursor": None,
        },
    ),
    "Overview": (
        "/v1/stats/overview?topic=deportation-and-return",
        NONE_OF_THREE_ASSESSED
        | {
            "flags": dict.fromkeys(FLAGS, 0) | {"disputed": 1},
            "by_kind": [{"kind": "operational"} | NONE_OF_TWO_ASSESSED],
            "by_origin": [{"origin": "agreed"} | NONE_OF_TWO_ASSESSED],
            "by_strength": [{"strength": "firm"} | NONE_OF_TWO_ASSESSED],
            "by_precision": [{"precision": "specific"} | NONE_OF_THREE_ASSESSED],
            "by_attestation": [{"attestation": "on_record"} | NONE_OF_THREE_ASSESSED],
            "by_topic": [
                {"topic": {"id": "deportation-and-return", "name": "Deportation and return"}} | NONE_OF_TWO_ASSESSED
            ],
        },
    ),
    "Matrix": (
        "/v1/stats/matrix?promisee=netherlands",
        {
            "items": [
                {
                    "promisor": GUATEMALA,
                    "promisee": {"id": "netherlands", "name": "Netherlands"},
                    "total": 1,
                    "assessed": 0,
                    "not_assessed": 1,
                    "statuses": {"not_assessed": 1},
                    **NONE_DUE,
                    "pledges": "/v1/pledges?promisor=guatemala&promisee=netherlands&rollup=leaves",
                }
            ],
            "next_cursor": None,
        },
    ),
    "Timeline": (
        "/v1/stats/timeline?interval=year",
        {
            "items": [
                {"period": "2023", **NONE_OF_THREE_ASSESSED},
                {"period": "2024", **ONE_OF_EIGHT_DUE},
            ]
        },
    ),
}
"""What an address answers from the seeds, with fewer items: by the model of the answer."""

OTHERS: dict[str, Schema] = {
    "ComplianceReport": {
        "overall": {"mean": 0.25, "percent": 62.5, "scored": 8, "unweighted": 0, "due": 5, "total": 37, "disputed": 1},
        "items": [
            {
                "participant": GUATEMALA,
                "topic": None,
                "meeting": None,
                "year": None,
                "mean": 0.5,
                "percent": 75.0,
                "scored": 4,
                "unweighted": 0,
                "due": 2,
                "total": 14,
                "disputed": 1,
            }
        ],
        "next_cursor": None,
    },
    "RevisionDifferences": {
        "from": {
            "revision": 1,
            "entry": 96,
            "at": "2026-11-22T03:14:33.123456Z",
            "actor": "seeds",
            "operation": "put",
            "part": None,
        },
        "to": {
            "revision": 2,
            "entry": 170,
            "at": "2026-11-23T09:41:07.654321Z",
            "actor": "a newcomer",
            "operation": "put",
            "part": None,
        },
        "items": [
            {
                "pointer": "/due",
                "change": "changed",
                "before": "2025-11",
                "after": "2025-12",
                "label": "Due changed from 2025-11 to 2025-12",
            }
        ],
    },
    "MergeReport": {
        "id": "barcena",
        "version": 2,
        "into": "alicia-barcena",
        "reason": "One person, with and without an accent",
        "moved": [{"collection": "meetings", "id": "us-mexico-guatemala-migration-meeting", "version": 2}],
        "name_kept": False,
    },
    "UnmergeReport": {
        "id": "barcena",
        "version": 3,
        "from": "alicia-barcena",
        "moved_back": [{"collection": "meetings", "id": "us-mexico-guatemala-migration-meeting", "version": 3}],
        "left": [],
    },
    "Duplicates": {
        "items": [
            {
                "score": 1.0,
                "records": [
                    {"id": "alicia-barcena", "label": "Alicia Bárcena", "referring": 3},
                    {"id": "barcena", "label": "Alicia Barcena", "referring": 0},
                ],
                "why": ["names alike: 1.00", "same kind"],
                "different": None,
            }
        ],
        "found": 1,
    },
}
"""What the seeds give no example of: nobody has scored their pledges, each record is there once and as it was first."""


def fill(document: Schema) -> None:
    """Give the models of answers their examples."""
    examples = {model: answer for model, (_address, answer) in SEEDED.items()} | OTHERS
    for model, example in examples.items():
        document["components"]["schemas"][model]["examples"] = [example]

"""What is proposed of a text: drafts, each on its quotation, and the bundle that all of them make."""

from typing import Any

from sqlalchemy import Connection

from app.exchange.intake.cast import Cast, line, sides_of
from app.exchange.intake.citing import Setting, own_voice
from app.exchange.intake.drafts import meeting_draft, pledge_draft, shown, statement_draft
from app.exchange.intake.matching import free_ids, matched
from app.exchange.intake.meetings import like_meetings
from app.exchange.intake.schemas import GivenSource
from app.intake.findings import Finding, Reading
from app.ledger.model.shapes import Values
from app.values.identifiers import digest8, distinct, slug
from app.values.times.possible_dates import has_begun
from app.vocabulary import IntakeReason, SourceKind

KINDS = (
    (
        SourceKind.COMMUNIQUE,
        (
            "communiqué",
            "communique",
            "joint statement",
            "joint declaration",
            "comunicado conjunto",
            "declaración conjunta",
        ),
    ),
    (SourceKind.READOUT, ("readout", "read-out")),
    (SourceKind.PRESS_RELEASE, ("press release", "nota de prensa", "comunicado de prensa", "boletín")),
    (SourceKind.SPEECH, ("remarks by", "speech by", "discurso de", "palabras de")),
)
"""What the first lines of texts say of what they are."""

LOOKED_AT = 400
UNTITLED = "[Untitled text]"


def proposal(connection: Connection, reading: Reading, given: GivenSource) -> Values:
    """Return what is proposed of a text that was read, of a source of which something is given."""
    cast = Cast(reading, matched(connection, reading.actors))
    source = _source(reading, given)
    taken = _Ids(connection, digest8(reading.text))
    voice = own_voice(source["kind"])
    meeting = None if reading.meeting is None else meeting_draft(cast, reading.meeting, source["id"], voice)
    setting = Setting(
        source["id"],
        voice,
        None if meeting is None else meeting["id"],
        _day(meeting, source),
        sides_of(cast, reading.meeting),
    )
    drafts = _drafts(cast, setting)
    records = {
        "sources": [source],
        "participants": list(cast.drafts.values()),
        "meetings": [meeting] if meeting else [],
    }
    records["pledges"] = [draft for one, draft in zip(reading.findings, drafts, strict=True) if one.kind is None]
    records["statements"] = [draft for one, draft in zip(reading.findings, drafts, strict=True) if one.kind is not None]
    renamed = taken.free(records)
    told = {
        "language": reading.language,
        "language_confidence": reading.language_confidence,
        "text": reading.text,
        "source": source,
        "meeting": None if meeting is None or reading.meeting is None else {
            "draft": meeting,
            "quotation": _quotation(reading, reading.meeting.span),
            "rule": reading.meeting.rule,
            "confidence": reading.meeting.confidence,
            "matches": like_meetings(connection, meeting, {draft["id"] for draft in cast.drafts.values()}),
        },
        "participants": _participants(cast),
        "candidates": [_candidate(reading, one, draft) for one, draft in zip(reading.findings, drafts, strict=True)],
        "ignored": [
            {"quotation": _quotation(reading, one.span), "rule": one.rule, "why": one.why} for one in reading.ignored
        ],
        "bundle": _bundle(records, _courtesies(reading, drafts)),
    }  # fmt: skip
    return _with_ids(told, renamed)


def _drafts(cast: Cast, setting: Setting) -> list[Values]:
    found: list[Values] = []
    ids = set[str]()
    for finding in cast.reading.findings:
        whole = None if finding.part_of is None or finding.part_of >= len(found) else found[finding.part_of]
        is_whole = whole is not None and "title" in whole and _is_owed(whole)
        if finding.kind is None:
            draft = pledge_draft(cast, finding, setting, whole["id"] if whole is not None and is_whole else None)
        else:
            draft = statement_draft(cast, finding, setting)
        draft["id"] = distinct(draft["id"], ids)
        ids.add(draft["id"])
        found.append(draft)
    return found


def _is_owed(draft: Values) -> bool:
    return any(party["role"] == "promisor" for party in draft.get("parties", ()))


def _source(reading: Reading, given: GivenSource) -> Values:
    head = reading.text[:LOOKED_AT].casefold()
    kind = given.kind or next(
        (kind for kind, words in KINDS if any(word in head for word in words)), SourceKind.NEWS_REPORT
    )
    title = given.title or reading.title or UNTITLED
    base = slug(title) if title != UNTITLED else f"text-{digest8(reading.text)}"
    source: Values = {"id": base, "kind": kind, "title": line(title), "language": reading.language}
    optional = given.model_dump(include={"publisher", "author", "url", "published"}, exclude_none=True)
    return source | optional


def _day(meeting: Values | None, source: Values) -> str | None:
    """Return the day of what was said: the meeting's, since texts date that and not the words, else the source's."""
    day = (meeting or {}).get("starts")
    if day is not None and "/" not in day:
        day = day if day.endswith("?") else f"{day}?"
    day = day or source.get("published")
    return day if day is not None and has_begun(day) else None


def _quotation(reading: Reading, span: tuple[int, int]) -> Values:
    return {"start": span[0], "end": span[1], "text": reading.text[span[0] : span[1]]}


def _participants(cast: Cast) -> list[Values]:
    found = []
    for number, id in sorted(cast.ids.items()):
        actor = cast.actor(number)
        found.append(
            {
                "mention": actor.name or id,
                "id": id,
                "quotations": [{"start": first, "end": last} for first, last in actor.spans[:100]],
                "matches": [shown(one) for one in cast.matched.matches.get(number, ())],
                "draft": cast.drafts.get(id),
            }
        )
    named = {one["id"] for one in found}
    for code, id in sorted(cast.states.items()):
        if id not in named:
            known = cast.matched.states.get(code)
            found.append(
                {
                    "mention": known.name if known is not None else cast.drafts[id]["name"],
                    "id": id,
                    "quotations": [],
                    "matches": [] if known is None else [shown(known)],
                    "draft": cast.drafts.get(id),
                }
            )
    return found


def _candidate(reading: Reading, finding: Finding, draft: Values) -> Values:
    return {
        "kind": "pledge" if finding.kind is None else "statement",
        "quotation": _quotation(reading, finding.span),
        "rule": finding.rule,
        "confidence": finding.confidence,
        "reasons": list(dict.fromkeys(finding.reasons)),
        "draft": draft,
    }


def _courtesies(reading: Reading, drafts: list[Values]) -> set[str]:
    """Return the ids of the drafts of thanks and the like, which nobody need record."""
    told = zip(reading.findings, drafts, strict=True)
    return {draft["id"] for one, draft in told if IntakeReason.COURTESY in one.reasons}


def _bundle(records: dict[str, list[Values]], courtesies: set[str]) -> Values:
    """Return the bundle of all drafts that are whole, without what waits for a person.

    That is a pledge that nobody is said to owe, until somebody is named, and a courtesy, until somebody accepts it.
    """
    owed = [draft for draft in records["pledges"] if _is_owed(draft)]
    said = [draft for draft in records["statements"] if draft["id"] not in courtesies]
    return {name: found for name, found in {**records, "pledges": owed, "statements": said}.items() if found}


class _Ids:
    """Gives drafts ids that no record has or had."""

    def __init__(self, connection: Connection, salt: str) -> None:
        self._connection = connection
        self._salt = salt

    def free(self, records: dict[str, list[Values]]) -> dict[tuple[str, str], str]:
        """Return the id that each draft gets, by its collection and the id proposed first."""
        wanted = [(collection, draft["id"]) for collection, drafts in records.items() for draft in drafts]
        return free_ids(self._connection, wanted, self._salt)


REFERENCES: dict[str, str] = {
    "participant": "participants", "speaker": "participants", "on_behalf_of": "participants", "body": "participants",
    "source": "sources", "pledge": "pledges",
}  # fmt: skip
"""Which collection fields of drafts name a record of."""


def _with_ids(told: Values, renamed: dict[tuple[str, str], str]) -> Values:
    """Return the proposal with the ids that are free."""
    moved = {key: id for key, id in renamed.items() if id != key[1]}
    if not moved:
        return told
    bundle = {name: [_moved(one, name, moved) for one in found] for name, found in told["bundle"].items()}
    candidates = [
        one | {"draft": _moved(one["draft"], "pledges" if one["kind"] == "pledge" else "statements", moved)}
        for one in told["candidates"]
    ]
    participants = [
        one
        | {
            "id": one["id"] if one["draft"] is None else moved.get(("participants", one["id"]), one["id"]),
            "draft": None if one["draft"] is None else _moved(one["draft"], "participants", moved),
        }
        for one in told["participants"]
    ]
    meeting = told["meeting"]
    if meeting is not None:
        meeting = meeting | {"draft": _moved(meeting["draft"], "meetings", moved)}
    source = _moved(told["source"], "sources", moved)
    return told | {
        "source": source, "meeting": meeting, "participants": participants, "candidates": candidates, "bundle": bundle,
    }  # fmt: skip


def _moved(value: Any, collection: str | None, moved: dict[tuple[str, str], str]) -> Any:
    if isinstance(value, list):
        return [_moved(one, collection, moved) for one in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for name, one in value.items():
        if name == "id" and collection is not None:
            found[name] = moved.get((collection, one), one)
        elif name == "meeting" and isinstance(one, str):
            found[name] = moved.get(("meetings", one), one)
        elif name in REFERENCES and isinstance(one, str):
            found[name] = moved.get((REFERENCES[name], one), one)
        else:
            found[name] = _moved(one, None, moved)
    return found

"""What the rules found in a text, as the values of a form: the other way round from `bundle`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.site.pages.forms.intake import record_fields as fields
from app.site.pages.forms.intake.own_ids import CALLED_BY, ID, MADE_OF, mark_of
from app.site.pages.forms.intake.quotations import first_words, in_one_line

Values = dict[str, Sequence[str]]
MOST = 200
"""Candidates that a form holds, and passages that were left out."""


def values_of(proposal: Mapping[str, Any]) -> Values:
    """Return the values of the form's fields by their names. What is empty is left out."""
    bundle = proposal["bundle"]
    records = {(collection, record["id"]): record for collection, several in bundle.items() for record in several}
    called = _called(proposal["participants"])
    values: Values = {}
    _put_source(values, bundle)
    _put_meeting(values, proposal["meeting"], records, called)
    for number, participant in enumerate(proposal["participants"], start=1):
        _put_participant(values, f"{fields.PARTICIPANT}-{number}-", participant, records, called)
    for number, candidate in enumerate(proposal["candidates"][:MOST], start=1):
        prefix = f"{fields.CANDIDATE}-{number}-"
        draft = candidate["draft"]
        proposed = records.get((fields.COLLECTIONS[candidate["kind"]], draft["id"]))
        _put_reading(values, prefix, candidate)
        # What lacks something, such as who promises, is not proposed to be recorded as it is.
        _put(values, prefix, take="yes" if proposed else None, type=candidate["kind"])
        _put_id(values, prefix, draft["id"], (proposed or draft).get(CALLED_BY[candidate["kind"]]))
        put_record(values, prefix, candidate["kind"], proposed or draft, called)
    for number, passage in enumerate(proposal["ignored"][:MOST], start=1):
        prefix = f"{fields.LEFT_OUT}-{number}-"
        _put_reading(values, prefix, passage)
        _put(values, prefix, why=passage["why"])
    return values


def _put(values: Values, prefix: str, **given: Any) -> None:
    for name, value in given.items():
        if value is not None and value not in ("", []):
            values[prefix + name] = [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _put_id(values: Values, prefix: str, id: str, name: str | None) -> None:
    _put(values, prefix, **{ID: id, MADE_OF: mark_of(name or "")})


def _put_some(values: Values, prefix: str, names: Iterable[str], record: Mapping[str, Any]) -> None:
    _put(values, prefix, **{name: record.get(name) for name in names})


def _called(participants: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    """Return what participants are called in the form, by their ids: by their ids where two are called alike."""
    names = {one["id"]: _name(one) for one in participants}
    alike = list(names.values())
    return {id: name if alike.count(name) == 1 else id for id, name in names.items()}


def _name(participant: Mapping[str, Any]) -> str:
    known = next((match["name"] for match in participant["matches"] if match["id"] == participant["id"]), None)
    name: str = known or (participant["draft"] or {}).get("name") or participant["mention"]
    return name


def _put_source(values: Values, bundle: Mapping[str, Any]) -> None:
    for source in bundle.get("sources", ()):
        _put_id(values, f"{fields.SOURCE}-", source["id"], source.get("title"))
        _put_some(values, f"{fields.SOURCE}-", fields.OF_SOURCE, source)


def _put_meeting(
    values: Values, found: Mapping[str, Any] | None, records: Mapping[Any, Any], called: Mapping[str, str]
) -> None:
    prefix = f"{fields.MEETING}-"
    if found is None:
        return
    draft = found["draft"]
    meeting = records.get(("meetings", draft["id"]))
    if meeting is None:
        _put(values, prefix, known=found["matches"][0]["id"])
    meeting = meeting or draft
    _put_id(values, prefix, draft["id"], meeting.get("title"))
    _put(values, prefix, rule=found["rule"], confidence=found["confidence"])
    _put(values, prefix, match=[match["id"] for match in found["matches"] if meeting])
    _put_some(values, prefix, fields.OF_MEETING, meeting)
    for number, attendance in enumerate(meeting.get("attendance", ()), start=1):
        row = f"{prefix}attendance-{number}-"
        _put_some(values, row, fields.OF_ATTENDANCE, attendance)
        for name in ("participant", "on_behalf_of"):
            _put(values, row, **{name: _called_so(called, attendance.get(name))})
    for citation in meeting.get("citations", ())[:1]:
        _put_citation(values, prefix, citation, called)


def _put_participant(
    values: Values,
    prefix: str,
    participant: Mapping[str, Any],
    records: Mapping[Any, Any],
    called: Mapping[str, str],
) -> None:
    known = next((match["id"] for match in participant["matches"] if match["id"] == participant["id"]), None)
    _put(values, prefix, mention=participant["mention"], known=known)
    _put(values, prefix, called=called[participant["id"]])
    record = records.get(("participants", participant["id"])) or participant["draft"] or {}
    _put_id(values, prefix, participant["id"], record.get("name"))
    _put_some(values, prefix, fields.OF_PARTICIPANT, record)
    _put(values, prefix, part_of=[_called_so(called, one["participant"]) for one in record.get("part_of", ())])
    for office in record.get("offices", ())[:1]:
        _put(values, prefix, office=office["title"], office_of=_called_so(called, office.get("body")))


def _put_reading(values: Values, prefix: str, found: Mapping[str, Any]) -> None:
    quotation = found["quotation"]
    _put(values, prefix, passage=in_one_line(quotation["text"]), start=quotation["start"], end=quotation["end"])
    _put(values, prefix, rule=found["rule"], confidence=found.get("confidence"), reason=list(found.get("reasons", ())))


def put_record(values: Values, prefix: str, kind: str, record: Mapping[str, Any], called: Mapping[str, str]) -> None:
    """Put what a pledge or statement of a bundle says into the fields of a candidate."""
    _put_some(values, prefix, fields.OF_PLEDGE if kind == fields.PLEDGE else fields.OF_STATEMENT, record)
    _put(values, prefix, topic=list(record.get("topics", ())))
    for citation in record.get("citations", ())[:1]:
        _put_citation(values, prefix, citation, called)
    if kind == fields.STATEMENT:
        _put(values, prefix, at_meeting="yes" if record.get("meeting") else None)
        for name in fields.NAMED:
            _put(values, prefix, **{name: _called_so(called, record.get(name))})
        return
    for role in fields.ROLES:
        names = [_called_so(called, one["participant"]) for one in record.get("parties", ()) if one["role"] == role]
        _put(values, prefix, **{role: names})
    _put(values, prefix, meeting_role=[one["role"] for one in record.get("meetings", ())][:1])
    _put(values, prefix, condition=[one["text"] for one in record.get("conditions", ())])
    for number, target in enumerate(record.get("targets", ()), start=1):
        _put_some(values, f"{prefix}target-{number}-", fields.OF_TARGET, target)
    for number, link in enumerate(record.get("links", ()), start=1):
        _put_some(values, f"{prefix}link-{number}-", fields.OF_LINK, link)


def _put_citation(values: Values, prefix: str, citation: Mapping[str, Any], called: Mapping[str, str]) -> None:
    quote = citation.get("quote") or {}
    # The words that promise stand first: of a longer quotation they are kept.
    _put(
        values, prefix, quote=first_words(quote.get("exact", "")), before=quote.get("prefix"), after=quote.get("suffix")
    )
    _put(values, prefix, attributed_to=citation.get("attributed_to"))
    _put(values, prefix, speaker=_called_so(called, citation.get("speaker")))
    _put_some(values, prefix, fields.OF_CITATION, citation)


def _called_so(called: Mapping[str, str], id: str | None) -> str | None:
    return None if id is None else called.get(id, id)

"""Drafts of records, in the shapes in which bundles hold them, of what was found in a text."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.exchange.intake.cast import Cast, line, named_most
from app.exchange.intake.citing import Setting, citation, voiced
from app.exchange.intake.matching import Known
from app.intake.findings import Finding, FoundMeeting
from app.ledger.model.shapes import Values
from app.values.identifiers import slug
from app.values.times.dates import bounds
from app.values.times.possible_dates import has_begun
from app.vocabulary import PartyRole, PledgeKind, StatementKind, Voice

SUMMARY = 2_000


def meeting_draft(cast: Cast, meeting: FoundMeeting, source: str, voice: Voice) -> Values:
    """Return the draft of a meeting."""
    reading = cast.reading
    names = [cast.actor(number).name or cast.reading.territories[0] for number in meeting.attendees[:3]]
    joined = f"{', '.join(names[:-1])} {'y' if reading.language == 'es' else 'and'} {names[-1]}"
    title = f"Reunión de {joined}" if reading.language == "es" else f"Meeting of {joined}"
    starts = meeting.starts
    is_planned = meeting.is_planned or (starts is not None and not has_begun(starts))
    draft: Values = {
        "id": slug(" ".join([title, starts or ""]).replace("?", "")),
        "title": line(title),
        "language": reading.language,
        "form": meeting.form,
        "status": "planned" if is_planned else "held",
        "attendance": list(_attendance(cast, meeting)),
        "citations": [{**citation(reading, source, meeting.span), "voice": voice}],
    }
    optional = {
        "starts": starts,
        "ends": meeting.ends,
        "place": meeting.place and line(meeting.place),
        "country": meeting.country,
    }
    return draft | {name: value for name, value in optional.items() if value}


def _attendance(cast: Cast, meeting: FoundMeeting) -> Iterator[Values]:
    seen = set[str]()
    for number in meeting.attendees:
        participant = cast.id_of(number)
        if participant is None or participant in seen:
            continue
        seen.add(participant)
        actor = cast.actor(number)
        one: Values = {"participant": participant, "role": "participant"}
        if actor.kind != "territory" and (state := cast.state_of(number)) and state != participant:
            one["on_behalf_of"] = state
        if actor.role:
            one["title"] = line(actor.role)
        yield one


def pledge_draft(cast: Cast, finding: Finding, setting: Setting, whole: str | None) -> Values:
    """Return the draft of a pledge; `whole` is the id of the one that it is a part of."""
    reading = cast.reading
    title = line(finding.title) or line(reading.text[finding.span[0] : finding.span[1]])
    parties = _parties(cast, finding, setting)
    draft: Values = {
        "id": _id_of(title, parties),
        "title": title,
        "language": finding.language,
        "kind": finding.pledge_kind if finding.pledge_kind in {kind.value for kind in PledgeKind} else None,
        "origin": finding.origin,
        "strength": finding.strength,
        "precision": finding.precision,
        "joint": "joint" if finding.is_joint else "several",
        "parties": parties,
        "citations": [
            {
                **voiced(cast, finding, setting),
                "act": "announcement",
            }
        ],
    }
    if setting.meeting is not None:
        draft["meetings"] = [{"meeting": setting.meeting, "role": "made_at"}]
    if setting.day is not None:
        draft["announced"] = setting.day
    if finding.due is not None:
        draft["due_text"] = line(finding.due.words)
        if finding.due.edtf is not None and not _is_before(finding.due.edtf, setting.day):
            draft["due"] = finding.due.edtf
    if finding.condition:
        draft["conditions"] = [{"text": line(finding.condition, SUMMARY)}]
    if finding.targets:
        draft["targets"] = [_target(one) for one in finding.targets]
    if whole is not None:
        draft["links"] = [{"type": "part_of", "pledge": whole}]
    return {name: value for name, value in draft.items() if value is not None}


def _id_of(title: str, parties: Sequence[Values]) -> str:
    owing = [party["participant"] for party in parties if party["role"] == PartyRole.PROMISOR]
    lead = owing[0] if len(owing) == 1 else ""
    return slug(f"{lead} {title}".strip())


def _is_before(due: str, announced: str | None) -> bool:
    if announced is None:
        return False
    last, first = bounds(due)[1], bounds(announced)[0]
    return last is not None and first is not None and last < first


def _parties(cast: Cast, finding: Finding, setting: Setting) -> list[Values]:
    promisors = [id for number in finding.promisors if (id := cast.owing(number))]
    if finding.promisors and not promisors and finding.speaker is not None and (own := cast.state_of(finding.speaker)):
        # An administration whose country nobody names is that of who speaks for it.
        promisors = [own]
    if finding.collective is not None and not promisors:
        count = finding.collective or 2
        sides = list(setting.sides)
        promisors = sides if len(sides) >= 2 else named_most(cast, count)  # noqa: PLR2004 - one alone is no "both"
    promisors = list(dict.fromkeys(promisors))
    found = [(id, PartyRole.PROMISOR) for id in promisors]
    # A body of a state carries out what the state owes.
    bodies = [cast.id_of(number) for number in finding.promisors if cast.actor(number).kind == "body"]
    found += [(body, PartyRole.IMPLEMENTER) for body in bodies if body is not None and body not in promisors]
    found += [(id, PartyRole.PROMISEE) for id in _promisees(cast, finding, setting, promisors)]
    for number in finding.beneficiaries:
        id = cast.owing(number) if cast.actor(number).kind == "territory" else None
        if id is not None and id not in {one for one, _role in found}:
            found.append((id, PartyRole.BENEFICIARY))
    return [{"participant": id, "role": role.value} for id, role in found]


def _promisees(cast: Cast, finding: Finding, setting: Setting, promisors: Sequence[str]) -> list[str]:
    """Return to whom a pledge is made: the other of two sides that met, and whom the text names as promised to."""
    named = [id for number in finding.promisees if (id := cast.owing(number))]
    others = [id for id in setting.sides if id not in promisors]
    if setting.meeting is not None and len(setting.sides) == 2 and promisors and len(others) == 1:  # noqa: PLR2004 - two sides
        named = [others[0], *named]
    else:
        named += [id for number in finding.recipients if (id := cast.owing(number))]
    return [id for id in dict.fromkeys(named) if id not in promisors]


def _target(found: Any) -> Values:
    target: Values = {
        "indicator": line(found.indicator),
        "measure": found.measure,
        "direction": found.direction,
        "value": float(found.value) if "." in found.value else int(found.value),
    }
    return target | ({"unit": found.unit} if found.unit else {})


def statement_draft(cast: Cast, finding: Finding, setting: Setting) -> Values:
    """Return the draft of a statement."""
    reading = cast.reading
    said = reading.text[finding.span[0] : finding.span[1]]
    draft: Values = {
        "kind": finding.kind or StatementKind.VIEW,
        "summary": line(said, SUMMARY),
        "language": finding.language,
        "citations": [voiced(cast, finding, setting)],
    }
    who = ""
    if finding.attributed_to is not None:
        draft["attributed_to"] = line(finding.attributed_to)
        who = finding.attributed_to
        if finding.on_behalf_of is not None and (state := cast.state_of(finding.on_behalf_of)):
            draft["on_behalf_of"] = state
    elif finding.speaker is not None and (speaker := cast.id_of(finding.speaker)):
        draft["speaker"] = who = speaker
        state = cast.state_of(finding.speaker)
        if state is not None and state != speaker:
            draft["on_behalf_of"] = state
    if setting.meeting is not None:
        draft["meeting"] = setting.meeting
    if setting.day is not None:
        draft["said"] = setting.day
    return {"id": slug(f"{who} {line(said, 50)}"), **draft}


def shown(found: Known) -> Values:
    """Return a participant that may be meant."""
    return {"id": found.id, "name": found.name, "kind": found.kind, "confidence": found.confidence}

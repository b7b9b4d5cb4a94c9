"""Drafts of records, in the shapes in which bundles hold them, of what was found in a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.exchange.intake.matching import Known, Matched
from app.intake.findings import Actor, Finding, FoundMeeting, Reading
from app.ledger.model.shapes import Values
from app.values.codes.territories import territory_name
from app.values.identifiers import distinct, slug
from app.values.times.dates import bounds
from app.values.times.possible_dates import has_begun
from app.vocabulary import PartyRole, PledgeKind, StatementKind

LINE = 300
QUOTED_BEFORE = 40
SUMMARY = 2_000


def line(words: str, most: int = LINE) -> str:
    """Return words on one line, cut at a word."""
    text = " ".join(words.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


@dataclass
class Cast:
    """Who takes part: participants that are known, and drafts of those that are not, by the numbers of actors."""

    reading: Reading
    matched: Matched
    ids: dict[int, str] = field(default_factory=dict)
    drafts: dict[str, Values] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    """The ids of states, by the codes of their territories."""

    def actor(self, number: int) -> Actor:
        """Return an actor by its number."""
        return self.reading.actors[number]

    def id_of(self, number: int) -> str | None:
        """Return the id of a participant: of one that is known, or of a draft that is made here."""
        actor = self.actor(number)
        if number not in self.ids:
            known = self.matched.best(actor)
            made = known.id if known is not None else self._drafted(actor)
            if made is None:
                return None
            self.ids[number] = made
        return self.ids[number]

    def territory_of(self, number: int) -> str | None:
        """Return the territory for which an actor speaks: by the text, else by what is known of it."""
        actor = self.actor(number)
        if actor.territory:
            return actor.territory
        known = self.matched.best(actor)
        return self.matched.territories.get(known.id) if known is not None else None

    def state_of(self, number: int) -> str | None:
        """Return the id of the state for which an actor speaks; of a state, its own."""
        actor = self.actor(number)
        if actor.kind == "territory":
            return self.id_of(number)
        code = self.territory_of(number)
        return None if code is None else self.state(code)

    def state(self, code: str) -> str:
        """Return the id of a state, known or drafted here."""
        if code not in self.states:
            known = self.matched.states.get(code)
            self.states[code] = known.id if known is not None else self._new_state(code)
        return self.states[code]

    def owing(self, number: int) -> str | None:
        """Return the id of who owes what an actor promised: the state for which it speaks, else itself."""
        return self.state_of(number) or self.id_of(number)

    def _new_state(self, code: str) -> str:
        name = territory_name(code)
        id = self._new_id(name)
        is_union = code == "eu"
        kind = "intergovernmental_organization" if is_union else "state"
        self.drafts[id] = {"id": id, "kind": kind, "name": name, "country": code}
        return id

    def _new_id(self, name: str) -> str:
        known = {one.id for found in self.matched.matches.values() for one in found}
        known |= {one.id for one in self.matched.states.values()}
        return distinct(slug(name), known | self.drafts.keys())

    def _drafted(self, actor: Actor) -> str | None:
        if actor.kind == "territory":
            return None if actor.territory is None else self.state(actor.territory)
        if not actor.name or actor.kind == "side":
            return None
        name = line(actor.name)
        id = self._new_id(name)
        draft: Values = {"id": id, "kind": _KINDS.get(actor.kind, "organization"), "name": name}
        if actor.kind == "body" and actor.territory:
            state = self.state(actor.territory)
            draft |= {"kind": "government_body", "country": actor.territory, "part_of": [{"participant": state}]}
        if draft["kind"] == "person" and actor.territory:
            draft["country"] = actor.territory
            if actor.role:
                draft["offices"] = [{"title": line(actor.role), "body": self.state(actor.territory)}]
        self.drafts[id] = draft
        return id


_KINDS = {"person": "person", "side": "person", "name": "organization", "body": "organization", "group": "group"}


def sides_of(cast: Cast, meeting: FoundMeeting | None) -> list[str]:
    """Return the states for which those speak who meet, in order; without a meeting those that are named most."""
    attendees = [] if meeting is None else meeting.attendees
    found = [state for number in attendees if (state := cast.state_of(number))]
    return list(dict.fromkeys(found))


def named_most(cast: Cast, count: int) -> list[str]:
    """Return the states that a text names the most often."""
    return [cast.state(code) for code in cast.reading.territories[:count]]


def citation(reading: Reading, source: str, span: tuple[int, int], paragraph: int | None = None) -> Values:
    """Return a citation of a passage, with what stands before it where the same words stand twice."""
    exact = reading.text[span[0] : span[1]]
    quote: Values = {"exact": exact}
    if reading.text.find(exact) != reading.text.rfind(exact):
        before = reading.text[max(0, span[0] - QUOTED_BEFORE) : span[0]]
        if before.strip():
            quote["prefix"] = before.strip()
    cited: Values = {"source": source, "quote": quote}
    if paragraph:
        cited["section"] = f"paragraph {paragraph}"
    return cited


def voiced(cast: Cast, finding: Finding, cited: Values) -> Values:
    """Return a citation with in whose words it is."""
    if finding.attributed_to is not None:
        return {**cited, "attributed_to": line(finding.attributed_to)}
    if finding.speaker is not None and (speaker := cast.id_of(finding.speaker)):
        return {**cited, "speaker": speaker}
    return {**cited, "voice": "reporter"}


@dataclass(frozen=True)
class Setting:
    """What all drafts of a text share: its source, its meeting, the day, and the sides."""

    source: str
    meeting: str | None
    day: str | None
    sides: Sequence[str]


def meeting_draft(cast: Cast, meeting: FoundMeeting, source: str) -> Values:
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
        "citations": [{**citation(reading, source, meeting.span), "voice": "reporter"}],
    }
    optional = {"starts": starts, "place": meeting.place and line(meeting.place), "country": meeting.country}
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
        "language": reading.language,
        "kind": finding.pledge_kind if finding.pledge_kind in {kind.value for kind in PledgeKind} else None,
        "origin": finding.origin,
        "strength": finding.strength,
        "precision": finding.precision,
        "joint": "joint" if finding.is_joint else "several",
        "parties": parties,
        "citations": [
            {
                **voiced(cast, finding, citation(reading, setting.source, finding.span, finding.paragraph)),
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
    others = [id for id in setting.sides if id not in promisors]
    if setting.meeting is not None and len(setting.sides) == 2 and promisors and len(others) == 1:  # noqa: PLR2004 - two sides
        found.append((others[0], PartyRole.PROMISEE))
    for number in finding.beneficiaries:
        id = cast.owing(number) if cast.actor(number).kind == "territory" else None
        if id is not None and id not in {one for one, _role in found}:
            found.append((id, PartyRole.BENEFICIARY))
    return [{"participant": id, "role": role.value} for id, role in found]


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
        "language": reading.language,
        "citations": [voiced(cast, finding, citation(reading, setting.source, finding.span, finding.paragraph))],
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

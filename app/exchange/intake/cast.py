"""Who takes part in what a text tells: participants that are known, and drafts of those that are not."""

from dataclasses import dataclass, field

from app.exchange.intake.matching import Matched
from app.intake.findings import Actor, FoundMeeting, Reading
from app.ledger.model.shapes import Values
from app.values.codes.territories import territory_name
from app.values.identifiers import distinct, slug

LINE = 300


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

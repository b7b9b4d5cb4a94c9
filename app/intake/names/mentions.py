"""Who is mentioned in a sentence: countries, offices and who holds them, bodies, and all who meet."""

from collections.abc import Iterator
from dataclasses import replace

from app.intake.names.mention import BODY, NAME, PERSON, SIDE, SIDES, TERRITORY, UNNAMED, Mention
from app.intake.names.name_words import WITHIN_BODIES, WITHIN_PERSONS
from app.intake.names.offices import Offices
from app.intake.names.territories import governed_from

MOST_INSERTED = 6
"""Words put in between the name of a capital and its verb."""


class Mentions(Offices):
    """Finds the mentions of a sentence, from left to right."""

    def found(self) -> list[Mention]:
        """Return all mentions, in order, none within another."""
        return list(self._found())

    def _found(self) -> Iterator[Mention]:
        place = 0
        while place < self._count:
            mention = self._at(place)
            if mention is None:
                place += 1
                continue
            yield mention
            place = mention.last + 1

    def _at(self, place: int) -> Mention | None:
        token = self._tokens[place]
        if not token.is_word:
            return None
        return (
            self._holder(place)
            or self._country(place)
            or self._collective(place)
            or self._possessed(place)
            or self._of_a_country(place)
            or self._unnamed(place)
            or self._named(place)
            or self._pronoun(place)
        )

    # ---- all who meet -----------------------------------------------------------------------------------------------

    def _collective(self, place: int) -> Mention | None:
        """Return "both leaders", "the two countries", "each side", "las Partes"; but not "the countries of origin"."""
        if self._low(place) in _EACH and self._low(place + 1) in self._lexicon.bodies:
            return Mention(place, place + 1, SIDES)
        counting, at, count = 0, place, None
        while self._low(at) in self._lexicon.counting and counting < 3:  # noqa: PLR2004 - "all the three"
            count = COUNTS.get(self._low(at), count)
            at, counting = at + 1, counting + 1
        is_alone = counting == 0 and self._tokens[place].is_capitalised and place == 0
        if not counting and not is_alone:
            return None
        if count is None and self._low(at) in _LOOSE and self._low(place) not in {"all", "todos", "todas"}:
            return None
        if self._low(at) in self._lexicon.collectives:
            return self._all(place, at, count)
        if self._low(at + 1) in self._lexicon.collectives and counting and self._low(at) not in self._lexicon.of:
            return self._all(place, at + 1, count)
        return None

    def _all(self, first: int, last: int, count: int | None) -> Mention | None:
        following = self._tokens[last + 1] if last + 1 < self._count else None
        if following is None:
            return Mention(first, last, SIDES, count=count)
        if following.low in self._lexicon.of and following.low not in {"by", "from", "por"}:
            return None
        if following.is_capitalised and following.low not in self._lexicon.not_names:
            # "Presidents Claudia Sheinbaum and Nayib Bukele": these are named.
            return None
        return Mention(first, last, SIDES, count=count)

    # ---- countries and what belongs to them -------------------------------------------------------------------------

    def _country(self, place: int) -> Mention | None:
        at = place + (self._low(place) in self._lexicon.determiners)
        found = self._country_words(at) or self._capital(at)
        # "US$ 2.5 million" is an amount of money.
        if found is None or self._low(found[1]) == "$":
            return None
        code, end = found
        owned = end + (self._low(end) in self._lexicon.possession)
        for step in (owned, owned + 1):
            if (
                step == end
                and self._tokens[step - 1].is_capitalised
                and step < self._count
                and self._tokens[step].is_capitalised
            ):
                break
            if self._low(step) in _STANDS_FOR_ITS_COUNTRY and (step == owned or self._tokens[owned].is_word):
                return Mention(place, step, TERRITORY, self._written(at, end), code)
        if end < self._count and not self._tokens[end].is_capitalised:
            for step in (end, end + 1):
                between = self._tokens[end]
                stops = self._lexicon.auxiliaries | self._lexicon.prepositions | self._lexicon.coordinators
                if self._low(step) in self._lexicon.institutions and between.is_word and between.low not in stops:
                    return Mention(place, step, BODY, self._written(at, step + 1), code)
        if end < self._count and self._low(end) in self._lexicon.unnamed:
            return Mention(place, end, UNNAMED, self._written(place, end + 1), code)
        # "US Customs and Border Protection", "U.S. Army Corps of Engineers": a body with the country in its name.
        longer, after = self._capitals(at, joiners=WITHIN_BODIES)
        if after > end + 1 and self._is_body(longer):
            return Mention(place, after - 1, BODY, longer, code)
        return Mention(place, end - 1, TERRITORY, self._written(at, end), code)

    def _capital(self, at: int) -> tuple[str, int] | None:
        """Return the country whose capital does something, and stands for its government: "Ottawa would send"."""
        before = self._low(at - 1)
        code = governed_from(self._tokens[at].text) if at < self._count else None
        if code is None or before in self._lexicon.prepositions:
            return None
        verb = self._low(self._behind_inserted(at + 1))
        acts = verb in self._lexicon.auxiliaries | self._lexicon.promising or verb.endswith(("rá", "ría"))
        return (code, at + 1) if acts else None

    def _behind_inserted(self, at: int) -> int:
        """Return the place behind what commas put in at a place, else the place: ", in turn, has"."""
        if self._low(at) != ",":
            return at
        closing = (place for place in range(at + 1, at + MOST_INSERTED) if self._low(place) == ",")
        return next(closing, at - 1) + 1

    def _possessed(self, place: int) -> Mention | None:
        """Return "their inspection services", "his Government", "sus policías": whoever was named before."""
        if self._low(place) not in self._lexicon.possessives:
            return None
        for at in range(place + 1, place + 4):
            if self._low(at) in self._lexicon.agents or self._low(at) in _STANDS_FOR_ITS_COUNTRY:
                return Mention(place, at, SIDE)
            if at >= self._count or not self._tokens[at].is_word or self._low(at) in self._lexicon.prepositions:
                return None
        return None

    def _of_a_country(self, place: int) -> Mention | None:
        """Return "the Guatemalan government", "el Gobierno de México", "the new government of Bernardo Arévalo"."""
        at = place + (self._low(place) in self._lexicon.determiners)
        demonym = self._demonym(at)
        if demonym is not None:
            code, end = demonym
            for step in (end, end + 1):
                if self._low(step) in self._lexicon.bodies | self._lexicon.agents or self._low(step) == "people":
                    return Mention(place, step, TERRITORY, "", code)
                if self._low(step) in self._lexicon.unnamed:
                    return Mention(place, step, UNNAMED, self._written(place, step + 1), code)
            return None
        for step in (at, at + 1):
            if self._low(step) not in self._lexicon.bodies:
                continue
            if self._demonym(step + 1) is not None and self._lexicon.language == "es":
                code, end = self._demonym(step + 1) or ("", 0)
                return Mention(place, end - 1, TERRITORY, "", code)
            if self._low(step + 1) in {"of", "de", "del"}:
                after = step + 2 + (self._low(step + 2) in self._lexicon.determiners)
                country = self._country_words(after)
                is_state = self._low(step) in _STANDS_FOR_ITS_COUNTRY
                if country is not None and is_state:
                    return Mention(place, country[1] - 1, TERRITORY, "", country[0])
                holder = self._holder(after) or self._named(after)
                if holder is not None and holder.kind in {PERSON, NAME} and is_state:
                    return replace(holder, first=place, kind=SIDE)
            if step == at and not self._tokens[step].is_capitalised and at > place:
                following = self._tokens[step + 1] if step + 1 < self._count else None
                if following is None or not following.is_capitalised:
                    return Mention(place, step, SIDE) if self._low(step) in _STANDS_FOR_ITS_COUNTRY else None
        return None

    def _unnamed(self, place: int) -> Mention | None:
        """Return "a senior official", "sources": speakers without names."""
        at, steps = place, 0
        is_described = place == 0 and self._tokens[place].is_word and self._low(1) in self._lexicon.unnamed
        if (
            not is_described
            and self._low(at) not in self._lexicon.determiners | self._lexicon.counting | self._lexicon.unnamed
        ):
            return None
        while steps < 4 and at < self._count:  # noqa: PLR2004 - "a very senior administration official"
            if self._low(at) in self._lexicon.unnamed and not self._is_adjective(at):
                demonym = self._demonym(at + 1)
                end = demonym[1] if demonym is not None and self._lexicon.language == "es" else at + 1
                code = demonym[0] if demonym is not None and self._lexicon.language == "es" else None
                return Mention(place, end - 1, UNNAMED, self._written(place, end), code)
            if not self._tokens[at].is_word or self._low(at) in self._lexicon.prepositions:
                return None
            at, steps = at + 1, steps + 1
        return None

    def _is_adjective(self, at: int) -> bool:
        """Return whether "official" stands before what it describes: the official gazette."""
        following = self._tokens[at + 1] if at + 1 < self._count else None
        if self._low(at) not in {"official", "source"} or following is None or not following.is_word:
            return False
        low, lexicon = following.low, self._lexicon
        speaks = low in lexicon.auxiliaries | lexicon.prepositions | lexicon.relatives | lexicon.that
        return not speaks and not low.endswith(("ed", "s")) and low not in _BEHIND_OFFICIALS

    # ---- names ------------------------------------------------------------------------------------------------------

    def _named(self, place: int) -> Mention | None:
        at = place
        if self._low(at) in self._lexicon.determiners:
            at += 1
        if at >= self._count or not self._tokens[at].is_capitalised:
            return None
        if self._tokens[at].text in self._lexicon.starters or self._low(at) in self._lexicon.pronouns:
            return None
        name, end = self._capitals(at, joiners=WITHIN_BODIES)
        if not name:
            return None
        if self._low(end - 1) in _STANDS_FOR_ITS_COUNTRY and end - at > 1:
            # "the Biden Administration".
            return Mention(place, end - 1, SIDE, self._written(at, end - 1))
        if self._is_body(name):
            return Mention(place, end - 1, BODY, name)
        name, end = self._capitals(at, joiners=WITHIN_PERSONS)
        if self._low(end) in _STANDS_FOR_ITS_COUNTRY:
            # "the Biden administration"; "the Central American nation" has no name.
            return Mention(place, end, SIDE, name if self._low(end) in _OF_SOMEBODY else "")
        for step in range(at + 1, end):
            if self._role(step) is not None and " " in name:
                # "Democratic President Joe Biden".
                return None
        if self._low(end) in self._lexicon.possession and self._low(end + 1) in _STANDS_FOR_ITS_COUNTRY:
            return Mention(place, end + 1, SIDE, name)
        if at > place:
            return None
        return Mention(place, end - 1, NAME, name)

    def _pronoun(self, place: int) -> Mention | None:
        kind = self._lexicon.pronouns.get(self._low(place))
        return None if kind is None else Mention(place, place, kind)


COUNTS = {
    "both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ambos": 2, "ambas": 2,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
}  # fmt: skip
_BEHIND_OFFICIALS = frozenset({"said", "told", "close", "familiar", "aware", "present"})
_EACH = frozenset({"each", "cada"})
_STANDS_FOR_ITS_COUNTRY = frozenset(
    [
        "government",
        "administration",
        "country",
        "nation",
        "state",
        "republic",
        "side",
        "authorities",
        "gobierno",
        "administración",
        "país",
        "nación",
        "estado",
        "república",
        "ejecutivo",
    ]
)
_OF_SOMEBODY = frozenset({"administration", "government", "administración", "gobierno"})
_LOOSE = frozenset(
    [
        "countries",
        "nations",
        "states",
        "members",
        "partners",
        "officials",
        "peoples",
        "países",
        "naciones",
        "miembros",
        "socios",
    ]
)
"""Words for all who meet where they are counted alone: "the countries" may be any."""

"""Offices and who holds them: "President Ana Ruiz", "the Kenyan foreign minister", "the Minister of Trade of Peru"."""

from app.intake.names.mention import PERSON, Mention
from app.intake.names.name_words import WITHIN_BODIES, NameWords


class Offices(NameWords):
    """Finds who is mentioned in a sentence by an office."""

    def _holder(self, place: int) -> Mention | None:
        """Return who is mentioned by an office: with or without a name, of a country or a body that is named or not."""
        at, country = place, None
        if self._low(at) in self._lexicon.determiners and self._low(at) not in self._lexicon.possessives:
            at += 1
        found = self._country_words(at)
        if found is not None:
            country, at = found
            if self._low(at) in self._lexicon.possession:
                at += 1
        elif (demonym := self._demonym(at)) is not None:
            country, at = demonym
        # "new", "former": a word between.
        role = self._role(at)
        if role is None and at > place and self._low(at) in _BEFORE_OFFICES:
            role = self._role(at + 1)
            at += role is not None
        if role is None:
            return None
        title, at = role
        of: str | None = None
        if country is None and self._low(at) in self._lexicon.demonyms and self._lexicon.language == "es":
            country, at = self._lexicon.demonyms[self._low(at)], at + 1
        name, after = self._person_name(at)
        if not name and self._low(at) in {"of", "for", "de", "del", "para"}:
            own, of, at = self._served(at)
            country = own or country
            if country is None and (demonym := self._demonym(at)) is not None:
                # "el ministro de Seguridad panameño".
                country, at = demonym
            at = self._after_acronym(at)
            name, after = self._person_name(at + (self._low(at) == ","))
        if not name and self._low(at) == ",":
            # "the Guatemalan president, Bernardo Arévalo, met": put in between commas.
            inserted, beyond = self._person_name(at + 1)
            if inserted and " " in inserted and self._low(beyond) in {",", ".", ";", ""}:
                name, after = inserted, beyond
        if name:
            at = after
        elif (
            self._is_plural(title)
            or title.casefold() in _ONLY_BEFORE_NAMES
            or (at - len(title.split()) == place and country is None and not of)
        ):
            return None
        return Mention(place, at - 1, PERSON, name, country, title, of)

    def _served(self, at: int) -> tuple[str | None, str | None, int]:
        """Return the country or the body that an office serves, behind "of", and where its words end."""
        first = at + 1 + (self._low(at + 1) in self._lexicon.determiners)
        inside = self._country_words(first)
        if inside is not None:
            return inside[0], None, inside[1]
        body, end = self._capitals(first, joiners=WITHIN_BODIES)
        while self._low(end) == "," and body and self._capitals(end + 1, joiners=WITHIN_BODIES)[0]:
            # "for Foreign, Commonwealth and Development Affairs of the United Kingdom".
            longer = self._capitals(end + 1, joiners=WITHIN_BODIES)[1]
            if not any(self._country_words(place) for place in range(end + 1, longer)):
                break
            end = longer
        for place in range(first, end):
            inside = self._country_words(place)
            if inside is not None and self._low(place - 1) in self._lexicon.of | self._lexicon.determiners:
                return inside[0], None, inside[1]
        if body:
            return None, self._capitals(first)[0] or body, self._capitals(first)[1]
        return None, None, at

    def _is_plural(self, title: str) -> bool:
        """Return whether several hold an office: "leaders", who are no one without their names."""
        first = title.split(maxsplit=1)[0].casefold()
        return all(phrase[0] != first for phrase in self._lexicon.roles)

    def _after_acronym(self, at: int) -> int:
        """Pass over "-IOM-" or "(IOM)"."""
        if self._low(at) in {"(", "-", "–"} and at + 2 < self._count and self._tokens[at + 1].text.isupper():
            return at + 3 if self._low(at + 2) in {")", "-", "–"} else at
        return at


_ONLY_BEFORE_NAMES = frozenset(
    {"general", "chair", "pope", "prince", "king", "queen", "leader", "speaker", "papa", "rey", "líder", "senator"}
)
_BEFORE_OFFICES = frozenset(
    ["new", "former", "then", "current", "acting", "outgoing", "incoming", "nuevo", "nueva", "actual", "entonces"]
)

"""A visit: who looks at which page, in which language, and at which past state."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from fastapi import Request

from app.access.callers import Command
from app.access.sessions import OpenSession
from app.http.addresses import base_of
from app.http.problems import IN_PATHS
from app.records.registry import RECORD_TYPES
from app.site.pages.asking import Parameters, ask, ask_bytes, query_of
from app.site.pages.editing.signed_in import session_of
from app.site.pages.languages import ENGLISH, LANGUAGES, Language
from app.site.pages.names import complete_references
from app.site.pages.sending import NO_HEADERS, NO_PARAMETERS, Answer, postponed, send
from app.site.pages.wording.sentences.notes import NOTES
from app.tables.ledger.mentions import NAMED
from app.values.times.dates import today_anywhere, today_utc
from app.vocabulary import Scope

is_day = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch

LINKED_DATA = "application/ld+json"
WRITERS = frozenset({Scope.WRITE.value, Scope.ADMIN.value})
SAVED = "saved"
"""The parameter of an address by which a page says what was saved."""

MOMENT = ("as_of", "known_at")
"""The two clocks, as parameters of every page that shows records."""


@dataclass(frozen=True)
class Moment:
    """The earlier state that a page shows: of a day in the world, as it was known at an instant. False: the present."""

    as_of: str | None
    known_at: str | None

    def __bool__(self) -> bool:
        """Return whether it is another than now."""
        return bool(self.as_of or self.known_at)

    @property
    def parameters(self) -> dict[str, str]:
        """The clocks that are set."""
        return {name: value for name in MOMENT if (value := getattr(self, name))}

    @property
    def asked(self) -> dict[str, str]:
        """The clocks as the API takes them: forms have days, and what was known on a day was known at its end."""
        day = self.known_at
        if day is None or not is_day(day):
            return self.parameters
        if day == today_utc().isoformat():
            return {name: value for name, value in self.parameters.items() if name != "known_at"}
        return self.parameters | {"known_at": f"{day}T23:59:59.999999Z"}


@dataclass(frozen=True)
class Visit:
    """A request for a page.

    `path` is the page's address without the language, `parameters` the ones of its query that the page knows, and
    `moment` those of them by which it shows an earlier state.
    """

    request: Request
    language: Language
    path: str
    parameters: Mapping[str, list[str]]

    @cached_property
    def moment(self) -> Moment:
        """The earlier state that is asked for, if any."""
        return Moment(self.parameter("as_of"), self.parameter("known_at"))

    @property
    def day(self) -> str:
        """The day (ISO 8601) whose state the page shows: today, unless another is asked for."""
        return self.moment.as_of or today_utc().isoformat()

    @property
    def id(self) -> str:
        """The record whose page this is."""
        return str(self.request.path_params["id"])

    @property
    def session(self) -> OpenSession | None:
        """Who is signed in, None where nobody is."""
        return session_of(self.request)

    @property
    def may_write(self) -> bool:
        """Return whether who is signed in may write, and the page shows the present: then it leads to forms."""
        return self.session is not None and bool(self.session.caller.scopes & WRITERS) and not self.moment

    @property
    def note(self) -> str | None:
        """What was saved before this page was come to, as an address says it; None where that is nothing known."""
        given = self.request.query_params.get(SAVED)
        return given if given in NOTES else None

    def parameter(self, name: str) -> str | None:
        """Return the last value of a parameter, None where it is not given."""
        values = self.parameters.get(name)
        return values[-1] if values else None

    async def ask(self, path: str, /, **parameters: Any) -> Any:
        """Return what the API answers, as of the moment that the page shows. Raises what it refuses with."""
        return await self.ask_now(path, **(self.moment.asked | parameters))

    async def ask_now(self, path: str, /, **parameters: Any) -> Any:
        """Return what the API answers where it knows no clocks."""
        answer = await ask(self.request, path, parameters)
        self._answers.append(answer)
        return answer

    async def name_references(self, *others: Any) -> None:
        """Let what records are called be known in all languages wherever the answers so far, or others, refer to them.

        Every page is named so before it is rendered; who makes a sentence of names before that asks for it.
        """
        answers = [*self._answers, *others]
        self._answers.clear()
        await complete_references(self.request, answers)

    async def ask_linked_data(self, path: str) -> Any:
        """Return what the API answers as linked data, as of the moment that the page shows."""
        return await ask(self.request, f"{path}.jsonld", self.moment.asked, LINKED_DATA)

    async def ask_text(self, path: str, media_type: str) -> str:
        """Return a text that the API answers where it knows no clocks."""
        return (await ask_bytes(self.request, path, None, media_type)).decode()

    async def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        parameters: Parameters = NO_PARAMETERS,
        headers: Mapping[str, str] = NO_HEADERS,
        before: Sequence[Command] = (),
    ) -> Answer:
        """Return what the API answers to a write in the name of who is signed in; a refusal is an answer, too."""
        return await send(self.request, method, path, body, parameters=parameters, headers=headers, before=before)

    async def postpone(
        self, method: str, path: str, body: Any, *, parameters: Parameters = NO_PARAMETERS
    ) -> Command | Answer:
        """Return the command of a write that is to go before another, or why the API refuses it at once."""
        return await postponed(self.request, method, path, body, parameters)

    def address(self, path: str, /, **parameters: Any) -> str:
        """Return the address of a page in this language at this moment, relative to this page.

        Relative, so that it holds under any prefix that a proxy puts before Pacta.
        """
        return self._up + (self.language.prefix + path).lstrip("/") + _query(self._clocks | parameters) or "./"

    def api(self, path: str, /, **parameters: Any) -> str:
        """Return the address of the API, or of a file, relative to this page, at this moment."""
        return self._up + path.lstrip("/") + _query(self.moment.asked | parameters)

    def file(self, path: str) -> str:
        """Return the address of a file, or of what has no earlier states, relative to this page."""
        return self._up + path.lstrip("/")

    def feed(self, name: str, /, **parameters: Any) -> str:
        """Return the address of a feed in this language, relative to this page."""
        language = {} if self.language is ENGLISH else {"language": self.language.code}
        return self.file(f"/v1/feeds/{name}") + _query(parameters | language)

    def following(self, collection: str, record: str) -> str:
        """Return the address of the feed of a record, and of all that names it if it is a participant or the like."""
        if collection in NAMED:
            return self.feed("changes.atom", **{RECORD_TYPES[collection].noun: record})
        return self.feed("changes.atom", collection=collection, record=record)

    def here(self, language: Language | None = None, /, **parameters: Any) -> str:
        """Return the address of this page, in another language or with some parameters changed."""
        path = (language or self.language).prefix + self.path
        return self._up + path.lstrip("/") + _query({**self.parameters, **parameters}) or "./"

    @property
    def latest_day(self) -> str:
        """The last day whose state can be asked for: today, wherever on Earth it is latest."""
        return today_anywhere().isoformat()

    @property
    def local(self) -> str:
        """The path and the query of this page within the site, to come back to."""
        return quote(self.language.prefix + self.path, safe=IN_PATHS + "%") + _query(self.parameters)

    def permanent(self, language: Language | None = None) -> str:
        """Return the whole address of this page as it is now, in a language."""
        path = (language or self.language).prefix + self.path
        kept = {name: values for name, values in self.parameters.items() if name not in MOMENT}
        return base_of(self.request) + path + _query(kept)

    def whole(self, path: str) -> str:
        """Return the whole address of a file: for who reads a page elsewhere than at its address."""
        return base_of(self.request) + path

    def languages(self) -> list[Language]:
        """Return all languages."""
        return list(LANGUAGES.values())

    @cached_property
    def _answers(self) -> list[Any]:
        """What the API answered, of which the references have not been gone through yet."""
        return []

    @cached_property
    def _clocks(self) -> dict[str, str]:
        """The clocks that are set, which all addresses of pages have."""
        return self.moment.parameters

    @cached_property
    def _up(self) -> str:
        """What leads from this page's address to the root."""
        return "../" * ((self.language.prefix + self.path).count("/") - 1)


def _query(parameters: Parameters) -> str:
    if not parameters:
        return ""
    query = query_of(parameters)
    return f"?{query}" if query else ""

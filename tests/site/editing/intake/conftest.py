"""A form as a browser sends it: all that the page has in it, with what somebody types and the button they press."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

import httpx
import pytest
from typing_extensions import override

from app.site.pages.editing.entries import entries_of
from app.site.pages.forms.intake.packing import unpacked
from app.site.pages.forms.intake.page import MOST_BYTES, MOST_FIELDS
from tests.conftest import Unique
from tests.serving import Service
from tests.site.editing.conftest import Person

PATH = "/intake"
COMMUNIQUE = """Joint communiqué of Guatemala and Honduras

On 3 March 2026 President Bernardo Arévalo of Guatemala met the President of Honduras, Xiomara Castro, in Copán.

Guatemala will open two new border crossings by the end of 2027. Honduras agreed to train at least 200 customs officers
by June 2027. Both countries will explore a joint patrol of the river, provided that the bridge is safe.

Honduras did not agree to any change of tariffs. A senior official said that trade would double. If talks fail, Honduras
would close its port.
"""
COMUNICADO = """Comunicado conjunto de Guatemala y Honduras

El 3 de marzo de 2026 el presidente de Guatemala, Bernardo Arévalo, se reunió con la presidenta de Honduras, Xiomara
Castro, en Copán.

Guatemala abrirá dos nuevos pasos fronterizos antes de fines de 2027. Honduras acordó capacitar a por lo menos 200
agentes de aduana hasta junio de 2027. Ambos países explorarán una patrulla conjunta del río, siempre que el puente sea
seguro.

Honduras no aceptó ningún cambio de aranceles.
"""
Typed = Mapping[str, str | Sequence[str] | None]
"""What is typed into fields: None leaves a field out, as an unticked box."""


class _Form(HTMLParser):
    """Reads the fields of the form of a page as a browser would send them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: list[tuple[str, str]] = []
        self.buttons: list[str] = []
        self._within = False
        self._area: str | None = None
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._text = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = "editing" in of.get("class", "")
        elif not self._within:
            return
        elif tag == "input" and of.get("type") != "file" and "name" in of:
            if of.get("type") not in {"checkbox", "radio"} or "checked" in of:
                self.fields.append((of["name"], of.get("value", "")))
        elif tag == "textarea":
            self._area, self._text = of["name"], ""
        elif tag == "select":
            self._select, self._options = of["name"], []
        elif tag == "option" and self._select:
            self._options.append((of["value"], "selected" in of))
        elif tag == "button" and of.get("name") == "do":
            self.buttons.append(of["value"])

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.fields.append((self._area, self._text.removeprefix("\n")))
            self._area = None
        elif tag == "select" and self._select:
            chosen = next((value for value, is_chosen in self._options if is_chosen), self._options[0][0])
            self.fields.append((self._select, chosen))
            self._select = None

    @override
    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data


@dataclass
class Recorder:
    """Somebody who records a communiqué: the page that they look at, and the form on it."""

    person: Person
    path: str = PATH
    page: httpx.Response | None = None

    def open(self) -> "Recorder":
        self.page = self.person.client.get(self.path)
        assert self.page.status_code == 200, self.page.text
        return self

    @property
    def text(self) -> str:
        assert self.page is not None
        return self.page.text

    @property
    def form(self) -> _Form:
        read = _Form()
        read.feed(self.text)
        return read

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What the form holds: the fields that it shows, and those that it carries along."""
        shown = self.form.fields
        held = unpacked(entries_of(shown, sent=True), MOST_FIELDS, MOST_BYTES)
        return [(name, value) for name, values in held.values.items() for value in values]

    def value(self, name: str) -> list[str]:
        return [value for field, value in self.fields if field == name]

    def press(self, button: str, typed: Typed | None = None, **options: object) -> httpx.Response:
        """Fill in some fields and press a button that the page has."""
        form, typed = self.form, dict(typed or {})
        assert button in form.buttons or button.startswith("page-"), (button, form.buttons)
        sent: list[tuple[str, str]] = [pair for pair in form.fields if pair[0] not in typed]
        for name, value in typed.items():
            if value is not None:
                sent += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        data: dict[str, list[str]] = {}
        for name, value in [*sent, ("do", button)]:
            data.setdefault(name, []).append(value)
        self.page = self.person.client.post(self.path, data=data, **options)  # type: ignore[arg-type] # files
        return self.page


@pytest.fixture(scope="module", autouse=True)
def _read_here(read_here: None) -> None:
    """Read texts without another process, which tests/exchange/intake try."""


@pytest.fixture(scope="module")
def read_once(seeded: Service) -> Iterator[Recorder]:
    """Return somebody at the page of what was found in the communiqué. Reading takes seconds: it is done once."""
    with seeded.client() as client:
        person = Person(client)
        assert person.sign_in(seeded.keys["write"]).status_code == httpx.codes.SEE_OTHER
        recorder = Recorder(person).open()
        assert recorder.press("read", {"text": COMMUNIQUE}).status_code == httpx.codes.OK
        yield recorder


@pytest.fixture
def found(read_once: Recorder, unique: Unique) -> Recorder:
    """Return somebody at the page of what was found, under a title of its own: what is saved is no other report."""
    recorder = Recorder(read_once.person, page=read_once.page)
    recorder.press("page-1", {"source-title": unique("Communiqué")})
    return recorder


@pytest.fixture
def recorder(editor: Person) -> Recorder:
    """Return somebody who may write, at the first page."""
    return Recorder(editor).open()

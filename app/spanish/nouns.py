"""What records, their parts and their lists are called in Spanish, by their English nouns."""

from collections.abc import Mapping
from typing import NamedTuple

from typing_extensions import override


class SpanishNoun(NamedTuple):
    """A noun and its article."""

    article: str
    noun: str

    @override
    def __str__(self) -> str:
        """Return the noun with its article."""
        return f"{self.article} {self.noun}"


NOUNS: Mapping[str, SpanishNoun] = {
    "action": SpanishNoun("la", "acción"),
    "instrument": SpanishNoun("el", "instrumento"),
    "meeting": SpanishNoun("la", "reunión"),
    "participant": SpanishNoun("el", "participante"),
    "pledge": SpanishNoun("el", "compromiso"),
    "source": SpanishNoun("la", "fuente"),
    "statement": SpanishNoun("la", "declaración"),
    "topic": SpanishNoun("el", "tema"),
    "amendment": SpanishNoun("la", "modificación"),
    "assessment": SpanishNoun("la", "evaluación"),
    "measurement": SpanishNoun("la", "medición"),
    "milestone": SpanishNoun("el", "hito"),
    "participation": SpanishNoun("la", "participación"),
    "position": SpanishNoun("la", "posición"),
    "status change": SpanishNoun("el", "cambio de estado"),
}
"""What a record or a part is called."""

LISTS: Mapping[str, str] = {
    "about": "compromisos",
    "actors": "actores",
    "attendance": "asistencia",
    "citations": "citas",
    "conditions": "condiciones",
    "links": "vínculos",
    "meetings": "reuniones",
    "offices": "cargos",
    "part_of": "pertenencias",
    "parties": "partes",
    "targets": "metas",
}
"""What a list of items of a record is called."""

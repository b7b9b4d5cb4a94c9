"""The forms of Spanish verbs: which one a word is, and the infinitive of it."""

import re

from app.intake.words.lexicon import words

_INFINITIVE = re.compile(r"[a-záéíóúñü]{1,30}(?:ar|er|ir|ír)(?:se|lo|la|los|las|le|les)?")
_NOT_INFINITIVES = words(
    "lugar hogar bienestar mar par azúcar taller poder mujer placer militar familiar popular regular similar titular "
    "particular preliminar nuclear ayer ser estar haber tener hacer líder canciller celular solar escolar dólar"
)
_INFINITIVES = words("hacer tener poner")
_PARTICIPLE = re.compile(r"[a-záéíóúñ]{2,30}(?:ado|ada|ados|adas|ido|ida|idos|idas)")
_IRREGULAR = words(
    "hecho hecha hechos hechas puesto puesta puestos puestas abierto abierta abiertos "
    "abiertas escrito suscrito suscrita"
)
_NOT_AHEAD = words(
    "verá verán podrá podrán deberá deberán será serán habrá habrán estará estarán tendrá tendrán podría podrían "
    "debería deberían mayoría categoría asesoría auditoría tesorería consejería canciller todavía asesorías"
)
"""Futures and conditionals that say no doing, and words that end as these do."""

_AHEAD = re.compile(r"(?P<stem>[a-záéíóúñü]{1,30}r)(?:emos|án|á|íamos|ían|ía)")
_CONTRACTED = {
    "pondr": "poner", "tendr": "tener", "vendr": "venir", "saldr": "salir", "valdr": "valer", "podr": "poder",
    "querr": "querer", "sabr": "saber", "cabr": "caber", "habr": "haber",
}  # fmt: skip
"""Stems of futures that are no infinitives, by which also those of longer verbs are known: mantendr, propondr."""

_SHORTENED = {
    "har": "hacer", "deshar": "deshacer", "rehar": "rehacer", "satisfar": "satisfacer", "dir": "decir",
    "contradir": "contradecir", "desdir": "desdecir", "predir": "predecir", "oir": "oír", "reir": "reír",
    "sonreir": "sonreír", "desoir": "desoír",
}  # fmt: skip


def is_infinitive(low: str) -> bool:
    """Return whether a word is an infinitive: "abrir", "reunirse"."""
    return low in _INFINITIVES or (low not in _NOT_INFINITIVES and _INFINITIVE.fullmatch(low) is not None)


def is_participle(low: str) -> bool:
    """Return whether a word is a participle: "abierto", "firmada"."""
    return low in _IRREGULAR or _PARTICIPLE.fullmatch(low) is not None


def is_future(low: str) -> bool:
    """Return whether a word is a verb of doing in the future tense: "abrirá"."""
    return len(low) > 3 and low.endswith(("rá", "rán", "remos")) and low not in _NOT_AHEAD  # noqa: PLR2004 - "irá"


def is_conditional(low: str) -> bool:
    """Return whether a word is a verb of doing in the conditional: "abriría"."""
    return len(low) > 5 and low.endswith(("ría", "rían", "ríamos")) and low not in _NOT_AHEAD  # noqa: PLR2004


def infinitive_of(low: str) -> str | None:
    """Return the infinitive of a future or a conditional, None where it cannot be told."""
    found = _AHEAD.fullmatch(low)
    if found is None:
        return None
    stem = found["stem"]
    if stem in _SHORTENED:
        return _SHORTENED[stem]
    for ending, infinitive in _CONTRACTED.items():
        if stem.endswith(ending):
            return stem.removesuffix(ending) + infinitive
    return stem if stem.endswith(("ar", "er", "ir")) else None


def dictionary_form(low: str) -> str:
    """Return the infinitive of a verb in any of the forms that promises have, else the word: "firmado", "abrirá"."""
    low = low.removesuffix("se") if low.endswith(("arse", "erse", "irse")) else low
    infinitive = infinitive_of(low)
    if infinitive is not None:
        return infinitive
    for ending, of_infinitive in (("ado", "ar"), ("ada", "ar"), ("ido", "er"), ("ida", "er")):
        stem = low.removesuffix("s").removesuffix(ending)
        if stem != low.removesuffix("s") and stem:
            return stem + of_infinitive
    return low

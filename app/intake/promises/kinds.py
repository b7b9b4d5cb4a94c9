"""Of which kind a promise is: by the verb or noun of its doing, and by what is done to."""

from collections.abc import Sequence

from app.intake.words.lexicon import Lexicon

LOOKED_AT = 12
"""Words of a doing among which stands what it is done to."""

_SUPPORT = frozenset({"support", "assistance", "cooperation", "apoyo", "asistencia", "cooperación", "respaldo"})
_TO_SUPPORT = frozenset({"support", "apoyar", "assist", "asistir", "help", "ayudar"})


def kind_of(lexicon: Lexicon, lows: Sequence[str], head: str, *, is_money: bool) -> str | None:
    """Return the kind of a doing, None where it does not say one.

    `lows` are its words, `head` its verb in the form that lists have; `is_money`: it names a sum.
    """
    by_act = next((kind for kind, acts in lexicon.acts if head in acts), None)
    early = set(lows[1:LOOKED_AT])
    if by_act == "restraint":
        return by_act
    if by_act not in {"financial", "operational"} and not is_money and _gives_support(lexicon, lows, head):
        # What is to be given or done is not said.
        return None
    if is_money and by_act != "operational":
        return "financial"
    by_object = next(
        (kind for acts, objects, kind in lexicon.acts_on if head in acts and early & objects),
        None,
    )
    if by_object is not None or by_act is not None:
        return by_object or by_act
    return next((kind for kind, words in lexicon.kinds if ({head} | set(lows[:8])) & words), None)


def _gives_support(lexicon: Lexicon, lows: Sequence[str], head: str) -> bool:
    return bool(_SUPPORT & set(lows[1:5])) or (head in _TO_SUPPORT and lexicon.is_gerund(lows[min(1, len(lows) - 1)]))

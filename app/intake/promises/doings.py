"""What is to be done: what it is called, of which kind it is, whether one could see it done."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.intake.text.tokens import Token
from app.intake.words.lexicon import Lexicon
from app.vocabulary import Precision

MOST_OF_A_TITLE = 140


@dataclass(frozen=True)
class Doing:
    """What is to be done, as its words say."""

    title: str
    kind: str | None
    precision: Precision
    is_exploratory: bool
    is_intention: bool
    is_figurative: bool
    is_joint: bool


def doing_of(lexicon: Lexicon, tokens: Sequence[Token], first: int, last: int) -> Doing:
    """Return what the words from one place to another say is to be done."""
    words = tokens[first:last]
    lows = [token.low for token in words]
    content = set(lows)
    head = _stem(lexicon, lows[0])
    title = title_of(words)
    is_specific = head in lexicon.specific_verbs or bool(content & lexicon.founding_nouns)
    is_general = bool(set(lows[1:6]) & lexicon.general_nouns) and not content & lexicon.founding_nouns
    has_number = any(token.text[0].isdigit() for token in words)
    precision = Precision.SPECIFIC if has_number or (is_specific and not is_general) else Precision.GENERAL
    exploratory = (
        head in lexicon.exploratory_verbs or lows[0] in lexicon.exploratory_verbs or bool(set(lows[:3]) & _POTENTIAL)
    )
    return Doing(
        title,
        _kind(lexicon, lows, head),
        precision,
        is_exploratory=exploratory,
        is_intention=head in lexicon.intention_verbs,
        is_figurative=bool(set(lows[1:5]) & lexicon.figurative_objects),
        is_joint=bool(content & _TOGETHER),
    )


_TOGETHER = frozenset(["together", "jointly", "joint", "juntos", "juntas", "conjuntamente", "conjunto", "conjunta"])
_POTENTIAL = frozenset(
    [
        "potential",
        "possible",
        "possibility",
        "feasibility",
        "posible",
        "posibles",
        "posibilidad",
        "potencial",
        "potenciales",
        "factibilidad",
        "viabilidad",
    ]
)


_SUPPORT = frozenset({"support", "assistance", "cooperation", "apoyo", "asistencia", "cooperación", "respaldo"})
_TO_SUPPORT = frozenset({"support", "apoyar"})
_SAID_WHAT = frozenset(
    {"launch", "establish", "create", "fund", "finance", "lend", "donate", "lanzar", "establecer", "crear", "financiar"}
)


def title_of(words: Sequence[Token]) -> str:
    """Return a title of some words, cut at a word where it would be long."""
    pieces: list[str] = []
    length, previous = 0, None
    for token in words:
        piece = token.text if previous is None or previous.end == token.start else f" {token.text}"
        if length + len(piece) > MOST_OF_A_TITLE:
            pieces.append("…")
            break
        pieces.append(piece)
        length += len(piece)
        previous = token
    title = "".join(pieces).strip('“”"«» ,;:')
    return title[:1].upper() + title[1:]


def line_of(words: str) -> str:
    """Return some words as a title in one line."""
    line = " ".join(words.split())
    return line[:1].upper() + line[1:]


def _stem(lexicon: Lexicon, low: str) -> str:
    """Return a verb in the form that lists have."""
    if lexicon.language == "es":
        ending = next((one for one in ("emos", "án", "á", "íamos", "ían", "ía") if low.endswith(one)), "")
        stem = low.removesuffix(ending)
        return stem if ending and stem.endswith(("ar", "er", "ir")) else low
    if not low.endswith("ing"):
        return low
    stem = low[:-3]
    known = lexicon.action_verbs | lexicon.specific_verbs
    return next((one for one in (stem, f"{stem}e", stem[:-1]) if one in known), stem)


def _kind(lexicon: Lexicon, lows: Sequence[str], head: str) -> str | None:
    early = {head, *lows[:8]}
    gives_support = bool(_SUPPORT & set(lows[1:8])) or (
        head in _TO_SUPPORT and lexicon.is_gerund(lows[min(1, len(lows) - 1)])
    )
    if gives_support and head not in _SAID_WHAT:
        # What is to be given or done is not said.
        return None
    return next((kind for kind, words in lexicon.kinds if early & words), None)

"""In which words texts differ: what is the same in all of them, and what is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.site.pages.languages import Language


@dataclass(frozen=True)
class Piece:
    """A part of a text; `differs` where another of the texts does not have it there."""

    text: str
    differs: bool


def differing_words(_language: Language, texts: Sequence[str]) -> list[list[Piece]]:
    """Return each text in pieces, joined by spaces: words that stand in all texts in one order, and the others.

    What differs in capitals alone does not differ.
    """
    words = [text.split() for text in texts]
    folded = [[word.casefold() for word in one] for one in words]
    return [_pieces(words[index], _shared(folded, index)) for index in range(len(texts))]


def _shared(words: list[list[str]], index: int) -> set[int]:
    """Return the places of the words of a text that every other text has, too."""
    shared = set(range(len(words[index])))
    for other in words[:index] + words[index + 1 :]:
        blocks = SequenceMatcher(None, words[index], other, autojunk=False).get_matching_blocks()
        shared &= {block.a + offset for block in blocks for offset in range(block.size)}
    return shared


def _pieces(words: Sequence[str], shared: set[int]) -> list[Piece]:
    pieces: list[Piece] = []
    for place, word in enumerate(words):
        differs = place not in shared
        if pieces and pieces[-1].differs == differs:
            pieces[-1] = Piece(f"{pieces[-1].text} {word}", differs)
        else:
            pieces.append(Piece(word, differs))
    return pieces

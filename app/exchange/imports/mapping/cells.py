"""Cells: a value read of a row, step by step as its description in the mapping says."""

import re
from collections.abc import Mapping
from typing import Any

from app.exchange.imports.mapping.forms.readers import reader_of
from app.exchange.imports.mapping.models import Cell
from app.exchange.imports.mapping.rows import SPACE, RowContext, at_path, shown, text_of
from app.exchange.imports.mapping.sources import Source, name_of
from app.values.wording.expectations import nearest_word

MOST_WORDS_SHOWN = 12
MOST_WORDS_COMPARED = 500

ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")

Words = Mapping[str, Mapping[str, Any]]


class CellMaker:
    """Reads one cell."""

    is_dynamic = True

    def __init__(self, cell: Cell, source: Source, words: Words) -> None:
        """Prepare it: forms are read once, columns found once."""
        self.cell, self.source = cell, source
        # What a heading says, or where a row stands, is there in blank rows, too.
        self.fills = cell.use not in {"heading", "line", "sheet"}
        self.empty = frozenset(cell.empty)
        self.stripped = SPACE + cell.strip
        self.form = reader_of(cell)
        self.words = None if cell.words is None else WordList(cell, words)
        self.parts: list[str | CellMaker] = [
            one if isinstance(one, str) else CellMaker(one, source, words) for one in cell.join or []
        ]
        paths = cell.first_of or ([] if cell.column is None else [cell.column])
        self.finds = [(name_of(path), source.find(path, optional=cell.optional)) for path in paths]
        named = [name for name, _find in self.finds]
        self.steps = [cell.piece] if isinstance(cell.piece, str) else cell.piece or []
        self.column: str = next(iter(named + [part.column for part in self.parts if not isinstance(part, str)]), "")

    def make(self, row: RowContext) -> Any:
        """Return the value; None for a blank, and where it is at fault, which the row then tells."""
        column, raw = self.raw(row)
        faults = len(row.faults)
        value = None if raw is None else self.read(raw, column, row)
        if value is None:
            value = self.cell.default
            if value is None and self.cell.required and len(row.faults) == faults:
                row.fault(column, "is blank: it is required")
        return value

    def raw(self, row: RowContext) -> tuple[str, Any]:
        """Return the column and the value that stands there, before it is read."""
        if self.cell.use is not None:
            return used(self.cell.use, row)
        if self.cell.piece is not None:
            return row.piece_column, at_path(row.piece, self.steps)
        if self.parts:
            return self.column, self._joined(row)
        for column, find in self.finds:
            raw = find(row)
            if isinstance(raw, list | dict) or not self._is_blank(text_of(raw)):
                return column, raw
        return self.column, None

    def _joined(self, row: RowContext) -> str | None:
        made = [part if isinstance(part, str) else part.make(row) for part in self.parts]
        filling = [
            value for part, value in zip(self.parts, made, strict=True) if not isinstance(part, str) and part.fills
        ]
        if filling and all(value is None for value in filling):
            return None
        return "".join(value if isinstance(value, str) else text_of(value) for value in made).strip(SPACE)

    def _is_blank(self, text: str) -> bool:
        return self.source.is_blank(text) or text in self.empty

    def read(self, raw: Any, column: str, row: RowContext) -> Any:
        """Return what a raw value is when it is read as the cell says."""
        if isinstance(raw, list | dict):
            row.fault(column, "holds a list or an object: name the steps to a value, or use for_each")
            return None
        text = self._bare(raw, text_of(raw), column, row)
        if self._is_blank(text):
            return None
        if self.words is not None:
            word = self.words.look_up(text, column, row)
            if not isinstance(word, str):
                return word
            text = word
        return self.form(raw, text, column, row)

    def _bare(self, raw: Any, text: str, column: str, row: RowContext) -> str:
        """Return a text without what is to be taken off its ends."""
        if isinstance(raw, str) and len(raw) != len(text) and text:
            row.noted.add(f"{column}: white space around a value, left out", row.line)
        if self.cell.escapes and "\\u" in text and (read := ESCAPE.sub(_unescaped, text)) != text:
            row.noted.add(f"{column}: escapes of JSON left in the text, read", row.line)
            text = read
        if self.cell.strip and (bare := text.strip(self.stripped)) != text:
            row.noted.add(f"{column}: {shown(self.cell.strip)} at an end, left out", row.line)
            return bare
        return text


def _unescaped(escape: re.Match[str]) -> str:
    """Return the character of an escape. Half of a pair is left as it is: it is no character."""
    character = chr(int(escape.group(1), 16))
    return character if character.isprintable() else escape.group()


def used(use: str, row: RowContext) -> tuple[str, Any]:
    """Return the column and the value of what a row has beside its columns."""
    if use == "piece":
        return row.piece_column, row.piece
    if use == "line":
        return "", row.line
    if use == "sheet":
        return "", row.sheet
    return row.heading, row.heading if use == "heading" else row.cell


class WordList:
    """What words stand for. Words are compared whatever their case and the white space in them."""

    def __init__(self, cell: Cell, words: Words) -> None:
        """Take the list that the cell names, or has."""
        listed = words.get(cell.words, {}) if isinstance(cell.words, str) else cell.words or {}
        self._cell = cell
        self._values = {folded(word): value for word, value in listed.items()}
        self._known = list(listed)

    def look_up(self, text: str, column: str, row: RowContext) -> Any:
        """Return what a word stands for; None where it is at fault, which the row then tells."""
        key = folded(text)
        if key in self._values:
            return self._values[key]
        if self._cell.keep_others:
            return text
        if "otherwise" in self._cell.model_fields_set:
            row.noted.add(f"{column}: a word that the mapping does not list, read as the mapping says", row.line)
            return self._cell.otherwise
        row.fault(column, self._unknown(text))
        return None

    def _unknown(self, text: str) -> str:
        known = ", ".join(map(shown, self._known[:MOST_WORDS_SHOWN]))
        left = len(self._known) - MOST_WORDS_SHOWN
        near = nearest_word(text[:100], self._known[:MOST_WORDS_COMPARED])
        hint = "" if near is None else f"; perhaps {shown(near)}"
        more = f" and {left} more" if left > 0 else ""
        return f"is a word that the mapping does not list: {shown(text)}{hint}; it lists {known}{more}"


def folded(text: str) -> str:
    """Return a word as words are compared."""
    return " ".join(text.split()).casefold()

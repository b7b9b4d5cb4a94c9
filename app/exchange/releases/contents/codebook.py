"""The codebook: what every column holds, and what every word of a closed list means."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, Field

from app.exchange.releases.contents.tables import ReleaseTable
from app.records.base.columns import Column
from app.site.vocabulary.columns import meaning_of
from app.site.vocabulary.fields import closed_lists, list_name


class ColumnMeaning(BaseModel):
    """A column of a table: what it holds, and what that means."""

    table: Annotated[str, Field(description="the table that has the column")]
    column: Annotated[str, Field(description="its name")]
    holds: Annotated[str, Field(description="text, id, word, date (EDTF), number or flag")]
    several: Annotated[bool, Field(description="a cell has several values, with `; ` between them")]
    closed_list: Annotated[str | None, Field(description="the list in codebook-words whose words it holds")]
    meaning: Annotated[str, Field(description="what that means")]


class WordMeaning(BaseModel):
    """A word of a closed list."""

    closed_list: Annotated[str, Field(description="the list")]
    word: Annotated[str, Field(description="the word, as it stands in cells")]
    label_en: Annotated[str, Field(description="what it is called in English")]
    label_es: Annotated[str, Field(description="what it is called in Spanish")]
    meaning: Annotated[str, Field(description="what it means")]


def column_meanings(tables: Sequence[ReleaseTable]) -> Iterator[Sequence[ColumnMeaning]]:
    """Yield what each table's columns mean."""
    for table in tables:
        yield [
            ColumnMeaning(
                table=table.name,
                column=column.name,
                holds=column.kind,
                several=column.several,
                closed_list=_list_of(column),
                meaning=meaning_of(column),
            )
            for column in table.columns
        ]


@cache
def word_meanings() -> Sequence[WordMeaning]:
    """Return the words of all closed lists."""
    return [
        WordMeaning(
            closed_list=one.name,
            word=word.word,
            label_en=word.label.en,
            label_es=word.label.es,
            meaning=word.meaning,
        )
        for one in closed_lists("en")
        for word in one.words
    ]


def words_of(column: Column) -> Sequence[str]:
    """Return the words that a column's cells hold; none where it is no closed list."""
    if column.words is None:
        return ()
    given: Any = column.words if _is_enum(column) else get_args(column.words)
    return [str(word.value if isinstance(word, Enum) else word) for word in given]


def _list_of(column: Column) -> str | None:
    return list_name(column.words) if _is_enum(column) else None


def _is_enum(column: Column) -> bool:
    return isinstance(column.words, type) and issubclass(column.words, Enum)

"""The columns of every table, as the code writes them: a codebook."""

from collections.abc import Iterator

from pydantic import BaseModel

from app.records.base.columns import Column, columns_of, described
from app.site.vocabulary.schemas import ColumnRule, TableColumns


def table_columns() -> Iterator[TableColumns]:
    """Yield the columns of each kind of table, in reading order."""
    paths: dict[type[BaseModel], list[str]] = {}
    for path, model in described().items():
        paths.setdefault(model, []).append(path)
    for model, known in paths.items():
        columns = [
            ColumnRule(name=column.name, meaning=meaning_of(column), holds=column.kind, several=column.several)
            for column in columns_of(model)
        ]
        yield TableColumns(paths=known, columns=columns)


def meaning_of(column: Column) -> str:
    """Return what is told of a column: of one of which its field tells nothing, what its name says."""
    if column.meaning:
        return column.meaning
    above, _dot, last = column.name.rpartition(".")
    told = above.replace("_", " ").replace(".", ", ")
    if last in {"id", "name", "title"} and above:
        return f"{told}: {'the id' if last == 'id' else 'what it is called'}"
    return f"{told}: {last.replace('_', ' ')}" if above else last.replace("_", " ")

"""What a mapping says: a document of literals that tells which records the rows of a file give, and how cells are read.

It has no expressions and no regular expressions: what a mapping may ask for is what stands here. Templates have the
written shape of records, with cells in the place of values.
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from app.exchange.formats.uploads.encodings import NAMES
from app.values.codes.languages import LanguageTag
from app.values.identifiers import RecordId

CELL_KEYS = frozenset({"column", "first_of", "use", "piece", "join"})
"""What makes an object of a template a cell: no written field is called so."""
EACH_KEYS = frozenset({"for_each", "for_columns", "for_lists", "pairs"})
"""What makes an object of a template several items, or an object of the pieces of a cell."""
WHEN = "when"
NO_CELL: dict[str, Any] = {"propertyNames": {"not": {"enum": sorted(CELL_KEYS | EACH_KEYS)}}}
"""Of an object of a template that is neither a cell nor several items."""
LARGEST = 5_000
"""Values that a mapping may hold: each is looked at for each row."""

Name = Annotated[str, Field(min_length=1, max_length=300)]
Literals = Annotated[str, Field(max_length=2_000)] | bool | int | float | None
Path = Name | Annotated[list[Name], Field(min_length=1, max_length=10)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberForm(_Strict):
    """How numbers are written. Minus signs of all kinds are read; `thousands` stand between groups of three digits."""

    decimal: Literal[".", ","] = "."
    thousands: Annotated[list[Literal[",", ".", " ", "'"]], Field(max_length=4)] = []


class Condition(_Strict):
    """What a cell, or a member of a piece, must be: one of the literals, or filled at all."""

    cell: Path | None = None
    of_piece: Path | None = None
    equals: Annotated[list[Literals] | None, Field(max_length=500)] = None
    filled: bool | None = None

    @model_validator(mode="after")
    def _asks_for_one_thing(self) -> Self:
        if (self.cell is None) == (self.of_piece is None):
            raise PydanticCustomError("condition", "names either a cell or, within for_each and for_lists, a piece")
        if (self.equals is None) == (self.filled is None):
            raise PydanticCustomError("condition", "say either what it equals, or whether it is filled")
        return self


class Cell(_Strict):
    """A value that is read of a row: where it stands, then how it is read, in the order of the fields here."""

    column: Annotated[Path | None, Field(description="the column; in objects within objects, its steps")] = None
    first_of: Annotated[
        list[Path] | None, Field(min_length=1, max_length=10, description="the first that is filled")
    ] = None
    use: Annotated[
        Literal["piece", "heading", "cell", "line", "sheet"] | None,
        Field(description="the piece of for_each; heading or cell of for_columns; the row's line or sheet"),
    ] = None
    piece: Annotated[Path | None, Field(description="of an object that is a piece: its member, or the steps to it")] = (
        None
    )
    join: Annotated[
        list["Cell | str"] | None, Field(max_length=20, description="texts and cells, one after another")
    ] = None
    strip: Annotated[str, Field(max_length=20, description="characters taken off both ends, beside white space")] = ""
    empty: Annotated[list[Name], Field(max_length=50, description="what means that it is blank")] = []
    escapes: Annotated[
        bool, Field(description=r"escapes of JSON that were left in the text, such as \u2019, are read")
    ] = False
    words: Annotated[
        Name | dict[str, Any] | None, Field(description="what each word stands for, or the name of such a list")
    ] = None
    otherwise: Annotated[Any, Field(description="what other words stand for; without it, they are faults")] = None
    keep_others: Annotated[bool, Field(description="other words are kept as they are")] = False
    date: Annotated[
        list[Name] | None,
        Field(
            max_length=20,
            description="forms, the first that fits: edtf, iso, unix, or of %d %m %Y %B %H %M %S, such as %d/%m/%Y",
        ),
    ] = None
    number: NumberForm | None = None
    score: Annotated[bool, Field(description="-1, 0 or +1; a bare sign stands for one")] = False
    prefix: Annotated[str, Field(max_length=200)] = ""
    id: Annotated[bool, Field(description="made into an id: a slug, of long texts with a digest")] = False
    lower: Annotated[bool, Field(description="in lower case, as tags are")] = False
    one_line: Annotated[bool, Field(description="line breaks become spaces")] = False
    shorten: Annotated[int | None, Field(ge=10, le=20_000, description="at most so many characters")] = None
    default: Annotated[Any, Field(description="what a blank stands for")] = None
    required: Annotated[bool, Field(description="a blank is a fault")] = False
    optional: Annotated[bool, Field(description="the column may be missing")] = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(getattr(self, name) is not None for name in CELL_KEYS) != 1:
            raise PydanticCustomError("cell", "names one of column, first_of, use, piece and join")
        if sum([self.date is not None, self.number is not None, self.score]) > 1:
            raise PydanticCustomError("cell_form", "is one of a date, a number and a score")
        if self.words is None and (self.keep_others or "otherwise" in self.model_fields_set):
            raise PydanticCustomError("cell_words", "otherwise and keep_others go with words")
        return self


class Pieces(Cell):
    """A cell that holds several values, between separators; in documents, a list."""

    split: Annotated[list[Name], Field(max_length=5, description="separators; none: the cell is a list")] = []
    listed: Annotated[
        bool, Field(description="as Pacta's own tables list values: `; ` between, a backslash before ;")
    ] = False


class Columns(_Strict):
    """Columns that each say the same of something else: those named, or all but those named."""

    only: Annotated[list[Name] | None, Field(max_length=1_000)] = None
    all_but: Annotated[list[Name] | None, Field(max_length=1_000)] = None

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        if (self.only is None) == (self.all_but is None):
            raise PydanticCustomError("columns", "names either only or all_but")
        return self


class ForEach(_Strict):
    """An item for each piece of a cell."""

    for_each: Pieces
    give: "Template"


class ForLists(_Strict):
    """An item for each place of several columns that list values side by side, as Pacta's own tables do."""

    for_lists: Annotated[
        dict[str, Name], Field(min_length=1, max_length=20, description="columns, by what pieces call them")
    ]
    give: "Template"


class Pairs(_Strict):
    """An object made of the pieces of a cell, each a name, a colon and a value."""

    pairs: Pieces


class ForColumns(_Strict):
    """An item for each of several columns."""

    for_columns: Columns
    give: "Template"


KINDS: dict[type[BaseModel], str] = {
    ForEach: "for_each",
    ForColumns: "for_columns",
    ForLists: "for_lists",
    Pairs: "pairs",
    Cell: "cell",
}
"""What templates that are objects are called, where something is wrong with one: most by the field that makes them."""


def _kind(value: Any) -> str:
    if isinstance(value, BaseModel):
        return KINDS[type(value)]
    if isinstance(value, dict):
        named = next((name for name in EACH_KEYS if name in value), None)
        return named or ("cell" if CELL_KEYS & value.keys() else "object")
    return "list" if isinstance(value, list) else "literal"


if TYPE_CHECKING:
    Template = Any
else:
    Template = TypeAliasType(
        "Template",
        Annotated[
            Annotated[Cell, Tag("cell")]
            | Annotated[ForEach, Tag("for_each")]
            | Annotated[ForColumns, Tag("for_columns")]
            | Annotated[ForLists, Tag("for_lists")]
            | Annotated[Pairs, Tag("pairs")]
            | Annotated[list["Template"], Tag("list")]
            | Annotated[dict[str, "Template"], Field(json_schema_extra=NO_CELL), Tag("object")]
            | Annotated[Literals, Tag("literal")],
            Discriminator(_kind),
        ],
    )
"""A written value with cells in it. An object may say under `when` which rows give it."""


class RowRule(_Strict):
    """A record that a row gives, or an item of one that other rows give, too."""

    collection: Annotated[str, Field(max_length=40, examples=["pledges"])]
    id: Annotated[Cell, Field(description="its id, or what its id is made of")]
    external_id: Annotated[
        Cell | None, Field(description="its id upstream, kept in external_ids under the data set")
    ] = None
    repeated: Annotated[
        Literal["fault", "merge", "first", "number"],
        Field(
            description="an id that comes again is a fault; adds to the record, and may not contradict it (merge); "
            "adds to it, whoever says something first is right (first); or is another record (number: -2)"
        ),
    ] = "fault"
    when: Annotated[list[Condition], Field(max_length=20, description="all of these are so")] = []
    for_each: Annotated[Pieces | None, Field(description="a record for each piece of the cell")] = None
    for_columns: Annotated[Columns | None, Field(description="a record for each of the columns")] = None
    cites: Annotated[bool, Field(description="whether it, and its parts, cite what the mapping cites")] = True
    record: Annotated[dict[str, Template], Field(description="its written shape, parts with a history included")] = {}


class SheetMapping(_Strict):
    """How a sheet is read, and what its rows give. What is not said of its form is found out, and told."""

    file: Annotated[Name | None, Field(description="its path in the package, or the last step of that")] = None
    sheet: Annotated[Name | None, Field(description="of a workbook; default: the first")] = None
    at: Annotated[list[Name], Field(max_length=10, description="where in a document its list stands")] = []
    optional: Annotated[bool, Field(description="it may be missing")] = False
    encoding: Annotated[Literal[tuple(NAMES)] | None, Field(description="of a text")] = None  # type: ignore[valid-type]
    delimiter: Annotated[str | None, Field(min_length=1, max_length=1)] = None
    skip_lines: Annotated[int, Field(ge=0, le=1_000, description="lines above the one that names the columns")] = 0
    columns: Annotated[list[Name], Field(max_length=1_000, description="their names, where no line has them")] = []
    empty: Annotated[list[Name], Field(max_length=50, description="what means that a cell is blank")] = []
    formulas_guarded: Annotated[
        bool, Field(description="an apostrophe before = + - @ is the guard of an export: take it off")
    ] = False
    skip: Annotated[
        list[Condition], Field(max_length=20, description="rows for which one of these is so are passed over")
    ] = []
    gives: Annotated[list[RowRule], Field(min_length=1, max_length=50)]


class Mapping(_Strict):
    """How the files of a data set become records."""

    pacta_mapping: Literal[1]
    title: Name
    data_set: Annotated[RecordId, Field(description="of which data set it is an edition; the id of its source")]
    has_source: Annotated[bool, Field(description="whether a source is made for the data set; false: of a copy")] = True
    licence: Annotated[Name | None, Field(description="of the data set")] = None
    url: Annotated[Name | None, Field(description="where it is published")] = None
    publisher: Name | None = None
    language: LanguageTag | None = None
    caveats: Annotated[list[Name], Field(max_length=40, description="known faults of the data set")] = []
    records: Annotated[
        dict[str, list[dict[str, Any]]], Field(description="a bundle of records that rows refer to")
    ] = {}
    words: Annotated[
        dict[str, dict[str, Any]], Field(max_length=100, description="lists of words that cells name")
    ] = {}
    cites: Annotated[
        dict[str, Template] | None,
        Field(description="a citation added to all that rows give: most often the row itself"),
    ] = None
    sheets: Annotated[list[SheetMapping], Field(min_length=1, max_length=50)]


for _model in (ForEach, ForColumns, ForLists, RowRule, SheetMapping, Mapping):
    _model.model_rebuild()

"""The shape of the vocabulary."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.bilingual import LanguageCode
from app.labels import Label
from app.site.problems import ProblemType


class VocabularyQuery(BaseModel):
    """In which language the vocabulary is read."""

    language: Annotated[LanguageCode, Field(description="the language in which words and rules are explained")] = "en"


class Word(BaseModel):
    """A word of a closed list."""

    word: str = Field(examples=["readout"])
    label: Label
    meaning: str = Field(examples=["one side's account of a meeting"])


class ClosedList(BaseModel):
    """All words that a field takes."""

    name: str = Field(examples=["source_kind"])
    meaning: str = Field(examples=["What sort of publication a source is."])
    fields: list[str] = Field(description="where it is written", examples=[["source.kind"]])
    words: list[Word]


class StatusWord(Word):
    """A status, and what the rules make of it."""

    claims: Annotated[bool, Field(description="claims something about the world, so it needs a citation")]
    ends: Annotated[bool, Field(description="nothing more is awaited: a pledge that has it is never overdue")]
    final: Annotated[bool, Field(description="leaving it needs evidence of the reversal")]


class GuardRule(BaseModel):
    """A rule that status changes must satisfy."""

    name: str = Field(examples=["concrete_action"])
    kind: Literal["integrity", "evidence"] = Field(description="evidence may be overridden by name with a reason")
    asks: str = Field(description="what satisfies it")
    field: str = Field(description="the field of the status change that it looks at first", examples=["citations"])


class CollectiveStep(BaseModel):
    """A step of the rule for the collective status: the first whose condition holds decides."""

    name: str
    when: str
    gives: str | None = Field(description="the status; null: `when` says which")


class CollectiveRule(BaseModel):
    """How the statuses of promisors make one."""

    rule: str
    left_out: list[str] = Field(description="promisors at one of these do not count, unless all are")
    steps: list[CollectiveStep]
    order: list[str] = Field(description="for the last step: the first of these that occurs")
    counts_as: dict[str, str] = Field(description="for the last step: what a status counts as")


class ConflictRule(BaseModel):
    """When the judgement of the whole and that of a promisor contradict each other."""

    rule: str
    contradicts: dict[str, list[str]] = Field(
        description="for a status of the whole: the statuses of a promisor that cannot be true beside it"
    )


class StatusRules(BaseModel):
    """The statuses and all rules about them."""

    words: list[StatusWord]
    guards: list[GuardRule]
    history: str = Field(description="what orders changes, and which is current")
    basis: str = Field(description="where a pledge's own status comes from")
    withdrawal: str
    collective: CollectiveRule
    conflict: ConflictRule
    overdue: str
    due_soon_days: int
    newer_evidence: str


class LevelOf(BaseModel):
    """What stands for a status or a score on another scale."""

    word: Annotated[str | int, Field(description="the status or the score", examples=["in_progress"])]
    value: Annotated[str | int | None, Field(description="null: it has none there", examples=["Limited"])]
    exact: Annotated[bool | None, Field(description="true: both mean the same; false: something is lost")]


class PublishedScale(BaseModel):
    """Another published scale, and what our statuses and scores are on it. `scale=` answers on it."""

    name: str = Field(examples=["ogp_completion"])
    title: str
    levels: Annotated[list[str | int], Field(description="from the least to the most")]
    statuses: list[LevelOf]
    scores: Annotated[list[LevelOf], Field(description="of completion; no scale here judges outcomes")]


Kind = Literal["id", "word", "flag", "day", "instant", "text"]
"""What the values of a filter are."""


class FilterRule(BaseModel):
    """A filter of a list."""

    name: str = Field(examples=["promisor"])
    meaning: str = Field(description="which records it leaves", examples=["owed by the participant"])
    takes: Kind = Field(description="what its values are")
    of: str | None = Field(description="of an id: the collection that has it", examples=["participants"])
    words: list[str] = Field(description="of a word or flag: all that it takes; `null`: records without any")
    closed_list: str | None = Field(description="of a word: the closed list that says what it means and is called")
    repeated: bool = Field(description="may be given several times: one of the values must match")


class ListFilters(BaseModel):
    """The filters and sorts of a list. Different filters must all match."""

    path: str = Field(examples=["/v1/pledges"])
    filters: list[FilterRule]
    sorts: list[str] = Field(description="what `sort` takes; `-`: falling", examples=[["id", "-id"]])


class JudgementRules(BaseModel):
    """How judgements, positions, citations, progress and what is due are counted, and where parties to texts stand."""

    assessments: str
    agreement: str
    positions: str
    attestation: str
    progress: str
    participation: str
    trackability: str
    criteria_after_verdict: str
    components: Annotated[str, Field(description="where the parts of a pledge stand, beside where it stands itself")]
    rollup: Annotated[str, Field(description="how a promise that is recorded in parts counts once")]
    due: str


class Limit(BaseModel):
    """The most that a field or parameter takes."""

    of: str = Field(description="the record or nested item, a list's query, or a request", examples=["pledge"])
    field: str = Field(examples=["parties"])
    most: int = Field(examples=[250])
    unit: Literal["items", "entries", "characters", "value", "bytes"]


class ColumnRule(BaseModel):
    """A column of a table: its name, which stays, and what it holds."""

    name: str = Field(examples=["status.status"])
    meaning: str
    holds: Literal["text", "id", "word", "date", "number", "flag"]
    several: bool = Field(description="several values, with `; ` between them")


class TableColumns(BaseModel):
    """The columns of a list or statistic as a table, in their order."""

    paths: list[str] = Field(description="with .csv, .xlsx or .ndjson behind one, the table")
    columns: list[ColumnRule]


class IntakeRule(BaseModel):
    """A rule by which texts are read for what they say was pledged and said."""

    name: str = Field(examples=["en-agreed"])
    language: LanguageCode = Field(description="of the texts that it reads")
    meaning: str = Field(description="what it finds", examples=["Parties agreed to do something."])
    gives: str = Field(description="pledge, meeting, or the kind of a statement", examples=["pledge"])
    strength: str | None = Field(description="of a pledge that it finds, unless other words say otherwise")
    origin: str | None
    confidence: float = Field(description="how sure it is, from 0 to 1, before what else is looked at")
    examples: list[str] = Field(description="in which it finds something")
    counterexamples: list[str] = Field(description="which look alike, and in which it finds nothing")


class Vocabulary(BaseModel):
    """Every closed list, rule, limit and refusal of this release."""

    lists: list[ClosedList]
    filters: list[ListFilters]
    tables: list[TableColumns]
    status: StatusRules
    dates: str
    accounts: Annotated[str, Field(description="when accounts of a field are a dispute")]
    judgements: JudgementRules
    scales: list[PublishedScale]
    intake_rules: Annotated[list[IntakeRule], Field(description="the rules of `POST /v1/intake`")]
    limits: list[Limit]
    problems: list[ProblemType]

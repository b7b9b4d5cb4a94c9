"""What would break out of a page, in every text that clients may write: the written schemas say which there are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from app.ledger.model.record_type import all_record_types

Schema = Mapping[str, Any]

OURS = "no-element"
HOSTILE = (
    f"\"'><{OURS} {OURS}=1 onclick=x()></script><script>{OURS}</script><!-- {{{{7*7}}}} {{% if %}} "
    "javascript:x() &lt; \u202babc\u2067 ]]> " + "W" * 60
)
PROBES = (
    HOSTILE,
    "https://hostile.example/'onclick=x()%3E&lt;#javascript:x()",
    "\u05e9\u05dc\u05d5\u05dd",
)
"""Values of which the first that a field takes is put into it: a text, an address, letters that run from the right."""

KEPT = frozenset({"percent", "USD"})
"""Words that mean something where any text may stand."""

CODES = frozenset({"actions.amount.unit"})
"""Fields that take the codes of a register, which the schema does not list."""

CITED = {
    "source": "report-a",
    "quote": {"exact": "more flights", "prefix": "agreed to", "suffix": "a week"},
    "page": "3",
    "section": "Results",
    "voice": "anonymous",
    "attributed_to": "an official",
    "relation": "supports",
    "act": "concrete_action",
    "account": {"field": "reason", "value": "says so", "conflicts": True},
    "note": "does not say when",
}
"""A citation of which everything is filled."""

CRITERIA = {"fulfilled": "All fly.", "partially_fulfilled": "Some fly.", "not_fulfilled": "None flies."}
ATTRIBUTED = {"id": "attributed", "source": "report-a", "attributed_to": "an official"}
"""What a citation with a speaker cannot have, too."""

MORE_PARTS: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("/v1/pledges/attack", "amendments", {
        "changes": {
            "due_text": "by then", "wording": {"text": "Later.", "language": "en"},
            "conditions": [{"id": "money", "text": "if it is paid", "pledge": None}],
            "targets": [{"id": "flights", "indicator": "flights", "measure": "count", "direction": "increase",
                         "value": 40, "unit": "flights"}],
        },
        "effective_on": "2025-06-01", "reason": "Asked for.", "citations": [CITED]}),
    ("/v1/pledges/attack", "status-changes", {
        "status": "in_progress", "effective_on": "2025-07-01", "reason": "They fly.", "citations": [CITED],
        "as_published": {"scale": "Scorecard", "value": "poor"}}),
    ("/v1/pledges/attack", "assessments", {
        "party": "guatemala", "score": 0, "period": "2025", "assessor": "united-states", "assessor_kind": "promisee",
        "methodology": "By counting.", "methodology_version": "2", "rationale": "Few.", "citations": [CITED]}),
    ("/v1/pledges/attack", "measurements", {
        "target": "flights", "period": "2025", "value": 3, "note": "A mean.", "citations": [CITED]}),
    ("/v1/pledges/attack", "milestones", {
        "title": "Half", "due": "2025-10", "target": "flights", "value": 20, "citations": [CITED]}),
    ("/v1/pledges/attack", "positions", {
        "participant": "united-states", "position": "rejects", "on": "2025-08-01", "citations": [CITED]}),
    ("/v1/statements/attack", "positions", {
        "participant": "united-states", "position": "rejects", "on": "2025-08-01", "citations": [CITED]}),
    ("/v1/instruments/attack", "participation", {
        "participant": "guatemala", "act": "declared", "on": "2025-02-06", "text": "Not there.", "citations": [CITED]}),
)  # fmt: skip
"""Parts that `full_pledge` has not, or not all of: where they are appended, which, and what."""

IDENTIFYING = 60
"""Characters of what was there that are kept: some lists hold nothing twice."""


def marker(field: str) -> str:
    """Return what tells in a value which field it was put into."""
    return f"_{field}_"


def models() -> dict[str, type[BaseModel]]:
    """Return what clients write, by what holds its fields: `pledges`, `pledges.status_changes`."""
    found: dict[str, type[BaseModel]] = {}
    for record_type in all_record_types():
        found[record_type.collection] = record_type.written
        found |= {f"{record_type.collection}.{name}": part.written for name, part in record_type.part_types.items()}
    return found


def open_fields() -> set[str]:
    """Return all fields that take any of the probes, such as `pledges.citations.quote.exact`."""
    return {field for owner, model in models().items() for field in _open(model.model_json_schema(), owner)}


class Attack:
    """Puts hostile values into bodies; `reached` are the fields that got one."""

    def __init__(self) -> None:
        self.reached: set[str] = set()

    def body(self, owner: str, body: Any) -> Any:
        """Return a body of what is written there with something hostile in each of its texts."""
        schema = models()[owner].model_json_schema()
        return self._hostile(body, schema, schema.get("$defs", {}), owner)

    def _hostile(self, value: Any, schema: Schema, definitions: Schema, field: str) -> Any:
        kinds = list(_kinds(schema, definitions))
        if isinstance(value, str):
            return self._text(value, kinds, field)
        if isinstance(value, list):
            of = next(kind["items"] for kind in kinds if "items" in kind)
            return [self._hostile(item, of, definitions, field) for item in value]
        if isinstance(value, dict):
            of = next(kind for kind in kinds if kind.get("type") == "object")
            return {
                name: self._hostile(inner, _field_of(of, name), definitions, _below(of, field, name))
                for name, inner in value.items()
            }
        return value

    def _text(self, value: str, kinds: list[Schema], field: str) -> str:
        for kind in kinds:
            if value not in KEPT and (probe := _probe(kind)) is not None:
                self.reached.add(field)
                most = kind.get("maxLength", len(HOSTILE))
                if probe != HOSTILE:
                    return f"{probe}{marker(field)}{value}"[:most]
                return f"{marker(field)} {value[:IDENTIFYING]} {probe}"[:most].strip()
        return value


def _open(schema: Schema, owner: str) -> Iterator[str]:
    definitions = schema.get("$defs", {})
    waiting: list[tuple[Schema, str]] = [(schema, owner)]
    while waiting:
        given, field = waiting.pop()
        for kind in _kinds(given, definitions):
            if kind.get("type") == "string" and _probe(kind) is not None:
                yield field
            elif "items" in kind:
                waiting.append((kind["items"], field))
            elif kind.get("type") == "object":
                names = kind.get("properties") or {"*": kind["additionalProperties"]}
                waiting += [(inner, _below(kind, field, name)) for name, inner in names.items()]


def _kinds(schema: Schema, definitions: Schema) -> Iterator[Schema]:
    """Yield the alternatives of a schema, each without references."""
    if "$ref" in schema:
        yield from _kinds(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    elif alternatives := schema.get("anyOf") or schema.get("oneOf"):
        for alternative in alternatives:
            yield from _kinds(alternative, definitions)
    else:
        yield schema


def _field_of(schema: Schema, name: str) -> Schema:
    found: Schema = schema["properties"][name] if "properties" in schema else schema["additionalProperties"]
    return found


def _below(schema: Schema, field: str, name: str) -> str:
    """Return the field within another; the keys of a map are none of its own."""
    return f"{field}.{name}" if "properties" in schema else field


def _probe(kind: Schema) -> str | None:
    """Return what is put into a field of this kind; None where it takes closed words, ids, days or codes alone."""
    if kind.get("type") != "string" or "enum" in kind or "const" in kind:
        return None
    pattern = kind.get("pattern", "")
    return next((probe for probe in PROBES if re.search(pattern, probe) is not None), None)

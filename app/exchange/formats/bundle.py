"""Bundles as files hold them: found, read and checked, each fault with its file, line and field."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import inf
from pathlib import Path
from typing import IO, Any, TypeVar

from app.errors import MalformedJson, PactaError
from app.exchange.formats.faults import MOST, BadBundle, BundleFault, field_of
from app.exchange.formats.strict_yaml import BadYaml, Node, RawNode, parse
from app.http.validation import validated
from app.ledger.model.part_type import PartType
from app.ledger.model.record_type import RecordType
from app.ledger.model.shapes import Reference, Values, records_named, references
from app.ledger.writing.item_ids import refuse_repeated_ids
from app.records.registry import RECORD_TYPES
from app.records.sources.record_type import SOURCES
from app.strict_json import decode
from app.values.wording.nouns import article
from app.vocabulary import SourceKind

SEEDS = Path(__file__).parents[3] / "seeds"
"""The bundle that comes with Pacta, in the source tree as in an installation."""

LINES = ".jsonl"
ENDINGS = (".yaml", ".yml", LINES)
MAX_BYTES = 8 * 1024 * 1024
"""The largest file of YAML, and the longest line of JSON Lines: their values and lines are in memory together."""

PLACE_LENGTH = 200
"""The most characters of a name that a place shows: it is the client's, and may be anything."""

ALWAYS_WRITTEN = ("effective_on",)
"""Fields whose default depends on the day: a bundle that leaves them out would say something new each day."""


Found = TypeVar("Found")


@dataclass(frozen=True)
class Item:
    """A part with a history of its own, as it stands under its record."""

    part_type: PartType
    place: str
    values: Values


@dataclass
class BundleRecord:
    """A record of a bundle: where it stands and what it says, normalised, without its id.

    `place` is its JSON Pointer in the bundle; what is no YAML has no lines.
    """

    record_type: RecordType
    id: str
    file: str
    node: Node
    place: str = ""
    values: Values = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    _known: dict[str, tuple[object, Any]] = field(default_factory=dict)

    @cached_property
    def key(self) -> tuple[str, str]:
        """What the record is found by."""
        return self.record_type.collection, self.id

    def references(self) -> Iterator[Reference]:
        """Yield every reference of the record and of the items under it. They are found once for what it says."""
        return chain(self.own_references(), self._once("items", self.items, self._item_references))

    def own_references(self) -> Sequence[Reference]:
        """Return every reference of the record itself."""
        return self._once("values", self.values, lambda: references(self.record_type.written, self.values))

    def named(self) -> set[tuple[str, str]]:
        """Return the records that the record and the items under it name."""
        return self.own_names() | self._once("names of items", self.items, self._item_names)

    def own_names(self) -> set[tuple[str, str]]:
        """Return the records that the record itself names."""
        return self._once("names", self.values, lambda: records_named(self.record_type.written, self.values))

    def identify(self, values: Values) -> None:
        """Say the same as before with an id on every nested item: what it names stays the same."""
        names = self.own_names()
        self.values = values
        self._known["names"] = (values, names)

    def _item_names(self) -> set[tuple[str, str]]:
        return set().union(*(records_named(item.part_type.written, item.values) for item in self.items))

    def _item_references(self) -> Sequence[Reference]:
        return [one for item in self.items for one in references(item.part_type.written, item.values, item.place)]

    def _once(self, name: str, said: object, find: Callable[[], Found]) -> Found:
        known = self._known.get(name)
        if known is None or known[0] is not said:
            self._known[name] = known = (said, find())
        found: Found = known[1]
        return found

    def pointer_to(self, collection: str, id: str) -> str:
        """Return where the record refers to another; nowhere if the bundle does not."""
        return next(
            (found.pointer for found in self.references() if (found.collection, found.record) == (collection, id)), ""
        )

    def fault(self, pointer: str, message: str) -> BundleFault:
        """Return a fault at a field of the record."""
        line, whole = self.node.line_of(pointer) or None, self.place + pointer
        file, column = self.node.sheet_of(pointer) or self.file, self.node.column_of(pointer)
        return BundleFault(file, line, field_of(pointer), message, whole, column, self.key)

    def refused(self, refusal: PactaError, place: str = "") -> list[BundleFault]:
        """Return a refusal of the ledger as faults of the record, or of what stands at `place` in it."""
        if not refusal.faults:
            return [self.fault(place, refusal.detail)]
        return [self.fault(place + (fault.pointer or ""), fault.message) for fault in refusal.faults]


@dataclass
class Bundle:
    """What was read: the records that are sound, the places of all ids, and what is wrong. `name`: of the file.

    `notes` tell what was odd in it, and how that was read.
    """

    name: str
    records: list[BundleRecord] = field(default_factory=list)
    places: dict[tuple[str, str], BundleFault] = field(default_factory=dict)
    faults: list[BundleFault] = field(default_factory=list)
    notes: Sequence[str] = ()

    @property
    def data_set(self) -> str:
        """The name of the data set if none is given: that of the one source that is a data set, else of the file."""
        sources = [record for record in self.records if record.record_type is SOURCES]
        data_sets = [record.id for record in sources if record.values["kind"] == SourceKind.DATASET]
        return data_sets[0] if len(data_sets) == 1 else self.name


def read_bundle(path: Path) -> Bundle:
    """Return the bundle of a file, or of a folder's YAML files. Raises `BadBundle` where there is none.

    What is wrong with its records is in `faults`: loading finds more, so nothing is refused before.
    """
    bundle = Bundle(path.resolve().stem)
    for file in _files(path):
        _read_file(file, bundle)
    return bundle


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix in ENDINGS and file.is_file())
        if not found:
            endings = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
            raise BadBundle([BundleFault(shown(path), None, "", f"holds no files that end in {endings}")])
        return found
    if not path.is_file():
        raise BadBundle([BundleFault(shown(path), None, "", "is neither a file nor a folder")])
    return [path]


def shown(path: Path) -> str:
    """Return the shortest form of a path, relative to the working directory where it is below."""
    absolute = path.absolute()
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else str(path)


def _read_file(path: Path, bundle: Bundle) -> None:
    file = shown(path)
    try:
        with path.open("rb") as opened:
            if path.suffix == LINES:
                read_lines(file, lines_of(opened), bundle)
                return
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        bundle.faults.append(BundleFault(file, None, "", f"cannot be read: {error.strerror}"))
        return
    if len(data) > MAX_BYTES:
        bundle.faults.append(BundleFault(file, None, "", f"is too large: more than {MAX_BYTES} bytes; split it"))
        return
    try:
        root = parse(data)
    except BadYaml as error:
        bundle.faults.extend(BundleFault(file, line, "", message) for line, message in error.faults)
        return
    read_root(file, root, bundle)


def lines_of(opened: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file, however long it is; of one that is too long, more than `MAX_BYTES` and no more."""
    while line := opened.readline(MAX_BYTES + 1):
        yield line
        if len(line) > MAX_BYTES:
            return


def read_lines(file: str, lines: Iterable[bytes], bundle: Bundle, most: float = inf) -> None:
    """Add to a bundle what JSON Lines hold, each line a bundle of its own, and what is wrong with that.

    More records than `most` are too many: they are in memory together.
    """
    for number, text in enumerate(lines, start=1):
        if len(bundle.records) > most:
            bundle.faults.append(BundleFault(file, number, "", f"holds more than {most} records; split it"))
            return
        if len(bundle.faults) >= MOST:
            raise BadBundle(bundle.faults)
        if len(text) > MAX_BYTES:
            bundle.faults.append(BundleFault(file, number, "", f"is too long a line: more than {MAX_BYTES} bytes"))
            continue
        if not text.strip():
            continue
        try:
            content = decode(text)
        except MalformedJson as error:
            bundle.faults.append(BundleFault(file, number, "", f"is not JSON: {error.detail}"))
        else:
            read_root(file, line_node(content, number), bundle)


def line_node(content: Any, line: int) -> Node:
    """Return the value of a line of JSON Lines: its records are kept as they are."""
    if not isinstance(content, dict):
        return Node(content, line)
    listed = {
        name: Node([RawNode(one, line) for one in value] if isinstance(value, list) else value, line)
        for name, value in content.items()
    }
    return Node(listed, line)


def read_root(file: str, root: Node, bundle: Bundle) -> None:
    """Add to a bundle what a file or a body holds, and what is wrong with that."""
    if not isinstance(root.value, dict):
        message = f"must be a mapping; begin with {', '.join(f'{name}:' for name in RECORD_TYPES)}"
        bundle.faults.append(BundleFault(file, root.line or None, "", message))
        return
    for name, node in root.value.items():
        if len(bundle.faults) >= MOST:
            raise BadBundle(bundle.faults)
        _read_collection(file, name, node, bundle)


def _read_collection(file: str, name: str, node: Node, bundle: Bundle) -> None:
    record_type = RECORD_TYPES.get(name)
    if record_type is None:
        message, shown_name = f"unknown collection; one of {', '.join(RECORD_TYPES)}", field_of(f"/{name}")
        place = f"/{name[:PLACE_LENGTH]}".replace("~", "~0")
        bundle.faults.append(BundleFault(file, node.line or None, shown_name, message, place))
        return
    if not isinstance(node.value, list):
        bundle.faults.append(BundleFault(file, node.line or None, name, "must be a list of records", f"/{name}"))
        return
    for index, entry in enumerate(node.value):
        if len(bundle.faults) >= MOST:
            raise BadBundle(bundle.faults)
        read_record(file, record_type, entry, f"/{name}/{index}", bundle)


def read_record(file: str, record_type: RecordType, node: Node, place: str, bundle: Bundle) -> None:
    """Add a record to a bundle, and what is wrong with it."""
    if not isinstance(node.value, dict):
        message = f"must be a mapping: the fields of {article(record_type.noun)}"
        bundle.faults.append(BundleFault(file, node.line or None, record_type.collection, message, place))
        return
    content = node.plain()
    listed_parts = {name: content.pop(name) for name in record_type.part_types if name in content}
    record = BundleRecord(record_type, str(content.get("id") or ""), file, node.to_keep(), place)
    _enter(record, bundle)
    for name, listed in listed_parts.items():
        record.items.extend(_items(record, record_type.part_types[name], listed, bundle))
    try:
        record.values = validated(record_type.written, content).values()
        record.values.pop("id")
        # Finds nested items that share an id; what they are called is settled when they are compared.
        refuse_repeated_ids(record_type.inline, record.values)
    except PactaError as refusal:
        bundle.faults.extend(record.refused(refusal))
    else:
        bundle.records.append(record)


def _enter(record: BundleRecord, bundle: Bundle) -> None:
    """Take note of where an id stands, and that it stands there alone."""
    if not record.id:
        bundle.faults.append(record.fault("/id", "is required: a record of a bundle has an id"))
        return
    place = record.fault("/id", "")
    first = bundle.places.setdefault(record.key, place)
    if first is not place:
        bundle.faults.append(record.fault("/id", f"is the id of another {record.record_type.noun}: see {first.place}"))


def _items(record: BundleRecord, part_type: PartType, listed: Any, bundle: Bundle) -> Iterator[Item]:
    if not isinstance(listed, list):
        bundle.faults.append(record.fault(f"/{part_type.name}", "must be a list"))
        return
    ids = set[str]()
    for index, content in enumerate(listed):
        place = f"/{part_type.name}/{index}"
        try:
            values = validated(part_type.written, content).values()
        except PactaError as refusal:
            bundle.faults.extend(record.refused(refusal, place))
            continue
        if (id := values["id"]) in ids:
            bundle.faults.append(record.fault(f"{place}/id", "repeats the id of another item: give each its own"))
            continue
        if id is not None:
            ids.add(id)
        left_out = [name for name in ALWAYS_WRITTEN if name in values and name not in content]
        bundle.faults.extend(record.fault(f"{place}/{name}", "is required in a bundle") for name in left_out)
        yield Item(part_type, place, values)

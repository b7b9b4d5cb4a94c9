"""A bundle is loaded through the ledger: judged whole, in any order of files, and once."""

import random
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Connection, Engine, func, select

from app.context import context
from app.db.engines import writing_engine
from app.db.statements import core_table
from app.exchange.formats.bundle import SEEDS, read_bundle
from app.exchange.formats.faults import MOST, BadBundle
from app.exchange.loading.load_report import Report
from app.exchange.loading.loader import load_bundle
from app.exchange.loading.part_plan import Loading
from app.ledger.model.record_type import record_type_of
from app.ledger.model.rows.state_rows import load_states
from app.ledger.writing.part_commands import cite_part, withdraw_part
from app.preconditions import UNCONDITIONAL
from app.records.base.parts.part_collections import Withdrawal
from app.records.pledges.record_type import PLEDGES
from app.records.pledges.status.histories import PART_TYPE
from app.records.sources.citations import Citation
from app.strict_json import decode
from app.tables.ledger.entries import Entry
from tests.databases import Databases
from tests.exchange.conftest import Write
from tests.writing import put

BUNDLE = """
    sources:
      - {id: report, kind: readout, title: The report, citations: [{source: report, speaker: minister}]}
    participants:
      - {id: minister, kind: person, name: The minister, offices: [{title: Minister, body: ministry}]}
      - {id: ministry, kind: government_body, name: The ministry, part_of: [{participant: guatemala}]}
      - {id: guatemala, kind: state, name: Guatemala}
    topics:
      - {id: flights, name: Flights, parent: migration}
      - {id: migration, name: Migration}
    meetings:
      - {id: a-stop, title: A stop, form: visit, status: held, part_of: the-tour}
      - {id: the-tour, title: The tour, form: tour, status: held}
    pledges:
      - id: more-flights
        title: More flights
        kind: operational
        strength: firm
        meetings: [{meeting: a-stop, role: made_at}]
        topics: [flights]
        parties: [{participant: guatemala, role: promisor}]
        targets: [{indicator: flights, measure: count, direction: increase, value: 40.50}]
        links: [{type: matches, pledge: fewer-checks}]
        citations:
          - {source: report, quote: {exact: more flights}}
          - {source: report, quote: {exact: many flights}}
        status_changes:
          - status: stalled
            effective_on: 2025-06
            reason: Stood still
            citations: [{source: report}]
          - {status: planned, effective_on: 2025-03-01, reason: Announced, citations: [{source: report}]}
      - id: fewer-checks
        title: Fewer checks
        kind: policy
        strength: intention
        parties: [{participant: guatemala, role: promisor}]
        links: [{type: matches, pledge: more-flights}]
        status_changes:
          - status: superseded
            effective_on: '2025'
            reason: Taken over
            successor: more-flights
            citations: [{source: report}]
    statements:
      - {id: denial, kind: denial, summary: Not so, speaker: minister, about: [more-flights]}
"""
NOTHING = "does not exist: neither the bundle nor the database has it among the"
COUNTS = {
    "sources": 1, "participants": 3, "topics": 2, "meetings": 2, "pledges": 2, "statements": 1, "status_changes": 3,
}  # fmt: skip


def counts(report: Report, kind: str) -> dict[str, int]:
    return {name: count for name, found in report.collections.items() if (count := vars(found)[kind])}


def content(connection: Connection) -> dict[tuple[str, str], Any]:
    """Return what the database says of every record: versions and documents, without the times."""
    found: dict[tuple[str, str], Any] = {}
    for collection in ("sources", "participants", "topics", "meetings", "pledges", "statements"):
        table = core_table(record_type_of(collection).table)
        for record, written, document in connection.execute(select(table.c.id, table.c.written, table.c.document)):
            shown = {name: value for name, value in decode(document).items() if not name.endswith("_at")}
            found[collection, record] = (decode(written), shown)
    return found


def entries(connection: Connection) -> list[tuple[Any, ...]]:
    columns = (
        Entry.number,
        Entry.collection,
        Entry.record,
        Entry.version,
        Entry.part,
        Entry.body,
        Entry.actor,
        Entry.request,
    )
    return [tuple(row) for row in connection.execute(select(*columns).order_by(Entry.number))]


def how_many_entries(engine: Engine) -> int:
    with engine.begin() as connection:
        return connection.scalar(select(func.count()).select_from(Entry)) or 0


def refused(engine: Engine, path: Path) -> list[str]:
    """Return the faults for which a bundle is refused, having seen that nothing of it was loaded."""
    before = how_many_entries(engine)
    with pytest.raises(BadBundle) as caught:
        load_bundle(engine, read_bundle(path))
    assert how_many_entries(engine) == before
    return list(map(str, caught.value.faults))


def test_everything_is_created_and_then_nothing_changes(engine: Engine, write: Write) -> None:
    folder = write("a.yaml", BUNDLE)
    report = load_bundle(engine, read_bundle(folder))
    assert counts(report, "created") == COUNTS
    assert (counts(report, "changed"), counts(report, "unchanged")) == ({}, {})
    with engine.begin() as connection:
        recorded = entries(connection)
        assert {(actor, request) for *_rest, actor, request in recorded} == {("bundle", "command line")}
        assert all(version == 1 for _number, _collection, _record, version, part, *_rest in recorded if part is None)
        pledge = load_states(connection, record_type_of("pledges"), ["more-flights"])["more-flights"]
    assert [change.written["status"] for change in pledge.parts["status_changes"].values()] == ["planned", "stalled"]

    again = load_bundle(engine, read_bundle(folder))
    assert counts(again, "unchanged") == COUNTS
    assert (again.created, again.changed) == (0, 0)
    with engine.begin() as connection:
        assert entries(connection) == recorded
    assert context.get().actor == "system"


def test_the_seeds_load_once(engine: Engine) -> None:
    bundle = read_bundle(SEEDS)
    assert load_bundle(engine, bundle).created == len(bundle.records) + sum(
        len(record.items) for record in bundle.records
    )
    before = how_many_entries(engine)
    again = load_bundle(engine, read_bundle(SEEDS))
    assert (again.created, again.changed) == (0, 0)
    assert how_many_entries(engine) == before


def test_only_what_differs_is_written(engine: Engine, write: Write) -> None:
    load_bundle(engine, read_bundle(write("a.yaml", BUNDLE)))
    before = how_many_entries(engine)
    edited = BUNDLE.replace("exact: many flights", "exact: very many flights").replace("name: Flights", "name: Air")
    report = load_bundle(engine, read_bundle(write("a.yaml", edited)))
    assert counts(report, "changed") == {"topics": 1, "pledges": 1}
    assert counts(report, "created") == {}
    assert how_many_entries(engine) == before + 2
    with engine.begin() as connection:
        pledge = load_states(connection, record_type_of("pledges"), ["more-flights"])["more-flights"]
        ids = [citation["id"] for citation in pledge.written["citations"]]
        first = entries(connection)
    # The citation that stayed has kept its id, and so has the one that was reworded.
    assert ids == ["report", "report-2"]
    assert all(f'"{known}"' in str([body for *_columns, body, _actor, _request in first[:before]]) for known in ids)


def test_a_change_that_was_cited_or_withdrawn_since_is_the_same(engine: Engine, write: Write) -> None:
    folder = write("a.yaml", BUNDLE)
    load_bundle(engine, read_bundle(folder))
    with engine.begin() as connection:
        more = Citation.model_validate({"source": "report", "note": "found later"})
        for change in ("2025-06-stalled", "2025-03-01-planned"):
            cite_part(connection, PLEDGES, PART_TYPE, "more-flights", change, more, UNCONDITIONAL)
        mistaken = Withdrawal(reason="mistaken")
        withdraw_part(connection, PLEDGES, PART_TYPE, "more-flights", "2025-06-stalled", mistaken, UNCONDITIONAL)
    assert load_bundle(engine, read_bundle(folder)).created == 0


def test_a_dry_run_tells_the_same_and_writes_nothing(engine: Engine, write: Write) -> None:
    folder = write("a.yaml", BUNDLE)
    assert counts(load_bundle(engine, read_bundle(folder), dry_run=True), "created") == COUNTS
    assert how_many_entries(engine) == 0
    with engine.begin() as connection:
        assert content(connection) == {}
    load_bundle(engine, read_bundle(folder))
    before = how_many_entries(engine)
    edited = write("a.yaml", BUNDLE.replace("name: Flights", "name: Air"))
    assert counts(load_bundle(engine, read_bundle(edited), dry_run=True), "changed") == {"topics": 1}
    assert how_many_entries(engine) == before


def test_a_dry_run_is_refused_where_loading_would_be(engine: Engine, write: Write) -> None:
    bundle = read_bundle(write("a.yaml", "topics: [{id: a1, name: A, parent: b1}]"))
    with pytest.raises(BadBundle):
        load_bundle(engine, bundle, dry_run=True)


def test_a_bundle_may_rest_on_what_is_there(engine: Engine, write: Write) -> None:
    with engine.begin() as connection:
        put(connection, "topics", "migration", name="Migration")
    folder = write("a.yaml", "topics: [{id: flights, name: Flights, parent: migration}]")
    assert load_bundle(engine, read_bundle(folder)).created == 1


def test_a_file_can_be_loaded_alone(engine: Engine, write: Write) -> None:
    folder = write("a.yaml", "topics: [{id: a1, name: A}]")
    write("b.yaml", "topics: [{id: b1, name: B}]")
    assert load_bundle(engine, read_bundle(folder / "b.yaml")).created == 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "topics:\n- id: a1\n  name: A\n  parent: b1\n  citations:\n  - source: s1\n  - source: s2",
            [
                f"4:parent: {NOTHING} topics",
                f"6:citations[0].source: {NOTHING} sources",
                f"7:citations[1].source: {NOTHING} sources",
            ],
        ),
        (
            (
                "participants:\n- {id: p1, kind: state, name: P}\npledges:\n- id: a1\n  title: A\n  kind: policy\n"
                "  strength: firm\n  parties: [{participant: p1, role: promisor}]\n  status_changes:\n"
                "  - status: planned\n    effective_on: 2025\n    reason: R\n"
            ),
            ["11:status_changes[0].effective_on: Write a string: text between quotation marks."],
        ),
        (
            (
                "participants:\n- {id: p1, kind: state, name: P}\npledges:\n- id: a1\n  title: A\n  kind: policy\n"
                "  strength: firm\n  parties: [{participant: p1, role: promisor}]\n  status_changes:\n"
                "  - status: planned\n    effective_on: '2025'\n    reason: R\n    party: p2\n    citations:\n"
                "    - source: s1\n"
            ),
            [
                f"13:status_changes[0].party: {NOTHING} participants",
                f"15:status_changes[0].citations[0].source: {NOTHING} sources",
            ],
        ),
    ],
)
def test_what_names_nothing_is_told_with_its_place(engine: Engine, write: Write, text: str, faults: list[str]) -> None:
    assert refused(engine, write("a.yaml", text)) == [f"bundle/a.yaml:{fault}" for fault in faults]


def test_faults_of_every_sort_are_told_at_once(engine: Engine, write: Write) -> None:
    write("a.yaml", "topics: [{id: a1, name: 5}, {id: b1, name: B, parent: c1}]")
    folder = write("b.yaml", "topics: [{id: d1, name: D, parent: a1}, {id: e1, name: E, parent: e1}]")
    assert refused(engine, folder) == [
        "bundle/a.yaml:1:name: Write a string: text between quotation marks.",
        f"bundle/a.yaml:1:parent: {NOTHING} topics",
        # That a1 is wrong is told of a1, not of what names it.
        "bundle/b.yaml:1:parent: closes a cycle: e1 (bundle/b.yaml:1) is within e1",
    ]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "topics:\n- id: a1\n  name: A\n  parent: b1\n",
            "topics:\n- {id: x1, name: X}\n- id: b1\n  name: B\n  parent: a1\n",
            "a.yaml:4:parent: closes a cycle: a1 (bundle/a.yaml:4) is within b1 (bundle/b.yaml:5) is within a1",
        ),
        (
            "meetings:\n- {id: m2, title: M, form: tour, status: held, part_of: m1}\n",
            "meetings:\n- id: m1\n  title: M\n  form: tour\n  status: held\n  part_of: m2\n",
            "b.yaml:6:part_of: closes a cycle: m1 (bundle/b.yaml:6) is within m2 (bundle/a.yaml:2) is within m1",
        ),
        (
            "participants:\n- id: p1\n  kind: group\n  name: P\n  part_of:\n  - participant: p3\n  - participant: p2\n",
            (
                "participants:\n- {id: p2, kind: group, name: P, part_of: [{participant: p1}]}\n"
                "- {id: p3, kind: group, name: P}"
            ),
            (
                "a.yaml:7:part_of[1].participant: closes a cycle: p1 (bundle/a.yaml:7) is within "
                "p2 (bundle/b.yaml:2) is within p1"
            ),
        ),
        (
            (
                "participants: [{id: g1, kind: state, name: G}]\npledges:\n- id: a1\n  title: A\n  kind: policy\n"
                "  strength: firm\n  parties: [{participant: g1, role: promisor}]\n"
                "  links: [{type: matches, pledge: b1}, {type: part_of, pledge: b1}]"
            ),
            (
                "pledges:\n- id: b1\n  title: B\n  kind: policy\n  strength: firm\n"
                "  parties: [{participant: g1, role: promisor}]\n  links:\n  - type: part_of\n    pledge: a1\n"
            ),
            (
                "a.yaml:8:links[1].pledge: closes a cycle: a1 (bundle/a.yaml:8) is within "
                "b1 (bundle/b.yaml:9) is within a1"
            ),
        ),
        (
            (
                "participants: [{id: g1, kind: state, name: G}]\npledges:\n- id: a1\n  title: A\n  kind: policy\n"
                "  strength: firm\n  parties: [{participant: g1, role: promisor}]\n"
                "  links: [{type: part_of, pledge: b1}, {type: supersedes, pledge: b1}]"
            ),
            (
                "pledges:\n- id: b1\n  title: B\n  kind: policy\n  strength: firm\n"
                "  parties: [{participant: g1, role: promisor}]\n  links:\n  - type: supersedes\n    pledge: a1\n"
            ),
            (
                "a.yaml:8:links[1].pledge: closes a cycle: a1 (bundle/a.yaml:8) supersedes "
                "b1 (bundle/b.yaml:9) supersedes a1"
            ),
        ),
        *(
            (
                f"instruments:\n- {{id: a1, title: A, kind: law, links: [{{type: {link}, instrument: b1}}]}}\n",
                f"instruments:\n- {{id: b1, title: B, kind: law, links: [{{type: {link}, instrument: a1}}]}}\n",
                (
                    "a.yaml:2:links[0].instrument: closes a cycle: "
                    f"a1 (bundle/a.yaml:2) {words} b1 (bundle/b.yaml:2) {words} a1"
                ),
            )
            for link, words in (("part_of", "is within"), ("amends", "amends"), ("replaces", "replaces"))
        ),
        *(
            (
                f"statements:\n- {{id: a1, summary: A, kind: view, links: [{{type: {link}, statement: b1}}]}}\n",
                f"statements:\n- {{id: b1, summary: B, kind: view, links: [{{type: {link}, statement: a1}}]}}\n",
                (
                    "a.yaml:2:links[0].statement: closes a cycle: "
                    f"a1 (bundle/a.yaml:2) {words} b1 (bundle/b.yaml:2) {words} a1"
                ),
            )
            for link, words in (("in_reply_to", "answers"), ("repeats", "repeats"))
        ),
        (
            "participants:\n- {id: p1, kind: state, name: P, succeeds: [p2]}\n",
            "participants:\n- {id: p2, kind: state, name: Q, succeeds: [p1]}\n",
            "a.yaml:2:succeeds[0]: closes a cycle: p1 (bundle/a.yaml:2) succeeds p2 (bundle/b.yaml:2) succeeds p1",
        ),
    ],
    ids=[
        "topics",
        "meetings",
        "participants",
        "pledges",
        "superseding",
        "instruments",
        "amending",
        "replacing",
        "answering",
        "repeating",
        "succeeding",
    ],
)
def test_a_circle_is_told_with_every_place(engine: Engine, write: Write, one: str, other: str, told: str) -> None:
    write("a.yaml", one)
    assert refused(engine, write("b.yaml", other)) == [f"bundle/{told}"]


def test_what_refers_to_each_other_in_other_ways_is_loaded(engine: Engine, write: Write) -> None:
    text = (
        "instruments:\n- {id: a1, title: A, kind: law, links: [{type: implements, instrument: b1}]}\n"
        "- {id: b1, title: B, kind: law, links: "
        "[{type: implements, instrument: a1}, {type: part_of, instrument: c1}]}\n"
        "- {id: c1, title: C, kind: law}\n"
        "statements:\n- {id: s1, summary: A, kind: view, links: [{type: denies, statement: s2}]}\n"
        "- {id: s2, summary: B, kind: view, links: [{type: denies, statement: s1}]}\n"
    )
    assert load_bundle(engine, read_bundle(write("a.yaml", text))).created == 5
    assert load_bundle(engine, read_bundle(write("a.yaml", text))).total("unchanged") == 5


def test_each_of_several_circles_is_told(engine: Engine, write: Write) -> None:
    rings = [f"{{id: {one}, name: N, parent: {other}}}" for one, other in ("ab", "ba", "cd", "de", "ec")]
    text = "topics:\n" + "".join(f"- {ring}\n" for ring in rings).replace("id: ", "id: t").replace(
        "parent: ", "parent: t"
    )
    told = refused(engine, write("a.yaml", text))
    assert [fault.partition(": closes")[0] for fault in told] == ["bundle/a.yaml:2:parent", "bundle/a.yaml:4:parent"]
    assert told[1].endswith(
        "tc (bundle/a.yaml:4) is within td (bundle/a.yaml:5) is within te (bundle/a.yaml:6) is within tc"
    )


def test_a_long_circle_is_told_by_its_ends(engine: Engine, write: Write) -> None:
    text = "topics:\n" + "".join(f"- {{id: t{i:02}, name: N, parent: t{(i + 1) % 20:02}}}\n" for i in range(20))
    (told,) = refused(engine, write("a.yaml", text))
    assert told.startswith("bundle/a.yaml:2:parent: closes a cycle: t00 (bundle/a.yaml:2) is within t01")
    assert " is within (11 more) is within " in told
    assert told.endswith("t19 (bundle/a.yaml:21) is within t00")


def test_many_circles_and_faults_take_little_time(engine: Engine, write: Write) -> None:
    """Regression: each circle was looked for in all records anew, so 4,000 took minutes; see `MOST`."""
    pairs = "topics:\n" + "".join(f"- {{id: t{i}, name: N, parent: t{i ^ 1}}}\n" for i in range(8000))
    started = time.thread_time()
    assert len(refused(engine, write("a.yaml", pairs))) == MOST
    wrong = "sources:\n" + "- {}\n" * 30_000
    with pytest.raises(BadBundle) as caught:
        read_bundle(write("a.yaml", wrong))
    assert MOST <= len(caught.value.faults) < 2 * MOST
    assert time.thread_time() - started < 20


def test_a_circle_through_the_database_is_told(engine: Engine, write: Write) -> None:
    with engine.begin() as connection:
        put(connection, "topics", "top", name="Top")
        put(connection, "topics", "middle", name="Middle", parent="top")
        put(connection, "topics", "upper", name="Upper", parent="middle")
    folder = write("a.yaml", "topics:\n- id: top\n  name: Top\n  parent: lower\n- {id: lower, name: L, parent: upper}")
    with pytest.raises(BadBundle) as caught:
        load_bundle(engine, read_bundle(folder), Loading("tree", overwrite=True))
    assert [str(fault) for fault in caught.value.faults] == [
        (
            "bundle/a.yaml:5:parent: closes a cycle: lower (bundle/a.yaml:5) is within upper is within middle is "
            "within top (bundle/a.yaml:4) is within lower"
        )
    ]
    # What was put there by hand stays, so there is no cycle.
    assert load_bundle(engine, read_bundle(folder)).total("left") == 1


def test_a_tree_may_be_turned_upside_down(engine: Engine, write: Write) -> None:
    tree = "topics: [{{id: top, name: A{}}}, {{id: bottom, name: B{}}}]"
    load_bundle(engine, read_bundle(write("a.yaml", tree.format("", ", parent: top"))))
    report = load_bundle(engine, read_bundle(write("a.yaml", tree.format(", parent: bottom", ""))))
    assert report.changed == 2


def test_what_a_guard_refuses_is_told_with_its_place(engine: Engine, write: Write) -> None:
    text = BUNDLE.replace("reason: Announced, citations: [{source: report}]", "reason: Announced")
    text = text.replace("status: superseded", "status: fulfilled").replace("successor: more-flights\n", "\n")
    assert [fault.partition(":")[2].partition(": ")[0] for fault in refused(engine, write("a.yaml", text))] == [
        "32:status_changes[1].citations",
        "44:status_changes[0].citations",
    ]


def test_a_promisor_that_was_judged_stays(engine: Engine, write: Write) -> None:
    judged = BUNDLE.replace("reason: Announced", "party: guatemala, reason: Announced")
    load_bundle(engine, read_bundle(write("a.yaml", judged)))
    folder = write(
        "a.yaml", judged.replace("{participant: guatemala, role: promisor}", "{participant: ministry, role: promisor}")
    )
    assert refused(engine, folder) == [
        "bundle/a.yaml:15: Parties that have status changes cannot be removed; other roles can be added to them."
    ]


def split_at_random(value: dict[str, list[Any]], folder: Path, chance: random.Random) -> None:
    """Write the records of a bundle to some files, in any order."""
    records = [(collection, record) for collection, records in value.items() for record in records]
    chance.shuffle(records)
    for number in range(3):
        share: dict[str, list[Any]] = {}
        for collection, record in records[number::3]:
            share.setdefault(collection, []).append(record)
        (folder / f"{number}.yaml").write_text(yaml.safe_dump(share, sort_keys=False, allow_unicode=True))


def test_the_order_of_files_and_records_does_not_matter(
    databases: Databases, backend: str, write: Write, tmp_path: Path
) -> None:
    folder = write("a.yaml", BUNDLE)
    value = yaml.safe_load((folder / "a.yaml").read_text().replace("2025-03-01", "'2025-03-01'"))
    outcomes = []
    for seed in range(4):
        shuffled = tmp_path / f"shuffled-{seed}"
        shuffled.mkdir()
        split_at_random(value, shuffled, random.Random(seed))
        url = databases.create(backend)
        engine = writing_engine(url)
        load_bundle(engine, read_bundle(shuffled), Loading("shuffled"))
        with engine.begin() as connection:
            outcomes.append((content(connection), entries(connection)))
        engine.dispose()
        databases.drop(url)
    assert all(outcome == outcomes[0] for outcome in outcomes)


PARTS = """
    sources:
      - {id: report, kind: readout, title: The report}
    participants:
      - {id: guatemala, kind: state, name: Guatemala}
      - {id: the-lab, kind: organization, name: The lab}
    pledges:
      - id: more-flights
        title: More flights
        kind: operational
        strength: firm
        parties: [{participant: guatemala, role: promisor}]
        targets: [{indicator: flights, measure: count, direction: at_least, value: 40}]
        status_changes:
          - status: fulfilled
            effective_on: 2025-06
            reason: Counted
            citations: [{source: report, act: concrete_action}]
        assessments:
          - {score: 1, period: '2024', assessor: the-lab, assessor_kind: independent, rationale: Seen,
             supersedes: first, id: second}
          - {score: 0, period: '2024', assessor: the-lab, assessor_kind: independent, rationale: Seen, id: first}
          - {score: -1, period: '2025', assessor: the-lab, assessor_kind: independent, rationale: Seen,
             party: guatemala}
        positions:
          - {participant: guatemala, position: notes, 'on': '2025', about: status_changes/2025-06-fulfilled}
          - {participant: guatemala, position: rejects, 'on': '2025', about: assessments/second}
          - {participant: the-lab, position: accepts}
        measurements:
          - {period: 2025-05, value: 40.5, citations: [{source: report}]}
        milestones:
          - {title: Half of it, due: '2024'}
          - {title: Half of it, due: '2025'}
"""
PART_COUNTS = {"assessments": 3, "measurements": 1, "milestones": 2, "positions": 3}


def test_parts_are_loaded_under_their_pledges(engine: Engine, write: Write) -> None:
    folder = write("a.yaml", PARTS)
    created = counts(load_bundle(engine, read_bundle(folder)), "created")
    # The measurement comes before the status whose guard asks for it, and what is corrected before its correction.
    assert created == {"sources": 1, "participants": 2, "pledges": 1, "status_changes": 1, **PART_COUNTS}
    with engine.begin() as connection:
        parts = load_states(connection, record_type_of("pledges"), ["more-flights"])["more-flights"].parts
    assert list(parts["assessments"]) == ["first", "the-lab-guatemala-2025", "second"]
    assert list(parts["milestones"]) == ["2024", "2025"]
    # What is taken on a judgement comes after it.
    assert set(parts["positions"]) == {"2025-guatemala", "2025-guatemala-2", "the-lab"}

    again = load_bundle(engine, read_bundle(folder))
    assert (again.created, again.changed) == (0, 0)
    assert PART_COUNTS.items() <= counts(again, "unchanged").items()

    # Milestones are edited; what was measured is withdrawn, and recorded anew under its id.
    edited = PARTS.replace("due: '2025'}", "due: '2026', id: '2025'}").replace("value: 40.5", "value: 41")
    report = load_bundle(engine, read_bundle(write("a.yaml", edited)))
    assert (counts(report, "changed"), counts(report, "created")) == ({"milestones": 1, "measurements": 1}, {})
    with engine.begin() as connection:
        parts = load_states(connection, record_type_of("pledges"), ["more-flights"])["more-flights"].parts
    (measurement,) = parts["measurements"].values()
    assert (measurement.written["value"], measurement.withdrawn) == (41, None)


def test_parts_that_are_wrong_are_refused(engine: Engine, write: Write) -> None:
    for old, new, fault in (
        ("supersedes: first", "supersedes: third", "assessments[0].supersedes"),
        ("supersedes: first, id: second", "id: second", "assessments[1]"),
        ("period: '2025'", "period: '9998'", "assessments[2].period"),
        ("party: guatemala", "party: the-lab", "assessments[2].party"),
        ("citations: [{source: report}]", "citations: []", "measurements[0].citations"),
        ("value: 40}", "value: 50}", "status_changes[0].status"),
        ("title: Half of it, due: '2024'", "title: '', due: '2024'", "milestones[0].title"),
    ):
        assert old in PARTS
        faults = refused(engine, write("a.yaml", PARTS.replace(old, new)))
        assert [one for one in faults if f":{fault}: " in one], (new, faults)

"""Deeds in bundles: what a status change rests on may come with it, in whatever order it stands."""

import pytest
from sqlalchemy import Engine, select

from app.exchange.formats.bundle import read_bundle
from app.exchange.formats.faults import BadBundle
from app.exchange.loading.loader import load_bundle
from app.strict_json import decode
from app.tables.actions import Action
from app.tables.instruments import Instrument
from app.tables.pledges import Pledge
from tests.exchange.conftest import Write

BUNDLE = """
    actions:
      - id: the-works
        kind: construction
        title: The works
        happened: 2025-05
        actors: [{participant: the-corps}]
        about: [{pledge: the-port, relation: carries_out}]
    pledges:
      - id: the-port
        title: The port
        parties: [{participant: guatemala, role: promisor}]
        status_changes:
          - status: fulfilled
            effective_on: 2025-06
            reason: Built
            actions: [the-works]
            citations: [{source: report}]
      - id: to-ratify
        title: To ratify
        kind: treaty_action
        instrument: the-treaty
        parties: [{participant: guatemala, role: promisor}]
        status_changes:
          - {status: fulfilled, effective_on: 2025-06, reason: Ratified, citations: [{source: report}]}
    instruments:
      - id: the-treaty
        kind: treaty
        title: The treaty
        participation:
          - {participant: guatemala, act: signed, on: 2024-05-01}
          - {participant: guatemala, act: ratified, on: 2025-05-01, citations: [{source: report}]}
    participants:
      - {id: the-corps, kind: government_body, name: The Corps, part_of: [{participant: guatemala}]}
      - {id: guatemala, kind: state, name: Guatemala}
    sources:
      - {id: report, kind: news_report, title: A report}
"""


def test_what_a_status_change_rests_on_comes_with_it(engine: Engine, write: Write) -> None:
    folder = write("a.yaml", BUNDLE)
    load_bundle(engine, read_bundle(folder))
    with engine.begin() as connection:
        statuses = {row.id: row.status for row in connection.execute(select(Pledge.id, Pledge.status))}
        treaty = decode(connection.scalar(select(Instrument.document)) or "{}")
        action = decode(connection.scalar(select(Action.document)) or "{}")
    assert statuses == {"the-port": "fulfilled", "to-ratify": "fulfilled"}
    assert [(party["standing"], party["acts"]) for party in treaty["parties"]] == [("bound", ["signed", "ratified"])]
    assert action["about"][0]["pledge"] == {"id": "the-port", "title": "The port"}
    again = load_bundle(engine, read_bundle(folder))
    assert {count for found in again.collections.values() for count in (found.created, found.changed)} == {0}


def test_an_act_that_is_added_later_is_evidence_of_what_comes_with_it(engine: Engine, write: Write) -> None:
    ratified = "          - {participant: guatemala, act: ratified, on: 2025-05-01, citations: [{source: report}]}\n"
    judged = BUNDLE[
        BUNDLE.index("        status_changes:", BUNDLE.index("to-ratify")) : BUNDLE.index("    instruments:")
    ]
    assert ratified in BUNDLE
    load_bundle(engine, read_bundle(write("a.yaml", BUNDLE.replace(judged, "").replace(ratified, ""))))
    load_bundle(engine, read_bundle(write("a.yaml", BUNDLE)))
    with engine.begin() as connection:
        assert connection.scalar(select(Pledge.status).where(Pledge.id == "to-ratify")) == "fulfilled"


@pytest.mark.parametrize(
    ("shown", "instead"),
    [("relation: carries_out", "relation: contributes"), ("act: ratified", "act: declared")],
)
def test_deeds_that_show_nothing_are_refused_where_the_change_stands(
    engine: Engine, write: Write, shown: str, instead: str
) -> None:
    text = BUNDLE.replace(shown, instead).replace("act: signed", "act: declared")
    with pytest.raises(BadBundle) as caught:
        load_bundle(engine, read_bundle(write("a.yaml", text)))
    faults = [str(fault) for fault in caught.value.faults]
    assert any("status_changes[0]" in fault and "guard concrete_action" in fault for fault in faults), faults

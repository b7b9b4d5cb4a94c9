"""A table of scores, as they are published: wide, and with the defects of such tables."""

from tests.exchange.mapping.conftest import GoThrough

WIDE = """\
    cites: {source: scores, section: {join: ["row ", {use: line}]}}
    sheets:
      - gives:
          - collection: participants
            for_columns: {all_but: [Id, Text]}
            id: {use: heading, id: true}
            repeated: merge
            record: {kind: state, name: {use: heading}}
          - collection: pledges
            id: {column: Id, strip: ".", id: true, prefix: scores-}
            external_id: {column: Id, strip: "."}
            record:
              title: {column: Text, shorten: 300}
              parties:
                for_columns: {all_but: [Id, Text]}
                give: {participant: {use: heading, id: true}, role: promisor}
              assessments:
                for_columns: {all_but: [Id, Text]}
                give:
                  party: {use: heading, id: true}
                  score: {use: cell, score: true}
                  assessor: mexico
                  assessor_kind: independent
                  period: "2009"
    """


def test_wide_columns_become_parties_and_assessments_and_blanks_none(go_through: GoThrough) -> None:
    table = "Id,Text,Mexico,Chile\n1.,One thing,\N{MINUS SIGN}1,+\n2 ,Another,0,\n"
    gone = go_through(table, WIDE)
    assert gone.faults == []
    assert list(gone.records) == [
        ("pledges", "scores-1"),
        ("pledges", "scores-2"),
        ("participants", "mexico"),
        ("participants", "chile"),
        ("sources", "scores"),
    ]
    scores = {key[1]: [(one["party"], one["score"]) for one in parts] for key, parts in gone.parts.items() if parts}
    assert scores == {"scores-1": [("mexico", -1), ("chile", 1)], "scores-2": [("mexico", 0)]}
    pledge = gone.records["pledges", "scores-2"]
    assert [party["participant"] for party in pledge["parties"]] == ["mexico", "chile"]
    assert pledge["external_ids"] == {"scores": "2"}
    assert [one["section"] for one in pledge["citations"]] == ["row 3"]
    assert {one["section"] for part in gone.parts["pledges", "scores-1"] for one in part["citations"]} == {"row 2"}


def test_what_was_odd_is_told_and_is_a_caveat_of_the_data_set(go_through: GoThrough) -> None:
    gone = go_through("Id,Text,Mexico\n1.,One thing,\N{MINUS SIGN}1\n2,Another,+\n3 ,A third,-\n", WIDE)
    assert gone.notes == [
        "table.csv: Id: '.' at an end, left out (1)",
        "table.csv: Mexico: a minus sign that is not ASCII, read as one (1)",
        "table.csv: Mexico: a bare sign for a score, read as -1 or +1 (2)",
        "table.csv: Id: white space around a value, left out (1)",
    ]
    assert gone.records["sources", "scores"]["caveats"] == [
        "table.csv: Id: '.' at an end, left out",
        "table.csv: Mexico: a minus sign that is not ASCII, read as one",
        "table.csv: Mexico: a bare sign for a score, read as -1 or +1, 2 times",
        "table.csv: Id: white space around a value, left out",
    ]


def test_every_fault_names_its_line_and_column_all_at_once(go_through: GoThrough) -> None:
    gone = go_through("Id,Text,Mexico,Chile\n1,One thing,x,2\n,Another,0,\n1.,Again,,\n4,,,\n", WIDE)
    assert gone.faults == [
        "table.csv:2: column 'Mexico': is no score: -1, 0 or +1, blank for what was not assessed: 'x'",
        "table.csv:2: column 'Chile': is no score: -1, 0 or +1, blank for what was not assessed: '2'",
        "table.csv:3: column 'Id': is blank: the id of the record is made of it",
        "table.csv:5:title: column 'Text': is required",
    ]

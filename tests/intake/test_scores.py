"""The arithmetic of scores, on a text of four promises, and on a reader that knows the gold."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.exchange.formats.bundle import SEEDS, read_bundle
from benchmarks.intake.gold import CodedText, Gold, GoldPledge, GoldStatement
from benchmarks.intake.matching import places
from benchmarks.intake.measuring import read
from benchmarks.intake.proposals import PLEDGE, STATEMENT, proposal_of
from benchmarks.intake.reports import coded_reports, items_of
from benchmarks.intake.results import BOTH, EITHER, Found, Score, Share, together
from benchmarks.intake.score_lines import lines
from benchmarks.intake.scores import band, score

TEXT = (
    "Kenya will plant trees and Norway will pay for them. The Norwegian minister praised Kenya. "
    "Kenya has planted trees before. Both agreed to meet again. Kenya may plant flowers, too. "
    "Norway will not plant any. Sweden was not there."
)
GOLD = Gold.model_validate(
    {
        "language": "en",
        "participants": {"kenya": ["Kenya"], "norway": ["Norway", "Norwegian"], "minister": ["Norwegian minister"]},
        "also_named": {"sweden": ["Sweden"]},
        "pledges": [
            {"id": "trees", "quotations": ["Kenya will plant trees"], "kind": "operational", "promisors": ["kenya"]},
            {"id": "pay", "quotations": ["Norway will pay for them"], "kind": "financial", "promisors": ["norway"]},
            {
                "id": "meet",
                "quotations": ["Both agreed to meet again"],
                "kind": "process",
                "promisors": ["kenya", "norway"],
                "times": 2,
            },
            {
                "id": "flowers",
                "quotations": ["Kenya may plant flowers, too"],
                "kind": None,
                "promisors": ["kenya"],
                "optional": True,
            },
        ],
        "statements": [
            {
                "id": "praise",
                "quotations": ["The Norwegian minister praised Kenya"],
                "kind": "praise",
                "speakers": ["minister"],
            },
            {"id": "none", "quotations": ["Norway will not plant any"], "kind": "denial", "speakers": ["norway"]},
        ],
        "not_pledges": [
            {"quotation": "Kenya has planted trees before", "why": "history"},
            {"quotation": "Norway will not plant any", "why": "a denial"},
        ],
    }
)
CODED = CodedText("trees", TEXT, GOLD)
NAMES = {"kenya": "Kenya", "norway": "Norway", "minister": "Norwegian minister"}


def candidate(exact: str, kind: str = PLEDGE, promisor: str | None = None, **draft: Any) -> dict[str, Any]:
    [(start, end)] = places(TEXT, exact)
    parties = [{"participant": promisor, "role": "promisor"}] if promisor else []
    return {
        "kind": kind,
        "quotation": {"start": start, "end": end, "text": exact},
        "rule": "will",
        "confidence": 0.5,
        "draft": {"parties": parties} | draft,
    }


def answer(*candidates: dict[str, Any], ignored: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    told = [{"quotation": dict(zip(("start", "end"), places(TEXT, one)[0], strict=True))} for one in ignored]
    return {"text": TEXT, "language": "en", "meeting": None, "participants": [], "candidates": list(candidates)} | {
        "ignored": told
    } | more  # fmt: skip


def scored(*candidates: dict[str, Any], known: Sequence[str] = (), **more: Any) -> Score:
    return score(CODED, proposal_of(answer(*candidates, **more)), known)


def found(right: int, proposed: int, there: int, wanted: int) -> Found:
    return Found(Share(right, proposed), Share(there, wanted))


def test_nothing_proposed_is_nothing_found() -> None:
    nothing = scored()
    assert nothing.found == {
        PLEDGE: found(0, 0, 0, 3),
        STATEMENT: found(0, 0, 0, 2),
        BOTH: found(0, 0, 0, 5),
        EITHER: found(0, 0, 0, 5),
    }
    assert [one.split(":")[0] for one in nothing.missed] == [
        "pledge trees", "pledge pay", "pledge meet", "statement praise", "statement none",
        "participant kenya", "participant norway", "participant minister",
    ]  # fmt: skip
    assert (nothing.found[PLEDGE].precision.percent, nothing.found[PLEDGE].recall.percent) == (None, 0)


def test_one_candidate_on_a_sentence_with_two_promises_finds_one() -> None:
    one = scored(candidate("Kenya will plant trees and Norway will pay for them", promisor="Norway"))
    assert one.found[PLEDGE] == found(1, 1, 1, 3)
    assert one.missed[0].startswith("pledge trees") is (one.fields["promisor"].right == 1)


def test_two_candidates_on_that_sentence_find_both_as_they_agree() -> None:
    whole = "Kenya will plant trees and Norway will pay for them"
    two = scored(candidate(whole, promisor="Norway"), candidate(whole, promisor="Kenya"))
    assert two.found[PLEDGE] == found(2, 2, 2, 3)
    assert two.fields["promisor"] == Share(2, 2)


def test_what_may_be_told_twice_is_right_twice_and_then_too_much() -> None:
    again = candidate("Both agreed to meet again")
    assert scored(again, again).found[PLEDGE] == found(2, 2, 1, 3)
    thrice = scored(again, again, again)
    assert (thrice.found[PLEDGE], thrice.repeated) == (found(2, 3, 1, 3), 1)
    assert thrice.surplus == ["pledge [will]: Both agreed to meet again (is proposed already)"]


def test_what_is_optional_counts_neither_way() -> None:
    flowers = candidate("Kenya may plant flowers, too")
    assert scored(flowers).found[PLEDGE] == found(0, 0, 0, 3)
    assert scored(flowers).surplus == []


def test_the_other_kind_is_wrong_but_found_in_either() -> None:
    wrong = scored(candidate("The Norwegian minister praised Kenya"))
    assert (wrong.found[BOTH], wrong.found[EITHER]) == (found(0, 1, 0, 5), found(1, 1, 1, 5))
    assert wrong.surplus == ["pledge [will]: The Norwegian minister praised Kenya (is statement praise)"]
    assert wrong.fields == {}


def test_traps_that_are_taken_for_pledges() -> None:
    sprung = scored(
        candidate("Kenya has planted trees before"),
        candidate("Norway will not plant any", kind=STATEMENT),
        ignored=["Norway will not plant any"],
    )
    assert (sprung.sprung, sprung.ignored) == (Share(1, 2), Share(1, 2))
    assert sprung.surplus == ["pledge [will]: Kenya has planted trees before (is history)"]
    assert sprung.found[STATEMENT] == found(1, 1, 1, 2)
    stated = scored(candidate("Kenya has planted trees before", kind=STATEMENT))
    assert (stated.sprung, stated.found[STATEMENT]) == (Share(0, 2), found(0, 1, 0, 2))


def test_participants_and_the_records_that_they_are_matched_with() -> None:
    def mention(name: str, match: str | None = None) -> dict[str, Any]:
        matches = [{"id": match, "name": name, "confidence": 1.0}] if match else []
        return {"mention": name, "quotations": [], "matches": matches, "draft": None if match else {"name": name}}

    right = scored(
        participants=[
            mention("Kenya", "kenya"), mention("Norway"), mention("Norwegian"), mention("Finland"), mention("Sweden"),
        ],
        known=["kenya", "norway"],
    )  # fmt: skip
    assert right.participants == found(2, 4, 2, 3)
    # Kenya is the record, Norway would have been one, and of Sweden there is none.
    assert right.matched == Share(2, 4)
    assert right.surplus == ["participant: Finland"]
    assert right.missed[-1] == "participant minister"
    assert right.disagreements == ["norway, record: None", "norway, record: None"]


def test_what_disagrees_is_listed_and_printed() -> None:
    wrong = scored(candidate("Kenya will plant trees", promisor="Norway", kind=PLEDGE))
    assert wrong.disagreements == [
        "trees, promisor: norway, not kenya",
        "trees, kind: nothing, not operational",
    ]
    printed = "\n".join(lines(wrong))
    assert "100 % (1 of 1)" in printed
    assert "33 % (1 of 3)" in printed
    assert "    - trees, promisor: norway, not kenya" in printed
    assert "20 % (1 of 5)" in printed


def test_how_often_rules_and_confidence_are_right() -> None:
    sure = candidate("Kenya will plant trees") | {"confidence": 0.75}
    unsure = candidate("Kenya has planted trees before") | {"confidence": 0.49, "rule": "has"}
    optional = candidate("Kenya may plant flowers, too") | {"rule": "may"}
    told = scored(sure, unsure, optional, candidate("Both agreed to meet again"))
    assert told.rules == {"will": Share(2, 2), "has": Share(0, 1)}
    assert told.confidence == {"0.75 and more": Share(1, 1), "below 0.5": Share(0, 1), "below 0.75": Share(1, 1)}
    assert [band(one) for one in (0, 0.5, 1)] == ["below 0.5", "below 0.75", "0.75 and more"]


def test_a_quotation_that_stands_elsewhere_is_refused() -> None:
    moved = candidate("Kenya will plant trees")
    moved["quotation"]["start"] += 1
    with pytest.raises(ValueError, match="is not what is quoted: Kenya will plant trees"):
        proposal_of(answer(moved))


def test_scores_add_up() -> None:
    one = scored(candidate("Kenya will plant trees", promisor="Kenya"))
    total = together([one, scored(), one])
    assert total.found[PLEDGE] == found(2, 2, 2, 9)
    assert total.fields["promisor"] == Share(2, 2)
    assert total.rules == {"will": Share(2, 2)}
    assert (total.language, total.missed) == (Share(3, 3), [])


def oracle(coded: CodedText) -> dict[str, Any]:
    """Return what a reader would propose that knows the gold."""
    candidates = []
    items: list[GoldPledge | GoldStatement] = [*coded.gold.pledges, *coded.gold.statements]
    for item in items:
        start, end = places(coded.text, item.quotations[0])[0]
        if isinstance(item, GoldPledge):
            parties = [{"participant": one, "role": "promisor"} for one in item.promisors[0]]
            parties += [{"participant": one, "role": "promisee"} for one in item.promisees[0]]
            told = {name: next(iter(getattr(item, name)), None) for name in ("kind", "origin", "strength", "precision")}
            targets = [one.model_dump(mode="json") for one in item.targets[0]]
            targets += [{"measure": "boolean"}] if item.thing_made[0] else []
            draft = told | {"parties": parties, "due": item.due[0], "targets": targets}
            draft |= {"conditions": [{"text": "?"}] if item.conditional[0] else []}
        else:
            speaker = item.speakers[0] if item.speakers else None
            draft = {"kind": item.kind[0], "speaker": speaker, "attributed_to": item.attributed_to}
        kind = PLEDGE if isinstance(item, GoldPledge) else STATEMENT
        quotation = {"start": start, "end": end}
        candidates.append({"kind": kind, "quotation": quotation, "draft": draft})
    people = [
        {"mention": names[0], "matches": [{"id": one}], "draft": None} for one, names in coded.gold.participants.items()
    ]
    return {"text": coded.text, "language": "en", "participants": people, "candidates": candidates}


def report_of(source: str, folder: Path) -> CodedText:
    """Return a report that consists of what the seeds quote of one."""
    quoted = [
        citation["quote"]["exact"]
        for record in read_bundle(SEEDS).records
        for citation in record.values["citations"]
        if citation["quote"] and citation["source"] == source
    ]
    (folder / "report.txt").write_text("\n".join(dict.fromkeys(quoted)))
    [coded] = coded_reports(folder)
    assert coded.name == source
    return coded


@pytest.fixture
def report(tmp_path: Path) -> CodedText:
    """Return the report of which the seeds have most."""
    return report_of("us-guatemala-strategic-cooperation", tmp_path)


def test_a_reader_that_knows_the_gold_is_right_in_all(report: CodedText) -> None:
    known = list(report.gold.participants)
    [perfect] = read([report], lambda _text: oracle(report), known)
    shares = [share for one in perfect.found.values() for share in (one.precision, one.recall)]
    shares += [*perfect.fields.values(), perfect.participants.precision, perfect.participants.recall, perfect.matched]
    assert {share.percent for share in shares} == {100}
    assert (perfect.missed, perfect.surplus, perfect.disagreements, perfect.repeated) == ([], [], [], 0)


def test_the_seeds_have_of_a_report_what_they_cite_it_for(report: CodedText) -> None:
    assert items_of([report]) == {report.name: (18, 10)}
    pledges = {one.id: one for one in report.gold.pledges}
    # Whose due day the other report tells, and whose strength is told otherwise there.
    assert pledges["guatemala-delegation-to-washington"].due == (None,)
    assert pledges["us-infrastructure-partnership"].strength == ()
    assert pledges["us-full-support-for-security-steps"].conditional == (True,)
    assert pledges["guatemala-border-task-force"].thing_made == (True,)
    ties = next(one for one in report.gold.statements if "arevalo-ties-with-taiwan" in one.id)
    assert (ties.speakers, ties.times) == (("bernardo-arevalo", "marco-rubio"), 2)


def test_what_a_report_is_only_the_context_of_is_not_asked_of_it(tmp_path: Path) -> None:
    coded = report_of("landau-arevalo-talks", tmp_path)
    assert [one.id for one in coded.gold.pledges] == ["guatemala-special-command"]
    assert {"united-states", "el-salvador"} <= set(coded.gold.participants)
    assert "cnn" in coded.gold.also_named
    # What is planned need not be the meeting that the report is about.
    assert "G7 summit in Canada" not in {one.title for one in coded.gold.meetings}

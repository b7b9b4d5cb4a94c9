"""A made-up world, written through the API: every field, part, act and correction that a release knows."""

from tests.nouns import NOUNS, Noun
from tests.releases.bodies import FULL, PREFIX, Body, cited, records
from tests.releases.parts import amend, answer, assess, judge, measure, take_part
from tests.releases.writing import World


def write_first(world: World) -> None:
    """Write every record and every part."""
    for collection, record, body in records():
        identifier = record if record.startswith(PREFIX) else f"{PREFIX}{record}"
        world.send("PUT", f"/v1/{collection}/{identifier}", body)
    for step in (judge, amend, assess, measure, answer, take_part):
        step(world)


def write_then(world: World) -> None:
    """Correct, rename, merge, delete and redact some of it."""
    for step in (correct, merge, take_out):
        step(world)


def correct(world: World) -> None:
    """Correct records as a whole, by fields and by items; rename what others name."""
    for noun in NOUNS:
        path = f"{noun.path}/{FULL}"
        world.send("PATCH", path, noun.edit)
        world.send("PUT", path, noun.full, **{"If-Match": "*"})
        world.send("PATCH", f"{path}/citations/bare", {"note": "Nothing more."})
        world.send("DELETE", f"{path}/citations/bare")
        world.send("POST", f"{path}/citations", cited()["citations"][1])
    guest = world.add(f"/v1/meetings/{FULL}", "attendance", participant="elsewhere", role="observer")
    world.send("PATCH", guest, {"title": "Minister"})
    world.send("DELETE", guest)
    world.send("PATCH", f"/v1/participants/{PREFIX}guatemala", {"name": "Republic of Guatemala"})
    world.send("PATCH", f"/v1/meetings/{PREFIX}the-talks", {"title": "The talks, renamed"})


def called(noun: Noun, name: str) -> Body:
    """Return a record of few words with a name of its own, where such records have names."""
    return noun.minimal | ({noun.label: name} if noun.label else {})


def merge(world: World) -> None:
    """Merge a twin of each collection for good, and another that is taken apart again; both are referred to."""
    survivor, *twins = f"{PREFIX}survivor", f"{PREFIX}twin", f"{PREFIX}two-after-all"
    for noun in NOUNS:
        for twin in (survivor, *twins):
            world.send("PUT", f"{noun.path}/{twin}", called(noun, f"Like {twin}"))
            if noun.referrer and twin != survivor:
                world.send("PUT", f"{noun.path}/{twin}-named", noun.referrer(twin))
    done: Body = {"kind": "other", "title": "Done by both", "actors": [{"participant": twin} for twin in twins]}
    world.send("PUT", f"/v1/actions/{twins[0]}-named", done)
    for noun in NOUNS:
        for twin in twins:
            into = {"into": survivor, "reason": "One and the same."}
            world.send("POST", f"{noun.path}/{twin}/merge", into)
        world.send("POST", f"{noun.path}/{twins[1]}/unmerge", {"reason": "Two after all."})


def take_out(world: World) -> None:
    """Delete and make again, keep a text of a source, redact what was and what is no more."""
    for noun in NOUNS:
        path = f"{noun.path}/{PREFIX}gone"
        for _ in range(2):
            world.send("PUT", path, called(noun, "Gone"))
            world.send("DELETE", path)
        world.send("PUT", path, called(noun, "There again"))
        world.redact(world.numbers(noun.collection, f"{PREFIX}gone")[0])
    text = {"text": "They agreed to more flights a week.", "store": True}
    world.send("POST", f"/v1/sources/{PREFIX}report-a/quotations/check", text)


def write_last(world: World) -> None:
    """Ask twice for one thing: the first answer is kept for a day. Import something, take it back, and let be told."""
    for _ in range(2):
        world.send("POST", "/v1/topics", {"name": "Asked for twice"}, **{"Idempotency-Key": "asked-for-twice"})
    batch = world.send("POST", "/v1/imports", {"topics": [{"id": f"{PREFIX}imported", "name": "Imported"}]})
    world.send("POST", f"/v1/imports/{batch['id']}/undo")
    world.send("POST", "/v1/webhooks", {"id": f"{PREFIX}receiver", "url": "https://example.org/pacta"})

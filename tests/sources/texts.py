"""A made-up report, quotations of it that were edited, and where it has them: outcome, passage and likeness."""

REPORT = (
    "Ministers met on Friday.\n\nThe first of them said that "
    "\u201cthe two ports\u2014both of them\u2014will be widened\u201d before the rains.\n"
    "The other\u2019s staff had agreed to send, within weeks, a large team of engineers to the coast."
)

EDITED: list[tuple[str, tuple[str, str | None, float | None]]] = [
    ("Ministers met on Friday. The first", ("edited", "Ministers met on Friday.\n\nThe first", 1.0)),
    ('"the two ports-both', ("edited", "\u201cthe two ports\u2014both", 1.0)),
    ("The other's staff", ("edited", "The other\u2019s staff", 1.0)),
    ("had agreed to send a large team of engineers to the coast", (
        "edited", "had agreed to send, within weeks, a large team of engineers to the coast", 0.884,
    )),
    ("a large group of engineers to the coast", ("edited", "a large team of engineers to the coast", 0.883)),
    ("a large team of enginers to the coast", ("edited", "a large team of engineers to the coast", 0.987)),
    ("the three harbours will be closed", ("missing", None, None)),
    ("next April", ("missing", None, None)),
]  # fmt: skip

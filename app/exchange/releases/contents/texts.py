"""What a release says of itself to people: README, citation and licence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from app import VERSION
from app.exchange.releases.contents.tables import ReleaseTable
from app.exchange.releases.versions import semantic
from app.ledger.model.rows.head import Head
from app.settings import DataLicense

LICENSES: Mapping[DataLicense, tuple[str, str]] = {
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": (
        "Creative Commons Attribution-NonCommercial 4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
    ),
    "ODC-By-1.0": ("Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "ODbL-1.0": ("Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "PDDL-1.0": (
        "Open Data Commons Public Domain Dedication and License 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ),
}


@dataclass(frozen=True)
class Edition:
    """What a release is: its version, the one before, who publishes it under which licence, and the ledger's head."""

    version: str
    previous: str | None
    previous_number: int
    publisher: str
    license: DataLicense
    head: Head
    notes: str | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return f"Pacta data, V{self.version}"

    @property
    def day(self) -> str:
        """The day of the last entry: whatever depends on the day is as on this one."""
        return self.head.at[:10]

    @property
    def citation(self) -> str:
        """How it is cited in a text."""
        return (
            f"{self.publisher} ({self.head.at[:4]}). {self.title}: entry {self.head.number} of the ledger, "
            f"{self.head.hash[:16]}."
        )


def license_text(edition: Edition) -> str:
    """Return the licence of the data."""
    name, address = LICENSES[edition.license]
    return (
        f"{edition.title}, by {edition.publisher}, is made available under the licence\n\n"
        f"    {name} ({edition.license})\n    {address}\n\n"
        "It covers the compilation and what its editors wrote. Quotations belong to those whose words they are.\n"
    )


def citation_file(edition: Edition) -> str:
    """Return CITATION.cff, by which programs cite the release."""
    return yaml.safe_dump(
        {
            "cff-version": "1.2.0",
            "message": "Please cite the version of the data that you used.",
            "type": "dataset",
            "title": edition.title,
            "version": edition.version,
            "date-released": edition.day,
            "authors": [{"name": edition.publisher}],
            "license": edition.license,
            "identifiers": [
                {
                    "type": "other",
                    "value": f"{edition.head.number}:{edition.head.hash}",
                    "description": "number and hash of the last entry of the ledger",
                }
            ],
        },
        sort_keys=False,
        allow_unicode=True,
    )


def readme(edition: Edition, tables: Sequence[ReleaseTable]) -> str:
    """Return README.md."""
    notes = f"\n{edition.notes}\n" if edition.notes else ""
    listed = "\n".join(f"- `{table.file}`: {table.description}" for table in tables)
    before = f"V{edition.previous}" if edition.previous else "there is none"
    return f"""# {edition.title}
{notes}
What states promise each other and what came of it, as of entry {edition.head.number} of the ledger, recorded at
{edition.head.at}. What depends on the day (`overdue`, `due_soon`, `review_due`) is as on that day. Cite it as:

> {edition.citation}

It is a Data Package (version 2; `datapackage.json`): `frictionless validate datapackage.json` checks it.

{listed}
- `bundle.jsonl`: every record with all that is recorded of it, a bundle a line; `pacta import` takes it.
- `ledger.json`: number, hash and time of the ledger's last entry, by which anybody can verify what was recorded.
- `SHA256SUMS`: hashes of all files; `sha256sum --check SHA256SUMS`.

## Tables

Columns are called by where their values stand in the API's documents (`status.status`). `codebook-columns.csv` says
what each means, `codebook-words.csv` what words mean. Several values in a cell have `; ` between them (`\\;` within
one); lists of one thing, such as `parties.participant.id` and `parties.role`, have their values in the same order.
Dates are EDTF (`2024-02~` is about February 2024), with the first and the last day that they may mean beside them. An
empty cell is unknown, or none. A text that a spreadsheet would run as a formula begins with an apostrophe.

Ids never change. `crosswalk.csv` names those that were merged into others or deleted, and what stands for them; the
release before this one: {before}.

Made by Pacta {VERSION}; version {semantic(edition.version)} of the package.
"""

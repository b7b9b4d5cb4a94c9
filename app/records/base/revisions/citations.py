"""How a revision of a record is cited: in a line of text, and for programs that keep bibliographies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.strict_json import encode

DATABASE = "Pacta"
"""What the record is a part of."""

SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)
"""Signs that mean something to LaTeX."""


class CitationForm(StrEnum):
    """What a citation is written as, by its media type."""

    PLAIN = "text/plain"
    BIBTEX = "application/x-bibtex"
    CSL = "application/vnd.citationstyles.csl+json"


SUFFIXES = {CitationForm.BIBTEX: "bib", CitationForm.CSL: "csl.json"}
"""What the address of a citation ends with, for who cannot say what is accepted."""


@dataclass(frozen=True)
class CitedRevision:
    """A revision as it is cited: what the record is called, when, by whom and by which entry it was recorded, where."""

    called: str
    noun: str
    key: str
    version: int
    day: date
    actor: str
    entry: int
    address: str

    @property
    def note(self) -> str:
        """What no field of a bibliography holds."""
        return f"{self.noun}, revision {self.version}, recorded by {self.actor}, ledger entry {self.entry}"


def plain(cited: CitedRevision) -> bytes:
    """Return the citation as a line of text."""
    return (
        f"“{cited.called}” ({cited.noun}), revision {cited.version}, recorded {cited.day} by {cited.actor}. "
        f"{DATABASE}, ledger entry {cited.entry}. {cited.address}"
    ).encode()


def bibtex(cited: CitedRevision) -> bytes:
    """Return the citation as an entry of BibTeX, which BibLaTeX and reference managers read, too. It is UTF-8."""
    fields = {
        # Doubled braces keep capitals as they are.
        "title": f"{{{_latex(cited.called)}}}",
        "howpublished": DATABASE,
        "year": str(cited.day.year),
        "month": str(cited.day.month),
        "version": str(cited.version),
        "note": _latex(cited.note),
        "url": cited.address,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    return f"@misc{{{cited.key},\n{''.join(lines)}}}\n".encode()


def csl(cited: CitedRevision) -> bytes:
    """Return the citation as an item of CSL-JSON, the data of the Citation Style Language (schema 1.0)."""
    return encode(
        {
            "id": cited.key,
            "type": "dataset",
            "title": cited.called,
            "container-title": DATABASE,
            "version": str(cited.version),
            "genre": cited.noun,
            "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
            "note": cited.note,
            "URL": cited.address,
        }
    )


WRITERS: Mapping[CitationForm, Callable[[CitedRevision], bytes]] = {
    CitationForm.PLAIN: plain,
    CitationForm.BIBTEX: bibtex,
    CitationForm.CSL: csl,
}


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(SPECIAL)

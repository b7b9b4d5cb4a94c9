"""Imports: batches that files came in by, and what became of each row."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, ordered_string
from app.tables.base import ID_LENGTH, LONG, Base, long_text, one_of
from app.vocabulary import ImportState


class Import(Base):
    """A file that came in: by whom, as which data set, how far it is, and between which entries it wrote."""

    __tablename__ = "imports"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(ordered_string(20))
    actor: Mapped[str] = mapped_column(String(300))
    data_set: Mapped[str] = mapped_column(String(300))
    file_name: Mapped[str] = mapped_column(String(300))
    format: Mapped[str] = mapped_column(ordered_string(20))
    sha256: Mapped[str] = mapped_column(ordered_string(64))
    bytes: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[str] = mapped_column(Instant)
    changed_at: Mapped[str] = mapped_column(Instant)
    finished_at: Mapped[str | None] = mapped_column(Instant)
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int | None] = mapped_column(Integer)
    first_entry: Mapped[int | None] = mapped_column(BigInteger)
    last_entry: Mapped[int | None] = mapped_column(BigInteger)
    undone_by: Mapped[str | None] = mapped_column(String(300))
    undone_at: Mapped[str | None] = mapped_column(Instant)
    options: Mapped[str] = long_text()
    mapping: Mapped[str | None] = long_text()
    counts: Mapped[str | None] = long_text()
    faults: Mapped[str | None] = long_text()

    # One that stopped is found by the same file that comes again.
    __table_args__ = (one_of("state", ImportState), Index(None, "sha256"))


class ImportRow(Base):
    """What became of a record of an import, and what of it stands otherwise here."""

    __tablename__ = "import_rows"
    import_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    outcome: Mapped[str] = mapped_column(ordered_string(20))
    collection: Mapped[str | None] = mapped_column(ordered_string(40))
    record: Mapped[str | None] = mapped_column(ordered_string(ID_LENGTH))
    sheet: Mapped[str] = mapped_column(String(300))
    line: Mapped[int | None] = mapped_column(Integer)
    detail: Mapped[str | None] = mapped_column(Text, sort_order=LONG)

    # Redaction takes out what rows tell of a record.
    __table_args__ = (Index(None, "collection", "record"),)

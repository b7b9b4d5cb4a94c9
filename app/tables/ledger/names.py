"""What records are called: every name and code by which one can be meant, folded, made from the entries."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import ordered_string
from app.tables.base import ID_LENGTH, Base, one_of
from app.tables.ledger.entries import COLLECTIONS
from app.values.search.words import NAME_KEY_LENGTH

NAME, OTHER_NAME, CODE = "name", "other_name", "code"
NAME_USES = (NAME, OTHER_NAME, CODE)
"""What a name is to its record, the best first: its own name, another or a translation, a code of some register."""


class RecordName(Base):
    """A name or a code of a record, without accents, case and what stands between its words."""

    __tablename__ = "record_names"
    collection: Mapped[str] = mapped_column(ordered_string(40), primary_key=True)
    name_key: Mapped[str] = mapped_column(ordered_string(NAME_KEY_LENGTH), primary_key=True)
    record: Mapped[str] = mapped_column(ordered_string(ID_LENGTH), primary_key=True)
    use: Mapped[str] = mapped_column(ordered_string(20))

    __table_args__ = (
        one_of("collection", COLLECTIONS),
        one_of("use", NAME_USES),
        # By which a record's names are taken out.
        Index(None, "collection", "record"),
    )

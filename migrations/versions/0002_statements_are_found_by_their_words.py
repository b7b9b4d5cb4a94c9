"""statements_are_found_by_their_words."""

import re
import unicodedata
from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001.ee29a36a"
branch_labels = None
depends_on = None

PIECE = 1_000
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef\u200c\u200d]"
)


def upgrade() -> None:
    """Go one step up."""
    key = sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql")
    op.add_column("statements", sa.Column("words_key", key, nullable=True))
    op.create_index("ix_statements_words_key", "statements", ["words_key"])
    connection, last = op.get_bind(), ""
    statements = sa.table("statements", sa.column("id"), sa.column("summary"), sa.column("words_key"))
    reading = sa.select(statements.c.id, statements.c.summary).order_by(statements.c.id).limit(PIECE)
    writing = sa.update(statements).where(statements.c.id == sa.bindparam("statement"))
    while rows := connection.execute(reading.where(statements.c.id > last)).all():
        found = [{"statement": row.id, "key": words_key(row.summary)} for row in rows]
        connection.execute(writing.values(words_key=sa.bindparam("key")), found)
        last = rows[-1].id


def downgrade() -> None:
    """Go one step down."""
    op.drop_index("ix_statements_words_key", "statements")
    op.drop_column("statements", "words_key")


def words_key(text: str) -> str:
    """Return what identifies the words of a text, as the program did when this was written."""
    decomposed = unicodedata.normalize("NFKD", INVISIBLE.sub("", text))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
    words = sorted(set(re.findall(r"\w+", plain)))
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest()

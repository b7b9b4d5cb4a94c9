"""Pledges that are parts of others: which of them count, so that a promise which is recorded in parts counts once."""

from sqlalchemy import CTE, ColumnElement, String, and_, case, func, literal, or_, select, union_all

from app.bilingual import Bilingual
from app.db.columns import Day
from app.records.base.lists.bindings import WORLD_DAY, Binding, key_column
from app.records.base.lists.filters import Binds, Filter
from app.tables.history import ALWAYS
from app.tables.pledges import Link, Party
from app.vocabulary import LinkType, PartyRole, Rollup

NAME = "rollup"
"""The filter. It is decided before all others: what another filter leaves out still stands for what it is part of."""

RULE = Bilingual(
    "A pledge whose links say part_of is a part, and so are the parts of its parts. With rollup=leaves a pledge drops "
    "out for each promisor whom one of its parts binds, too; with wholes a part for each promisor whom a pledge "
    "binds that it is part of; all leaves none out. A pledge that drops out for all its promisors, or for all that a "
    "filter names, is not there. This is decided before other filters, by the pledges that are there at the moment. "
    "Lists begin with all, statistics with leaves; those of assessors and positions with all, since each was judged.",
    "Un compromiso cuyos enlaces dicen part_of es una parte, y también lo son las partes de sus partes. Con "
    "rollup=leaves, un compromiso no se cuenta para el promitente al que también obliga una de sus partes; con "
    "wholes, una parte no se cuenta para el promitente al que obliga un compromiso del que forma parte; all no deja "
    "fuera ninguno. Un compromiso que no se cuenta para ninguno de sus promitentes, o para ninguno de los que nombra "
    "un filtro, no aparece. Esto se decide antes que los demás filtros, según los compromisos que existen en ese "
    "momento. Las listas parten de all y las estadísticas de leaves; las de evaluadores y posiciones, de all, porque "
    "cada uno fue juzgado.",
)


def counted_elsewhere(binding: Binding, rollup: ColumnElement[str], *, dated: bool = False) -> CTE:
    """Return the pairs of a pledge and a promisor of its that count with another pledge: with a part, or with a whole.

    `dated`: with the day in the world of that other pledge.
    """
    by_leaves, by_wholes = (rollup == literal(word.value, String()) for word in (Rollup.LEAVES, Rollup.WHOLES))
    below, above = (_tree(binding, by, downwards=by is by_leaves) for by in (by_leaves, by_wholes))
    # Not by CASE: of what that gives, SQLite makes no index.
    related = union_all(
        select(below.c.whole.label("pledge"), below.c.part.label("other")), select(above.c.part, above.c.whole)
    ).cte()
    others, parties = binding.again(), binding.table(Party).alias()
    shown = [related.c.pledge.label("pledge"), parties.c.participant.label("promisor")]
    shown += [others.column(WORLD_DAY).label("since")] if dated else []
    # Before the source is taken: what is asked of them may be joined to it.
    there = others.is_there()
    owing = and_(key_column(parties) == others.key, parties.c.role == PartyRole.PROMISOR.value)
    # As an expression: else SQLite would look through all records, each by an index that it makes of the pairs.
    same = func.coalesce(related.c.other, "") == others.key
    source = others.source.join(related, same).join(parties, owing)
    there += binding.few(related.c.other)
    pairs = select(*shown).select_from(source).where(*there).correlate(None).cte()
    # Else SQLite would look through the whole tree for each pledge, where it now makes an index of the pairs.
    return pairs.prefix_with("MATERIALIZED")


def _tree(binding: Binding, if_asked: ColumnElement[bool], *, downwards: bool) -> CTE:
    """Return the pairs of a whole and a part, however far apart: all below those that are sought, or all above them."""
    links, further = binding.table(Link), binding.table(Link).alias()
    of_links, of_further = ((each.c.to_pledge, key_column(each)) for each in (links, further))
    sought = binding.sought(of_links[0] if downwards else of_links[1])
    direct = select(of_links[0].label("whole"), of_links[1].label("part"))
    direct = direct.where(links.c.type == LinkType.PART_OF.value, if_asked, *sought).correlate(None)
    tree = direct.cte(recursive=True)
    if downwards:
        found = select(tree.c.whole, of_further[1]).join(further, of_further[0] == tree.c.part)
    else:
        found = select(of_further[0], tree.c.part).join(further, of_further[1] == tree.c.whole)
    of_parts = further.c.type == LinkType.PART_OF.value
    return tree.union(found.where(of_parts, *binding.few(tree.c.part)).correlate(None))


def ceased_for(binding: Binding, rollup: ColumnElement[str]) -> CTE:
    """Return the pairs of a pledge and a promisor of its that count with others, with the day since which they do."""
    elsewhere = counted_elsewhere(binding, rollup, dated=True)
    both = elsewhere.c.pledge, elsewhere.c.promisor
    since = func.min(func.coalesce(elsewhere.c.since, literal(ALWAYS, Day()))).label("since")
    # Looked up pair by pair: else SQLite would put it together for each.
    return select(*both, since).group_by(*both).cte().prefix_with("MATERIALIZED")


def ceased(binding: Binding, rollup: ColumnElement[str], name: str) -> ColumnElement[str]:
    """Return the day since which a pledge counts for none of its promisors, null where it counts for one.

    The name tells it from the same by another rollup.
    """
    parties, since = binding.table(Party).alias(), ceased_for(binding, rollup)
    same = and_(since.c.pledge == key_column(parties), since.c.promisor == parties.c.participant)
    for_none = case((func.count() == func.count(since.c.since), func.max(since.c.since)))
    found = select(key_column(parties), for_none).join_from(parties, since, same, isouter=True)
    owing = parties.c.role == PartyRole.PROMISOR.value
    return binding.of_each(name, found.where(owing, key_column(parties).in_(select(since.c.pledge))))


def counts_for(
    pledge: ColumnElement[str], promisor: ColumnElement[str], binding: Binding, rollup: ColumnElement[str]
) -> ColumnElement[bool]:
    """Return the clause that a pledge counts for a promisor."""
    elsewhere = counted_elsewhere(binding, rollup)
    return ~binding.is_in([pledge, promisor], select(elsewhere.c.pledge, elsewhere.c.promisor))


def _counts(binding: Binding, binds: Binds) -> ColumnElement[bool]:
    """Return the clause that a pledge counts for one of its promisors: for all, if it is neither whole nor part."""
    parties, elsewhere = binding.table(Party).alias(), counted_elsewhere(binding, binds[0])
    pledges = select(elsewhere.c.pledge)
    pair = key_column(parties), parties.c.participant
    counts = ~binding.is_in(pair, select(elsewhere.c.pledge, elsewhere.c.promisor))
    of_those = parties.c.role == PartyRole.PROMISOR.value, key_column(parties).in_(pledges)
    promisors = select(key_column(parties)).where(*of_those, counts)
    return or_(~binding.is_in([binding.key], pledges), binding.is_in([binding.key], promisors))


FILTER = Filter(_counts, everything=Rollup.ALL.value)

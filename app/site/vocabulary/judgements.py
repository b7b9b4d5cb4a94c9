"""How assessments and measurements are counted, in words, and the published scales that they map to."""

from app.bilingual import Bilingual, LanguageCode
from app.records.instruments.participation.standing import RULE as PARTICIPATION
from app.records.pledges.derived.components import RULE as COMPONENTS
from app.records.pledges.derived.criteria import RULE as CRITERIA
from app.records.pledges.derived.rollup import RULE as ROLLUP
from app.records.pledges.derived.trackability import RULE as TRACKABILITY
from app.records.positions.position_standing import RULE as POSITIONS
from app.scales import SCALES, score_on, status_on
from app.site.vocabulary.schemas import JudgementRules, LevelOf, PublishedScale
from app.values.percentages import PERCENT_UNITS
from app.vocabulary import OUTCOMES, Status

_COUNTED_AS = "; ".join(
    f"{outcome}: {', '.join(status.value for status in Status if status in found)}"
    for outcome, found in OUTCOMES.items()
)
ASSESSMENTS = Bilingual(
    "An assessment stands until it is superseded or withdrawn; what corrected it counts in its place, unless that is "
    "withdrawn. Of each assessor the one of the latest period counts (the latest day of period, then the entry). The "
    "mean is that of these scores over the assessors, to four digits; it is disputed where they differ. "
    "without_self_report leaves the promisor's own out.",
    "Una evaluación vale hasta que otra la sustituye o se retira; lo que la corrigió cuenta en su lugar, salvo que se "
    "retire. De cada evaluador cuenta la del último período (el último día de period, y después el asiento). La "
    "media es la de estas puntuaciones entre los evaluadores, con cuatro cifras; es objeto de disputa si difieren. "
    "without_self_report deja fuera la del propio promitente.",
)
AGREEMENT = Bilingual(
    "Two assessors are compared where their standing assessments are of the same party of the same pledge, on the "
    "same axis and for the same period, as it is written. They agree where the scores are the same; their distance is "
    "how far these are apart, from 0 to 2.",
    "Se compara a dos evaluadores donde sus evaluaciones vigentes son de la misma parte del mismo compromiso, en el "
    "mismo eje y para el mismo período, tal como está escrito. Coinciden si las puntuaciones son iguales; su "
    "distancia es lo que las separa, de 0 a 2.",
)
ATTESTATION = Bilingual(
    "The best voice among the citations that support what they stand on, in the order in which the voices are listed; "
    "null where none of them has a voice. Of a record its own citations count, of a part those of the part.",
    "La mejor voz entre las citas que apoyan aquello que acompañan, en el orden en que se enumeran las voces; null si "
    "ninguna de ellas tiene voz. De un registro cuentan sus propias citas; de una parte, las de la parte.",
)
PROGRESS = Bilingual(
    "The goal of a target is its value or its bounds. increase and decrease change the baseline by the value, or "
    f"by that share of it where the unit is one of {', '.join(sorted(PERCENT_UNITS))} and the measure is no "
    "percentage. A baseline is known once a source is named for it; a projected one holds of its date: what was "
    "measured before tells nothing. Of done or not done the value is 1. "
    "aggregate says which value counts: latest, that of the latest period (the latest day of period, then the "
    "entry); sum, those of all periods together: of periods that overlap the longest counts, of equal ones the "
    "last recorded. increase and at_least are met at the goal or above, decrease and at_most at the goal or below, "
    "between within the bounds, exactly at the value. percent is the share of the way from the baseline to the "
    "nearest bound, rounded down; where no baseline is given it begins at zero if the bound is above zero; it is "
    "null where no way leads there. A milestone's value is a goal on the way: met by what was measured until it is "
    "due. "
    "The pledge is met where all its targets with a value or bounds are met as a whole, and its percent is that of "
    "the target that is furthest behind; null where one of them is unknown. "
    "What cannot be known is null, and missing names what would have to be known.",
    "El objetivo de una meta es su valor o sus límites. increase y decrease cambian la línea de base en el valor, o en "
    f"esa parte de ella si la unidad es una de {', '.join(sorted(PERCENT_UNITS))} y la medida no es un porcentaje. Se "
    "conoce una línea de base cuando se nombra una fuente de ella; la proyectada vale para su fecha: lo medido antes "
    "no dice nada. De hecho o no hecho el valor es 1. aggregate dice qué valor cuenta: latest, el del último período "
    "(el último día de period, y después el asiento); sum, los de todos los períodos juntos: de los que se solapan "
    "cuenta el más largo; de los iguales, el último registrado. increase y at_least se alcanzan en el objetivo o por "
    "encima, decrease y at_most en el objetivo o por debajo, between dentro de los límites, exactly en el valor. "
    "percent es la parte recorrida del camino entre la línea de base y el límite más cercano, redondeada hacia abajo; "
    "sin línea de base empieza en cero si el límite es mayor que cero; es null donde ningún camino lleva allí. El "
    "valor de un hito es un objetivo intermedio: lo alcanza lo medido hasta su plazo. El compromiso se alcanza cuando "
    "se alcanzan en su conjunto todas sus metas con valor o límites, y su percent es el de la meta más atrasada; null "
    "si alguna se desconoce. Lo que no puede saberse es null, y missing nombra lo que habría que saber.",
)
DUE = Bilingual(
    "A pledge is due where the latest day of its due in force is past and no condition is unmet, whatever came of it. "
    f"Of those that are due: {_COUNTED_AS}.",
    "El plazo de un compromiso ha vencido cuando ha pasado el último día del plazo en vigor y no hay ninguna condición "
    f"sin cumplir, sea cual sea el resultado. De aquellos cuyo plazo ha vencido: {_COUNTED_AS}.",
)


def judgement_rules(language: LanguageCode) -> JudgementRules:
    """Return how judgements, positions, citations, progress and what is due are counted."""
    return JudgementRules(
        assessments=ASSESSMENTS.told(language),
        agreement=AGREEMENT.told(language),
        positions=POSITIONS.told(language),
        attestation=ATTESTATION.told(language),
        progress=PROGRESS.told(language),
        participation=PARTICIPATION.told(language),
        trackability=TRACKABILITY.told(language),
        criteria_after_verdict=CRITERIA.told(language),
        components=COMPONENTS.told(language),
        rollup=ROLLUP.told(language),
        due=DUE.told(language),
    )


def published_scales() -> list[PublishedScale]:
    """Return every scale with what each status and score is on it."""
    return [
        PublishedScale(
            name=name.value,
            title=scale.title,
            levels=list(scale.levels),
            statuses=[_level(status.value, status_on(name, status)) for status in Status],
            scores=[_level(score, score_on(name, score)) for score in (-1, 0, 1)],
        )
        for name, scale in SCALES.items()
    ]


def _level(word: str | int, found: dict[str, str | int | bool | None]) -> LevelOf:
    return LevelOf.model_validate({"word": word, "value": found["value"], "exact": found["exact"]})

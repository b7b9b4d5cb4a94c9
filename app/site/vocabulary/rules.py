"""The rules about statuses, in words and as the data that the code decides by."""

from collections.abc import Sequence

from app.bilingual import Bilingual, LanguageCode
from app.labels import label_of, meaning_of
from app.records.pledges.guards import GUARDS
from app.records.pledges.status.histories import CONTRADICTS_WHOLE
from app.site.vocabulary.schemas import CollectiveRule, CollectiveStep, ConflictRule, GuardRule, StatusRules, StatusWord
from app.vocabulary import DONE, DUE_SOON_DAYS, ENDED, FINAL, LEFT_OUT, NO_CLAIM, STATUS_ORDER, Status

DATES = Bilingual(
    "Dates of the world are EDTF, read with EDTF's strict bounds: from the earliest to the latest day that may be "
    "meant, of one of several dates ([2024-02..2024-03]) by all of them; open ends are null. '~' says approximate, "
    "'?' uncertain, '%' both. Filters and sorting use one day of each date: the latest of due, and of what was "
    "recorded of a period or of when something took effect (or the day on which it was recorded, if that is earlier); "
    "the earliest of all others. Filters named from, to and since include their day, before and after do not; a "
    "record without the date is outside the filter, and last in either direction. What has happened must have begun "
    "by today anywhere on Earth (UTC+14), as the running month and year have; nothing ends before it begins, and "
    "nothing is due before it was announced.",
    "Las fechas de lo ocurrido siguen EDTF y se leen con sus límites estrictos: del primer al último día que puede "
    "querer decirse, y, de varias fechas posibles ([2024-02..2024-03]), por todas ellas; los extremos abiertos son "
    "null. '~' dice aproximada, '?' incierta, '%' ambas cosas. Los filtros y el orden usan un solo día de cada fecha: "
    "el último de due, y el de lo que se registró de un período o de cuándo surtió efecto algo (o el día en que se "
    "registró, si es anterior); el primero de todas las demás. Los filtros llamados from, to y since incluyen su día; "
    "before y after, no; un registro sin la fecha queda fuera del filtro, y el último en cualquier sentido. Lo "
    "ocurrido debe haber empezado a más tardar hoy en algún lugar de la Tierra (UTC+14), como han empezado el mes y "
    "el año en curso; nada termina antes de empezar, y nada vence antes de anunciarse.",
)

_DONE = [status.value for status in Status if status in DONE]
STEPS: Sequence[tuple[str, Bilingual, Status | None]] = (
    (
        "all_left_out",
        Bilingual(
            "all promisors are left out: the status that they have in common",
            "todos los promitentes quedan fuera: el estado que tienen en común",
        ),
        None,
    ),
    (
        "left_out_otherwise",
        Bilingual(
            "all promisors are left out, at several statuses",
            "todos los promitentes quedan fuera, en varios estados",
        ),
        Status.NOT_ASSESSABLE,
    ),
    (
        "none_assessed",
        Bilingual(
            "no promisor that counts is assessed",
            "no se ha evaluado a ningún promitente que cuente",
        ),
        Status.NOT_ASSESSED,
    ),
    (
        "same",
        Bilingual(
            "all that count have the same status: that one",
            "todos los que cuentan tienen el mismo estado: ese estado",
        ),
        None,
    ),
    (
        "ended_with_success",
        Bilingual(
            f"all that count have ended, at least one of them {' or '.join(_DONE)}",
            f"todos los que cuentan han terminado, al menos uno de ellos en {' o '.join(_DONE)}",
        ),
        Status.PARTIALLY_FULFILLED,
    ),
    (
        "ended",
        Bilingual(
            "all that count have ended",
            "todos los que cuentan han terminado",
        ),
        Status.NOT_FULFILLED,
    ),
    (
        "rest_ended_with_success",
        Bilingual(
            f"some that count are not assessed, and all others have ended, at least one of them {' or '.join(_DONE)}",
            "algunos de los que cuentan no se han evaluado y todos los demás han terminado, al menos uno de ellos en "
            f"{' o '.join(_DONE)}",
        ),
        Status.IN_PROGRESS,
    ),
    (
        "rest_ended",
        Bilingual(
            "some that count are not assessed, and all others have ended",
            "algunos de los que cuentan no se han evaluado y todos los demás han terminado",
        ),
        Status.NOT_ASSESSED,
    ),
    (
        "first_that_occurs",
        Bilingual(
            "otherwise: the first of `order` that occurs",
            "en otro caso: el primero de `order` que aparezca",
        ),
        None,
    ),
)
"""The steps of the rule for the collective status: what each is called, when it holds, and the status that it gives."""

HISTORY = Bilingual(
    "Any status may follow any other, behind the guards. Changes are ordered by the latest day of effective_on, or "
    "the day (UTC) on which they were recorded if that is earlier, then by their entry; the last is current, and each "
    "is judged against the one before it. A backdated change therefore corrects what follows from the order.",
    "Cualquier estado puede seguir a cualquier otro, si lo permiten las reglas. Los cambios se ordenan por el último "
    "día de effective_on, o por el día (UTC) en que se registraron si es anterior, y después por su asiento; el "
    "último es el vigente, y cada uno se juzga frente al anterior. Por eso un cambio con fecha anterior corrige lo "
    "que resulta del orden.",
)
BASIS = Bilingual(
    "A change without a party judges the pledge as a whole, one with a party that promisor or implementer alone; with "
    "a single promisor both are one history, and of a joint pledge the whole alone is judged and counts for each "
    "promisor. Where a promisor or implementer is named in a filter, its own status counts. The pledge's status is "
    "the latest of the whole (basis whole); without one, the promisors' collective status (promisors); without any "
    "change, not_assessed (none).",
    "Un cambio sin parte juzga el compromiso en su conjunto; uno con parte, solo a ese promitente o ejecutor; si hay "
    "un solo promitente, ambos son una sola historia, y de un compromiso que se debe en conjunto solo se juzga el "
    "conjunto, que cuenta para cada promitente. Donde un filtro nombra a un promitente o ejecutor, cuenta su propio "
    "estado. El estado del compromiso es el último del conjunto (basis whole); si no lo hay, el estado colectivo de "
    "los promitentes (promisors); sin ningún cambio, not_assessed (none).",
)
WITHDRAWAL = Bilingual(
    "A change recorded by mistake is withdrawn with a reason: it stays readable and counts nowhere. Status, party and "
    "effective_on are never edited; reason, citations, actions, as_published and unknown_because are corrected where "
    "they stand, and the guards of evidence judge them again.",
    "Un cambio registrado por error se retira con un motivo: sigue siendo legible y no cuenta en ninguna parte. El "
    "estado, la parte y effective_on no se modifican nunca; reason, citations, actions, as_published y "
    "unknown_because se corrigen donde están, y las reglas sobre las pruebas los juzgan de nuevo.",
)
OVERDUE = Bilingual(
    "A pledge is overdue when the latest day of the due in force is past (UTC), no condition is unmet and its status "
    "has not ended; it is due soon when that day is today or at most due_soon_days ahead. A condition is met from "
    "met_on on, or when the pledge that it names is fulfilled; with an unmet one a pledge is conditional. Its review "
    "is due when the first day of review_on is past. In force is what the last amendment by then says, in the order "
    "of their days and entries.",
    "Un compromiso está vencido (overdue) cuando ha pasado el último día del plazo en vigor (UTC), no hay ninguna "
    "condición sin cumplir y su estado no es de los que lo terminan; vence pronto cuando ese día es hoy o, como "
    "máximo, dentro de due_soon_days días. Una condición se cumple desde met_on, o cuando se cumple el compromiso que "
    "nombra; con alguna sin cumplir, el compromiso es condicional. Le toca revisión cuando ha pasado el primer día "
    "de review_on. Está en vigor lo que dice la última modificación hasta entonces, por el orden de sus días y "
    "asientos.",
)
NEWER_EVIDENCE = Bilingual(
    "There is newer evidence when a source that the pledge itself cites was published, or an action about it "
    "happened, after its last status: the last change of the whole or of a promisor, on the day by which changes are "
    "ordered, or on sources_reviewed_up_to if that is later. Published and happened count by their first day, so that "
    "each is surely later. Without a status nothing is newer.",
    "Hay pruebas más recientes cuando una fuente que el compromiso mismo cita se publicó, o una acción sobre él "
    "ocurrió, después de su último estado: el último cambio del conjunto o de un promitente, en el día por el que se "
    "ordenan los cambios, o en sources_reviewed_up_to si es posterior. De la publicación y de lo ocurrido cuenta el "
    "primer día, de modo que cada uno es seguramente posterior. Sin un estado nada es más reciente.",
)
COLLECTIVE = Bilingual(
    "Over the promisors' current statuses, those that are `left_out` aside: the first step that holds decides. "
    "Implementers have statuses of their own, which never enter it.",
    "Sobre los estados vigentes de los promitentes, aparte de los que quedan fuera (`left_out`), decide el primer "
    "paso que se cumple. Los ejecutores tienen sus propios estados, que nunca entran en él.",
)
CONFLICT = Bilingual(
    "status_conflict: of several promisors, one has a status that contradicts that of the whole.",
    "status_conflict: de varios promitentes, uno tiene un estado que contradice el del conjunto.",
)


def status_rules(language: LanguageCode) -> StatusRules:
    """Return the statuses and all rules about them."""
    return StatusRules(
        words=[_status_word(status, language) for status in Status],
        guards=[
            GuardRule(name=rule.name, kind=rule.kind, asks=rule.asks.told(language), field=rule.field)
            for rule in GUARDS
        ],
        history=HISTORY.told(language),
        basis=BASIS.told(language),
        withdrawal=WITHDRAWAL.told(language),
        collective=CollectiveRule(
            rule=COLLECTIVE.told(language),
            left_out=[status.value for status in Status if status in LEFT_OUT],
            steps=[CollectiveStep(name=name, when=when.told(language), gives=gives) for name, when, gives in STEPS],
            order=[status.value for status in STATUS_ORDER],
            counts_as={status.value: Status.IN_PROGRESS.value for status in Status if status in DONE},
        ),
        conflict=ConflictRule(
            rule=CONFLICT.told(language),
            contradicts={
                whole.value: [status.value for status in Status if status in CONTRADICTS_WHOLE[whole]]
                for whole in Status
                if whole in CONTRADICTS_WHOLE
            },
        ),
        overdue=OVERDUE.told(language),
        due_soon_days=DUE_SOON_DAYS,
        newer_evidence=NEWER_EVIDENCE.told(language),
    )


def _status_word(status: Status, language: LanguageCode) -> StatusWord:
    return StatusWord(
        word=status.value,
        label=label_of(status),
        meaning=meaning_of(status, language),
        claims=status not in NO_CLAIM,
        ends=status in ENDED,
        final=status in FINAL,
    )

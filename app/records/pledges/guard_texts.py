"""What the guards of status changes ask for: what would satisfy each of them."""

from collections.abc import Mapping

from app.bilingual import Bilingual

ASKS: Mapping[str, Bilingual] = {
    "party": Bilingual(
        "party is a promisor or an implementer of the pledge on that day, or null for the whole; promisors of a joint "
        "pledge are judged as a whole",
        "party es un promitente o un ejecutor del compromiso en esa fecha, o null para el conjunto; a los promitentes "
        "de un compromiso que se debe en conjunto se les juzga como conjunto",
    ),
    "not_in_the_future": Bilingual(
        "effective_on does not begin later than today anywhere on Earth (UTC+14), unless announced_on says when it "
        "was announced: then it is scheduled",
        "effective_on no empieza después de hoy en ningún lugar de la Tierra (UTC+14), salvo que announced_on diga "
        "cuándo se anunció: entonces queda programado",
    ),
    "successor": Bilingual(
        "superseded names another pledge as its successor",
        "superseded nombra otro compromiso como sucesor",
    ),
    "no_repetition": Bilingual(
        "the status differs from that of the change before it, or takes effect on another day; to say it in other "
        "words or with other evidence, correct the change that stands (PATCH)",
        "el estado difiere del que tenía el cambio anterior, o surte efecto otro día; para decirlo con otras palabras "
        "o con otras pruebas, corrija el cambio vigente (PATCH)",
    ),
    "citation": Bilingual(
        "a claim about the world cites at least one source that supports it",
        "una afirmación sobre lo ocurrido cita al menos una fuente que la apoya",
    ),
    "reviewed_up_to": Bilingual(
        "no_verified_progress says in sources_reviewed_up_to until which day sources were searched",
        "no_verified_progress dice en sources_reviewed_up_to hasta qué día se buscaron fuentes",
    ),
    "beyond_announcement": Bilingual(
        "in_progress, stalled, suspended and partially_fulfilled have a supporting citation that shows more than the "
        "promise itself: of a concrete_action, or of a source that the pledge does not cite as its announcement and "
        "that was not yet out when it was announced; or name an action",
        "in_progress, stalled, suspended y partially_fulfilled tienen una cita de apoyo que muestra más que la propia "
        "promesa: de una concrete_action, o de una fuente que el compromiso no cita como su anuncio y que aún no se "
        "había publicado cuando se anunció; o nombran una acción",
    ),
    "concrete_action": Bilingual(
        "fulfilled has a supporting citation of a concrete_action: an announcement is not an action; or names in "
        "actions one whose about says that it carries_out this pledge, which had happened by effective_on and was "
        "done by who is judged, somebody that is part of it or holds an office of it, or an implementer; or, of a "
        "treaty_action, who is judged had signed, consented to or left the pledge's instrument by then (its "
        "participation)",
        "fulfilled tiene una cita de apoyo de una concrete_action (un anuncio no es una acción); o nombra en actions "
        "una cuyo about dice que lleva a cabo este compromiso (carries_out), que había ocurrido a más tardar en "
        "effective_on y que hizo quien es juzgado, alguien que es parte de él u ocupa un cargo suyo, o un ejecutor; o "
        "bien, si el compromiso es una treaty_action, quien es juzgado ya había firmado el instrumento del "
        "compromiso, consentido en obligarse o se había retirado de él (su participación)",
    ),
    "target_met": Bilingual(
        "fulfilled of a pledge with targets needs measurements up to effective_on that meet each target with a value "
        "or bounds",
        "fulfilled, en un compromiso con metas, necesita mediciones hasta effective_on que alcancen cada meta que "
        "tiene valor o límites",
    ),
    "due_or_breach": Bilingual(
        "not_fulfilled takes effect when the due day is past, or has a supporting citation of a concrete_action: the "
        "deed that breaks the pledge; or names in actions one whose about says that it works_against this pledge, and "
        "which had happened by effective_on",
        "not_fulfilled surte efecto cuando ha pasado el plazo, o tiene una cita de apoyo de una concrete_action: el "
        "hecho que incumple el compromiso; o nombra en actions una cuyo about dice que va en contra de este "
        "compromiso (works_against) y que había ocurrido a más tardar en effective_on",
    ),
    "quotation": Bilingual(
        "abandoned has a supporting citation that quotes the promisor, or somebody that is part of it or holds an "
        "office of it, as the speaker; or the promisor had withdrawn from the pledge's instrument by effective_on "
        "(its participation)",
        "abandoned tiene una cita de apoyo con palabras textuales del promitente, o de alguien que es parte de él u "
        "ocupa un cargo suyo; o el promitente se había retirado del instrumento del compromiso a más tardar en "
        "effective_on (su participación)",
    ),
    "reversal_evidence": Bilingual(
        "leaving fulfilled, not_fulfilled or abandoned has a supporting citation of a source published on or after "
        "the day on which that status took effect",
        "dejar fulfilled, not_fulfilled o abandoned requiere una cita de apoyo de una fuente publicada el día en que "
        "ese estado surtió efecto o después",
    ),
}

"""Spanish of the words of citations, statuses and assessments."""

from app.spanish.closed_list import ClosedLists, SpanishList

LISTS: ClosedLists = {
    "Voice": SpanishList(
        "En palabras de quién se cita una fuente, de más a menos segura.",
        {
            "document": (
                "El documento mismo",
                "las del texto mismo: un tratado, una ley, un comunicado o un presupuesto",
            ),
            "on_record": ("Con nombre", "las de alguien a quien se nombra"),
            "anonymous": ("Anónima", "las de alguien a quien no se nombra"),
            "reporter": ("El medio", "las del propio medio"),
            "inference": ("Inferencia", "las nuestras: la fuente no lo dice, se deduce de lo que dice"),
        },
    ),
    "Position": SpanishList(
        "Cómo toma alguien lo que se prometió, se dijo o se juzgó.",
        {
            "accepts": ("Acepta", "lo asume o está de acuerdo"),
            "accepts_in_part": ("Acepta en parte", "asume una parte o está de acuerdo con ella"),
            "notes": ("Toma nota", "toma nota, sin aceptarlo ni rechazarlo"),
            "rejects": ("Rechaza", "lo rechaza o está en desacuerdo"),
            "no_answer": ("Sin respuesta", "se le preguntó y no ha respondido"),
        },
    ),
    "Relation": SpanishList(
        "Qué es una cita respecto de la afirmación que acompaña.",
        {
            "supports": ("Apoya", "la fuente lo dice o lo muestra"),
            "contradicts": ("Contradice", "la fuente dice o muestra lo contrario"),
            "context": ("Contexto", "la fuente explica las circunstancias"),
        },
    ),
    "Act": SpanishList(
        "Si una cita muestra palabras o hechos.",
        {
            "announcement": ("Anuncio", "se dijo"),
            "concrete_action": ("Acción concreta", "se hizo"),
        },
    ),
    "QuotationOutcome": SpanishList(
        "Qué resultó de buscar una cita textual en el texto de su fuente.",
        {
            "exact": ("Exacta", "está allí palabra por palabra"),
            "edited": ("Modificada", "está allí con otras palabras u otra grafía; `similarity` dice cuánto se parecen"),
            "missing": ("No encontrada", "no hay allí nada parecido"),
            "unchecked": ("Sin comprobar", "no se consultó ningún texto, o había demasiado que comparar a la vez"),
        },
    ),
    "Status": SpanishList(
        "Qué resultó de un compromiso. Cualquier estado puede seguir a cualquier otro, si lo permiten las reglas.",
        {
            "not_assessed": ("No evaluado", "aquí nadie lo ha juzgado; no dice nada de lo ocurrido"),
            "no_verified_progress": (
                "Sin avances verificados",
                "se revisaron fuentes hasta una fecha y no mostraron nada",
            ),
            "not_started": ("No iniciado", "hay pruebas de que nada ha empezado"),
            "planned": ("Planificado", "hay pruebas de planes o decisiones, aún no de trabajos"),
            "in_progress": ("En curso", "hay pruebas de trabajos"),
            "stalled": ("Estancado", "los trabajos empezaron y están parados"),
            "suspended": ("Suspendido", "detenido por una decisión, por ejemplo de un tribunal o de un parlamento"),
            "partially_fulfilled": ("Cumplido en parte", "terminó con una parte hecha"),
            "fulfilled": ("Cumplido", "hecho como se prometió"),
            "not_fulfilled": ("Incumplido", "pasó el plazo, o se hizo lo contrario"),
            "abandoned": ("Abandonado", "el promitente dijo que no lo hará"),
            "waived": ("Dispensado", "aquellos a quienes se debe ya no lo piden"),
            "superseded": ("Sustituido", "otro compromiso ocupó su lugar"),
            "not_assessable": ("No evaluable", "tal como está redactado no puede juzgarse"),
        },
    ),
    "UnknownBecause": SpanishList(
        "Por qué no se sabe de un compromiso más que un estado que no afirma nada.",
        {
            "not_published": ("No publicado", "lo que permitiría saberlo nunca se publicó"),
            "withheld": ("No revelado al público", "quienes lo saben lo ocultan al público o se negaron a decirlo"),
        },
    ),
    "Axis": SpanishList(
        "Qué juzga una evaluación: hacer lo prometido y lograr aquello para lo que era son dos cosas.",
        {
            "completion": ("Cumplimiento", "si se hizo como se prometió"),
            "outcome": ("Resultado", "si tuvo el resultado que debía tener"),
        },
    ),
    "AssessorKind": SpanishList(
        "Quién juzga, visto desde el compromiso.",
        {
            "self_report": ("Autoevaluación", "el promitente mismo, o un órgano suyo"),
            "promisee": ("Destinatario de la promesa", "aquel a quien se prometió"),
            "independent": ("Independiente", "una entidad independiente, como un grupo de investigación"),
            "secretariat": ("Secretaría", "el personal de la reunión o de la organización en que se hizo"),
            "media": ("Medio de comunicación", "un medio de comunicación o un verificador de datos"),
        },
    ),
    "ScaleName": SpanishList(
        "Otra escala publicada, en la que se dan los estados y las puntuaciones si se pide.",
        {
            "g7_g20": ("Cumplimiento del G7 y del G20", "cumplimiento de los compromisos del G7 y del G20: -1, 0, 1"),
            "percent": ("Porcentaje", "lo mismo en tanto por ciento: 0, 50, 100"),
            "ogp_completion": (
                "Cumplimiento según la AGA",
                "cumplimiento de un compromiso de la Alianza para el Gobierno Abierto",
            ),
            "peace_accords_matrix": (
                "Matriz de Acuerdos de Paz",
                "aplicación de una disposición de un acuerdo de paz: de 0 a 3",
            ),
            "unhcr_stage": ("Etapa según el ACNUR", "etapa de una promesa hecha al ACNUR"),
            "upr_implementation": (
                "Aplicación según el EPU",
                "aplicación de una recomendación del Examen Periódico Universal",
            ),
            "politifact": ("PolitiFact", "calificación de una promesa según PolitiFact"),
        },
    ),
    "StatusBasis": SpanishList(
        "De dónde procede el estado de un compromiso.",
        {
            "whole": ("Del conjunto", "el último cambio de estado del compromiso en su conjunto"),
            "promisors": ("De sus promitentes", "el estado colectivo de sus promitentes"),
            "none": ("Ninguna", "nadie lo ha juzgado"),
        },
    ),
}

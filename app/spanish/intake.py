"""Spanish of the reasons for which passages of texts are proposed, or passed over."""

from app.spanish.closed_list import ClosedLists, SpanishList

LISTS: ClosedLists = {
    "IntakeReason": SpanishList(
        "Por qué un pasaje de un texto se propone como se propone, o no se propone.",
        {
            "undertaking": (
                "Palabra de compromiso",
                "una palabra con la que alguien se obliga: acordó, se comprometió",
            ),
            "announced": ("Anunciado", "se anuncia"),
            "will": ("Dicho en futuro", "se dice que se hará"),
            "commitment": ("Compromiso nombrado", "se nombra el compromiso o la promesa de alguien"),
            "charged": ("Encargo", "se encarga a quienes sirven a alguien"),
            "intention": ("Intención", "una palabra de intención, esperanza o disposición"),
            "exploratory": ("Exploratorio", "una palabra de explorar o considerar, o de que puede que se haga"),
            "running": ("En marcha", "se cuenta que se crea o se aplica, sin palabra que prometa"),
            "passive": ("Sin decir quién lo hace", "se ha de hacer; por quién, no lo dicen las mismas palabras"),
            "of_speaker": ("Del país de quien habla", "lo debe el país por el que habla quien habla"),
            "collective": ("De todos los reunidos", "se cuenta de todos los que se reúnen"),
            "pointed_at": ("Aludido", "quién es se sigue de lo dicho antes: él, el gobierno"),
            "part": ("Parte de otro", "se cuenta como parte de otro compromiso, o junto a él"),
            "listed": ("Elemento de una lista", "está en una lista; lo que la introduce dice que se debe"),
            "heading": ("Solo en un titular", "solo lo dice un titular"),
            "relative_due": ("Plazo relativo", "el plazo se sigue de palabras como las próximas semanas"),
            "condition": ("Condición", "depende de algo"),
            "said": ("Dicho por alguien", "se cuenta que alguien lo dice"),
            "quoted": ("Entre comillas", "está entre comillas"),
            "unnamed_speaker": (
                "Hablante sin nombre",
                "no se nombra a quien habla: lo que pronostica no lo debe nadie",
            ),
            "courtesy": (
                "Cortesía",
                "un agradecimiento o una amistad de siempre: no obliga a nada, y espera a que una persona lo acepte",
            ),
            "foretold": ("Pronosticado", "se pronostica qué resultará de algo: no lo debe nadie"),
            "no_promisor": ("Sin decir quién lo debe", "no se dice quién lo debe"),
            "negated": ("Negado", "se niega"),
            "hypothetical": ("Hipotético", "se cuenta de lo que sería o podría ser"),
            "no_actor": ("De algo que no puede prometer", "aquello de lo que se dice no puede prometer nada"),
            "expected": ("Esperado por el propio texto", "lo espera el propio texto: eso no obliga a nadie"),
            "question": ("Pregunta", "es una pregunta"),
            "no_doing": ("Sin nada que hacer", "se nombra un asunto, y nada que hacer"),
            "figurative": ("Imagen del futuro", "una imagen del futuro, que nadie podría ver cumplida ni incumplida"),
            "told_again": ("Ya dicho", "el texto ya lo dijo antes"),
            "past": ("Pasado", "se cuenta como pasado: prometido tiempo atrás, cumplido o abandonado"),
        },
    ),
}

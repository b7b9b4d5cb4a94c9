"""Spanish of the words of keys, imports, warnings, the ledger and webhooks."""

from app.spanish.closed_list import ClosedLists, SpanishList

LISTS: ClosedLists = {
    "Scope": SpanishList(
        "Qué permite hacer una clave.",
        {
            "read": ("Leer", "leer donde la lectura no es pública"),
            "write": ("Escribir", "crear, modificar y eliminar registros y estados"),
            "admin": ("Administrar", "todo, y administrar las claves"),
        },
    ),
    "ImportState": SpanishList(
        "En qué punto está una importación.",
        {
            "preview": ("Vista previa", "muestra lo que haría; no se escribió nada"),
            "running": ("En curso", "se está leyendo, comparando o escribiendo"),
            "refused": ("Rechazada", "no se escribió nada: consta qué está mal"),
            "stopped": (
                "Interrumpida",
                "se interrumpió, o la impidió lo que se escribió entretanto: para seguir, envíe otra vez el archivo",
            ),
            "done": ("Hecha", "está escrita"),
            "undoing": ("Se está deshaciendo", "se está deshaciendo"),
            "undone": ("Deshecha", "se deshizo, salvo lo que se enumera"),
        },
    ),
    "WarningCode": SpanishList(
        "Qué puede estar mal en lo que, aun así, se escribió.",
        {
            "likely_duplicate": ("Posible duplicado", "otro registro dice lo mismo: su dirección está en `other`"),
            "nothing_cited": ("Sin fuentes citadas", "no se cita ninguna fuente"),
            "ended_before_due": ("Terminado antes del plazo", "se juzga terminado, y no cumplido, antes de su plazo"),
            "amended_field": (
                "Campo modificado por las partes",
                "se corrige lo que se prometió al principio, y una modificación lo ha cambiado desde entonces",
            ),
            "criteria_after_verdict": (
                "Criterio posterior al juicio",
                "se escribe un criterio después de un cambio al estado al que se refiere",
            ),
            "party_ended": (
                "Parte terminada antes del anuncio",
                "la participación de una parte había terminado antes de que se anunciara el compromiso",
            ),
            "due_far_off": (
                "Plazo muy lejano",
                "vence más de 50 años después de anunciarse: puede haber un error en un año",
            ),
        },
    ),
    "Operation": SpanishList(
        "Qué hizo un asiento del libro de registro.",
        {
            "put": ("Escribir", "escribió el registro, o la parte que nombra"),
            "delete": ("Eliminar", "eliminó el registro, o la parte que nombra"),
            "correct": ("Corregir", "corrigió lo que dice la parte que nombra; su lugar en el orden se mantiene"),
            "withdraw": ("Retirar", "marcó como registrada por error la parte que nombra"),
            "take_effect": (
                "Entrar en vigor",
                "hizo que la parte que nombra, que estaba programada, rija desde su día",
            ),
            "became_due": ("Llegar el plazo", "dijo que el compromiso vencía ese día, según el plazo en vigor"),
            "became_overdue": ("Quedar vencido", "dijo que ha pasado el día en que vencía el compromiso"),
            "review_due": ("Quedar pendiente de revisión", "dijo que ha pasado el día de la revisión del compromiso"),
            "merge": ("Fusionar", "fusionó el registro con otro de su tipo, que asumió lo que se refería a él"),
            "move": (
                "Mover referencias",
                "hizo que el registro y sus partes se refieran al que queda tras una fusión, o de nuevo al anterior",
            ),
            "unmerge": ("Deshacer una fusión", "deshizo una fusión: el registro vuelve a estar como estaba"),
            "redact": (
                "Suprimir contenido",
                "suprimió el contenido de otro asiento: aquel cuyo número es el del registro",
            ),
        },
    ),
    "WebhookState": SpanishList(
        "Si un webhook recibe lo que se escribe.",
        {
            "active": ("Activo", "recibe lo que se escribe"),
            "paused": ("En pausa", "no recibe nada hasta que se reanude, y entonces todo lo escrito entretanto"),
            "disabled": (
                "Desactivado",
                "su receptor desapareció o no aceptó nada durante días; al reanudarse recibe todo lo que le falta",
            ),
        },
    ),
    "DeliveryState": SpanishList(
        "Qué fue de la entrega de un asiento a un webhook.",
        {
            "pending": ("Pendiente", "falló y se reintentará, o espera a una anterior de su registro"),
            "delivered": ("Entregado", "el receptor la aceptó"),
            "dead": ("Fallido", "falló todas las veces que se intenta; repetirla la intenta de nuevo"),
        },
    ),
}

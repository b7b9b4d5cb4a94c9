"""Spanish of the words of pledges, of their targets and of how they are counted."""

from app.spanish.closed_list import ClosedLists, SpanishList

LISTS: ClosedLists = {
    "PledgeKind": SpanishList(
        "Qué tipo de acción se promete.",
        {
            "operational": ("Operativo", "hacer más, menos u otra cosa de lo que ya se hace"),
            "institutional": ("Institucional", "crear, cambiar o cerrar un órgano o un programa"),
            "policy": ("De política", "adoptar o mantener una política"),
            "legislative": ("Legislativo", "aprobar, modificar o derogar una ley"),
            "financial": ("Financiero", "pagar, prestar o invertir dinero"),
            "in_kind": ("En especie", "dar bienes, personal o servicios"),
            "infrastructure": ("De infraestructura", "proyectar o construir obras"),
            "treaty_action": ("Sobre un tratado", "firmar o ratificar un tratado, adherirse a él o retirarse de él"),
            "information_sharing": ("De intercambio de información", "dar o intercambiar información"),
            "process": ("De procedimiento", "reunirse, negociar, informar o enviar una delegación"),
            "restraint": ("De abstención", "abstenerse de algo"),
            "outcome": ("De resultado", "producir un estado de cosas"),
        },
    ),
    "Origin": SpanishList(
        "Cómo surgió un compromiso. Lo que solo se pronostica nadie lo debe: es una declaración del tipo forecast.",
        {
            "agreed": ("Acordado", "las partes lo acordaron"),
            "declared": ("Declarado", "un promitente lo declaró de sí mismo"),
            "attributed": ("Atribuido", "otro se lo atribuyó al promitente"),
        },
    ),
    "Strength": SpanishList(
        "Cómo se obligó el promitente. Aquello que ha de esperar son sus condiciones, sea cual sea su firmeza.",
        {
            "firm": ("Firme", "lo acordó, se comprometió a ello o dijo que lo hará"),
            "intention": ("Intención", "lo planea o espera hacerlo"),
            "exploratory": ("Exploratorio", "lo estudia, o puede que lo haga"),
        },
    ),
    "Precision": SpanishList(
        "Si se puede ver que un compromiso se hizo. Vago no es débil: la firmeza dice cómo se obligó el promitente.",
        {
            "specific": ("Concreto", "se puede ver que se ha hecho"),
            "general": ("General", "solo da una dirección"),
        },
    ),
    "LegalNature": SpanishList(
        "Si el derecho respalda un compromiso.",
        {
            "legally_binding": ("Jurídicamente vinculante", "obliga un tratado o una ley"),
            "not_legally_binding": (
                "No vinculante jurídicamente",
                "ninguna norma jurídica obliga, sea lo que sea lo acordado",
            ),
        },
    ),
    "Joint": SpanishList(
        "Cómo se relacionan entre sí los promitentes de un mismo compromiso.",
        {
            "several": ("Cada uno por su parte", "cada promitente debe lo suyo y se le juzga por separado"),
            "joint": (
                "Una sola prestación conjunta",
                "deben juntos una sola prestación: solo se juzga el conjunto, que cuenta para cada uno de ellos",
            ),
        },
    ),
    "MeetingRole": SpanishList(
        "Qué es una reunión para un compromiso.",
        {
            "made_at": ("Hecho en", "se hizo en ella"),
            "reaffirmed_at": ("Reafirmado en", "el promitente volvió a decir en ella que sigue en pie"),
            "discussed_at": ("Tratado en", "se habló de él en ella"),
            "deliverable": ("Objeto del compromiso", "la reunión es lo que se prometió, o ha de producirlo"),
        },
    ),
    "PartyRole": SpanishList(
        "Qué es una parte respecto de un compromiso.",
        {
            "promisor": ("Promitente", "lo debe"),
            "promisee": ("Destinatario de la promesa", "a quien se le prometió"),
            "beneficiary": ("Beneficiario", "sale beneficiada"),
            "implementer": ("Ejecutor", "ha de llevarlo a cabo"),
            "guarantor": ("Garante", "responde de él"),
            "verifier": ("Verificador", "lo comprueba"),
            "directed_against": ("Contra quien se dirige", "aquella a la que pretende contener o perjudicar"),
        },
    ),
    "Measure": SpanishList(
        "En qué se mide una meta.",
        {
            "count": ("Cantidad", "un número de cosas"),
            "percentage": ("Porcentaje", "una proporción"),
            "currency": ("Cantidad de dinero", "una suma de dinero; la unidad es un código ISO 4217"),
            "boolean": ("Hecho o no hecho", "hecho o no hecho"),
        },
    ),
    "Direction": SpanishList(
        "En qué sentido apunta una meta.",
        {
            "increase": (
                "Aumentar",
                "en el valor; en esa parte de la línea de base si la unidad es el tanto por ciento",
            ),
            "decrease": (
                "Reducir",
                "en el valor; en esa parte de la línea de base si la unidad es el tanto por ciento",
            ),
            "at_least": ("Al menos", "el valor o más"),
            "at_most": ("Como máximo", "el valor o menos"),
            "between": ("Entre", "del límite inferior al superior, ambos incluidos"),
            "exactly": ("Exactamente", "el valor, ni más ni menos"),
        },
    ),
    "Aggregate": SpanishList(
        "Por qué valor medido se rige una meta.",
        {
            "latest": ("El último valor", "el valor del último período"),
            "sum": ("La suma", "los valores de todos los períodos juntos"),
        },
    ),
    "BaselineKind": SpanishList(
        "Con qué se compara una meta.",
        {
            "observed": ("Observada", "lo que había en esa fecha"),
            "projected": ("Proyectada", "lo que se espera para esa fecha si no se hace nada"),
        },
    ),
    "Trackability": SpanishList(
        "Si de un compromiso consta todo lo necesario para seguir qué resulta de él.",
        {
            "complete": ("Completa", "no falta nada"),
            "incomplete": ("Incompleta", "falta algo"),
        },
    ),
    "TrackabilityItem": SpanishList(
        "Qué se necesita para seguir qué resulta de un compromiso.",
        {
            "deadline": ("Plazo", "un día en el que vence"),
            "target_or_criteria": ("Meta con línea de base, o criterios", "una meta con línea de base, o criterios"),
            "implementer": ("Ejecutor", "quién ha de llevarlo a cabo"),
            "wording": ("Texto literal", "el texto, palabra por palabra"),
            "source": ("Fuente que lo apoya", "una cita que lo apoya"),
        },
    ),
    "LinkType": SpanishList(
        "Qué relación tiene un compromiso con otro.",
        {
            "part_of": ("Parte de", "es parte del otro; un compromiso es parte de uno como máximo"),
            "supersedes": ("Sustituye a", "ocupa el lugar del otro"),
            "renews": ("Renueva", "repite el otro en un texto nuevo"),
            "matches": ("Corresponde a", "corresponde al otro con lo mismo"),
            "contradicts": ("Contradice", "no puede cumplirse a la vez que el otro"),
            "implements": ("Pone en práctica", "es una manera de cumplir el otro"),
        },
    ),
    "Rollup": SpanishList(
        "Qué se cuenta de un compromiso y sus partes: lo registrado como conjunto y en partes se promete una vez.",
        {
            "leaves": (
                "Partes",
                "un compromiso no se cuenta para el promitente al que también obliga una de sus partes",
            ),
            "wholes": ("Conjuntos", "una parte no se cuenta para el promitente al que también obliga un conjunto"),
            "all": ("Todos", "conjuntos y partes por igual"),
        },
    ),
    "Unit": SpanishList(
        "Qué cuenta una estadística.",
        {
            "pledge": ("Compromiso", "cada compromiso una vez, según el estado del conjunto"),
            "party": (
                "Parte",
                "cada promitente de cada compromiso, según su propio estado; si se debe en conjunto, el del conjunto",
            ),
        },
    ),
}

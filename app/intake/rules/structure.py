"""Rules that go by more than the words of a clause: lists, denials, who is named as a source, and the meeting."""

from app.intake.rules.rule import Rule, Subject
from app.vocabulary import IntakeReason, Origin, StatementKind, Strength

LISTS = (
    Rule(
        "en-list",
        "What leads a list undertakes each of its items.",
        "Lo que introduce una lista obliga a cada uno de sus elementos.",
        (),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.75,
        reason=IntakeReason.LISTED,
        examples=(
            "Kenya and Uganda agreed to:\n- reopen the crossing at Busia\n- train border guards",
            "Kenya and Uganda committed to (i) reopening the crossing at Busia; and (ii) training border guards.",
            "4. It was agreed:\na) that each side would train border guards;\nb) to reopen the crossing.",
        ),
        counterexamples=("Kenya and Uganda talked about:\n- the crossing at Busia\n- border guards",),
    ),
    Rule(
        "es-list",
        "What leads a list undertakes each of its items.",
        "Lo que introduce una lista obliga a cada uno de sus elementos.",
        (),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.75,
        reason=IntakeReason.LISTED,
        examples=(
            "Kenia y Uganda acordaron:\n- reabrir el paso de Busia\n- capacitar guardias",
            "Acordamos: a) la siembra de dos millones de árboles; b) no cobrar tasas a los pescadores.",
            "4. Se acordó lo siguiente:\na) reabrir el paso de Busia;\nb) capacitar guardias.",
        ),
        counterexamples=("Kenia y Uganda hablaron de:\n- el paso de Busia\n- los guardias",),
    ),
)
DENIALS = (
    Rule(
        "en-will-not",
        "A text says that somebody will not do something, does not mean to, or has not agreed to it.",
        "Un texto dice que alguien no hará algo, que no piensa hacerlo o que no lo ha acordado.",
        (),
        gives=StatementKind.DENIAL,
        confidence=0.5,
        reason=IntakeReason.NEGATED,
        examples=("Norway does not intend to fund the hospitals.", "Norway will not fund the hospitals."),
        counterexamples=("The bridge will not reduce travel times.", "Norway agreed not to fund the hospitals."),
    ),
    Rule(
        "es-will-not",
        "A text says that somebody will not do something, does not mean to, or has not agreed to it.",
        "Un texto dice que alguien no hará algo, que no piensa hacerlo o que no lo ha acordado.",
        (),
        gives=StatementKind.DENIAL,
        confidence=0.5,
        reason=IntakeReason.NEGATED,
        examples=("Noruega no financiará los hospitales.",),
        counterexamples=("El puente no reducirá los tiempos.", "Noruega se comprometió a no cobrar tasas."),
    ),
)
ACCORDING = (
    Rule(
        "en-according",
        "Something is so according to somebody.",
        "Algo es así según alguien.",
        (),
        gives=StatementKind.CLAIM,
        subject=Subject.NONE,
        is_outset=True,
        confidence=0.6,
        examples=(
            "According to the Indian minister, trade has doubled.",
            "Trade has doubled, according to two officials.",
        ),
        counterexamples=("The seats were given out according to size.",),
    ),
    Rule(
        "es-according",
        "Something is so according to somebody.",
        "Algo es así según alguien.",
        (),
        gives=StatementKind.CLAIM,
        subject=Subject.NONE,
        is_outset=True,
        confidence=0.6,
        examples=(
            "Según el ministro indio, el comercio se ha duplicado.",
            "El comercio se ha duplicado, según dos funcionarios.",
        ),
        counterexamples=("Las plazas se repartieron según el tamaño.",),
    ),
)
MEETINGS = (
    Rule(
        "en-met",
        "A sentence tells that some people or countries met, held talks or signed something.",
        "Una oración cuenta que personas o países se reunieron, conversaron o firmaron algo.",
        (),
        examples=("On 4 March 2025 President Ana Ruiz met Prime Minister Olav Lie in Oslo.",),
        counterexamples=("President Ana Ruiz wrote to Prime Minister Olav Lie.",),
    ),
    Rule(
        "es-met",
        "A sentence tells that some people or countries met, held talks or signed something.",
        "Una oración cuenta que personas o países se reunieron, conversaron o firmaron algo.",
        (),
        examples=("El 4 de marzo de 2025 la presidenta Ana Ruiz se reunió con el primer ministro Olav Lie en Oslo.",),
        counterexamples=("La presidenta Ana Ruiz escribió al primer ministro Olav Lie.",),
    ),
)

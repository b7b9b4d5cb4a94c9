"""The rules for Spanish."""

from app.intake.rules.rule import Rule, Subject
from app.vocabulary import IntakeReason, Origin, StatementKind, Strength

PLEDGES = (
    Rule(
        "es-future",
        "Somebody who can act is said to do something, in the future tense.",
        "Se dice de quien puede obrar que hará algo, en futuro.",
        ("~<future>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        reason=IntakeReason.WILL,
        examples=("Noruega financiará dos hospitales de campaña en Moldavia.",),
        counterexamples=("El puente reducirá los tiempos de viaje.", "Noruega no financiará los hospitales."),
    ),
    Rule(
        "es-would",
        "Somebody was told as saying that it would do something; of what merely would be, nothing is found.",
        "Se contó que alguien dijo que haría algo; de lo que solo sería, no se halla nada.",
        ("~<would>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.65,
        reason=IntakeReason.WILL,
        examples=("El primer ministro neerlandés dijo que los Países Bajos capacitarían a 200 jueces iraquíes.",),
        counterexamples=("Un tratado abriría el mercado.",),
    ),
    Rule(
        "es-going-to",
        "The same by: va a.",
        "Lo mismo por: va a.",
        ("va|van|vamos a ~<verb>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        reason=IntakeReason.WILL,
        examples=("Ghana va a abrir una embajada en Oslo.",),
        counterexamples=("El ministro va a Oslo.",),
    ),
    Rule(
        "es-agreed",
        "Parties agreed to do something.",
        "Las partes acordaron hacer algo.",
        (
            "acordó|acordaron|acuerda|acuerdan|acordamos|acordado|acordando|convino|convinieron|conviene|convienen|"
            "convenido|convenimos|decidimos|pactó|pactaron|pactado|concordaron|coincidieron "
            "<aside>* <recipient>? <aside>* en? no? ~<verb>",
        ),
        origin=Origin.AGREED,
        strength=Strength.FIRM,
        confidence=0.9,
        reason=IntakeReason.UNDERTAKING,
        examples=(
            "Kenia y Uganda acordaron reabrir el paso de Busia.",
            "Kenia acordó con Uganda, por primera vez, no cerrar el paso.",
        ),
        counterexamples=("Kenia no ha acordado reabrir el paso.",),
    ),
    Rule(
        "es-agreed-on",
        "Parties agreed on a doing, or on what is to be set up.",
        "Las partes convinieron en un hacer, o en algo que se ha de crear.",
        (
            "acordó|acordaron|acordamos|acuerdan|acordado|convinieron|convenimos|convenido|pactaron|pactado <aside>* "
            "en|sobre? ~<np>",
            "suscribieron|suscribió|firmaron|firmó|alcanzaron un|el acuerdo|memorando|convenio para|sobre|de ~<np>",
        ),
        origin=Origin.AGREED,
        strength=Strength.FIRM,
        confidence=0.8,
        needs_doing=True,
        reason=IntakeReason.UNDERTAKING,
        examples=("Las partes acordaron la construcción de un gasoducto.",),
        counterexamples=("Las partes acordaron una fecha.",),
    ),
    Rule(
        "es-committed",
        "Somebody committed itself to doing something.",
        "Alguien se comprometió a hacer algo.",
        (
            "comprometió|comprometieron|compromete|comprometen|comprometido|comprometida|comprometidos|comprometidas|"
            "comprometemos|comprometiéndose|comprometerse <recipient>? <aside>* a no? ~<verb>",
            "comprometió|comprometieron|compromete|comprometen|comprometemos <aside>* a|con ~<np>",
            "se obliga|obligan|obligó|obligaron <recipient>? <aside>* a no? ~<verb>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.9,
        needs_doing=True,
        reason=IntakeReason.UNDERTAKING,
        examples=(
            "Japón se comprometió a capacitar a 300 jueces.",
            "Los ministros se comprometen a levantar el veto.",
            "Japón se obliga ante Corea, a más tardar en 2030, a no cobrar tasas.",
        ),
        counterexamples=("Japón se comprometió con la paz.",),
    ),
    Rule(
        "es-pledged",
        "Somebody promised, guaranteed or decided to do something.",
        "Alguien prometió, garantizó o decidió hacer algo.",
        (
            "prometió|prometieron|promete|prometen|prometido|prometiendo|juró|decidió|decidieron|"
            "decide|decidido|resolvió|"
            "resolvieron|garantizó|garantizaron <aside>* <recipient>? <aside>* no? ~<verb>",
            "comprometió|compromete|comprometieron|comprometen|destina|destinan <aside>* ~<sum>",
            "prometió|prometieron|promete|prometen|garantizó|donará|aportará|aportó <any>? <any>? ~<money>",
            "prometió|prometieron|promete|prometen ~<doing>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.9,
        reason=IntakeReason.UNDERTAKING,
        examples=("Catar prometió construir una desalinizadora en Gaza.", "Canadá prometió 40 millones de dólares."),
        counterexamples=(
            "Catar nunca prometió construir una planta.",
            "En 2019 Catar había prometido construir una planta.",
        ),
    ),
    Rule(
        "es-announced",
        "Somebody announced that something is set up, given or changed.",
        "Alguien anunció que se crea, se da o se cambia algo.",
        (
            "anunció|anunciaron|anuncia|anuncian|anunciado|anunciando|presentó|lanzó|lanzaron "
            "<aside>* <determiner>? ~<doingnoun>",
            "anunció|anunciaron|anuncia|anuncian|anunciado|anunciando|lanzó|lanzaron <aside>* "
            "<determiner>? ~<founding>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.8,
        reason=IntakeReason.ANNOUNCED,
        examples=("El presidente keniano anunció la creación de una academia de guardacostas.",),
        counterexamples=("Perú anunció su preocupación por la votación.",),
    ),
    Rule(
        "es-commitment",
        "Somebody's commitment or promise to do something is named.",
        "Se nombra el compromiso o la promesa de alguien de hacer algo.",
        (
            "compromiso|compromisos|promesa|voluntad|intención|disposición|decisión|determinación|obligación "
            "<owner>? <aside>* de|para|por|a|en no? ~<verb>",
        ),
        subject=Subject.OWNER,
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.75,
        needs_doing=True,
        reason=IntakeReason.COMMITMENT,
        examples=(
            "El ministro español reafirmó su compromiso de capacitar a policías malienses.",
            "Se recordó el compromiso de Chile de abrir un puesto aduanero.",
            "Saludamos el compromiso de la República de Chile ante Perú de abrir un puesto aduanero.",
        ),
        counterexamples=(
            "Subrayó el compromiso de España con los derechos humanos.",
            "España no tiene ninguna intención de capacitar a policías.",
            "España cumplió su promesa de capacitar a policías malienses.",
        ),
    ),
    Rule(
        "es-charged",
        "Somebody charged those who serve it with doing something.",
        "Alguien encargó a quienes le sirven que hicieran algo.",
        (
            "encargaron|encargó|encargan|encargamos|encomendaron|encomendó|encomiendan|encomendamos|instruyeron|instruyó|"
            "instruyen|instruimos|ordenaron|ordenó a|al <charged> ~<doing>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.65,
        reason=IntakeReason.CHARGED,
        examples=(
            "Los presidentes encargaron a sus ministros de transporte elaborar un plan ferroviario.",
            "Los presidentes encomendaron a una comisión de expertos la elaboración de un plan ferroviario.",
        ),
        counterexamples=("Los presidentes encargaron un retrato.",),
    ),
    Rule(
        "es-intends",
        "Somebody plans, means, seeks or hopes to do something.",
        "Alguien piensa, quiere, procura o espera hacer algo.",
        (
            "planea|planean|prevé|prevén|busca|buscan|pretende|pretenden|procura|"
            "procuran|quiere|quieren|"
            "intenta|intentan|procuramos|buscamos|prevemos <aside>* ~<verb>",
            "aspira|aspiran|aspiramos <aside>* a ~<verb>",
            "tiene|tienen|tenemos previsto|planeado|prevista|contemplado <aside>* ~<verb>",
            "tiene|tienen|tenemos la|el intención|voluntad|propósito de ~<verb>",
            "se|nos propone|proponen|proponemos <aside>* ~<verb>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.65,
        reason=IntakeReason.INTENTION,
        examples=("Estonia planea duplicar su ayuda a Ucrania.", "Ambos gobiernos tienen previsto firmar un convenio."),
        counterexamples=("La espera fue larga.",),
    ),
    Rule(
        "es-hopes-to",
        "Somebody hopes or expects to do something that one could see done; of mere hopes, nothing is found.",
        "Alguien espera hacer algo que podría verse hecho; de meras esperanzas, no se halla nada.",
        ("espera|esperan|esperamos|confía|confían|confiamos en? <aside>* poder? ~<act>",),
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.55,
        reason=IntakeReason.INTENTION,
        examples=("Islandia confía en poder abrir su embajada en Lima.",),
        counterexamples=("Islandia espera ver la paz.", "Islandia espera que Noruega abra su embajada."),
    ),
    Rule(
        "es-must",
        "What is set up must do something, or something must be done: the text itself obliges to it.",
        "Lo que se crea debe hacer algo, o algo debe hacerse: el propio texto obliga a ello.",
        ("deberá|deberán <aside>* ~<verb>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.5,
        is_passive=True,
        reason=IntakeReason.PASSIVE,
        examples=("Las Partes acordaron crear un comité, el cual deberá informar cada año.",),
        counterexamples=("Eso no deberá repetirse.",),
    ),
    Rule(
        "es-ready",
        "Somebody is ready or willing to do something.",
        "Alguien está listo o dispuesto a hacer algo.",
        (
            "listo|lista|listos|listas|dispuesto|dispuesta|dispuestos|dispuestas|preparado|preparada|"
            "preparados|decidido|"
            "decidida|decididos a|para ~<verb>",
        ),
        needs_be=True,
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.6,
        reason=IntakeReason.INTENTION,
        examples=("Turquía está dispuesta a acoger la próxima ronda.",),
        counterexamples=("La cena estaba lista.",),
    ),
    Rule(
        "es-expressed",
        "Somebody expressed support, or that it is willing to do something.",
        "Alguien expresó su apoyo, o su disposición a hacer algo.",
        (
            "expresó|expresaron|expresa|manifestó|manifestaron|reiteró|reiteraron|reafirmó|"
            "reafirmaron|ratificó|ofreció "
            "su|sus|nuestro|el|la <any>? apoyo|respaldo|interés a|al|para|en|por ~<np>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.6,
        reason=IntakeReason.INTENTION,
        examples=("Brasil expresó su apoyo a la reconstrucción del puerto de Beira.",),
        counterexamples=("Brasil expresó su preocupación por los combates.",),
    ),
    Rule(
        "es-explores",
        "Somebody explores, considers or may do something.",
        "Alguien explora, considera o puede que haga algo.",
        (
            "podría|podrían ~<verb>",
            "explora|exploran|estudia|estudian|evalúa|evalúan|explorando|estudiando|evaluando|analizando ~<np>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.EXPLORATORY,
        confidence=0.55,
        reason=IntakeReason.EXPLORATORY,
        examples=("Omán estudia un préstamo a Yemen.", "Serbia podría sumarse a las patrullas."),
        counterexamples=("Las partes se reunieron en mayo.",),
    ),
    Rule(
        "es-is-setting-up",
        "A programme or body is told of as being set up or run.",
        "Se cuenta que un programa u organismo se está creando o aplicando.",
        (
            "implementando|lanzando|creando|estableciendo|desarrollando|preparando|construyendo|impulsando|aplicando "
            "<determiner>? ~<founding>",
        ),
        needs_be=True,
        origin=Origin.DECLARED,
        confidence=0.6,
        reason=IntakeReason.RUNNING,
        examples=("El Gobierno ghanés está lanzando un programa nacional para retornados.",),
        counterexamples=("Los obreros están construyendo una casa.",),
    ),
    Rule(
        "es-will-be-done",
        "Something will be done; who does it may not be said.",
        "Algo se hará; puede que no se diga quién lo hace.",
        ("será|serán <aside>* ~<participle>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.5,
        is_passive=True,
        reason=IntakeReason.PASSIVE,
        examples=("Un puesto aduanero conjunto será abierto por Zambia.",),
        counterexamples=("El texto será largo.",),
    ),
)

_SAID = (
    "dijo|dijeron|dice|advirtió|advirtieron|respondió|replicó|planteó|observó|reconocieron|señaló|señalaron|indicó|indicaron|afirmó|afirmaron|aseguró|aseguraron|manifestó|manifestaron|"
    "expresó|expresaron|explicó|explicaron|agregó|añadió|sostuvo|declaró|declararon|informó|"
    "informaron|recordó|recordaron|"
    "comentó|reveló|reconoció|confirmó|confirmaron|apuntó|detalló|puntualizó|refirió|mencionó|escribió|publicó"
)

STATEMENTS = (
    Rule(
        "es-denied",
        "Somebody denied or ruled something out.",
        "Alguien negó o descartó algo.",
        (
            "negó|negaron|niega|niegan|desmintió|desmintieron|desmiente|descartó|descartaron|descarta ~<any>",
            "rechazó|rechazaron|rechaza|rechazan <any>? <any>? versiones|versión|rumores|acusaciones|afirmaciones|"
            "informes|reportes|señalamientos|informaciones|especulaciones de ~<that>",
        ),
        gives=StatementKind.DENIAL,
        examples=(
            "El presidente serbio negó cualquier acuerdo de tránsito.",
            "El presidente serbio rechazó las versiones de que Serbia acordó abrir el corredor.",
        ),
        counterexamples=("El acuerdo de tránsito es largo.",),
    ),
    Rule(
        "es-clarified",
        "Somebody clarified how something is meant.",
        "Alguien aclaró cómo se entiende algo.",
        ("aclaró|aclararon|precisó|precisaron|esclareció ~<any>", "dejó|dejaron claro ~<that>"),
        gives=StatementKind.CLARIFICATION,
        examples=("El ministro danés aclaró que las conversaciones eran técnicas.",),
        counterexamples=("El cielo estaba claro.",),
    ),
    Rule(
        "es-praised",
        "Somebody praised, thanked or congratulated.",
        "Alguien elogió, agradeció o felicitó.",
        (
            "elogió|elogiaron|elogia|elogiamos|agradeció|agradecieron|agradece|agradecen|agradecemos|felicitó|felicitaron|"
            "felicitamos|aplaudió|aplaudieron|aplaudimos|encomió|celebró|celebraron|celebramos|saludó|saludaron|"
            "saludamos ~<any>",
            "expresó|expresaron|expresa|expresan|expresamos|manifestó|manifestaron su|sus|nuestro|nuestra <any>? "
            "gratitud|agradecimiento|reconocimiento|satisfacción ~a|al|por",
        ),
        gives=StatementKind.PRAISE,
        examples=("El ministro tailandés elogió la paciencia de Laos.",),
        counterexamples=("El elogio fue breve.",),
    ),
    Rule(
        "es-criticised",
        "Somebody criticised, condemned or accused.",
        "Alguien criticó, condenó o acusó.",
        (
            "criticó|criticaron|critica|critican|criticamos|condenó|condenaron|condena|condenan|condenamos|acusó|acusaron|"
            "denunció|denunciaron|denuncian|denunciamos|lamentó|lamentaron|lamenta|lamentan|lamentamos|deploró|deploraron|"
            "deplora|deploran|deploramos ~<any>",
            "expresó|expresaron|expresan|expresamos|manifestó|manifestaron su|nuestra <any>? preocupación|inquietud|"
            "alarma|pesar ~por|ante|de",
        ),
        gives=StatementKind.CRITICISM,
        examples=("La canciller armenia condenó el cierre del corredor.",),
        counterexamples=("La crítica fue dura.",),
    ),
    Rule(
        "es-disagreed",
        "Somebody disagreed with or objected to something.",
        "Alguien discrepó de algo o se opuso.",
        (
            "discrepó|discreparon|rechazó|rechazaron|rechaza|rechazan|rechazamos|objetó ~<any>",
            "opuso|opusieron|opone a ~<np>",
        ),
        gives=StatementKind.DISAGREEMENT,
        examples=("El primer ministro irlandés rechazó los aranceles.",),
        counterexamples=("El rechazo fue general.",),
    ),
    Rule(
        "es-demanded",
        "Somebody demanded something.",
        "Alguien exigió o reclamó algo.",
        (
            "exigió|exigieron|exige|exigen|exigimos|demandó|demandaron|reclamó|reclamaron|reclamamos|pidió|pidieron|pide|"
            "piden|pedimos ~<any>",
            "esperamos ~que",
        ),
        gives=StatementKind.DEMAND,
        examples=("Líbano exigió la retirada de todas las tropas.",),
        counterexamples=("La exigencia es alta.",),
    ),
    Rule(
        "es-urged",
        "Somebody urged, encouraged or advised another to act.",
        "Alguien instó, animó o aconsejó a otro a actuar.",
        (
            "instó|instaron|insta|instan|instamos|urgió|urgieron|exhortó|exhortaron|exhorta|exhortan|exhortamos|"
            "recomendó|recomendaron|recomienda|recomendamos|aconsejó|animó|animaron|alentó|alentaron|alentamos|llamó|"
            "llamaron|llamamos ~<any>",
            "hizo|hicieron|hacen|hacemos un llamado|llamamiento ~a|al",
        ),
        gives=StatementKind.RECOMMENDATION,
        examples=("La comisaria instó a Albania a reformar sus tribunales.",),
        counterexamples=("La invitación llegó tarde.",),
    ),
    Rule(
        "es-offered",
        "Somebody offered or proposed something.",
        "Alguien ofreció o propuso algo.",
        (
            "ofreció|ofrecieron|ofrece|ofrecemos|propuso|propusieron|invitó|invitaron|invita|invitan|invitamos ~<any>",
            "planteó|plantearon la? posibilidad ~de",
        ),
        gives=StatementKind.OFFER,
        examples=("Turquía ofreció mediar entre ambos.",),
        counterexamples=("La oferta caducó.",),
    ),
    Rule(
        "es-hopes",
        "Somebody hopes or wishes to do something: that is a view, until it is undertaken.",
        "Alguien espera o desea hacer algo: es una opinión, mientras no se comprometa.",
        ("espera|esperan|desea|desean|confía|confían en? ~<verb>",),
        gives=StatementKind.VIEW,
        confidence=0.6,
        examples=("El Gobierno danés espera ver avances en las conversaciones.",),
        counterexamples=("La espera fue larga para muchos.",),
    ),
    Rule(
        "es-expected",
        "Somebody expects or foresees what others will do, or what will come: that binds nobody.",
        "Alguien espera o prevé lo que harán otros, o lo que vendrá: eso no obliga a nadie.",
        (
            "espera|esperan|prevé|prevén|pronostica|pronosticó|anticipa|anticipó|augura|auguró|vaticinó ~<that>",
            "confía|confían en ~<that>",
        ),
        gives=StatementKind.FORECAST,
        confidence=0.6,
        examples=(
            "Un alto funcionario guatemalteco, que pidió no ser identificado, espera que se apruebe el presupuesto.",
        ),
        counterexamples=("La espera fue larga en Copenhague.", "Esperamos que Noruega abra su embajada."),
    ),
    Rule(
        "es-stressed",
        "Somebody stressed what it holds.",
        "Alguien subrayó lo que piensa.",
        (
            "destacó|destacaron|destaca|destacamos|subrayó|subrayaron|subraya|subrayamos|enfatizó|enfatizaron|resaltó|"
            "reconocemos|consideró|consideraron|consideramos|opinó|opinaron|coincidieron|coincidimos|creemos|"
            "resaltaron|recalcó|recalcaron|"
            "reafirmó|reafirmaron|reiteró|reiteraron|valoró|valoraron|valoramos|considera|cree|"
            "acogió|acogieron|acogemos|destacando|"
            "subrayando|resaltando|enfatizando ~<any>",
        ),
        gives=StatementKind.VIEW,
        is_outset=True,
        examples=("El canciller griego subrayó que las fronteras no están en venta.",),
        counterexamples=("La frontera está cerrada.",),
    ),
    Rule(
        "es-announced-that",
        "Somebody announced or agreed that something will be: what follows is judged by itself.",
        "Alguien anunció o acordó que algo será: lo que sigue se juzga por sí mismo.",
        (
            "anunció|anunciaron|anuncia|anunciando|prometió|prometieron|acordaron|acordó|acordamos|aseguró|garantizó "
            "<recipient>? ~<that>",
            "convinieron|convino|convenimos en ~<that>",
            "comprometió|comprometieron|compromete|comprometen|comprometemos a ~<that>",
        ),
        gives=StatementKind.CLAIM,
        is_outset=True,
        confidence=0.4,
        examples=("Finlandia anunció que los precios se han duplicado.",),
        counterexamples=("Finlandia reabrió dos pasos.",),
    ),
    Rule(
        "es-was-agreed-that",
        "It was agreed or decided that something will be: what follows is judged by itself.",
        "Se acordó o se decidió que algo será: lo que sigue se juzga por sí mismo.",
        ("se acordó|convino|decidió|resolvió|dispuso <aside>* en? ~<that>", "quedó acordado|convenido ~<that>"),
        gives=StatementKind.CLAIM,
        subject=Subject.NONE,
        is_outset=True,
        confidence=0.4,
        examples=("Se acordó que los precios se han duplicado.",),
        counterexamples=("Se decía que llovería en Helsinki.",),
    ),
    Rule(
        "es-said",
        "Somebody said something.",
        "Alguien dijo algo.",
        (f"{_SAID}",),
        gives=StatementKind.CLAIM,
        is_outset=True,
        examples=(
            "“El comercio se ha duplicado”, dijo el ministro indio.",
            "El ministro indio dijo que el comercio se ha duplicado.",
        ),
        counterexamples=("El comercio se ha duplicado.",),
    ),
)
SPANISH_RULES = (*PLEDGES, *STATEMENTS)

"""Spanish, as reading needs it."""

from app.intake.words.demonyms import SPANISH as DEMONYMS
from app.intake.words.lexicon import Lexicon, phrases, words
from app.intake.words.spanish_verbs import is_future, is_infinitive, is_participle
from app.vocabulary import Origin, Strength

SPANISH = Lexicon(
    language="es",
    abbreviations=words(
        "sr sra srta sres dr dra lic ing arq prof gral cnel cap art arts núm nums no nro pág págs vol aprox etc ej "
        "ee.uu ee.u uu ss.ee s.e a.m p.m d.c excmo excma"
    ),
    starters=words(
        "El La Los Las Un Una En Con Por Para Según Además Asimismo También Ambos Ambas Esta Este Estos Estas Tras "
        "Durante Al A Su Sus No Se Y Pero Sin Desde Ellos Él Ella Como Cuando Mientras Aunque Luego Posteriormente "
        "Igualmente Finalmente"
    ),
    determiners=words(
        "el la los las un una unos unas este esta estos estas ese esa esos esas su sus nuestro nuestra nuestros "
        "nuestras mi cada todo toda todos todas algunos algunas ambos ambas otro otra otros "
        "otras varios varias nuevo nueva"
    ),
    prepositions=words(
        "de del en a al con por para sin sobre entre desde hasta hacia contra ante bajo durante mediante tras según "
        "dentro fuera"
    ),
    coordinators=words("y e o u ni"),
    subordinators=words("mientras cuando donde porque aunque si como pues pero sino salvo antes después luego ya"),
    relatives=words("quien quienes cual cuales cuyo cuya cuyos cuyas"),
    that=words("que"),
    negations=words("no nunca jamás tampoco ni sin"),
    adverbs=words(
        "también ya además hoy ayer ahora aún todavía siempre luego después entonces asimismo igualmente así juntos "
        "conjuntamente no se le les lo la los las nos"
    ),
    adverb_ending="mente",
    asides=phrases(
        """
        por su parte
        a su vez
        en principio
        en particular
        en paralelo
        de nuevo
        de ser posible
        en lo posible
        en la medida de lo posible
        cuanto antes
        sin demora
        a la mayor brevedad
        de común acuerdo
        de manera conjunta
        de forma conjunta
        """
    ),
    auxiliaries=words(
        "ha han haya hayan había habían hemos he habrá habrán es son fue fueron será serán está están estaba estarán "
        "debe deben debería deberían puede pueden podría podrían se le les nos lo la los las"
    ),
    be=words("es son fue fueron será serán está están estaba estaban sea sean siendo"),
    hypothetical=words("haría harían habría habrían sería serían tendría tendrían"),
    advising=words("debería deberían convendría"),
    obligation=words("debe deben debería deberían deberá deberán"),
    pronouns={
        "él": "person",
        "ella": "person",
        "ellos": "sides",
        "ellas": "sides",
        "nosotros": "we",
        "yo": "I",
        "ambos": "sides",
        "ambas": "sides",
    },
    possessives={
        "su": "side",
        "sus": "side",
        "nuestro": "we",
        "nuestra": "we",
        "nuestros": "we",
        "nuestras": "we",
        "mi": "I",
    },
    possession=frozenset(),
    of=words("de del por"),
    roles=phrases(
        """
        presidente
        presidenta
        vicepresidente
        vicepresidenta
        mandatario
        mandataria
        primer ministro
        primera ministra
        ministro de relaciones exteriores
        ministra de relaciones exteriores
        ministro de asuntos exteriores
        ministra de asuntos exteriores
        ministro de exteriores
        ministra de exteriores
        ministro de defensa
        ministra de defensa
        ministro de economía
        ministra de economía
        ministro de hacienda
        ministra de hacienda
        ministro de finanzas
        ministra de finanzas
        ministro del interior
        ministra del interior
        ministro
        ministra
        viceministro
        viceministra
        canciller
        vicecanciller
        secretario de estado
        secretaria de estado
        subsecretario de estado
        subsecretaria de estado
        subsecretario
        subsecretaria
        secretario de relaciones exteriores
        secretaria de relaciones exteriores
        secretario de seguridad nacional
        secretario de defensa
        secretario del tesoro
        secretaria del tesoro
        secretario general
        secretaria general
        director general
        directora general
        director ejecutivo
        directora ejecutiva
        alto representante
        alta representante
        alto comisionado
        alta comisionada
        comisario
        comisaria
        secretario
        secretaria
        jefe de gobierno
        jefe de estado
        jefe del gobierno
        jefa del gobierno
        rey
        reina
        emir
        sultán
        príncipe
        papa
        embajador
        embajadora
        enviado especial
        enviada especial
        representante especial
        gobernador
        gobernadora
        alcalde
        alcaldesa
        fiscal general
        fiscal
        senador
        senadora
        portavoz
        vocero
        vocera
        líder
        """
    ),
    bodies=words(
        "gobierno administración ministerio parlamento congreso gabinete presidencia estado país "
        "nación república reino "
        "autoridades delegación embajada departamento comisión consejo cancillería secretaría parte ejecutivo"
    ),
    institutions=words(
        "ministerio departamento agencia comisión consejo banco fondo unión organización "
        "tribunal corte oficina ejército "
        "policía armada guardia fuerzas parlamento congreso senado secretaría comité asociación federación autoridad "
        "alianza liga asamblea programa instituto fundación centro universidad gobierno reino "
        "república grupo cancillería "
        "instituto dirección superintendencia procuraduría fiscalía cuerpo naciones"
    ),
    collectives=words(
        "partes países naciones gobiernos presidentes mandatarios ministros cancilleres líderes estados participantes "
        "miembros signatarios delegaciones socios vecinos jefes dignatarios secretarios representantes presidentas "
        "administraciones repúblicas"
    ),
    counting=words("ambos ambas dos tres cuatro cinco seis siete ocho todos todas los las"),
    agents=words(
        "servicios instructores expertos técnicos ingenieros policía policías tropas soldados fuerzas guardias médicos "
        "docentes autoridades ministerios ministerio agencias agencia aduanas armada ejército parlamento inspectores "
        "laboratorios bancos embajadas embajada consulados diplomáticos ministros ministro presidente cancillerías"
    ),
    unnamed=words(
        "funcionario funcionaria funcionarios fuente fuentes diplomático diplomáticos asesor asesores legislador "
        "legisladores negociador negociadores crítico críticos analista analistas"
    ),
    anonymous=phrases(
        """
        anonimato
        el anonimato
        reserva
        la reserva
        no ser identificado
        no ser identificada
        no ser identificados
        no ser identificadas
        no ser nombrado
        no ser nombrada
        mantener el anonimato
        permanecer en el anonimato
        """
    ),
    according=phrases("según\nde acuerdo con\na decir de"),
    demonyms=DEMONYMS,
    joiners=words("de del la las los el y e para en al"),
    not_names=words(
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto "
        "septiembre setiembre octubre noviembre diciembre sr sra señor señora artículo anexo capítulo sección página"
    ),
    action_verbs=frozenset(),
    stative_verbs=words("ser estar haber tener poder deber parecer necesitar querer saber quedar permanecer"),
    describing=words("servirá servirán consistirá incluirá implicará contendrá funcionará"),
    exploratory_verbs=words(
        "explorar considerar estudiar examinar evaluar analizar discutir valorar investigar revisar dialogar"
    ),
    intention_verbs=words("buscar intentar tratar procurar pretender esperar planear aspirar"),
    figurative_objects=words("futuro cimientos bases camino capítulo era historia sueño destino página"),
    doing_nouns=words(
        "apoyo asistencia ayuda cooperación colaboración aumento incremento reducción creación establecimiento "
        "construcción ampliación implementación retirada retiro retorno liberación intercambio despliegue reforma "
        "inversión protección participación ratificación adopción introducción extensión "
        "renovación reanudación entrega "
        "apertura eliminación suspensión abolición tregua alianza reintegración repatriación modernización desarrollo "
        "negociación elaboración diálogo visita lanzamiento suministro compra transferencia financiamiento "
        "financiación contribución "
        "desarme fortalecimiento donación envío"
    ),
    founding_nouns=words(
        "fuerza comando célula unidad comisión comité consejo programa fondo oficina centro "
        "mecanismo agencia plataforma "
        "grupo equipo iniciativa plan estrategia marco institución embajada consulado corte tribunal red secretaría "
        "corredor banco alianza consorcio delegación misión mesa ventanilla"
    ),
    specific_verbs=words(
        "lanzar establecer crear abrir construir enviar acoger firmar suscribir ratificar aumentar incrementar reducir "
        "eliminar "
        "duplicar triplicar restablecer levantar retirar liberar devolver repatriar nombrar publicar pagar desembolsar "
        "donar entregar desplegar cerrar recortar eximir extraditar financiar comprar adquirir "
        "prestar invertir capacitar "
        "vacunar instalar concluir convocar adherir asignar aportar transferir suministrar reanudar reabrir derogar "
        "adoptar aprobar presentar intercambiar visitar organizar celebrar realizar viajar recibir asistir"
    ),
    general_nouns=words(
        "relaciones lazos vínculos cooperación estabilidad prosperidad paz seguridad asociación amistad desarrollo "
        "diálogo esfuerzos confianza entendimiento democracia coordinación crecimiento apoyo colaboración alianza"
    ),
    is_gerund=is_infinitive,
    is_participle=is_participle,
    is_future=is_future,
    description_participles=words("usado utilizado visto conocido llamado considerado basado ubicado compuesto"),
    futures=words("será serán probable probablemente improbable"),
    perfect=words("he hemos ha han había habían hubo"),
    leading={
        **dict.fromkeys(
            words(
                "acordaron acordó acuerdan acuerda acordamos acordado convinieron convino convienen convenimos "
                "convenido decidieron decidió decidimos deciden resolvieron resolvió resolvemos"
            ),
            (Origin.AGREED, Strength.FIRM),
        ),
        **dict.fromkeys(
            words(
                "comprometieron comprometen comprometió compromete prometieron prometió "
                "anunciaron anunció comprometemos prometemos"
            ),
            (Origin.DECLARED, Strength.FIRM),
        ),
        **dict.fromkeys(
            words("prevén prevé planean planea prevemos proponen propone proponemos"),
            (Origin.DECLARED, Strength.INTENTION),
        ),
    },
    none=words("ningún ninguna alguna"),
    pluperfect=words("había habían"),
    was=words("estaba estaban era eran"),
    ending_a_promise=words(
        "cumplió cumplieron cumplido cumplida incumplió incumplieron honró abandonó abandonaron retiró canceló "
        "canceló desistió"
    ),
    recalling=words("recordó recordaron recuerda recuerdan recordando rememoró"),
    money=words("dólares dólar euros euro libras yenes pesos quetzales lempiras colones balboas soles reales"),
    promising=words(
        "aseguró aseguraron prometió prometieron promete garantizó garantizaron acordaron acordó convinieron convino "
        "comprometió comprometieron compromete comprometen"
    ),
    following=words("siguiente siguientes"),
    occasional=words("tras durante después luego antes al"),
    placing=words("en el este ayer hoy"),
    denying=phrases(
        """
        negó
        negaron
        niega
        niegan
        negar
        negando
        desmintió
        desmintieron
        desmiente
        desmienten
        desmentir
        desmintiendo
        descartó
        descartaron
        descarta
        descartan
        descartar
        descartando
        """
    ),
    rejecting=words("rechazó rechazaron rechaza rechazan rechazar rechazando refutó refutaron desestimó"),
    alleged=words(
        "versiones versión rumores rumor acusaciones acusación afirmaciones afirmación informes informe reportes "
        "señalamientos especulaciones especulación informaciones"
    ),
    untrue=phrases("no es cierto\nno es verdad\nno es correcto\nfalso"),
    opposing=words("pero mientras aunque sino"),
    adding=words("añadiendo agregando diciendo señalando afirmando explicando"),
    we_endings=("mos",),
    evaluative=words(
        "importancia importante mejor debe deben deberían merece merecen cree creen valora clave "
        "crucial vital esencial "
        "gran oportunidad esperanza espera orgulloso orgullosa honor solución aliado aliada socio socia necesario "
        "prioridad inaceptable preocupación estratégico estratégica liderazgo amistad comprometido comprometida "
        "histórico histórica compromiso lazos compartido solo sólo visión"
    ),
    courteous=words(
        "agradeció agradecieron agradece agradecen agradecemos agradecer agradeciendo agradecimiento gratitud gracias "
        "amistad hermandad fraternidad hospitalidad"
    ),
    needing=words("necesidad necesita necesitan necesario necesaria falta faltan carece carecen hace"),
    conditional=phrases(
        """
        si
        siempre que
        siempre y cuando
        a condición de que
        con la condición de que
        sujeto a
        sujeta a
        a cambio de
        una vez que
        a menos que
        en caso de que
        """
    ),
    including=phrases("incluyendo\nincluidos\nincluidas\nincluido\nincluida\nentre ellos\nentre ellas\ncomo"),
    purpose=phrases(
        """
        con el fin de
        a fin de
        con el objetivo de
        con el propósito de
        con miras a
        para que
        de modo que
        de manera que
        garantizando
        asegurando
        lo que
        la cual
        el cual
        los cuales
        las cuales
        como parte de
        así como
        """
    ),
    acts=(
        ("restraint", words("abstener abstenerse cesar detener prohibir suspender renunciar")),
        ("treaty_action", words("ratificar adherir adherirse ratificación adhesión")),
        ("legislative", words("derogar legislar promulgar derogación")),
        (
            "information_sharing",
            words("compartir intercambiar publicar informar notificar divulgar intercambio publicación"),
        ),
        ("infrastructure", words("construir reconstruir pavimentar electrificar construcción reconstrucción")),
        (
            "financial",
            words(
                "pagar prestar invertir financiar sufragar costear desembolsar aportar destinar asignar gestionar "
                "asignación inversión "
                "financiamiento financiación desembolso aporte"
            ),
        ),
        (
            "institutional",
            words(
                "establecer crear lanzar fundar constituir instalar instituir habilitar reabrir creación "
                "establecimiento instalación constitución lanzamiento apertura abrir"
            ),
        ),
        (
            "process",
            words(
                "reunir reunirse convocar negociar examinar revisar supervisar proponer presentar someter elaborar "
                "celebrar sesionar visitar acoger organizar consultar dialogar continuar dar seguimiento llevar "
                "celebración reunión elaboración negociación diálogo visita informe sumarse promover"
            ),
        ),
        (
            "operational",
            words(
                "aumentar incrementar reducir duplicar triplicar ampliar desplegar patrullar repatriar devolver "
                "acelerar reanudar eliminar suprimir agilizar simplificar facilitar regularizar vacunar sembrar "
                "reforestar digitalizar concluir designar unificar acortar resolver siembra reducción ampliación "
                "eliminación supresión repatriación aumento reforestación vacunación recibir fortalecer "
                "fortalecimiento realizar"
            ),
        ),
        (
            "in_kind",
            words(
                "donar suministrar entregar ceder enviar capacitar formar equipar brindar proporcionar dar poner "
                "ofrecer donación entrega suministro capacitación formación envío cesión dotar becar"
            ),
        ),
        (
            "policy",
            words(
                "apoyar proteger combatir enfrentar luchar frenar defender reconocer levantar adoptar eximir respetar "
                "armonizar alinear reconocimiento armonización exención exonerar permitir"
            ),
        ),
        ("outcome", words("erradicar lograr garantizar asegurar")),
    ),
    general_acts=words("continuar dialogar negociar consultar promover dar ofrecer diálogo negociación facilitar"),
    acts_on=(
        (
            words("presentar enviar aprobar adoptar someter tramitar reformar elaborar"),
            words("ley leyes legislación decreto"),
            "legislative",
        ),
        (words("abrir iniciar reanudar lanzar"), words("negociaciones conversaciones consultas diálogo"), "process"),
        (
            words("firmar suscribir concluir celebrar"),
            words("tratado acuerdo convenio convención protocolo memorando"),
            "treaty_action",
        ),
        (
            words("dar entregar enviar proporcionar brindar facilitar poner"),
            words("datos información inteligencia mapas acceso registros"),
            "information_sharing",
        ),
        (words("enviar"), words("delegación misión"), "process"),
        (words("abrir cerrar"), words("carretera puente puerto ferrocarril aeropuerto terminal"), "infrastructure"),
        (words("estudiar realizar"), words("patrullajes patrullas"), "operational"),
        (words("recibir"), words("especialistas becarios jóvenes técnicos estudiantes alumnos"), "in_kind"),
        (words("establecer"), words("requisitos visa visas"), "policy"),
        (words("duplicar"), words("suma monto aporte"), "financial"),
        (words("intercambiar"), words("prisioneros estudiantes"), "operational"),
    ),
    kinds=(
        ("restraint", words("abstenerse cesar detener prohibir suspender")),
        ("treaty_action", words("ratificar adherirse tratado convenio convención protocolo ratificación adhesión")),
        ("legislative", words("ley leyes legislación legislativa decreto")),
        ("information_sharing", words("información inteligencia datos compartir")),
        (
            "infrastructure",
            words(
                "infraestructura carretera carreteras ferrocarril ferroviaria puente puentes aeropuerto "
                "gasoducto metro presa puerto puertos autopista"
            ),
        ),
        (
            "financial",
            words(
                "millón millones dólares euros préstamo préstamos subvención invertir inversión "
                "inversiones fondos financiar financiamiento prestar pagar desembolsar"
            ),
        ),
        (
            "institutional",
            words(
                "establecer crear creación lanzar programa agencia comisión comité centro oficina "
                "comando fuerza mecanismo unidad embajada plan"
            ),
        ),
        (
            "process",
            words(
                "reunión reunirse cumbre convocar negociar negociaciones diálogo delegación consultas "
                "visita trabajar juntos continuar"
            ),
        ),
        (
            "operational",
            words(
                "aumentar incrementar reducir duplicar ampliar vuelos desplegar patrullajes repatriar "
                "devolver liberar acelerar reanudar exportaciones importaciones"
            ),
        ),
        (
            "in_kind",
            words(
                "donar suministrar equipo dosis vacunas capacitar capacitación expertos personal "
                "entregar enviar asistir"
            ),
        ),
        ("outcome", words("estabilidad prosperidad paz seguridad relaciones lazos")),
        (
            "policy",
            words(
                "apoyar proteger combatir enfrentar luchar frenar promover defender política políticas "
                "reconocer levantar sanciones aranceles visas abrir"
            ),
        ),
    ),
)

"""The rules for English."""

from app.intake.rules.rule import Rule, Subject
from app.vocabulary import IntakeReason, Origin, StatementKind, Strength

PLEDGES = (
    Rule(
        "en-will",
        "Somebody who can act is said to do something: will, shall.",
        "Se dice de quien puede obrar que hará algo: will, shall.",
        ("will|shall|'ll <aside>* not|never? <aside>* ~<verb>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        reason=IntakeReason.WILL,
        examples=("Norway will fund two field hospitals in Moldova.", "The parties shall exchange prisoner lists."),
        counterexamples=("The bridge will reduce travel times.", "Norway will not fund the hospitals."),
    ),
    Rule(
        "en-would",
        "Somebody was told as saying that it would do something; of what merely would be, nothing is found.",
        "Se contó que alguien dijo que haría algo; de lo que solo sería, no se halla nada.",
        ("would <aside>* not|never? <aside>* ~<verb>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.7,
        reason=IntakeReason.WILL,
        examples=("The Dutch prime minister said that the Netherlands would train 200 Iraqi judges.",),
        counterexamples=("A treaty would open the market.",),
    ),
    Rule(
        "en-going-to",
        "The same by: is going to.",
        "Lo mismo por: is going to.",
        ("going to ~<verb>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        needs_be=True,
        reason=IntakeReason.WILL,
        examples=("Ghana is going to open an embassy in Oslo.",),
        counterexamples=("The minister kept going to extra sessions.",),
    ),
    Rule(
        "en-agreed",
        "Parties agreed to do something, or on a doing.",
        "Las partes acordaron hacer algo, o un hacer.",
        (
            "agreed|agree|agrees|agreeing <aside>* <recipient>? <aside>* not? to ~<doing>",
            "agreed|agree|agrees|agreeing <aside>* <recipient>? <aside>* not? to ~<verb>",
        ),
        origin=Origin.AGREED,
        strength=Strength.FIRM,
        confidence=0.9,
        reason=IntakeReason.UNDERTAKING,
        examples=(
            "Kenya and Uganda agreed to reopen the crossing at Busia.",
            "Kenya agreed with Uganda, for the first time, not to close the crossing.",
        ),
        counterexamples=("Kenya has not agreed to reopen the crossing.",),
    ),
    Rule(
        "en-agreed-on",
        "Parties agreed on a doing, or on what is to be set up.",
        "Las partes convinieron en un hacer, o en algo que se ha de crear.",
        (
            "agreed|agree|agrees|agreeing <aside>* on|upon ~<np>",
            "reached|reach|signed|concluded an|the|a agreement|accord|deal|memorandum to|on|for ~<np>",
        ),
        origin=Origin.AGREED,
        strength=Strength.FIRM,
        confidence=0.8,
        needs_doing=True,
        reason=IntakeReason.UNDERTAKING,
        examples=("The two sides agreed on the construction of a gas pipeline.",),
        counterexamples=("The two sides agreed on the importance of trade.",),
    ),
    Rule(
        "en-committed",
        "Somebody committed itself to doing something.",
        "Alguien se comprometió a hacer algo.",
        (
            "committed|commit|commits|committing <self>? <recipient>? <aside>* not? to ~<doing>",
            "committed|commit|commits|committing <self>? <aside>* to a|an|the <any>? ~<doing>",
            "pledged|dedicated|bound|obliged themselves|itself <aside>* not? to ~<doing>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.9,
        needs_doing=True,
        reason=IntakeReason.UNDERTAKING,
        examples=("Japan committed to training 300 judges.", "The ministers committed themselves to lifting the ban."),
        counterexamples=("Japan is committed to peace.", "He committed a crime in Osaka."),
    ),
    Rule(
        "en-pledged",
        "Somebody pledged, promised, undertook, vowed or decided to do something.",
        "Alguien prometió, se obligó, juró o decidió hacer algo.",
        (
            "pledged|pledge|pledges|pledging|vowed|vows|vow|vowing|promised|promises|promise|promising|undertook|"
            "undertakes|undertake|undertaken|swore|resolved|resolves|resolve|decided|decides|decide|volunteered|"
            "consented|guaranteed|guarantees|guarantee <recipient>? <aside>* not? to ~<verb>",
            "committed|commits|commit|earmarked|earmarks <aside>* a|an|another|further? <any>? ~<sum>",
            "pledged|pledges|pledging|promised|promises|promising|guaranteed <np>? <any>? ~<money>",
            "pledged|pledges|pledging|promised|promises|promising <aside>* ~<doing>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.9,
        reason=IntakeReason.UNDERTAKING,
        examples=(
            "Qatar pledged to build a desalination plant in Gaza.",
            "Canada pledged 40 million dollars for demining.",
            "Canada has committed, over three years, EUR 4 million to demining.",
            "Qatar promised Lebanon not to raise the fees.",
        ),
        counterexamples=(
            "The pledge was welcomed by the press.",
            "Qatar never promised to build a plant.",
            "In 2019 Qatar had promised to build a plant.",
        ),
    ),
    Rule(
        "en-announced",
        "Somebody announced that something is set up, given or changed.",
        "Alguien anunció que se crea, se da o se cambia algo.",
        (
            "announced|announces|announce|announcing|unveiled|unveils|unveiling <aside>* ~<doing>",
            "announced|announces|announce|announcing|unveiled|unveils|unveiling <aside>* ~<founding>",
            "announced|announces|announce|announcing|unveiled|unveils|unveiling <possessive>? a|the|"
            "its|their|his? plans|plan|"
            "intention|decision to ~<verb>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.8,
        reason=IntakeReason.ANNOUNCED,
        examples=(
            "The Kenyan president announced the creation of a coast guard academy.",
            "Peru announced plans to cut its tariffs on medicines.",
        ),
        counterexamples=("The winner will be announced in May.", "Peru announced its concern over the vote."),
    ),
    Rule(
        "en-commitment",
        "Somebody's commitment, pledge or promise to do something is named.",
        "Se nombra el compromiso o la promesa de alguien de hacer algo.",
        (
            "commitment|commitments|pledge|pledges|promise|promises|undertaking|vow|resolve|intention|decision|"
            "readiness|willingness|plan|plans|obligation <owner>? <recipient>? <aside>* not? to ~<doing>",
            "commitment|commitments|pledge|pledges|promise|promises|undertaking|vow|resolve|intention|decision|"
            "readiness|willingness|plan|plans|obligation <owner>? <recipient>? <aside>* not? to ~<action>",
        ),
        subject=Subject.OWNER,
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.75,
        needs_doing=True,
        reason=IntakeReason.COMMITMENT,
        examples=(
            "The minister reaffirmed Spain's commitment to training Malian police officers.",
            "Chile and Peru repeated their commitment to open a joint customs post.",
            "The commitment of Chile to the United States to open a joint customs post was welcomed.",
        ),
        counterexamples=(
            "She stressed Spain's commitment to human rights.",
            "Spain has no plans to train Malian police officers.",
            "Spain has kept its promise to train Malian police officers.",
        ),
    ),
    Rule(
        "en-charged",
        "Somebody charged those who serve it with doing something.",
        "Alguien encargó a quienes le sirven que hicieran algo.",
        (
            "instructed|instruct|instructs|instructing|tasked|tasks|directed|directs|mandated|charged <charged> to "
            "~<verb>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.65,
        reason=IntakeReason.CHARGED,
        examples=("The two presidents instructed their transport ministers to draw up a plan for the railway.",),
        counterexamples=("The judge instructed the jury in silence.", "The bank charged its clients to the last cent."),
    ),
    Rule(
        "en-intends",
        "Somebody plans, means, seeks or hopes to do something.",
        "Alguien piensa, quiere, procura o espera hacer algo.",
        (
            "plans|plan|planned|planning|intends|intend|intended|intending|aims|aim|aimed|aiming|seeks|seek|sought|"
            "seeking|strives|strive|endeavours|endeavors|aspires|aspire <aside>* to ~<verb>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.65,
        reason=IntakeReason.INTENTION,
        examples=("Estonia plans to double its aid to Ukraine.", "Both governments intend to sign a visa waiver."),
        counterexamples=("The plan was discussed for hours.",),
    ),
    Rule(
        "en-hopes-to",
        "Somebody hopes or expects to do something that one could see done; of mere hopes, nothing is found.",
        "Alguien espera hacer algo que podría verse hecho; de meras esperanzas, no se halla nada.",
        ("hopes|hope|hoped|expects|expect|expected <aside>* to ~<act>",),
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.55,
        reason=IntakeReason.INTENTION,
        examples=("Iceland hopes, in addition, to reopen its embassy in Lima.",),
        counterexamples=("Iceland hopes to see peace.", "Iceland expects Norway to reopen its embassy."),
    ),
    Rule(
        "en-ready",
        "Somebody is ready, prepared, willing or set to do something.",
        "Alguien está listo, preparado o dispuesto a hacer algo.",
        ("ready|prepared|willing|eager|determined|poised|set|due|scheduled|proud|keen <aside>* to ~<verb>",),
        needs_be=True,
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.6,
        reason=IntakeReason.INTENTION,
        examples=(
            "Turkey is ready to host the next round of talks.",
            "Turkey stands ready, if asked, to host the next round of talks.",
        ),
        counterexamples=("Dinner was ready before noon.", "The minister was due to fly home."),
    ),
    Rule(
        "en-expressed",
        "Somebody expressed support, or that it is willing to do something.",
        "Alguien expresó su apoyo, o su disposición a hacer algo.",
        (
            "expressed|expresses|expressing|voiced|pledged|declared <possessive>? <any>? support|readiness|willingness|"
            "intention|desire|interest for|to|in ~<np>",
            "reaffirmed|reaffirms|reiterated|reiterates|renewed|confirmed <possessive>? <any>? readiness|willingness|"
            "intention|offer to ~<verb>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.INTENTION,
        confidence=0.6,
        reason=IntakeReason.INTENTION,
        examples=("Brazil expressed support for the reconstruction of the port of Beira.",),
        counterexamples=("Brazil expressed concern about the fighting.",),
    ),
    Rule(
        "en-explores",
        "Somebody explores, considers or may do something.",
        "Alguien explora, considera o puede que haga algo.",
        (
            "may|might <aside>* ~<action>",
            "exploring|considering|studying|examining|weighing|evaluating ~<np>",
            "explore|explores|considers|examines ~<np>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.EXPLORATORY,
        confidence=0.55,
        reason=IntakeReason.EXPLORATORY,
        examples=("Oman is considering a loan to Yemen.", "Serbia may join the patrols."),
        counterexamples=("The parties met in May.", "Considering the weather, the visit went well."),
    ),
    Rule(
        "en-is-setting-up",
        "A programme or body is told of as being set up or run.",
        "Se cuenta que un programa u organismo se está creando o aplicando.",
        (
            "implementing|launching|establishing|creating|developing|building|preparing|introducing|"
            "opening|setting up? "
            "~<founding>",
        ),
        needs_be=True,
        origin=Origin.DECLARED,
        confidence=0.6,
        reason=IntakeReason.RUNNING,
        examples=("The Ghanaian government is launching a national programme for returnees.",),
        counterexamples=("Workers are building a house in Tema.",),
    ),
    Rule(
        "en-is-to",
        "Somebody is to do something.",
        "Alguien ha de hacer algo.",
        ("is|are <aside>* to ~<action>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.6,
        reason=IntakeReason.WILL,
        examples=("Malta is to send two patrol boats to Libya.",),
        counterexamples=("The aim is to send a signal.",),
    ),
    Rule(
        "en-will-be-done",
        "Something will be done; who does it may not be said.",
        "Algo se hará; puede que no se diga quién lo hace.",
        ("will|shall <aside>* be <aside>* ~<participle>", "is|are to be <aside>* ~<participle>"),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.5,
        is_passive=True,
        reason=IntakeReason.PASSIVE,
        examples=("A joint customs post will be opened by Zambia.",),
        counterexamples=("The text will be long.",),
    ),
    Rule(
        "en-passive-would",
        "It was agreed or said that something would be done; of what merely would be, nothing is found.",
        "Se acordó o se dijo que algo se haría; de lo que solo sería, no se halla nada.",
        ("would <aside>* be <aside>* ~<participle>",),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.5,
        is_passive=True,
        reason=IntakeReason.PASSIVE,
        examples=("The Zambian minister said that a joint customs post would be opened.",),
        counterexamples=("A customs post would be welcomed by drivers.",),
    ),
    Rule(
        "en-will-be-met-with",
        "What one side does will be met with what the other gives.",
        "A lo que hace una parte responderá lo que da la otra.",
        ("will|shall be met|matched|answered|rewarded with|by ~<np>",),
        subject=Subject.WITHIN,
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.6,
        reason=IntakeReason.CONDITION,
        examples=("Every step towards peace will be met with full Swiss support.",),
        counterexamples=("The delegates will be met at the airport.",),
    ),
    Rule(
        "en-recommits",
        "Somebody affirmed anew that something goes on: reaffirmed support, renewed the partnership.",
        "Alguien reafirmó que algo sigue: reafirmó su apoyo, renovó la alianza.",
        (
            "reaffirmed|reaffirms|reaffirming|reiterated|reiterates|reiterating|renewed|renews "
            "<possessive> <any>? support for|to ~<np>",
        ),
        origin=Origin.DECLARED,
        strength=Strength.FIRM,
        confidence=0.5,
        reason=IntakeReason.COMMITMENT,
        examples=("Italy reiterated its support for the Tunisian coast guard.",),
        counterexamples=("Italy reiterated its protest.",),
    ),
)

_SAID = (
    "said|says|say|stated|states|told|added|adds|noted|notes|pointed|affirmed|affirms|"
    "declared|remarked|recalled|observed|"
    "revealed|indicated|mentioned|posted|wrote|tweeted|insisted|acknowledged|replied|replies|answered|warned|warns|"
    "stressed|conceded|asserted|contended|recognised|recognized|reported|confirmed|"
    "maintained|argued|claimed|suggested|explained"
)

STATEMENTS = (
    Rule(
        "en-denied",
        "Somebody denied or ruled something out.",
        "Alguien negó o descartó algo.",
        (
            "denied|denies|denying|dismissed|dismisses ~<np>",
            "denied|denies|denying <any>? <any>? <aside>* ~<that>",
            "ruled|rules|ruling out ~<np>",
            "ruled|rules|ruling out ~<that>",
            "rejected|rejects the? claims|reports|suggestions|accusations|criticism|allegations|rumours ~<np>",
            "denied|denies|denying|rejected|rejects|rejecting|dismissed|dismisses|dismissing <any>? <any>? <any>? "
            "claims|claim|reports|report|suggestions|suggestion|allegations|allegation|rumours|rumors|accusations|"
            "accusation|speculation|assertions ~<that>",
        ),
        gives=StatementKind.DENIAL,
        examples=(
            "The Serbian president denied any deal on transit.",
            "The Serbian president rejected claims that Serbia had agreed to open the corridor.",
        ),
        counterexamples=("Visas were denied in many cases.",),
    ),
    Rule(
        "en-clarified",
        "Somebody clarified how something is meant.",
        "Alguien aclaró cómo se entiende algo.",
        (
            "clarified|clarifies|clarifying ~<np>",
            "clarified|clarifies|clarifying ~<that>",
            "made|makes it? clear ~<that>",
        ),
        gives=StatementKind.CLARIFICATION,
        examples=("The Danish minister made clear that the talks were technical.",),
        counterexamples=("The sky cleared over Copenhagen.",),
    ),
    Rule(
        "en-praised",
        "Somebody praised, thanked or congratulated.",
        "Alguien elogió, agradeció o felicitó.",
        (
            "praised|praises|praising|thanked|thanks|thanking|commended|commends|commending|"
            "congratulated|congratulates|"
            "applauded|applauds|hailed|hails|lauded|lauds|appreciate|appreciates|appreciated ~<np>",
            "expressed|expresses|conveyed|voiced <possessive>? <any>? gratitude|thanks|appreciation|satisfaction "
            "~for|to|with|at",
        ),
        gives=StatementKind.PRAISE,
        examples=("The Thai minister praised Laos for its patience.",),
        counterexamples=("A much praised bridge stands there.",),
    ),
    Rule(
        "en-criticised",
        "Somebody criticised, condemned or accused.",
        "Alguien criticó, condenó o acusó.",
        (
            "criticised|criticized|criticises|criticizes|condemned|condemns|condemning|accused|accuses|denounced|"
            "denounces|deplored|deplores|blamed|blames|regretted|regrets|lamented|laments ~<np>",
            "expressed|expresses|voiced|voices <possessive>? <any>? concern|concerns|alarm|dismay|regret|outrage|worry "
            "~at|about|over|with|for|that",
            "called|calls <any>? <any>? <any>? ~unacceptable|unjustified|illegal|unfair|regrettable|deplorable",
            "described|describes <any>? <any>? <any>? <any>? as ~unacceptable|unjustified|illegal|unfair|regrettable",
        ),
        gives=StatementKind.CRITICISM,
        examples=(
            "The Armenian foreign minister condemned the closure of the corridor.",
            "The ministers voiced grave concern about the closure of the corridor.",
        ),
        counterexamples=("A condemned building was torn down.",),
    ),
    Rule(
        "en-disagreed",
        "Somebody disagreed with or objected to something.",
        "Alguien discrepó de algo o se opuso.",
        (
            "disagreed|disagrees|objected|objects with|to ~<np>",
            "opposed|opposes|rejected|rejects ~<np>",
            "expressed|voiced <any>? <any>? <any>? disagreement|opposition|objections with|to ~<np>",
        ),
        gives=StatementKind.DISAGREEMENT,
        examples=("The Irish prime minister rejected the tariffs.",),
        counterexamples=("The two opposed wings met.",),
    ),
    Rule(
        "en-demanded",
        "Somebody demanded something, or called for it.",
        "Alguien exigió o reclamó algo.",
        (
            "demanded|demands|demanding ~<np>",
            "called|calls|calling <adverb>* for ~<np>",
            "insisted|insists on ~<np>",
            "asked|asks|requested|requests <charged> to ~<verb>",
        ),
        gives=StatementKind.DEMAND,
        examples=(
            "Lebanon demanded the withdrawal of all troops.",
            "Lebanon asked the United Nations to extend its mission.",
        ),
        counterexamples=("The job demands patience.",),
    ),
    Rule(
        "en-urged",
        "Somebody urged, encouraged or advised another to act.",
        "Alguien instó, animó o aconsejó a otro a actuar.",
        (
            "urged|urges|urging|encouraged|encourages|encouraging|recommended|recommends|recommending|advised|advises "
            "~<np>",
            "recommended|recommends|advised|advises|urged|urges ~<that>",
            "called|calls|calling on|upon ~<np>",
        ),
        gives=StatementKind.RECOMMENDATION,
        examples=("The commissioner urged Albania to reform its courts.",),
        counterexamples=("An urge to travel overcame him.",),
    ),
    Rule(
        "en-offered",
        "Somebody offered or proposed something.",
        "Alguien ofreció o propuso algo.",
        (
            "offered|offers|offering|proposed|proposes|proposing|invited|invites ~<np>",
            "offered|offers|offering|proposed to ~<verb>",
        ),
        gives=StatementKind.OFFER,
        examples=("Turkey offered to mediate between the two.", "Iceland proposed a summit on fish stocks."),
        counterexamples=("The offer lapsed.",),
    ),
    Rule(
        "en-hopes",
        "Somebody hopes or wishes to do something: that is a view, until it is undertaken.",
        "Alguien espera o desea hacer algo: es una opinión, mientras no se comprometa.",
        (
            "hopes|hope|hoped|wishes|wish|wished|aspires|expects ~to",
            "voiced|expressed|expresses|voices the|its|their|his|her? hope|hopes|wish|confidence ~<that>",
            "would welcome|appreciate ~<np>",
        ),
        gives=StatementKind.VIEW,
        confidence=0.6,
        examples=("The Danish government hopes to see the talks succeed.",),
        counterexamples=("The hopes of many were high.",),
    ),
    Rule(
        "en-expected",
        "Somebody expects or foresees what others will do, or what will come: that binds nobody.",
        "Alguien espera o prevé lo que harán otros, o lo que vendrá: eso no obliga a nadie.",
        (
            "expects|expect|expected|anticipates|anticipated|predicts|predicted|foresees|forecasts|forecast ~<np>",
            "expects|expect|expected|anticipates|anticipated|predicts|predicted|foresees ~<that>",
        ),
        gives=StatementKind.FORECAST,
        confidence=0.6,
        examples=(
            "A senior Guatemalan official, who asked not to be named, expects Congress to approve the budget.",
            "The Danish minister predicted that the talks would fail.",
        ),
        counterexamples=("The expected vote was put off.", "A vote is expected in May."),
    ),
    Rule(
        "en-stressed",
        "Somebody stressed what it holds.",
        "Alguien subrayó lo que piensa.",
        (
            "stressed|stresses|stressing|emphasised|emphasized|emphasises|emphasizes|emphasising|"
            "emphasizing|underlined|underlines|underlining|"
            "underscored|underscores|underscoring|highlighted|highlights|highlighting|reaffirmed|reaffirms|reaffirming|"
            "reiterated|reiterates|reiterating|welcomed|welcomes|welcoming|described|describes|"
            "values|believes|considers|"
            "hoped|hopes ~<np>",
            "drew|draws|called|calls attention to ~<np>",
            "took|takes note ~of",
            "stressed|stresses|stressing|emphasised|emphasized|emphasising|emphasizing|underlined|"
            "underlining|underscored|highlighted|"
            "highlighting|reaffirmed|reiterated|believes|hopes|considers ~<that>",
        ),
        gives=StatementKind.VIEW,
        is_outset=True,
        examples=("The Greek foreign minister stressed that borders are not for sale.",),
        counterexamples=("A stressed rope broke.",),
    ),
    Rule(
        "en-announced-that",
        "Somebody announced or agreed that something will be: what follows is judged by itself.",
        "Alguien anunció o acordó que algo será: lo que sigue se juzga por sí mismo.",
        (
            "announced|announces|announce|announcing|agreed|agrees|decided <recipient>? ~<that>",
            "promised|promises|pledged|pledges|vowed|assured|assures|guaranteed|guarantees|undertook <recipient>? "
            "~<that>",
        ),
        gives=StatementKind.CLAIM,
        is_outset=True,
        confidence=0.4,
        examples=("Finland announced that prices have doubled.",),
        counterexamples=("Finland reopened two crossings.",),
    ),
    Rule(
        "en-was-agreed-that",
        "It was agreed or decided that something will be: what follows is judged by itself.",
        "Se acordó o se decidió que algo será: lo que sigue se juzga por sí mismo.",
        ("it was|is|has <aside>* been? agreed|decided|resolved <aside>* ~<that>",),
        gives=StatementKind.CLAIM,
        subject=Subject.NONE,
        is_outset=True,
        confidence=0.4,
        examples=("It was agreed that prices have doubled.",),
        counterexamples=("It was raining in Helsinki.",),
    ),
    Rule(
        "en-said",
        "Somebody said something.",
        "Alguien dijo algo.",
        (f"{_SAID}",),
        gives=StatementKind.CLAIM,
        is_outset=True,
        examples=("“Trade has doubled,” said the Indian minister.", "The Indian minister said that trade has doubled."),
        counterexamples=("Trade has doubled.",),
    ),
)
ENGLISH_RULES = (*PLEDGES, *STATEMENTS)

"""English, as reading needs it."""

import re

from app.intake.words.demonyms import ENGLISH as DEMONYMS
from app.intake.words.lexicon import Lexicon, phrases, words
from app.vocabulary import Origin, Strength

_NOT_GERUNDS = words(
    "during something nothing everything anything string spring morning evening wing king ring thing bring ceiling "
    "beijing"
)
_IRREGULAR = words(
    "made built set held given taken sent put paid met kept brought begun done spent lent cut shut led left found "
    "chosen drawn driven grown known overseen rebuilt shown sought taught told undertaken withdrawn won written run"
)
_PARTICIPLE = re.compile(r"[a-z-]{2,}ed")


def _is_gerund(low: str) -> bool:
    return low.endswith("ing") and len(low) > 4 and low not in _NOT_GERUNDS  # noqa: PLR2004 - "king", "ring"


def _is_participle(low: str) -> bool:
    return low in _IRREGULAR or _PARTICIPLE.fullmatch(low) is not None


ENGLISH = Lexicon(
    language="en",
    abbreviations=words(
        "mr mrs ms dr prof gen col lt maj sgt capt rev hon sen rep gov pres amb st jr sr no nos art arts para vol vs "
        "etc inc ltd co corp dept est approx ca cf fig jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n "
        "e.u p.m a.m i.e e.g d.c h.e"
    ),
    starters=words(
        "The A An In On At As By For From To With He She It They We You I This That These Those His Her Their Its Our "
        "Both All Some Many Most Each Such During After Before While When If Although However Moreover Furthermore "
        "According Also And But Under Upon There Here Since Until Meanwhile Earlier Later Additionally"
    ),
    determiners=words(
        "the a an this these those its his her their our my your all some any each every both other another "
        "several many more most few such new no"
    ),
    prepositions=words(
        "of in on at by for from to with within without into onto under over between among against about across "
        "through during after before around towards toward upon via per alongside behind beyond including regarding "
        "concerning despite throughout near amid"
    ),
    coordinators=words("and or as-well-as &"),
    subordinators=words(
        "while when where because although though if unless since whereas whether once until so than as but after "
        "before lest whenever wherever"
    ),
    relatives=words("which who whom whose"),
    that=words("that"),
    negations=words("not n't never no neither nor without cannot"),
    adverbs=words(
        "also now then already again further still soon once thus therefore both jointly together yesterday today "
        "earlier later furthermore moreover all each instead even just always often too"
    ),
    adverb_ending="ly",
    asides=phrases(
        """
        in turn
        in principle
        in addition
        in particular
        in parallel
        in the meantime
        in due course
        for its part
        for their part
        at the same time
        once more
        once again
        as well
        as appropriate
        as soon as possible
        where possible
        without delay
        """
    ),
    auxiliaries=words(
        "remains remain remained stands stand stood "
        "has have had having is are was were be been being will shall would should could may might must can do does "
        "did 've 'll 'd 're 'm"
    ),
    be=words("remains remain remained stands stand stood is are was were be been being 're 'm am"),
    hypothetical=words("would could 'd"),
    obligation=words("should must ought"),
    advising=words("should ought"),
    pronouns={
        "he": "person",
        "she": "person",
        "it": "side",
        "they": "sides",
        "we": "we",
        "i": "I",
        "both": "sides",
    },
    possessives={"his": "person", "her": "person", "its": "side", "their": "sides", "our": "we", "my": "I"},
    possession=words("'s ’ '"),
    of=words("of by from"),
    roles=phrases(
        """
        president
        vice president
        prime minister
        deputy prime minister
        cabinet secretary
        foreign minister
        foreign secretary
        foreign affairs minister
        defence minister
        defense minister
        finance minister
        interior minister
        trade minister
        energy minister
        minister of foreign affairs
        minister for foreign affairs
        minister of defence
        minister of defense
        minister of finance
        minister of the interior
        minister of trade
        minister of energy
        minister
        vice minister
        deputy minister
        secretary of state
        deputy secretary of state
        assistant secretary of state
        secretary of homeland security
        secretary of defense
        secretary of the treasury
        secretary-general
        secretary general
        director general
        director-general
        high representative
        high commissioner
        commissioner
        secretary
        deputy secretary
        undersecretary
        under secretary
        state secretary
        state minister
        minister of state
        deputy foreign minister
        vice foreign minister
        health minister
        education minister
        agriculture minister
        environment minister
        justice minister
        labour minister
        labor minister
        security minister
        transport minister
        home secretary
        defence secretary
        defense secretary
        chancellor
        premier
        king
        queen
        emir
        sultan
        crown prince
        prince
        sheikh
        pope
        ambassador
        special envoy
        envoy
        special representative
        governor
        mayor
        prosecutor
        senator
        speaker
        spokesperson
        spokesman
        spokeswoman
        press secretary
        chairman
        chairwoman
        chairperson
        chair
        executive director
        managing director
        president of the commission
        general
        leader
        head of state
        head of government
        attorney general
        chief of staff
        national security adviser
        national security advisor
        """
    ),
    bodies=words(
        "government administration ministry parliament congress cabinet presidency state country nation republic "
        "kingdom authorities side party delegation embassy department commission council"
    ),
    institutions=words(
        "ministry department agency commission council bank fund union organization organisation court office army "
        "corps police navy guard forces parliament congress senate secretariat committee association federation "
        "administration authority alliance league assembly programme institute foundation centre center university "
        "government kingdom republic group treasury bureau customs patrol nations"
    ),
    collectives=words(
        "sides parties leaders countries nations governments presidents ministers states participants members "
        "signatories delegations partners neighbours neighbors heads officials secretaries chancellors premiers "
        "administrations republics peoples"
    ),
    counting=words("both two three four five six seven eight all the these participating contracting"),
    agents=words(
        "services instructors trainers experts engineers technicians police troops soldiers forces guards doctors "
        "nurses teachers authorities ministries ministry agencies agency customs navy army parliament inspectors "
        "laboratories banks embassies embassy consulates diplomats ministers minister president"
    ),
    unnamed=words(
        "official officials source sources diplomat diplomats aide aides adviser advisor lawmaker lawmakers legislator "
        "legislators negotiator negotiators critic critics analyst analysts"
    ),
    anonymous=phrases("anonymity\nnot to be named\nnot to be identified\nto remain anonymous"),
    according=phrases("according to"),
    demonyms=DEMONYMS,
    joiners=words("of the for and de del la las los el al bin ibn von van der da dos e y di abu ul on"),
    not_names=words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december mr mrs ms dr sir madam article annex chapter section page paragraph"
    ),
    action_verbs=words(
        "accede accelerate accept achieve adopt advance advocate align allocate amend appoint approve arrange assist "
        "attract ban begin boost bring build carry cease coordinate co-operate collaborate combat commission complete "
        "conclude conduct consider consult continue contribute convene cooperate counter create curb cut deepen "
        "defend deliver demolish deploy designate develop disburse discuss dismantle disrupt distribute diversify "
        "donate double draft draw eliminate enact end enforce engage enhance ensure equip eradicate establish "
        "examine exchange exempt expand expedite explore export extend extradite facilitate fight finalise finalize "
        "finance foster found fulfil fulfill fund further give grant guarantee halt halve hand hire harmonise "
        "harmonize hold "
        "host identify implement impose improve increase initiate install integrate intensify introduce invest "
        "issue join keep launch lay lend lift limit lower maintain make manage meet mobilise mobilize modernise "
        "modernize monitor move negotiate normalise normalize offer open operate organise organize oversee pass pay "
        "phase pilot place plan prepare present preserve prevent procure produce prohibit promote propose protect "
        "provide publish "
        "purchase pursue put raise ratify reach reactivate rebuild receive recognise recognize reconstruct recruit "
        "reduce "
        "refrain register reinforce reinstate reintegrate reject release relocate remove renew reopen repair "
        "repatriate repeal replace report resettle resolve respect restore restart resume return review revise "
        "scale seek send share sign simplify slash speed stabilise stabilize stand start step stop streamline "
        "strengthen submit supply support suspend sustain tackle take terminate test tighten train transfer "
        "transform transition triple turn uphold upgrade use vaccinate visit withdraw withhold work"
    ),
    stative_verbs=words(
        "be have remain seem appear need want know like mean depend cost last stay belong matter become"
    ),
    describing=words("serve consist comprise include involve contain function mean"),
    exploratory_verbs=words(
        "explore consider study examine evaluate assess discuss investigate review analyse analyze weigh look "
        "exploring considering studying examining evaluating assessing discussing reviewing weighing explored"
    ),
    intention_verbs=words("seek aim try strive endeavour endeavor attempt plan hope intend work-towards aspire"),
    figurative_objects=words("future foundations foundation path chapter era era hope history dream destiny page"),
    doing_nouns=words(
        "support assistance cooperation collaboration increase reduction creation establishment construction expansion "
        "implementation withdrawal return release exchange deployment reform investment training protection "
        "participation ratification adoption introduction extension renewal resumption provision delivery opening "
        "removal suspension abolition ceasefire truce partnership escalation reintegration repatriation "
        "modernisation modernization development negotiation dialogue visit launch supply purchase transfer funding "
        "financing contribution disarmament strengthening"
    ),
    founding_nouns=words(
        "force command cell unit commission committee council programme program fund office centre center mechanism "
        "agency platform working-group group taskforce team initiative plan strategy framework institution embassy "
        "consulate court tribunal facility hub hotline network body secretariat dialogue corridor bank partnership "
        "consortium delegation mission desk"
    ),
    specific_verbs=words(
        "launch establish create open build send host sign ratify increase reduce double halve triple reinstate lift "
        "withdraw release return repatriate appoint publish pay disburse donate deliver deploy construct close cut "
        "exempt extradite fund finance purchase buy lend invest train vaccinate install complete convene join accede "
        "allocate contribute transfer supply provide restart resume reopen repeal adopt enact pass establish set "
        "submit exchange visit host organise organize hold travel assist hand hire recruit conclude"
    ),
    general_nouns=words(
        "relations ties cooperation stability prosperity peace security partnership friendship development dialogue "
        "efforts trust understanding democracy coordination growth support collaboration links bonds alliance"
    ),
    is_gerund=_is_gerund,
    is_participle=_is_participle,
    is_future=words("will shall 'll").__contains__,
    description_participles=words("used seen known called considered based located composed needed required felt"),
    futures=words("will 'll likely unlikely"),
    perfect=words("has have had did does do"),
    leading={
        **dict.fromkeys(words("agreed agree agrees decided decide resolved resolve"), (Origin.AGREED, Strength.FIRM)),
        **dict.fromkeys(
            words(
                "committed commit commits pledged pledge pledges undertake undertook will shall promised "
                "announced undertakes commitments"
            ),
            (Origin.DECLARED, Strength.FIRM),
        ),
        **dict.fromkeys(words("intend intends plan plans"), (Origin.DECLARED, Strength.INTENTION)),
    },
    none=words("any"),
    pluperfect=words("had"),
    was=words("was were"),
    ending_a_promise=words(
        "met kept honoured honored fulfilled broke broken dropped abandoned cancelled canceled shelved withdrew "
        "withdrawn reneged missed completed"
    ),
    recalling=words("recalled recalls recalling remembered"),
    money=words("dollars dollar euros euro pounds yen yuan rupees pesos quetzales francs crowns kroner kronor"),
    promising=words("assured assures promised promises pledged pledges vowed guaranteed guarantees agreed undertook"),
    following=words("following"),
    occasional=words("after before during following at upon"),
    placing=words("on in late early last this"),
    denying=phrases(
        """
        denied
        denies
        deny
        denying
        refuted
        refutes
        refuting
        ruled out
        rules out
        rule out
        ruling out
        """
    ),
    rejecting=words("rejected rejects reject rejecting dismissed dismisses dismiss dismissing disputed disputes"),
    alleged=words(
        "claims claim reports report suggestions suggestion allegations allegation rumours rumour rumors rumor "
        "accusations accusation speculation assertions assertion notion"
    ),
    untrue=phrases(
        """
        not true
        untrue
        false
        no truth
        not the case
        not correct
        not agreed
        not been agreed
        never agreed
        not decided
        """
    ),
    opposing=words("but while although though whereas"),
    adding=words("adding saying stating noting insisting explaining"),
    we_endings=(),
    evaluative=words(
        "importance important best better must deserve deserves believe believes value values key crucial vital "
        "essential great opportunity chance hope hopes hoped proud honour honor solution ally partner necessary "
        "priority unacceptable concern concerned strategic dedication leadership friendship committed significant "
        "historic clear commitment ties shared only obliged look view"
    ),
    courteous=words("thanked thanks thanking thank gratitude thankful grateful friendship brotherhood hospitality"),
    needing=words("need needs needed lack lacks lacking necessary necessity"),
    conditional=phrases(
        """
        if
        provided that
        provided
        on condition that
        on the condition that
        subject to
        as long as
        so long as
        once
        unless
        in return for
        in exchange for
        contingent on
        contingent upon
        depending on
        """
    ),
    including=phrases("including\nincluding through\nsuch as\namong them"),
    purpose=phrases(
        """
        in order to
        with the aim of
        with a view to
        with the goal of
        with the objective of
        so that
        so as to
        ensuring
        thereby
        which
        where
        who
        as part of
        as well as
        """
    ),
    acts=(
        ("restraint", words("refrain abstain cease halt stop ban prohibit forgo")),
        ("treaty_action", words("ratify accede ratification accession")),
        ("legislative", words("enact legislate repeal")),
        ("information_sharing", words("share exchange publish disclose notify inform publication sharing")),
        ("infrastructure", words("build construct rebuild reconstruct pave dredge construction reconstruction")),
        ("financial", words("pay lend invest fund finance disburse investment funding financing disbursement payment")),
        (
            "institutional",
            words("establish create launch found constitute reopen set establishment creation launch opening open"),
        ),
        (
            "process",
            words(
                "meet host convene negotiate draw review monitor propose nominate submit discuss consult visit attend "
                "hold "
                "present continue organise organize follow negotiation dialogue visit convening report appoint"
            ),
        ),
        (
            "operational",
            words(
                "increase reduce double halve triple shorten expand extend deploy patrol repatriate return accelerate "
                "resume designate simplify streamline digitise digitize regularise regularize vaccinate eliminate "
                "abolish cut lower raise speed expedite complete transfer release deport begin conduct carry use "
                "process inspect hire recruit increase reduction expansion extension repatriation abolition"
            ),
        ),
        (
            "in_kind",
            words(
                "provide supply donate deliver train second equip hand give send receive lend assist offer grant "
                "contribute training provision delivery donation supply place post posting"
            ),
        ),
        (
            "policy",
            words(
                "support protect combat counter fight curb promote defend uphold oppose recognise recognize respect "
                "lift waive exempt adopt align phase exempt allow permit allocate ring-fence prioritise prioritize"
            ),
        ),
        ("outcome", words("end eradicate achieve ensure")),
    ),
    general_acts=words("continue discuss negotiate consult follow monitor assist negotiation dialogue organise offer"),
    acts_on=(
        (
            words("submit send present pass adopt approve amend draft introduce table"),
            words("bill law laws legislation decree"),
            "legislative",
        ),
        (words("open start begin resume launch"), words("negotiations talks consultations dialogue"), "process"),
        (words("sign conclude"), words("treaty agreement convention protocol accord memorandum"), "treaty_action"),
        (
            words("provide give make send supply offer deliver"),
            words("data information intelligence maps access register lists"),
            "information_sharing",
        ),
        (
            words("open close"),
            words("crossing border borders market markets airspace traineeships places scholarships route routes"),
            "operational",
        ),
        (words("open close"), words("zone zones waters season"), "policy"),
        (words("open close reopen set"), words("road bridge port railway airport terminal"), "infrastructure"),
        (
            words("put make"),
            words("disposal available"),
            "in_kind",
        ),
        (
            words("plan explore study develop expand"),
            words("corridor metro port ports bridge railway"),
            "infrastructure",
        ),
        (words("send dispatch"), words("delegation mission envoy"), "process"),
        (words("exchange"), words("prisoners detainees students staff"), "operational"),
        (words("extend"), words("surveillance credit loan"), "in_kind"),
        (words("conclude"), words("talks negotiations"), "process"),
    ),
    kinds=(
        ("restraint", words("refrain abstain cease halt stop ban prohibit")),
        ("treaty_action", words("ratify accede treaty convention protocol ratification accession")),
        ("legislative", words("law laws legislation bill legislative statute")),
        ("information_sharing", words("information intelligence data share sharing")),
        (
            "infrastructure",
            words(
                "infrastructure road roads railway rail bridge bridges airport pipeline metro dam port ports highway"
            ),
        ),
        (
            "financial",
            words(
                "million billion trillion dollars euros loan loans grant grants invest investment "
                "investments funding fund finance financing lend pay disburse"
            ),
        ),
        (
            "institutional",
            words(
                "establish create launch programme program agency commission committee centre center "
                "office command force mechanism unit cell embassy close plan"
            ),
        ),
        (
            "process",
            words(
                "meet meeting summit host convene negotiate negotiations dialogue talks delegation "
                "consultations consult report submit visit work together continue"
            ),
        ),
        (
            "operational",
            words(
                "increase reduce double expand flights deploy patrols repatriate return release deport "
                "accelerate resume exports imports"
            ),
        ),
        (
            "in_kind",
            words("donate supply equipment doses vaccines train training experts personnel deliver send assist"),
        ),
        ("outcome", words("stability prosperity peace security relations ties")),
        (
            "policy",
            words(
                "support protect combat counter fight curb promote defend policy policies oppose uphold "
                "recognise recognize lift sanctions tariffs visa open"
            ),
        ),
    ),
)

"""Adjectives of countries, in English and in Spanish, with the code of the territory: "Guatemalan", "guatemalteca"."""

from collections.abc import Iterator, Mapping

_TABLE = """
af afghan afgano | al albanian albanés | dz algerian argelino | ad andorran andorrano | ao angolan angoleño
ar argentine,argentinian argentino | am armenian armenio | au australian australiano | at austrian austríaco,austriaco
az azerbaijani,azeri azerbaiyano | bs bahamian bahameño | bh bahraini bareiní | bd bangladeshi bangladesí
bb barbadian barbadense | by belarusian bielorruso | be belgian belga | bz belizean beliceño | bj beninese beninés
bt bhutanese butanés | bo bolivian boliviano | ba bosnian bosnio | bw botswanan botsuano | br brazilian brasileño
bn bruneian bruneano | bg bulgarian búlgaro | bf burkinabe burkinés | bi burundian burundés | kh cambodian camboyano
cm cameroonian camerunés | ca canadian canadiense | cv cape-verdean caboverdiano | td chadian chadiano
cl chilean chileno | cn chinese chino | co colombian colombiano | cg congolese congoleño | cr costa-rican costarricense
hr croatian croata | cu cuban cubano | cy cypriot chipriota | cz czech checo | dk danish danés | dj djiboutian yibutiano
ec ecuadorian,ecuadorean ecuatoriano | eg egyptian egipcio | sv salvadoran,salvadorean salvadoreño
er eritrean eritreo | ee estonian estonio | et ethiopian etíope | fj fijian fiyiano | fi finnish finlandés,finés
fr french francés | ga gabonese gabonés | gm gambian gambiano | ge georgian georgiano | de german alemán
gh ghanaian ghanés | gr greek griego | gt guatemalan guatemalteco | gn guinean guineano | gy guyanese guyanés
ht haitian haitiano | hn honduran hondureño | hu hungarian húngaro | is icelandic islandés | in indian indio
id indonesian indonesio | ir iranian iraní | iq iraqi iraquí | ie irish irlandés | il israeli israelí
it italian italiano | ci ivorian marfileño | jm jamaican jamaicano | jp japanese japonés | jo jordanian jordano
kz kazakh,kazakhstani kazajo | ke kenyan keniano | kw kuwaiti kuwaití | kg kyrgyz kirguís | la lao laosiano
lv latvian letón | lb lebanese libanés | lr liberian liberiano | ly libyan libio | lt lithuanian lituano
lu luxembourgish luxemburgués | mg malagasy malgache | mw malawian malauí | my malaysian malasio | mv maldivian maldivo
ml malian maliense | mt maltese maltés | mr mauritanian mauritano | mu mauritian mauriciano | mx mexican mexicano
md moldovan moldavo | mn mongolian mongol | me montenegrin montenegrino | ma moroccan marroquí
mz mozambican mozambiqueño | mm burmese,myanmar birmano | na namibian namibio | np nepalese,nepali nepalí
nl dutch neerlandés,holandés | nz new-zealand neozelandés | ni nicaraguan nicaragüense | ne nigerien nigerino
ng nigerian nigeriano | kp north-korean norcoreano | mk macedonian macedonio | no norwegian noruego | om omani omaní
pk pakistani pakistaní,paquistaní | ps palestinian palestino | pa panamanian panameño | py paraguayan paraguayo
pe peruvian peruano | ph philippine,filipino filipino | pl polish polaco | pt portuguese portugués
qa qatari catarí,qatarí
ro romanian rumano | ru russian ruso | rw rwandan ruandés | sa saudi saudí,saudita | sn senegalese senegalés
rs serbian serbio | sl sierra-leonean sierraleonés | sg singaporean singapurense | sk slovak eslovaco
si slovenian,slovene esloveno | so somali somalí | za south-african sudafricano | kr south-korean surcoreano
es spanish español | lk sri-lankan ceilandés | sd sudanese sudanés | ss south-sudanese sursudanés
sr surinamese surinamés
se swedish sueco | ch swiss suizo | sy syrian sirio | tw taiwanese taiwanés | tj tajik tayiko | tz tanzanian tanzano
th thai tailandés | tl timorese timorense | tg togolese togolés | tt trinidadian trinitense | tn tunisian tunecino
tr turkish turco | tm turkmen turkmeno | ug ugandan ugandés | ua ukrainian ucraniano | ae emirati emiratí
gb british británico | us american,u.s.,us estadounidense,norteamericano | uy uruguayan uruguayo | uz uzbek uzbeko
ve venezuelan venezolano | vn vietnamese vietnamita | ye yemeni yemení | zm zambian zambiano | zw zimbabwean zimbabuense
do dominican dominicano | eu european europeo | va vatican vaticano | xk kosovar kosovar
"""


def _entries() -> Iterator[tuple[str, list[str], list[str]]]:
    for entry in _TABLE.replace("\n", "|").split("|"):
        if entry.strip():
            code, english, spanish = entry.split()
            yield code, english.split(","), spanish.split(",")


def _forms(masculine: str) -> Iterator[str]:
    """Yield the genders and numbers of a Spanish adjective."""
    yield masculine
    if masculine.endswith("o"):
        yield from (masculine[:-1] + ending for ending in ("a", "os", "as"))
    elif masculine.endswith(("és", "ón", "án")):
        stem = masculine[:-2] + {"é": "e", "ó": "o", "á": "a"}[masculine[-2]] + masculine[-1]
        yield from (stem + ending for ending in ("a", "es", "as"))
    elif masculine.endswith("í"):
        yield from (masculine + ending for ending in ("es", "s"))
    else:
        yield masculine + ("s" if masculine[-1] in "aeiou" else "es")
        if masculine == "español":
            yield from ("española", "españolas")


ENGLISH: Mapping[str, str] = {one: code for code, english, _spanish in _entries() for one in english}
"""Adjectives in English, joined by hyphens where they are two words."""

SPANISH: Mapping[str, str] = {
    form: code for code, _english, spanish in _entries() for one in spanish for form in _forms(one)
}
"""Adjectives in Spanish, in all their forms."""

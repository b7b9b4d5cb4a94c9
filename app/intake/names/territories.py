"""Which country a name is that of, as texts write it."""

from functools import lru_cache

from app.values.codes.territories import territory_of

_ABBREVIATED = {
    "us": "us", "u.s.": "us", "u.s": "us", "usa": "us", "u.s.a.": "us", "uk": "gb", "u.k.": "gb", "eu": "eu",
    "e.u.": "eu", "uae": "ae", "drc": "cd", "dprk": "kp", "prc": "cn", "ee. uu.": "us", "ee.uu.": "us", "ee. uu": "us",
    "ee.uu": "us", "ee.\u00a0uu.": "us", "ue": "eu",
}  # fmt: skip
_NOT_COUNTRIES = frozenset({"washington", "america", "americas", "américa", "américas"})
_CAPITALS = {
    "ottawa": "ca", "london": "gb", "brussels": "eu", "washington": "us", "moscow": "ru", "beijing": "cn",
    "paris": "fr", "berlin": "de", "madrid": "es", "rome": "it", "tokyo": "jp", "seoul": "kr", "canberra": "au",
    "brasília": "br", "brasilia": "br", "bogotá": "co", "lima": "pe", "quito": "ec", "caracas": "ve",
    "havana": "cu", "pretoria": "za", "abuja": "ng", "nairobi": "ke", "cairo": "eg", "ankara": "tr", "riyadh": "sa",
    "doha": "qa", "tehran": "ir", "kyiv": "ua", "warsaw": "pl", "oslo": "no", "stockholm": "se",
    "copenhagen": "dk", "helsinki": "fi", "lisbon": "pt", "athens": "gr", "dublin": "ie", "vienna": "at",
    "jakarta": "id", "manila": "ph", "hanoi": "vn", "bangkok": "th", "islamabad": "pk", "kabul": "af",
    "accra": "gh", "kampala": "ug", "kigali": "rw", "addis ababa": "et", "dakar": "sn", "luanda": "ao", "maputo": "mz",
    "lusaka": "zm", "harare": "zw", "rabat": "ma", "tunis": "tn", "khartoum": "sd", "wellington": "nz",
    "kathmandu": "np", "dhaka": "bd", "budapest": "hu", "prague": "cz", "bucharest": "ro", "belgrade": "rs",
    "zagreb": "hr", "tirana": "al", "skopje": "mk", "bern": "ch", "yerevan": "am", "baku": "az", "tbilisi": "ge",
    "tashkent": "uz", "bishkek": "kg", "minsk": "by", "vilnius": "lt", "riga": "lv", "tallinn": "ee",
    "reykjavik": "is", "asunción": "py", "montevideo": "uy", "managua": "ni", "tegucigalpa": "hn",
    "baghdad": "iq", "londres": "gb", "bruselas": "eu", "moscú": "ru", "pekín": "cn", "parís": "fr",
    "berlín": "de", "roma": "it", "tokio": "jp", "lisboa": "pt", "varsovia": "pl", "el cairo": "eg",
}  # fmt: skip


def governed_from(name: str) -> str | None:
    """Return the code of the country whose government a capital stands for: "Ottawa will"; None where it is none."""
    return _CAPITALS.get(name.casefold())


@lru_cache(20_000)
def territory_named(name: str) -> str | None:
    """Return the code of the country that a name stands for, None where it is none."""
    low = name.casefold()
    if low in _ABBREVIATED:
        return _ABBREVIATED[low]
    if len(name) < 4 or low in _NOT_COUNTRIES or (name.isupper() and len(name) < 5):  # noqa: PLR2004 - codes, not names
        return None
    code = territory_of(name)
    # Parts of countries make no promises to states here, as little as what existed once.
    return code if code is not None and len(code) == 2 else None  # noqa: PLR2004 - ISO 3166-1

"""What the types of values find wrong with what was typed, sentence by sentence, as catalogs translate it."""


def _(message: str) -> str:
    """Return a message as it is: so marked, it comes into the catalogs."""
    return message


OF_VALUES: tuple[str, ...] = (
    _("Write a string: text between quotation marks."),
    _("Write a BCP 47 language tag with hyphens, such as es, es-419 or en-GB."),
    _("Write a territory's code in lower case, such as gt, us, xk or eu, or null."),
    _("Write the territory's code in lower case: '{code}'."),
    _("Write true or false."),
    _("Write a whole number in plain digits, such as 50."),
    _("Write an address of at most {limit} characters."),
    _("Write white space, invisible characters, '\"', '<', '>' and '\\' percent-encoded."),
    _("Write a full address that begins with https:// or http://."),
    _("Write the address without a user name and password."),
    _("Write an address with a valid host and port, such as https://www.state.gov/."),
    _("Write an object whose members are named by scheme and hold the code as a string."),
    _("Write at most {limit} schemes."),
    _("Write the scheme, a colon and the code in it, such as wikidata:Q774."),
    _("Write schemes as 1 to 50 lower-case letters a-z, digits, '_', '.' and '-', beginning with a letter or a digit."),
    _("Write a number in plain digits, such as 40, -2.5 or '1500000.75'."),
    _("Write at most {whole} digits before the point and {fraction} after it."),
    _("Write a whole number from 0 to {largest}."),
    _("Write a number of more than {digits} digits as a string."),
    _("Write at most {limit} characters (Unicode code points)."),
    _("Write Unicode characters only: no lone surrogates and no non-characters."),
    _("Leave out NUL and other control characters; long texts may hold line feeds and tabs."),
    _("Write at least one visible character."),
    _("Leave out U+202D and U+202E, which turn letters around."),
    _("Write this on one line, without tabs."),
    _("Write tags in lower case."),
    _("Write a tag as letters, digits, spaces, '-', '_' and '.', beginning with a letter or a digit."),
    _("Write at most {limit} combining marks (accents) in a row."),
    _("Write a date whose last day is known: give the interval, or the set, an end."),
    _("Write a date of at most {limit} characters."),
    _("Write one date, an interval such as 2024/2025, or one of several such as [2024,2026]."),
    _("Write the day alone, such as 2025-02-05, without a time."),
    _("Write '..' for an end that is open, such as 2025-02-12/.. or ../2025."),
    _("Write at least one end of the interval, or null where nothing is known."),
    _("Write the interval's earlier date first, such as 2025-02-05/2025-02-12."),
    _("Write a set as [2024-02..2024-03], [2024,2026], [..2024] or [2024..], without spaces."),
    _("Write the earlier date of a range first, such as [2024-02..2024-03]."),
    _("Write a year from 0001 to 9999, with four digits."),
    _("Write a month from 01 to 12, or a season from 21 to 41 without a day."),
    _("Write a day which that month has, or the month alone."),
    _("Write a day of the calendar as YYYY-MM-DD, such as 2025-02-05."),
    _("Write an instant as RFC 3339 with 'Z' or an offset, such as 2025-02-05T17:30:00Z."),
    _("Give the instant a time zone."),
    _("Write seconds from 00 to 59: leap seconds are not kept."),
)
"""What the types of values ask for: of each the whole sentence, with what stands in it in braces."""

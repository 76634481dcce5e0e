"""What single answers of a lead mean: sizes, amounts, kinds of client, warmth, countries."""

import re

from .lead_form import FieldRefused

#: The least people of each band of company sizes, the largest first.
SIZE_BANDS = (250, 50, 10, 1)
COMPANY_WORDS = {"company", "b2b", "business", "corporate", "organization"}
PRIVATE_WORDS = {"private", "b2c", "person", "individual", "private_person"}
#: How warm a lead is, as crm's stars have it.
PRIORITY_WORDS = {
    "0": ("low", "cold"),
    "1": ("medium", "warm"),
    "2": ("high", "hot"),
    "3": ("very_high", "very_hot"),
}
#: Countries often called by letters that are not their code.
COUNTRY_CODES = {"UK": "GB", "USA": "US", "UAE": "AE", "EL": "GR"}


def size_band(text):
    """Return the band of a company's size, or ``None`` where the text says none.

    >>> [size_band(text) for text in ("7", "10-49", "11 to 50", "1 000+", "250 and more")]
    ['1', '10', '10', '250', '250']
    >>> [size_band(text) for text in ("0", "many", "")]
    [None, None, None]
    """
    number = re.match(r"\D*(\d+(?:[ ,.’']\d{3})*)", text)
    people = int(re.sub(r"\D", "", number[1])) if number else 0
    return next((str(least) for least in SIZE_BANDS if people >= least), None)


def amount(text):
    """Return a sum of money as it is written in various countries.

    >>> [amount(text) for text in ("1200", "1 200.50", "1,200.50", "1.200,50", "0,5", "1,200")]
    [1200.0, 1200.5, 1200.5, 1200.5, 0.5, 1200.0]
    >>> amount("about a thousand")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    FieldRefused: expected_revenue: not_amount
    """
    digits = re.sub(r"[\s’']", "", text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}|\d+,\d+", digits):
        digits = digits.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(\.\d{1,6})?", digits):
        raise FieldRefused("expected_revenue", "not_amount")
    return float(digits)


def client_type(text):
    """Return whether a client is a company or a private person, ``None`` if unsaid.

    >>> client_type("B2B"), client_type("Private person"), client_type("dog")
    ('company', 'private', None)
    """
    word = re.sub(r"\W+", "_", text.lower())
    if word in COMPANY_WORDS:
        return "company"
    return "private" if word in PRIVATE_WORDS else None


def priority(text):
    """Return how many stars a lead has, as crm writes it, ``None`` where it says none.

    >>> priority("2"), priority("Warm"), priority("very high"), priority("9")
    ('2', '1', '3', None)
    """
    word = re.sub(r"\W+", "_", text.lower())
    return next(
        (stars for stars, words in PRIORITY_WORDS.items() if word in (stars, *words)),
        None,
    )


def country_code(text):
    """Return a country's code of two letters where the text is one, else ``None``.

    >>> country_code("be"), country_code("UK"), country_code("Belgium")
    ('BE', 'GB', None)
    """
    code = text.upper().replace(".", "")
    code = COUNTRY_CODES.get(code, code)
    return code if re.fullmatch("[A-Z]{2}", code) else None


def is_email(text):
    """Tell whether a text may be one e-mail address: who and where, with a dot.

    >>> [is_email(text) for text in ("ann@example.com", "ann@", "@example.com", "ann@home")]
    [True, False, False, False]
    """
    return bool(re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", text))


def split_tags(text):
    """Return the tags of a list.

    >>> split_tags("Hot, fair;  hot,")
    ['Hot', 'fair']
    """
    tags = {}
    for tag in re.split("[,;]", text):
        tags.setdefault(tag.strip().lower(), tag.strip())
    return [tag for tag in tags.values() if tag]


def person_name(known):
    """Return a person's name from its parts, and what of them it leaves out.

    >>> person_name({"first_name": "Ann", "last_name": "Lee"})
    ('Ann Lee', [])
    >>> person_name({"name": "Ann Lee", "first_name": "Ann", "last_name": "Smith"})
    ('Ann Lee', [('last_name', 'Smith')])
    """
    parts = [
        (part, known[part]) for part in ("first_name", "last_name") if known.get(part)
    ]
    if not known.get("name"):
        return " ".join(text for _part, text in parts), []
    words = known["name"].lower()
    return known["name"], [pair for pair in parts if pair[1].lower() not in words]

"""What a subject is made of: its words, its length, and what else it does.

>>> subject = read("{{ object.contact_name or 'Friend' }}, 3 reasons to look? 🎁")
>>> subject.words
('reasons', 'to', 'look')
>>> subject.length, subject.band
(20, 'short')
>>> sorted(subject.traits)
['emoji', 'name', 'number', 'question']

Words are told apart in any script that puts something between them; case does not
matter, and marks belong to their letters:

>>> read("L'été des PRIX, l'été!").words
("l'été", 'des', 'prix')
>>> read("می‌خواهید بدانید؟").words == ("می‌خواهید", "بدانید")
True
>>> read("सस्ती मशीनें").words
('सस्ती', 'मशीनें')

What a placeholder is filled with is not known: it has no words and no length.

>>> read("{{ object.x }}").length, read("{{ object.x }}").traits, read(None).words
(0, frozenset(), ())
"""

import re
import unicodedata
from dataclasses import dataclass

#: Longest subject of each band, in characters; phones cut what is longer than the third.
BANDS = (("short", 30), ("middle", 50), ("long", 70))
LONGEST = "cut"
TRAITS = ("question", "number", "emoji", "name")
#: Letters alone are no words.
FEWEST_LETTERS = 2
#: Between two letters they are part of the word.
JOINERS = "'’\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
NAME = re.compile(r"\b\w*name\b")
QUESTION = re.compile("[?\N{ARABIC QUESTION MARK}\N{FULLWIDTH QUESTION MARK}\u037e]")
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3\ufe0f\u20e3]"
)


@dataclass(frozen=True)
class Subject:
    """Its different words in their order, its length in characters, and its traits."""

    words: tuple
    length: int
    band: str
    traits: frozenset


def read(text):
    """Take a subject apart.

    :param str text: as it was written, placeholders and all; None counts as empty
    :return: :class:`Subject`
    """
    text = unicodedata.normalize("NFC", text or "")
    plain = " ".join(PLACEHOLDER.sub(" ", text).split()).strip(" ,")
    length = sum(_is_seen(character) for character in plain)
    signs = {
        "question": QUESTION.search(plain),
        "number": any(character.isdecimal() for character in plain),
        "emoji": EMOJI.search(plain),
        "name": any(NAME.search(inner) for inner in PLACEHOLDER.findall(text)),
    }
    return Subject(
        words=tuple(dict.fromkeys(_split(plain.casefold()))),
        length=length,
        band=get_band(length),
        traits=frozenset(name for name in TRAITS if signs[name]),
    )


def get_band(length):
    """Return the band a length belongs to.

    >>> [get_band(length) for length in (30, 31, 70, 71)]
    ['short', 'middle', 'long', 'cut']
    """
    return next((name for name, longest in BANDS if length <= longest), LONGEST)


def _is_seen(character):
    """Tell whether a character takes a place: marks and joiners stand on their letter."""
    return unicodedata.category(character) not in ("Mn", "Me", "Cf")


def _split(text):
    word = ""
    for character in text + " ":
        if unicodedata.category(character)[0] in "LM" or (
            word and character in JOINERS
        ):
            word += character
            continue
        word = word.strip(JOINERS)
        if sum(letter.isalpha() for letter in word) >= FEWEST_LETTERS:
            yield word.replace("’", "'")
        word = ""

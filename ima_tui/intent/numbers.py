"""Numbers as people write them: digits, English words, Chinese numerals."""

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
_DIGITS = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}

PATTERN = (
    r"(?:(?<![a-z0-9.:])\d{1,5}(?:\.\d{1,2})?|(?<![a-z])(?:"
    + "|".join(sorted(WORDS, key=lambda word: -len(word)))
    + r")(?![a-z])|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
)
"""Matches one number."""


def number_of(text: str) -> int | float:
    """Return the value of a match of ``PATTERN``."""
    if text in WORDS:
        return WORDS[text]
    if text[0].isdecimal():
        number = float(text)
        return int(number) if number.is_integer() else number
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)

"""Check characters of ISO/IEC 7064: they catch every single wrong character and nearly every swap."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SEPARATORS = str.maketrans("", "", "-/ .")


def _characters(text: str) -> str:
    characters = text.upper().translate(SEPARATORS)
    if not characters or any(character not in ALPHABET for character in characters):
        raise ValueError(f"A reference holds letters A to Z and digits, not {text!r}.")
    return characters


def check_digit(text: str) -> str:
    """The check character of `text` by ISO/IEC 7064 MOD 37,36 (hybrid system, one letter or digit).

    Lower case counts as upper case; hyphen, slash, dot and space do not count. Raises ValueError for other
    characters or nothing.
    """
    product = 36
    for character in _characters(text):
        total = (product + ALPHABET.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALPHABET[(37 - product) % 36]


def is_checked(text: str) -> bool:
    """Whether the last character of `text` is the check character of what stands before it."""
    try:
        characters = _characters(text)
        return len(characters) > 1 and check_digit(characters[:-1]) == characters[-1]
    except ValueError:
        return False


def check_digit_11_2(digits: str) -> str:
    """The check character of a string of digits by ISO/IEC 7064 MOD 11-2: ``0`` to ``9`` or ``X``.

    The system of the Mainland's eighteen-digit identity numbers (GB 11643). Raises ValueError for other
    characters than digits, or nothing.
    """
    if not digits or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"Only digits have a check character here, not {digits!r}.")
    product = 0
    for digit in digits:
        product = (product + int(digit)) * 2 % 11
    return "0123456789X"[(12 - product) % 11]

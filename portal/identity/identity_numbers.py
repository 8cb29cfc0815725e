"""Numbers of identity papers: form, check digit where the issuer publishes one, and the key that is compared.

Pure functions on text. Every check finds typing errors; none proves who somebody is.

Sources: Hong Kong identity card and residence permit with check digits (GB 11643 for the permit and the
Mainland identity card); Macao resident identity card, travel permit, passports and company numbers by format
only, because no official algorithm is public.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

HKID_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)
GB11643_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
GB11643_DIGITS = "10X98765432"

FORM = "form"
CHECK = "check"
DATE = "date"
UNKNOWN_KIND = "kind"


@dataclass(frozen=True)
class Reading:
    """What a number turned out to be.

    ``key`` is compared and indexed (without check digit where it is not part of the number); ``shown`` is the
    usual way of writing it; ``fault`` is None, ``form``, ``check``, ``date`` or ``kind``; ``checked`` tells
    whether a check digit was verified or only the form.
    """

    key: str
    shown: str
    fault: str | None = None
    checked: bool = False

    @property
    def is_good(self) -> bool:
        return self.fault is None


def tidy(text: str) -> str:
    """Full-width characters made narrow, letters made capital, spaces and dashes taken out.

    Digits of other scripts stay as they are and are refused: they would hide a number from comparison.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-–—·.]", "", folded)


def _faulty(text: str, fault: str) -> Reading:
    return Reading(key=text, shown=text, fault=fault)


def read_hkid(text: str) -> Reading:
    """Hong Kong identity card: one or two letters, six digits, check digit in brackets.

    A=10 … Z=35, a missing first letter counts 36; weights 9 to 2, the check digit (A=10) weighs 1; the sum is
    a multiple of 11. The digit in brackets is not part of the number, so ``key`` leaves it out.
    """
    found = re.fullmatch(r"([A-Z]{1,2})(\d{6})\(?([0-9A])\)?", text, re.ASCII)
    if not found:
        return _faulty(text, FORM)
    letters, digits, check = found.groups()
    values = (
        [36] * (2 - len(letters))
        + [ord(letter) - 55 for letter in letters]
        + [int(digit) for digit in digits]
    )
    total = sum(weight * value for weight, value in zip(HKID_WEIGHTS, values, strict=True))
    total += 10 if check == "A" else int(check)
    shown = f"{letters}{digits}({check})"
    return Reading(letters + digits, shown, None if total % 11 == 0 else CHECK, checked=True)


def gb11643_check_digit(first_seventeen: str) -> str:
    """The eighteenth character of a number after GB 11643: 0 to 9 or X."""
    total = sum(weight * int(digit) for weight, digit in zip(GB11643_WEIGHTS, first_seventeen, strict=True))
    return GB11643_DIGITS[total % 11]


def _read_gb11643(text: str, pattern: str) -> Reading:
    if not re.fullmatch(pattern, text, re.ASCII):
        return _faulty(text, FORM)
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return _faulty(text, DATE)
    good = gb11643_check_digit(text[:17]) == text[17]
    return Reading(text, text, None if good else CHECK, checked=True)


def read_residence_permit(text: str) -> Reading:
    """Residence permit: address 810000 (Hong Kong), 820000 (Macao) or 830000 (Taiwan); 18 characters after GB
    11643.
    """
    return _read_gb11643(text, r"8[123]0000\d{11}[0-9X]")


def read_prc_id(text: str) -> Reading:
    """Mainland resident identity card: 18 characters after GB 11643."""
    return _read_gb11643(text, r"[1-6]\d{16}[0-9X]")


def read_macao_bir(text: str) -> Reading:
    """Macao resident identity card: seven digits beginning with 1, 5 or 7, one more in brackets.
    Form only.
    """
    found = re.fullmatch(r"([157])/?(\d{6})/?\(?([0-9A])\)?", text, re.ASCII)
    if not found:
        return _faulty(text, FORM)
    first, six, last = found.groups()
    return Reading(first + six + last, f"{first}{six}({last})")


def read_travel_permit(text: str) -> Reading:
    """Mainland travel permit: H or M and eight lifelong digits; two digits of renewal may follow.
    Form only.
    """
    if not re.fullmatch(r"[HM]\d{8}(\d{2})?", text, re.ASCII):
        return _faulty(text, FORM)
    return Reading(text[:9], text)


def _by_form(pattern: str) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        return Reading(text, text) if re.fullmatch(pattern, text, re.ASCII) else _faulty(text, FORM)

    return read


#: Company numbers by a lenient form: no algorithm or length was confirmed from an official source.
READERS: dict[str, Callable[[str], Reading]] = {
    "hkid": read_hkid,
    "residence-permit": read_residence_permit,
    "macao-bir": read_macao_bir,
    "mainland-travel-permit": read_travel_permit,
    "prc-id": read_prc_id,
    "passport": _by_form(r"[A-Z0-9]{6,12}"),
    "hk-cr": _by_form(r"[A-Z]?\d{6,8}"),
    "hk-br": _by_form(r"\d{8}(\d{3}(\d{4}[0-9A-Z])?)?"),
    "macao-commercial": _by_form(r"\d{1,6}(\(?[A-Z]{2}\)?)?"),
}


def read(kind: str, text: str) -> Reading:
    """Read the number of a paper of this kind; the text may be written in any usual way."""
    reader = READERS.get(kind)
    return reader(tidy(text)) if reader else _faulty(tidy(text), UNKNOWN_KIND)

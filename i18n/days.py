"""A day as a court's letter writes it, in each language."""

from __future__ import annotations

from datetime import date

from i18n import languages

MONTHS: dict[str, tuple[str, ...]] = {
    "pt": ("Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho", "Julho", "Agosto", "Setembro", "Outubro",
           "Novembro", "Dezembro"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def told_day(code: str, on: date) -> str:
    """A day as a letter writes it. Raises KeyError for an unknown language."""
    if code in MONTHS:
        joint = " de " if code == "pt" else " "
        return f"{on.day}{joint}{MONTHS[code][on.month - 1]}{joint}{on.year}"
    if code not in languages.CODES:
        raise KeyError(code)
    return f"{on.year}年{on.month}月{on.day}日"

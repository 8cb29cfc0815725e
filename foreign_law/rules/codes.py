"""The Macao codes: each is a work apart from the act that approves it.

Approving acts: Código Penal, Decreto-Lei 58/95/M; Civil, 39/99/M; Comercial, 40/99/M; Processo Civil,
55/99/M; Processo Penal, 48/96/M; Procedimento Administrativo, 57/99/M; Notariado, 62/99/M;
Registo Civil, 59/99/M; Processo Administrativo Contencioso, 110/99/M.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A code under its two official names and its approving act."""

    slug: str
    portuguese: str
    chinese: str
    approved_by: str

    @property
    def citation_id(self) -> str:
        """``mo:codigo-penal``."""
        return f"mo:{self.slug}"


CODES: tuple[Code, ...] = (
    Code("codigo-processo-penal", "Código de Processo Penal", "刑事訴訟法典", "mo:decreto-lei:48:96-m"),
    Code("codigo-processo-civil", "Código de Processo Civil", "民事訴訟法典", "mo:decreto-lei:55:99-m"),
    Code(
        "codigo-processo-administrativo-contencioso",
        "Código de Processo Administrativo Contencioso",
        "行政訴訟法典",
        "mo:decreto-lei:110:99-m",
    ),
    Code(
        "codigo-procedimento-administrativo",
        "Código do Procedimento Administrativo",
        "行政程序法典",
        "mo:decreto-lei:57:99-m",
    ),
    Code("codigo-registo-civil", "Código do Registo Civil", "民事登記法典", "mo:decreto-lei:59:99-m"),
    Code("codigo-notariado", "Código do Notariado", "公證法典", "mo:decreto-lei:62:99-m"),
    Code("codigo-comercial", "Código Comercial", "商法典", "mo:decreto-lei:40:99-m"),
    Code("codigo-penal", "Código Penal", "刑法典", "mo:decreto-lei:58:95-m"),
    Code("codigo-civil", "Código Civil", "民法典", "mo:decreto-lei:39:99-m"),
)
_SIMPLIFIED = str.maketrans("訴訟記證", "诉讼记证")


def _pattern(code: Code) -> str:
    chinese = {code.chinese, code.chinese.translate(_SIMPLIFIED)}
    plain = code.portuguese.replace("ó", "[óo]")
    return "|".join([plain, *sorted(chinese)])


NAMES = re.compile("|".join(f"(?P<c{n}>{_pattern(code)})" for n, code in enumerate(CODES)), re.IGNORECASE)


AMBIGUOUS = "民法典"
"""Also the name of the Mainland's Civil Code: taken as Macao's only where the context says so."""


def code_of(match: re.Match[str]) -> Code:
    """The code whose name :data:`NAMES` found."""
    return CODES[int((match.lastgroup or "c0")[1:])]


def code_named(title: str) -> Code | None:
    """The code whose name opens a title: ``Código Penal (Decreto-Lei …)``, not ``Decreto-Lei … (Código …)``."""
    match = NAMES.match(title.strip().lstrip("《「").strip())
    return code_of(match) if match else None

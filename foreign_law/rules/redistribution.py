"""What may be given out in bulk before anybody has decided: only what its publisher's terms are known to allow.

DATA.GOV.HK's terms of use let Hong Kong e-Legislation data be passed on, commercially or not, with attribution.
The portal's own glossary and its fictitious demonstration are its own. Of everything else nothing is presumed.
"""

from __future__ import annotations

from dataclasses import dataclass

HONG_KONG = "Department of Justice, Hong Kong: Hong Kong e-Legislation"
MACAO = "Imprensa Oficial, Macao"
OWN = "portal"
PUBLISHERS = frozenset({HONG_KONG, MACAO, OWN})
"""Whose texts the portal knows by their own form: a file in another form is theirs only where the operator vouches for it."""


@dataclass(frozen=True)
class Standing:
    """Whether it may be given out, and under which licence or terms (empty where none is known)."""

    allowed: bool
    licence: str


DEFAULTS: dict[str, Standing] = {
    OWN: Standing(True, "Apache License 2.0"),
    HONG_KONG: Standing(True, "DATA.GOV.HK Terms of Use (attribution)"),
}
NOTHING_KNOWN = Standing(False, "")


def standing(publisher: str, *, decided: Standing | None = None) -> Standing:
    """What holds for the sources of a publisher: staff's decision, else the default, else no."""
    return decided or DEFAULTS.get(publisher, NOTHING_KNOWN)

"""The names of the courts of Hong Kong and Macao, in the reader's language, by the codes of their citations."""

from __future__ import annotations

from django.utils.translation import gettext as _


def known_court(code: str) -> str:
    """The name of a court by its code; "" where the portal knows none, as for the courts of the Mainland."""
    names = {
        "hkcfa": _("Court of Final Appeal"), "hkca": _("Court of Appeal"), "hkcfi": _("Court of First Instance"),
        "hkct": _("Competition Tribunal"), "hkdc": _("District Court"), "hkfc": _("Family Court"),
        "hkldt": _("Lands Tribunal"), "hklat": _("Labour Tribunal"), "hksct": _("Small Claims Tribunal"),
        "hkoat": _("Obscene Articles Tribunal"), "hkmagc": _("Magistrates’ Courts"), "hkcrc": _("Coroner’s Court"),
        "tui": _("Court of Final Appeal (Macao)"), "tsi": _("Court of Second Instance (Macao)"),
        "tjb": _("Court of First Instance (Macao)"), "ta": _("Administrative Court (Macao)"),
    }  # fmt: skip
    return names.get(code, "")

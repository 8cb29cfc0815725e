"""How the instruments behind a statement on the choice of law are named in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Short name: the instrument's name. What staff enter under another name is shown as they wrote it.
INSTRUMENTS: dict[str, str | Promise] = {
    "law": gettext_lazy("Law on the Application of Law to Foreign-related Civil Relations (2010)"),
    "interp1": gettext_lazy("SPC, Interpretation (I) on the Law on the Application of Law (amended 2020)"),
    "interp2": gettext_lazy("SPC, Interpretation (II) on the Law on the Application of Law (2023)"),
    "cpl": gettext_lazy("Civil Procedure Law (2023)"),
    "cpi": gettext_lazy("SPC, Interpretation of the Civil Procedure Law (2022)"),
    "macao2020": gettext_lazy("Arrangement with Macao on service and taking of evidence (2020)"),
    "reply2025": gettext_lazy("SPC, Reply of 14 February 2025 (text not held)"),
}


def source_words(instrument: str, article: str) -> str:
    """The instrument and its article in the language of the page."""
    name = str(INSTRUMENTS.get(instrument, instrument))
    if not article:
        return name
    return _("%(instrument)s, art. %(article)s") % {"instrument": name, "article": article}

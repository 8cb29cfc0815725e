"""The court's notice that a power of attorney has ended, for a side that has no account (CPL art. 63)."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from portal.cases.models import Case
from portal.documents.pdf import render_pdf
from portal.power_of_attorney.models import PowerOfAttorney

COURT_LANGUAGE = "zh-hans"
TEMPLATE = "power_of_attorney/keeping_notice_print.html"


def notice_of_end(power: PowerOfAttorney, *, language: str, at: datetime) -> bytes:
    """The notice as PDF, in the court's language and in that of the reader where it is another.

    It names the case, the side and the agents, the day and the ground; no identity number stands in it.

    :raises TofuRefused: a name has a character that no embedded font holds.
    """
    second = language if language != COURT_LANGUAGE else None
    with translation.override(COURT_LANGUAGE):
        title = _("Notice of the end of a power of attorney")
    agencies = power.agencies.select_related("representation")
    context = {
        "power": power, "case": _case_of(power), "at": at,
        "faces": [COURT_LANGUAGE, *([second] if second else [])],
        "agents": [agency.representation for agency in agencies], "ending": getattr(power, "ending", None),
    }  # fmt: skip
    return render_pdf(TEMPLATE, context, COURT_LANGUAGE, second, title=title)


def _case_of(power: PowerOfAttorney) -> Case | None:
    return Case.objects.filter(pk=power.case_id).first() if power.case_id is not None else None

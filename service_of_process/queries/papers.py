"""The court's papers as others meet them: the code that stands on each, and what the public check answers."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.verification.check_codes import check_code
from portal.verification.papers import end_of, never_issued, on_record, with_code
from portal.verification.registry import Answer
from service_of_process.models import CertificateOfService, Confirmation, EvidenceLetter, Leg, PaperMade
from service_of_process.rules.papers import CERTIFICATE, DOSSIER, FORMS, NON_SERVICE, LegFacts, possible


def check_code_of(paper: PaperMade) -> str:
    """The code that stands on the paper beside its number; the number alone opens nothing."""
    return check_code("service.paper_check", str(paper.pk))


def answer(number: str, on: date, code: str = "") -> Answer:
    """Whether the paper with this number and this code is on record on that day, and whether it still holds.

    The code is the one on the paper, or the first 16 or more digits of the SHA-256 of the file. No name is told; an
    unknown number and a wrong code are answered alike.
    """
    rows = PaperMade.objects.filter(made_at__lt=end_of(on)).select_related("matter__court", "leg")
    papers = rows.filter(matter__reference=number) | rows.filter(leg__reference=number)
    paper = with_code(papers.distinct(), code, check_code_of)
    if paper is None:
        return never_issued()
    lapsed = _("This paper is on record, but what it certifies no longer holds on this date.")
    return on_record(
        paper, name=str(paper.get_form_display()), court=str(paper.matter.court),
        lapsed="" if _holds(paper, on) else lapsed,
    )  # fmt: skip


def _holds(paper: PaperMade, on: date) -> bool:
    """Whether what a certificate said is still so: its confirmation not superseded, its proof not rectified."""
    if paper.form not in (CERTIFICATE, NON_SERVICE) or paper.leg_id is None:
        return True
    confirmed = Confirmation.objects.filter(leg=paper.leg_id, confirmed_at__lte=paper.made_at)
    held = confirmed.order_by("-confirmed_at").first()
    if paper.form == CERTIFICATE and held is not None:
        return not _was_by(held.superseded_at, on)
    later = CertificateOfService.objects.filter(
        leg=paper.leg_id, replaced_by=None, entered_at__gt=paper.made_at
    )
    return not any(_was_by(row.entered_at, on) for row in later)


def _was_by(moment: datetime | None, on: date) -> bool:
    return moment is not None and timezone.localdate(moment) <= on


def forms_possible(leg: Leg) -> list[str]:
    """The papers that can be made of a leg now, in the order of the form set."""
    facts = _facts_of(leg)
    return [form for form in FORMS if form != DOSSIER and possible(form, facts)]


def _facts_of(leg: Leg) -> LegFacts:
    held = leg.certificates.filter(replaced_by=None).values_list("is_served", flat=True).first()
    return LegFacts(
        leg.channel, leg.state, is_sent=leg.dispatched_date is not None, goes_up=leg.upper_court_id is not None,
        has_evidence_letter=EvidenceLetter.objects.filter(matter=leg.matter_id).exists(),
        has_supplement=leg.supplements.exists(), has_hand_over=leg.hand_overs.exists(), proof=held,
    )  # fmt: skip

"""The court's papers as others meet them: the code that stands on each, and what the public check answers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from hmac import compare_digest

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.seals.blind_index import blind_index
from portal.verification.registry import Answer, Standing
from service_of_process.models import CertificateOfService, Confirmation, EvidenceLetter, Leg, PaperMade
from service_of_process.rules.papers import CERTIFICATE, DOSSIER, FORMS, NON_SERVICE, LegFacts, possible

CODE_DIGITS = 12  # of the keyed digest: 48 bits, at 30 tries in five minutes from one address
DIGEST_DIGITS = 16  # of the SHA-256 of a file that somebody holds


def check_code_of(paper: PaperMade) -> str:
    """The code that stands on the paper beside its number: twelve hexadecimal digits in three groups.

    It is computed with a key of the portal and stored nowhere; the number alone opens nothing.
    """
    digits = blind_index("service.paper_check", str(paper.pk))[:CODE_DIGITS].upper()
    return "-".join(digits[place : place + 4] for place in range(0, CODE_DIGITS, 4))


def answer(number: str, on: date, code: str = "") -> Answer:
    """Whether the paper with this number and this code is on record on that day, and whether it still holds.

    The code is the one on the paper, or the first 16 or more digits of the SHA-256 of the file. No name is told; an
    unknown number and a wrong code are answered alike.
    """
    paper = _found(number, on, code)
    if paper is None:
        sentence = _("No paper is on record with this number and this check code on this date.")
        return Answer(Standing.NEVER_ISSUED, sentence)
    facts = _facts(paper)
    if not _holds(paper, on):
        sentence = _("This paper is on record, but what it certifies no longer holds on this date.")
        return Answer(Standing.NOT_VALID, sentence, facts)
    return Answer(Standing.VALID, _("This paper is on record."), facts)


def _found(number: str, on: date, code: str) -> PaperMade | None:
    given = code.strip().upper().replace(" ", "")
    end = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    rows = PaperMade.objects.filter(made_at__lt=end).select_related("matter__court", "leg")
    papers = rows.filter(matter__reference=number) | rows.filter(leg__reference=number)
    return next((paper for paper in papers.distinct() if _is_code_of(paper, given)), None)


def _is_code_of(paper: PaperMade, given: str) -> bool:
    if compare_digest(given.encode(), check_code_of(paper).encode()):
        return True
    digest = paper.pdf_digest.upper()
    return len(given) >= DIGEST_DIGITS and compare_digest(given.encode(), digest[: len(given)].encode())


def _facts(paper: PaperMade) -> tuple[tuple[str, str], ...]:
    made = timezone.localtime(paper.made_at)
    facts: list[tuple[str, str]] = [
        (_("Paper"), str(paper.get_form_display())), (_("Court"), str(paper.matter.court)),
        (_("Made on"), str(formats.date_format(made, "DATETIME_FORMAT"))), ("SHA-256", paper.pdf_digest),
    ]  # fmt: skip
    if paper.is_simulated:
        facts.append(
            (_("Seal"), _("SIMULATED: sealed by the demonstration authority, which certifies nothing."))
        )
    return tuple(facts)


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
